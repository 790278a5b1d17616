"""What a trainee is told after an answer: plain models, JSON-able."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from coordo_simulation.references import Closed

Verdict = Literal["juste", "partiel", "faux", "sans réponse", "à corriger"]


class OptionFeedback(Closed):
    """One proposition, element, region or gap, told as answered and as it should be."""

    id: str
    html: str
    is_chosen: bool
    is_expected: bool
    is_right: bool
    credit: float | None = None
    weight: str | None = None
    expected_html: str | None = None
    explanation_html: str


class SourceNote(Closed):
    """A source as it is printed under an explanation."""

    label: str
    value: str | None = None
    source: str
    url: str | None = None
    checked_on: str | None = None
    note: str | None = None


class PanelVoice(Closed):
    """What one expert of a panel answered, and why."""

    expert: str
    degree: int
    reason_html: str


class CertaintyNote(Closed):
    """What a stated certainty says beside the answer; it never changes the score.

    ``tariff`` is Leclercq's, from −20 to 20.
    """

    degree: int
    band: str
    tariff: int
    is_dangerous: bool
    words: str


class Feedback(Closed):
    """The whole of what follows an answer.

    Attributes:
        drawing_html: the drawing or plane, with what was expected and what was answered on it.
        panel: each expert of a script, lowest degree first.
        steps: the feedback on each question of a case.
    """

    score: float
    points: Decimal
    points_max: Decimal
    verdict: Verdict
    reason: str
    options: tuple[OptionFeedback, ...]
    key_html: str
    mistake_html: str
    explanation_html: str
    sources: tuple[SourceNote, ...]
    drawing_html: str = ""
    panel: tuple[PanelVoice, ...] = ()
    panel_origin_html: str = ""
    certainty: CertaintyNote | None = None
    steps: tuple[Feedback, ...] = ()
