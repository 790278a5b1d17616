"""What is seen: questions, cases, figures and the portal, one call per notebook cell.

The public names are imported when first used, so that a notebook pays only for what it shows
(altair alone costs most of a second). A submodule never bears the name of a public function:
importing it would put the module where the function is expected.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

# Altair imports jsonschema, which imports rfc3987_syntax where it is installed: 1.5 s of every
# kernel, for a check of IRI formats that nothing here uses. None makes that import fail at once.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

PUBLIC_NAMES: dict[str, str] = {
    "aggir_grid": "figures.aggir",
    "apa_plan_figure": "figures.apa_plan",
    "authority_figure": "figures.authority",
    "budget_board": "figures.budget",
    "case": "case_player",
    "consent_path": "figures.deliberation_path",
    "control_chart": "figures.control",
    "deliberation_field": "figures.deliberation",
    "disclosure_gate": "figures.deliberation_gate",
    "evaluation_summary": "summary",
    "event_duties": "figures.duties",
    "event_fishbone": "figures.fishbone",
    "exercises": "questions",
    "graded_case": "graded_player",
    "has_scoring_board": "figures.scoring",
    "indicator_card_view": "figures.indicator",
    "interface_queue_figure": "figures.interface_queue",
    "marking": "marking_page",
    "page": "page_header",
    "page_end": "page_header",
    "pathway_figure": "figures.pathway",
    "pathway_ribbon": "figures.ribbon",
    "portal": "portal_page",
    "pyramid_figure": "figures.pyramid",
    "question": "questions",
    "references_list": "reference_notes",
    "risk_matrix": "figures.risks",
    "rota_board": "figures.rota",
    "rounds_map": "figures.rounds",
    "ssiad_figure": "figures.ssiad",
    "team_dynamics": "figures.team",
    "territory_map": "figures.territory",
    "timeline_figure": "figures.timeline",
    "unmet_demand_figure": "figures.unmet_demand",
}
"""Public name → submodule that defines it."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute has any type
    """Import a public name on first use."""
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{PUBLIC_NAMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, for completion."""
    return sorted(PUBLIC_NAMES)
