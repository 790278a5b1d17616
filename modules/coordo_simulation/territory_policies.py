"""Policies of a department as data: what each costs, when it bears, how much, between which bounds.

All effects are the author's hypotheses. A policy decided for ``START`` bears nothing before its
delay, then a third more each year until its whole effect.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from coordo_simulation.declaration import Identifier, Text
from coordo_simulation.french import set_spaces
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed

START = 2026
RAMP = 3
"""Years from the first effect to the whole of it."""

Lever = Literal["failure", "quits", "prevalence_trend", "places", "posts", "travel"]
"""Posts that stay empty · leavings · trend of the share helped · care places · DAC posts · time
on the road. All but the trend (in points of % a year) are shares of what they act on."""

Basis = Literal["fixed", "hours_delivered", "older_75", "added_places", "added_posts"]
"""What the yearly cost is counted on."""


class Effect(Closed):
    """What a policy changes, once whole; negative lowers."""

    lever: Lever
    low: float
    central: float
    high: float


class Policy(Closed):
    """One policy."""

    id: Identifier
    label: Text
    help: Text
    delay: Annotated[int, Field(ge=0, le=10)]
    effects: tuple[Effect, ...] = Field(min_length=1)
    unit_cost: Annotated[Decimal, Field(ge=0)]
    basis: Basis
    cost_source: Text


class Levers(Closed):
    """What the chosen policies make of each lever in a year, all together."""

    failure: float = 1.0
    quits: float = 1.0
    prevalence_trend: float = 0.0
    places: float = 1.0
    posts: float = 1.0
    travel: float = 1.0


OURS = "hypothèse pédagogique"

POLICIES: tuple[Policy, ...] = (
    Policy(
        id="recruter",
        label="Recruter et accueillir",
        help="campagne, immersions, tutorat des premiers mois",
        delay=1,
        effects=(Effect(lever="failure", low=-0.08, central=-0.18, high=-0.28),),
        unit_cost=Decimal(650_000),
        basis="fixed",
        cost_source=OURS,
    ),
    Policy(
        id="salaires",
        label="Mieux payer",
        help="un euro de plus par heure d’aide",
        delay=1,
        effects=(
            Effect(lever="failure", low=-0.05, central=-0.12, high=-0.22),
            Effect(lever="quits", low=-0.05, central=-0.12, high=-0.20),
        ),
        unit_cost=Decimal("1.45"),
        basis="hours_delivered",
        cost_source=f"un euro, charges comprises ({OURS})",
    ),
    Policy(
        id="prevention",
        label="Prévenir la perte d’autonomie",
        help="repérage à partir de 75 ans, logement, activité physique",
        delay=3,
        effects=(Effect(lever="prevalence_trend", low=-0.1, central=-0.4, high=-0.7),),
        unit_cost=Decimal(35),
        basis="older_75",
        cost_source=OURS,
    ),
    Policy(
        id="places",
        label="Ouvrir des places de soins",
        help="un quart de places de soins infirmiers à domicile en plus",
        delay=2,
        effects=(Effect(lever="places", low=0.15, central=0.25, high=0.30),),
        unit_cost=Decimal(16_173),
        basis="added_places",
        cost_source="ssiad-place-nouvelle-2025",
    ),
    Policy(
        id="dac",
        label="Renforcer le DAC",
        help="dispositif d’appui à la coordination, un tiers de postes en plus",
        delay=1,
        effects=(Effect(lever="posts", low=0.25, central=0.33, high=0.35),),
        unit_cost=Decimal(85_000),
        basis="added_posts",
        cost_source="dac-hdf-budget-2025, rapporté aux postes",
    ),
    Policy(
        id="tournees",
        label="Resserrer les tournées",
        help="petites équipes par secteur, moins de route",
        delay=1,
        effects=(
            Effect(lever="travel", low=-0.05, central=-0.15, high=-0.25),
            Effect(lever="quits", low=0.02, central=-0.04, high=-0.10),
        ),
        unit_cost=Decimal(380_000),
        basis="fixed",
        cost_source=OURS,
    ),
)
BY_ID = {policy.id: policy for policy in POLICIES}


class UnknownPolicyError(ValueError):
    """A policy that the model does not have (in French)."""


def find_policies(ids: tuple[str, ...]) -> tuple[Policy, ...]:
    """Return the policies of these ids, each once, in the order of the list.

    Raises:
        UnknownPolicyError: no such policy.
    """
    unknown = sorted(set(ids) - set(BY_ID))
    if unknown:
        raise UnknownPolicyError(
            set_spaces(f"politique inconnue : {', '.join(unknown)} ; attendu : {', '.join(BY_ID)}")
        )
    return tuple(policy for policy in POLICIES if policy.id in ids)


def compute_progress(policy: Policy, year: int) -> float:
    """How much of its whole effect a policy has in a year, 0 to 1."""
    return min(1.0, max(0, year - START - policy.delay + 1) / RAMP)


def build_levers(policies: tuple[Policy, ...], year: int, strength: float) -> Levers:
    """Put the policies of a year together.

    Args:
        policies: those chosen.
        year: the year that passes.
        strength: −1 the low end of every effect, 0 its central value, 1 the high end.
    """
    found: dict[str, float] = {}
    for policy in policies:
        for effect in policy.effects:
            whole = _read_strength(effect, strength) * compute_progress(policy, year)
            if effect.lever == "prevalence_trend":
                found[effect.lever] = found.get(effect.lever, 0.0) + whole
            else:
                found[effect.lever] = found.get(effect.lever, 1.0) * (1 + whole)
    return Levers(**found)


def _read_strength(effect: Effect, strength: float) -> float:
    end = effect.high if strength > 0 else effect.low
    return effect.central + abs(strength) * (end - effect.central)


def compute_cost(policy: Policy, year: int, quantity: float) -> Decimal:
    """Cost of a policy in a year, in euros of today, for the quantity that its basis counts.

    A cost by the hour follows the effect; a fixed one is paid from the first year.
    """
    if year < START:
        return ZERO
    share = compute_progress(policy, year) if policy.basis == "hours_delivered" else 1.0
    return round_cents(policy.unit_cost * Decimal(str(round(quantity * share, 6))))
