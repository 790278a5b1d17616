"""Ways of conducting a case that can be named: as its expert does, or prudently."""

from collections.abc import Mapping
from math import fsum
from typing import Literal

from coordo_simulation.answer import Answer
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.answer_checks import is_legal
from coordo_simulation.point import Point, Policy
from coordo_simulation.scenario import Scenario
from coordo_simulation.state import State

PolicyName = Literal["kept", "expert", "prudent"]
"""Who decides after a changed decision: the trainee as before, the expert, or prudence."""

HANDED: Mapping[PolicyName, str] = {
    "kept": "Vos décisions suivantes sont gardées partout où elles restent possibles.",
    "expert": "La suite est confiée à l’experte du cas.",
    "prudent": (
        "La suite est confiée à une conduite prudente\u202f: à chaque décision, la réponse qui, "
        "sur le moment, abîme le moins l’indicateur le plus touché."
    ),
}


def follow_expert(point: Point) -> Answer:
    """Answer as the expert does here; failing that, with the first legal answer."""
    for test, answer, _commentary in point.question.expert:
        if (test is None or test(point.state)) and is_legal(point, answer):
            return answer
    return list_candidates(point)[0]


def build_policy(scenario: Scenario, name: PolicyName) -> Policy:
    """Return the policy of that name; decisions that cannot be kept are the expert's."""
    return build_prudence(scenario) if name == "prudent" else follow_expert


def build_prudence(scenario: Scenario) -> Policy:
    """Return the policy that harms least, at once, the indicator it harms most."""
    scales = tuple(
        (1.0 if each.direction == "haut" else -1.0) / (each.max - each.min)
        for each in scenario.indicators
    )

    def rate(point: Point, answer: Answer) -> tuple[float, float]:
        values = try_out(point, answer)
        moves = [
            (after - before) * scale
            for before, after, scale in zip(point.state.values, values, scales, strict=False)
        ]
        return min(moves), fsum(moves)

    known: dict[tuple[str, tuple[bool, ...]], tuple[Answer, ...]] = {}

    def decide(point: Point) -> Answer:
        key = point.question.spec.id, point.available
        if key not in known:
            known[key] = list_candidates(point)
        return max(known[key], key=lambda answer: rate(point, answer))

    return decide


def try_out(point: Point, answer: Answer) -> list[float]:
    """Return the values just after an answer, the state itself left alone."""
    state = point.state
    trial = State(list(state.values), set(state.flags), state.answers, state.opened, state.period)
    for part in point.question.resolve(answer):
        part.act(trial)
    return trial.values
