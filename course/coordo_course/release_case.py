"""The public half of a case that counts: what its trainee is told before beginning it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.graded_run import RULE
from coordo_assessments.public_models import PublicCase, PublicCriterion
from coordo_simulation.french import format_number, set_spaces

if TYPE_CHECKING:
    from decimal import Decimal

    from coordo_assessments.graded_case import GradedCase
    from coordo_assessments.seen_items import Sitting


def build_public_case(graded: GradedCase, sitting: Sitting) -> PublicCase:
    """Build what a release says of a case: no criterion, only what is looked at.

    Raises:
        ValueError: the sitting holds no case.
    """
    seed = sitting.find_seed(None)
    if seed is None:
        raise ValueError("le tirage ne porte pas de cas")
    return PublicCase(
        scenario=graded.scenario.id,
        version=graded.scenario.version,
        title=graded.scenario.title,
        points=graded.rubric.maximum,
        dimensions=tuple(
            PublicCriterion(criterion=label, points=points)
            for label, points in graded.rubric.list_dimensions()
        ),
        seed=seed,
    )


def build_case_notice(case: PublicCase) -> str:
    """Write what stands above the case: its rule, and what is looked at (Markdown)."""
    rows = "\n".join(f"- {one.criterion} : {write_points(one.points)}" for one in case.dimensions)
    return set_spaces(
        f"## Le cas : {case.title}\n\n{RULE}\n\n"
        f"Ce qui est regardé, sur {write_points(case.points)} :\n\n{rows}\n"
    )


def write_points(points: Decimal) -> str:
    """Write points: 1,5 point, 20 points."""
    decimals = next(n for n in (0, 1, 2) if n == 2 or round(points, n) == points)  # noqa: PLR2004
    word = "points" if points >= 2 else "point"  # noqa: PLR2004  (French plural from 2)
    return f"{format_number(points, decimals)}\u00a0{word}"
