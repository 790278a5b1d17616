"""Stated certainty against observed success, over a cohort (``certainty`` says the degrees)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from coordo_assessments.certainty import (
    CalibrationPoint,
    SureAnswer,
    build_calibration,
    list_dangerous,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.analysis.responses import Cohort, Response


@dataclass(frozen=True)
class ItemCalibration:
    """Certainty on one item: means in [0, 1], and how many wrong answers were given as sure."""

    count: int
    stated: float
    observed: float
    dangerous: int


def summarise_certainty(item_id: str, responses: Sequence[Response]) -> ItemCalibration | None:
    """Summarise the certainties given with the answers to one item; None where there are none."""
    answers = _list_sure(item_id, responses)
    if not answers:
        return None
    points = build_calibration(answers)
    return ItemCalibration(
        count=len(answers),
        stated=sum(point.stated * point.count for point in points) / len(answers),
        observed=fmean(answer.is_right for answer in answers),
        dangerous=len(list_dangerous(answers)),
    )


def calibrate_cohort(cohort: Cohort) -> tuple[CalibrationPoint, ...]:
    """Build the curve of a cohort: one point for each degree that was used."""
    return build_calibration(
        answer
        for item in cohort.items
        for answer in _list_sure(item.id, cohort.list_responses(item))
    )


def _list_sure(item_id: str, responses: Sequence[Response]) -> list[SureAnswer]:
    return [
        SureAnswer(item_id, response.certainty, response.score)
        for response in responses
        if response.certainty is not None and response.score is not None and not response.is_blank
    ]
