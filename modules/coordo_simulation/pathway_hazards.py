"""Where a week's hours go, how likely each rupture is once they are spent, what a week leaves.

Repairs come first: a coordinator who runs after ruptures has fewer hours left to prevent them.
What prevention does saturates: the first hour weighs more than the tenth.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from coordo_simulation.pathway_rules import AFTER_DISCHARGE_WEEKS, CEILING, WEEKS_A_MONTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.pathway import HazardId, MonthlyHours
    from coordo_simulation.pathway_week import PathwayState

PREVENTION = ("sorties", "echeances", "aidant", "remplacements", "transmissions")


@dataclass(frozen=True, slots=True)
class Spending:
    """Hours of a week. ``doses`` say, from 0 to 1, how near its full effect each action is."""

    available: float
    repair: float
    prevention: float
    setup: float
    unused: float
    doses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A week's hours, by action; ``prevention`` is their sum over what prevents."""

    total: float
    prevention: float
    setup: float
    by_action: Mapping[str, float]


def build_weekly(hours: MonthlyHours) -> Weekly:
    """Bring hours a month to hours a week."""
    weekly = {action: own / WEEKS_A_MONTH for action, own in hours.by_action.items()}
    prevention = fsum(weekly[action] for action in PREVENTION)
    setup = weekly["mise_en_place"]
    return Weekly(prevention + setup, prevention, setup, weekly)


def compute_spending(weekly: Weekly, asked: float, setup_left: float, half: float) -> Spending:
    """Share a week's hours: known ruptures first, then each action by its part.

    Args:
        weekly: hours of a week by action.
        asked: hours that the known ruptures still ask for.
        setup_left: hours that the plan still asks for.
        half: hours a month at which an action has half of its effect.
    """
    available = weekly.total
    repair = min(available, asked)
    kept = 1 - repair / available if available else 0.0
    setup = min(weekly.setup * kept, setup_left)
    half /= WEEKS_A_MONTH
    return Spending(
        available=available,
        repair=repair,
        prevention=weekly.prevention * kept,
        setup=setup,
        unused=weekly.setup * kept - setup,
        doses={
            action: (own := weekly.by_action[action] * kept) / (own + half) for action in PREVENTION
        },
    )


def compute_hazards(
    state: PathwayState,
    unmet_health: float,
    spending: Spending,
    values: Mapping[str, float],
    *,
    is_renewal: bool,
) -> dict[HazardId, float]:
    """Chance of each event in the week; 0 where it cannot happen, or already goes on."""
    is_home = state.days_left == 0
    is_discharged = 0 < state.days_left <= 7  # noqa: PLR2004  (days of a week)
    is_fragile = state.since_discharge <= AFTER_DISCHARGE_WEEKS
    raised: dict[HazardId, float] = {
        "hopital": (
            is_home
            * (1 + values["health-effect"] * unmet_health / 100)
            * (values["after-discharge"] if is_fragile else 1)
        ),
        "sortie": is_discharged,
        "droits": values["renewal-factor"] if is_renewal else 1,
        "epuisement": is_home * (1 + values["strain-effect"] * state.strain / 100),
        "absence": is_home,
        "information": is_home * (1 + values["silence-effect"] * (1 - state.information / 100)),
    }
    lowered: dict[HazardId, float] = {
        "sortie": _keep(values, spending, "sorties"),
        "droits": _keep(values, spending, "echeances"),
        "epuisement": _keep(values, spending, "aidant"),
        "absence": _keep(values, spending, "remplacements"),
        "information": _keep(values, spending, "transmissions"),
    }
    going_on: set[HazardId] = {each.kind for each in state.opened}
    return {
        kind: 0.0
        if kind in going_on
        else min(CEILING, values[f"hazard-{kind}"] * factor) * lowered.get(kind, 1.0)
        for kind, factor in raised.items()
    }


def _keep(values: Mapping[str, float], spending: Spending, action: str) -> float:
    """The part of a hazard that an action leaves."""
    return 1 - values[f"effect-{action}"] * spending.doses[action]


def move_strain(
    strain: float, load: float, spending: Spending, ruptures: float, values: Mapping[str, float]
) -> float:
    """Return the carer's strain a week later; ``load`` is what the week lays on her, in points."""
    rest = values["strain-rest"] * (1 + values["relief"] * spending.doses["aidant"])
    change = load - rest * strain
    return _keep_level(strain + change + values["rupture-strain"] * ruptures)


def move_information(
    level: float, spending: Spending, ruptures: float, values: Mapping[str, float]
) -> float:
    """Return the shared information a week later."""
    share = values["information-gain"] * spending.doses["transmissions"]
    gain = (values["informal-gain"] + share) * (100 - level)
    lost = values["information-decay"] * level + values["rupture-information"] * ruptures
    return _keep_level(level + gain - lost)


def _keep_level(value: float) -> float:
    return min(100.0, max(0.0, value))
