"""A team made up for teaching, over a year: three levers, and the loop that weighs most."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.team import run_team
from coordo_simulation.team_claims import draw_hypotheses
from coordo_simulation.team_declaration import DECLARATION
from coordo_simulation.team_loops import NEGLIGIBLE, Weight, weigh_loops

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Definition,
    Group,
    Layout,
    Slider,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.team_panels import build_panels, draw_panels
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from coordo_simulation.team import Course, Week

DRAWS = 40
TOLD_WEEKS = (0, 4, 8, 12, 16, 20, 26, 39, 52)
TOLD_LOOPS = 3

Levers = tuple[float, float, float]
"""Change, 0 to 1 · weeks to replace · hours of meeting."""


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for the three levers."""
    levers = read_levers(values)
    within, without = run(levers), run(START)
    weights = weigh(levers)
    answer = (
        _tell_year(within, without),
        _tell_loops(weights),
        _tell_draws(levers, is_heavier=within.burden > without.burden),
    )
    weeks = DECLARATION.build_values({})["change_weeks"] if levers[0] else 0.0
    return View(
        title=_tell_title(within, without),
        picture=draw_panels(build_panels(within, without), weeks, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(within),
    )


def read_levers(values: Values) -> Levers:
    """The settings in the units of the model."""
    change, replacement, meeting = (
        int(str(values[key])) for key in ("change", "replacement", "meeting")
    )
    return change / 100, float(replacement), meeting / 60


def name_levers(levers: Levers) -> dict[str, float]:
    """The levers by the names of the model's parameters."""
    change, replacement, meeting = levers
    return {"change": change, "replacement": replacement, "meeting_time": meeting}


START: Levers = (0.0, 10.0, 1.0)
"""The levers at which the team rests."""


@lru_cache(maxsize=64)
def run(levers: Levers) -> Course:
    """Run the year of the example."""
    return run_team(name_levers(levers))


@lru_cache(maxsize=64)
def weigh(levers: Levers) -> tuple[Weight, ...]:
    """Weigh the loops of the example's year."""
    return weigh_loops(name_levers(levers))


@lru_cache(maxsize=32)
def draw_burdens(levers: Levers) -> tuple[float, ...]:
    """Hours that the rota cannot hold, in each draw of the hypotheses."""
    return tuple(
        run_team({**draw, **name_levers(levers)}).burden for draw in draw_hypotheses(DRAWS)
    )


def _tell_title(within: Course, without: Course) -> str:
    change = within.burden - without.burden
    if within == without:
        return "Rien ne bouge\u202f: l’équipe tient, en faisant des heures supplémentaires"
    if abs(change) < NEGLIGIBLE:
        return (
            "Avec ces valeurs, autant d’heures débordent du planning, mais pas aux mêmes semaines"
        )
    more = "de plus" if change > 0 else "de moins"
    return f"Avec ces valeurs, {format_number(abs(change))} heures {more} débordent du planning"


def _tell_year(within: Course, without: Course) -> str:
    told = (
        f"Sur l’année, {format_number(within.burden)} heures ne tiennent pas dans le planning : "
        f"{format_number(within.overtime)} supplémentaires et {format_number(within.undone)} non "
        f"faites. Si rien ne changeait : {format_number(without.burden)}, dont "
        f"{format_number(without.undone)} non faites."
    )
    first, last = within.weeks[0].stocks, within.weeks[-1].stocks
    worn = (
        f" L’épuisement passe de {format_number(first.exhaustion, 2)} à "
        f"{format_number(last.exhaustion, 2)}, la coopération de {format_number(first.trust, 2)} "
        f"à {format_number(last.trust, 2)}."
    )
    return set_spaces(told + worn)


def _tell_loops(weights: tuple[Weight, ...]) -> str:
    heavy = [each for each in weights if abs(each.hours) > NEGLIGIBLE]
    if not heavy:
        return set_spaces(
            "Aucune boucle ne pèse : l’équipe est à son équilibre. Déplacez un réglage."
        )
    first, *others = heavy
    told = f"La boucle qui pèse le plus : {first.loop.label} ({' → '.join(first.loop.chain)}). "
    told += f"À elle seule, elle {_tell_weight(first)} dans l’année."
    if others:
        rest = (f"{each.loop.label} {_tell_weight(each)}" for each in others[: TOLD_LOOPS - 1])
        told += f" Ensuite : {' ; '.join(rest)}."
    return set_spaces(told)


def _tell_weight(weight: Weight) -> str:
    verb = "ajoute" if weight.hours > 0 else "épargne"
    return f"{verb} {format_number(abs(weight.hours))} heures"


def _tell_draws(levers: Levers, *, is_heavier: bool) -> str:
    if levers == START:
        return set_spaces("Toutes les valeurs du modèle sont des hypothèses pédagogiques.")
    pairs = list(zip(draw_burdens(levers), draw_burdens(START), strict=True))
    held = sum((now > before) if is_heavier else (now < before) for now, before in pairs)
    side = "plus lourde" if is_heavier else "plus légère"
    return set_spaces(
        f"Toutes les valeurs sont des hypothèses pédagogiques. Quand elles bougent toutes "
        f"ensemble, l’année est {side} que si rien ne changeait dans {held} tirages sur "
        f"{len(pairs)}."
    )


def _build_table(course: Course) -> Table:
    return Table(
        caption=set_spaces("Une équipe inventée de vingt-quatre postes, semaine par semaine"),
        columns=(
            "Semaine",
            "Au travail",
            "En arrêt",
            "Postes vides",
            "Épuisement",
            "Coopération",
            "Heures supplémentaires",
            "Heures non faites",
        ),
        rows=tuple(_build_row(course.weeks[week]) for week in TOLD_WEEKS),
    )


def _build_row(week: Week) -> tuple[str, ...]:
    stocks, hours = week.stocks, week.hours
    return (
        str(week.week),
        *(format_number(posts, 1) for posts in (stocks.present, stocks.absent, stocks.vacant)),
        *(format_number(level, 2) for level in (stocks.exhaustion, stocks.trust)),
        *(format_number(count) for count in (hours.overtime, hours.undone)),
    )


LEVER_SLIDERS = (
    Slider(
        id="change",
        legend="Ampleur du changement annoncé",
        minimum=0,
        maximum=100,
        step=10,
        value=50,
        unit="\u00a0%",
    ),
    Slider(
        id="replacement",
        legend="Délai pour remplacer un départ",
        minimum=2,
        maximum=30,
        value=10,
        unit="\u00a0semaines",
    ),
    Slider(
        id="meeting",
        legend="Temps de réunion par personne et par semaine",
        minimum=0,
        maximum=180,
        step=15,
        value=60,
        unit="\u00a0min",
    ),
)


@explain_faults
def team_dynamics() -> None:
    """Show a team over a year, and the loop that weighs most on it."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    definition = Definition(
        id="team-dynamics",
        lead=set_spaces(
            "Une équipe inventée de vingt-quatre postes. On lui annonce un changement en semaine "
            "4. Avant de déplacer un réglage, dites ce qui usera l’équipe, et ce qui la protégera."
        ),
        groups=(Group(settings=LEVER_SLIDERS),),
        sources=build_sources(("source-una",)),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, build_view)


LIMITS = (
    (
        "Rien ici n’est mesuré. Le document cité donne les mots du sujet, aucune valeur : toutes "
        "sont des hypothèses pédagogiques, chacune avec sa plage."
    ),
    (
        "Ce que pèse une boucle : on refait l’année en tenant un de ses liens à sa valeur de "
        "départ, et l’on compare les heures qui débordent. Deux boucles qui se nourrissent l’une "
        "l’autre ne s’additionnent pas."
    ),
    (
        "Le modèle ne compte que des heures. Ce qu’on dit dans une réunion, à qui et comment on "
        "annonce, ce que vivent les personnes aidées quand une heure n’est pas faite n’y sont "
        "pas."
    ),
)
