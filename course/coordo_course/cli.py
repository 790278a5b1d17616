"""The command ``coordo``: one file a family of commands, each imported when it registers."""

from __future__ import annotations

import typer

from coordo_course import (
    commands_analyse,
    commands_assess,
    commands_bank,
    commands_case,
    commands_check,
    commands_mark,
    commands_moodle,
    commands_rekey,
    commands_serve,
)
from coordo_course.french_help import speak_french

app = typer.Typer(
    help="coordo\u202f: le cours des coordonnatrices et coordonnateurs de parcours à domicile.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for commands in (
    commands_serve,
    commands_check,
    commands_case,
    commands_assess,
    commands_mark,
    commands_bank,
    commands_analyse,
    commands_moodle,
    commands_rekey,
):
    commands.register(app)


def main() -> None:
    """Run the command."""
    speak_french()
    app()
