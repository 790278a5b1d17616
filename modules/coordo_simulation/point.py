"""A decision that waits, and whoever answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from coordo_simulation.answer import Answer
from coordo_simulation.questions import Item, Question
from coordo_simulation.run import Opening
from coordo_simulation.state import State


@dataclass(frozen=True, slots=True)
class Point:
    """A decision that waits.

    ``available`` follows the order of the choices, where there are any. ``minutes_left`` is
    the simulated time still there, None where time does not press. ``state`` is not to be changed.
    """

    step: int
    question: Question
    available: tuple[bool, ...]
    state: State
    minutes_left: int | None = None


Chooser = Callable[[Point], Answer | Opening | None]
"""Answers a decision, or opens something first and is asked again; None leaves it waiting."""

Policy = Callable[[Point], Answer]
"""Answers every decision, legally, and opens nothing."""


def list_visible(point: Point) -> tuple[Item, ...]:
    """Return what can be seen to open here, opened or not, within one's means or not."""
    state = point.state
    return tuple(
        item
        for item in point.question.items
        if item.spec.id in state.opened or item.test is None or item.test(state)
    )
