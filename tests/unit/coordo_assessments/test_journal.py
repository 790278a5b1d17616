"""The journal loses nothing that it has acknowledged, and reads whatever it finds."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from coordo_assessments.events import (
    ActivityFinished,
    AnswerGiven,
    DecisionTaken,
    NoteWritten,
    RunStarted,
    SectionReached,
)
from coordo_assessments.journal import Journal, NotSavedError
from coordo_assessments.journal_compaction import HISTORY_NAME, compact_if_large
from coordo_assessments.state import fold
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.jsonl")


def answer(text: str, item: str = "un-item") -> AnswerGiven:
    return AnswerGiven(activity="evaluation", item=item, answer={"text": text})


NAMES = st.sampled_from(["a", "b"])
EVENTS = st.one_of(
    st.builds(AnswerGiven, activity=NAMES, item=NAMES, answer=st.none() | st.just({"text": "é"})),
    st.builds(NoteWritten, activity=NAMES, subject=NAMES, text=st.text(max_size=30)),
    st.builds(SectionReached, activity=NAMES, section=NAMES),
    st.builds(ActivityFinished, activity=NAMES, is_finished=st.booleans()),
    st.builds(RunStarted, scenario=NAMES, version=st.just("1"), run=NAMES, seed=st.integers(0, 9)),
    st.builds(DecisionTaken, run=NAMES, step=st.integers(0, 3), decision=NAMES, choice=NAMES),
)


@given(events=st.lists(EVENTS, max_size=12))
def test_what_is_written_is_read_back(tmp_path_factory, events):
    journal = Journal(tmp_path_factory.mktemp("j") / "journal.jsonl")
    written = tuple(journal.append(event) for event in events)
    assert journal.read().events == written
    assert journal.read().skipped == ()


def test_an_absent_journal_is_empty(journal):
    assert journal.read().events == ()


def test_a_torn_last_line_is_skipped_told_and_does_not_eat_the_next_event(journal):
    journal.append(answer("un"))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole[: len(whole) // 2])
    assert [line.reason for line in journal.read().skipped] == ["ligne interrompue"]
    journal.append(answer("deux"))
    reading = journal.read()
    assert [event.answer["text"] for event in reading.events] == ["un", "deux"]
    assert [line.line for line in reading.skipped] == [2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"v":1,"kind":"danse"}', "événement inconnu"),
        (b'{"v":9,"kind":"answer"}', "événement incomplet ou altéré"),
        (b"\x00\x00\x00", "ligne illisible"),
        ("{é".encode("latin-1"), "ligne illisible"),
        (b"[" * 10_000, "ligne illisible"),
        (b'"' + b"x" * 300_000 + b'"', "ligne trop longue"),
    ],
)
def test_a_foreign_line_is_skipped_and_told(journal, line, reason):
    journal.append(answer("avant"))
    with journal.path.open("ab") as stream:
        stream.write(line + b"\n")
    journal.append(answer("après"))
    reading = journal.read()
    assert len(reading.events) == 2
    assert [(skip.line, skip.reason) for skip in reading.skipped] == [(2, reason)]


def test_windows_line_ends_blank_lines_and_a_bom_are_read(journal):
    journal.append(answer("un"))
    text = journal.path.read_bytes().replace(b"\n", b"\r\n\r\n")
    journal.path.write_bytes(b"\xef\xbb\xbf" + text)
    reading = journal.read()
    assert (len(reading.events), reading.skipped) == (1, ())


def test_a_line_copied_twice_counts_once(journal):
    journal.append(answer("un"))
    journal.path.write_bytes(journal.path.read_bytes() * 2)
    assert len(journal.read().events) == 1


def test_a_folder_in_place_of_the_journal_is_told(journal):
    journal.path.mkdir()
    with pytest.raises(NotSavedError, match="pas enregistré"):
        journal.append(answer("un"))
    assert "journal illisible" in journal.read().skipped[0].reason


def test_a_vanished_folder_is_told(tmp_path):
    with pytest.raises(NotSavedError, match="n’existe plus"):
        Journal(tmp_path / "parti" / "journal.jsonl").append(answer("un"))


def test_a_read_only_journal_is_told(journal, monkeypatch):
    """Root writes anywhere, so the refusal of the system is played."""
    refusal = PermissionError(13, "Permission denied")
    monkeypatch.setattr(os, "open", lambda *_a, **_k: (_ for _ in ()).throw(refusal))
    with pytest.raises(NotSavedError, match="lecture seule"):
        journal.append(answer("un"))


WRITER = """
    import sys
    from pathlib import Path
    from coordo_assessments.events import AnswerGiven
    from coordo_assessments.journal import Journal
    journal = Journal(Path(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        journal.append(AnswerGiven(activity=sys.argv[3], item="i", answer={"text": str(number)}))
        print(number, flush=True)
"""


def start_writer(journal: Journal, count: int, name: str, **options) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(journal.path), str(count), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)


@pytest.mark.parametrize("acknowledged", [1, 40, 200])
def test_kill_nine_loses_no_acknowledged_answer(journal, acknowledged):
    writer = start_writer(journal, 1_000_000, "evaluation")
    for _ in range(acknowledged):
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    later = writer.communicate()[0].split()
    last = int(later[-1]) if later else last
    kept = [int(event.answer["text"]) for event in journal.read().events]
    assert kept[: last + 1] == list(range(last + 1))


def test_two_processes_appending_ten_thousand_each_lose_none(journal):
    writers = [start_writer(journal, 10_000, name) for name in ("un", "deux")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    reading = journal.read()
    assert reading.skipped == ()
    for name in ("un", "deux"):
        numbers = [int(e.answer["text"]) for e in reading.events if e.activity == name]
        assert numbers == list(range(10_000))


def test_a_full_disk_is_told_and_spoils_nothing_before_or_after(journal):
    journal.append(answer("avant"))
    size = journal.path.stat().st_size

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, size + 40))

    script = """
        import sys
        from pathlib import Path
        from coordo_assessments.events import AnswerGiven
        from coordo_assessments.journal import Journal, NotSavedError
        try:
            Journal(Path(sys.argv[1])).append(
                AnswerGiven(activity="evaluation", item="i", answer={"text": "perdue"}))
        except NotSavedError as error:
            print(error)
    """
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(journal.path)],
        preexec_fn=limit,  # the limit must hold in the child alone
        capture_output=True,
        text=True,
        check=True,
    )
    assert "plus de place" in said.stdout
    journal.append(answer("après"))
    assert [event.answer["text"] for event in journal.read().events] == ["avant", "après"]


def test_compaction_keeps_the_state_and_every_line_of_history(journal):
    journal.append(RunStarted(scenario="cas", version="1", run="r", seed=1))
    for number in range(50):
        journal.append(NoteWritten(activity="2_cas", subject="q1", text=f"brouillon {number}"))
        journal.append(answer(str(number)))
        journal.append(SectionReached(activity="1_cours", section=str(number)))
    before = journal.path.read_bytes()
    state = fold(journal.read().events)
    assert compact_if_large(journal, above=1_000, gain=0)
    assert fold(journal.read().events) == state
    assert len(journal.path.read_bytes()) < len(before) / 2
    journal.append(answer("suite"))
    history = journal.path.with_name(HISTORY_NAME)
    assert history.read_bytes() == before
    assert compact_if_large(journal, above=1_000, gain=0)
    assert history.read_bytes().startswith(before)
    assert b"suite" in history.read_bytes()


@given(events=st.lists(EVENTS, max_size=15))
def test_compaction_never_changes_the_state(tmp_path_factory, events):
    journal = Journal(tmp_path_factory.mktemp("j") / "journal.jsonl")
    for event in events:
        journal.append(event)
    state = fold(events)
    compact_if_large(journal, above=0, gain=0)
    assert fold(journal.read().events) == state


def test_a_journal_that_would_stay_long_is_not_copied_again(journal):
    for number in range(50):
        journal.append(answer(str(number)))
    assert not compact_if_large(journal, above=1_000)
    assert not journal.path.with_name(HISTORY_NAME).exists()


def test_a_small_or_unreadable_journal_is_left_alone(journal):
    journal.append(answer("un"))
    assert not compact_if_large(journal)
    with journal.path.open("ab") as stream:
        stream.write(b"???\n")
    before = journal.path.read_bytes()
    assert not compact_if_large(journal, above=0)
    assert journal.path.read_bytes() == before


def test_a_writer_during_compactions_loses_nothing(journal):
    compactions = 0
    with start_writer(journal, 600, "evaluation") as writer:
        while writer.poll() is None:
            compactions += compact_if_large(journal, above=500, gain=0)
            writer.stdout.readline()
    kept = [int(event.answer["text"]) for event in journal.read().events]
    assert kept == list(range(600))
    assert compactions > 1


def test_the_state_is_the_fold_of_the_events():
    state = fold(
        [
            RunStarted(scenario="cas", version="1", run="r", seed=1),
            DecisionTaken(run="r", step=0, decision="d", choice="x"),
            DecisionTaken(run="r", step=0, decision="d", choice="y"),
            DecisionTaken(run="inconnu", step=0, decision="d", choice="x"),
            answer("un"),
            answer("deux"),
            AnswerGiven(activity="evaluation", item="autre", answer=None),
            ActivityFinished(activity="evaluation"),
        ]
    )
    assert [taken.choice for taken in state.runs["r"].decisions] == ["x"]
    assert set(state.runs) == {"r"}
    latest = state.answers["evaluation", "un-item"]
    assert (latest.answer, latest.count) == ({"text": "deux"}, 2)
    assert state.answers["evaluation", "autre"].answer is None
    assert "evaluation" in state.finished
    assert state.last_activity == "evaluation"


def test_an_event_is_one_plain_json_line(journal):
    journal.append(answer("première ligne\nseconde"))
    lines = journal.path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    stored = json.loads(lines[0])
    assert (stored["v"], stored["kind"]) == (1, "answer")
    assert Path(journal.path).stat().st_mode & 0o777 == 0o644
