"""What the page of the rounds asks, and what it is answered."""

from __future__ import annotations

from contextlib import suppress

import pytest
from coordo_simulation.rounds import Plan, Round
from coordo_simulation.rounds_example import build_example_plan
from coordo_simulation.rounds_proposal import NoProposalError, Proposal
from coordo_widgets import rounds_session
from coordo_widgets.conversation import INVALID
from coordo_widgets.figures.rounds import BROKEN, VIEW
from coordo_widgets.rounds_words import tell_proposal

HABIT = build_example_plan()
TO_KARIM = {"stop": "lenoir-toilette", "carer": "sonia", "goal": "karim", "place": None}


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return module_folder


@pytest.fixture
def at_once(monkeypatch):
    """A solver that answers at once, with empty rounds."""

    def propose(day, *, loyalty):
        plan = Plan(rounds=tuple(Round(carer=carer) for carer in day.carer_of))
        undone = tuple(day.visit_of)
        return Proposal(plan=plan, undone=undone, loyalty=loyalty, cost=200, bound=150)

    monkeypatch.setattr(rounds_session, "propose_rounds", propose)


def hear(view, **content):
    said = []
    view.send = said.append
    view._hear(view, {"request": "r", "shown": "sonia", "layout": "wide", **content}, [])
    return said[-1]


def test_looking_writes_nothing(in_the_module):
    view = VIEW.open()
    assert hear(view, type="look", shown="thomas")["ok"]
    assert view.screen["shown"] == "thomas"
    assert not (in_the_module / "journal.jsonl").exists()


def test_a_journal_that_cannot_be_written_is_told(in_the_module):
    (in_the_module / "journal.jsonl").mkdir()
    view = VIEW.open()
    assert hear(view, type="move", **TO_KARIM)["ok"]
    assert view.screen["status"]
    assert "enregistrée" not in view.screen["status"]


def test_the_page_is_told_what_was_done():
    view = VIEW.open()
    hear(view, type="move", **TO_KARIM)
    assert view.screen["answer"][0].startswith("M. Lenoir, toilette, par Karim\u202f: à ")
    hear(view, type="move", **{**TO_KARIM, "carer": "karim", "goal": ""})
    assert view.screen["answer"][0].endswith("retirée de la tournée.")
    hear(view, type="undo")
    assert view.screen["answer"][0] == "Le dernier geste est annulé."
    hear(view, type="reset")
    assert view.screen["title"].startswith("232\u00a0km")
    hear(view, type="rotate", rotation="semaine")
    assert view.screen["rotation"] == "semaine"


@pytest.mark.usefixtures("at_once")
def test_a_proposal_says_what_it_did_not_prove():
    view = VIEW.open()
    hear(view, type="propose", loyalty=0)
    said = view.screen["answer"][0]
    assert "pas prouvée la meilleure" in said
    assert "visites n’y ont pas trouvé de place" in said
    hear(view, type="own")
    assert view.screen["answer"][0] == "Vos tournées sont revenues."


def test_one_visit_left_out_is_told_as_one():
    empty = Plan(rounds=())
    one = Proposal(plan=empty, undone=("lenoir-toilette",), loyalty=0, cost=1, bound=1)
    assert "Une visite n’y a pas trouvé de place." in tell_proposal(one)
    assert "place" not in tell_proposal(one.model_copy(update={"undone": ()}))


@pytest.mark.usefixtures("at_once")
def test_the_same_screen_twice_is_still_an_answer():
    view = VIEW.open()
    hear(view, type="propose", loyalty=0)
    first = view.screen["sequence"]
    hear(view, type="propose", loyalty=0)
    assert view.screen["sequence"] == first + 1


@pytest.mark.parametrize(
    ("fault", "said"), [(NoProposalError("rien"), "rien"), (ZeroDivisionError(), BROKEN)]
)
def test_a_search_that_fails_is_told(monkeypatch, fault, said):
    def fail(_day, *, loyalty):  # noqa: ARG001  (the solver's signature)
        raise fault

    monkeypatch.setattr(rounds_session, "propose_rounds", fail)
    view = VIEW.open()
    with suppress(ZeroDivisionError):
        hear(view, type="propose", loyalty=0)
    assert view.screen["answer"][0] == said
    assert view._session.state.plan == HABIT


@pytest.mark.parametrize(
    "content",
    [{"type": "efface"}, {"type": "propose", "loyalty": -1}, {"type": "move", "stop": "x"}],
)
def test_what_is_not_understood_is_refused(content):
    assert hear(VIEW.open(), **content) == {"request": "r", "ok": False, "message": INVALID}


def test_a_move_refused_says_why():
    reply = hear(VIEW.open(), type="move", **{**TO_KARIM, "carer": "thomas"})
    assert not reply["ok"]
    assert "Recommencez" in reply["message"]


def test_a_fault_of_ours_is_told_and_raised(monkeypatch):
    view = VIEW.open()
    monkeypatch.setattr(view._session, "undo", lambda: 1 / 0)
    said = []
    view.send = said.append
    with pytest.raises(ZeroDivisionError):
        view._hear(view, {"request": "r", "shown": "", "layout": "wide", "type": "undo"}, [])
    assert said[-1]["message"] == BROKEN
