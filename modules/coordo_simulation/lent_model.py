"""What the models lent to cases share: names in French, and a week that stays within its bounds."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from coordo_simulation.declaration import Parameter, Quantity
from coordo_simulation.effects import Layout

Advance = Callable[[Mapping[str, float], list[float]], list[float]]
"""Rules by the names of the lent model, variables in order → the variables one week later."""


def count(name: str, label: str, unit: str, bounds: tuple[float, float], text: str) -> Quantity:
    """Declare what a lent model counts, with what an author must know of it."""
    return Quantity(
        id=name, label=label, unit=unit, minimum=bounds[0], maximum=bounds[1], help=text
    )


def rename_parameters(
    parameters: Iterable[Parameter], names: Mapping[str, str]
) -> tuple[Parameter, ...]:
    """Keep the parameters that have a name for authors, under that name."""
    return tuple(
        each.model_copy(update={"id": names[each.id]}) for each in parameters if each.id in names
    )


def build_binder(
    advance: Advance, variables: tuple[str, ...], names: Mapping[str, str]
) -> Callable[[Layout, Mapping[str, float], dt.date], Callable[[list[float], int], None]]:
    """Return what binds a lent model to a case; all its weeks are alike, whatever the first."""

    def bind(
        layout: Layout, parameters: Mapping[str, float], _start: dt.date
    ) -> Callable[[list[float], int], None]:
        rules = {name: parameters[written] for name, written in names.items()}
        at = tuple(layout.index[name] for name in variables)
        bounds = layout.list_bounds(at)

        def step(values: list[float], _week: int) -> None:
            after = advance(rules, [values[position] for position in at])
            for (position, low, high), value in zip(bounds, after, strict=True):
                values[position] = low if value < low else high if value > high else value  # noqa: FURB136  (a call here is a tenth of a run)

        return step

    return bind
