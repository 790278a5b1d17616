"""The command ``coordo rekey``: shows what a change of key does, then applies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import find_course_root
from coordo_assessments.graded_run import CASE_CELL
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
    from coordo_assessments.nbgrader_bridge.graded_criteria import GradedCriterion

    from coordo_course.rekey_shifts import RekeyPreview, Shift, TraineeShift

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
_MENDED_RUBRIC = "barème du cas corrigé dans la banque, chaque parcours rejoué"


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

    Sans --annul, --accept ni --restore, compare avec la banque telle qu'elle est maintenant,
    barème du cas noté compris.
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
        word = _MENDED_RUBRIC if change.item == CASE_CELL else _WORDS[change.kind]
        _say(console, escape(f"{change.item} : {word}{answer}"))
    for note in preview.notes:
        _say(console, f"[bold]À dire[/] : {escape(note)}")
    if preview.shifts:
        console.print(_build_items(preview))
        if preview.by_criterion:
            console.print(_build_criteria(preview))
        console.print(_build_trainees(preview))
    _print_turned(console, preview)
    _say(
        console,
        f"{preview.compared} copie(s) comparée(s) : {preview.gained} gagne(nt), "
        f"{preview.lost} perd(ent), "
        f"{preview.unchanged} sans changement.",
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


def _print_turned(console: Console, preview: RekeyPreview) -> None:
    """Print the automatic grades that come where there was none, and those that go."""
    for found, what in (
        (preview.appeared, "[bold]Note automatique nouvelle[/]"),
        (preview.vanished, "[bold red]Note automatique perdue[/], à donner à la main"),
    ):
        if found:
            told = ", ".join(f"{student} ({item})" for student, item in found)
            _say(console, f"{what} : {escape(told)}.")


def _build_items(preview: RekeyPreview) -> Table:
    table = Table(title="Par question")
    for title in ("Question", "Gagnent", "Perdent", "Écart moyen"):
        table.add_column(title, justify="left" if title == "Question" else "right", overflow="fold")
    for item, shifts in preview.by_item.items():
        mean = sum(shift.gain for shift in shifts) / len(shifts)
        gains = sum(shift.gain > 0 for shift in shifts)
        table.add_row(item, str(gains), str(len(shifts) - gains), _write_gain(mean))
    return table


def _build_criteria(preview: RekeyPreview) -> Table:
    """Say which criteria of the case bear the change, for how many trainees."""
    table = Table(title="Par critère du cas")
    for title in ("Critère", "Gagnent", "Perdent", "Écart moyen"):
        table.add_column(title, justify="left" if title == "Critère" else "right", overflow="fold")
    for shifts in preview.by_criterion.values():
        mean = sum(shift.gain for shift in shifts) / len(shifts)
        gains = sum(shift.gain > 0 for shift in shifts)
        losses = sum(shift.gain < 0 for shift in shifts)
        table.add_row(escape(shifts[0].label), str(gains), str(losses), _write_gain(mean))
    return table


def _build_trainees(preview: RekeyPreview) -> Table:
    table = Table(title="Par stagiaire")
    for title in ("Stagiaire", "Avant", "Après", "Écart"):
        table.add_column(title, justify="left" if title == "Stagiaire" else "right")
    has_case = any(CASE_CELL in one.items for one in preview.shifts)
    if has_case:
        table.add_column("Pourquoi, dans le cas", overflow="fold")
    for one in preview.shifts:
        why = [_write_why(one)] if has_case else []
        table.add_row(escape(one.name), *_write_shift(one.total), *why)
    return table


def _write_why(shift: TraineeShift) -> str:
    if CASE_CELL not in shift.items:
        return ""
    if not shift.criteria:
        return "le détail d’avant n’a pas été gardé"
    lines = (
        f"{one.label} : {_write_criterion(one.before)} → {_write_criterion(one.after)}"
        for one in shift.criteria
    )
    return escape(set_spaces("\n".join(lines)))


def _write_criterion(one: GradedCriterion | None) -> str:
    if one is None:
        return "absent"
    points = "écarté" if one.points is None else format_number(one.points, 2)
    ceiling = "" if one.ceiling is None else f", plafond {format_number(one.ceiling, 2)}"
    return f"{points} / {format_number(one.maximum, 2)}{ceiling}"


def _write_shift(shift: Shift) -> tuple[str, str, str]:
    return format_number(shift.before, 2), format_number(shift.after, 2), _write_gain(shift.gain)


def _write_gain(points: float) -> str:
    sign = "+" if points > 0 else ""
    return f"{sign}{format_number(points, 2)}"


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
