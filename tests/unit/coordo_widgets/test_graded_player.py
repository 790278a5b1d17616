"""The case that counts: one run, the dealt seed, no way back, an end that is written down."""

from __future__ import annotations

from decimal import Decimal

import pytest
from case_sample import lay_case_course
from coordo_assessments.events import DecisionTaken, RunFinished, RunStarted
from coordo_assessments.graded_run import RULE
from coordo_assessments.journal import Journal
from coordo_assessments.public_models import PublicCase
from coordo_simulation.answer import pick
from coordo_widgets.case_player import CasePlayer
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_screen
from coordo_widgets.graded_player import LATER, ONLY_ONE, load_graded_session
from coordo_widgets.showing import UnavailableError

CASE = PublicCase(
    scenario="petit-cas",
    version="1",
    title="Une fusion en cinq mois",
    points=Decimal(20),
    dimensions=(),
    seed=4711,
)


@pytest.fixture
def folder(tmp_path):
    return lay_case_course(tmp_path)


@pytest.fixture
def session(folder):
    return load_graded_session(folder, CASE)


def read(folder, kind):
    events = Journal(folder / "journal.jsonl").read().events
    return [event for event in events if isinstance(event, kind)]


def play_on(session, steps=100):
    """Take the first open choice of each decision that waits."""
    for _ in range(steps):
        waiting = session.play(session.build_run(session.run_id)).current
        if waiting is None:
            return
        choice = next(choice for choice in waiting.prompt.choices if choice.is_available)
        answer = pick(choice.id)
        session.decide(session.run_id, waiting.step, waiting.prompt.decision, answer)


def test_the_rule_is_told_before_the_run_begins(session):
    screen = build_screen(session)
    assert screen.is_graded
    assert screen.cover is not None
    assert screen.cover.note == RULE
    assert "le premier commencé" in RULE


def test_the_run_is_played_with_the_seed_that_was_dealt(session, folder):
    session.start()
    (started,) = read(folder, RunStarted)
    assert (started.seed, started.activity, started.parent) == (4711, "evaluation", None)


def test_there_is_only_one_run(session, folder):
    session.start()
    for again in (session, load_graded_session(folder, CASE)):
        with pytest.raises(CaseRefusalError, match="unique"):
            again.start()
    assert len(read(folder, RunStarted)) == 1


def test_of_two_runs_begun_at_once_the_first_goes_on(session, folder):
    other = load_graded_session(folder, CASE)
    session.start()
    journal = Journal(folder / "journal.jsonl")
    start = read(folder, RunStarted)[0]
    journal.append(start.model_copy(update={"run": "second", "id": "x"}))
    other.refresh()
    assert other.run_id == session.run_id
    assert list(other.records) == [start.run]


def test_nothing_is_taken_back(session, folder):
    session.start()
    play_on(session, 2)
    taken = read(folder, DecisionTaken)[0].choice
    other = next(name for name in ("attendre", "dire") if name != taken)
    with pytest.raises(CaseRefusalError, match=ONLY_ONE[:20]):
        session.branch(session.run_id, 0)
    with pytest.raises(CaseRefusalError):
        session.decide(session.run_id, 0, "annonce", pick(other))


def test_the_end_is_written_once_as_it_was_shown(session, folder):
    session.start()
    play_on(session)
    told = session.play(session.build_run(session.run_id))
    (claim,) = read(folder, RunFinished)
    assert claim.outcome == told.outcome.id
    assert claim.indicators == told.periods[-1].indicators
    last = read(folder, DecisionTaken)[-1]
    session.decide(session.run_id, last.step, last.decision, last.given)
    assert len(read(folder, RunFinished)) == 1


def test_the_debriefing_waits_for_the_correction(session):
    session.start()
    play_on(session)
    player = CasePlayer(session)
    replies = []
    player.send = replies.append
    for message in (
        {"type": "debrief", "run": session.run_id},
        {"type": "other", "run": session.run_id, "step": 0, "answer": {"choice": "dire"}},
    ):
        player._hear(None, {"request": "1", **message}, None)
        assert replies.pop() == {"request": "1", "ok": False, "message": LATER}
    assert player.debrief == {}


def test_free_plays_and_the_run_that_counts_do_not_mix(session, folder):
    free = CaseSession.load(folder)
    free.start()
    session.start()
    free.refresh()
    assert list(free.records) != list(session.records)
    assert len(free.records) == len(session.records) == 1
    assert free.run_id != session.run_id


def test_another_version_of_the_case_is_not_played(folder):
    with pytest.raises(UnavailableError, match="n’est pas celui"):
        load_graded_session(folder, CASE.model_copy(update={"version": "2"}))
