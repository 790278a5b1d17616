"""What is opened costs what it says, once, in time that is simulated; it is part of the run."""

import pytest
from case_runs import DISCHARGE, load_case, play_at_random
from coordo_simulation.answer import Amount, Answer, pick
from coordo_simulation.answer_checks import check_opening, find_reason_closed
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import simulate
from coordo_simulation.errors import ClosedItemError, RunError, UnknownChoiceError
from coordo_simulation.playback import Playback, play
from coordo_simulation.point import Chooser, Point, list_visible
from coordo_simulation.prompts import SinglePrompt
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.run import Opening, Run, branch, decide, open_item
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32)


def start(seed: int = 7) -> Run:
    case = load_case(DISCHARGE)
    return Run(id="r", scenario=case.id, version=case.version, seed=seed)


def go_to_friday(run: Run) -> Run:
    hours = tuple(Amount(line=line, amount=9) for line in ("lever", "nuit", "relais"))
    run = decide(run, "premier-pas", "odette")
    run = decide(run, "prevenir", Answer(choices=("medecin", "infirmier")))
    run = decide(run, "heures", Answer(amounts=hours))
    order = ("marches", "ordonnance", "lit", "piluliers")
    return decide(run, "veille", Answer(order=order))


def tell(run: Run) -> Playback:
    return play(load_case(DISCHARGE), run)


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, taste=SEEDS)
def test_replay_is_identity_with_openings(seed: int, taste: int) -> None:
    run = play_at_random(seed, taste, DISCHARGE)
    first = tell(run)
    again = tell(Run.model_validate_json(run.model_dump_json()))
    assert first == again
    assert Playback.model_validate_json(first.model_dump_json()) == first
    assert first.is_finished
    told = [(m.step, item.id) for m in first.moments for item in m.opened]
    assert told == [(opened.step, opened.item) for opened in run.openings]


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, taste=SEEDS)
def test_minutes_are_never_overspent(seed: int, taste: int) -> None:
    for moment in tell(play_at_random(seed, taste, DISCHARGE)).moments:
        if moment.prompt.minutes is None:
            assert moment.prompt.minutes_left is None
            continue
        spent = sum(item.minutes or 0 for item in moment.opened)
        assert moment.prompt.minutes_left == moment.prompt.minutes - spent >= 0


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS)
def test_whatever_is_said_closed_is_refused_and_whatever_is_said_open_opens(
    seed: int, taste: int
) -> None:
    seen = []

    def watch(chooser: Chooser) -> Chooser:
        def choose(point: Point) -> Answer | Opening | None:
            for item in list_visible(point):
                if find_reason_closed(point, item) is None:
                    assert check_opening(point, item.spec.id) == item
                else:
                    with pytest.raises(ClosedItemError, match="reste fermé"):
                        check_opening(point, item.spec.id)
                seen.append(item.spec.id)
            return chooser(point)

        return choose

    case = load_case(DISCHARGE)
    simulate(case.program, build_chance(seed), watch(choose_at_random(taste, 0.8)))
    assert seen


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS)
def test_every_day_of_every_run_keeps_bounds_and_hours(seed: int, taste: int) -> None:
    case = load_case(DISCHARGE)
    program = case.program
    trace = simulate(program, build_chance(seed), choose_at_random(taste))
    index = program.layout.index
    for values in trace.periods:
        for value, low, high in zip(values, program.layout.low, program.layout.high, strict=True):
            assert low <= value <= high
        granted, used, left = (values[index[n]] for n in ("accordees", "faites", "restantes"))
        assert granted == pytest.approx(used + left)


def test_what_is_opened_is_read_costs_and_stays_open() -> None:
    told = tell(open_item(start(), "visite-emile"))
    assert told.current is not None
    (item,) = told.current.opened
    assert (item.kind, item.person, item.place) == ("meeting", "emile", "chambre")
    assert "petit comprimé" in item.passages[0].text
    assert {change.indicator for change in item.changes} == {"confiance", "coordination"}
    assert told.current.indicators["confiance"] == 50
    assert told.current.prompt.minutes_left == 10
    closed = {one.id: one for one in told.current.prompt.items}
    assert closed["visite-emile"].is_opened
    assert closed["fiche-navette"].is_available
    assert closed["conseil-agnes"].is_available


def test_what_no_longer_fits_is_closed_and_says_why() -> None:
    told = tell(open_item(open_item(start(), "visite-emile"), "fiche-navette"))
    assert told.current is not None
    hint = next(one for one in told.current.prompt.items if one.id == "conseil-agnes")
    assert not hint.is_available
    assert hint.closed_reason == "Il faut 10\u00a0minutes, il en reste 5."


def test_a_document_is_read_with_its_table() -> None:
    told = tell(open_item(start(), "fiche-navette"))
    assert told.current is not None
    (item,) = told.current.opened
    assert item.table is not None
    assert len(item.table.rows) == 3
    assert item.author == "Service de cardiologie gériatrique"


def test_opening_can_open_a_choice() -> None:
    run = go_to_friday(start())
    closed, opened = tell(run).current, tell(open_item(run, "ordonnance")).current
    assert closed is not None
    assert opened is not None
    for moment, is_open in ((closed, False), (opened, True)):
        assert isinstance(moment.prompt, SinglePrompt)
        choices = {choice.id: choice for choice in moment.prompt.choices}
        assert choices["corriger"].is_available == is_open


@pytest.mark.parametrize(
    ("items", "error"),
    [
        (("visite-emile", "visite-emile"), ClosedItemError),
        (("visite-emile", "fiche-navette", "conseil-agnes"), ClosedItemError),
        (("ordonnance",), UnknownChoiceError),
        (("nulle-part",), UnknownChoiceError),
    ],
)
def test_what_cannot_be_opened_is_refused_in_french(
    items: tuple[str, ...], error: type[RunError]
) -> None:
    run = start()
    for item in items:
        run = open_item(run, item)
    with pytest.raises(error, match=r"^Étape 1"):
        tell(run)


@pytest.mark.parametrize(
    "openings",
    [
        (Opening(step=3, item="fiche-navette"),),
        (Opening(step=1, item="fiche-navette"), Opening(step=0, item="conseil-agnes")),
    ],
)
def test_openings_out_of_order_or_ahead_are_refused(openings: tuple[Opening, ...]) -> None:
    run = decide(start(), "premier-pas", "odette")
    with pytest.raises(RunError):
        tell(run.model_copy(update={"openings": openings}))


def test_going_back_before_a_decision_closes_what_was_opened_there() -> None:
    run = decide(open_item(start(), "conseil-agnes"), "premier-pas", "odette")
    assert branch(run, 0, "autre").openings == ()
    assert run.openings == (Opening(step=0, item="conseil-agnes"),)


def test_the_playback_names_the_chapters_begun_only() -> None:
    assert [chapter.id for chapter in tell(start()).chapters] == ["avant"]
    friday = tell(decide(go_to_friday(start()), "vendredi", pick("partir")))
    assert [chapter.id for chapter in friday.chapters] == ["avant", "apres"]
    assert friday.current is not None
    assert friday.current.chapter == "apres"
    assert friday.current.prompt.kind == "text"
