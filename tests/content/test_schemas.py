"""The committed JSON Schemas are those of the models."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_course.schemas import MODELS, find_schema_folder, render_schema

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_schema_has_not_drifted(name):
    path = find_schema_folder(ROOT) / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == render_schema(name), (
        "python -m coordo_course.schemas"
    )


def test_every_yaml_file_names_its_schema():
    paths = [*(ROOT / "course").glob("*.yml"), *(ROOT / "assessments/bank").rglob("*.yml")]
    paths += (ROOT / "modules").glob("*/scenario.yml")
    assert len(paths) >= 10
    for path in paths:
        header = path.read_text(encoding="utf-8").splitlines()[0]
        assert header.startswith("# yaml-language-server: $schema=")
        assert (path.parent / header.split("=", 1)[1]).resolve().is_file(), path
