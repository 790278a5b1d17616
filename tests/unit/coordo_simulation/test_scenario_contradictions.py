"""A case that contradicts itself, or that nothing can compute, is refused in French, never run."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from case_runs import DISCHARGE, REPOSITORY
from coordo_simulation.french import set_spaces
from coordo_simulation.references import ReferenceBook, load_references
from coordo_simulation.scenario import load_scenario
from coordo_simulation.yaml_source import ContentError, ContentErrors
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Case = dict[str, Any]


@cache
def load_text() -> str:
    """The case as plain YAML, quick to write again."""
    return json.dumps(YAML(typ="safe").load(DISCHARGE.read_text(encoding="utf-8")), default=str)


def load_case() -> Case:
    case: Case = json.loads(load_text())
    return case


@cache
def load_book() -> ReferenceBook:
    return load_references(REPOSITORY / "course" / "references.yml")


def find(case: Case, kind: str) -> Any:
    return next(each for each in case["decisions"] if each.get("kind", "single") == kind)


def say_no_decision(case: Case) -> None:
    case["decisions"][0] = "appeler"


def end_before_beginning(case: Case) -> None:
    case["decisions"][1].update(at=5, until=2)


def end_at_zero(case: Case) -> None:
    case["decisions"][1].update(at=5, until=0)


def happen_backwards(case: Case) -> None:
    case["events"][0].update(at=5, until=2)


def happen_after_the_end(case: Case) -> None:
    case["events"][0].update(at=500)


def add_what_is_no_number(case: Case) -> None:
    find(case, "single")["choices"][0]["effects"] = {"add": {"maison": float("nan")}}


def share_without_end(case: Case) -> None:
    find(case, "allocation")["total"] = float("inf")


def share_by_crumbs(case: Case) -> None:
    find(case, "allocation")["step"] = 1e-300


def share_a_fortune(case: Case) -> None:
    find(case, "allocation")["lines"][0]["max"] = 1e308


def need_more_than_there_is(case: Case) -> None:
    spec = find(case, "allocation")
    for line in spec["lines"]:
        line["min"] = spec["total"]


def let_the_expert_overfill(case: Case) -> None:
    spec = find(case, "allocation")
    first, second, *_ = spec["lines"]
    amounts = spec["expert"][0]["amounts"]
    moved = first["max"] + spec["step"] - amounts[first["id"]]
    amounts[first["id"]] += moved
    amounts[second["id"]] -= moved


def let_the_expert_split_a_step(case: Case) -> None:
    spec = find(case, "allocation")
    spec["expert"][0]["amounts"][spec["lines"][0]["id"]] = 0.123


def reach_the_unreachable(case: Case) -> None:
    find(case, "allocation")["lines"][0]["thresholds"][0]["from"] = 900


def ask_for_the_unreachable(case: Case) -> None:
    spec = find(case, "allocation")
    asked = {"decision": spec["id"], "line": spec["lines"][0]["id"], "at_least": 900}
    case["outcomes"][0]["when"] = asked


def ask_for_an_empty_span(case: Case) -> None:
    case["outcomes"][0]["when"] = {"variable": "maison", "at_least": 10, "below": 10}


def let_the_expert_tick_twice(case: Case) -> None:
    spec = find(case, "multiple")
    spec["expert"][0]["choices"] = [spec["choices"][0]["id"]] * 2


def forbid_all(case: Case) -> None:
    spec = find(case, "multiple")
    ids = [each["id"] for each in spec["choices"]]
    pairs = [[one, two] for one in ids for two in ids if one < two]
    spec["least"] = 2
    spec["forbidden"] = [{"choices": pair, "reason": "Pas ensemble."} for pair in pairs]


def put_before_itself(case: Case) -> None:
    rule = next(each for each in find(case, "ordering")["rules"] if "before" in each)
    rule["before"] = rule["element"]


def ask_for_itself_before(case: Case) -> None:
    spec = find(case, "ordering")
    name = spec["elements"][0]["id"]
    case["outcomes"][0]["when"] = {"decision": spec["id"], "element": name, "after": name}


def need_oneself(case: Case) -> None:
    case["documents"][0]["when"] = {"opened": case["documents"][0]["id"]}


def need_each_other(case: Case) -> None:
    item, spec = case["documents"][0], find(case, "single")
    chosen = {"decision": spec["id"], "choices": [spec["choices"][0]["id"]]}
    item["when"] = {"all": [chosen, {"variable": "maison", "at_least": 0}]}
    spec["when"] = {"any": [{"opened": item["id"]}, {"all": [{"opened": item["id"]}, chosen]}]}


def close_every_choice(case: Case) -> None:
    for choice in find(case, "single")["choices"]:
        choice.update(when={"variable": "maison", "at_least": 99}, unavailable="Trop tôt.")


def begin_a_chapter_too_late(case: Case) -> None:
    case["chapters"][-1]["at"] = 1000


def leave_no_room(case: Case) -> None:
    spec = case["indicators"][0]
    spec["min"] = spec["max"] = spec["initial"]


def begin_at_the_end_of_time(case: Case) -> None:
    case["start"] = "9999-12-31"


FAULTS: dict[Callable[[Case], None], str] = {
    say_no_decision: "kind : single, multiple",
    end_before_beginning: "un moment qui suit at, avant la fin (de 5 à 13)",
    end_at_zero: "un moment qui suit at",
    happen_backwards: "un moment qui suit at, avant la fin (de 5 à 14)",
    happen_after_the_end: "un moment avant la fin du cas (au plus 14)",
    add_what_is_no_number: "un nombre fini",
    share_without_end: "un nombre fini",
    share_by_crumbs: "au plus 1 000 pas",
    share_a_fortune: "au plus 1 000 pas",
    need_more_than_there_is: "un total que les lignes peuvent prendre",
    let_the_expert_overfill: "un montant entre min et max",
    let_the_expert_split_a_step: "en pas de la décision",
    reach_the_unreachable: "ce que la ligne peut recevoir",
    ask_for_the_unreachable: "ce que la ligne peut recevoir",
    ask_for_an_empty_span: "at_least au-dessous de below",
    let_the_expert_tick_twice: "des cases que l’on peut cocher ensemble",
    forbid_all: "2 choix toujours ouverts que l’on peut cocher ensemble",
    put_before_itself: "deux éléments différents",
    ask_for_itself_before: "deux éléments différents",
    need_oneself: "une condition que l’on puisse remplir (« fiche-navette » attend",
    need_each_other: "(« premier-pas » attend « fiche-navette » attend « premier-pas »)",
    close_every_choice: "au moins un choix toujours ouvert",
    begin_a_chapter_too_late: "des chapitres qui se suivent",
    leave_no_room: "min au-dessous de max",
    begin_at_the_end_of_time: "une année d’au plus 2200",
}


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_contradiction_is_refused_with_its_line(
    tmp_path: Path, spoil: Callable[[Case], None]
) -> None:
    case = load_case()
    spoil(case)
    with pytest.raises(ContentErrors) as caught:
        load_scenario(_write(tmp_path, case), load_book())
    told = set_spaces(str(caught.value)).replace("\u202f", " ")
    assert FAULTS[spoil] in told
    assert re.search(r"scenario\.yml:\d+", told)


def test_a_choice_of_ways_is_no_circle(tmp_path: Path) -> None:
    """One way out of a circle is enough."""
    case = load_case()
    need_each_other(case)
    find(case, "single")["when"]["any"].append({"variable": "maison", "at_least": 0})
    assert load_scenario(_write(tmp_path, case), load_book()).documents


def test_a_condition_too_deep_to_be_read_is_told(tmp_path: Path) -> None:
    text = DISCHARGE.read_text(encoding="utf-8")
    deep = "{not: " * 2000 + '{flag: "x"}' + "}" * 2000
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(text.replace("\ndecisions:", f"\nlives: {deep}\ndecisions:"), "utf-8")
    with pytest.raises(ContentError, match="niveaux emboîtés"):
        load_scenario(faulty, load_book())


def _write(folder: Path, case: Case) -> Path:
    path = folder / "scenario.yml"
    with path.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(case, stream)
    return path
