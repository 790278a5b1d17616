"""Yvette Carlier's situation and its three plans, as the ribbon reads them: invented."""

from __future__ import annotations

from coordo_simulation.pathway_example import EXAMPLE, HOSPITAL_FIRST, PLANS
from coordo_simulation.pathway_study import PathwayStudy


def build_example_pathway() -> PathwayStudy:
    """Build the study that the ribbon opens on."""
    return PathwayStudy.model_validate(
        {
            "origin": "exemple inventé",
            "situation": EXAMPLE.model_dump(),
            "plans": [plan.model_dump() for plan in PLANS],
            "opening": HOSPITAL_FIRST.id,
        }
    )
