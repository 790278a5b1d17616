"""Checks the texts of a YAML file: how they are quoted, and the facts that they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.markdown import CITATION, iter_citations
from coordo_simulation.french import NARROW_SPACE, NO_BREAK_SPACE
from coordo_simulation.references import DateValue, NumberValue, Reference, ReferenceBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordo_simulation.yaml_source import ContentError, Location, YamlSource

_SHORTEST_TELLING_VALUE = 8

Figure = tuple[str, Reference]
"""A figure as it is written, with ordinary spaces, and the fact it belongs to."""


@dataclass(frozen=True)
class Window:
    """The days a content speaks of: one day, or the days that a case lasts."""

    start: date
    end: date

    def has(self, reference: Reference) -> bool:
        """Whether the fact holds on one of these days."""
        return not reference.is_expired(self.start) and reference.valid_from <= self.end


def iter_unquoted(source: YamlSource) -> Iterator[ContentError]:
    """Yield the French texts that are neither quoted nor in a block.

    An unquoted ``#`` or `` : `` silently cuts or breaks a sentence.
    """
    for location, text in source.iter_unquoted_texts():
        if text.isascii() and " " not in text:
            continue
        yield source.fault(location, "un texte entre guillemets ou en bloc « | »", text)


def iter_bad_citations(
    source: YamlSource, book: ReferenceBook, window_of: WindowOf
) -> Iterator[ContentError]:
    """Yield the citations of unknown or expired facts, and figures of law shown by a label."""
    for location, text in source.iter_texts():
        for reference_id, label in iter_citations(text):
            expected = describe_bad_citation(reference_id, label, book, window_of(location))
            if expected:
                yield source.fault(location, expected, f"[[{reference_id}]]")


def describe_bad_citation(
    reference_id: str, label: str | None, book: ReferenceBook, window: Window
) -> str:
    """Say in French what a citation should be; nothing when it is good."""
    reference = book.by_id.get(reference_id)
    if reference is None:
        return "une référence de course/references.yml"
    if not window.has(reference):
        return (
            f"une référence en vigueur ({reference_id} vaut du {reference.valid_from} "
            f"au {reference.valid_to or '…'})\u202f; un contenu sur le passé porte as_of"
        )
    if label and isinstance(reference.value, DateValue | NumberValue):
        return f"[[{reference_id}]] sans libellé\u202f: un chiffre montre sa valeur"
    return ""


def iter_spelled_values(source: YamlSource, book: ReferenceBook) -> Iterator[ContentError]:
    """Yield the figures of law that are spelled where a reference should be cited."""
    figures = list_telling_figures(book)
    for location, text in source.iter_texts():
        for reference in find_spelled(text, figures):
            yield source.fault(
                location, f"[[{reference.id}]] au lieu de la valeur écrite", reference.value_text
            )


def list_telling_figures(book: ReferenceBook) -> list[Figure]:
    """List the dates and numbers of a book that can only be its own: « 24,58 €/h ».

    « 5 ans » may be anything.
    """
    written = ((_unify_spaces(reference.value_text), reference) for reference in book.references)
    return [
        (value, reference)
        for value, reference in written
        if isinstance(reference.value, DateValue | NumberValue)
        and len(value) >= _SHORTEST_TELLING_VALUE
    ]


def find_spelled(text: str, figures: list[Figure]) -> Iterator[Reference]:
    """Yield the references whose figure is written out in a text."""
    plain = _unify_spaces(CITATION.sub(" ", text))
    for value, reference in figures:
        if _holds(plain, value):
            yield reference


def _holds(text: str, value: str) -> bool:
    """Whether a value stands in a text on its own, not inside a longer number."""
    start = text.find(value)
    return start >= 0 and not text[max(0, start - 1) : start].isdigit()


def _unify_spaces(text: str) -> str:
    return text.replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ")


if TYPE_CHECKING:
    from collections.abc import Callable

    WindowOf = Callable[[Location], Window]
