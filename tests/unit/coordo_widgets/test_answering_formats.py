"""The desk with the formats of the gallery: certainty kept, dossiers told only once finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_assessments.bank import load_bank
from coordo_assessments.journal import Journal
from coordo_assessments.public import build_public_item
from coordo_assessments.solutions import answer_as_key
from coordo_simulation.references import load_references
from coordo_widgets.answering import Desk, Submission, parse_message

ROOT = Path(__file__).parents[3]
BANK = load_bank(ROOT / "assessments" / "bank" / "galerie" / "formative")
BOOK = load_references(ROOT / "course" / "references.yml")
DOSSIER = "galerie-le-dossier-de-madame-tessier"
QRU = "galerie-photo-du-pilulier"


def build_desk(tmp_path, activity="galerie_formats", *, has_keys=True):
    return Desk(
        activity=activity,
        journal=Journal(tmp_path / "journal.jsonl"),
        items={name: build_public_item(item, BOOK) for name, item in BANK.items.items()},
        keys=BANK.items if has_keys else {},
        book=BOOK,
    )


def submit(item, answer, certainty=None, kind="check"):
    return Submission(kind=kind, item=item, seq=1, answer=answer, certainty=certainty)


@pytest.mark.parametrize("name", BANK.items)
def test_the_key_of_every_format_is_taken_and_told(tmp_path, name):
    desk = build_desk(tmp_path)
    reply = desk.take(submit(name, answer_as_key(BANK.items[name])))
    assert reply.kind == "saved"
    assert reply.state.feedback.verdict in {"juste", "à corriger"}
    assert reply.notice == ""
    assert desk.load_states()[name] == reply.state


def test_a_certainty_is_kept_where_it_is_asked_and_nowhere_else(tmp_path):
    desk = build_desk(tmp_path)
    assert desk.take(submit(QRU, {"options": ["a"]}, certainty=5)).state.certainty == 5
    script = "galerie-un-relais-pour-monsieur-morel"
    assert desk.take(submit(script, {"degree": 1}, certainty=5)).state.certainty is None
    assert desk.take(submit(QRU, None, certainty=5)).state.certainty is None


@pytest.mark.parametrize("certainty", [6, -1, "5", 2.5, True])
def test_an_impossible_certainty_is_not_a_message(certainty):
    raw = {"kind": "answer", "item": QRU, "seq": 1, "answer": None, "certainty": certainty}
    assert parse_message(raw) is None


def test_a_dossier_is_told_once_every_step_is_behind(tmp_path):
    desk = build_desk(tmp_path)
    first = {"steps": [{"options": ["b"]}, None, None, None, None], "reached": 1}
    under_way = desk.take(submit(DOSSIER, first, kind="answer"))
    assert under_way.kind == "saved"
    assert under_way.state.feedback is None
    assert under_way.notice == ""
    done = desk.take(submit(DOSSIER, {**first, "reached": 5}))
    assert done.state.feedback.steps[0].verdict == "juste"


def test_the_desk_of_an_evaluation_gives_back_what_is_sealed(tmp_path):
    desk = build_desk(tmp_path, "evaluation", has_keys=False)
    desk.take(submit(DOSSIER, {"steps": [{"options": ["b"]}, *[None] * 4], "reached": 1}))
    late = {"steps": [{"options": ["a"]}, *[None] * 4], "reached": 1}
    state = desk.take(submit(DOSSIER, late)).state
    assert state.answer["steps"][0] == {"options": ["b"]}
    assert state.feedback is None
    assert desk.take(submit(DOSSIER, None)).state.answer["steps"][0] == {"options": ["b"]}


@pytest.mark.parametrize(
    "answer",
    [
        {"steps": [{"options": ["zz"]}, *[None] * 4], "reached": 0},
        {"steps": [{"text": "b"}, *[None] * 4], "reached": 0},
        {"steps": [None] * 4, "reached": 0},
    ],
)
def test_a_step_that_does_not_fit_its_question_is_refused(tmp_path, answer):
    assert build_desk(tmp_path).take(submit(DOSSIER, answer)).kind == "rejected"
