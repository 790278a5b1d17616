"""The calibration's second half: totals of the APA, carers, places and the DAC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.territory_area import FIRST_YEAR, AreaYear
from coordo_simulation.territory_check import Check, read_figure
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import BY_ID
from coordo_simulation.territory_tables import GIR_SHARES
from coordo_simulation.territory_workforce import build_staff, compute_mean_age

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

DARES_YEARS = 11
"""From 2019 to 2030."""


def check_apa_totals(book: ReferenceBook) -> tuple[Check, ...]:
    """Compare the model's split by GIR, completed by that of institutions, to the whole APA."""
    total, home = read_figure(book, "apa-total-2022"), read_figure(book, "apa-domicile-2020")
    published = [read_figure(book, f"apa-total-gir-{gir}-2022") for gir in range(1, 5)]
    checks = []
    for gir, share in enumerate(GIR_SHARES, start=1):
        away = read_figure(book, f"apa-etablissement-gir-{gir}-2023") / 100
        computed = (share * home + away * (total - home)) / total
        checks.append(
            Check(
                label=f"GIR {gir} dans toute l’APA, établissements compris",
                reference=f"apa-total-gir-{gir}-2022",
                kind="repère",
                published=100 * published[gir - 1] / sum(published),
                computed=100 * computed,
                unit="%",
                decimals=1,
                note="publié pour 2022 ; partages de 2023 appliqués aux 782 000 personnes à "
                "domicile (2020) et au reste de 2022 en établissement",
            )
        )
    return tuple(checks)


def check_staff(book: ReferenceBook, france: dict[int, AreaYear]) -> tuple[Check, ...]:
    """Compare the age of the carers and how many end their career in a year."""
    years = [france[year] for year in range(FIRST_YEAR, 2031)]
    retired = sum(year.retired for year in years) / sum(year.staff for year in years)
    ended = read_figure(book, "aides-domicile-fins-carriere-2030")
    published = ended / DARES_YEARS / read_figure(book, "aides-domicile-effectif-2014")
    return (
        Check(
            label="Âge moyen des intervenantes et intervenants",
            reference="aides-domicile-age-moyen-2010",
            kind="contrôle",
            published=read_figure(book, "aides-domicile-age-moyen-2010"),
            computed=compute_mean_age(build_staff(1.0)),
            unit="ans",
            decimals=1,
            note="publié pour 2010 ; calculé sur la pyramide de 2012 à 2014",
        ),
        Check(
            label="Fins de carrière par an, en part de l’effectif",
            reference="aides-domicile-fins-carriere-2030",
            kind="repère",
            published=100 * published,
            computed=100 * retired,
            unit="%",
            decimals=1,
            note="publié : 2019 à 2030, rapporté à l’effectif de 2012 à 2014",
        ),
    )


def check_means(book: ReferenceBook, example: AreaYear) -> tuple[Check, ...]:
    """Compare the means of the department made up for teaching."""
    per_post = read_figure(book, "dac-hdf-demandes-2024") / read_figure(
        book, "dac-hdf-effectif-2025"
    )
    return (
        Check(
            label="Places de soins pour 1 000 personnes de 75 ans ou plus (la Sarvenne)",
            reference="ssiad-densite-2019",
            kind="repère",
            published=read_figure(book, "ssiad-densite-2019"),
            computed=1000 * example.places / example.older_75,
            unit="places",
            decimals=1,
            note="publié pour la France en 2019 ; la Sarvenne est inventée",
        ),
        Check(
            label="Demandes par poste de DAC (la Sarvenne)",
            reference="dac-hdf-demandes-2024",
            kind="repère",
            published=per_post,
            computed=example.requests / build_example_department().posts,
            unit="demandes",
            decimals=0,
            note="publié pour les Hauts-de-France : demandes de 2024, effectif de 2025",
        ),
        Check(
            label="Coût annuel d’une place de soins",
            reference="ssiad-cout-place-2020",
            kind="repère",
            published=read_figure(book, "ssiad-cout-place-2020"),
            computed=float(BY_ID["places"].unit_cost),
            unit="€",
            decimals=0,
            note="publié : coût moyen de 2020 ; le modèle ouvre des places neuves, au forfait de "
            "2025",
        ),
    )
