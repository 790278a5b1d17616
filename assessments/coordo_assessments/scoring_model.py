"""What a score is made of."""

from __future__ import annotations

from coordo_simulation.references import Closed


class OptionResult(Closed):
    """How one part of the answer (proposition, element, left entry, gap…) fared.

    ``credit`` is the share of that part where it can be more than all or nothing.
    """

    id: str
    is_chosen: bool
    is_expected: bool
    is_right: bool
    credit: float | None = None


class Score(Closed):
    """A score in [0, 1]; ``value`` of what is graded by hand stays 0 until a person does it.

    ``steps`` holds the scores of the questions of a case.
    """

    value: float
    is_blank: bool = False
    is_invalid: bool = False
    is_graded_by_hand: bool = False
    reason: str = ""
    options: tuple[OptionResult, ...] = ()
    steps: tuple[Score, ...] = ()
