"""The territory model beside the dated figures: what it gives, what was published, the gap.

The model is led with its defaults over France taken as one area, then over the department made up
for teaching. Where a figure enters the model as such, the line says so: no gap proves nothing
there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.territory import run_territory
from coordo_simulation.territory_area import FIRST_YEAR, Area, AreaYear, Department
from coordo_simulation.territory_calibration_means import (
    check_apa_totals,
    check_means,
    check_staff,
)
from coordo_simulation.territory_check import Check, Kind, read_figure
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_tables import OLD, POPULATION, compute_death_risk

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

CENTURY = 110


def build_france() -> Department:
    """Build France as one area: the shape of its tables, no one moving."""
    older = sum(count for age, count in POPULATION.items() if age >= OLD)
    area = Area(
        id="france",
        label="France",
        portrait="la France entière, prise comme un seul secteur",
        older=older,
        travel=0.18,
        initial_gap=0.08,
        place_density=19.9,
    )
    return Department(label="France", areas=(area,), posts=2000)


def build_calibration(book: ReferenceBook) -> tuple[Check, ...]:
    """Compare the model to the published figures.

    Raises:
        UnknownReferenceError: the course lacks one of the figures.
    """
    france = {year.year: year for year in run_territory(build_france()).whole}
    example = run_territory(build_example_department()).whole[0]
    return (
        *_check_population(book, france),
        *_check_help(book, france),
        *check_apa_totals(book),
        *check_staff(book, france),
        *check_means(book, example),
    )


def _check_population(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    rows: tuple[tuple[str, str, Kind, float, str], ...] = (
        (
            "60 ans ou plus, 1er janvier 2025",
            "insee-60-2025",
            "entrée",
            france[2025].older,
            "somme des tranches",
        ),
        (
            "60 ans ou plus, 1er janvier 2026",
            "insee-60-2026",
            "contrôle",
            france[2026].older,
            "estimation provisoire ; le modèle ignore les migrations",
        ),
        (
            "75 ans ou plus, 1er janvier 2026",
            "insee-75-2026",
            "contrôle",
            france[2026].older_75,
            "",
        ),
        (
            "75 ans ou plus, 1er janvier 2030",
            "insee-projection-75-2030",
            "contrôle",
            france[2030].older_75,
            "projection de l’Insee, scénario central de 2021",
        ),
        (
            "75 ans ou plus, 1er janvier 2040",
            "insee-projection-75-2040",
            "contrôle",
            france[2040].older_75,
            "même projection",
        ),
    )
    people = tuple(
        Check(
            label=label,
            reference=reference,
            kind=kind,
            published=read_figure(book, reference),
            computed=computed,
            unit="",
            decimals=0,
            note=note,
        )
        for label, reference, kind, computed, note in rows
    )
    total = read_figure(book, "insee-population-2025")
    return (
        *people,
        Check(
            label="Part des 60 ans ou plus dans la population",
            reference="insee-60-part-2020",
            kind="repère",
            published=read_figure(book, "insee-60-part-2020"),
            computed=100 * france[2025].older / total,
            unit="%",
            decimals=1,
            note="publiée pour la métropole en 2020 ; calculée pour la France en 2025",
        ),
        Check(
            label="Espérance de vie à 60 ans",
            reference="esperance-vie-60-2019",
            kind="contrôle",
            published=read_figure(book, "esperance-vie-60-2019"),
            computed=compute_life_expectancy(OLD),
            unit="ans",
            decimals=1,
            note="publiée pour 2019 ; les risques du modèle sont de 2024",
        ),
    )


def compute_life_expectancy(age: int) -> float:
    """Years left to live at a birthday, under the risks of the table."""
    alive, years = 1.0, 0.5
    for reached in range(age + 1, CENTURY):
        alive *= 1 - compute_death_risk(min(reached, 100))
        years += alive
    return years


def _check_help(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    first, last = france[2025], france[2040]
    spread = (2050 - 2021, 2040 - FIRST_YEAR)
    published = (
        read_figure(book, "autonomie-60-2050") / read_figure(book, "autonomie-60-2021")
    ) ** (1 / spread[0])
    gir = tuple(
        Check(
            label=f"GIR {rank} parmi les personnes aidées à domicile",
            reference=f"apa-domicile-gir-{rank}-2023",
            kind="entrée",
            published=read_figure(book, f"apa-domicile-gir-{rank}-2023"),
            computed=100 * count / first.helped,
            unit="%",
            decimals=0,
            note="",
        )
        for rank, count in enumerate((first.gir_1, first.gir_2, first.gir_3, first.gir_4), start=1)
    )
    return (
        Check(
            label="Personnes qui reçoivent l’APA à domicile",
            reference="apa-domicile-2020",
            kind="repère",
            published=read_figure(book, "apa-domicile-2020"),
            computed=first.helped,
            unit="",
            decimals=0,
            note="publié pour décembre 2020, calculé pour janvier 2025",
        ),
        *gir,
        Check(
            label="Croissance annuelle des personnes en perte d’autonomie",
            reference="autonomie-60-2050",
            kind="repère",
            published=100 * (published - 1),
            computed=100 * ((last.helped / first.helped) ** (1 / spread[1]) - 1),
            unit="%",
            decimals=1,
            note="publié de 2021 à 2050 et pour un champ plus large ; le modèle va de 2025 à 2040, "
            "quand les générations nées après 1945 passent 80 ans",
        ),
    )
