"""Writes the JSON Schemas with which an editor completes and checks the YAML files.

Run ``python -m coordo_course.schemas`` after a change of model; a test refuses a drift.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coordo_assessments.competencies import CompetencyFramework
from coordo_assessments.course_root import find_course_root
from coordo_assessments.draw_plan import DrawPlan
from coordo_assessments.items_generated import BankFile
from coordo_assessments.syllabus import Syllabus
from coordo_simulation.references import ReferenceBook
from coordo_simulation.rubric import Rubric
from coordo_simulation.scenario import Scenario

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

MODELS: dict[str, type[BaseModel]] = {
    "bank_file": BankFile,
    "competencies": CompetencyFramework,
    "draw_plan": DrawPlan,
    "references": ReferenceBook,
    "rubric": Rubric,
    "scenario": Scenario,
    "syllabus": Syllabus,
}


def find_schema_folder(root: Path) -> Path:
    """Folder of the committed schemas."""
    return root / "assessments" / "schemas"


def render_schema(name: str) -> str:
    """Return the text of one schema, stable from one run to the next."""
    schema = MODELS[name].model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(root: Path) -> list[Path]:
    """Write every schema and return the paths."""
    folder = find_schema_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in MODELS:
        path = folder / f"{name}.schema.json"
        path.write_text(render_schema(name), encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_schemas(find_course_root()):
        print(written)  # noqa: T201  (this command's output)
