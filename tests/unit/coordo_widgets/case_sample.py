"""A course of one short case, laid in a temporary folder for the tests of the player."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
MODULE = "m1_regulation"
CASE = HERE / "case_sample.yml"


def lay_case_course(root: Path, scenario: Path = CASE) -> Path:
    """Lay the course under ``root`` and return the folder of its module."""
    folder = root / "modules" / MODULE
    folder.mkdir(parents=True)
    (root / "course").mkdir()
    for name in ("syllabus.yml", "references.yml"):
        shutil.copy(REPOSITORY / "course" / name, root / "course" / name)
    shutil.copy(scenario, folder / "scenario.yml")
    shutil.copy(REPOSITORY / "modules" / MODULE / "2_cas.ipynb", folder / "2_cas.ipynb")
    bank = Path("assessments") / "bank" / MODULE / "formative"
    shutil.copytree(REPOSITORY / bank, root / bank)
    return folder
