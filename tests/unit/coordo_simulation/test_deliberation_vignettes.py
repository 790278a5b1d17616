"""The gates against vignettes reasoned by hand from the texts, before the rules were written."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from coordo_simulation.deliberation import Act, Disclosure, Person, Role, Situation
from coordo_simulation.deliberation_consent import check_act
from coordo_simulation.deliberation_directives import check_directives
from coordo_simulation.deliberation_disclosure import check_disclosure
from coordo_simulation.in_force import NoValueInForceError
from coordo_simulation.references import load_references

BOOK = load_references(Path(__file__).parents[3] / "course/references.yml")
PEOPLE = (
    Person(id="odette", name="Odette", role=Role.ACCOMPANIED),
    Person(id="nurse", name="Infirmière", role=Role.PROFESSIONAL, takes_part=True, is_in_team=True),
    Person(id="aide", name="Aide", role=Role.PROFESSIONAL, takes_part=True, is_in_team=True),
    Person(id="gp", name="Médecin", role=Role.PROFESSIONAL, takes_part=True, is_physician=True),
    Person(id="bank", name="Conseiller", role=Role.PROFESSIONAL),
    Person(id="daughter", name="Fille", role=Role.RELATIVE),
    Person(id="yann", name="Yann", role=Role.TRUSTED),
    Person(id="guardian", name="Mandataire", role=Role.REPRESENTATIVE),
)


def read(name: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(f"deliberation_{name}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def build_situation(facts: str) -> Situation:
    given = dict(part.split("=") for part in facts.split("; ") if part)
    return Situation.model_validate({"date": date(2026, 6, 15), "people": PEOPLE, **given})


def name(row: dict[str, str]) -> str:
    return row["case"]


def test_there_are_enough_vignettes():
    assert sum(len(read(table)) for table in ("disclosures", "acts", "directives")) >= 65


@pytest.mark.parametrize("row", read("disclosures"), ids=name)
def test_who_may_be_told(row):
    disclosure = Disclosure.model_validate(
        {
            "information": "ce que dit la vignette",
            **{key: row[key] for key in ("sender", "recipient", "mode", "consent")},
            "is_needed": row["is_needed"] == "oui",
            "is_grave": row["is_grave"] == "oui",
        }
    )
    verdict = check_disclosure(build_situation(row["facts"]), disclosure, BOOK)
    assert verdict.outcome == row["outcome"]
    assert row["reference"] in [reference.id for reference in verdict.references]


@pytest.mark.parametrize("row", read("acts"), ids=name)
def test_what_may_be_done(row):
    act = Act.model_validate(
        {
            "label": "ce que dit la vignette",
            "kind": row["kind"],
            "consent": row["consent"],
            "is_informed": row["is_informed"] == "oui",
            "is_refused_by_directives": row["is_refused_by_directives"] == "oui",
        }
    )
    verdict = check_act(build_situation(row["facts"]), act, BOOK)
    assert verdict.outcome == row["outcome"]
    assert row["reference"] in [reference.id for reference in verdict.references]


@pytest.mark.parametrize("row", read("directives"), ids=name)
def test_whether_directives_bind(row):
    verdict = check_directives(build_situation(row["facts"]), BOOK)
    assert verdict.outcome == row["outcome"]
    assert verdict.references[0].id == "directives-anticipees"


def test_a_text_not_yet_in_force_is_not_cited():
    telling = Disclosure(information="x", sender="nurse", recipient="gp", mode="partage")
    early = check_disclosure(build_situation("date=2016-08-01"), telling, BOOK)
    assert [reference.id for reference in early.references] == ["l1110-4"]


def test_a_day_before_the_texts_is_refused():
    telling = Disclosure(information="x", sender="nurse", recipient="gp")
    with pytest.raises(NoValueInForceError):
        check_disclosure(build_situation("date=2015-12-31"), telling, BOOK)
    with pytest.raises(NoValueInForceError):
        check_directives(build_situation("date=2015-12-31"), BOOK)


@pytest.mark.parametrize("recipient", ["odette", "aide", "daughter", "bank"])
def test_no_telling_is_judged_before_the_present_text(recipient):
    """L. 1111-2 and R. 4127-35 are older: they alone would answer, and leave the rest unsaid."""
    telling = Disclosure(information="x", sender="nurse", recipient=recipient)
    with pytest.raises(NoValueInForceError, match="l1110-4"):
        check_disclosure(build_situation("date=2015-12-31"), telling, BOOK)


def test_no_care_is_judged_by_the_text_on_support():
    """L. 311-3 is older than what the course holds of L. 1111-4."""
    day = build_situation("date=2003-06-15")
    assert check_act(day, Act(label="x", kind="accompagnement"), BOOK)
    with pytest.raises(NoValueInForceError, match="consentement-aux-soins"):
        check_act(day, Act(label="x", kind="soin"), BOOK)


def test_the_secret_does_not_bind_a_relative():
    telling = Disclosure(information="x", sender="daughter", recipient="gp")
    with pytest.raises(ValueError, match="n’est pas un professionnel"):
        check_disclosure(build_situation(""), telling, BOOK)


@pytest.mark.parametrize(
    "people",
    [
        PEOPLE[1:],
        (*PEOPLE, PEOPLE[0]),
        (*PEOPLE, Person(id="rozenn", name="Rozenn", role=Role.TRUSTED)),
    ],
)
def test_a_situation_has_one_person_accompanied_and_one_of_each_title(people):
    with pytest.raises(ValueError):  # noqa: PT011 -- each case says its own sentence
        Situation(date=date(2026, 6, 15), people=people)


@pytest.mark.parametrize(
    "ties",
    [
        {"role": Role.RELATIVE, "takes_part": True},
        {"role": Role.PROFESSIONAL, "is_in_team": True},
    ],
)
def test_ties_are_coherent(ties):
    with pytest.raises(ValueError):  # noqa: PT011 -- same
        Person(id="x", name="X", **ties)
