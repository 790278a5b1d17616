"""A pathway as a ribbon: one life drawn under the hours one gives, and plans compared on many."""

from __future__ import annotations

from functools import partial

from coordo_simulation.french import set_spaces
from coordo_simulation.pathway import ACTIONS
from coordo_simulation.pathway_study import MOST_HOURS, PathwayStudy
from coordo_simulation.pathway_study_example import build_example_pathway

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
from coordo_widgets.view_data import ViewKind

FIRST_LIFE = 4
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
        "Ni décès, ni entrée en établissement, ni argent. Et ce que la personne veut ne se "
        "calcule pas."
    ),
)


def build_view(study: PathwayStudy, values: Values, layout: Layout) -> View:
    """What is shown for a plan, a plan to compare with, and a life."""
    hours, other = read_hours(values), get_compared_hours(study, values)
    seed = int(str(values["life"]))
    life = live(study, hours, seed)
    answer = (
        tell_life(study, life, live(study, other, seed), str(values["compared"])),
        tell_comparison(study, hours, other),
        tell_knowledge(study, life),
        tell_hours(study, life),
        tell_quiet(study, hours, other, str(values["compared"])),
    )
    title = tell_title(study, life)
    alt_text = f"{title}. {answer[0]} {answer[2]}"
    return View(
        title=title,
        picture=draw_life(study, life, layout, alt=alt_text),
        answer=answer,
        table=build_table(study, life),
    )


@explain_faults
def pathway_ribbon(data: str | None = None) -> None:
    """Show a pathway with its coordinator's hours: an invented one, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def _build_slider(study: PathwayStudy, action: str) -> Slider:
    return Slider(
        id=action,
        legend=ACTIONS[action],
        minimum=0,
        maximum=MOST_HOURS,
        value=int(study.get_plan(study.opening).hours.by_action[action]),
        unit="\u00a0h",
    )


def build_figure(study: PathwayStudy, figure_id: str) -> Figure:
    """Build the figure."""
    plans = tuple(Option(value=plan.id, label=plan.label) for plan in study.plans)
    sliders = partial(_build_slider, study)
    definition = Definition(
        id=figure_id,
        lead=set_spaces(f"{study.situation.person}. {study.situation.story}"),
        notice=set_spaces(
            "Risques et effets sont des hypothèses pédagogiques : ils font raisonner, ils ne "
            f"prédisent rien. La situation : {study.origin}."
        ),
        reset="Revenir au départ",
        groups=(
            *(
                Group(heading=heading, settings=tuple(map(sliders, actions)))
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
                        value=plans[0].value,
                    ),
                ),
            ),
        ),
        sources=build_sources(SOURCES),
        limits=LIMITS,
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("pathway-ribbon", PathwayStudy, build_example_pathway, build_figure)
