"""The commands of an instructor: ``coordo release``, ``coordo grade``, ``coordo demo``."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.yaml_source import ContentError, ContentErrors
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from coordo_course.assessment_errors import AssessmentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coordo_course.demo import DemoReport
    from coordo_course.demo_case import PlayedCase
    from coordo_course.grading import GradedSubmission, GradeReport
    from coordo_course.release import ReleaseReport

ASSIGNMENT = "m1_regulation"
_LONGEST_TABLE = 60
Assignment = Annotated[str, typer.Argument(help="Module dont l’évaluation est concernée.")]
Force = Annotated[bool, typer.Option("--force", help="Reprend aussi les copies déjà corrigées.")]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="COORDO_GRADEBOOK",
        help="Carnet de notes d'un serveur\u202f: postgresql+psycopg://…",
    ),
]
Root = Annotated[Path | None, typer.Option("--root", help="Dossier du cours.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the ``coordo`` application."""
    app.command("release")(release)
    app.command("grade")(grade)
    app.command("demo")(demo)


def release(
    assignment: Assignment = ASSIGNMENT,
    root: Root = None,
    session: Annotated[
        str, typer.Option("--session", help="Tirage à publier (« coordo draw »).")
    ] = "",
    has_case: Annotated[  # noqa: FBT002 - typer's way to declare a flag
        bool, typer.Option("--case", help="Le cas du module compte, avec le barème de la banque.")
    ] = False,
) -> None:
    """Publie l'évaluation d'un module : compile la banque, prépare et diffuse le devoir."""
    from coordo_course.release import release_assignment  # noqa: PLC0415 - a second to import

    console = Console()
    with report_faults(console), show_progress(console) as tell:
        report = release_assignment(
            find_course_root(root), assignment, tell, draw_session=session, has_case=has_case
        )
    print_release(console, report)


def grade(
    assignment: Assignment = ASSIGNMENT,
    root: Root = None,
    force: Force = False,  # noqa: FBT002 - typer's way to declare a flag
    database: Database = None,
) -> None:
    """Collecte les copies, corrige ce qui a changé, écrit les retours et exporte les notes."""
    from coordo_course.grading import grade_assignment  # noqa: PLC0415

    console = Console()
    with report_faults(console), show_progress(console) as tell:
        report = grade_assignment(
            find_course_root(root), assignment, force=force, database=database, on_step=tell
        )
    print_grades(console, report)
    if report.ungraded:
        raise typer.Exit(1)


def demo(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Dossier à remplir (temporaire par défaut).")
    ] = None,
    root: Root = None,
    seed: Annotated[int, typer.Option("--seed", help="Graine des réponses simulées.")] = 2026,
) -> None:
    """Joue un cours entier et son cas noté : douze stagiaires simulés, jusqu'au carnet de notes."""
    from coordo_course.demo import run_demo  # noqa: PLC0415

    console = Console()
    with report_faults(console), show_progress(console) as tell:
        report = run_demo(find_course_root(root), folder, seed=seed, on_step=tell)
    print_demo(console, report)


@contextmanager
def report_faults(console: Console) -> Iterator[None]:
    """Turn a known failure into a French message and exit code 1."""
    known = (AssessmentError, CourseNotFoundError, ContentError, ContentErrors, FileExistsError)
    try:
        yield
    except known as error:
        text = (
            f"Ce dossier contient déjà un cours : {error.filename}"
            if isinstance(error, FileExistsError)
            else str(error)
        )
        _say(console, f"[bold red]Échec[/] : {escape(text)}")
        raise typer.Exit(1) from error


@contextmanager
def show_progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Draw a progress bar and yield the callback that moves it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        yield tell


def print_release(console: Console, report: ReleaseReport) -> None:
    """Say what a release did and what comes next."""
    _say(
        console,
        f"[bold green]{report.assignment} publié[/] : {report.questions} questions"
        f"{' et un cas' if report.has_case else ''}, "
        f"{_write_points(float(report.points))} points, dont {report.by_hand} texte(s) à "
        f"corriger à la main (empreinte {report.fingerprint}).",
    )
    _print_paths(
        console,
        {
            "Source": report.source,
            "Version des stagiaires": report.release,
            "Échange": report.exchange,
            "Copie sur ce poste": report.trainee_copy[0].parent,
        },
    )
    _say(
        console,
        f"Ensuite : les stagiaires travaillent (« coordo serve ») et remettent depuis modules/ "
        f"(« nbgrader submit {report.assignment} ») ; puis « coordo grade {report.assignment} ».",
    )


def print_grades(console: Console, report: GradeReport) -> None:
    """Print the gradebook, what to look at, the files and what comes next."""
    table = build_gradebook_table(report)
    if table.row_count:
        console.print(table)
    new = report.renewed
    _say(
        console,
        f"{len(report.submissions)} copie(s), dont {new} corrigée(s) à l’instant en "
        f"{format_number(report.seconds, 1)} s ; {report.collected} dans l’échange.",
    )
    if new < len(report.submissions) - len(report.ungraded):
        _say(console, "Les autres n’ont pas changé : « --force » les reprend.")
    if report.rescored:
        _say(
            console,
            f"[bold]{report.rescored} note(s) ont changé[/] sans que la copie ait changé : la clé, "
            "la banque ou le programme n’est plus le même (« coordo rekey » le montre avant).",
        )
    for one in report.ungraded:
        reason = " ; ".join(one.notes) or "cause inconnue"
        _say(console, f"[bold red]Sans note[/] : {escape(one.name)} ({escape(reason)})")
    _print_paths(
        console,
        {
            "Carnet de notes": report.gradebook,
            "Notes (CSV)": report.grades,
            "Signalements (CSV)": report.notices,
            "Retours aux stagiaires": report.feedback,
            "Détail de nbgrader": report.log,
        },
    )
    _say(
        console,
        "Ensuite : corrigez les textes libres (« coordo lab --formateur », "
        "course/formateur/correction.ipynb, ou Formgrader dans le menu nbgrader), portez leurs "
        f"notes au carnet (« coordo mark push {report.assignment} »), "
        f"relancez « coordo grade {report.assignment} », puis, dans course/, "
        f"« nbgrader release_feedback {report.assignment} ».",
    )


def print_demo(console: Console, report: DemoReport) -> None:
    """Print what the demonstration made."""
    print_release(console, report.release)
    console.print()
    print_grades(console, report.grading)
    if report.missing:
        names = escape(", ".join(report.missing))
        _say(console, f"Rien remis : {names}, « non remis » dans {report.grading.grades.name}.")
    if report.cases:
        _print_cases(console, report)
    console.print()
    _say(console, f"[bold]Tout est dans[/] {escape(str(report.folder))}")
    _say(
        console, f"Pour l’ouvrir : « coordo lab --formateur --root {escape(str(report.folder))} »."
    )


def _print_cases(console: Console, report: DemoReport) -> None:
    """Print how the graded case of each trainee was conducted, and what it is worth."""
    table = Table(title="Le cas noté, rejoué depuis les journaux")
    for title in ("Stagiaire", "Conduite simulée", "Note du cas", "Ce qui coûte le plus"):
        table.add_column(title, justify="right" if title == "Note du cas" else "left")
    for one in report.cases:
        points = one.graded.auto_score
        whole = _write_points(one.maximum)
        shown = "à la main" if points is None else f"{_write_points(points)} / {whole}"
        cost = escape(set_spaces(_tell_cost(one)))
        table.add_row(escape(one.trainee.name), one.trainee.way, shown, cost)
    console.print()
    console.print(table)
    page = report.grading.feedback / report.cases[0].trainee.id / report.grading.assignment
    _say(
        console,
        "Chaque critère y est prouvé par les décisions du journal : Formgrader, ou par exemple "
        f"{escape(str(page / 'evaluation.html'))}. Un parcours « à la main » n’est pas un zéro.",
    )


def _tell_cost(played: PlayedCase) -> str:
    """Say what caps the grade of a case, or failing that what took most from it."""
    capping, worst = played.ceiling, played.worst
    if capping is not None and capping.ceiling is not None:
        return f"plafond de {_write_points(float(capping.ceiling))} : {capping.label}"
    if worst is None:
        return ""
    kept = _write_points(float(worst.points or 0))
    return f"{kept} / {_write_points(float(worst.maximum))} : {worst.label}"


def build_gradebook_table(report: GradeReport) -> Table:
    """Build the gradebook: one line per submission; of a large class, those to look at."""
    table = Table(title=f"Carnet de notes : {report.assignment}")
    for title in ("Stagiaire", "Note", "État", "À savoir"):
        table.add_column(title, justify="right" if title == "Note" else "left", overflow="fold")
    shown = report.submissions
    if len(shown) > _LONGEST_TABLE:
        shown = tuple(one for one in shown if one.notes or not one.is_graded)
        table.title = f"À regarder dans le carnet de notes : {report.assignment}"
    for one in shown:
        notes = "\n".join(escape(note) for note in one.notes)
        table.add_row(escape(one.name), _write_score(one), one.status, notes)
    return table


def _write_score(one: GradedSubmission) -> str:
    if one.score is None:
        return "–"
    return f"{_write_points(one.score)} / {_write_points(one.max_score)}"


def _write_points(points: float) -> str:
    return format_number(points, 0 if points == int(points) else 2)


def _print_paths(console: Console, paths: dict[str, Path | str | None]) -> None:
    for name, path in paths.items():
        if path is None:
            continue
        is_here = isinstance(path, Path) and path.is_relative_to(Path.cwd())
        shown = os.path.relpath(path) if is_here else str(path)
        _say(console, f"  {name} : {escape(shown)}")


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
