"""Coordination devices, whom they are for and when they existed."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure_data import load_rows

FIRST_YEAR, LAST_YEAR = 1996, 2026  # the oldest device; the year in which the list was checked
DAC_LAW_YEAR, DAC_SWITCH_YEAR = 2019, 2022
POPULATIONS = {
    "tout-age": "Tout âge, situations complexes",
    "personnes-agees": "Personnes âgées",
    "handicap": "Personnes en situation de handicap",
}


class Device(Closed):
    """A coordination device. ``start`` is None where no source gives the year."""

    id: str
    name: str
    short: str
    population: str
    start: int | None
    end: int | None
    note: str
    references: tuple[str, ...]

    def exists_in(self, year: int) -> bool:
        """Whether it existed at some time of that year."""
        return self.start is not None and self.start <= year <= (self.end or LAST_YEAR)


def load_devices() -> tuple[Device, ...]:
    """Read the devices, by population, oldest first; those without a year last."""
    devices = [
        Device(
            id=row["id"],
            name=row["name"],
            short=row["short"],
            population=row["population"],
            start=int(row["start"]) if row["start"] else None,
            end=int(row["end"]) if row["end"] else None,
            note=row["note"],
            references=tuple(row["references"].split()),
        )
        for row in load_rows("coordination_devices")
    ]
    order = list(POPULATIONS)
    return tuple(
        sorted(
            devices, key=lambda each: (order.index(each.population), each.start or LAST_YEAR + 1)
        )
    )


def select_devices(population: str) -> tuple[Device, ...]:
    """The devices of one population, or of all."""
    return tuple(each for each in load_devices() if population in ("toutes", each.population))
