"""The medical wards of an invented hospital, and the one home service that takes people on."""

from __future__ import annotations

from coordo_simulation.interface_study import InterfaceStudy

STORY = (
    "Les services de médecine de l’hôpital de Sainte-Colombe-sur-Aure, une "
    "infirmière coordinatrice qui évalue quatre personnes par jour ouvré, un service à domicile."
)
STUDY = InterfaceStudy(origin="exemple inventé", story=STORY, starts=3, ready=12, friday=35)
EXAMPLE = STUDY.build_interface()


def build_example_queue() -> InterfaceStudy:
    """Build the study that the figure opens on."""
    return STUDY
