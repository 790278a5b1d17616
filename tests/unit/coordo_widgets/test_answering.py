from __future__ import annotations

import pytest
from coordo_assessments.answers import InvalidAnswerError
from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal
from coordo_assessments.public import build_public_item
from coordo_widgets.answering import Desk, Submission, Sync, parse_message, parse_public_answer
from coordo_widgets.place import find_place
from coordo_widgets.questions import build_evaluation_desk, load_module_bank, load_paper
from small_course import HIDDEN

pytestmark = pytest.mark.usefixtures("module_folder")

ANSWERS = {
    "qru": {"options": ["b"]},
    "qrm": {"options": ["b", "e"]},
    "qrp": {"options": ["a", "c"]},
    "qroc": {"text": "plan d’aide"},
    "numeric": {"text": "24,58"},
    "ordering": {"order": ["accord", "prescription", "choix", "annonce"]},
    "matching": {"pairs": {"couple": "accueil"}},
    "free": {"text": "Bonsoir à toutes."},
}
FOREIGN = {
    "qru": [{"options": ["a", "b"]}, {"options": ["zz"]}, {"text": "b"}],
    "qrm": [{"options": "b"}, {"options": ["b"], "score": 1}],
    "qrp": [{"options": ["a", "b", "c"]}],
    "qroc": [{"text": None}, {"text": "x" * 20_001}],
    "numeric": [{"text": 24.58}],
    "ordering": [{"order": ["accord"]}, {"order": ["accord"] * 4}],
    "matching": [{"pairs": {"couple": "nulle-part"}}, {"pairs": {"inconnu": "accueil"}}],
    "free": [{"options": []}],
}


@pytest.fixture
def formative():
    place = find_place()
    items = load_module_bank(place).items
    return Desk(
        activity="3_exercices",
        journal=place.journal,
        items={item: build_public_item(value, place.references) for item, value in items.items()},
        keys=items,
        book=place.references,
    )


@pytest.fixture
def graded():
    place = find_place()
    paper = load_paper(place)
    assert paper is not None
    return build_evaluation_desk(place, paper.items)


def submit(item, answer, kind="answer", seq=1):
    return Submission(kind=kind, item=item, seq=seq, answer=answer)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_on_the_disk_before_the_view_is_told(graded, module_folder, name):
    reply = graded.take(submit(f"n-{name}", ANSWERS[name], seq=7))

    events = Journal(module_folder / "journal.jsonl").read().events
    assert [(e.activity, e.item, e.answer) for e in events if isinstance(e, AnswerGiven)] == [
        ("evaluation", f"n-{name}", ANSWERS[name])
    ]
    assert (reply.kind, reply.seq, reply.notice) == ("saved", 7, "")
    assert reply.state is not None
    assert reply.state.answer == ANSWERS[name]
    assert reply.state.at == events[0].at


@pytest.mark.parametrize("name", ANSWERS)
def test_a_graded_answer_brings_no_feedback(graded, name):
    reply = graded.take(submit(f"n-{name}", ANSWERS[name], kind="check"))
    assert reply.state is not None
    assert reply.state.feedback is None
    assert HIDDEN not in reply.model_dump_json()


@pytest.mark.parametrize("name", ANSWERS)
def test_a_checked_answer_is_explained_only_once_it_is_given(formative, name):
    assert formative.load_states() == {}
    reply = formative.take(submit(f"f-{name}", ANSWERS[name], kind="check"))
    assert reply.state is not None
    assert reply.state.feedback is not None
    assert "EXPLICATION" in reply.state.feedback.explanation_html


def test_earlier_attempts_stay_in_the_journal(formative):
    for options in (["a"], ["b"]):
        reply = formative.take(submit("f-qru", {"options": options}, kind="check"))
    assert reply.state is not None
    assert reply.state.count == 2
    assert len(formative.journal.read().events) == 2


def test_the_state_is_restored_from_the_journal(graded):
    graded.take(submit("n-qru", {"options": ["a"]}))
    graded.take(submit("n-qru", {"options": ["c"]}))
    graded.take(submit("n-qroc", {"text": "plan"}))
    graded.take(submit("n-qroc", None))

    reopened = build_evaluation_desk(find_place(), graded.items.values())
    states = reopened.load_states()
    assert states["n-qru"].answer == {"options": ["c"]}
    assert states["n-qroc"].answer is None
    assert "n-qrm" not in states


def test_an_answer_that_cannot_be_written_is_said_not_saved(graded, module_folder):
    (module_folder / "journal.jsonl").mkdir()
    reply = graded.take(submit("n-qru", {"options": ["a"]}))
    assert reply.kind == "unsaved"
    assert reply.message.startswith("Le dossier")  # the reason alone: the view says the rest
    assert reply.state is None


@pytest.mark.parametrize(("name", "raw"), [(n, raw) for n, raws in FOREIGN.items() for raw in raws])
def test_an_answer_that_does_not_fit_is_refused_and_not_written(graded, module_folder, name, raw):
    reply = graded.take(submit(f"n-{name}", raw))
    assert reply.kind == "rejected"
    assert not (module_folder / "journal.jsonl").exists()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_empty_answer_withdraws(graded, name):
    item = graded.items[f"n-{name}"]
    for empty in ({"options": []}, {"text": "  "}, {"order": []}, {"pairs": {}}):
        try:
            assert parse_public_answer(item, empty) is None
        except InvalidAnswerError:
            continue  # the emptiness of another format


def test_what_is_not_a_number_is_kept_and_said(graded):
    reply = graded.take(submit("n-numeric", {"text": "vingt-quatre"}))
    assert reply.kind == "saved"
    assert reply.notice.startswith("Ce n’est pas un nombre")
    assert graded.load_states()["n-numeric"].answer == {"text": "vingt-quatre"}


def test_what_is_not_a_number_is_not_corrected(formative):
    reply = formative.take(submit("f-numeric", {"text": "vingt-quatre"}, kind="check"))
    assert reply.kind == "rejected"
    assert formative.journal.read().events == ()


@pytest.mark.parametrize("text", ["24,58", "24.58", "24,58 €/h", " 24,58"])
def test_a_number_is_read_as_people_type_it(graded, text):
    assert graded.take(submit("n-numeric", {"text": text})).notice == ""


def test_hostile_text_is_kept_as_text(graded):
    hostile = {"text": "</script><img src=x onerror=alert(1)>\u0000{{7*7}}"}
    reply = graded.take(submit("n-free", hostile))
    assert reply.state is not None
    assert reply.state.answer == hostile


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "answer",
        {},
        {"kind": "finish"},
        {"kind": "answer", "item": "n-qru"},
        {"kind": "sync", "item": "x"},
        {"kind": "answer", "item": "a", "seq": -1, "answer": None},
    ],
)
def test_a_message_that_is_not_ours_is_ignored(raw):
    assert parse_message(raw) is None


def test_messages_of_the_view_are_read():
    assert isinstance(parse_message({"kind": "sync"}), Sync)
    message = {"kind": "check", "item": "a", "seq": 3, "answer": {"options": []}}
    assert isinstance(parse_message(message), Submission)


def test_an_unknown_item_is_refused(graded, module_folder):
    assert graded.take(submit("n-autre", {"options": ["a"]})).kind == "rejected"
    assert not (module_folder / "journal.jsonl").exists()
