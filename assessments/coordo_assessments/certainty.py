"""Certainty degrees (Leclercq): how well what a trainee believes fits what a trainee knows.

A degree from 0 to 5 states a chance of being right, as a band. It never changes the official
score. Degrees feed a calibration (stated against observed), the list of dangerous certainties
(wrong and sure), and Leclercq's tariff, given as information.

An answer counts as right where its score is 1: that is what a trainee is sure or unsure of.

Source: Leclercq D., degrés de certitude, bands and tariff as used in French health education.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.feedback_model import CertaintyNote

if TYPE_CHECKING:
    from collections.abc import Iterable

BANDS = ((0, 25), (25, 50), (50, 70), (70, 85), (85, 95), (95, 100))
"""Stated chance of being right, in percent, by degree."""

TARIFF_RIGHT = (13, 16, 17, 18, 19, 20)
TARIFF_WRONG = (4, 3, 2, 0, -6, -20)
DANGEROUS_FROM = 4
"""From this degree on, a wrong answer is one that its author would act upon."""


@dataclass(frozen=True)
class SureAnswer:
    """An answer with its certainty; ``score`` is the official one, in [0, 1]."""

    item: str
    degree: int
    score: float

    @property
    def is_right(self) -> bool:
        """Whether the answer earned all its points."""
        return self.score == 1


@dataclass(frozen=True)
class CalibrationPoint:
    """One degree: what it states, what was observed, and on how many answers.

    ``low`` and ``high`` bound the stated band, ``observed`` is the rate of right answers, all
    three in [0, 1]. With few answers a rate says little: ``count`` must be shown beside it.
    """

    degree: int
    low: float
    high: float
    observed: float
    count: int

    @property
    def stated(self) -> float:
        """Middle of the stated band."""
        return (self.low + self.high) / 2


def build_calibration(answers: Iterable[SureAnswer]) -> tuple[CalibrationPoint, ...]:
    """Build one point for each degree that was used, lowest first."""
    by_degree: dict[int, list[bool]] = {}
    for answer in answers:
        by_degree.setdefault(answer.degree, []).append(answer.is_right)
    return tuple(
        CalibrationPoint(
            degree=degree,
            low=BANDS[degree][0] / 100,
            high=BANDS[degree][1] / 100,
            observed=sum(rights) / len(rights),
            count=len(rights),
        )
        for degree, rights in sorted(by_degree.items())
    )


def list_dangerous(answers: Iterable[SureAnswer]) -> tuple[SureAnswer, ...]:
    """List the « certitudes dangereuses »: not right and sure, the surest first."""
    wrong = (answer for answer in answers if is_dangerous(answer.degree, answer.score))
    return tuple(sorted(wrong, key=lambda answer: (-answer.degree, answer.score, answer.item)))


def is_dangerous(degree: int, score: float) -> bool:
    """Whether an answer is not right although its author was sure of it."""
    return degree >= DANGEROUS_FROM and score < 1


def get_tariff(degree: int, score: float) -> int:
    """Leclercq's tariff of an answer, from −20 to 20; information, never the score."""
    return (TARIFF_RIGHT if score == 1 else TARIFF_WRONG)[degree]


def write_band(degree: int) -> str:
    """Write the band of a degree in French."""
    low, high = BANDS[degree]
    return f"{low} à {high}\u00a0%"


def build_note(degree: int, score: float) -> CertaintyNote:
    """Say what a certainty means once the answer is known."""
    return CertaintyNote(
        degree=degree,
        band=write_band(degree),
        tariff=get_tariff(degree, score),
        is_dangerous=is_dangerous(degree, score),
        words=_say(degree, score),
    )


def _say(degree: int, score: float) -> str:
    if is_dangerous(degree, score):
        return (
            "Certitude dangereuse\u202f: une réponse donnée pour sûre, et qui n’est pas juste. "
            "C’est ce point qu’il faut revoir d’abord."
        )
    if score < 1:
        return "Vous doutiez, et la réponse n’est pas juste\u202f: ce doute vous protège."
    if degree >= DANGEROUS_FROM:
        return "Votre confiance était fondée."
    return "La réponse est juste\u202f: vous en savez plus que vous ne le pensiez."
