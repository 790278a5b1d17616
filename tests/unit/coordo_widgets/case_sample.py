"""A course of one short case, laid in a temporary folder for the tests of the player."""

from __future__ import annotations

import shutil
from pathlib import Path

CASE = Path(__file__).parent / "case_sample.yml"
REFERENCES = """\
references:
  - id: "ssiad-echeance-sad"
    label: "Date limite de transformation d'un SSIAD"
    value: {kind: "date", date: 2025-12-31}
    valid_from: 2024-04-10
    sources: [{title: "Loi n° 2024-317, art. 22", url: "https://www.legifrance.gouv.fr/"}]
    checked_on: 2026-11-22
    confidence: "haute"
"""


def lay_case_course(root: Path, scenario: Path = CASE) -> Path:
    """Lay the course under ``root`` and return the folder of its module."""
    folder = root / "modules" / "m1_regulation"
    folder.mkdir(parents=True)
    (root / "course").mkdir()
    (root / "course" / "syllabus.yml").write_text("{}\n", encoding="utf-8")
    (root / "course" / "references.yml").write_text(REFERENCES, encoding="utf-8")
    shutil.copy(scenario, folder / "scenario.yml")
    return folder
