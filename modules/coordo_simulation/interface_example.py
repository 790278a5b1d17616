"""The medical wards of an invented hospital, and the one home service that takes people on."""

from __future__ import annotations

from coordo_simulation.interface_queue import Interface, Stage

STORY = (
    "Exemple inventé. Les services de médecine de l’hôpital de Sainte-Colombe-sur-Aure, une "
    "infirmière coordinatrice qui évalue quatre personnes par jour ouvré, un service à domicile."
)
EXAMPLE = Interface(
    ready_per_week=12,
    friday_share=0.35,
    weekend_share=0.05,
    evaluation=Stage(per_day=4),
    home_start=Stage(per_day=3),
    equipment_days=1,
    weeks=52,
)
"""One year, some 620 discharges: chance still weighs, so an outlook draws eight of them."""
