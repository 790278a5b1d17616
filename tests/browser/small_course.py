"""A small course of our own for the tests of the views: one item of each format, formative and
graded, so that they depend on no content."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from coordo_assessments.bank import load_bank
from coordo_assessments.public import PublicPaper, build_public_item
from coordo_simulation.references import load_references

REPOSITORY = Path(__file__).parents[2]
ITEMS = Path(__file__).parent / "items_of_each_format.yml"
HIDDEN = "CLE-CACHEE"
"""Stands in each explanation and guidance of the graded items: it must never reach a browser."""

MODULE = "m1_regulation"


def lay_course(root: Path) -> Path:
    """Lay the course under ``root`` and return the folder of its open module."""
    (root / "course").mkdir(parents=True)
    for name in ("syllabus.yml", "competencies.yml", "references.yml"):
        shutil.copy(REPOSITORY / "course" / name, root / "course" / name)
    folder = root / "modules" / MODULE
    folder.mkdir(parents=True)
    formative = root / "assessments" / "bank" / MODULE / "formative"
    formative.mkdir(parents=True)
    text = ITEMS.read_text(encoding="utf-8")
    (formative / "essai.yml").write_text(text, encoding="utf-8")
    exam = root / "exam"
    exam.mkdir()
    graded = text.replace('id: "f-', 'id: "n-').replace("EXPLICATION", HIDDEN)
    (exam / "essai.yml").write_text(graded, encoding="utf-8")
    _lay_notebooks(root)
    _lay_gallery(root)
    _lay_paper(root, exam)
    return folder


def _lay_notebooks(root: Path) -> None:
    shutil.copy(REPOSITORY / "modules" / "portail.ipynb", root / "modules" / "portail.ipynb")
    folder = root / "modules" / MODULE
    write_notebook(folder / "1_cours.ipynb", ['page("1_cours")', "## Une leçon", "page_end()"])
    write_notebook(
        folder / "3_exercices.ipynb", ['page("3_exercices")', 'exercises("essai")', "page_end()"]
    )


def _lay_gallery(root: Path) -> None:
    """The gallery of formats, as the repository has it."""
    bank, notebooks = Path("assessments", "bank", "galerie"), Path("modules", "galerie")
    shutil.copytree(REPOSITORY / bank, root / bank)
    (root / notebooks).mkdir()
    name = "galerie_formats.ipynb"
    shutil.copy(REPOSITORY / notebooks / name, root / notebooks / name)


def _lay_paper(root: Path, exam: Path) -> None:
    book = load_references(root / "course" / "references.yml")
    items = tuple(build_public_item(item, book) for item in load_bank(exam).items.values())
    folder = root / "modules" / MODULE
    paper = PublicPaper(assignment=MODULE, title="Évaluation", release="essai", items=items)
    (folder / "evaluation.items.json").write_text(paper.model_dump_json(), encoding="utf-8")
    calls = [f'question("{item.id}")' for item in items]
    write_notebook(
        folder / "evaluation.ipynb", ['page("evaluation")', *calls, "evaluation_summary()"]
    )


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook of one-line calls, and of texts where a cell starts with #."""
    notebook = {
        "cells": [_build_cell(index, source) for index, source in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def _build_cell(index: int, source: str) -> dict[str, object]:
    if source.startswith("#"):
        return {"cell_type": "markdown", "id": f"c{index}", "metadata": {}, "source": source}
    name = source.partition("(")[0]
    return {
        "cell_type": "code",
        "id": f"c{index}",
        "metadata": {"jupyter": {"source_hidden": True}},
        "source": f"from coordo_widgets import {name}; {source}",
        "outputs": [],
        "execution_count": None,
    }
