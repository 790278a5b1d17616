"""The commands ``coordo mark``: progress, agreement, double marking, the way to the gradebook.

Marking itself is done in ``course/formateur/correction.ipynb``.
"""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import find_course_root
from coordo_simulation.french import format_number, set_spaces
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coordo_course.assessment_errors import AssessmentError
from coordo_course.commands_assess import report_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_assessments.marking.agreement import Agreement
    from coordo_assessments.marking.desk import MarkingDesk
    from coordo_assessments.marking.pushing import PushReport

ASSIGNMENT = "m1_regulation"
STAGES = ("arrêtée", "à corriger", "deuxième avis", "troisième avis")
PAGE = "course/formateur/correction.ipynb"
Assignment = Annotated[str, typer.Argument(help="Module dont l’évaluation est corrigée.")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Remplace aussi ce qui a été changé dans Formgrader.")
]
Root = Annotated[Path | None, typer.Option("--root", help="Dossier du cours.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the ``coordo`` application."""
    mark = typer.Typer(
        help="Correction des textes libres : avancement, accord, double correction, carnet.",
        no_args_is_help=True,
    )
    mark.command("status")(status)
    mark.command("agreement")(agreement)
    mark.command("plan")(plan)
    mark.command("push")(push)
    mark.command("merge")(merge)
    app.add_typer(mark, name="mark")


def status(assignment: Assignment = ASSIGNMENT, root: Root = None) -> None:
    """Où en est la correction : par question et par correcteur. Aucune note n'est montrée."""
    console = Console()
    with open_desk(console, assignment, root) as desk:
        console.print(build_status_table(desk))
        for marker in desk.book.markers:
            done = sum(sum(desk.list_copies(item, marker).values()) for item in desk.items)
            if done:
                _say(console, f"{escape(marker)} : {done} texte(s) noté(s)")
        for notice in desk.list_notices():
            _say(console, notice)
        _say(
            console,
            "Ensuite : « coordo mark push » porte les notes arrêtées au carnet."
            if desk.is_settled
            else f"Ensuite : « coordo lab --formateur », puis {PAGE}.",
        )


def agreement(assignment: Assignment = ASSIGNMENT, root: Root = None) -> None:
    """Accord des correcteurs, sur les textes lus par deux personnes."""
    console = Console()
    with open_desk(console, assignment, root) as desk:
        found = desk.measure_agreements()
        console.print(build_agreement_table(found))
        for one in found:
            if one.caution:
                _say(console, f"{escape(one.item)} : {one.caution}.")
        _say(
            console,
            "Seules les deux premières lectures comptent. Kappa à pondération quadratique ; un "
            "kappa proche de 1 ne dit pas que les notes sont justes, mais qu’elles ne dépendent "
            "pas de qui lit.",
        )


def plan(
    assignment: Assignment = ASSIGNMENT,
    share: Annotated[
        float, typer.Option("--share", min=0, max=100, help="Part des copies lues deux fois, en %.")
    ] = 20,
    tolerance: Annotated[
        float,
        typer.Option("--tolerance", min=0, max=100, help="Écart toléré, en % des points."),
    ] = 20,
    root: Root = None,
) -> None:
    """Règle la double correction : part des copies tirées au sort, écart toléré."""
    console = Console()
    with open_desk(console, assignment, root) as desk:
        desk.set_plan(_to_share(share), _to_share(tolerance), _name_marker())
        waiting = sum(
            one.stage == "deuxième avis"
            for item in desk.items
            for one in desk.settle_all(item).values()
        )
        _say(
            console,
            f"{format_number(share)} % des copies seront lues par deux personnes ; un troisième "
            f"avis est demandé au-delà de {format_number(tolerance)} % des points. "
            f"{waiting} texte(s) déjà noté(s) attendent une deuxième lecture.",
        )


def push(
    assignment: Assignment = ASSIGNMENT,
    overwrite: Overwrite = False,  # noqa: FBT002 - typer's way to declare a flag
    database: Annotated[
        str | None, typer.Option("--db", help="Adresse d’un autre carnet (SQLAlchemy).")
    ] = None,
    root: Root = None,
) -> None:
    """Porte les notes arrêtées au carnet de nbgrader, autant de fois qu'on veut."""
    from coordo_assessments.marking.pushing import push_marks  # noqa: PLC0415 - a second to import

    from coordo_course.nbgrader_session import NbgraderSession  # noqa: PLC0415

    console = Console()
    with open_desk(console, assignment, root) as desk:
        session = NbgraderSession(desk.course.parent, assignment, database)
        with session.open_gradebook() as gradebook:
            report = push_marks(desk, gradebook, _name_marker(), overwrite=overwrite)
        print_push(console, report, assignment)


def merge(
    other: Annotated[Path, typer.Argument(help="Fichier de notes d’un autre correcteur.")],
    assignment: Assignment = ASSIGNMENT,
    root: Root = None,
) -> None:
    """Ajoute les notes d'un autre poste à celles-ci, sans rien perdre ni doubler."""
    from coordo_assessments.marking.book import merge_file  # noqa: PLC0415

    console = Console()
    with open_desk(console, assignment, root) as desk:
        if not other.is_file():
            raise AssessmentError(f"Fichier introuvable\u202f: {other}")
        added = merge_file(desk.journal.path, other)
        _say(console, f"{added} événement(s) ajouté(s) à {escape(str(desk.journal.path))}.")


@contextmanager
def open_desk(console: Console, assignment: str, root: Path | None) -> Iterator[MarkingDesk]:
    """Open the marking of an evaluation, and say known failures in French."""
    from coordo_assessments.course_secret import SecretError  # noqa: PLC0415 - same
    from coordo_assessments.journal import NotSavedError  # noqa: PLC0415
    from coordo_assessments.marking.desk import MarkingDesk  # noqa: PLC0415

    with report_faults(console):
        try:
            desk = MarkingDesk.load(find_course_root(root), assignment)
            if not desk.items:
                raise AssessmentError(f"{assignment} n’a aucun texte à corriger avec une grille.")
            yield desk
        except (SecretError, NotSavedError) as error:
            raise AssessmentError(str(error)) from error


def build_status_table(desk: MarkingDesk) -> Table:
    """Build the progress by question."""
    table = Table(title=f"Correction des textes : {desk.assignment}")
    for title in ("Question", "Textes", "Notes arrêtées", "À lire", "2e avis", "3e avis"):
        table.add_column(title, justify="left" if title == "Question" else "right")
    for item in desk.items.values():
        found: list[str] = [one.stage for one in desk.settle_all(item.id).values()]
        counts = [str(found.count(stage)) for stage in STAGES]
        table.add_row(escape(item.title), str(len(found)), *counts)
    return table


def build_agreement_table(agreements: tuple[Agreement, ...]) -> Table:
    """Build the agreement by question."""
    table = Table(title="Accord des correcteurs")
    for title in ("Question", "Lus à deux", "Écart moyen", "Dans la tolérance", "Kappa"):
        table.add_column(title, overflow="fold")
    for one in agreements:
        gap = "–" if one.mean_gap is None else f"{format_number(one.mean_gap, 2)} / {one.points}"
        kappa = "–" if one.kappa is None else format_number(one.kappa, 2)
        close = f"{one.close} sur {one.count}"
        table.add_row(escape(one.item), str(one.count), gap, close, kappa)
    return table


def print_push(console: Console, report: PushReport, assignment: str) -> None:
    """Say what became of each text, and what comes next."""
    waiting = report.count("en attente") + report.count("rouverte")
    _say(
        console,
        f"{report.count('écrite')} note(s) portée(s) au carnet, {report.count('inchangée')} y "
        f"étai(en)t déjà, {waiting} en attente d’une lecture.",
    )
    if edited := ", ".join(report.list_copies("modifiée")):
        what = "[bold]Changées dans Formgrader, laissées[/]"
        _say(console, f"{what} : {edited} (« --overwrite » les remplace)")
    if absent := ", ".join(report.list_copies("absente")):
        what = "[bold]Pas encore dans le carnet[/]"
        _say(console, f"{what} : {absent} (« coordo grade » d’abord)")
    _say(
        console,
        f"Ensuite : « coordo grade {assignment} » met à jour les retours et l’export des notes.",
    )


def _name_marker() -> str:
    """Who types the command, where the system can tell."""
    from coordo_assessments.journal_origin import find_login  # noqa: PLC0415 - same

    return find_login() or "coordo"


def _to_share(percent: float) -> Decimal:
    return Decimal(str(percent)) / 100


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
