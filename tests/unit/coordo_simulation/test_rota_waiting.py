"""A proposal trades a little distance for less unpaid wait, at the price that one sets."""

from __future__ import annotations

import pytest
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_program import RotaProgram
from coordo_simulation.rota_propose import Proposal, propose_rota
from coordo_simulation.rota_quality import Weights
from coordo_simulation.rota_rules import RuleId
from coordo_simulation.rota_solving import build_solver, hold
from coordo_simulation.rota_telling import tell_proposal
from coordo_simulation.rota_waiting import Detour, build_wait
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_proposals import BY_HAND, SERVICE, load_rota
from rota_samples import (
    RULES,
    caregiver,
    compute_cost,
    count_missed,
    find_forbidden,
    iter_lawful,
    service,
    visit,
)

HOUR = 60


def compute_wait(held, rota) -> int:
    return compute_fairness(held, rota, RULES).unpaid


@st.composite
def days(draw):
    """Two caregivers, and up to five visits in a day or two, hours apart."""
    visits = [
        visit(
            f"v{index}",
            draw(st.sampled_from((0, 1))),
            draw(st.sampled_from(("7:00", "8:40", "11:00", "14:00", "19:00"))),
            draw(st.sampled_from((30, 75, 120))),
            draw(st.sampled_from("pq")),
            window=draw(st.sampled_from(((0, 0), (0, 30)))),
        )
        for index in range(draw(st.integers(2, 5)))
    ]
    return service([caregiver("anne", draw(st.sampled_from((3, 5)))), caregiver("bob", 4)], visits)


@given(days(), st.sampled_from((1, 12, 60)))
@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_no_lawful_rota_is_better_once_the_wait_is_weighed(held, weight):
    """Brute force: the wait is what the indicators count, not the solver."""
    proposal = propose_rota(held, RULES, Weights(waiting=weight), effort=20)
    assert find_forbidden(held, proposal.rota) <= {RuleId.COVERED}

    def weigh(rota):
        both = HOUR * compute_cost(held, rota) + weight * compute_wait(held, rota)
        return count_missed(held, rota), both

    lawful = list(iter_lawful(held))
    assert weigh(proposal.rota) == min(map(weigh, lawful))
    assert proposal.detour.wait == compute_wait(held, proposal.rota)
    assert proposal.cost == compute_cost(held, proposal.rota)
    least = min((count_missed(held, rota), compute_cost(held, rota)) for rota in lawful)
    assert proposal.bound == proposal.nearest == least[1]


def test_the_program_counts_the_wait_as_the_indicators_do():
    proposed = load_rota().rota
    program = RotaProgram(SERVICE, RULES, kept=proposed)
    wait = build_wait(program)
    program.model.minimize(wait)
    solver = build_solver(1.0)
    solver.solve(hold(program, proposed, lambda _caregiver, _day: False))
    assert solver.value(wait) == compute_wait(SERVICE, proposed)


def test_the_proposal_of_the_page_waits_less_than_by_hand_and_says_at_what_price():
    proposal = load_rota()
    assert proposal.detour.wait < compute_wait(SERVICE, BY_HAND)
    gained = proposal.detour.wait_before - proposal.detour.wait
    assert HOUR * proposal.detour.distance <= Weights().waiting * gained
    words = " ".join(tell_proposal(SERVICE, proposal))
    assert "Une heure d’attente y vaut 12\u00a0min de distance" in words
    assert "rien ne prouve que l’on ne peut pas attendre moins" in words


@pytest.mark.parametrize(
    ("distance", "wait", "expected"),
    [
        (10, 60, "1\u00a0h au lieu de 2\u00a0h, pour 10\u00a0min de plus."),
        (0, 60, "1\u00a0h au lieu de 2\u00a0h, sans s’éloigner davantage."),
        (0, 120, ""),
    ],
)
def test_what_was_given_away_is_said_and_only_then(distance, wait, expected):
    detour = Detour(weight=12, distance=distance, wait_before=120, wait=wait)
    proposal = Proposal(
        status="optimal",
        rota=BY_HAND,
        uncovered=(),
        least_uncovered=0,
        cost=100 + distance,
        bound=100,
        detour=detour,
    )
    words = " ".join(tell_proposal(SERVICE, proposal))
    assert expected in words
    assert ("Attente non payée" in words) == bool(expected)
    assert ("Le plus proche que le calcul ait trouvé est à 1\u00a0h\u00a040" in words) == (
        distance > 0
    )
    assert proposal.gap == 0


def test_without_a_weight_nothing_is_given_away():
    held = service([caregiver("anne", 5)], [visit("a", 0, "9:00")])
    assert propose_rota(held, RULES, Weights(waiting=0)).detour is None
