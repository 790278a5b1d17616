"""Hours, visits and breaches of a rota in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import NO_BREAK_SPACE, set_spaces
from coordo_simulation.rota import DAY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_simulation.rota import Service, Visit

_HOUR = 60
_SHARES = {2: "la moitié", 3: "un tiers", 4: "un quart"}


def format_minutes(minutes: int) -> str:
    """Write a length or an hour of the day: 20 min, 11 h, 10 h 59."""
    hours, rest = divmod(abs(minutes), _HOUR)
    sign = "−" if minutes < 0 else ""
    if not hours and rest:
        return f"{sign}{rest}{NO_BREAK_SPACE}min"
    tail = f"{NO_BREAK_SPACE}{rest:02d}" if rest else ""
    return f"{sign}{hours}{NO_BREAK_SPACE}h{tail}"


def format_hour(minute: int) -> str:
    """Write an hour of the day: 8 h, 0 h 30."""
    hours, rest = divmod(minute, _HOUR)
    tail = f"{NO_BREAK_SPACE}{rest:02d}" if rest else ""
    return f"{hours}{NO_BREAK_SPACE}h{tail}"


def name_visit(service: Service, visit: Visit) -> str:
    """Name a visit by the person and what is done."""
    return f"{service.person_by_id[visit.person].name}, {visit.label}"


def name_days(days: Iterable[int]) -> str:
    """Name days in French: lundi, mardi et samedi."""
    return join_words([DAY_NAMES[day] for day in days])


def join_words(words: list[str]) -> str:
    """Join words as French does: a, b et c."""
    if len(words) < 2:  # noqa: PLR2004 -- one word has nothing to be joined to
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun; French takes the plural from two."""
    noun = one if abs(number) < 2 else many or f"{one}s"  # noqa: PLR2004 -- French grammar
    return f"{number}{NO_BREAK_SPACE}{noun}"


def name_share(parts: int) -> str:
    """Name one part of ``parts`` equal ones, two at least: un tiers, 1/5."""
    return _SHARES.get(parts) or f"1/{parts}"


def quote(words: str) -> str:
    """Set words in French quotation marks."""
    return set_spaces(f"« {words} »")
