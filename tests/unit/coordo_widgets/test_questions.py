from __future__ import annotations

import json

import pytest
from coordo_widgets import exercises, question, showing
from coordo_widgets.place import find_place
from coordo_widgets.questions import (
    QuestionSheet,
    build_evaluation_sheet,
    load_paper,
    open_script,
)
from small_course import HIDDEN

pytestmark = pytest.mark.usefixtures("module_folder")


@pytest.fixture
def shown(monkeypatch):
    """What the cells show, instead of sending it to a notebook."""
    outputs: list[object] = []
    monkeypatch.setattr(showing, "display", outputs.append)
    return outputs


@pytest.fixture
def sheet():
    place = find_place()
    paper = load_paper(place)
    assert paper is not None
    return build_evaluation_sheet(place, paper, "n-qrm")


def listen(sheet):
    replies: list[dict[str, object]] = []
    sheet.send = replies.append
    return replies


def read_traits(sheet):
    return json.dumps({key: sheet.get_state(key)[key] for key in sheet.keys}, default=str)


def test_an_evaluation_holds_no_key_in_its_traits(shown):
    paper = load_paper(find_place())
    assert paper is not None
    for item in paper.items:
        question(item.id)
    assert len(shown) == 8
    for sheet in shown:
        assert isinstance(sheet, QuestionSheet)
        sheet._receive(
            sheet, {"kind": "check", "item": sheet.items[0]["id"], "seq": 1, "answer": None}, None
        )
        traits = read_traits(sheet)
        assert sheet.mode == "summative"
        for secret in (HIDDEN, "correct", "explanation", "accepted", "indispensable", "guidance"):
            assert secret not in traits


def test_formative_traits_hold_no_key_before_an_answer(shown):
    exercises("essai")
    (sheet,) = shown
    traits = read_traits(sheet)
    assert len(sheet.items) == 8
    assert "EXPLICATION" not in traits
    assert '"correct"' not in traits

    sheet._receive(
        sheet, {"kind": "check", "item": "f-qru", "seq": 1, "answer": {"options": ["a"]}}, None
    )
    assert set(sheet.states) == {"f-qru"}
    assert sheet.states["f-qru"]["feedback"]["verdict"] == "faux"


def test_the_view_is_told_after_the_journal(sheet, module_folder):
    replies = listen(sheet)
    sheet._receive(
        sheet, {"kind": "answer", "item": "n-qrm", "seq": 4, "answer": {"options": ["b"]}}, None
    )
    assert [(r["kind"], r["seq"]) for r in replies] == [("saved", 4)]
    assert sheet.states["n-qrm"]["answer"] == {"options": ["b"]}
    assert (module_folder / "journal.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_a_failed_write_leaves_the_state_as_it_was(sheet, module_folder):
    replies = listen(sheet)
    (module_folder / "journal.jsonl").mkdir()
    sheet._receive(
        sheet, {"kind": "answer", "item": "n-qrm", "seq": 1, "answer": {"options": ["b"]}}, None
    )
    assert [r["kind"] for r in replies] == ["unsaved"]
    assert sheet.states == {}


def test_an_item_of_another_sheet_is_refused(sheet):
    replies = listen(sheet)
    sheet._receive(
        sheet, {"kind": "answer", "item": "n-qru", "seq": 1, "answer": {"options": ["b"]}}, None
    )
    assert [r["kind"] for r in replies] == ["rejected"]


def test_rubbish_raises_nothing_and_writes_nothing(sheet, module_folder):
    replies = listen(sheet)
    for rubbish in (None, 3, {"kind": {}}, {"kind": "answer", "item": [], "seq": 0, "answer": {}}):
        sheet._receive(sheet, rubbish, None)
    assert replies == []
    assert not (module_folder / "journal.jsonl").exists()


def test_a_sheet_that_comes_back_sees_what_another_tab_has_saved(sheet):
    place = find_place()
    paper = load_paper(place)
    assert paper is not None
    other = build_evaluation_sheet(place, paper, "n-qrm")
    message = {"kind": "answer", "item": "n-qrm", "seq": 1, "answer": {"options": ["c"]}}
    other._receive(other, message, None)
    assert sheet.states == {}
    sheet._receive(sheet, {"kind": "sync"}, None)
    assert sheet.states["n-qrm"]["answer"] == {"options": ["c"]}


def test_code_and_style_travel_once_for_all_questions(shown):
    exercises("essai")
    (sheet,) = shown
    assert sheet.script == open_script().model_id
    assert len(str(sheet._esm)) < 1200
    assert not hasattr(sheet, "_css")
    assert "import {" not in open_script().source


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: question("n-existe-pas"), "n’existe pas dans ce module"),
        (lambda: exercises("autre"), "Thèmes de ce module\u202f: essai"),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(shown, call, words):
    call()
    (output,) = shown
    assert words in output.data
    assert 'role="alert"' in output.data


def test_a_fault_in_the_bank_is_said_in_a_sentence(module_folder, shown):
    bank = module_folder.parents[1] / "assessments/bank/m1_regulation/formative/essai.yml"
    bank.write_text("theme: 3\n", encoding="utf-8")
    exercises("essai")
    (output,) = shown
    assert "essai.yml:1" in output.data


def test_a_damaged_paper_is_said_in_a_sentence(module_folder, shown):
    (module_folder / "evaluation.items.json").write_text("{", encoding="utf-8")
    question("n-qru")
    (output,) = shown
    assert "abîmé" in output.data


def test_an_evaluation_alone_in_its_folder_still_takes_answers(
    module_folder, tmp_path, monkeypatch
):
    alone = tmp_path / "fetched" / "m1_regulation"
    alone.mkdir(parents=True)
    paper = (module_folder / "evaluation.items.json").read_bytes()
    (alone / "evaluation.items.json").write_bytes(paper)
    monkeypatch.chdir(alone)
    place = find_place()
    found = load_paper(place)
    assert found is not None
    assert place.root is None
    sheet = build_evaluation_sheet(place, found, "n-qru")
    message = {"kind": "answer", "item": "n-qru", "seq": 1, "answer": {"options": ["b"]}}
    sheet._receive(sheet, message, None)
    assert (alone / "journal.jsonl").is_file()
