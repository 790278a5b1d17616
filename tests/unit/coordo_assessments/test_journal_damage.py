"""What happened to a journal outside our programs, and what is read of it all the same."""

from __future__ import annotations

import os
import threading

import pytest
from coordo_assessments.events import EVENT_ADAPTER, AnswerGiven
from coordo_assessments.journal import Journal
from coordo_assessments.journal_lines import (
    MAX_LISTED,
    NOT_A_FILE,
    OTHER_ENCODING,
    ZEROS,
    ReadingLog,
    TooManyLinesError,
    iter_events,
)
from coordo_assessments.journal_origin import build_author


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "m1_regulation" / "journal.jsonl")
    journal.path.parent.mkdir()
    for text in ("déjà", "été", "entrée"):
        journal.append(AnswerGiven(activity="evaluation", item="i", answer={"text": text}))
    return journal


def read_texts(journal: Journal) -> list[str]:
    return [event.answer["text"] for event in journal.read().events]


def test_an_event_says_in_which_module_and_by_whom_it_was_written(journal, monkeypatch):
    monkeypatch.setenv("LOGNAME", "amel")
    event = journal.append(AnswerGiven(activity="evaluation", item="i", answer=None))
    assert journal.read().events[-1] == event
    assert (event.module, event.author) == ("m1_regulation", build_author("amel"))
    assert "amel" not in journal.path.read_text("utf-8")


def test_accounts_that_everybody_shares_sign_nothing(journal, monkeypatch):
    monkeypatch.setenv("LOGNAME", "jovyan")
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    event = journal.append(AnswerGiven(activity="evaluation", item="i", answer=None))
    assert event.author is None
    monkeypatch.setenv("JUPYTERHUB_USER", "boris")
    event = journal.append(AnswerGiven(activity="evaluation", item="i", answer=None))
    assert event.author == build_author("boris")


def test_events_of_before_the_signature_are_read(journal):
    old = b'{"v":1,"id":"a","at":"2026-02-12T10:00:00Z","kind":"section"'
    journal.path.write_bytes(old + b',"activity":"1_cours","section":"s"}\n')
    assert journal.read().events[0].module is None


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_journal_saved_again_in_another_encoding_is_read(journal, encoding):
    text = journal.path.read_text("utf-8")
    journal.path.write_bytes(text.encode(encoding))
    assert read_texts(journal) == ["déjà", "été", "entrée"]
    expected = () if encoding == "utf-8-sig" else (OTHER_ENCODING,)
    assert journal.read().notices == expected


def test_zeros_that_a_power_cut_left_cost_nothing(journal):
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(lines[0] + b"\x00" * 4096 + lines[1] + lines[2])
    reading = journal.read()
    assert len(reading.events) == 3
    assert (reading.skipped, reading.notices) == ((), (ZEROS,))


def test_an_event_stuck_behind_half_of_another_is_rescued_and_the_half_told(journal):
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(lines[0] + lines[1][:70] + lines[2])
    assert read_texts(journal) == ["déjà", "entrée"]
    assert [skip.line for skip in journal.read().skipped] == [2]


def test_the_start_of_an_event_typed_in_an_answer_is_no_event(journal):
    trap = '{"v":1,"id":"x","at":"2026-02-12T10:00:00Z","kind":"section","activity":"a"}'
    journal.append(AnswerGiven(activity="evaluation", item="i", answer={"text": trap}))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-4])
    assert read_texts(journal) == ["déjà", "été", "entrée"]


@pytest.mark.parametrize(
    "at", ['"0001-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"2026-02-12T10:00:00"', "NaN"]
)
def test_a_time_that_no_clock_tells_spoils_its_event_alone(journal, at):
    line = f'{{"v":1,"id":"a","at":{at},"kind":"finished","activity":"evaluation"}}\n'
    journal.path.write_bytes(line.encode() + journal.path.read_bytes())
    assert len(read_texts(journal)) == 3
    assert len(journal.read().skipped) == 1


@pytest.mark.parametrize("missing", ["id", "at"])
def test_an_event_without_its_id_or_time_is_not_given_one(journal, missing):
    parts = {"v": "1", "id": '"a"', "at": '"2026-02-12T10:00:00Z"', "kind": '"finished"'}
    del parts[missing]
    body = ",".join(f'"{key}":{value}' for key, value in parts.items())
    journal.path.write_text(f'{{{body},"activity":"evaluation"}}\n', "utf-8")
    assert journal.read().events == ()


def test_a_pipe_in_place_of_the_journal_is_told_and_not_waited_for(tmp_path):
    path = tmp_path / "journal.jsonl"
    os.mkfifo(path)
    told: list[str] = []
    reader = threading.Thread(
        target=lambda: told.extend(line.reason for line in Journal(path).read().skipped),
        daemon=True,
    )
    reader.start()
    reader.join(5)
    assert told == [NOT_A_FILE]


def test_bad_lines_by_the_million_are_counted_in_little_time_and_memory(journal):
    with journal.path.open("ab") as stream:
        stream.write(b"{}\n" * 200_000)
    log = ReadingLog()
    events = list(iter_events(journal.path, log, EVENT_ADAPTER, b'"evaluation"', 1_000))
    assert len(events) == 3
    assert (len(log.skipped), log.skipped_count) == (MAX_LISTED, 200_000)
    assert log.parsed < 200


def test_lines_of_other_activities_are_passed_over_unread(journal):
    line = '{"v":1,"id":"%d","at":"2026-02-12T10:00:00Z","kind":"finished","activity":"2_cas"}\n'
    with journal.path.open("a", encoding="utf-8") as stream:
        stream.writelines(line % number for number in range(1_000))
    log = ReadingLog()
    events = list(iter_events(journal.path, log, EVENT_ADAPTER, b'"evaluation"', 40))
    assert (len(events), log.passed) == (20, 983), "the first lines say where it comes from"
    with pytest.raises(TooManyLinesError):
        list(iter_events(journal.path, ReadingLog(), EVENT_ADAPTER, b"", 40))


def test_an_unreadable_journal_is_told(journal, monkeypatch):
    """Root reads everything, so the refusal of the system is played."""
    refusal = PermissionError(13, "Permission denied")
    monkeypatch.setattr(os, "open", lambda *_a, **_k: (_ for _ in ()).throw(refusal))
    assert "journal illisible" in journal.read().skipped[0].reason
