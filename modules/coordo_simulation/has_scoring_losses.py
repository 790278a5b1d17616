"""What pulls a mean down in a HAS scoring, element by element, and what a mean can hide.

A criterion falls short of 4 by the sum of what its elements take from it: an element rated p among
n rated elements takes (4 − p) / n. A chapter of m scored criteria loses that, divided by m. Both
sums are exact: nothing is left unexplained. They follow from the rules of ``has_scoring``.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from coordo_simulation.has_scoring import (
    FULL,
    POINTS,
    Criterion,
    Rating,
    compute_exact_mean,
    round_score,
    score_criterion,
)
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from decimal import Decimal

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Loss(Closed):
    """What one element under 4 takes from its criterion, and from its chapter, in points."""

    criterion: Criterion
    index: int
    from_criterion: Fraction
    from_chapter: Fraction

    @property
    def letter(self) -> str:
        """The element, as one names it within its criterion."""
        return LETTERS[self.index]

    @property
    def rating(self) -> Rating:
        """How the element is rated."""
        return self.criterion.elements[self.index]


def list_losses(criteria: tuple[Criterion, ...]) -> tuple[Loss, ...]:
    """List what each element under 4 takes, in the order of the criteria and their elements."""
    scored = Counter(each.chapter for each in criteria if compute_exact_mean(each) is not None)
    return tuple(
        Loss(
            criterion=criterion,
            index=index,
            from_criterion=loss,
            from_chapter=loss / scored[criterion.chapter],
        )
        for criterion in criteria
        for index, loss in _list_own_losses(criterion)
    )


def compute_veiled_mean(criteria: tuple[Criterion, ...], chapter: int) -> Decimal | None:
    """Highest mean that a chapter can show while its unmet imperatives stay as they are.

    None where the chapter has no unmet imperative: its mean then hides none.
    """
    own = [each for each in criteria if each.chapter == chapter]
    means = [
        mean if score_criterion(each).needs_plan else Fraction(FULL)
        for each in own
        if (mean := compute_exact_mean(each)) is not None
    ]
    if not any(score_criterion(each).needs_plan for each in own):
        return None
    return round_score(sum(means, Fraction(0)) / len(means))


def raise_element(criteria: tuple[Criterion, ...], key: str, index: int) -> tuple[Criterion, ...]:
    """The same criteria, one element of criterion ``key`` being rated 4."""
    return tuple(
        each.model_copy(
            update={"elements": (*each.elements[:index], "4", *each.elements[index + 1 :])}
        )
        if each.id == key
        else each
        for each in criteria
    )


def _list_own_losses(criterion: Criterion) -> list[tuple[int, Fraction]]:
    """Index of each element under 4, with what it takes from its criterion."""
    rated = sum(rating in POINTS for rating in criterion.elements)
    return [
        (index, Fraction(FULL - POINTS[rating], rated))
        for index, rating in enumerate(criterion.elements)
        if rating in POINTS and POINTS[rating] < FULL
    ]
