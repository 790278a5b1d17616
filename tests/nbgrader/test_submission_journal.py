from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coordo_assessments.events import AnswerGiven, SectionReached
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers
from coordo_assessments.nbgrader_bridge.terms import Terms

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = ("un", "deux")


def _answer(folder: Path, item: str, activity: str = "evaluation") -> None:
    answer = {"options": ["a"]}
    Journal(folder / "journal.jsonl").append(
        AnswerGiven(activity=activity, item=item, answer=answer)
    )


def test_the_last_answer_of_the_evaluation_counts(tmp_path: Path) -> None:
    _answer(tmp_path, "un")
    _answer(tmp_path, "deux", activity="3_exercices")
    read = read_submitted_answers(tmp_path, ITEMS)
    assert set(read.answers) == {"un"}
    assert read.is_gradable
    assert read.faults == ()
    assert read.last_at == read.answers["un"].at


def test_a_journal_without_answers_is_a_blank_copy_worth_zero(tmp_path: Path) -> None:
    Journal(tmp_path / "journal.jsonl").append(SectionReached(activity="evaluation", section="a"))
    read = read_submitted_answers(tmp_path, ITEMS)
    assert read.is_gradable
    assert read.answers == {}


def test_a_missing_journal_is_no_zero(tmp_path: Path) -> None:
    read = read_submitted_answers(tmp_path, ITEMS)
    assert not read.is_gradable
    assert "absent" in read.faults[0]


def test_an_empty_or_unreadable_journal_is_no_zero(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    for content, told in ((b"", "vide"), (b"\x00\x00\n{\n", "illisible")):
        journal.write_bytes(content)
        read = read_submitted_answers(tmp_path, ITEMS)
        assert not read.is_gradable
        assert told in read.faults[-1]


def test_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    _answer(tmp_path, "un")
    _answer(tmp_path, "deux")
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(b"\xef\xbb\xbf" + journal.read_bytes()[:-20])
    read = read_submitted_answers(tmp_path, ITEMS)
    assert set(read.answers) == {"un"}
    assert read.faults == ("journal, ligne 2\u202f: ligne interrompue",)


def test_many_bad_lines_are_counted_not_listed(tmp_path: Path) -> None:
    _answer(tmp_path, "un")
    with (tmp_path / "journal.jsonl").open("ab") as stream:
        stream.write(b"{}\n" * 500)
    read = read_submitted_answers(tmp_path, ITEMS)
    assert len(read.faults) == 4
    assert "497 autres" in read.faults[-1]
    assert read.is_gradable


def test_another_modules_journal_is_told_and_not_graded(tmp_path: Path) -> None:
    _answer(tmp_path, "ailleurs")
    read = read_submitted_answers(tmp_path, ITEMS)
    assert not read.is_gradable
    assert "étrangères" in read.faults[0]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    _answer(other, "un")
    (tmp_path / "journal.jsonl").symlink_to(other / "journal.jsonl")
    read = read_submitted_answers(tmp_path, ITEMS)
    assert not read.is_gradable
    assert "ordinaire" in read.faults[0]


def _answer_at(folder: Path, answer: str, at: datetime) -> None:
    event = AnswerGiven(activity="evaluation", item="un", answer={"options": [answer]}, at=at)
    Journal(folder / "journal.jsonl").append(event)


def test_a_late_answer_is_told_and_counted_or_left_aside(tmp_path: Path) -> None:
    due = datetime(2026, 2, 12, 16, 0, tzinfo=UTC)
    _answer_at(tmp_path, "a", due - timedelta(minutes=1))
    _answer_at(tmp_path, "b", due + timedelta(minutes=1))
    counted = read_submitted_answers(tmp_path, ITEMS, Terms(due=due))
    aside = read_submitted_answers(tmp_path, ITEMS, Terms(due=due, counts_late=False))
    assert counted.answers["un"].answer == {"options": ["b"]}
    assert aside.answers["un"].answer == {"options": ["a"]}
    told = "1 réponse(s) données après l’échéance (12 février 2026 à 17 h 00), {}"
    said = [" ".join(read.faults[0].split()) for read in (counted, aside)]
    assert said == [told.format("comptées"), told.format("écartées")]


def test_a_copy_with_nothing_on_time_is_blank_and_gradable(tmp_path: Path) -> None:
    due = datetime(2026, 2, 12, 16, 0, tzinfo=UTC)
    _answer_at(tmp_path, "a", due + timedelta(days=1))
    read = read_submitted_answers(tmp_path, ITEMS, Terms(due=due, counts_late=False))
    assert (read.answers, read.is_gradable) == ({}, True)


def test_an_extension_of_one_trainee_is_theirs_alone(tmp_path: Path) -> None:
    due = datetime(2026, 2, 12, 16, 0, tzinfo=UTC)
    _answer_at(tmp_path, "a", due + timedelta(hours=1))
    extended = Terms(due=due + timedelta(hours=2))
    assert read_submitted_answers(tmp_path, ITEMS, extended).faults == ()
