"""A bank of items: a folder of YAML files, one per theme."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from coordo_simulation.yaml_source import (
    ContentError,
    ContentErrors,
    YamlSource,
    load_yaml,
    parse_model,
    raise_faults,
)
from pydantic import BaseModel, ConfigDict

from coordo_assessments.items import BankFile, Item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BANK_VARIABLE = "COORDO_BANK"


class Theme(BaseModel):
    """One file of the bank; ``stem`` is its name without the suffix."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stem: str
    title: str
    items: tuple[Item, ...]


class Bank(BaseModel):
    """All themes of one folder, in the order of the file names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    themes: tuple[Theme, ...]

    @cached_property
    def items(self) -> dict[str, Item]:
        """Items by id, in the order of the themes."""
        return {item.id: item for theme in self.themes for item in theme.items}

    def theme(self, stem: str) -> Theme:
        """Return one theme.

        Raises:
            KeyError: no file of that name.
        """
        for theme in self.themes:
            if theme.stem == stem:
                return theme
        raise KeyError(stem)


def find_exam_folder(root: Path, module: str) -> Path:
    """Folder of the exam bank: under ``COORDO_BANK`` where it is set, else the specimen."""
    private = os.environ.get(BANK_VARIABLE)
    base = root / "assessments" / "bank" if not private else root.__class__(private).expanduser()
    return base / module / "exam"


def find_formative_folder(root: Path, module: str) -> Path:
    """Folder of the formative bank of a module."""
    return root / "assessments" / "bank" / module / "formative"


def load_bank(folder: Path) -> Bank:
    """Read every ``*.yml`` of a folder.

    Raises:
        ContentErrors: the faults of all files together.
    """
    themes: list[Theme] = []
    faults: list[ContentError] = []
    origins: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            source = load_yaml(path)
            content = parse_model(BankFile, source)
        except ContentError as error:
            faults.append(error)
            continue
        except ContentErrors as errors:
            faults.extend(errors.errors)
            continue
        faults.extend(_find_doubles(source, content, origins))
        themes.append(Theme(stem=path.stem, title=content.theme, items=_ask_certainty(content)))
    if not themes and not faults:
        faults.append(ContentError(folder, None, "", "", "au moins un fichier .yml d'items"))
    raise_faults(faults)
    return Bank(themes=tuple(themes))


def _ask_certainty(content: BankFile) -> tuple[Item, ...]:
    """Ask how sure one is of each closed item of a theme that says so."""
    if not content.certainty:
        return content.items
    return tuple(
        item.model_copy(update={"certainty": True}) if item.can_ask_certainty else item
        for item in content.items
    )


def _find_doubles(
    source: YamlSource, content: BankFile, origins: dict[str, Path]
) -> Iterator[ContentError]:
    for index, item in enumerate(content.items):
        if item.id in origins:
            expected = f"un identifiant unique (déjà dans {origins[item.id].name})"
            yield source.fault(("items", index, "id"), expected, item.id)
        origins[item.id] = source.path
