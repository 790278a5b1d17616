"""A journal written before there were other kinds of decisions than one choice still opens.

``journal_of_before.txt`` was written by the code of commit 26f653b, with one run to its end, one
left after seven decisions and one branch; ``journal_of_before.json`` is what that code then showed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coordo_assessments.journal import Journal
from coordo_simulation.answer import pick
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_widgets.case_session import CaseSession

ROOT = Path(__file__).parents[2]
JOURNAL = Path(__file__).with_name("journal_of_before.txt")
SHOWN = json.loads(JOURNAL.with_suffix(".json").read_text(encoding="utf-8"))


def open_journal(folder: Path) -> CaseSession:
    book = load_references(ROOT / "course" / "references.yml")
    scenario = load_scenario(ROOT / "modules" / "m1_regulation" / "scenario.yml", book)
    path = folder / "journal.jsonl"
    path.write_bytes(JOURNAL.read_bytes())
    return CaseSession(scenario, book, Journal(path))


@pytest.mark.parametrize("shown", SHOWN, ids=["to-the-end", "left-there", "branch"])
def test_an_old_run_opens_where_it_was_left(tmp_path: Path, shown: dict[str, object]) -> None:
    session = open_journal(tmp_path)
    session.open(str(shown["run"]))
    told = session.play(session.build_run(str(shown["run"])))
    if told.version_note is not None:
        assert told.version_note.text
        return
    assert len(told.moments) == shown["decisions"]
    assert (told.outcome.id if told.outcome else None) == shown["outcome"]
    assert told.periods[-1].indicators == shown["indicators"]


def test_an_old_run_goes_on(tmp_path: Path) -> None:
    session = open_journal(tmp_path)
    run_id = SHOWN[1]["run"]
    waiting = session.play(session.build_run(run_id)).current
    assert waiting is not None
    assert waiting.prompt.kind == "single"
    choice = next(each.id for each in waiting.prompt.choices if each.is_available)
    session.decide(run_id, waiting.step, waiting.prompt.decision, pick(choice))
    assert session.run_id is not None
    told = session.play(session.build_run(session.run_id))
    assert told.moments[-1].chosen == choice
