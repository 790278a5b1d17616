"""What may happen to a budget: the same draws for the same seed, and honest intervals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from coordo_simulation.references import load_references
from coordo_simulation.sad_budget import build_year_rules
from coordo_simulation.sad_budget_example import UNCERTAINTIES, build_example_service
from coordo_simulation.sad_budget_risk import compute_risk

RULES = build_year_rules(
    load_references(Path(__file__).parents[3] / "course" / "references.yml"), 2026
)
EXAMPLE = build_example_service()


def test_the_same_seed_gives_the_same_risk():
    one, same = (compute_risk(EXAMPLE, RULES, UNCERTAINTIES, 40, seed=7) for _ in range(2))
    other = compute_risk(EXAMPLE, RULES, UNCERTAINTIES, 40, seed=8)
    assert one == same
    assert one.results != other.results


def test_the_risk_and_its_intervals():
    risk = compute_risk(EXAMPLE, RULES, UNCERTAINTIES, 200, seed=1)
    assert risk.mean_interval.low < risk.mean < risk.mean_interval.high
    assert risk.deficit_interval.low < risk.deficit_share < risk.deficit_interval.high
    below = sum(result <= risk.percentile(5) for result in risk.results)
    assert below == 10
    assert risk.deficit_share == Decimal(sum(result < 0 for result in risk.results)) / 200
    assert any("hypothèses pédagogiques" in line for line in risk.lines)


@pytest.mark.parametrize(("draws", "spreads"), [(29, UNCERTAINTIES), (100, ())])
def test_a_risk_of_too_little_is_refused(draws, spreads):
    with pytest.raises(ValueError, match="au moins 30 tirages"):
        compute_risk(EXAMPLE, RULES, spreads, draws)
