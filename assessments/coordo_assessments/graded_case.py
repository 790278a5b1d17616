"""A case that counts, with its rubric: the instructor's half, beside the exam bank.

The rubric is ``case/rubric.yml`` in the exam folder of the module (``COORDO_BANK`` where it is
set): a key, with the other keys, that leaves this folder no more than they do. A folder of its
own, because every ``*.yml`` of the exam folder is a theme of items. The case itself is the one of
the module, which trainees hold already.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.references import ReferenceBook, load_references
from coordo_simulation.rubric_checks import RUBRIC_NAME, load_rubric
from coordo_simulation.scenario import Scenario, load_scenario
from coordo_simulation.yaml_source import ContentError, load_yaml

from coordo_assessments.bank import find_exam_folder

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from coordo_simulation.rubric import Rubric

    from coordo_assessments.public_models import PublicCase

CASE_FOLDER = "case"
SCENARIO_NAME = "scenario.yml"


@dataclass(frozen=True)
class GradedCase:
    """A case, what it is judged on, and the facts that both cite; where the first two stand."""

    scenario: Scenario
    rubric: Rubric
    book: ReferenceBook
    scenario_path: Path
    rubric_path: Path


def find_rubric(root: Path, module: str) -> Path:
    """Where the rubric of a module's case stands, whether there is one or not."""
    return find_exam_folder(root, module) / CASE_FOLDER / RUBRIC_NAME


def find_scenario(root: Path, module: str) -> Path:
    """Where the case of a module stands."""
    return root / "modules" / module / SCENARIO_NAME


def load_graded_case(root: Path, module: str) -> GradedCase:
    """Read the case of a module and its rubric, once per process and change.

    Raises:
        ContentError, ContentErrors: one of them is missing or holds a fault.
    """
    paths = (
        find_scenario(root, module),
        find_rubric(root, module),
        root / "course" / "references.yml",
    )
    for path in paths:
        if not path.is_file():
            raise ContentError(path, None, "", "", "le fichier d’un cas noté")
    return _load(*paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=4)
def _load(scenario: Path, rubric: Path, references: Path, _stamps: tuple[int, ...]) -> GradedCase:
    book = load_references(references)
    case = load_scenario(scenario, book)
    return GradedCase(case, load_rubric(rubric, case, book), book, scenario, rubric)


def check_released(case: GradedCase, released: PublicCase) -> None:
    """Accept a case and a rubric that still fit what was released and played.

    Raises:
        ContentError: the case is another, or another version, or the total is not the same.
    """
    for key, here, there in (
        ("id", case.scenario.id, released.scenario),
        ("version", case.scenario.version, released.version),
    ):
        if here != there:
            expected = (
                f"ce que dit l’évaluation publiée («\u202f{there}\u202f»), ou publier à nouveau"
            )
            raise load_yaml(case.scenario_path).fault((key,), expected, here)
    check_total(case, released.points)


def check_total(case: GradedCase, points: Decimal) -> None:
    """Accept a rubric worth what was released: trainees and gradebook know no other total.

    Raises:
        ContentError: it is worth something else.
    """
    total = case.rubric.maximum
    if total != points:
        expected = f"{_write(points)} points en tout, comme l’évaluation publiée"
        raise load_yaml(case.rubric_path).fault(("criteria",), expected, _write(total))


def _write(points: Decimal) -> str:
    return format_number(points, 2).removesuffix(",00")
