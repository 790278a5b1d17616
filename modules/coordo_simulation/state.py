"""The state of a case while it is computed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coordo_simulation.answer import Answer


@dataclass(slots=True)
class State:
    """Values by position (indicators first, then hidden variables), flags, answers, openings."""

    values: list[float]
    flags: set[str] = field(default_factory=set)
    answers: dict[str, Answer] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    period: int = 0


Test = Callable[[State], bool]
Action = Callable[[State], None]
