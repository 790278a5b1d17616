"""A budget as a table in the manner of an EPRD: charges and products by groups, both sides equal.

The layout is simplified: a teaching hypothesis, not the official form.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import MONTHS as MONTH_NAMES
from coordo_simulation.french import format_month
from coordo_simulation.money import ZERO
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coordo_simulation.sad_budget_month import Entry, MonthResult
    from coordo_simulation.sad_budget_year import YearResult

Kind = Literal["titre", "ligne", "total", "équilibre"]
Side = Literal["charges", "produits"]

TITLES: dict[Side, dict[int, str]] = {
    "charges": {
        1: "Groupe I, exploitation courante",
        2: "Groupe II, personnel",
        3: "Groupe III, structure",
    },
    "produits": {
        1: "Groupe I, produits de la tarification",
        2: "Groupe II, autres produits d’exploitation",
        3: "Groupe III, produits financiers et non encaissables",
    },
}
NOTE = "Présentation simplifiée, à la manière d’un EPRD (hypothèse pédagogique)."


class Row(Closed):
    """A labelled row, one amount a column; a title has none."""

    label: str
    kind: Kind
    amounts: tuple[Decimal, ...] = ()


class Table(Closed):
    """Labelled rows of amounts, in columns, with what is to be known of them."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def build_eprd(year: YearResult, months_a_column: Literal[1, 3, 12] = 3) -> Table:
    """Set a year as a table: charges and surplus on one side, products and deficit on the other.

    Both sides add up to the same amount, to the cent, in every column.
    """
    spans = [
        year.months[start : start + months_a_column] for start in range(0, MONTHS, months_a_column)
    ]
    if months_a_column < MONTHS:
        spans.append(year.months)
    results = [sum((month.result for month in span), ZERO) for span in spans]
    surplus = tuple(max(result, ZERO) for result in results)
    deficit = tuple(max(-result, ZERO) for result in results)
    return Table(
        title=f"Budget {year.months[0].month.year}",
        note=NOTE,
        columns=tuple(_name(span) for span in spans),
        rows=(
            *_iter_side("charges", spans, lambda month: month.charges, surplus),
            *_iter_side("produits", spans, lambda month: month.products, deficit),
        ),
    )


def build_cash_plan(year: YearResult) -> Table:
    """Set the cash of a year as a table, month by month."""
    flows = {
        "Trésorerie au début du mois": [month.opening for month in year.cash],
        "Encaissements": [month.receipts for month in year.cash],
        "Décaissements": [month.payments for month in year.cash],
        "Trésorerie à la fin du mois": [month.closing for month in year.cash],
    }
    return Table(
        title=f"Plan de trésorerie {year.months[0].month.year}",
        columns=tuple(format_month(month.month) for month in year.cash),
        rows=tuple(
            Row(label=label, kind="ligne", amounts=tuple(amounts))
            for label, amounts in flows.items()
        ),
    )


def _name(span: Sequence[MonthResult]) -> str:
    if len(span) == MONTHS:
        return f"Année\u00a0{span[0].month.year}"
    first, last = span[0].month, span[-1].month
    return (
        format_month(first)
        if first == last
        else f"{MONTH_NAMES[first.month - 1]}-{MONTH_NAMES[last.month - 1]}"
    )


def _iter_side(
    side: Side,
    spans: Sequence[Sequence[MonthResult]],
    pick: Callable[[MonthResult], tuple[Entry, ...]],
    closing: tuple[Decimal, ...],
) -> Iterator[Row]:
    """Yield the rows of one side: groups, their lines and totals, then what balances it."""
    whole = [ZERO] * len(spans)
    for group, title in TITLES[side].items():
        rows = list(_iter_lines(spans, pick, group))
        if not rows:
            continue
        yield Row(label=title, kind="titre")
        yield from rows
        total = [sum(column, ZERO) for column in zip(*(row.amounts for row in rows), strict=True)]
        yield Row(label=f"Total du groupe {'I' * group}", kind="total", amounts=tuple(total))
        whole = [one + other for one, other in zip(whole, total, strict=True)]
    yield Row(label=f"Total des {side}", kind="total", amounts=tuple(whole))
    name = "Excédent" if side == "charges" else "Déficit"
    yield Row(label=name, kind="ligne", amounts=closing)
    even = tuple(one + other for one, other in zip(whole, closing, strict=True))
    yield Row(label="Total équilibré", kind="équilibre", amounts=even)


def _iter_lines(
    spans: Sequence[Sequence[MonthResult]],
    pick: Callable[[MonthResult], tuple[Entry, ...]],
    group: int,
) -> Iterator[Row]:
    labels = {
        entry.id: entry.label
        for span in spans
        for month in span
        for entry in pick(month)
        if entry.group == group
    }
    for entry_id, label in labels.items():
        amounts = tuple(
            sum(
                (entry.amount for month in span for entry in pick(month) if entry.id == entry_id),
                ZERO,
            )
            for span in spans
        )
        yield Row(label=label, kind="ligne", amounts=amounts)
