"""The invented week of the Trois Rivières, as the board reads it."""

from __future__ import annotations

from coordo_simulation.rota_example import build_example_rota, build_example_service
from coordo_simulation.rota_study import RotaStudy

ORIGIN = "exemple inventé"


def build_example_week() -> RotaStudy:
    """Build the study that the board opens on."""
    service = build_example_service()
    label = service.label.removesuffix(f" ({ORIGIN})")
    return RotaStudy.model_validate(
        {
            "origin": ORIGIN,
            "service": service.model_dump() | {"label": label},
            "rota": build_example_rota().model_dump(),
        }
    )
