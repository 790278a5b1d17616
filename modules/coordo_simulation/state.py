"""The state of a case while it is computed."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class State:
    """Values by position (indicators first, then hidden variables), flags and choices made."""

    values: list[float]
    flags: set[str] = field(default_factory=set)
    chosen: dict[str, str] = field(default_factory=dict)
    period: int = 0


Test = Callable[[State], bool]
Action = Callable[[State], None]
