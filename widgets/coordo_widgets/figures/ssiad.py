"""The care allocation of a home-nursing service before and after the reform, group by group."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces
from coordo_simulation.ssiad_comparison import Comparison, build_flat_funding, compare
from coordo_simulation.ssiad_tariffs import KNOWN_YEARS, Status, build_ssiad_tariffs

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
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
from coordo_widgets.figures.ssiad_caseload import PLACES, build_caseload, build_groups
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from decimal import Decimal

    from coordo_simulation.ssiad_comparison import FlatFunding, StayComparison
    from coordo_simulation.ssiad_tariffs import SsiadTariffs

COST_BEFORE = "ssiad-cout-place-2020"
ROW = 44
WORDS = 76.0


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a caseload."""
    service = build_caseload(values, is_overseas=values["place"] == "outre-mer")
    if not service.weeks:
        return _build_empty_view(layout)
    comparison = compare(_load_funding(), _load_tariffs(int(str(values["year"]))), service)
    answer = _tell(comparison, sum(stay.people for stay in service.stays))
    people = [stay.people for stay in service.stays]
    return View(
        title=_tell_difference(comparison),
        picture=_draw(comparison, people, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(comparison),
    )


@explain_faults
def ssiad_figure() -> None:
    """Show a home-nursing allocation before and after the reform."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    years = tuple(Option(value=str(year), label=str(year)) for year in KNOWN_YEARS)
    places = (
        Option(value="metropole", label="Métropole"),
        Option(value="outre-mer", label="Outre-mer"),
    )
    year, place = str(KNOWN_YEARS[-1]), "metropole"
    tariffs = _load_tariffs(KNOWN_YEARS[-1])
    known = [tariffs.base, *tariffs.groups]
    definition = Definition(
        id="ssiad-figure",
        lead=(
            f"Un service inventé de {PLACES}\u00a0places. Composez sa file active\u202f: combien "
            "de personnes de chaque groupe, suivies toute l’année. Avant d’en ajouter une, dites "
            "ce que la dotation y gagnera."
        ),
        groups=(
            *build_groups(),
            Group(
                settings=(
                    Choice(id="year", legend="Montants de", options=years, value=year),
                    Choice(id="place", legend="Territoire", options=places, value=place),
                )
            ),
        ),
        reset="Revenir au départ",
        sources=build_sources(
            (*(name for tariff in known for name in tariff.references), COST_BEFORE)
        ),
        limits=(
            (
                "Avant la réforme\u202f: le coût moyen d’une place en 2020, pris pour la dotation "
                "du service. C’est une hypothèse pédagogique, et l’écart mêle l’effet de la "
                "réforme et celui des prix, qui ont monté depuis 2020."
            ),
            (
                "Les montants des groupes 6 et 8 n’ont pas été trouvés\u202f: une valeur fictive "
                "les remplace, et le dit. Les majorations ne sont pas comptées ici, et la période "
                "de transition jusqu’en 2027 non plus."
            ),
            (
                "Une dotation ne dit rien du temps passé auprès des personnes, ni de ce que le "
                "service aurait dépensé autrement."
            ),
        ),
    )
    return Figure(definition, build_view)


@lru_cache(maxsize=len(KNOWN_YEARS))
def _load_tariffs(year: int) -> SsiadTariffs:
    return build_ssiad_tariffs(find_place().references, year)


@lru_cache(maxsize=1)
def _load_funding() -> FlatFunding:
    return build_flat_funding(find_place().references)


def _tell_difference(comparison: Comparison) -> str:
    gap = comparison.difference
    word = "de plus" if gap >= 0 else "de moins"
    mark = " (en partie fictif)" if comparison.status is Status.FICTITIOUS else ""
    return set_spaces(f"Après la réforme : {format_euro(abs(gap), 0)} {word} par an{mark}")


def _tell(comparison: Comparison, people: int) -> tuple[str, ...]:
    said = [
        set_spaces(
            f"{format_number(people)} personnes pour {PLACES} places : "
            f"{format_euro(comparison.before)} avant, au coût moyen de 2020, "
            f"{format_euro(comparison.after)} après, aux montants de {comparison.allocation.year}."
        ),
        set_spaces(
            "Rien ne changerait si une semaine de soins rapportait en moyenne "
            f"{format_euro(comparison.even_week)} : au-dessus, la dotation dépasse celle d’avant ; "
            "au-dessous, elle est plus faible."
        ),
    ]
    unsure = comparison.allocation.fictitious
    if unsure:
        said.append(
            set_spaces(
                f"{format_euro(unsure)} de ce total sont une {Status.FICTITIOUS} : les montants "
                "des groupes 6 et 8 n’ont pas été trouvés."
            )
        )
    return tuple(said)


def _draw(comparison: Comparison, people: list[int], layout: Layout, *, alt: str) -> str:
    """Each group's euros a person a year: what a place brought, and what the group brings."""
    width = float(WIDTH[layout])
    pairs = [
        (stay.before / n, stay.after / n) for stay, n in zip(comparison.stays, people, strict=True)
    ]
    highest = max(max(pair) for pair in pairs)
    drawn = [
        draw_text(0, 12, "Par personne et par an\u202f; le trait, avant", ink="ink-soft", size=13)
    ]
    for index, (stay, (before, after)) in enumerate(zip(comparison.stays, pairs, strict=True)):
        drawn += _draw_group(index, stay, (before / highest, after / highest), after, width)
    return build_svg(width, ROW * len(pairs) + 28, drawn, alt=alt)


def _draw_group(
    index: int, stay: StayComparison, shares: tuple[Decimal, Decimal], after: Decimal, width: float
) -> list[str]:
    top = 24.0 + index * ROW
    room = width - WORDS
    before_x, length = float(shares[0]) * room, float(shares[1]) * room
    is_unsure = stay.status is Status.FICTITIOUS
    label = f"{stay.group}. {stay.label}" + (" (fictif)" if is_unsure else "")
    bar = (
        draw_box(0, top + 20, length, 14, stroke="chart-2", thickness=2, dash="4 3")
        if is_unsure
        else draw_box(0, top + 20, length, 14, fill="chart-1")
    )
    return [
        draw_text(0, top + 14, label),
        bar,
        draw_path(f"M{before_x:.1f},{top + 16:g} V{top + 38:g}", stroke="ink", width=2.5),
        draw_text(width, top + 32, format_euro(after, 0), anchor="end", bold=True),
    ]


def _build_table(comparison: Comparison) -> Table:
    rows = [
        (
            line.label,
            format_quantity(line.quantity, line.unit),
            format_euro(line.rate),
            format_euro(line.amount),
            str(line.status),
        )
        for line in comparison.allocation.lines
    ]
    total = comparison.allocation
    rows.append(("Dotation globale", "", "", format_euro(total.total), str(total.status)))
    return Table(
        caption=f"Dotation de {total.year}, ligne par ligne",
        columns=("Ligne", "Quantité", "Montant unitaire", "Montant", "Ce que vaut le chiffre"),
        rows=tuple(rows),
    )


def _build_empty_view(layout: Layout) -> View:
    words = "Aucune semaine de soins\u202f: il n’y a rien à comparer. Ajoutez une personne."
    return View(
        title="Un service sans personne",
        picture=build_svg(WIDTH[layout], 24, (draw_text(0, 16, "Personne"),), alt=words),
        answer=(words,),
        table=Table(caption="Dotation", columns=("Ligne",), rows=()),
    )
