"""Typer's own words, in French: it has no translation, and writes its errors in English."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partialmethod
from gettext import gettext
from typing import Any

import typer.core
import typer.main
import typer.rich_utils as wording
from rich.console import Console

WORDS = {
    "Usage:": "Usage :",
    "Options": "Options",
    "Arguments": "Arguments",
    "Commands": "Commandes",
    "Show this message and exit.": "Affiche cette aide.",
    "[default: {}]": "[par défaut : {}]",
    "[required]": "[obligatoire]",
    "Aborted.": "Abandon.",
    "Missing command.": "Il manque une commande.",
}

ERRORS = (
    (r"No such command '?(.*?)'?\.(?: Did you mean (.*)\?)?$", "La commande « {0} » n’existe pas."),
    (r"No such option: (\S+)(?:.*)$", "L’option {0} n’existe pas."),
    (r"Missing argument '?(.*?)'?\.$", "Il manque l’argument {0}."),
    (r"Missing option '?(.*?)'?\.$", "Il manque l’option {0}."),
    (r"Missing command\.$", "Il manque une commande."),
    (r"Got unexpected extra arguments? \((.*)\)$", "Argument en trop : {0}."),
    (r"Option '?(.*?)'? requires an argument\.$", "L’option {0} attend une valeur."),
    (r"Invalid value for '?(.*?)'?: .*valid integer.*$", "{0} attend un nombre entier."),
    (r"Invalid value for '?(.*?)'?: (.*)$", "La valeur de {0} ne convient pas : {1}"),
)


def translate(message: str) -> str:
    """Give the French of one of typer's words, or the message itself."""
    return WORDS.get(message, message)


def translate_error(message: str) -> str:
    """Give the French of one of typer's errors, or the message itself."""
    for pattern, french in ERRORS:
        if found := re.match(pattern, message, re.DOTALL):
            return french.format(*found.groups())
    return message


def print_error(error: Any) -> None:  # noqa: ANN401 - typer keeps its exception class private
    """Print a usage error and where the help is."""
    console = Console(stderr=True, highlight=False)
    message = translate_error(error.format_message())
    if not message:  # the help was asked for, and is already shown
        return
    console.print(message, style="red", markup=False)
    if error.ctx is not None:
        command = error.ctx.command_path
        console.print(f"Aide\u202f: «\u202f{command} --help\u202f»", markup=False)


def speak_french() -> None:
    """Replace the words that typer shows; where a version keeps them elsewhere, leave English."""
    for module in (typer.core, wording, typer.main):
        if getattr(module, "_", None) is gettext:
            module._ = translate  # type: ignore[attr-defined]
    wording.COMMANDS_PANEL_TITLE = WORDS["Commands"]
    wording.DEFAULT_STRING = WORDS["[default: {}]"]
    wording.REQUIRED_LONG_STRING = WORDS["[required]"]
    wording.ABORTED_TEXT = WORDS["Aborted."]
    wording.rich_format_error = print_error  # type: ignore[assignment]
    with suppress(AttributeError):
        speak_french_inside(typer.core._click)  # type: ignore[attr-defined]  # noqa: SLF001


def speak_french_inside(click: Any) -> None:  # noqa: ANN401 - typer's private copy of click
    """Replace the two words that typer's own copy of click writes."""
    formatter, command = click.formatting.HelpFormatter, click.core.Command
    formatter.write_usage = partialmethod(formatter.write_usage, prefix=f"{WORDS['Usage:']} ")
    find_option = command.get_help_option

    def get_help_option(self: Any, ctx: Any) -> Any:  # noqa: ANN401
        option = find_option(self, ctx)
        if option is not None:
            option.help = WORDS["Show this message and exit."]
        return option

    command.get_help_option = get_help_option
