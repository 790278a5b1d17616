"""The public half of items: plain models, JSON-able, that hold no key."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from coordo_simulation.references import Closed
from pydantic import Field


class PublicEntry(Closed):
    """A proposition, an element, a side of a pair or a region: an id and its HTML."""

    id: str
    html: str


class PublicCriterion(Closed):
    """A criterion of a rubric that the trainee may know: its name and its points."""

    criterion: str
    points: Decimal


class PublicGap(Closed):
    """A small answer in a text or a table; ``options`` where it is a choice."""

    id: str
    kind: str
    label: str
    unit: str | None = None
    decimals: int | None = None
    options: tuple[PublicEntry, ...] = ()


class PublicCell(Closed):
    """A cell: what it shows, or the gap it holds."""

    html: str = ""
    gap: str | None = None


class PublicRow(Closed):
    """A line of a table."""

    html: str
    cells: tuple[PublicCell, ...]


class PublicTable(Closed):
    """A table to fill."""

    caption_html: str
    corner_html: str
    columns: tuple[str, ...]
    rows: tuple[PublicRow, ...]


class PublicDegree(Closed):
    """A degree of the scale of a script, in words."""

    degree: int
    label: str


class PublicScript(Closed):
    """A script: « vous pensiez à », « vous apprenez que », « cela devient »."""

    hypothesis_lead: str
    hypothesis_html: str
    information_lead: str
    information_html: str
    question: str
    degrees: tuple[PublicDegree, ...]


class PublicAxis(Closed):
    """An axis and the names of its two ends."""

    title: str
    low: str
    high: str


class PublicPlane(Closed):
    """The two axes, and whose the coordinates are."""

    horizontal: PublicAxis
    vertical: PublicAxis
    convention_html: str


class PublicStep(Closed):
    """A step of a case."""

    information_html: str
    question: PublicItem


class PublicItem(Closed):
    """One item as it is shown."""

    id: str
    type: str
    title: str
    stem_html: str
    points: Decimal
    certainty: bool = False
    options: tuple[PublicEntry, ...] = ()
    expected_count: int | None = None
    unit: str | None = None
    decimals: int | None = None
    elements: tuple[PublicEntry, ...] = ()
    left: tuple[PublicEntry, ...] = ()
    right: tuple[PublicEntry, ...] = ()
    rubric: tuple[PublicCriterion, ...] = ()
    max_words: int | None = None
    drawing_html: str | None = None
    description_html: str | None = None
    size: tuple[int, int] | None = None
    text_html: str | None = None
    gaps: tuple[PublicGap, ...] = ()
    table: PublicTable | None = None
    statement_html: str | None = None
    script: PublicScript | None = None
    plane: PublicPlane | None = None
    steps: tuple[PublicStep, ...] = ()
    variant: str = Field(default="", description="mark of a content that is the trainee's own")


def _is_none(value: object) -> bool:
    return value is None


class PublicCase(Closed):
    """A case that counts: which one, its luck, and what is looked at, dimension by dimension.

    The criteria themselves are a key, and stay with the instructor.
    """

    scenario: str
    version: str
    title: str
    points: Decimal
    dimensions: tuple[PublicCriterion, ...]
    seed: int


class PublicPaper(Closed):
    """The file beside ``evaluation.ipynb``: the public items of one release, in order."""

    schema_version: Literal[1] = 1
    assignment: str
    title: str
    release: str = Field(description="fingerprint of the public content")
    items: tuple[PublicItem, ...]
    case: PublicCase | None = Field(default=None, exclude_if=_is_none)

    @property
    def points(self) -> Decimal:
        """Points of the whole paper, the case included."""
        own = self.case.points if self.case else Decimal(0)
        return sum((item.points for item in self.items), start=own)

    def item(self, item_id: str) -> PublicItem:
        """Return one item.

        Raises:
            KeyError: no such id.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
