"""Classical statistics of each item of a test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from coordo_assessments.analysis.calibration import ItemCalibration, summarise_certainty
from coordo_assessments.analysis.cautions import caution_item
from coordo_assessments.analysis.choices import ChoiceRow, count_choices, name_options
from coordo_assessments.analysis.moments import (
    compute_correlation,
    compute_interval,
    compute_variance,
)
from coordo_assessments.short_answers import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.analysis.responses import Cohort, Response
    from coordo_assessments.items import Item

_SHOWN_ANSWERS = 5


@dataclass(frozen=True)
class ItemStatistics:
    """What the answers say of one item.

    Attributes:
        difficulty: mean score in [0, 1]: 1 where everybody has the whole credit.
        deviation: standard deviation of the score, None under two sheets.
        blanks: sheets without an answer.
        discrimination: correlation of the item with the rest of the test, the item itself left
            out (corrected point-biserial where the score is 0 or 1); None where it does not exist.
        interval: 95 % interval of the discrimination.
        seconds: median time spent; None without an estimate.
        timed: sheets behind the median.
        choices: who picked which proposition, by quartile of the rest of the test.
        wrong_answers: most frequent typed answers that earned nothing, with their number.
        cautions: French sentences on what to look at.
    """

    id: str
    title: str
    type: str
    points: float
    count: int
    difficulty: float
    deviation: float | None
    blanks: int
    discrimination: float | None
    interval: tuple[float, float] | None
    seconds: float | None
    timed: int
    choices: tuple[ChoiceRow, ...]
    wrong_answers: tuple[tuple[str, int], ...]
    calibration: ItemCalibration | None
    cautions: tuple[str, ...]


def analyse_item(cohort: Cohort, item: Item) -> ItemStatistics:
    """Compute the statistics of a scored item."""
    responses = cohort.list_responses(item)
    scores = [response.score or 0.0 for response in responses]
    rest = cohort.list_rests(item)
    deviation = compute_variance(scores)
    r = compute_correlation(scores, rest) if len(cohort.scored) > 1 else None
    times = [response.seconds for response in responses if response.seconds is not None]
    choices = count_choices(name_options(item, cohort.book), responses, rest)
    difficulty = fmean(scores) if scores else 0.0
    return ItemStatistics(
        id=item.id,
        title=item.title,
        type=item.type,
        points=float(item.points),
        count=len(scores),
        difficulty=difficulty,
        deviation=None if deviation is None else deviation**0.5,
        blanks=sum(response.is_blank for response in responses),
        discrimination=r,
        interval=None if r is None else compute_interval(r, len(scores)),
        seconds=median(times) if times else None,
        timed=len(times),
        choices=choices,
        wrong_answers=_count_wrong_answers(responses),
        calibration=summarise_certainty(item.id, responses),
        cautions=caution_item(len(scores), difficulty, r, choices),
    )


def analyse_items(cohort: Cohort) -> tuple[ItemStatistics, ...]:
    """Compute the statistics of every scored item, in the order of the test."""
    if not cohort.sheets:
        return ()
    return tuple(analyse_item(cohort, item) for item in cohort.scored)


def _count_wrong_answers(responses: Sequence[Response]) -> tuple[tuple[str, int], ...]:
    """Answers that say the same are counted together, under the first one's words."""
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for response in responses:
        if response.text.strip() and response.score == 0:
            key = normalise(response.text) or response.text.strip()
            words.setdefault(key, " ".join(response.text.split()))
            counts[key] += 1
    return tuple((words[key], number) for key, number in counts.most_common(_SHOWN_ANSWERS))
