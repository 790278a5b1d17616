"""What exists at each level of the pyramid after each evolution."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure_data import load_rows

LEVELS = {"sommet": "Sommet", "milieu": "Milieu", "base": "Base"}
DEGREES = {
    "sommet": "situations complexes",
    "milieu": "situations intermédiaires",
    "base": "situations standard",
}
WHOLE = "ensemble"


class Answer(Closed):
    """What exists at a level after an evolution, or the hole that was there."""

    evolution: int
    level: str
    answer: str
    is_hole: bool
    is_placed_by_us: bool


class Evolution(Closed):
    """One of the five evolutions, with the state of the pyramid that shows it."""

    number: int
    short: str
    title: str
    slide: str


def load_answers() -> tuple[Answer, ...]:
    """Read what exists at each level."""
    return tuple(
        Answer(
            evolution=int(row["evolution"]),
            level=row["level"],
            answer=row["answer"],
            is_hole=row["is_hole"] == "oui",
            is_placed_by_us=row["placement"] == "lecture",
        )
        for row in load_rows("pyramid_answers")
    )


def load_evolutions() -> tuple[Evolution, ...]:
    """Read the five evolutions."""
    return tuple(
        Evolution(
            number=int(row["number"]),
            short=row["short"],
            title=row["title"],
            slide=row["slide"],
        )
        for row in load_rows("pyramid_evolutions")
    )


def find_answer(evolution: int, level: str) -> Answer | None:
    """What exists at a level after an evolution; None where the source says nothing."""
    found = (each for each in load_answers() if (each.evolution, each.level) == (evolution, level))
    return next(found, None)


def is_new(evolution: int, level: str) -> bool:
    """Whether the level's answer differs from the one before that evolution."""
    now, before = find_answer(evolution, level), find_answer(evolution - 1, level)
    return evolution > 1 and now is not None and (before is None or before.answer != now.answer)
