"""What could be opened at a past decision: what was, what was not, and at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_widgets.case_dossier import LABELS
from coordo_widgets.case_indicators import NO_CHANGE, describe_change
from coordo_widgets.case_words import describe_price, plain
from coordo_widgets.debrief_screen import OpeningView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_simulation.playback import Moment, OpenedItem, Playback
    from coordo_simulation.prompts import ItemPrompt
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario


def build_openings(
    scenario: Scenario, book: ReferenceBook, playback: Playback, moment: Moment
) -> tuple[OpeningView, ...]:
    """List what was opened there, then what was offered there first and never opened."""
    ever = {opened.id for each in playback.moments for opened in each.opened}
    before = {item.id for each in playback.moments[: moment.step] for item in each.prompt.items}
    missed = (i for i in moment.prompt.items if i.id not in ever and i.id not in before)
    return (
        *(_build_opened(scenario, book, opened) for opened in moment.opened),
        *(_build_missed(book, item) for item in missed),
    )


def _build_opened(scenario: Scenario, book: ReferenceBook, opened: OpenedItem) -> OpeningView:
    moves = ((each.indicator, each.after - each.before) for each in opened.changes)
    return OpeningView(
        label=LABELS[opened.kind],
        title=plain(opened.title, book),
        price=describe_price(opened.minutes, opened.cost, book),
        is_opened=True,
        changes=list_changes(scenario, moves),
    )


def _build_missed(book: ReferenceBook, item: ItemPrompt) -> OpeningView:
    return OpeningView(
        label=LABELS[item.kind],
        title=plain(item.title, book),
        price=describe_price(item.minutes, item.cost, book),
        is_opened=False,
        changes="",
    )


def list_changes(scenario: Scenario, changes: Iterable[tuple[str, float]]) -> str:
    """Write the changes that can be seen: confiance − 5 points, trésorerie − 13,8 k€."""
    specs = ((scenario.get_indicator(indicator), change) for indicator, change in changes)
    return ", ".join(
        f"{spec.label[:1].lower()}{spec.label[1:]} {described}"
        for spec, change in specs
        if (described := describe_change(spec, change)) != NO_CHANGE
    )
