"""Effects and probabilities as data, compiled once against the bounds of the variables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from coordo_simulation.record import Record
from coordo_simulation.state import Action, State

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Odds = Callable[[State], float]


class Effect(Record):
    """What changes: numbers added or set (clamped to the bounds), flags raised or lowered."""

    add: dict[Name, float] = Field(default_factory=dict)
    set: dict[Name, float] = Field(default_factory=dict)
    flags: tuple[Name, ...] = ()
    clear: tuple[Name, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the effect changes nothing; to add 0 is nothing."""
        return not (any(self.add.values()) or self.set or self.flags or self.clear)


class Probability(Record):
    """``base`` plus, for each variable, its weight times its value; kept within [0, 1]."""

    base: float
    weights: dict[Name, float] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each variable stands in the state, and its bounds."""

    index: Mapping[str, int]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def list_bounds(self, positions: Iterable[int]) -> tuple[tuple[int, float, float], ...]:
        """Return each position with its bounds, for a loop that clamps many values in place."""
        return tuple((each, self.low[each], self.high[each]) for each in positions)

    def clamp(self, position: int, value: float) -> float:
        """Return ``value`` kept within the bounds of the variable at ``position``."""
        low, high = self.low[position], self.high[position]
        return low if value < low else min(value, high)


def build_action(effect: Effect, layout: Layout) -> Action:
    """Compile an effect."""
    sets = tuple((layout.index[name], value) for name, value in effect.set.items())
    adds = tuple((layout.index[name], value) for name, value in effect.add.items())
    raised, lowered = effect.flags, effect.clear
    clamp = layout.clamp

    def act(state: State) -> None:
        values = state.values
        for position, value in sets:
            values[position] = clamp(position, value)
        for position, value in adds:
            values[position] = clamp(position, values[position] + value)
        state.flags.update(raised)
        state.flags.difference_update(lowered)

    return act


def build_odds(probability: Probability | None, index: Mapping[str, int]) -> Odds | None:
    """Compile a probability; the sum follows the order of the file, to the last digit."""
    if probability is None:
        return None
    base = probability.base
    weights = tuple((index[name], weight) for name, weight in probability.weights.items())

    def compute(state: State) -> float:
        total = base
        for position, weight in weights:
            total += weight * state.values[position]
        return total

    return compute
