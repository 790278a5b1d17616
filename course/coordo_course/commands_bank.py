"""The commands on an exam bank: ``coordo draw``, ``coordo seal``, ``coordo unseal``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from coordo_assessments.course_root import find_course_root
from coordo_simulation.french import set_spaces
from rich.console import Console
from rich.markup import escape

from coordo_course.commands_assess import ASSIGNMENT, Assignment, Root, report_faults

if TYPE_CHECKING:
    from coordo_course.drawing import DrawReport

PlanPath = Annotated[Path, typer.Option("--plan", help="Plan de l’évaluation (YAML).")]
Redraw = Annotated[bool, typer.Option("--force", help="Remplace le tirage de cette session.")]
PASSPHRASE_VARIABLE = "COORDO_PASSPHRASE"  # noqa: S105  (the name of the variable)


def register(app: typer.Typer) -> None:
    """Add the commands to the ``coordo`` application."""
    app.command("draw")(draw)
    app.command("seal")(seal)
    app.command("unseal")(unseal)


def draw(
    session: Annotated[
        str, typer.Option("--session", help="Nom de la session, par exemple 2027-fevrier.")
    ],
    plan: PlanPath,
    assignment: Assignment = ASSIGNMENT,
    force: Redraw = False,  # noqa: FBT002 - typer's way to declare a flag
    root: Root = None,
) -> None:
    """Tire une évaluation dans la banque, selon un plan, et garde trace du tirage."""
    from coordo_course.drawing import draw_session  # noqa: PLC0415

    console = Console()
    with report_faults(console):
        report = draw_session(find_course_root(root), assignment, session, plan, force=force)
    print_draw(console, report)


def seal(
    folder: Annotated[Path, typer.Argument(help="Dossier de la banque à sceller.")],
    target: Annotated[Path, typer.Argument(help="Fichier à écrire.")],
) -> None:
    """Scelle une banque privée en un seul fichier chiffré, pour un disque partagé."""
    from coordo_assessments.bank_seal import SealError, seal_bank  # noqa: PLC0415

    console = Console()
    passphrase = _ask_passphrase(confirm=True)
    try:
        count = seal_bank(folder, target, passphrase)
    except SealError as error:
        _fail(console, error)
    _say(console, f"[bold green]{count} fichier(s) scellé(s)[/] dans {escape(str(target))}.")
    _say(
        console,
        "Gardez la phrase de passe ailleurs que le fichier : sans elle, personne ne le rouvre.",
    )


def unseal(
    sealed: Annotated[Path, typer.Argument(help="Fichier scellé.")],
    folder: Annotated[Path, typer.Argument(help="Dossier à créer.")],
) -> None:
    """Rouvre une banque scellée dans un dossier neuf."""
    from coordo_assessments.bank_seal import SealError, unseal_bank  # noqa: PLC0415

    console = Console()
    passphrase = _ask_passphrase(confirm=False)
    try:
        count = unseal_bank(sealed, folder, passphrase)
    except SealError as error:
        _fail(console, error)
    _say(console, f"[bold green]{count} fichier(s) rouvert(s)[/] dans {escape(str(folder))}.")
    _say(console, f"Pour s’en servir : export COORDO_BANK={escape(str(folder.resolve()))}")


def print_draw(console: Console, report: DrawReport) -> None:
    """Say what was drawn and what comes next."""
    record = report.record
    whom = (
        "les mêmes questions pour tous"
        if record.plan.scope == "classe"
        else f"un tirage pour chacun des {len(record.own)} stagiaire(s), un commun aux autres"
    )
    _say(
        console,
        f"[bold green]Session {escape(record.session)} tirée[/] : {len(record.cells)} questions, "
        f"{whom} ; {report.avoided} item(s) écarté(s), déjà servis.",
    )
    _say(console, f"  Trace du tirage : {escape(str(report.path))}")
    _say(
        console,
        f"Ensuite : « coordo release {record.assignment} --session {record.session} ».",
    )


def _ask_passphrase(*, confirm: bool) -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    asked: str = typer.prompt(
        "Phrase de passe",
        hide_input=True,
        confirmation_prompt="Une seconde fois" if confirm else False,
    )
    return asked


def _fail(console: Console, error: Exception) -> NoReturn:
    _say(console, f"[bold red]Échec[/] : {escape(str(error))}")
    raise typer.Exit(1) from error


def _say(console: Console, text: str) -> None:
    console.print(set_spaces(text), highlight=False, soft_wrap=True)
