"""The invented event as the two views show it: the team's analysis, and what is only said."""

from __future__ import annotations

from typing import Any

from coordo_simulation.event_analysis_example import build_example_analysis
from coordo_simulation.event_hearsay_example import (
    ISHIKAWA_FAMILIES,
    PERSONAL,
    build_hearsay,
    build_reminder,
)
from coordo_simulation.event_study import AnalysedEvent, EventStudy


def build_example_study() -> AnalysedEvent:
    """Build the event, its analysis in either grid, and what was said before one had looked."""
    analysis = build_example_analysis()
    written = analysis.model_dump(exclude={"grid", "factors", "actions"})
    kept = [
        _write(factor.model_dump(), ISHIKAWA_FAMILIES[factor.id]) for factor in analysis.factors
    ]
    said = [
        _write(factor.model_dump(), PERSONAL["ishikawa"]) | {"is_kept": False}
        for factor in build_hearsay()
    ]
    hurried = build_reminder().model_dump() | {"is_decided": False}
    return AnalysedEvent.model_validate(
        written
        | {
            "name": "L’insuline de Madame Le Goff",
            "origin": "exemple inventé",
            "summary": "Une insuline n’a pas été faite, et la personne passe trois jours en soins "
            "intensifs.",
            "lead": "Un samedi soir de mars, l’insuline de Madame Le Goff n’est pas faite "
            "(exemple inventé). Dans le couloir, on dit : « Karim a oublié ».",
            "factors": [*kept, *said],
            "actions": [*(action.model_dump() for action in analysis.actions), hurried],
        }
    )


def build_example_story() -> EventStudy:
    """Build the same event, as the view reads it that asks for no analysis."""
    return EventStudy.model_validate(build_example_study().model_dump())


def _write(factor: dict[str, Any], ishikawa: str) -> dict[str, Any]:
    """A factor with its family in each grid."""
    own = {key: value for key, value in factor.items() if key != "family"}
    return own | {"families": {"alarm": factor["family"], "ishikawa": ishikawa}}
