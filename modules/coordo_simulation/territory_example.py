"""A department made up for teaching: no place of that name, no figure of it is a fact."""

from __future__ import annotations

from coordo_simulation.territory_area import Area, Department

EXAMPLE_NOTICE = "Exemple inventé : la Sarvenne n’existe pas, ses cinq secteurs non plus."


def build_example_department() -> Department:
    """Build a department of some 165,000 people of 60 and over, in five unlike areas."""
    return Department(
        label="la Sarvenne (exemple inventé)",
        posts=19.0,
        areas=(
            Area(
                id="ville",
                label="Ville de Brioule",
                portrait="des services nombreux, des loyers chers pour qui y travaille",
                older=46_000,
                tilt=-0.05,
                move_rate=-0.004,
                travel=0.14,
                initial_gap=0.06,
                failure_factor=0.85,
                place_density=21.5,
            ),
            Area(
                id="couronne",
                label="Couronne de Brioule",
                portrait="des pavillons des années 1970, dont les habitants ont vieilli ensemble",
                older=41_000,
                tilt=-0.12,
                move_rate=0.001,
                travel=0.17,
                initial_gap=0.07,
                failure_factor=0.95,
                place_density=18.5,
            ),
            Area(
                id="littoral",
                label="Littoral des Marouelles",
                portrait="des retraités qui arrivent, des soignants qui ne peuvent s’y loger",
                older=37_000,
                tilt=0.06,
                move_rate=0.012,
                need_factor=0.9,
                travel=0.18,
                initial_gap=0.11,
                failure_factor=1.4,
                place_density=18.0,
            ),
            Area(
                id="bocage",
                label="Bocage de Serquy",
                portrait="des bourgs éloignés, des équipes stables qui prennent de l’âge",
                older=25_000,
                tilt=0.08,
                move_rate=-0.002,
                need_factor=1.05,
                travel=0.22,
                initial_gap=0.09,
                failure_factor=1.25,
                place_density=21.0,
            ),
            Area(
                id="plateau",
                label="Plateau de Haute-Sarve",
                portrait="des hameaux, une heure de route entre deux visites en hiver",
                older=16_000,
                tilt=0.14,
                move_rate=-0.004,
                need_factor=1.1,
                travel=0.28,
                initial_gap=0.13,
                failure_factor=1.65,
                place_density=22.5,
            ),
        ),
    )
