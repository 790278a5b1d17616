"""Answers that earn full marks: what the key says, in the shape a trainee would send.

For simulated trainees, and for the test that the key of every item earns 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_assessments.items import ChoiceGap, DossierItem, Item, NumericGap, ShortGap

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from coordo_assessments.items import (
        CaseItem,
        ChoiceItem,
        ClassificationItem,
        FreeTextItem,
        GappedItem,
        JustifiedItem,
        MatchingItem,
        NumericItem,
        OrderingItem,
        PositioningItem,
        QrocItem,
        TcsItem,
        ZoneItem,
    )


def answer_as_key(item: Item) -> dict[str, Any]:
    """Answer as the key does; a text graded by hand repeats the guidance."""
    return _ANSWERS[item.type](item)


def _answer_choice(item: ChoiceItem) -> dict[str, Any]:
    return {"options": sorted(item.key)}


def _answer_short(item: QrocItem) -> dict[str, Any]:
    return {"text": item.accepted[0]}


def _answer_number(item: NumericItem) -> dict[str, Any]:
    return {"text": _write_number(item.value)}


def _answer_text(item: FreeTextItem) -> dict[str, Any]:
    return {"text": item.guidance}


def _answer_order(item: OrderingItem) -> dict[str, Any]:
    return {"order": list(item.key)}


def _answer_pairs(item: MatchingItem | ClassificationItem) -> dict[str, Any]:
    return {"pairs": dict(item.key)}


def _answer_zone(item: ZoneItem) -> dict[str, Any]:
    return {"points": [], "regions": sorted(item.key)}


def _answer_plane(item: PositioningItem) -> dict[str, Any]:
    return {
        "positions": {profile.id: _find_middle(profile.target.box) for profile in item.profiles}
    }


def _find_middle(box: tuple[float, float, float, float]) -> dict[str, float]:
    left, low, right, high = box
    return {"x": (left + right) / 2, "y": (low + high) / 2}


def _answer_gaps(item: GappedItem) -> dict[str, Any]:
    return {"gaps": {gap.id: _fill(gap) for gap in item.gaps}}


def _fill(gap: ShortGap | NumericGap | ChoiceGap) -> str:
    match gap:
        case ShortGap():
            return gap.accepted[0]
        case NumericGap():
            return _write_number(gap.value)
        case ChoiceGap():
            return gap.key.id


def _answer_script(item: TcsItem) -> dict[str, Any]:
    return {"degree": max(item.votes, key=lambda degree: item.votes[degree])}


def _answer_truth(item: JustifiedItem) -> dict[str, Any]:
    reason = next((entry.id for entry in item.reasons if entry.correct), None)
    return {"truth": item.truth, "reason": reason, "text": item.guidance}


def _answer_case(item: CaseItem) -> dict[str, Any]:
    parts = [answer_as_key(step.question) for step in item.steps]
    if isinstance(item, DossierItem):
        return {"steps": parts, "reached": len(parts)}
    return {"parts": parts}


def _write_number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


_ANSWERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "qru": _answer_choice,
    "qrm": _answer_choice,
    "qrp": _answer_choice,
    "qrpl": _answer_choice,
    "qroc": _answer_short,
    "numeric": _answer_number,
    "free_text": _answer_text,
    "ordering": _answer_order,
    "matching": _answer_pairs,
    "classification": _answer_pairs,
    "zone": _answer_zone,
    "positioning": _answer_plane,
    "cloze": _answer_gaps,
    "table": _answer_gaps,
    "tcs": _answer_script,
    "justified": _answer_truth,
    "dossier": _answer_case,
    "kfp": _answer_case,
}
