"""The territory model beside the dated figures: what it gives, what was published, the gap.

The model is led with its defaults over France taken as one area, then over the department made up
for teaching. Each line says what its gap proves: nothing where the figure enters the model as such
or where a parameter was chosen to meet it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_area import FIRST_YEAR, LAST_YEAR, Area, AreaYear, Department
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import BY_ID
from coordo_simulation.territory_tables import GIR_SHARES, OLD, POPULATION, compute_life_expectancy
from coordo_simulation.territory_workforce import build_staff, compute_mean_age

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

DARES_YEARS = 11
"""From 2019 to 2030."""

Kind = Literal["entrée", "réglage", "contrôle", "repère"]
"""Put in as such · a parameter was chosen to meet it · computed, and the same thing · computed,
and not quite the same thing."""


class Check(Closed):
    """One published figure and what the model gives for it."""

    label: str
    kind: Kind
    published: float
    computed: float
    unit: str
    decimals: int
    note: str

    @property
    def gap(self) -> float:
        """Relative gap, in %."""
        return 100 * (self.computed - self.published) / self.published

    @property
    def row(self) -> tuple[str, ...]:
        """The line of the table, in French."""
        published, computed = (
            format_quantity(value, self.unit, self.decimals)
            for value in (self.published, self.computed)
        )
        sign = "+" if round(self.gap, 1) > 0 else ""
        gap = f"{sign}{format_number(self.gap, 1)}\u00a0%"
        return self.label, published, computed, gap, self.kind, set_spaces(self.note)


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
    return (
        *_check_population(book, france),
        *_check_age(book, france[FIRST_YEAR]),
        *_check_help(book, france),
        *_check_apa_totals(book),
        *_check_staff(book, france),
        *_check_means(book),
    )


def read_figure(book: ReferenceBook, reference: str) -> float:
    """The number of a reference."""
    return float(book.get(reference).number)


def _check(  # noqa: PLR0913, PLR0917  (each is one cell of the line, in their order)
    label: str,
    published: float,
    computed: float,
    kind: Kind,
    note: str = "",
    unit: str = "",
    decimals: int = 0,
) -> Check:
    return Check(
        label=label,
        published=published,
        computed=computed,
        kind=kind,
        note=note,
        unit=unit,
        decimals=decimals,
    )


def _check_population(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    def read(reference: str) -> float:
        return read_figure(book, reference)

    start, after = france[2025], france[2026]
    january, older, very_old = "1er janvier", "60 ans ou plus", "75 ans ou plus"
    return (
        _check(
            f"{older}, {january} 2025",
            read("insee-60-2025"),
            start.older,
            "entrée",
            "somme des tranches",
        ),
        _check(
            f"{older}, {january} 2026",
            read("insee-60-2026"),
            after.older,
            "contrôle",
            "estimation provisoire ; le modèle ignore les migrations",
        ),
        _check(f"{very_old}, {january} 2026", read("insee-75-2026"), after.older_75, "contrôle"),
        *(
            _check(
                f"{very_old}, {january} {year}",
                read(f"insee-projection-75-{year}"),
                france[year].older_75,
                "réglage",
                "projection de l’Insee, scénario central de 2021",
            )
            for year in (2030, 2040)
        ),
    )


def _check_age(book: ReferenceBook, start: AreaYear) -> tuple[Check, ...]:
    return (
        _check(
            "Part des 60 ans ou plus dans la population",
            read_figure(book, "insee-60-part-2020"),
            100 * start.older / read_figure(book, "insee-population-2025"),
            "repère",
            "publiée pour la métropole en 2020 ; calculée pour la France en 2025",
            "%",
            1,
        ),
        _check(
            "Espérance de vie à 60 ans",
            read_figure(book, "esperance-vie-60-2019"),
            compute_life_expectancy(OLD),
            "repère",
            "publiée pour 2019 ; les risques du modèle sont de 2024",
            "ans",
            1,
        ),
    )


def _check_help(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    first, last = france[FIRST_YEAR], france[LAST_YEAR]
    grown = read_figure(book, "autonomie-60-2050") / read_figure(book, "autonomie-60-2021")
    computed = (last.helped / first.helped) ** (1 / (LAST_YEAR - FIRST_YEAR))
    return (
        _check(
            "Personnes qui reçoivent l’APA à domicile",
            read_figure(book, "apa-domicile-2020"),
            first.helped,
            "repère",
            "publié pour décembre 2020, calculé pour janvier 2025",
        ),
        *(
            _check(
                f"GIR {rank} parmi les personnes aidées à domicile",
                read_figure(book, f"apa-domicile-gir-{rank}-2023"),
                100 * count / first.helped,
                "entrée",
                unit="%",
            )
            for rank, count in enumerate(
                (first.gir_1, first.gir_2, first.gir_3, first.gir_4), start=1
            )
        ),
        _check(
            "Croissance annuelle des personnes en perte d’autonomie",
            100 * (grown ** (1 / (2050 - 2021)) - 1),
            100 * (computed - 1),
            "repère",
            "publié de 2021 à 2050 et pour un champ plus large ; le modèle va de 2025 à 2040, "
            "quand les générations nées après 1945 passent 80 ans",
            "%",
            1,
        ),
    )


def _check_apa_totals(book: ReferenceBook) -> tuple[Check, ...]:
    """Compare the model's split by GIR, completed by that of institutions, to the whole APA."""
    total, home = read_figure(book, "apa-total-2022"), read_figure(book, "apa-domicile-2020")
    published = [read_figure(book, f"apa-total-gir-{gir}-2022") for gir in range(1, 5)]
    checks = []
    for gir, share in enumerate(GIR_SHARES, start=1):
        away = read_figure(book, f"apa-etablissement-gir-{gir}-2023") / 100
        checks.append(
            _check(
                f"GIR {gir} dans toute l’APA, établissements compris",
                100 * published[gir - 1] / sum(published),
                100 * (share * home + away * (total - home)) / total,
                "repère",
                "publié pour 2022 ; partages de 2023 appliqués aux 782 000 personnes à "
                "domicile (2020) et au reste de 2022 en établissement",
                "%",
                1,
            )
        )
    return tuple(checks)


def _check_staff(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    """Compare the age of the carers, and how many end their career in a year."""
    years = [france[year] for year in range(FIRST_YEAR, 2031)]
    retired = sum(year.retired for year in years) / sum(year.staff for year in years)
    ended = read_figure(book, "aides-domicile-fins-carriere-2030") / DARES_YEARS
    ages = (
        ("aides-domicile-age-moyen-2008", "pour 2008"),
        ("aides-domicile-age-moyen-2023", "en 2023"),
    )
    return (
        *(
            _check(
                "Âge moyen des intervenantes et intervenants",
                read_figure(book, reference),
                compute_mean_age(build_staff(1.0)),
                "repère",
                f"publié {when} ; calculé sur la pyramide de 2012 à 2014",
                "ans",
                1,
            )
            for reference, when in ages
        ),
        _check(
            "Fins de carrière par an, en part de l’effectif",
            100 * ended / read_figure(book, "aides-domicile-effectif-2014"),
            100 * retired,
            "repère",
            "publié : 2019 à 2030, rapporté à l’effectif de 2012 à 2014",
            "%",
            1,
        ),
    )


def _check_means(book: ReferenceBook) -> tuple[Check, ...]:
    """Compare the means of the department made up for teaching."""
    department = build_example_department()
    start = run_territory(department).whole[0]
    requests = read_figure(book, "dac-hdf-demandes-2024")
    return (
        _check(
            "Places de soins pour 1 000 personnes de 75 ans ou plus (la Sarvenne)",
            read_figure(book, "ssiad-densite-2019"),
            1000 * start.places / start.older_75,
            "repère",
            "publié pour la France en 2019 ; la Sarvenne est inventée",
            "places",
            1,
        ),
        _check(
            "Demandes par poste de DAC (la Sarvenne)",
            requests / read_figure(book, "dac-hdf-effectif-2025"),
            start.requests / department.posts,
            "repère",
            "publié pour les Hauts-de-France : demandes de 2024, effectif de 2025",
            "demandes",
        ),
        _check(
            "Coût annuel d’une place de soins",
            read_figure(book, "ssiad-cout-place-2020"),
            float(BY_ID["places"].unit_cost),
            "repère",
            "publié : coût moyen de 2020 ; le modèle ouvre des places neuves, au forfait de 2025",
            "€",
        ),
    )
