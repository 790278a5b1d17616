"""The command ``coordo check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from rich.console import Console

from coordo_course.check.content import check_course

RootOption = Annotated[
    Path | None, typer.Option("--root", help="Dossier du cours (sinon, cherché en remontant).")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check", help="Vérifie tout le contenu du cours.")(check)


def check(root: RootOption = None) -> None:
    """Check all content; exit 1 where something is at fault, 2 where there is no course."""
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        found = find_course_root(root)
    except CourseNotFoundError as error:
        errors.print(str(error), style="red", markup=False)
        raise typer.Exit(2) from None
    report = check_course(found)
    for fault in report.faults:
        errors.print(str(fault), markup=False, soft_wrap=True)
    for notice in report.notices:
        console.print(f"À relire\u202f: {notice}", style="yellow", markup=False, soft_wrap=True)
    read = ", ".join(f"{number} {what}" for what, number in report.counts.items())
    console.print(f"Lu\u202f: {read}.", markup=False, soft_wrap=True)
    if not report.is_clean:
        errors.print(
            f"{len(report.faults)} anomalie(s). Corrigez-les, puis relancez «\u202fcoordo "
            "check\u202f».",
            style="red",
            markup=False,
        )
        raise typer.Exit(1)
    console.print("Aucune anomalie. Suite\u202f: «\u202fcoordo release m1_regulation\u202f».")
