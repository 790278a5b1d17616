"""The command ``coordo rekey``: shows what a change of key does, then applies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import find_course_root
from coordo_simulation.french import format_number, set_spaces
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coordo_course.commands_assess import (
    ASSIGNMENT,
    Assignment,
    Database,
    Root,
    report_faults,
    show_progress,
)

if TYPE_CHECKING:
    from coordo_course.rekey import RekeyPreview, Shift

Items = Annotated[
    list[str] | None,
    typer.Option("--annul", help="Question annulée : ses points vont à chaque copie corrigée."),
]
Answers = Annotated[
    list[str] | None,
    typer.Option("--accept", help="QUESTION=PROPOSITION ou QUESTION=TEXTE, compté juste aussi."),
]
Restored = Annotated[
    list[str] | None,
    typer.Option("--restore", help="Question dont les changements précédents sont retirés."),
]
_WORDS = {
    "annul": "annulée",
    "accept": "réponse acceptée",
    "restore": "clé d’origine rétablie",
    "mend": "clé corrigée dans la banque",
}


def register(app: typer.Typer) -> None:
    """Add the command to the ``coordo`` application."""
    app.command("rekey")(rekey)


def rekey(  # noqa: PLR0913, PLR0917  (typer's way to declare options)
    assignment: Assignment = ASSIGNMENT,
    annul: Items = None,
    accept: Answers = None,
    restore: Restored = None,
    apply: Annotated[  # noqa: FBT002
        bool, typer.Option("--apply", help="Enregistre le changement et recorrige.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="La raison, gardée au registre.")] = "",
    who: Annotated[str, typer.Option("--who", help="Qui décide (le compte, par défaut).")] = "",
    root: Root = None,
    database: Database = None,
) -> None:
    """Change une clé après coup : montre qui gagne et qui perd, puis recorrige avec --apply.

    Sans --annul, --accept ni --restore, compare avec la banque telle qu'elle est maintenant.
    """
    from coordo_course.rekey import apply_rekey, parse_changes, preview_rekey  # noqa: PLC0415

    console = Console()
    course = find_course_root(root)
    with report_faults(console), show_progress(console) as tell:
        changes = parse_changes(annul or (), accept or (), restore or ())
        preview = preview_rekey(course, assignment, changes, database, tell)
    print_preview(console, preview)
    if not apply:
        _say(console, "Rien n’a été écrit. Pour l’appliquer : --apply --why « la raison ».")
        return
    with report_faults(console), show_progress(console) as tell:
        report = apply_rekey(course, preview, why=why, who=who, database=database, on_step=tell)
    _say(
        console,
        f"[bold green]Appliqué[/] : {report.renewed} copie(s) recorrigée(s), inscrit dans "
        "course/rekeys.jsonl. Pour revenir en arrière : « --restore QUESTION --apply », ou "
        "l’ancienne clé remise dans la banque et « coordo rekey --apply ».",
    )


def print_preview(console: Console, preview: RekeyPreview) -> None:
    """Print what changes, item by item then trainee by trainee."""
    for change in preview.changes:
        answer = f" ({change.answer})" if change.answer else ""
        _say(console, escape(f"{change.item} : {_WORDS[change.kind]}{answer}"))
    if preview.shifts:
        console.print(_build_items(preview))
        console.print(_build_trainees(preview))
    _say(
        console,
        f"{preview.compared} copie(s) comparée(s) : {preview.gained} gagne(nt), "
        f"{preview.lost} perd(ent), "
        f"{preview.compared - preview.gained - preview.lost} sans changement.",
    )
    if preview.by_hand:
        _say(console, f"{preview.by_hand} note(s) données par une personne restent telles quelles.")
    if preview.set_aside:
        names = ", ".join(preview.set_aside)
        _say(
            console,
            f"[bold]Laissées de côté[/] (nouvelles, changées ou sans note) : {escape(names)}. "
            f"« coordo grade {preview.assignment} » d’abord.",
        )


def _build_items(preview: RekeyPreview) -> Table:
    table = Table(title="Par question")
    for title in ("Question", "Gagnent", "Perdent", "Écart moyen"):
        table.add_column(title, justify="left" if title == "Question" else "right", overflow="fold")
    for item, shifts in preview.by_item.items():
        mean = sum(shift.gain for shift in shifts) / len(shifts)
        gains = sum(shift.gain > 0 for shift in shifts)
        table.add_row(item, str(gains), str(len(shifts) - gains), _write_gain(mean))
    return table


def _build_trainees(preview: RekeyPreview) -> Table:
    table = Table(title="Par stagiaire")
    for title in ("Stagiaire", "Avant", "Après", "Écart"):
        table.add_column(title, justify="left" if title == "Stagiaire" else "right")
    for one in preview.shifts:
        table.add_row(escape(one.name), *_write_shift(one.total))
    return table


def _write_shift(shift: Shift) -> tuple[str, str, str]:
    return format_number(shift.before, 2), format_number(shift.after, 2), _write_gain(shift.gain)


def _write_gain(points: float) -> str:
    sign = "+" if points > 0 else ""
    return f"{sign}{format_number(points, 2)}"


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
