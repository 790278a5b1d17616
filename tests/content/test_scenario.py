"""The case of module 1 is whole: everything in it can happen, matters, and is well set."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from case_intentions import INTENTIONS, follow_intention
from coordo_simulation.case_checks import iter_parts, iter_texts
from coordo_simulation.case_decisions import DecisionSpec
from coordo_simulation.case_parts import Delayed, PassageSpec
from coordo_simulation.chance import build_chance
from coordo_simulation.conditions import HasFlag, Threshold
from coordo_simulation.debriefing import build_debriefing
from coordo_simulation.effects import Effect, Probability
from coordo_simulation.engine import Trace, simulate
from coordo_simulation.following import drive
from coordo_simulation.french import set_spaces
from coordo_simulation.point import Chooser
from coordo_simulation.policies import follow_expert
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.sad_transformation import VARIABLES
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "modules" / "m1_regulation" / "scenario.yml"
RANDOM_RUNS = 1000


@cache
def load_case() -> Scenario:
    return load_scenario(CASE, load_references(REPOSITORY / "course" / "references.yml"))


def run(chooser: Chooser, seed: int) -> Trace:
    return simulate(load_case().program, build_chance(seed), chooser, has_texts=True)


@cache
def play_many() -> tuple[Trace, ...]:
    """Random runs, and each intention and the expert on several seeds."""
    traces = [run(choose_at_random(seed), seed) for seed in range(RANDOM_RUNS)]
    for seed in range(60):
        traces.append(run(follow_expert, seed))
        traces.extend(run(follow_intention(way), seed) for way in INTENTIONS.values())
    return tuple(traces)


def outcome_of(trace: Trace) -> str:
    assert trace.outcome is not None
    return trace.outcome.id


def list_decisions() -> tuple[DecisionSpec, ...]:
    return load_case().decisions


def test_the_case_is_as_large_as_promised() -> None:
    case = load_case()
    assert len(case.decisions) >= 14
    assert len(case.indicators) >= 5
    assert len(case.outcomes) >= 5
    assert sum(person.is_accompanied for person in case.people) >= 3


def test_at_least_eight_decisions_depend_on_the_state() -> None:
    dependent = [
        decision.id
        for decision in list_decisions()
        if decision.when is not None
        or any(passage.when is not None for passage in decision.passages)
        or any(choice.when is not None for choice in decision.choices)
    ]
    assert len(dependent) >= 8


def test_a_run_meets_at_least_fourteen_decisions() -> None:
    for way in INTENTIONS.values():
        assert len(run(follow_intention(way), 1).steps) >= 14
    assert len(run(follow_expert, 1).steps) >= 14


def test_every_outcome_is_reached() -> None:
    assert {outcome_of(trace) for trace in play_many()} == {o.id for o in load_case().outcomes}


def test_every_decision_shown_leaves_a_choice() -> None:
    for trace in play_many():
        for taken in trace.steps:
            assert sum(taken.available) >= 2, taken.question.spec.id


def test_every_choice_is_made_and_every_closed_one_is_met() -> None:
    made, refused = set(), set()
    for trace in play_many():
        for taken in trace.steps:
            for option, is_open in zip(taken.question.options, taken.available, strict=True):
                key = (taken.question.spec.id, option.spec.id)
                is_made = taken.answer is not None and taken.answer.choice == option.spec.id
                made.update([key] if is_made else [])
                refused.update([] if is_open else [key])
    every = {(d.id, choice.id): choice for d in list_decisions() for choice in d.choices}
    assert set(every) == made
    assert {key for key, choice in every.items() if choice.when is not None} == refused


def test_every_text_is_read_by_someone() -> None:
    shown = {
        id(said.spec)
        for trace in play_many()
        for said in [
            *(said for taken in trace.steps for said in taken.said),
            *trace.epilogue,
            *trace.outcome_said,
        ]
    }
    unread = [
        (where, part.text)
        for where, part in iter_parts(load_case())
        if isinstance(part, PassageSpec) and id(part) not in shown
    ]
    assert unread == []


def test_every_life_is_lived() -> None:
    case = load_case()
    lived: set[tuple[str, str]] = set()
    ways = [choose_at_random(taste) for taste in range(40)]
    ways += [follow_intention(way) for way in INTENTIONS.values()]
    for seed, way in enumerate(ways):
        played = drive(case, seed, way, run_id=str(seed))
        stories = build_debriefing(case, played, draws=1).lives
        lived |= {(story.person, story.text) for story in stories}
    every = {(life.person, variant.text) for life in case.lives for variant in life.variants}
    assert every - lived == set()


@pytest.mark.parametrize("decision", list_decisions(), ids=lambda decision: decision.id)
def test_a_decision_is_well_set(decision: DecisionSpec) -> None:
    assert 3 <= len(decision.choices) <= 4
    assert decision.references or decision.sources
    assert decision.passages
    for choice in decision.choices:
        words = len(re.findall(r"[\w’-]+", choice.text))
        assert 8 <= words <= 25, (words, choice.text)
        assert choice.cost
        assert choice.reaction, choice.id
        assert not choice.effects.is_empty, choice.id


def test_most_choices_cost_something_later() -> None:
    choices = [choice for d in list_decisions() if d.at < 15 for choice in d.choices]
    later = [choice for choice in choices if any(not d.effects.is_empty for d in choice.later)]
    assert len(later) / len(choices) > 0.75


def test_no_choice_is_better_at_once_on_everything() -> None:
    """A choice that only adds good things, now and later, would be no decision."""
    good = {
        indicator.id: 1 if indicator.direction == "haut" else -1
        for indicator in load_case().indicators
    }
    good |= {"partenaire": 1, "integration": 1, "incertitude": -1, "charges": -1}
    good |= {"chantiers": -1, "absences": -1, "effort-dossier": 1, "epuisement": -1, "dossier": 1}
    for decision in list_decisions():
        if decision.id == "derniere":
            continue
        for choice in decision.choices:
            effects = [choice.effects, *(delayed.effects for delayed in choice.later)]
            moves = [good[k] * v for effect in effects for k, v in effect.add.items()]
            assert any(move < 0 for move in moves), (decision.id, choice.id)


def test_every_variable_and_flag_is_read_and_moved() -> None:
    case = load_case()
    parts = [part for _, part in iter_parts(case)]
    effects = [part for part in parts if isinstance(part, Effect)]
    read = {part.variable for part in parts if isinstance(part, Threshold)} | set(VARIABLES)
    read |= {name for part in parts if isinstance(part, Probability) for name in part.weights}
    moved = {name for effect in effects for name in (*effect.add, *effect.set)}
    names = {variable.id for variable in (*case.indicators, *case.variables)}
    assert names <= read
    assert names <= moved
    raised = {flag for effect in effects for flag in effect.flags}
    asked = {part.flag for part in parts if isinstance(part, HasFlag)}
    assert raised == set(case.flags)
    assert asked == set(case.flags)


def test_every_delayed_effect_and_event_may_happen() -> None:
    causes = {part.cause for _, part in iter_parts(load_case()) if isinstance(part, Delayed)}
    causes |= {cause.text for event in load_case().events for cause in event.causes}
    told = {text for trace in play_many() for _, text in trace.told}
    assert causes - told == set()


def test_five_intentions_tell_five_stories() -> None:
    usual = {}
    for name, way in INTENTIONS.items():
        outcomes = Counter(outcome_of(run(follow_intention(way), seed)) for seed in range(60))
        usual[name] = outcomes.most_common(1)[0][0]
    assert len(set(usual.values())) == 5, usual


def test_the_expert_does_well_and_chance_keeps_its_part() -> None:
    outcomes = Counter(outcome_of(run(follow_expert, seed)) for seed in range(200))
    assert outcomes["entite-unique"] / 200 > 0.6
    assert len(outcomes) >= 2


def test_the_best_path_is_not_the_kindest() -> None:
    kind = Counter(
        outcome_of(run(follow_intention(INTENTIONS["généreuse"]), seed)) for seed in range(60)
    )
    assert kind["entite-unique"] + kind["sad-vivant"] < 20


def test_texts_are_set_as_french_is() -> None:
    prose = [
        (where, text)
        for where, text in iter_texts(load_case())
        if " " in text and where[-1] != "id"
    ]
    assert len(prose) > 500
    for where, text in prose:
        assert set_spaces(text) == text, where
        assert "'" not in text, where
        assert not re.search(r"\d [%€h]\b|\d k€| {2}\S|\.\.\.", text), (where, text)


def test_amounts_of_ours_are_labelled_as_hypotheses() -> None:
    for where, text in iter_texts(load_case()):
        if re.search(r"\d\u00a0k?€", text) and "k€ par mois" not in text:
            assert "hypothèse pédagogique" in text, where
