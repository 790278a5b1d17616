"""The case of module 1: as large as promised, fair, and worth replaying otherwise."""

import re
from collections import Counter

import pytest
from case_intentions import INTENTIONS, follow_intention
from case_library import load_case, outcome_of, run
from coordo_simulation.case_decisions import SingleDecision
from coordo_simulation.policies import follow_expert


def list_decisions() -> tuple[SingleDecision, ...]:
    return tuple(d for d in load_case().decisions if isinstance(d, SingleDecision))


def test_the_case_is_as_large_as_promised() -> None:
    case = load_case()
    assert len(list_decisions()) == len(case.decisions) >= 14
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


@pytest.mark.parametrize("decision", list_decisions(), ids=lambda decision: decision.id)
def test_a_decision_is_well_set(decision: SingleDecision) -> None:
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
