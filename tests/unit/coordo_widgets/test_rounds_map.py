"""The view of the rounds: what it claims is what the model says, and nothing is lost."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.rounds import PAUSE, Plan, Round, format_duration
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_example import RELIEFS, build_example_day, build_example_plan
from coordo_simulation.rounds_month import measure_month
from coordo_simulation.rounds_proposal import Proposal
from coordo_widgets import rounds_session
from coordo_widgets.figure_text import measure
from coordo_widgets.figures.rounds import VIEW
from coordo_widgets.rounds_session import RefusedMoveError, RoundsSession
from coordo_widgets.rounds_views import build_screen

DAY, HABIT = build_example_day(), build_example_plan()
CARERS = tuple(DAY.carer_of)
EMPTY = Plan(rounds=tuple(Round(carer=carer) for carer in CARERS))
TO_KARIM = {"stop": "lenoir-toilette", "carer": "sonia", "goal": "karim", "place": None}


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return module_folder


@pytest.fixture
def session(monkeypatch):
    """A session whose solver answers at once, with empty rounds for Sonia."""

    def propose(day, *, loyalty):
        rounds = tuple(each for each in HABIT.rounds if each.carer != "sonia")
        plan = Plan(rounds=(Round(carer="sonia"), *rounds))
        undone = tuple(visit.id for visit in day.visits if visit.id not in plan.teams)
        return Proposal(plan=plan, undone=undone, loyalty=loyalty, cost=200, bound=150)

    monkeypatch.setattr(rounds_session, "propose_rounds", propose)
    return RoundsSession(DAY, HABIT, RELIEFS)


def get_stops(session, carer):
    return next(each.stops for each in session.state.plan.rounds if each.carer == carer)


def test_every_number_shown_is_the_models(session):
    session.move(**TO_KARIM)
    plan = session.state.plan
    times = walk_rounds(DAY, plan)
    breaches = list_breaches(DAY, plan, times)
    screen = build_screen(session, "karim", "wide")
    values = {each.label: each.value for each in screen.measures}
    assert values["Kilomètres"] == format_quantity(times.metres / 1000, "km", 1)
    assert values["Attente"] == format_duration(times.count("wait"))
    assert values["Trajet"] == format_duration(times.count("travel"))
    assert values["Du départ au retour"] == format_duration(times.span)
    assert values["Retards"] == format_duration(sum(each.late for each in times.rounds))
    assert values["Visages connus"] == "26 sur 28"  # M. Lenoir knows Sonia, and not Karim
    assert screen.measures[0].before == "habitude\u202f: 232,0\u00a0km"
    assert f"{len(breaches)} points à reprendre" in screen.title
    assert screen.faults[:4] == tuple(breach.text for breach in breaches[:4])
    month = measure_month(DAY, plan, RELIEFS, "fixe")
    assert f"{round(100 * month.mean_usual_share)}\u00a0% des passages" in screen.month
    assert [stop.id for stop in screen.stops] == list(get_stops(session, "karim"))
    assert len(screen.tables[0].rows) == sum(len(each.stops) for each in times.rounds)
    assert len(screen.tables[1].rows) == len(DAY.people)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("plan", [HABIT, EMPTY], ids=["habit", "empty"])
@pytest.mark.parametrize("shown", CARERS)
def test_words_of_the_pictures_fit(session, layout, plan, shown):
    session.state = session.state.model_copy(update={"plan": plan})
    screen = build_screen(session, shown, layout)
    for picture in (screen.map, screen.strip):
        root = ET.fromstring(picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        assert len(root.get("aria-label") or "") > 20
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
        for node in root.iter("{http://www.w3.org/2000/svg}text"):
            size = float(node.get("font-size", "14"))
            weight = "bold" if node.get("font-weight") == "bold" else "regular"
            length = measure(node.text or "", size, weight)
            parts = {"start": 0.0, "middle": length / 2, "end": length}
            left = float(node.get("x", "0")) - parts[node.get("text-anchor", "start")]
            assert left >= -1, node.text
            assert left + length <= width + 1, node.text
            assert 0 < float(node.get("y", "0")) <= height, node.text


@pytest.mark.parametrize("carer", CARERS)
def test_the_stops_shown_are_named_on_the_wide_map(session, carer):
    screen = build_screen(session, carer, "wide")
    texts = "".join(ET.fromstring(screen.map).itertext())  # noqa: S314 -- our own SVG
    own = next(each for each in HABIT.rounds if each.carer == carer)
    named = [visit for visit in own.visits if DAY.person_of[visit].name in texts]
    assert named == list(own.visits)


def test_french_spaces_are_unbreakable(session):
    session.move(**TO_KARIM)
    screen = build_screen(session, "maelle", "wide", said="", status="")
    texts = [screen.title, *screen.answer, *screen.faults, screen.month]
    texts += [text for each in screen.measures for text in (each.label, each.value, each.before)]
    texts += [text for stop in screen.stops for text in (stop.label, stop.detail, *stop.faults)]
    texts += [cell for table in screen.tables for row in table.rows for cell in row]
    definition = VIEW.open().definition
    texts += [definition["lead"], *definition["limits"]]
    assert [text for text in texts if set_spaces(text) != text] == []


def test_a_visit_is_moved_along_and_given(session):
    session.move("haddad-toilette", "sonia", "sonia", 0)
    assert get_stops(session, "sonia")[:2] == ("haddad-toilette", "ferraud-toilette")
    session.move(**TO_KARIM)
    # His window opens at 9 h: he is put before the first stop that begins later.
    assert get_stops(session, "karim")[1] == "lenoir-toilette"
    assert "lenoir-toilette" not in get_stops(session, "sonia")


def test_what_is_taken_out_waits_to_be_placed(session):
    session.move("marchal-toilette", "sonia", "", None)
    session.move(PAUSE, "sonia", "", None)
    screen = build_screen(session, "sonia", "wide")
    assert [stop.id for stop in screen.left] == ["marchal-toilette", PAUSE]
    assert screen.left[0].goals == ("sonia", "karim", "maelle", "thomas")  # Joëlle is there
    assert screen.left[1].goals == ("sonia",)
    session.move(PAUSE, "", "sonia", None)
    assert PAUSE in get_stops(session, "sonia")


def test_a_lack_of_skill_is_told_where_it_is(session):
    session.move("lenoir-toilette", "sonia", "joelle", None)
    screen = build_screen(session, "joelle", "wide")
    stop = next(stop for stop in screen.stops if stop.id == "lenoir-toilette")
    assert "hors de sa compétence" in stop.faults


@pytest.mark.parametrize(
    "move",
    [
        {**TO_KARIM, "carer": "thomas"},
        {**TO_KARIM, "goal": "personne"},
        {**TO_KARIM, "stop": "marchal-toilette", "goal": "joelle"},
        {**TO_KARIM, "stop": "<script>", "carer": ""},
        {**TO_KARIM, "stop": PAUSE},
    ],
)
def test_a_move_that_makes_no_sense_is_refused(session, move, in_the_module):
    with pytest.raises(RefusedMoveError):
        session.move(**move)
    assert session.state.plan == HABIT
    assert not (in_the_module / "journal.jsonl").exists()


def test_undo_goes_back_step_by_step(session):
    session.move(**TO_KARIM)
    session.rotate("semaine")
    session.undo()
    assert (session.state.rotation, session.state.plan) != ("fixe", HABIT)
    session.undo()
    assert (session.state.rotation, session.state.plan) == ("fixe", HABIT)
    session.undo()
    assert session.state.plan == HABIT


def test_ones_own_rounds_come_back_after_a_proposal(session):
    session.move(**TO_KARIM)
    own = session.state.plan
    session.propose(0)
    session.propose(3000)
    assert get_stops(session, "sonia") == ()
    assert build_screen(session, "sonia", "wide").has_own
    tried = build_screen(session, "sonia", "wide").tried
    assert tried is not None
    assert [row[0] for row in tried.rows] == [
        "Par habitude",
        "Proposées, le moins de kilomètres",
        "Proposées, un visage connu vaut 3\u00a0km",
        "Les vôtres",
    ]
    for row, plan in ((tried.rows[0], HABIT), (tried.rows[-1], own)):
        times = walk_rounds(DAY, plan)
        assert row[1] == format_quantity(times.metres / 1000, "km", 1)
        assert row[-1] == str(len(list_breaches(DAY, plan, times)))
    session.take_own()
    assert session.state.plan == own
    assert not build_screen(session, "sonia", "wide").has_own
    session.reset()
    assert session.state.plan == HABIT


def test_what_is_made_is_kept_and_restored(session, in_the_module):
    assert session.move(**TO_KARIM) == "Votre réponse est enregistrée."
    session.rotate("jour")
    again = RoundsSession(DAY, HABIT, RELIEFS)
    assert again.state == session.state
    event = json.loads((in_the_module / "journal.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert event["subject"] == "rounds-map"


@pytest.mark.parametrize("note", [{}, {"plan": 3}, {"plan": {"rounds": []}}])
def test_a_note_that_does_not_fit_is_left(monkeypatch, note):
    monkeypatch.setattr(rounds_session, "load_note", lambda _: note)
    assert RoundsSession(DAY, HABIT, RELIEFS).state.plan == HABIT
