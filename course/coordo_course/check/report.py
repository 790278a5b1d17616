"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_simulation.yaml_source import ContentError, ContentErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    Content = TypeVar("Content")


@dataclass
class CheckReport:
    """Faults refuse a release; notices ask for a reading; counts say what was read."""

    faults: list[ContentError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is at fault."""
        return not self.faults

    def add(self, faults: Iterable[ContentError]) -> None:
        """Add faults."""
        self.faults.extend(faults)

    def count(self, what: str, number: int) -> None:
        """Add to what was read."""
        self.counts[what] = self.counts.get(what, 0) + number

    def try_load(self, load: Callable[[], Content]) -> Content | None:
        """Load a content; where it does not fit, keep its faults and return None."""
        try:
            return load()
        except ContentError as error:
            self.faults.append(error)
        except ContentErrors as errors:
            self.faults.extend(errors.errors)
        return None
