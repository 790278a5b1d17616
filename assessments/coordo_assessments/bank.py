"""A bank of items: a folder of YAML files, one per theme."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from coordo_simulation.references import ReferenceBook, load_references
from coordo_simulation.yaml_source import (
    ContentError,
    ContentErrors,
    YamlSource,
    load_yaml,
    parse_model,
    raise_faults,
)
from pydantic import BaseModel, ConfigDict, Field

from coordo_assessments.course_root import find_course_root
from coordo_assessments.items import Item
from coordo_assessments.items_generated import BankFile, GeneratedBase, GeneratedItem
from coordo_assessments.variants import VariantError, draw_item

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
    """All themes of one folder, in the order of the file names.

    ``templates`` holds the generated items by id; each stands in its theme as one draw of its
    own, from a seed that is no secret: an evaluation redraws it (``seen_items``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    themes: tuple[Theme, ...]
    templates: dict[str, GeneratedItem] = Field(default_factory=dict)

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


def load_bank(folder: Path, book: ReferenceBook | None = None) -> Bank:
    """Read every ``*.yml`` of a folder.

    Args:
        folder: one bank.
        book: the facts that generated items draw on; those of the course around by default.

    Raises:
        ContentErrors: the faults of all files together.
        CourseNotFoundError: a generated item, no book, and no course around the folder.
    """
    themes: list[Theme] = []
    faults: list[ContentError] = []
    origins: dict[str, Path] = {}
    templates: dict[str, GeneratedItem] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            source = load_yaml(path)
            content = _ask_certainty(parse_model(BankFile, source))
            found = _list_templates(content)
            if found and book is None:
                book = load_references(find_course_root(folder) / "course" / "references.yml")
            items = _draw_items(source, content, book)
        except ContentError as error:
            faults.append(error)
            continue
        except ContentErrors as errors:
            faults.extend(errors.errors)
            continue
        faults.extend(_find_doubles(source, content, origins))
        templates |= found
        themes.append(Theme(stem=path.stem, title=content.theme, items=items))
    if not themes and not faults:
        faults.append(ContentError(folder, None, "", "", "au moins un fichier .yml d'items"))
    raise_faults(faults)
    return Bank(themes=tuple(themes), templates=templates)


def _list_templates(content: BankFile) -> dict[str, GeneratedItem]:
    return {item.id: item for item in content.items if isinstance(item, GeneratedBase)}


def _draw_items(
    source: YamlSource, content: BankFile, book: ReferenceBook | None
) -> tuple[Item, ...]:
    items: list[Item] = []
    faults: list[ContentError] = []
    for index, item in enumerate(content.items):
        if not isinstance(item, GeneratedBase):
            items.append(item)
        elif book is not None:
            try:
                items.append(draw_item(item, f"commun/{item.id}".encode(), book).item)
            except (VariantError, LookupError) as error:
                faults.append(source.fault(("items", index, "generator"), str(error)))
    raise_faults(faults)
    return tuple(items)


def _ask_certainty(content: BankFile) -> BankFile:
    """Ask how sure one is of each closed item of a theme that says so."""
    if not content.certainty:
        return content
    items = tuple(
        item.model_copy(update={"certainty": True}) if item.can_ask_certainty else item
        for item in content.items
    )
    return content.model_copy(update={"items": items})


def _find_doubles(
    source: YamlSource, content: BankFile, origins: dict[str, Path]
) -> Iterator[ContentError]:
    for index, item in enumerate(content.items):
        if item.id in origins:
            expected = f"un identifiant unique (déjà dans {origins[item.id].name})"
            yield source.fault(("items", index, "id"), expected, item.id)
        origins[item.id] = source.path
