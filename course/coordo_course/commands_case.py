"""The commands ``coordo case``: what an author asks of a case before anybody plays it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from coordo_simulation.case_reading import measure_reading
from coordo_simulation.case_review import Finding, review_case
from coordo_simulation.case_rules_checks import iter_rule_remarks
from coordo_simulation.case_survey import survey_case
from coordo_simulation.french import format_number
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_simulation.yaml_source import ContentError, ContentErrors, load_yaml
from rich.console import Console
from rich.progress import Progress

from coordo_course.commands_check import RootOption  # noqa: TC001  (typer reads it at run time)

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario

PathArgument = Annotated[
    Path | None,
    typer.Argument(help="Le scenario.yml d’un cas (sinon, tous les cas du cours)."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    case = typer.Typer(
        help="Vérifie un cas en le jouant des milliers de fois, ou en dessine la carte.",
        no_args_is_help=True,
    )
    case.command("check", help="Cherche ce qu’un cas ne devrait pas avoir.")(check)
    case.command("graph", help="Dessine la carte d’un cas, en SVG.")(graph)
    app.add_typer(case, name="case")


def check(path: PathArgument = None, root: RootOption = None) -> None:
    """Review cases; exit 1 where one is at fault, 2 where none can be found."""
    found = _find_root(path, root)
    faults = sum([_check_one(each, found) for each in _find_cases(path, found)])
    if faults:
        _print_error(f"{faults} anomalie(s).")
        raise typer.Exit(1)


def graph(
    path: Annotated[Path, typer.Argument(help="Le scenario.yml d’un cas.")],
    output: Annotated[
        Path | None,
        typer.Option("--sortie", "-o", help="Fichier SVG (sinon, carte-<cas>.svg ici)."),
    ] = None,
    root: RootOption = None,
) -> None:
    """Draw the map of a case; exit 2 where the case cannot be read."""
    from coordo_widgets.case_map import draw_case_map  # noqa: PLC0415 -- half a second of widgets

    scenario = _load(path, load_references(_find_root(path, root) / "course" / "references.yml"))
    if scenario is None:
        raise typer.Exit(2)
    target = output or Path(f"carte-{scenario.id}.svg")
    beside = target.with_name(target.name + ".part")
    try:
        beside.write_text(draw_case_map(scenario), encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        _print_error(f"La carte n’a pas pu être écrite\u202f: {error}.")
        raise typer.Exit(2) from None
    _print(f"Carte écrite\u202f: {target}.")


def _find_root(path: Path | None, root: Path | None) -> Path:
    try:
        return find_course_root(root or (path.resolve().parent if path else None))
    except CourseNotFoundError as error:
        _print_error(str(error))
        raise typer.Exit(2) from None


def _find_cases(path: Path | None, root: Path) -> list[Path]:
    if path is not None:
        return [path]
    cases = sorted((root / "modules").glob("*/scenario.yml"))
    if not cases:
        _print_error("Aucun scenario.yml dans les modules du cours.")
        raise typer.Exit(2)
    return cases


def _load(path: Path, book: ReferenceBook) -> Scenario | None:
    try:
        return load_scenario(path, book)
    except (ContentError, ContentErrors) as error:
        _print_error(str(error))
        return None


def _check_one(path: Path, root: Path) -> int:
    """Review one case, print what was found, and return how many faults it has."""
    scenario = _load(path, load_references(root / "course" / "references.yml"))
    if scenario is None:
        return 1
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{scenario.title}\u202f: parcours joués", total=None)
        survey = survey_case(
            scenario, tell=lambda done, whole: progress.update(task, completed=done, total=whole)
        )
    excesses = [Finding(*remark, "remarque") for remark in iter_rule_remarks(scenario)]
    findings = [*review_case(scenario, survey), *excesses]
    source = load_yaml(path)
    for finding in findings:
        line = str(source.fault(finding.where, finding.text))
        if finding.kind == "défaut":
            _print_error(line)
        else:
            _print(f"À relire\u202f: {line}")
    _tell_case(scenario, survey.runs)
    return sum(finding.kind == "défaut" for finding in findings)


def _tell_case(scenario: Scenario, runs: int) -> None:
    _print(
        f"«\u202f{scenario.title}\u202f»\u202f: {format_number(runs)} parcours joués, "
        f"{len(scenario.decisions)} décisions, {len(scenario.outcomes)} issues."
    )
    for chapter in measure_reading(scenario):
        _print(
            f"Lecture, {chapter.title}\u202f: {format_number(chapter.mean)} mots en moyenne, "
            f"{format_number(chapter.most)} au plus, environ "
            f"{format_number(chapter.minutes)}\u00a0min."
        )


def _print(text: str) -> None:
    Console(highlight=False).print(text, markup=False, soft_wrap=True)


def _print_error(text: str) -> None:
    Console(stderr=True, highlight=False).print(text, style="red", markup=False, soft_wrap=True)
