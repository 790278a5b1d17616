"""The commands ``coordo items export``, ``coordo items import`` and ``coordo export-grades``."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from coordo_assessments.course_root import find_course_root
from coordo_simulation.french import set_spaces
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coordo_course.commands_assess import report_faults

if TYPE_CHECKING:
    from coordo_course.items_exchange import ExchangeReport

MODULE = "m1_regulation"


class FileForm(str, Enum):  # noqa: UP042  (typer shows the values of this kind)
    """The formats of Moodle's that questions travel in."""

    xml = "xml"
    gift = "gift"


class UserName(str, Enum):  # noqa: UP042  (same)
    """What Moodle finds a trainee by."""

    username = "username"
    email = "email"


Module = Annotated[str, typer.Argument(help="Module dont les questions voyagent.")]
Form = Annotated[
    FileForm | None, typer.Option("--format", help="xml (Moodle) ou gift ; sinon, selon le nom.")
]
Root = Annotated[Path | None, typer.Option("--root", help="Dossier du cours.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the ``coordo`` application."""
    items = typer.Typer(no_args_is_help=True)
    items.command("export")(export_items)
    items.command("import")(import_items)
    app.add_typer(items, name="items", help="Échange des questions avec Moodle (XML, GIFT).")
    app.command("export-grades")(export_grades)


def export_items(
    module: Module = MODULE,
    to: Annotated[Path, typer.Option("--to", help="Fichier à écrire.")] = Path("questions.xml"),
    form: Form = None,
    exam: Annotated[  # noqa: FBT002 - typer's way to declare a flag
        bool, typer.Option("--exam", help="Prend la banque d’examen, clés comprises.")
    ] = False,
    root: Root = None,
) -> None:
    """Écrit les questions d'un module pour Moodle, et nomme ce que Moodle ne sait pas porter."""
    from coordo_course.items_exchange import export_bank  # noqa: PLC0415 - half a second

    console = Console()
    with report_faults(console):
        chosen = _name(form)
        report = export_bank(find_course_root(root), module, to, form=chosen, is_exam=exam)
    print_report(console, report, f"{report.count} question(s) sur {report.total} exportée(s)")
    secret = " Ce fichier contient les clés de l’examen : gardez-le pour vous." if exam else ""
    _say(
        console,
        "Ensuite, dans Moodle : Banque de questions, Importer, et choisissez le même format."
        + secret,
    )


def import_items(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    source: Annotated[Path, typer.Argument(help="Fichier de Moodle (.xml) ou GIFT (.gift).")],
    to: Annotated[Path, typer.Option("--to", help="Fichier de banque à créer (.yml).")],
    module: Annotated[str, typer.Option("--module", help="Module servi.")] = MODULE,
    objective: Annotated[str | None, typer.Option("--objective", help="Objectif servi.")] = None,
    competency: Annotated[str | None, typer.Option("--competency", help="Compétence.")] = None,
    form: Form = None,
    root: Root = None,
) -> None:
    """Lit un fichier de Moodle et en fait un fichier de banque, à compléter."""
    from coordo_course.items_exchange import find_defaults, import_file  # noqa: PLC0415 - same

    console = Console()
    with report_faults(console):
        defaults = find_defaults(find_course_root(root), module, objective, competency)
        report = import_file(source, to, defaults, form=_name(form))
    print_report(console, report, f"{report.count} question(s) sur {report.total} importée(s)")
    _say(
        console,
        "Ensuite : écrivez ce qui est « À compléter » et citez une source par question, puis "
        "« coordo check ».",
    )


def export_grades(  # noqa: PLR0913, PLR0917  (same)
    assignment: Annotated[str, typer.Argument(help="Module dont les notes partent.")] = MODULE,
    to: Annotated[Path, typer.Option("--to", help="Fichier CSV à écrire.")] = Path("moodle.csv"),
    identifier: Annotated[
        UserName, typer.Option("--identifier", help="Ce qui désigne le stagiaire dans Moodle.")
    ] = UserName.username,
    comma: Annotated[  # noqa: FBT002 - typer's way to declare a flag
        bool, typer.Option("--comma", help="Virgule décimale et point-virgule entre colonnes.")
    ] = False,
    comment: Annotated[  # noqa: FBT002 - same
        bool, typer.Option("--comment", help="Ajoute une colonne de commentaire.")
    ] = False,
    provisional: Annotated[  # noqa: FBT002 - same
        bool, typer.Option("--provisional", help="Donne aussi les notes encore provisoires.")
    ] = False,
    root: Root = None,
) -> None:
    """Écrit les notes sur 20 pour le carnet de Moodle (CSV)."""
    from coordo_course.durable_files import write_whole  # noqa: PLC0415 - same
    from coordo_course.moodle_grades import GradeChoices, load_moodle_grades  # noqa: PLC0415

    console = Console()
    choices = GradeChoices(
        identifier="email" if identifier is UserName.email else "username",
        decimal="," if comma else ".",
        has_comment=comment,
        is_provisional=provisional,
    )
    with report_faults(console):
        grades = load_moodle_grades(find_course_root(root), assignment, choices)
        write_whole(to, grades.text)
    counted = ", ".join(f"{count} {status}" for status, count in sorted(grades.counts.items()))
    _say(console, f"[bold green]Notes écrites[/] dans {escape(_show(to))} : {counted}.")
    for student in grades.unnamed:
        _say(console, f"[bold red]Sans adresse[/], donc absent du fichier : {escape(student)}")
    _say(
        console,
        "Une note vide n’est pas un zéro : copie non remise, non lisible ou encore à corriger.",
    )
    mark = "point-virgule" if comma else "virgule"
    _say(
        console,
        f"Ensuite, dans Moodle : Notes, Importer, Fichier CSV, séparateur « {mark} », et associez "
        f"« {identifier.value} » et « note ».",
    )


def print_report(console: Console, report: ExchangeReport, done: str) -> None:
    """Print what travelled, what did not, and where the file is."""
    lost = [loss for loss in report.losses if not loss.is_recovered]
    if report.losses:
        table = Table(title="Ce qui ne voyage pas, ou que Moodle n’appliquera pas")
        for title in ("Question", "Clé", "Pourquoi"):
            table.add_column(title, overflow="fold")
        for loss in report.losses:
            back = " (retrouvé au retour)" if loss.is_recovered else ""
            table.add_row(escape(loss.item), loss.field, escape(set_spaces(loss.reason + back)))
        console.print(table)
    _say(
        console,
        f"[bold green]{done}[/] dans {escape(_show(report.path))} ; {len(lost)} perte(s), "
        f"{len(report.losses) - len(lost)} règle(s) que seul coordo applique.",
    )


def _name(form: FileForm | None) -> Literal["xml", "gift"] | None:
    if form is None:
        return None
    return "gift" if form is FileForm.gift else "xml"


def _show(path: Path) -> str:
    full = path.resolve()
    return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
