"""Every case of the course passes its author's review, and its map can be drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.case_graph import build_case_graph
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_widgets.case_map import draw_case_map

REPOSITORY = Path(__file__).parents[2]
CASES = sorted((REPOSITORY / "modules").glob("*/scenario.yml"))
SVG = "{http://www.w3.org/2000/svg}"


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coordo_course", "case", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def test_there_are_cases():
    assert CASES


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_a_case_holds_nothing_that_a_review_would_find(path):
    done = call("check", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11\u202f001 parcours joués" in done.stdout
    assert "mots en moyenne" in done.stdout


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_map_of_a_case_shows_all_of_it(path, tmp_path):
    target = tmp_path / "carte.svg"
    assert call("graph", path, "--sortie", target).returncode == 0
    case = load_scenario(path, load_references(REPOSITORY / "course" / "references.yml"))
    drawn = target.read_text(encoding="utf-8")
    assert drawn == draw_case_map(case)
    root = ET.fromstring(drawn)  # noqa: S314 -- our own SVG
    assert "var(" not in drawn
    assert len(root.findall(f"{SVG}g")) == len(build_case_graph(case).edges)
    words = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    for decision in case.decisions:
        assert decision.title.split()[0] in words
    assert list(tmp_path.iterdir()) == [target]


def test_a_case_at_fault_is_told_with_its_line(tmp_path):
    text = CASES[0].read_text(encoding="utf-8")
    broken = tmp_path / "scenario.yml"
    broken.write_text(text.replace("periods:", "period:", 1), encoding="utf-8")
    done = call("check", broken, "--root", REPOSITORY)
    assert done.returncode == 1
    assert "scenario.yml" in done.stderr
    assert "scenario.yml:14 " in done.stderr


def test_a_map_that_cannot_be_written_is_told(tmp_path):
    done = call("graph", CASES[0], "-o", tmp_path / "absent" / "carte.svg")
    assert done.returncode == 2
    assert "n’a pas pu être écrite" in done.stderr
