"""A pathway as a ribbon: one life drawn under the hours one gives, and plans compared on many."""

from __future__ import annotations

from coordo_simulation.french import set_spaces
from coordo_simulation.pathway import ACTIONS
from coordo_simulation.pathway_example import EXAMPLE, HOSPITAL_FIRST, NOBODY, PLANS

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Values,
    View,
)
from coordo_widgets.figures.ribbon_drawing import draw_life
from coordo_widgets.figures.ribbon_facts import get_compared_hours, live, read_hours
from coordo_widgets.figures.ribbon_words import (
    build_table,
    tell_comparison,
    tell_hours,
    tell_knowledge,
    tell_life,
    tell_quiet,
    tell_title,
)
from coordo_widgets.showing import explain_faults, show_widget

FIRST_LIFE = 4
MOST_HOURS = 8
SHOWN_LIVES = 40
GROUPS = (
    (
        "Heures par mois\u202f: l’hôpital, les liens",
        ("sorties", "transmissions", "mise_en_place"),
    ),
    ("Heures par mois\u202f: autour d’elle", ("aidant", "remplacements", "echeances")),
)
SOURCES = (
    *("ppcs-has", "ppcs-dimensions", "sortie-rupture-has", "hospitalisation-75-part"),
    *("hospitalisation-75-duree", "rehospitalisation-75-un-mois", "paerpa-effet"),
)
LIMITS = (
    set_spaces(
        "Aucun de ces risques n’est mesuré. Dans ce modèle, coordonner ne peut que réduire un "
        "risque ; dans la vie, un interlocuteur de plus peut aussi embrouiller."
    ),
    set_spaces(
        "L’évaluation de Paerpa n’a pas trouvé d’effet sur les hospitalisations : ne demandez pas "
        "à cette figure de vous en promettre."
    ),
    set_spaces(
        "Une rupture réparée peut revenir : comptez les semaines en rupture autant que les "
        "ruptures."
    ),
    set_spaces(
        "Ni décès, ni entrée en établissement, ni argent. Et ce que Madame Carlier veut ne se "
        "calcule pas."
    ),
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a plan, a plan to compare with, and a life."""
    hours, other = read_hours(values), get_compared_hours(values)
    seed = int(str(values["life"]))
    life = live(hours, seed)
    answer = (
        tell_life(life, live(other, seed), str(values["compared"])),
        tell_comparison(hours, other),
        tell_knowledge(life),
        tell_hours(life),
        tell_quiet(hours, other, str(values["compared"])),
    )
    title = tell_title(life)
    alt_text = f"{title}. {answer[0]} {answer[2]}"
    return View(
        title=title,
        picture=draw_life(life, layout, alt=alt_text),
        answer=answer,
        table=build_table(life),
    )


@explain_faults
def pathway_ribbon() -> None:
    """Show the pathway of an invented person, with the hours of her coordinator."""
    show_widget(build_figure())


def _build_slider(action: str) -> Slider:
    return Slider(
        id=action,
        legend=ACTIONS[action],
        minimum=0,
        maximum=MOST_HOURS,
        value=int(HOSPITAL_FIRST.hours.by_action[action]),
        unit="\u00a0h",
    )


def build_figure() -> Figure:
    """Build the figure."""
    plans = tuple(Option(value=plan.id, label=plan.label) for plan in PLANS)
    definition = Definition(
        id="pathway-ribbon",
        lead=set_spaces(f"{EXAMPLE.person}. {EXAMPLE.story}"),
        notice=set_spaces(
            "Risques et effets sont des hypothèses pédagogiques : ils font raisonner, ils ne "
            "prédisent rien."
        ),
        reset="Revenir à l’exemple",
        groups=(
            *(
                Group(heading=heading, settings=tuple(map(_build_slider, actions)))
                for heading, actions in GROUPS
            ),
            Group(
                settings=(
                    Slider(
                        id="life",
                        legend="Une autre vie, tirée au sort",
                        minimum=1,
                        maximum=SHOWN_LIVES,
                        value=FIRST_LIFE,
                    ),
                    Choice(
                        id="compared",
                        legend="Comparer avec",
                        options=plans,
                        value=NOBODY.id,
                    ),
                ),
            ),
        ),
        sources=build_sources(SOURCES),
        limits=LIMITS,
    )
    return Figure(definition, build_view)
