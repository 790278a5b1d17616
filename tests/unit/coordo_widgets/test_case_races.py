"""Two kernels on one graded run, in the same instant: one moves, the other is told and follows.

Two processes race two hundred times. Whoever wins, the journal replays as it stands, the case's
minutes are never overspent, no step is decided twice, and the grader finds nothing to tell.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import case_racer
import pytest
from case_racer import RUN, SEED, Finish, Lap, build_case
from coordo_assessments.events import (
    DecisionTaken,
    EventBase,
    ItemOpened,
    RunFinished,
    RunStarted,
)
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.submitted_run import read_submitted_run
from coordo_assessments.nbgrader_bridge.terms import Terms
from coordo_simulation.answer import pick
from coordo_simulation.following import drive
from coordo_simulation.playback import play
from coordo_simulation.policies import follow_expert
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_widgets.case_session import write_decision
from coordo_widgets.graded_player import GradedCaseSession

REPOSITORY = Path(__file__).parents[3]
PATHS = (
    REPOSITORY / "modules" / "galerie" / "scenario.yml",
    REPOSITORY / "course" / "references.yml",
)
BOOK = load_references(PATHS[1])
CASE = load_scenario(PATHS[0], BOOK)
EXPERT = drive(CASE, SEED, follow_expert, run_id=RUN)
LAST = EXPERT.decisions[-1]
START = RunStarted(
    activity="evaluation", scenario=CASE.id, version=CASE.version, run=RUN, seed=SEED
)
READ = ItemOpened(run=RUN, step=0, item="fiche-navette")
"""Five minutes of forty: the visit (thirty) and the advice (ten) do not both fit any more."""
TOLD = [write_decision(RUN, d.step, d.decision, d.answer) for d in EXPERT.decisions[:-1]]
VISIT = {"opens": "visite-emile"}
ADVICE = {"opens": "conseil-agnes"}
ODETTE = {"decides": "premier-pas", "answer": pick("odette")}
MEETING = {"decides": "premier-pas", "answer": pick("reunion")}
END = {"step": LAST.step, "decides": LAST.decision, "answer": LAST.answer}
STALE = ("unique", "il en reste", "dans un autre onglet")

RACES: dict[str, tuple[list[EventBase], dict, dict, int, int]] = {
    # what is written already, the two moves, how many are made and how many refused
    "begin": ([], {}, {}, 1, 1),
    "overspend": ([START, READ], VISIT, ADVICE, 1, 1),
    "decide differently": ([START], ODETTE, MEETING, 1, 1),
    "read, or decide": ([START], VISIT, ODETTE, None, None),
    "end alike": ([START, *TOLD], END, END, 2, 0),  # the decision and the end, once each
}
LAPS = 40


@pytest.fixture(scope="module")
def racers():
    command = [sys.executable, case_racer.__file__, *map(str, PATHS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, **pipes) for _ in range(2)]
    yield started
    for racer in started:
        racer.communicate()
        assert racer.returncode == 0


def run_lap(racers, journal: Path, moves: list[dict]) -> list[Finish]:
    at = time.monotonic() + 0.01
    for racer, asked in zip(racers, moves, strict=True):
        lap = Lap(journal=journal, at=at, **asked)
        racer.stdin.write(lap.model_dump_json() + "\n")
        racer.stdin.flush()
    return [Finish.model_validate_json(racer.stdout.readline()) for racer in racers]


@pytest.mark.parametrize("race", RACES)
def test_of_two_moves_in_the_same_instant_none_spoils_the_run(racers, tmp_path, race):
    before, one, other, made, refused = RACES[race]
    for lap in range(LAPS):
        folder = tmp_path / str(lap)
        folder.mkdir()
        journal = Journal(folder / "journal.jsonl")
        lines = [event.model_dump_json() + "\n" for event in before]
        journal.path.write_text("".join(lines), encoding="utf-8")
        finishes = run_lap(racers, journal.path, [one, other] if lap % 2 else [other, one])

        reading = journal.read()
        assert reading.skipped == ()
        added = reading.events[len(before) :]
        losers = [one for one in finishes if one.refusal]
        assert len(added) == (2 - len(losers) if made is None else made)
        assert refused is None or len(losers) == refused
        assert all(any(word in one.refusal for word in STALE) for one in losers)

        session = GradedCaseSession(CASE, BOOK, journal, build_case(CASE))
        run = session.build_run(session.run_id)
        play(CASE, run)  # raises where minutes are overspent or a step is decided twice
        assert [finish.run for finish in finishes if finish.refusal] == [run] * len(losers)
        steps = [event.step for event in reading.events if isinstance(event, DecisionTaken)]
        assert len(steps) == len(set(steps)) == len(run.decisions)
        opened = [event for event in reading.events if isinstance(event, ItemOpened)]
        assert len(opened) == len(run.openings)
        assert sum(isinstance(event, RunStarted) for event in reading.events) == 1
        assert sum(isinstance(event, RunFinished) for event in reading.events) <= 1
        found = read_submitted_run(folder, build_case(CASE), {SEED}, Terms())
        assert (found.refusal, found.faults) == ("", ())
        assert found.run == run
