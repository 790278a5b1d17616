"""The commands ``coordo serve`` and ``coordo lab``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from rich.console import Console

DEFAULT_PORT = 8866
DEFAULT_LAB_PORT = 8888

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

RootOption = Annotated[
    Path | None,
    typer.Option("--root", help="Dossier du cours (sinon, cherché en remontant)."),
]
PortOption = Annotated[int, typer.Option("--port", help="Port du serveur.")]
HostOption = Annotated[
    str,
    typer.Option("--host", help="Adresse d’écoute. Par défaut, cette machine seulement."),
]
NoBrowserOption = Annotated[
    bool,
    typer.Option("--no-browser", help="N’ouvre pas le navigateur."),
]
InstructorOption = Annotated[
    bool,
    typer.Option(
        "--formateur",
        help="Ouvre le cours entier, avec Formgrader et les outils de nbgrader.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("serve", help="Ouvre le portail du cours dans le navigateur (Voila).")(serve)
    app.command("lab", help="Ouvre le cours dans JupyterLab, en français.")(lab)


def serve(
    port: PortOption = DEFAULT_PORT,
    host: HostOption = "127.0.0.1",
    no_browser: NoBrowserOption = False,  # noqa: FBT002 - typer's way to declare a flag
    root: RootOption = None,
) -> None:
    """Serve the portal until stopped; exit 1 where it cannot start, 2 where there is no course."""
    from coordo_course.serving_start import Place, serve_course  # noqa: PLC0415 - a second to import

    found = find_course(root)
    place = Place(host=host, port=port)

    def announce() -> None:
        console.print(f"Le cours est ouvert\u202f: [bold]{place.address}[/]", soft_wrap=True)
        say_where_answers_are(found)

    try:
        serve_course(found, place, announce=announce, open_browser=not no_browser)
    except OSError as error:
        fail(error)
    say_goodbye()


def lab(
    instructor: InstructorOption = False,  # noqa: FBT002 - typer's way to declare a flag
    port: PortOption = DEFAULT_LAB_PORT,
    host: HostOption = "127.0.0.1",
    no_browser: NoBrowserOption = False,  # noqa: FBT002
    root: RootOption = None,
) -> None:
    """Serve JupyterLab until stopped; exit 1 where it cannot start, 2 where there is no course."""
    from coordo_course.lab import open_lab  # noqa: PLC0415 - a second to import
    from coordo_course.serving_start import Place  # noqa: PLC0415

    found = find_course(root)

    def announce(address: str) -> None:
        console.print(f"JupyterLab est ouvert\u202f: [bold]{address}[/]", soft_wrap=True)
        say_where_answers_are(found)

    try:
        open_lab(
            found,
            Place(host=host, port=port),
            announce=announce,
            is_instructor=instructor,
            open_browser=not no_browser,
        )
    except OSError as error:
        fail(error)
    say_goodbye()


def find_course(root: Path | None) -> Path:
    """Find the course's folder, or exit 2 with the reason."""
    try:
        return find_course_root(root)
    except CourseNotFoundError as error:
        errors.print(str(error), style="red", markup=False)
        raise typer.Exit(2) from None


def fail(error: OSError) -> None:
    """Say why the course could not open, and exit 1."""
    text = str(error) if error.errno is None else f"Le cours n’a pas pu s’ouvrir\u202f: {error}"
    errors.print(text, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def say_where_answers_are(root: Path) -> None:
    """Say where answers are kept and how to stop."""
    console.print(
        f"Vos réponses sont gardées sur cet ordinateur, dans {root / 'modules'} "
        "(un fichier journal.jsonl par module).",
        markup=False,
        soft_wrap=True,
    )
    console.print("Pour arrêter\u202f: Ctrl+C dans cette fenêtre.")


def say_goodbye() -> None:
    """Say that everything is stopped."""
    console.print("Le cours est fermé. Vos réponses sont conservées.")
