"""A conditional append: judged on the journal as it stands, and nothing comes in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from coordo_assessments import journal as journal_module
from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal, NotSavedError


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.jsonl")


def answer(text: str, activity: str = "evaluation") -> AnswerGiven:
    return AnswerGiven(activity=activity, item="un-item", answer={"text": text})


def read_texts(journal: Journal, activity: str = "evaluation") -> list[str]:
    events = journal.read().events
    return [event.answer["text"] for event in events if event.activity == activity]


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_what_is_wanted_is_written_and_what_is_not_is_not(journal):
    journal.append(answer("un"))
    seen = []

    def is_second(reading):
        seen.append(len(reading.events))
        return len(reading.events) == 1

    written = journal.append_if(answer("deux"), is_second)
    assert written == journal.read().events[-1]
    assert journal.append_if(answer("trois"), is_second) is None
    assert seen == [1, 2]
    assert read_texts(journal) == ["un", "deux"]


def test_a_refusal_goes_through_writes_nothing_and_keeps_nobody_out(journal):
    def refuse(_reading):
        raise LookupError("non")

    with pytest.raises(LookupError, match="non"):
        journal.append_if(answer("un"), refuse)
    journal.append(answer("deux"))
    assert read_texts(journal) == ["deux"]


def test_an_event_after_a_torn_line_is_judged_and_written_on_a_line_of_its_own(journal):
    journal.append(answer("un"))
    with journal.path.open("ab") as stream:
        stream.write(b'{"v":1,"id":')
    assert journal.append_if(answer("deux"), lambda now: len(now.events) == 1)
    assert read_texts(journal) == ["un", "deux"]


def test_nothing_is_judged_on_a_journal_that_cannot_be_read_again(journal):
    os.mkfifo(journal.path)
    with pytest.raises(NotSavedError, match="ne peut pas être relu"):
        journal.append_if(answer("un"), lambda _now: True)


def test_a_vanished_folder_and_a_text_too_long_are_told_as_for_any_append(tmp_path, journal):
    with pytest.raises(NotSavedError, match="n’existe plus"):
        Journal(tmp_path / "parti" / "j").append_if(answer("un"), lambda _now: True)
    with pytest.raises(NotSavedError, match="trop long"):
        journal.append_if(answer("x" * 300_000), lambda _now: True)


def test_where_there_is_no_lock_the_journal_is_read_again_all_the_same(journal, monkeypatch):
    monkeypatch.setattr(sys.modules[journal_module.open_alone.__module__], "fcntl", None)
    journal.append(answer("un"))
    assert journal.append_if(answer("deux"), lambda now: len(now.events) > 1) is None
    assert read_texts(journal) == ["un"]


COUNTER = """
    import sys
    from pathlib import Path
    from coordo_assessments.events import AnswerGiven
    from coordo_assessments.journal import Journal

    def count(reading):
        return sum(event.activity == "evaluation" for event in reading.events)

    journal = Journal(Path(sys.argv[1]))
    written = 0
    while written < 60:
        rank = count(journal.read())
        event = AnswerGiven(activity="evaluation", item="i", answer={"text": str(rank)})
        written += journal.append_if(event, lambda now: count(now) == rank) is not None
"""
PLAIN = """
    import sys
    from pathlib import Path
    from coordo_assessments.events import AnswerGiven
    from coordo_assessments.journal import Journal
    journal = Journal(Path(sys.argv[1]))
    for number in range(120):
        journal.append(AnswerGiven(activity="1_cours", item="i", answer={"text": str(number)}))
"""


def test_two_processes_never_write_the_same_rank_beside_one_that_writes_plainly(journal):
    writers = [start(script, journal.path) for script in (COUNTER, COUNTER, PLAIN)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert journal.read().skipped == ()
    assert read_texts(journal) == [str(rank) for rank in range(120)]
    assert read_texts(journal, "1_cours") == [str(number) for number in range(120)]


HOLDER = """
    import sys, time
    from pathlib import Path
    from coordo_assessments.events import AnswerGiven
    from coordo_assessments.journal import Journal

    def hold(_reading):
        print("held", flush=True)
        time.sleep(60)
        return True

    event = AnswerGiven(activity="evaluation", item="i", answer={"text": "jamais"})
    Journal(Path(sys.argv[1])).append_if(event, hold)
"""


def test_a_kernel_killed_while_it_judges_leaves_the_journal_free(journal):
    with start(HOLDER, journal.path) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    assert journal.append_if(answer("un"), lambda now: now.events == ())
    assert read_texts(journal) == ["un"]
