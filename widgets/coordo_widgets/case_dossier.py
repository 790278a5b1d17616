"""What can be opened while a decision waits, at what price, and what was opened, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.references import Closed

from coordo_widgets.case_figures import ShownFigure, show_figure
from coordo_widgets.case_passages import PassageView, build_passage
from coordo_widgets.case_words import describe_price, plain

if TYPE_CHECKING:
    from coordo_simulation.case_items import Table
    from coordo_simulation.playback import OpenedItem
    from coordo_simulation.prompts import ItemPrompt
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario

LABELS = {"document": "Document", "hint": "Conseil", "meeting": "Rencontre"}
ACTS = {"document": "Lire", "hint": "Demander", "meeting": "Rencontrer"}


class TableView(Closed):
    """A data table; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ItemView(Closed):
    """Something to open, with its price; ``reason`` says why it is closed."""

    id: str
    kind: str
    label: str
    act: str
    title: str
    price: str
    is_opened: bool
    is_available: bool
    reason: str | None


class OpenedView(Closed):
    """Something opened at ``step``, to be read again until the end of the run.

    ``byline`` says who wrote it and when, or who was met and where.
    """

    id: str
    kind: str
    label: str
    title: str
    byline: str
    html: str | None
    table: TableView | None
    figure: ShownFigure | None
    passages: tuple[PassageView, ...]
    price: str
    step: int


def build_item(scenario: Scenario, book: ReferenceBook, item: ItemPrompt) -> ItemView:
    """Build something that is offered while a decision waits; a meeting says where."""
    place = plain(scenario.get_place(item.place).name, book) if item.place else None
    return ItemView(
        id=item.id,
        kind=item.kind,
        label=f"{LABELS[item.kind]}, {place}" if place else LABELS[item.kind],
        act=ACTS[item.kind],
        title=plain(item.title, book),
        price=describe_price(item.minutes, item.cost, book),
        is_opened=item.is_opened,
        is_available=item.is_available,
        reason=plain(item.closed_reason, book) if item.closed_reason else None,
    )


def build_opened(
    scenario: Scenario, book: ReferenceBook, item: OpenedItem, step: int
) -> OpenedView:
    """Build something that was opened, as it is read."""
    return OpenedView(
        id=item.id,
        kind=item.kind,
        label=LABELS[item.kind],
        title=plain(item.title, book),
        byline=_sign(scenario, book, item),
        html=render_markdown(item.body, book) if item.body else None,
        table=_build_table(item.table, book) if item.table else None,
        figure=show_figure(item.view) if item.view else None,
        passages=tuple(build_passage(scenario, book, passage) for passage in item.passages),
        price=describe_price(item.minutes, item.cost, book),
        step=step,
    )


def _sign(scenario: Scenario, book: ReferenceBook, item: OpenedItem) -> str:
    """Say who wrote it and when, or who was met and where."""
    speakers = {passage.speaker for passage in item.passages}
    is_named = item.person is None or item.person in speakers
    person = None if is_named else scenario.get_person(item.person or "").name
    place = scenario.get_place(item.place).name if item.place else None
    told = (item.author, item.written, person, place)
    return ", ".join(plain(each, book) for each in told if each)


def _build_table(table: Table, book: ReferenceBook) -> TableView:
    return TableView(
        caption=plain(table.caption, book),
        columns=tuple(plain(column, book) for column in table.columns),
        rows=tuple(tuple(plain(cell, book) for cell in row) for row in table.rows),
    )
