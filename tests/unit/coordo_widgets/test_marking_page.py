"""The marking page between the screen and the desk: validated, saved first, told only its own."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

# pytest puts a test's folder on the path in one of its import modes only
sys.path.insert(0, str(Path(__file__).parents[1] / "coordo_assessments"))

from coordo_course.serving import is_servable
from coordo_widgets.conversation import INVALID
from coordo_widgets.marking_page import MarkingPage
from coordo_widgets.marking_session import MarkingSession
from marking_samples import ITEM, build_mark, fill_course


class Wire:
    """A page whose messages are heard and whose replies are kept."""

    def __init__(self, root: Path, count: int) -> None:
        self.session = MarkingSession(fill_course(root, count), "Module 1")
        self.page = MarkingPage(self.session)
        self.replies: list[dict[str, Any]] = []
        self.page.send = self.replies.append

    @property
    def screen(self) -> dict[str, Any]:
        return self.page.screen

    def ask(self, kind: str, **fields: object) -> dict[str, Any]:
        self.page._hear(None, {"type": kind, "request": "r", **fields}, None)
        return self.replies[-1]

    def save(self, levels: str, comment: str = "") -> dict[str, Any]:
        copy = self.screen["copy_view"]
        return self.ask(
            "save",
            item=ITEM.id,
            name=copy["name"],
            text=copy["digest"],
            levels=dict(zip(("clarte", "preuve"), levels.split(), strict=True)),
            comment=comment,
        )


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    wire = Wire(tmp_path, 3)
    wire.ask("enter", marker=" Anne ")
    return wire


def test_nothing_is_shown_before_one_says_who_marks(tmp_path: Path) -> None:
    wire = Wire(tmp_path, 3)
    assert wire.screen["copy_view"] is None
    assert not wire.ask("undo")["ok"]
    assert not wire.ask("keep", item=ITEM.id, text="x")["ok"]
    assert not wire.session.desk.journal.path.exists()


def test_saving_goes_to_the_next_copy_and_undoing_comes_back(wire: Wire) -> None:
    first = wire.screen["copy_view"]["name"]
    assert wire.save("2 1.5", "Bien.")["ok"]
    second = wire.screen["copy_view"]["name"]
    assert second != first
    assert wire.screen["tabs"][0] == {"id": ITEM.id, "title": "La lettre", "done": 1, "total": 3}
    assert wire.ask("undo")["ok"]
    assert wire.screen["copy_view"]["name"] == first
    assert not wire.screen["copy_view"]["is_done"]
    assert not wire.screen["can_undo"]


def test_undoing_a_correction_brings_the_former_mark_back(wire: Wire) -> None:
    first = wire.screen["copy_view"]["name"]
    wire.save("2 1.5", "Bien.")
    wire.ask("turn", item=ITEM.id, name=first)
    wire.save("0 0", "Non.")
    wire.ask("undo")
    copy = wire.screen["copy_view"]
    assert (copy["name"], copy["comment"]) == (first, "Bien.")
    assert copy["levels"] == {"clarte": "2", "preuve": "1.5"}
    offered = [
        level["points"] for one in wire.screen["question"]["criteria"] for level in one["levels"]
    ]
    assert set(copy["levels"].values()) <= set(offered), "the page finds its radio button again"


def test_the_same_name_in_other_letters_is_the_same_marker(wire: Wire) -> None:
    wire.save("2 3")
    wire.ask("enter", marker="ANNE")
    assert wire.screen["marker"] == "Anne"
    assert wire.screen["tabs"][0]["done"] == 1


@pytest.mark.parametrize(
    "message",
    [
        {"type": "save", "item": "lettre"},
        {"type": "save", "item": "x", "name": "y", "text": "z", "levels": {"a": "NaN"}},
        {"type": "enter", "marker": "  "},
        {"type": "plan", "share": 101, "tolerance": 0},
        {"type": "rm"},
        None,
        {"type": "push", "gradebook": "/etc/passwd"},
    ],
)
def test_a_message_that_is_not_understood_is_refused(wire: Wire, message: Any) -> None:
    wire.page._hear(None, message and {"request": "r", **message}, None)
    assert wire.replies[-1]["message"] == INVALID
    assert not wire.session.desk.journal.path.exists()


def test_a_mark_that_does_not_fit_is_refused_with_the_reason(wire: Wire) -> None:
    copy = wire.screen["copy_view"]
    sent = {"item": ITEM.id, "name": copy["name"], "text": copy["digest"]}
    reply = wire.ask("save", **sent, levels={"clarte": "1"})
    assert not reply["ok"]
    assert "La preuve" in reply["message"]
    assert not wire.ask("turn", item="autre")["ok"]
    assert not wire.ask("turn", item=ITEM.id, name="ZZZZ-ZZZZ")["ok"]


def test_what_is_not_on_the_disk_is_not_shown_as_done(wire: Wire) -> None:
    wire.session.desk.journal.path.mkdir()
    reply = wire.save("2 3")
    assert not reply["ok"]
    assert "pas enregistré" in reply["message"]
    assert wire.screen["tabs"][0]["done"] == 0
    assert not wire.screen["can_undo"]


def test_the_screen_holds_nothing_of_others_and_no_name(wire: Wire) -> None:
    desk = wire.session.desk
    desk.set_plan(Decimal(1), Decimal("0.2"), "Boris")
    for name in desk.copies.by_name:
        desk.give_mark(build_mark(desk, name, "Boris", "0 1.5", "Secret de Boris."))
    wire.ask("refresh")
    shown = json.dumps(wire.screen, ensure_ascii=False)
    assert "Secret" not in shown
    assert "stagiaire-" not in shown
    assert not wire.ask("reveal")["ok"]
    assert wire.screen["names"] == []
    assert wire.screen["stages"][0]["agreement"] == "", "it would give Boris's marks away"


def test_an_evaluation_without_any_copy_says_so(tmp_path: Path) -> None:
    wire = Wire(tmp_path, 0)
    assert wire.ask("enter", marker="Anne")["ok"]
    assert wire.screen["copy_view"] is None
    assert wire.screen["rows"] == []


def test_the_marking_notebook_is_out_of_a_trainees_reach() -> None:
    repository = Path(__file__).parents[3]
    notebook = repository / "course" / "formateur" / "correction.ipynb"
    assert notebook.is_file()
    for path in ("../course/formateur/correction.ipynb", "course/formateur/correction.ipynb"):
        assert not is_servable(repository / "modules", path)
