"""Scores what is pointed at or placed: zone à pointer, positioning on two axes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coordo_assessments.scoring_model import OptionResult

if TYPE_CHECKING:
    from coordo_assessments.answer_models import MarksAnswer, PositionsAnswer
    from coordo_assessments.items import PositioningItem, ZoneItem
    from coordo_assessments.items_plane import Profile, ZoneRegion


def score_zone(item: ZoneItem, answer: MarksAnswer) -> Fraction:
    """Zones hit over zones expected; more marks than expected zones are no answer at all."""
    hit = sum(_is_hit(region, answer) for region in item.regions if region.correct)
    return Fraction(hit, item.expected_count)


def detail_zone(item: ZoneItem, answer: MarksAnswer | None) -> tuple[OptionResult, ...]:
    """Tell each region of the drawing, right ones and others."""
    results = []
    for region in item.regions:
        is_hit = answer is not None and _is_hit(region, answer)
        results.append(
            OptionResult(
                id=region.id,
                is_chosen=is_hit,
                is_expected=region.correct,
                is_right=is_hit == region.correct,
            )
        )
    return tuple(results)


def _is_hit(region: ZoneRegion, answer: MarksAnswer) -> bool:
    is_inside = any(region.region.contains(point) for point in answer.points)
    return is_inside or region.id in answer.regions


def score_positioning(item: PositioningItem, answer: PositionsAnswer) -> Fraction:
    """Mean over the profiles; one that was not placed is worth 0."""
    total = sum((_credit(profile, answer) for profile in item.profiles), Fraction(0))
    return total / len(item.profiles)


def detail_positioning(
    item: PositioningItem, answer: PositionsAnswer | None
) -> tuple[OptionResult, ...]:
    """Tell each profile, with its credit."""
    results = []
    for profile in item.profiles:
        credit = Fraction(0) if answer is None else _credit(profile, answer)
        results.append(
            OptionResult(
                id=profile.id,
                is_chosen=answer is not None and profile.id in answer.positions,
                is_expected=True,
                is_right=credit == 1,
                credit=float(credit),
            )
        )
    return tuple(results)


def _credit(profile: Profile, answer: PositionsAnswer) -> Fraction:
    """1 in the target, falling in a straight line to 0 at the distance ``reach`` from it."""
    point = answer.positions.get(profile.id)
    if point is None:
        return Fraction(0)
    distance = profile.target.measure_distance(point)
    return max(Fraction(0), 1 - Fraction(distance) / Fraction(profile.reach))
