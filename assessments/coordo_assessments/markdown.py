"""Turns the course's Markdown into safe HTML, its citations replaced by dated values."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import format_date, set_spaces
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.references import Reference, ReferenceBook

CITATION = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]\n]+))?\]\]")

_KEPT = 4096  # the texts of a bank come again with every answer to their items


def iter_citations(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each ``[[id]]`` or ``[[id|label]]`` of a text as (id, label)."""
    for found in CITATION.finditer(text):
        yield found.group(1), found.group(2)


def render_markdown(text: str, book: ReferenceBook) -> str:
    """Render a text of several paragraphs; HTML in it is shown, not interpreted.

    Raises:
        UnknownReferenceError: the text cites a reference that the course does not hold.
    """
    return _insert_citations(_parse(text), book)


def render_inline(text: str, book: ReferenceBook) -> str:
    """Render a text of one line, without a paragraph around it.

    Raises:
        UnknownReferenceError: the text cites a reference that the course does not hold.
    """
    return _insert_citations(_parse_inline(text), book)


def render_plain(text: str, book: ReferenceBook) -> str:
    """Replace the citations by their values, without markup."""
    return CITATION.sub(lambda found: found.group(2) or book.get(found.group(1)).value_text, text)


def _mark_citations(text: str) -> str:
    """Hide the citations from Markdown behind two private-use characters."""
    return CITATION.sub(
        lambda found: f"\ue000{found.group(1)}\ue002{found.group(2) or ''}\ue001",
        set_spaces(text),
    )


def _insert_citations(html: str, book: ReferenceBook) -> str:
    return re.sub(
        "\ue000([a-z0-9-]+)\ue002([^\ue001]*)\ue001",
        lambda found: _render_citation(book.get(found.group(1)), found.group(2)),
        html,
    )


def _render_citation(reference: Reference, label_html: str) -> str:
    shown = label_html or escape(reference.value_text)
    source = reference.sources[0]
    title = f"{reference.label}. {source.title}. Vérifié le {format_date(reference.checked_on)}."
    return (
        f'<span class="co-ref" data-ref="{escape(reference.id)}" title="{escape(title)}">'
        f"{shown}</span>"
    )


@lru_cache(maxsize=_KEPT)
def _parse(text: str) -> str:
    return str(_reader().render(_mark_citations(text)))


@lru_cache(maxsize=_KEPT)
def _parse_inline(text: str) -> str:
    return str(_reader().renderInline(_mark_citations(text).strip()))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": False}).enable("table")
