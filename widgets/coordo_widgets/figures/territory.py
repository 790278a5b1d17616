"""A department made up for teaching, area by area, from 2025 to 2040: policies are ticked."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, log10
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_analysis import DRAWS, compute_band, draw_courses
from coordo_simulation.territory_example import EXAMPLE_NOTICE, build_example_department
from coordo_simulation.territory_policies import POLICIES

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Ticks,
    Values,
    View,
)
from coordo_widgets.figures.territory_grounds import build_published, build_weights
from coordo_widgets.figures.territory_measures import BY_ID, MEASURES, Measure
from coordo_widgets.figures.territory_tiles import Tile, draw_tiles
from coordo_widgets.figures.territory_words import (
    build_table,
    tell_change,
    tell_cost,
    tell_places,
    tell_title,
)
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from coordo_simulation.territory_area import Course

DEPARTMENT = build_example_department()
VIEWS = (
    Option(value="areas", label="Les secteurs"),
    Option(value="weights", label="Ce dont 2040 dépend"),
    Option(value="published", label="À côté des chiffres publiés"),
)
SOURCES = (
    "insee-60-2025",
    "apa-domicile-part-85-2024",
    "apa-domicile-gir-4-2023",
    "ssiad-densite-2018",
    "recrutement-aide-difficile-2022",
    "dac-hdf-demandes-2024",
    "dac-hdf-effectif-2025",
    "ssiad-place-nouvelle-2025",
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown: the areas for policies, a measure and a year; or what the model rests on."""
    ticked = values["policies"]
    policies = tuple(sorted(ticked)) if isinstance(ticked, tuple) else ()
    if values["view"] == "weights":
        return build_weights(DEPARTMENT, policies, run_example(policies), layout)
    if values["view"] == "published":
        return build_published(layout)
    measure, year = BY_ID[str(values["measure"])], int(str(values["year"]))
    return _view_areas(policies, measure, year, layout)


def _view_areas(policies: tuple[str, ...], measure: Measure, year: int, layout: Layout) -> View:
    without, within = run_example(()), run_example(policies)
    draws = draw_courses(DEPARTMENT, policies)
    band = compute_band(draws, measure.read)
    answer = (
        tell_change(measure, without, within, band, year),
        tell_places(DEPARTMENT, without, within),
        tell_cost(without, within, policies),
    )
    tiles = build_tiles(measure, without, within, draws)
    return View(
        title=tell_title(DEPARTMENT, measure, within, year),
        picture=draw_tiles(tiles, measure, year, layout, alt=" ".join(answer)),
        answer=answer,
        table=build_table(DEPARTMENT, measure, without, within, year),
    )


@lru_cache(maxsize=64)
def run_example(policies: tuple[str, ...]) -> Course:
    """Lead the example with policies; the same object each time they are the same."""
    return run_territory(DEPARTMENT, policies)


def build_tiles(
    measure: Measure, without: Course, within: Course, draws: tuple[Course, ...]
) -> tuple[Tile, ...]:
    """Build the tiles of the areas, then that of the department where it shares their scale."""
    keys: dict[str | None, str] = {area.id: area.label for area in DEPARTMENT.areas}
    if measure.whole_is_mean:
        keys[None] = "La Sarvenne entière"
    tiles = []
    for key, label in keys.items():
        band = compute_band(draws, measure.read, key)
        tiles.append(
            Tile(
                label=label,
                without=_read(measure, without, key),
                within=_read(measure, within, key),
                low=band.low,
                high=band.high,
                top=1.0,
            )
        )
    top = _round_up(max(max(*tile.high, *tile.without, *tile.within) for tile in tiles))
    return tuple(tile.model_copy(update={"top": top}) for tile in tiles)


def _read(measure: Measure, course: Course, key: str | None) -> tuple[float, ...]:
    return tuple(measure.read(year) for year in (course.areas[key] if key else course.whole))


def _round_up(value: float) -> float:
    """The next number of one or two digits and zeros, so that the scale does not tremble."""
    step: float = 10 ** (int(log10(value)) if value >= 1 else 0) / 2
    return max(step, ceil(value / step) * step)


@explain_faults
def territory_map() -> None:
    """Show a department's areas from 2025 to 2040, and what policies would change."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    policies = tuple(
        Option(value=policy.id, label=f"{policy.label} : {policy.help}") for policy in POLICIES
    )
    measures = tuple(Option(value=each.id, label=each.label) for each in MEASURES)
    definition = Definition(
        id="territory-map",
        lead=set_spaces(
            f"{EXAMPLE_NOTICE} Avant de cocher une politique décidée en 2026, dites dans quel "
            "secteur elle changera le plus, et à partir de quand. Ce n’est pas une prévision."
        ),
        groups=(
            Group(
                settings=(
                    Ticks(
                        id="policies",
                        legend="Politiques",
                        options=tuple(
                            Option(value=each.value, label=set_spaces(each.label))
                            for each in policies
                        ),
                    ),
                    Choice(
                        id="measure", legend="Ce que l’on regarde", options=measures, value="hours"
                    ),
                    Slider(id="year", legend="Année", minimum=2026, maximum=2040, value=2040),
                    Choice(id="view", legend="Ce qui est dessiné", options=VIEWS, value="areas"),
                )
            ),
        ),
        sources=build_sources(SOURCES),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, build_view)


LIMITS = (
    (
        "Une projection sous hypothèses, pas une prévision. L’âge des personnes et la part aidée "
        "partent de chiffres datés ; les secteurs, leur situation de départ, les départs des "
        "intervenants, les effets et les coûts des politiques sont inventés."
    ),
    (
        f"La bande montre où passent huit tirages sur dix, sur {DRAWS}, quand toutes les "
        "hypothèses bougent ensemble dans leur plage. Elle est large : la part des recrutements "
        "difficiles qui échouent pèse plus que tout le reste, et aucun chiffre publié n’en a été "
        "trouvé."
    ),
    (
        "Ouvrir des places se juge aux places, renforcer le DAC aux demandes. Le modèle ne leur "
        "prête pas d’effet sur les heures d’aide : aucune mesure n’en a été trouvée."
    ),
)
