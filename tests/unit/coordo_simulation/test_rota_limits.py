"""A limit is computed from what the reference says, or refused; it is said so that one sees it."""

from __future__ import annotations

import pytest
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_rules import RuleId
from coordo_simulation.rota_words import name_share
from rota_samples import RULES, caregiver, give_all, service, visit


def alter(rule, limit):
    """The rules, as they would be if a reference said another figure."""
    changed = (
        each.model_copy(update={"limit": limit}) if each.id is rule else each
        for each in RULES.rules
    )
    fields = {name: getattr(RULES, name) for name in type(RULES).model_fields}
    return type(RULES)(**{**fields, "rules": tuple(changed)})


@pytest.mark.parametrize("rule", [RuleId.SUNDAY, RuleId.REST_WITH_SUNDAY])
@pytest.mark.parametrize("limit", [1, 3, None])
def test_a_limit_that_one_week_before_cannot_tell_is_refused(rule, limit):
    assert alter(rule, 2) == RULES
    with pytest.raises(ValueError, match="avec une seule semaine d’avant") as refused:
        alter(rule, limit)
    assert RULES.by_id[rule].label in str(refused.value)


def test_another_share_of_the_contract_is_counted_and_said():
    held = service([caregiver(hours=20)], [visit(f"v{day}", day, "8:00", 360) for day in range(5)])
    for share, words in ((3, "26\u00a0h\u00a040 au plus"), (4, "25\u00a0h au plus")):
        (breach,) = [
            each
            for each in check_rota(held, give_all(held), alter(RuleId.EXTRA_HOURS, share))
            if each.forbids
        ]
        assert breach.limit == f"{words}\u202f: le contrat, et {name_share(share)}"
    assert (name_share(3), name_share(4), name_share(6)) == ("un tiers", "un quart", "1/6")


def test_a_limit_is_written_in_words_that_a_coordinator_understands():
    said = {rule: RULES.by_id[rule].limit_text for rule in RuleId}
    assert said[RuleId.SUNDAY] == "un sur deux"
    assert said[RuleId.EXTRA_HOURS] == "un tiers du contrat"
    assert said[RuleId.PART_TIME] == "moins de 35\u00a0h"
