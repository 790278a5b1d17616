"""Time spent on each item, estimated from the times at which answers were saved.

A journal says when an answer was saved, not when its question was read. The time of an answer
is taken to be the gap since the event before it in the same journal, whatever that was; what
somebody adds by coming back to a question is added. A gap longer than ``CAP_SECONDS`` is an
interruption and counts for that long, no more. The first event of a journal has nothing before
it and gives no time. Where several questions stand on one page, reading ahead is charged to the
first one answered after it: medians over trainees are meaningful, single values hardly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from coordo_assessments.events import AnswerGiven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.events import Event

CAP_SECONDS = 600.0
PLAUSIBLE_SECONDS = 1.0
METHOD = (
    "Temps estimé\u202f: écart entre l’enregistrement de la réponse et l’événement qui le précède "
    "dans le journal (réponse, section lue…), plafonné à 10\u00a0minutes\u202f; les retours sur "
    "une question s’ajoutent. La médiane de la promotion a un sens, une valeur isolée presque pas."
)


@dataclass
class ItemTimes:
    """Seconds by item id for one trainee, and how many gaps were cut to the cap."""

    seconds: dict[str, float] = field(default_factory=dict)
    capped: int = 0


def estimate_times(events: Sequence[Event], activity: str) -> ItemTimes:
    """Estimate the time that one trainee spent on each item of an activity.

    Events are taken in the order of their clock: two tabs interleave in the file.
    """
    times = ItemTimes()
    ordered = sorted(events, key=lambda event: event.at)
    for before, event in pairwise(ordered):
        if not isinstance(event, AnswerGiven) or event.activity != activity:
            continue
        gap = (event.at - before.at).total_seconds()
        times.capped += gap > CAP_SECONDS
        spent = times.seconds.get(event.item, 0.0)
        times.seconds[event.item] = spent + min(gap, CAP_SECONDS)
    return times
