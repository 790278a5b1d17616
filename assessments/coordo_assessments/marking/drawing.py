"""Who reads what, in which order: derived from the course secret, so the same on every machine."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_assessments.course_secret import CourseSecret


def draw_sample(
    secret: CourseSecret, assignment: str, item: str, names: Iterable[str], share: Decimal
) -> frozenset[str]:
    """Draw the copies that two people mark: the share rounded up, so one at least.

    A share of 0 draws none. A copy that comes later may take its place in the sample; a text
    that has two marks by then keeps them.
    """
    ranked = _rank(secret, names, ("sample", assignment, item))
    count = (share * len(ranked)).to_integral_value(ROUND_CEILING)
    return frozenset(ranked[: int(count)])


def shuffle_copies(
    secret: CourseSecret, assignment: str, item: str, marker: str, names: Iterable[str]
) -> tuple[str, ...]:
    """Order the copies for one marker and one question.

    No two markers tire on the same copies, and no copy is always read after the same one.
    """
    return _rank(secret, names, ("order", assignment, item, marker))


def _rank(secret: CourseSecret, names: Iterable[str], what: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: secret.derive("marking", *what, name)))
