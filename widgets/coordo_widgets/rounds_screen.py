"""What the view of the rounds shows, as closed models; pictures are SVG of our own making."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure_model import Source, Table


class MeasureView(Closed):
    """A number of the day, and what it was with the rounds by habit."""

    label: str
    value: str
    before: str


class StopView(Closed):
    """A stop of the list: when, who, what, and what is wrong there."""

    id: str
    hour: str
    label: str
    detail: str
    faults: tuple[str, ...]
    goals: tuple[str, ...]


class RoundView(Closed):
    """A carer's round; ``swatch`` is the line that she is on the map."""

    id: str
    name: str
    trade: str
    summary: str
    swatch: str
    has_faults: bool


class RoundsScreen(Closed):
    """All that is shown; ``stops`` are those of the round ``shown``, ``left`` of nobody.

    ``tried`` compares the rounds proposed so far; None before the first.
    """

    title: str
    answer: tuple[str, ...]
    faults: tuple[str, ...]
    measures: tuple[MeasureView, ...]
    rounds: tuple[RoundView, ...]
    shown: str
    stops: tuple[StopView, ...]
    left: tuple[StopView, ...]
    map: str
    strip: str
    month: str
    rotation: str
    can_undo: bool
    has_own: bool
    tried: Table | None
    tables: tuple[Table, ...]
    status: str


class RoundsDefinition(Closed):
    """What does not change: sources, limits, what one may ask for."""

    lead: str
    sources: tuple[Source, ...]
    limits: tuple[str, ...]
    wishes: tuple[tuple[int, str], ...]
    rotations: tuple[tuple[str, str], ...]
