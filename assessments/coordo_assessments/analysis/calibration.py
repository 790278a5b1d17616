"""Stated certainty against observed success, by Leclercq's six degrees."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coordo_assessments.analysis.responses import Cohort, Response

BANDS = ((0, 25), (25, 50), (50, 70), (70, 85), (85, 95), (95, 100))
"""Percent of chances of being right that each degree, 0 to 5, states (D. Leclercq)."""
SURE = 4
"""Degree from which a wrong answer is a dangerous certainty."""


@dataclass(frozen=True)
class CertaintyPoint:
    """All answers given with one degree: what was stated, what was observed."""

    degree: int
    count: int
    stated: float
    observed: float


@dataclass(frozen=True)
class ItemCalibration:
    """Certainty on one item: means in [0, 1], and the wrong answers given as sure."""

    count: int
    stated: float
    observed: float
    dangerous: int


def state_chance(degree: int) -> float:
    """Middle of the band of a degree, in [0, 1]."""
    low, high = BANDS[degree]
    return (low + high) / 200


def is_right(response: Response) -> bool:
    """Whether an answer has the whole credit: a certainty is about being right, not half so."""
    return response.score == 1


def summarise_certainty(responses: Sequence[Response]) -> ItemCalibration | None:
    """Summarise the certainties given with the answers to one item; None where there are none."""
    stated = [(entry, entry.certainty) for entry in responses if _is_stated(entry)]
    if not stated:
        return None
    return ItemCalibration(
        count=len(stated),
        stated=fmean(state_chance(degree or 0) for _entry, degree in stated),
        observed=fmean(is_right(entry) for entry, _degree in stated),
        dangerous=sum(not is_right(entry) and (degree or 0) >= SURE for entry, degree in stated),
    )


def build_calibration(cohort: Cohort) -> tuple[CertaintyPoint, ...]:
    """Build the curve of a cohort: one point for each degree that was used."""
    answers = [
        response
        for item in cohort.items
        for response in cohort.list_responses(item)
        if _is_stated(response)
    ]
    return tuple(_iter_points(answers))


def _iter_points(answers: Sequence[Response]) -> Iterable[CertaintyPoint]:
    for degree in range(len(BANDS)):
        given = [response for response in answers if response.certainty == degree]
        if given:
            observed = fmean(is_right(response) for response in given)
            yield CertaintyPoint(degree, len(given), state_chance(degree), observed)


def _is_stated(response: Response) -> bool:
    return response.certainty is not None and response.score is not None and not response.is_blank
