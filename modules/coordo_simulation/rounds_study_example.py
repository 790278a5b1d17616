"""The invented morning in the valley of the Sorgne, as the map of rounds reads it."""

from __future__ import annotations

from coordo_simulation.rounds_example import (
    RELIEFS,
    VILLAGES,
    build_example_day,
    build_example_plan,
)
from coordo_simulation.rounds_study import RoundsStudy

ORIGIN = "exemple inventé"


def build_example_rounds() -> RoundsStudy:
    """Build the study that the map opens on."""
    day = build_example_day()
    label = day.label.removesuffix(f" ({ORIGIN})")
    return RoundsStudy.model_validate(
        {
            "origin": ORIGIN,
            "day": day.model_dump() | {"label": label},
            "habit": build_example_plan(),
            "reliefs": RELIEFS,
            "villages": VILLAGES,
        }
    )
