"""The care allocation of a home-nursing service: at the mean cost of 2020, then by groups."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces
from coordo_simulation.ssiad_comparison import Comparison, build_flat_funding, compare
from coordo_simulation.ssiad_status import Status
from coordo_simulation.ssiad_study import CaseloadStudy, build_example_caseload
from coordo_simulation.ssiad_tariffs import KNOWN_YEARS, build_ssiad_tariffs

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_drawing import build_svg, draw_text
from coordo_widgets.figure_model import (
    WIDTH,
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.ssiad_caseload import SURCHARGED, build_caseload, build_groups
from coordo_widgets.figures.ssiad_drawing import draw_comparison, list_names
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_simulation.ssiad_comparison import FlatFunding
    from coordo_simulation.ssiad_tariffs import SsiadTariffs

YEAR_BEFORE = 2020
COST_BEFORE = f"ssiad-cout-place-{YEAR_BEFORE}"
OVERSEAS = "ssiad-majoration-outre-mer"
HIGHEST_SURCHARGE = "ssiad-majoration-plafond-2024"
UNSURE = {Status.DERIVED: "déduits", Status.FICTITIOUS: "fictifs"}


def build_view(study: CaseloadStudy, values: Values, layout: Layout) -> View:
    """What is shown for a caseload."""
    is_overseas = values["place"] == "outre-mer"
    service = build_caseload(study.places, values, is_overseas=is_overseas)
    if not service.weeks:
        return _build_empty_view(layout)
    comparison = compare(_load_funding(), _load_tariffs(int(str(values["year"]))), service)
    answer = _tell(comparison, sum(stay.people for stay in service.stays), study.places)
    people = [stay.people for stay in service.stays]
    return View(
        title=_tell_difference(comparison),
        picture=draw_comparison(comparison, people, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(comparison, people, study.places),
    )


@explain_faults
def ssiad_figure(data: str | None = None) -> None:
    """Show a care allocation by the place, then by groups: invented, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: CaseloadStudy, figure_id: str) -> Figure:
    """Build the figure."""
    years = tuple(Option(value=str(year), label=str(year)) for year in KNOWN_YEARS)
    places = (
        Option(value="metropole", label="Métropole"),
        Option(value="outre-mer", label="Département d’outre-mer"),
    )
    year, place = str(KNOWN_YEARS[-1]), places[1 if study.is_overseas else 0].value
    tariffs = _load_tariffs(KNOWN_YEARS[-1])
    known = [tariffs.base, *tariffs.groups]
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{study.service}, {study.places} places ({study.origin}). Composez sa file active : "
            "combien de personnes de chaque groupe, suivies toute l’année. Avant d’en ajouter une, "
            "dites ce que la dotation y gagnera."
        ),
        groups=(
            *build_groups(study),
            Group(
                settings=(
                    Choice(id="year", legend="Montants de", options=years, value=year),
                    Choice(id="place", legend="Territoire", options=places, value=place),
                )
            ),
        ),
        reset="Revenir au départ",
        sources=build_sources(
            (
                *(name for tariff in known for name in tariff.references),
                COST_BEFORE,
                OVERSEAS,
                HIGHEST_SURCHARGE,
            )
        ),
        limits=_list_limits(),
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("ssiad-figure", CaseloadStudy, build_example_caseload, build_figure)


@lru_cache(maxsize=len(KNOWN_YEARS))
def _load_tariffs(year: int) -> SsiadTariffs:
    return build_ssiad_tariffs(find_place().references, year)


@lru_cache(maxsize=1)
def _load_funding() -> FlatFunding:
    return build_flat_funding(find_place().references)


def _list_limits() -> tuple[str, ...]:
    highest = find_place().references.get(HIGHEST_SURCHARGE)
    limits = (
        (
            f"Le point de départ est le coût moyen d’une place en {YEAR_BEFORE}, pris pour la "
            "dotation du service : c’est une hypothèse pédagogique. L’écart mêle l’effet de la "
            "réforme et celui des prix, qui ont monté depuis."
        ),
        (
            "Un montant publié pour une seule des deux années est déduit pour l’autre, comme le "
            "socle a évolué. Ceux des groupes 6 et 8 et des majorations n’ont pas été trouvés : "
            "des valeurs fictives les remplacent, et le disent. La dotation de coordination et les "
            "compléments, que l’agence accorde service par service, sont fictifs aussi."
        ),
        (
            f"Les textes réservent les majorations à certains groupes : le {SURCHARGED} est un "
            "choix d’exercice. Une fédération lit dans l’arrêté de 2024 une majoration allant "
            f"jusqu’à {highest.value_text} par semaine (à vérifier) : les nôtres, bien plus "
            "basses, n’en donnent pas l’ordre de grandeur."
        ),
        (
            "La transition jusqu’en 2027 n’est pas comptée. Une dotation ne dit rien du temps "
            "passé auprès des personnes, ni de ce que le service aurait dépensé autrement."
        ),
    )
    return tuple(set_spaces(limit) for limit in limits)


def _tell_difference(comparison: Comparison) -> str:
    gap, allocation = comparison.difference, comparison.allocation
    word = "de plus" if gap >= 0 else "de moins"
    kinds = [UNSURE[status] for status, _ in allocation.unsure.parts]
    mark = f", en partie {' et '.join(kinds)}" if kinds else ""
    return set_spaces(
        f"{format_euro(abs(gap), 0)} {word} entre le coût moyen de {YEAR_BEFORE} (hypothèse) et "
        f"les montants de {allocation.year}{mark}"
    )


def _tell(comparison: Comparison, people: int, places: int) -> tuple[str, ...]:
    allocation = comparison.allocation
    totals = (
        f"{format_number(people)} personnes pour {places} places : "
        f"{format_euro(comparison.before)} au coût moyen d’une place en {YEAR_BEFORE}, pris pour "
        f"ce service (hypothèse pédagogique), {format_euro(comparison.after)} aux montants de "
        f"{allocation.year}. L’écart mêle l’effet de la réforme et la hausse des prix depuis "
        f"{YEAR_BEFORE}."
    )
    even = (
        "L’écart serait nul si une semaine de soins rapportait en moyenne "
        f"{format_euro(comparison.even_week)} : au-dessus, la dotation dépasse le point de "
        "départ ; au-dessous, elle est plus faible."
    )
    return tuple(set_spaces(text) for text in (totals, even, *_tell_unsure(comparison)))


def _tell_unsure(comparison: Comparison) -> list[str]:
    """One sentence for the derived part of the total, one for the fictitious, with their lines."""
    said = []
    for status, amount in comparison.allocation.unsure.parts:
        labels = [line.label for line in comparison.allocation.lines if line.status is status]
        listed = ", ".join(label[0].lower() + label[1:] for label in labels)
        said.append(f"Dans ce total, {format_euro(amount)} de {status} : {listed}.")
    return said


def _build_table(comparison: Comparison, people: list[int], places: int) -> Table:
    allocation, funding = comparison.allocation, comparison.funding
    before = (
        funding.label,
        format_quantity(places, "places"),
        format_euro(funding.per_place),
        format_euro(comparison.before),
        "hypothèse pédagogique",
    )
    lines = [
        (
            line.label,
            format_quantity(line.quantity, line.unit),
            format_euro(line.rate),
            format_euro(line.amount),
            str(line.status),
        )
        for line in allocation.lines
    ]
    total = ("Dotation globale", "", "", format_euro(allocation.total), _tell_status(comparison))
    return Table(
        caption=f"Le calcul, ligne par ligne, puis par personne et par an. {allocation.text}",
        columns=("Ligne", "Quantité", "Montant unitaire", "Montant", "Ce que vaut le chiffre"),
        rows=(before, *lines, total, *_list_people(comparison, people)),
    )


def _list_people(comparison: Comparison, people: list[int]) -> list[tuple[str, ...]]:
    """What the picture shows: a person of each group, a year."""
    return [
        (
            f"Groupe {stay.group}, par personne",
            format_quantity(count, "personnes" if count > 1 else "personne"),
            f"{format_euro(stay.before / count)} en {YEAR_BEFORE}",
            f"{format_euro(stay.after / count)} en {comparison.allocation.year}",
            f"en partie {' et '.join(list_names(stay))}" if list_names(stay) else "publié",
        )
        for stay, count in zip(comparison.stays, people, strict=True)
    ]


def _tell_status(comparison: Comparison) -> str:
    return comparison.allocation.unsure.text or str(Status.KNOWN)


def _build_empty_view(layout: Layout) -> View:
    words = "Aucune semaine de soins\u202f: il n’y a rien à comparer. Ajoutez une personne."
    return View(
        title="Un service sans personne",
        picture=build_svg(WIDTH[layout], 24, (draw_text(0, 16, "Personne"),), alt=words),
        answer=(words,),
        table=Table(caption="Dotation", columns=("Ligne",), rows=()),
    )
