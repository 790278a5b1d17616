"""Builds the public half of an item: what a trainee may receive, and nothing of the key."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from coordo_assessments.items import (
    CaseItem,
    ChoiceGap,
    ChoiceItem,
    ClassificationItem,
    ClozeItem,
    FreeTextItem,
    GivenCell,
    Item,
    JustifiedItem,
    MatchingItem,
    NumericGap,
    NumericItem,
    OrderingItem,
    PositioningItem,
    QrpItem,
    QrplItem,
    ShortGap,
    TableItem,
    TcsItem,
    ZoneItem,
)
from coordo_assessments.items_gaps import GAP
from coordo_assessments.items_judgement import DEGREES
from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.public_models import (
    PublicAxis,
    PublicCell,
    PublicCriterion,
    PublicDegree,
    PublicEntry,
    PublicGap,
    PublicItem,
    PublicPaper,
    PublicPlane,
    PublicRow,
    PublicScript,
    PublicStep,
    PublicTable,
)
from coordo_assessments.script_words import DEGREE_LABELS, LEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items_plane import Axis
    from coordo_assessments.rubric import RubricCriterion

    _PartsBuilder = Callable[[Any, ReferenceBook], dict[str, Any]]

__all__ = ["PublicEntry", "PublicItem", "PublicPaper", "build_public_item"]


def build_public_item(item: Item, book: ReferenceBook) -> PublicItem:
    """Build what may be shown of an item.

    What must be ordered, matched, sorted, pointed at or chosen in a list stands in an order
    that depends on the ids alone, not on the order in which it was written: it is the same at
    every opening, and knowing how it is made does not give the key away.
    """
    build_parts: _PartsBuilder = _PARTS.get(item.type, _no_parts)
    return PublicItem.model_validate(
        {
            "id": item.id,
            "type": item.type,
            "title": item.title,
            "stem_html": render_markdown(item.stem, book),
            "points": item.points,
            "certainty": item.certainty,
            **build_parts(item, book),
        }
    )


def _choice_parts(item: ChoiceItem, book: ReferenceBook) -> dict[str, Any]:
    return {"options": _entries(item.options, book)}


def _qrp_parts(item: QrpItem | QrplItem, book: ReferenceBook) -> dict[str, Any]:
    return {"options": _entries(item.options, book), "expected_count": item.expected_count}


def _numeric_parts(item: NumericItem, _book: ReferenceBook) -> dict[str, Any]:
    return {"unit": item.unit, "decimals": item.decimals}


def _ordering_parts(item: OrderingItem, book: ReferenceBook) -> dict[str, Any]:
    return {"elements": _scatter(_entries(item.elements, book), item.id)}


def _matching_parts(item: MatchingItem, book: ReferenceBook) -> dict[str, Any]:
    return {
        "left": _entries(item.left, book),
        "right": _scatter(_entries(item.right, book), item.id),
    }


def _classification_parts(item: ClassificationItem, book: ReferenceBook) -> dict[str, Any]:
    return {
        "elements": _scatter(_entries(item.elements, book), item.id),
        "right": _entries(item.categories, book),
    }


def _zone_parts(item: ZoneItem, book: ReferenceBook) -> dict[str, Any]:
    return {
        "options": _scatter(_entries(item.regions, book), item.id),
        "expected_count": item.expected_count,
        "drawing_html": item.drawing,
        "description_html": render_markdown(item.description, book),
        "size": item.size,
    }


def _positioning_parts(item: PositioningItem, book: ReferenceBook) -> dict[str, Any]:
    plane = PublicPlane(
        horizontal=_axis(item.horizontal),
        vertical=_axis(item.vertical),
        convention_html=render_inline(item.convention, book),
    )
    return {"elements": _entries(item.profiles, book), "plane": plane}


def _axis(axis: Axis) -> PublicAxis:
    return PublicAxis(title=axis.title, low=axis.low, high=axis.high)


def _cloze_parts(item: ClozeItem, book: ReferenceBook) -> dict[str, Any]:
    html = render_markdown(item.text, book)
    text = GAP.sub(r'<span class="co-gap" data-gap="\1"></span>', html)
    gaps = {gap.id: gap for gap in item.gaps}
    read = [gaps[gap_id] for gap_id in GAP.findall(item.text)]
    return {"text_html": text, "gaps": tuple(_gap(gap, book) for gap in read)}


def _table_parts(item: TableItem, book: ReferenceBook) -> dict[str, Any]:
    rows = tuple(
        PublicRow(
            html=render_inline(row.text, book),
            cells=tuple(
                PublicCell(html=render_inline(cell.text, book))
                if isinstance(cell, GivenCell)
                else PublicCell(gap=cell.id)
                for cell in row.cells
            ),
        )
        for row in item.rows
    )
    table = PublicTable(
        caption_html=render_inline(item.caption, book),
        corner_html=render_inline(item.corner, book),
        columns=tuple(render_inline(column, book) for column in item.columns),
        rows=rows,
    )
    return {"table": table, "gaps": tuple(_gap(gap, book) for gap in item.gaps)}


def _gap(gap: ShortGap | NumericGap | ChoiceGap, book: ReferenceBook) -> PublicGap:
    shown = PublicGap(id=gap.id, kind=gap.kind, label=gap.label)
    match gap:
        case NumericGap():
            return shown.model_copy(update={"unit": gap.unit, "decimals": gap.decimals})
        case ChoiceGap():
            options = _scatter(_entries(gap.options, book), gap.id)
            return shown.model_copy(update={"options": options})
        case ShortGap():
            return shown


def _tcs_parts(item: TcsItem, book: ReferenceBook) -> dict[str, Any]:
    thought, learned, asked = LEADS[item.kind]
    labels = DEGREE_LABELS[item.kind]
    script = PublicScript(
        hypothesis_lead=thought,
        hypothesis_html=render_inline(item.hypothesis, book),
        information_lead=learned,
        information_html=render_inline(item.information, book),
        question=asked,
        degrees=tuple(PublicDegree(degree=entry, label=labels[entry]) for entry in DEGREES),
    )
    return {"script": script}


def _justified_parts(item: JustifiedItem, book: ReferenceBook) -> dict[str, Any]:
    return {
        "statement_html": render_inline(item.statement, book),
        "options": _scatter(_entries(item.reasons, book), item.id),
        "rubric": _criteria(item.rubric),
        "max_words": item.max_words if item.rubric else None,
    }


def _free_text_parts(item: FreeTextItem, _book: ReferenceBook) -> dict[str, Any]:
    return {"rubric": _criteria(item.rubric), "max_words": item.max_words}


def _criteria(rubric: tuple[RubricCriterion, ...]) -> tuple[PublicCriterion, ...]:
    return tuple(
        PublicCriterion(criterion=entry.criterion, points=entry.points) for entry in rubric
    )


def _case_parts(item: CaseItem, book: ReferenceBook) -> dict[str, Any]:
    steps = tuple(
        PublicStep(
            information_html=render_markdown(step.information, book),
            question=build_public_item(step.question, book),
        )
        for step in item.steps
    )
    return {"steps": steps}


def _no_parts(_item: Item, _book: ReferenceBook) -> dict[str, Any]:
    return {}


_PARTS: dict[str, _PartsBuilder] = {
    "qru": _choice_parts,
    "qrm": _choice_parts,
    "qrp": _qrp_parts,
    "qrpl": _qrp_parts,
    "numeric": _numeric_parts,
    "ordering": _ordering_parts,
    "matching": _matching_parts,
    "classification": _classification_parts,
    "zone": _zone_parts,
    "positioning": _positioning_parts,
    "cloze": _cloze_parts,
    "table": _table_parts,
    "tcs": _tcs_parts,
    "justified": _justified_parts,
    "free_text": _free_text_parts,
    "dossier": _case_parts,
    "kfp": _case_parts,
}


class _HasText(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...


def _entries(entries: Sequence[_HasText], book: ReferenceBook) -> tuple[PublicEntry, ...]:
    return tuple(
        PublicEntry(id=entry.id, html=render_inline(entry.text, book)) for entry in entries
    )


def _scatter(entries: tuple[PublicEntry, ...], seed: str) -> tuple[PublicEntry, ...]:
    def rank(entry: PublicEntry) -> str:
        return hashlib.sha256(f"{seed}:{entry.id}".encode()).hexdigest()

    return tuple(sorted(entries, key=rank))
