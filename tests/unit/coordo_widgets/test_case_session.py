"""The journal is written before anything is shown, and is all that is needed to go on."""

from __future__ import annotations

import pytest
from case_sample import lay_case_course
from coordo_assessments.events import DecisionTaken, RunStarted
from coordo_assessments.journal import Journal, NotSavedError
from coordo_simulation.answer import pick
from coordo_widgets.case_session import ACTIVITY, CaseRefusalError, CaseSession


@pytest.fixture
def folder(tmp_path):
    return lay_case_course(tmp_path)


@pytest.fixture
def session(folder):
    session = CaseSession.load(folder)
    session.start()
    return session


def read(folder):
    return Journal(folder / "journal.jsonl").read().events


def break_journal(folder):
    """Make the journal impossible to write, even for root; return how to mend it."""
    journal = folder / "journal.jsonl"
    kept = journal.rename(folder / "kept")
    journal.mkdir()

    def mend():
        journal.rmdir()
        kept.rename(journal)

    return mend


def find_waiting(session):
    playback = session.play(session.build_run(session.run_id))
    return playback.current


def list_choices(session, run_id):
    return [taken.choice for taken in session.build_run(run_id).decisions]


def test_looking_at_the_case_writes_nothing(folder):
    session = CaseSession.load(folder)
    assert session.run_id is None
    assert not (folder / "journal.jsonl").exists()


def test_a_decision_is_in_the_journal_with_its_step(session, folder):
    session.decide(session.run_id, 0, "annonce", pick("dire"))
    last = read(folder)[-1]
    assert isinstance(last, DecisionTaken)
    assert (last.run, last.step, last.decision, last.choice) == (
        session.run_id, 0, "annonce", "dire",
    )  # fmt: skip


def test_another_session_resumes_where_the_first_one_stopped(session, folder):
    session.decide(session.run_id, 0, "annonce", pick("attendre"))
    again = CaseSession.load(folder)
    assert again.run_id == session.run_id
    assert find_waiting(again) == find_waiting(session)
    assert find_waiting(again).prompt.decision == "tournee"


def test_a_decision_that_is_not_on_the_disk_does_not_move_the_run(session, folder):
    mend = break_journal(folder)
    with pytest.raises(NotSavedError, match="n’est pas enregistré"):
        session.decide(session.run_id, 0, "annonce", pick("dire"))
    mend()
    session.refresh()
    assert find_waiting(session).step == 0
    session.decide(session.run_id, 0, "annonce", pick("dire"))
    assert find_waiting(session).step == 1


def test_a_run_that_is_not_on_the_disk_does_not_begin(session, folder):
    before = session.run_id
    mend = break_journal(folder)
    with pytest.raises(NotSavedError):
        session.start()
    assert session.run_id == before
    mend()


def test_deciding_the_same_twice_is_deciding_once(session, folder):
    for _ in range(2):
        session.decide(session.run_id, 0, "annonce", pick("dire"))
    assert len([event for event in read(folder) if isinstance(event, DecisionTaken)]) == 1


def test_two_tabs_cannot_decide_differently(session, folder):
    other_tab = CaseSession.load(folder)
    session.decide(session.run_id, 0, "annonce", pick("dire"))
    with pytest.raises(CaseRefusalError, match="autre onglet"):
        other_tab.decide(session.run_id, 0, "annonce", pick("attendre"))


@pytest.mark.parametrize(
    ("step", "decision", "choice"),
    [
        (0, "annonce", "nothing-of-the-kind"),
        (0, "convention", "signer"),
        (1, "annonce", "dire"),
        (7, "annonce", "dire"),
    ],
)
def test_what_does_not_wait_cannot_be_decided(session, folder, step, decision, choice):
    with pytest.raises(CaseRefusalError):
        session.decide(session.run_id, step, decision, pick(choice))
    assert [event.kind for event in read(folder)] == ["run_started"]


def test_a_closed_choice_is_refused(session):
    for decision, choice in (
        ("annonce", "attendre"),
        ("tournee", "remplacer"),
        ("groupe", "laisser"),
    ):
        session.decide(session.run_id, find_waiting(session).step, decision, pick(choice))
    with pytest.raises(CaseRefusalError, match="elle n'a rien à relire"):
        session.decide(session.run_id, 3, "convention", pick("associer"))


def test_a_branch_keeps_the_first_run_and_shares_what_precedes(session, folder):
    first = session.run_id
    for step, (decision, choice) in enumerate((("annonce", "attendre"), ("tournee", "deplacer"))):
        session.decide(first, step, decision, pick(choice))
    session.branch(first, 1)
    second = session.run_id
    assert second != first
    assert session.build_run(second).seed == session.build_run(first).seed
    assert session.build_run(second).decisions == session.build_run(first).decisions[:1]
    session.decide(second, 1, "tournee", pick("remplacer"))
    assert [taken.choice for taken in session.build_run(first).decisions] == [
        "attendre",
        "deplacer",
    ]
    assert [taken.choice for taken in session.build_run(second).decisions] == [
        "attendre",
        "remplacer",
    ]
    session.open(first)
    assert session.run_id == first
    assert CaseSession.load(folder).run_id == second


def test_the_present_cannot_be_branched(session):
    with pytest.raises(CaseRefusalError):
        session.branch(session.run_id, 0)


def test_a_new_run_has_its_own_seed(session):
    first = session.run_id
    session.start()
    assert session.build_run(session.run_id).seed != session.build_run(first).seed


def test_a_run_of_another_version_opens_and_says_so(session):
    session.journal.append(RunStarted(scenario="petit-cas", version="0", run="old-run", seed=1))
    session.journal.append(
        DecisionTaken(run="old-run", step=0, decision="annonce", choice="attendre")
    )
    session.journal.append(DecisionTaken(run="old-run", step=1, decision="disparue", choice="x"))
    session.open("old-run")
    told = session.play(session.build_run("old-run"))
    assert "version 0" in told.version_note.text
    assert [row.decision for row in told.version_note.dropped] == ["disparue"]
    assert told.current.prompt.decision == "tournee"


def test_going_on_with_an_older_run_copies_it_into_a_new_one(session):
    session.journal.append(RunStarted(scenario="petit-cas", version="0", run="old-run", seed=1))
    session.journal.append(
        DecisionTaken(run="old-run", step=0, decision="annonce", choice="attendre")
    )
    session.decide("old-run", 1, "tournee", pick("deplacer"))
    assert session.run_id != "old-run"
    assert list_choices(session, session.run_id) == ["attendre", "deplacer"]
    assert list_choices(session, "old-run") == ["attendre"]
    assert session.records[session.run_id].version == "1"
    assert session.records[session.run_id].seed == 1


def test_an_unknown_run_is_refused(session):
    with pytest.raises(CaseRefusalError, match="journal"):
        session.open("no-such-run")


def test_a_note_is_found_again(session, folder):
    session.write_note("question-1", "Rien, ou presque.")
    assert CaseSession.load(folder).notes["question-1"].text == "Rien, ou presque."


def test_the_activity_is_finished_once(session, folder):
    session.finish()
    session.finish()
    finished = [event for event in read(folder) if event.kind == "finished"]
    assert [event.activity for event in finished] == [ACTIVITY]
