"""What a model says of itself: the state it moves, the parameters it takes, and whence they come.

A model that advances by steps (a month, a year) declares both, so that a case, a view and a page
of the docs name the same quantities with the same units, and a test can hold every step to them.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]

Standing = Literal["texte", "étude", "statistique", "hypothèse pédagogique"]
"""What a value rests on: a text of law, a study, a published figure, or the author's judgement."""

ROUNDING = 1e-9
"""How far from a bound a float may fall by rounding alone."""


class _Bounded(Closed):
    """A number with its unit and the bounds outside of which it means nothing."""

    id: Identifier
    label: Text
    unit: str
    minimum: float = float("-inf")
    maximum: float = float("inf")

    @model_validator(mode="after")
    def _has_ordered_bounds(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum au plus égal à maximum")
        return self

    def has_room_for(self, value: float) -> bool:
        """Whether ``value`` lies within the bounds; not a number never does."""
        slack = ROUNDING * max(1.0, abs(value))
        return isfinite(value) and self.minimum - slack <= value <= self.maximum + slack

    def tell_breach(self, value: float) -> str:
        """Say in French that ``value`` is out of bounds, and what was expected."""
        said = format_quantity(value, self.unit, 2) if isfinite(value) else "aucun nombre fini"
        bounds = (("au moins", self.minimum), ("au plus", self.maximum))
        expected = " et ".join(
            f"{word} {format_quantity(bound, self.unit, 2)}"
            for word, bound in bounds
            if isfinite(bound)
        )
        return set_spaces(f"{self.label} : {said}, attendu {expected or 'un nombre fini'}")


class Quantity(_Bounded):
    """A number of the state; ``help`` says how it is read."""

    help: Text


class Parameter(_Bounded):
    """A number that a rule uses; ``source`` names a reference of the course, or says the reason."""

    value: float
    standing: Standing
    source: Text

    @model_validator(mode="after")
    def _defaults_within_bounds(self) -> Self:
        if not self.has_room_for(self.value):
            raise ValueError(self.tell_breach(self.value))
        return self


def suppose(  # noqa: PLR0913, PLR0917  (each is one property, in the order of a page)
    name: str, label: str, value: float, low: float, high: float, unit: str = "", *, source: str
) -> Parameter:
    """Build a parameter that is the author's own judgement, and says why in ``source``."""
    return Parameter(
        id=name,
        label=label,
        unit=unit,
        value=value,
        minimum=low,
        maximum=high,
        standing="hypothèse pédagogique",
        source=source,
    )


class Invariant(Closed):
    """What a model neither makes nor loses: Σ weight · quantity = ``total``, within ``tolerance``.

    ``label`` says it in French (« heures accordées = heures faites + heures restantes »).
    """

    id: Identifier
    label: Text
    unit: str
    weights: dict[Identifier, float] = Field(min_length=2)
    total: float = 0.0
    tolerance: float = Field(default=1e-6, gt=0)

    def compute_gap(self, values: Mapping[str, float]) -> float:
        """Return by how much a state misses the equality, in ``unit``."""
        return sum(weight * values[name] for name, weight in self.weights.items()) - self.total

    def is_kept(self, values: Mapping[str, float]) -> bool:
        """Whether a state keeps the equality, within the tolerance."""
        return abs(self.compute_gap(values)) <= self.tolerance

    def bind(self, index: Mapping[str, int]) -> Callable[[Sequence[float]], float]:
        """Compile ``compute_gap`` for states that hold each quantity at its place."""
        terms = tuple((index[name], weight) for name, weight in self.weights.items())
        total = self.total

        def compute_gap(values: Sequence[float]) -> float:
            gap = -total
            for position, weight in terms:
                gap += weight * values[position]
            return gap

        return compute_gap

    def tell_breach(self, gap: float) -> str:
        """Say in French what is not kept, and by how much."""
        return set_spaces(f"{self.label} : écart de {format_quantity(abs(gap), self.unit, 2)}")


class ParameterError(ValueError):
    """A parameter that the model does not have, or a value out of its range (in French)."""


class Declaration(Closed):
    """A model before it runs; ``step`` is the time that one step lasts.

    ``invariants`` are kept by every step, and are to be kept by all that a case adds to it.
    """

    id: Identifier
    title: Text
    summary: Text
    step: Literal["jour", "semaine", "mois", "année"]
    state: tuple[Quantity, ...] = Field(min_length=1)
    parameters: tuple[Parameter, ...]
    invariants: tuple[Invariant, ...] = ()

    @model_validator(mode="after")
    def _keeps_what_it_moves(self) -> Self:
        known = {quantity.id for quantity in self.state}
        for invariant in self.invariants:
            unknown = sorted(set(invariant.weights) - known)
            if unknown:
                raise ValueError(f"des quantités de l’état dans « {invariant.id} », non {unknown}")
        return self

    def build_values(self, changes: Mapping[str, float]) -> dict[str, float]:
        """Return every parameter's value, the defaults replaced by ``changes``.

        Raises:
            ParameterError: a name that is not a parameter, or a value out of its range.
        """
        known = {parameter.id: parameter for parameter in self.parameters}
        for name, value in changes.items():
            if name not in known:
                raise ParameterError(
                    set_spaces(f"paramètre inconnu : « {name} » ; attendu : {', '.join(known)}")
                )
            if not known[name].has_room_for(value):
                raise ParameterError(known[name].tell_breach(value))
        return {name: changes.get(name, each.value) for name, each in known.items()}

    def iter_breaches(self, values: Mapping[str, float]) -> Iterator[str]:
        """Say in French each quantity of a state out of its bounds, each invariant not kept."""
        for quantity in self.state:
            if not quantity.has_room_for(values[quantity.id]):
                yield quantity.tell_breach(values[quantity.id])
        for invariant in self.invariants:
            if not invariant.is_kept(values):
                yield invariant.tell_breach(invariant.compute_gap(values))
