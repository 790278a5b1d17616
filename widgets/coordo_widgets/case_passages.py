"""A piece of a story on the page: who speaks, what is said, where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.references import Closed

from coordo_widgets.case_words import plain

if TYPE_CHECKING:
    from coordo_simulation.playback import Passage
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario

KIND_LABELS = {
    "message": "Message",
    "evenement": "Événement",
    "consequence": "Conséquence",
}


class PassageView(Closed):
    """A piece of text; ``cause_step`` leads back to the decision it comes from."""

    kind: str
    label: str | None
    speaker: str | None
    role: str | None
    html: str
    cause: str | None
    cause_step: int | None


def build_passage(scenario: Scenario, book: ReferenceBook, passage: Passage) -> PassageView:
    """Build a passage with its speaker and its cause."""
    person = scenario.get_person(passage.speaker) if passage.speaker else None
    return PassageView(
        kind=passage.kind,
        label=KIND_LABELS.get(passage.kind),
        speaker=plain(person.name, book) if person else None,
        role=plain(person.role, book) if person else None,
        html=render_markdown(passage.text, book),
        cause=plain(passage.cause, book) if passage.cause else None,
        cause_step=passage.cause_step,
    )
