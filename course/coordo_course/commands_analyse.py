"""The commands ``coordo analyse`` and ``coordo panel``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import find_course_root
from coordo_simulation.french import format_number, set_spaces
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coordo_course.commands_assess import report_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.analysis.item_statistics import ItemStatistics

    from coordo_course.analyse import AnalysisReport
    from coordo_course.analyse_panel import Workshop

ASSIGNMENT = "m1_regulation"
WEAK = 0.15
Assignment = Annotated[str, typer.Argument(help="Module dont l’évaluation est analysée.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Dossier où écrire le rapport.")]
Root = Annotated[Path | None, typer.Option("--root", help="Dossier du cours.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the ``coordo`` application."""
    app.command("analyse")(analyse)
    app.command("panel")(panel)


def analyse(assignment: Assignment = ASSIGNMENT, folder: Folder = None, root: Root = None) -> None:
    """Analyse une évaluation : difficulté, discrimination, distracteurs, temps, fidélité."""
    from coordo_course.analyse import analyse_assignment  # noqa: PLC0415 - a second to import

    console = Console()
    with report_faults(console):
        report = analyse_assignment(find_course_root(root), assignment, folder)
    print_analysis(console, report)


def panel(
    votes: Annotated[Path, typer.Argument(help="CSV des votes : expert, item, vote, raison.")],
    folder: Folder = None,
    assignment: Annotated[
        str | None,
        typer.Option("--assignment", help="Devoir dont les réponses mesurent aussi la fidélité."),
    ] = None,
    root: Root = None,
) -> None:
    """Atelier TCS : lit les votes d'un panel, signale scripts et experts, mesure la fidélité."""
    from coordo_course.analyse_panel import run_workshop  # noqa: PLC0415 - same

    console = Console()
    with report_faults(console):
        course = find_course_root(root) if assignment else None
        found = run_workshop(votes, folder or votes.parent, course, assignment)
    print_workshop(console, found)


def print_analysis(console: Console, report: AnalysisReport) -> None:
    """Print the test, its items, what to look at, the files and what comes next."""
    analysis, paper = report.analysis, report.analysis.paper
    console.print(build_item_table(analysis.items, analysis.cohort.assignment))
    low_high = paper.alpha_interval
    interval = f" (de {_write(low_high[0])} à {_write(low_high[1])})" if low_high else ""
    _say(
        console,
        f"{paper.count} copie(s), {paper.items} question(s) ; moyenne "
        f"{_write(paper.scale(paper.mean), 1)} / 20 ; alpha {_write(paper.alpha)}{interval} ; "
        f"erreur de mesure "
        f"{_write(None if paper.error is None else paper.scale(paper.error), 1)} / 20.",
    )
    for caution in (*paper.cautions, *analysis.notes):
        _say(console, f"[yellow]À savoir[/] : {escape(caution)}")
    for one in analysis.cohort.left_out:
        _say(console, f"[bold red]Non comptée[/] : {escape(one.student)} ({escape(one.reason)})")
    _print_paths(console, {"Rapport": report.page, "Questions (CSV)": report.table})
    _say(
        console,
        "Ensuite : ouvrez le rapport, relisez les questions signalées, puis corrigez la clé "
        f"dans la banque et relancez « coordo grade {analysis.cohort.assignment} --force ».",
    )


def print_workshop(console: Console, found: Workshop) -> None:
    """Print what was found of a panel, the files and what comes next."""
    report = found.report
    table = Table(title="Scripts à regarder")
    for title in ("Script", "Votes", "À regarder"):
        table.add_column(title, overflow="fold")
    for item in report.items:
        if item.cautions:
            table.add_row(escape(item.item), str(item.count), escape(" ".join(item.cautions)))
    flagged = sum(bool(item.cautions) for item in report.items)
    if flagged:
        console.print(table)
    _say(
        console,
        f"{len(found.panel.votes)} vote(s), {len(report.experts)} expert(s), "
        f"{len(report.items)} script(s), dont {flagged} à regarder.",
    )
    for caution in report.cautions:
        _say(console, f"[yellow]À savoir[/] : {escape(caution)}")
    for expert in report.experts:
        if expert.is_apart:
            _say(
                console,
                f"[yellow]À l’écart[/] : {escape(expert.expert)}, accord {_write(expert.score)}.",
            )
    for name, points in (("clé", found.key), ("scores", found.scores)):
        if points:
            _say(
                console,
                f"Fidélité ({name}) : {_write(points[0].reliability)} avec {points[0].size} "
                f"experts, {_write(points[-1].reliability)} avec {points[-1].size}.",
            )
    _print_paths(console, {"Rapport": found.page, "Panels pour la banque": found.blocks})
    reasons = f" Complétez {found.without_reason} raison(s)." if found.without_reason else ""
    _say(
        console,
        f"Ensuite : gardez ou écartez ce qui est signalé, puis copiez chaque bloc « panel » dans "
        f"son item.{reasons}",
    )


def build_item_table(items: tuple[ItemStatistics, ...], assignment: str) -> Table:
    """Build the table of the questions, in the order of the test."""
    table = Table(title=f"Questions : {assignment}")
    table.add_column("", justify="right")
    table.add_column("Question", overflow="fold")
    for title in ("Réussite", "Discrim.", "Temps"):
        table.add_column(title, justify="right")
    table.add_column("À regarder", overflow="fold")
    for number, item in enumerate(items, start=1):
        r = item.discrimination
        style = "red" if r is not None and r < 0 else "yellow" if (r or 0) < WEAK else ""
        table.add_row(
            str(number),
            escape(item.title),
            f"{format_number(100 * item.difficulty)}\u00a0%",
            f"[{style}]{_write(r)}[/]" if style else _write(r),
            "–" if item.seconds is None else f"{format_number(item.seconds)}\u00a0s",
            escape("\n".join(_shorten(caution) for caution in item.cautions)),
        )
    return table


def _shorten(caution: str) -> str:
    """What a caution is about; the report says the rest."""
    return caution.partition("\u202f:")[0].rstrip(".")


def _write(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else format_number(value, decimals)


def _print_paths(console: Console, paths: Mapping[str, Path]) -> None:
    for name, path in paths.items():
        shown = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
        _say(console, f"  {name} : {escape(shown)}")


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
