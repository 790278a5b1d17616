"""What an answer must fit: the ids and limits of its item, and nothing of its key.

A form is built from a whole item (the grader has it) or from its public half (a trainee's
kernel has no other), so that both refuse the same answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from coordo_assessments.items import ChoiceGap, QruItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from coordo_assessments.items import (
        CaseItem,
        ChoiceItem,
        ClassificationItem,
        GappedItem,
        Item,
        JustifiedItem,
        MatchingItem,
        OrderingItem,
        PositioningItem,
        QrpItem,
        QrplItem,
        ZoneItem,
    )
    from coordo_assessments.public_models import PublicItem


@dataclass(frozen=True)
class AnswerForm:
    """Ids and limits of one item.

    Attributes:
        ids: propositions, elements, left entries, regions, profiles or gaps.
        targets: right entries, categories or reasons.
        limit: how many ids may be chosen.
        choices: the ids that a gap with a choice list takes.
        size: width and height of the drawing.
        steps: forms of the questions of a case.
    """

    item: str = ""
    kind: str = ""
    ids: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    limit: int = 0
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    size: tuple[int, int] = (0, 0)
    steps: tuple[AnswerForm, ...] = ()


def build_form(item: Item) -> AnswerForm:
    """Build the form of a whole item."""
    build = _FORMS.get(item.type)
    form = build(item) if build else AnswerForm()
    return replace(form, item=item.id, kind=item.type)


def build_public_form(item: PublicItem) -> AnswerForm:
    """Build the form of the public half of an item."""
    is_justified = item.type == "justified"
    choosable = () if is_justified else item.options
    limit = 1 if item.type == "qru" else item.expected_count or len(choosable)
    return AnswerForm(
        item=item.id,
        kind=item.type,
        ids=_ids(choosable) | _ids(item.elements) | _ids(item.left) | _ids(item.gaps),
        targets=_ids(item.options) if is_justified else _ids(item.right),
        limit=limit,
        choices={gap.id: _ids(gap.options) for gap in item.gaps if gap.options},
        size=item.size or (0, 0),
        steps=tuple(build_public_form(step.question) for step in item.steps),
    )


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _ids(entries: Iterable[_HasId]) -> frozenset[str]:
    return frozenset(entry.id for entry in entries)


def _form_of_choice(item: ChoiceItem) -> AnswerForm:
    limit = 1 if isinstance(item, QruItem) else len(item.options)
    return AnswerForm(ids=_ids(item.options), limit=limit)


def _form_of_qrp(item: QrpItem | QrplItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.options), limit=item.expected_count)


def _form_of_set(item: OrderingItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.elements))


def _form_of_matching(item: MatchingItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.left), targets=_ids(item.right))


def _form_of_classification(item: ClassificationItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.elements), targets=_ids(item.categories))


def _form_of_zone(item: ZoneItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.regions), limit=item.expected_count, size=item.size)


def _form_of_positioning(item: PositioningItem) -> AnswerForm:
    return AnswerForm(ids=_ids(item.profiles))


def _form_of_gaps(item: GappedItem) -> AnswerForm:
    gaps = [gap for gap in item.gaps if isinstance(gap, ChoiceGap)]
    return AnswerForm(ids=_ids(item.gaps), choices={gap.id: _ids(gap.options) for gap in gaps})


def _form_of_justified(item: JustifiedItem) -> AnswerForm:
    return AnswerForm(targets=_ids(item.reasons))


def _form_of_case(item: CaseItem) -> AnswerForm:
    return AnswerForm(steps=tuple(build_form(step.question) for step in item.steps))


_FORMS: dict[str, Callable[[Any], AnswerForm]] = {
    "qru": _form_of_choice,
    "qrm": _form_of_choice,
    "qrp": _form_of_qrp,
    "qrpl": _form_of_qrp,
    "ordering": _form_of_set,
    "matching": _form_of_matching,
    "classification": _form_of_classification,
    "zone": _form_of_zone,
    "positioning": _form_of_positioning,
    "cloze": _form_of_gaps,
    "table": _form_of_gaps,
    "justified": _form_of_justified,
    "dossier": _form_of_case,
    "kfp": _form_of_case,
}
