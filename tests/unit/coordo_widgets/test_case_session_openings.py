"""Opening a document or meeting someone is written first, once, and goes with its run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from case_sample import lay_case_course
from coordo_assessments.events import DecisionTaken, ItemOpened, RunStarted
from coordo_assessments.journal import Journal
from coordo_simulation.answer import Answer, pick
from coordo_simulation.run import Opening
from coordo_widgets.case_session import CaseRefusalError, CaseSession

REPOSITORY = Path(__file__).parents[3]
SCENARIO = REPOSITORY / "modules" / "galerie" / "scenario.yml"
TICKED = Answer(choices=("medecin", "infirmier"))


@pytest.fixture
def folder(tmp_path):
    folder = lay_case_course(tmp_path, SCENARIO)
    shutil.copy(REPOSITORY / "course" / "references.yml", tmp_path / "course")
    return folder


@pytest.fixture
def session(folder):
    session = CaseSession.load(folder)
    session.start()
    return session


def read(folder):
    return Journal(folder / "journal.jsonl").read().events


def find_waiting(session):
    return session.play(session.build_run(session.run_id)).current


def test_an_opening_is_in_the_journal_with_its_step(session, folder):
    session.open_item(session.run_id, 0, "visite-emile")
    last = read(folder)[-1]
    assert isinstance(last, ItemOpened)
    assert (last.run, last.step, last.item) == (session.run_id, 0, "visite-emile")
    assert [item.id for item in find_waiting(CaseSession.load(folder)).opened] == ["visite-emile"]


def test_opening_the_same_twice_is_opening_once(session, folder):
    for _ in range(2):
        session.open_item(session.run_id, 0, "fiche-navette")
    assert sum(isinstance(event, ItemOpened) for event in read(folder)) == 1


@pytest.mark.parametrize(
    ("step", "item", "words"),
    [
        (0, "conseil-agnes", "il en reste 5"),
        (0, "ordonnance", "ne s’ouvre pas ici"),
        (0, "nulle-part", "ne s’ouvre pas ici"),
        (1, "conseil-agnes", "n’est pas la décision"),
    ],
)
def test_what_is_closed_is_refused_and_not_written(session, folder, step, item, words):
    for opened in ("visite-emile", "fiche-navette"):
        session.open_item(session.run_id, 0, opened)
    before = len(read(folder))
    with pytest.raises(CaseRefusalError, match=words):
        session.open_item(session.run_id, step, item)
    assert len(read(folder)) == before


def test_nothing_opens_for_a_decision_already_taken(session):
    session.decide(session.run_id, 0, "premier-pas", pick("odette"))
    with pytest.raises(CaseRefusalError):
        session.open_item(session.run_id, 0, "fiche-navette")


def test_several_ticks_are_written_whole(session, folder):
    session.decide(session.run_id, 0, "premier-pas", pick("odette"))
    session.decide(session.run_id, 1, "prevenir", TICKED)
    last = read(folder)[-1]
    assert isinstance(last, DecisionTaken)
    assert (last.choice, last.answer) == (None, TICKED)
    assert CaseSession.load(folder).build_run(session.run_id).decisions[1].answer == TICKED


def test_an_answer_that_is_not_legal_is_not_written(session, folder):
    session.decide(session.run_id, 0, "premier-pas", pick("odette"))
    before = len(read(folder))
    for answer in (Answer(choices=("sabine", "accord")), Answer(text="Tous."), pick("medecin")):
        with pytest.raises(CaseRefusalError):
            session.decide(session.run_id, 1, "prevenir", answer)
    assert len(read(folder)) == before


def test_a_branch_opens_again_what_it_went_back_before(session):
    first = session.run_id
    session.open_item(first, 0, "fiche-navette")
    session.decide(first, 0, "premier-pas", pick("odette"))
    session.branch(first, 0)
    assert find_waiting(session).opened == ()
    session.open_item(session.run_id, 0, "fiche-navette")
    assert [item.id for item in find_waiting(session).opened] == ["fiche-navette"]


def test_opening_in_a_run_of_an_older_version_copies_it_first(session):
    session.journal.append(
        RunStarted(scenario=session.scenario.id, version="0.1", run="old-run", seed=3)
    )
    session.journal.append(ItemOpened(run="old-run", step=0, item="fiche-navette"))
    session.open_item("old-run", 0, "conseil-agnes")
    run = session.build_run(session.run_id)
    assert run.id != "old-run"
    assert (run.version, run.seed) == (session.scenario.version, 3)
    assert run.openings == (
        Opening(step=0, item="fiche-navette"),
        Opening(step=0, item="conseil-agnes"),
    )
    assert len(session.build_run("old-run").openings) == 1
