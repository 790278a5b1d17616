"""The fishbone of an event: what one keeps, supposes and decides, and what the checks say of it."""

from __future__ import annotations

from functools import partial

from coordo_simulation.event_grids import GRIDS, GridId
from coordo_simulation.event_study import AnalysedEvent
from coordo_simulation.event_study_example import build_example_study
from coordo_simulation.french import set_spaces

from coordo_widgets.figure import Figure
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Source,
    Ticks,
    Values,
    View,
)
from coordo_widgets.figures.fishbone_drawing import draw_fishbone
from coordo_widgets.figures.fishbone_reading import (
    compose_analysis,
    letter_actions,
    read_analysis,
)
from coordo_widgets.figures.fishbone_words import build_answer, build_table, build_title
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

GRID_LABELS: dict[GridId, str] = {"alarm": "Grille ALARM", "ishikawa": "Ishikawa (5M)"}
NONE = "none"
BELOW = (
    Option(value="actions", label="Actions et barrières"),
    Option(value="story", label="Le récit"),
)
SOURCES = (
    Source(
        label="Haute Autorité de santé, « Grille ALARM »",
        detail="les sept familles, de la plus proche du geste de soin à la plus lointaine",
        url="https://has-sante.fr/jcms/c_1215806/fr/grille-alarm",
    ),
    *(Source(label=grid.source, detail=grid.label) for grid in GRIDS.values()),
    Source(
        label="AHRQ, guide CANDOR, annexe H : hiérarchie des actions",
        detail="d’après le VA National Center for Patient Safety ; la traduction est du cours",
        url="https://www.ahrq.gov/professionals/quality-patient-safety/"
        "patient-safety-resources/resources/candor/module4-guide-aph.html",
    ),
)
LIMITS = (
    (
        "La relecture voit ce qui manque à une analyse, non si elle est juste. Sa liste de mots "
        "qui jugent est courte : on peut la tromper."
    ),
    (
        "Ranger un facteur dans une famille, ou une action sous un degré de force, est un "
        "jugement : une autre équipe rangerait autrement. Le nombre de facteurs ne mesure rien."
    ),
    (
        "Certaines équipes ajoutent un sixième M, le management ou la mesure : cette figure s’en "
        "tient à cinq."
    ),
)


def build_view(study: AnalysedEvent, values: Values, layout: Layout) -> View:
    """What is shown for a grid, the factors kept, and what one thinks of them."""
    analysis = compose_analysis(study, values)
    reading = read_analysis(analysis, letter_actions(study.actions))
    title = build_title(reading)
    return View(
        title=title,
        picture=draw_fishbone(
            reading,
            layout,
            is_story=values["below"] == "story",
            alt=set_spaces(f"{study.event.title}, {reading.analysis.method.label}. {title}."),
        ),
        answer=build_answer(reading),
        table=build_table(reading, is_story=values["below"] == "story"),
    )


@explain_faults
def event_fishbone(data: str | None = None) -> None:
    """Show the analysis of an event as a fishbone: an invented one, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: AnalysedEvent, figure_id: str) -> Figure:
    """Build the figure."""
    is_all_kept = all(factor.is_kept for factor in study.factors)
    begin = "Retirez un facteur" if is_all_kept else "Gardez cette phrase, retirez un facteur"
    own = Source(
        label=f"{study.name} ({study.origin})",
        detail="les personnes, les faits, les facteurs et les actions",
    )
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{study.lead} {begin}, ôtez-lui ce qui l’établit : que devient l’explication ?"
        ),
        notice=set_spaces(
            "La relecture dit ce qui manque à l’analyse. Elle ne juge personne et ne conclut pas "
            "à votre place."
        ),
        reset="Revenir à l’analyse de l’équipe",
        groups=(_build_ticks(study), _build_doubts(study), _build_looks(study)),
        sources=tuple(
            each.model_copy(
                update={"label": set_spaces(each.label), "detail": set_spaces(each.detail)}
            )
            for each in (*SOURCES, own)
        ),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("event-fishbone", AnalysedEvent, build_example_study, build_figure)


def _build_ticks(study: AnalysedEvent) -> Group:
    letters = letter_actions(study.actions)
    names = tuple(Option(value=each.id, label=each.short) for each in study.factors)
    actions = tuple(
        Option(value=each.id, label=f"{letters[each.id]}. {each.short}") for each in study.actions
    )
    return Group(
        settings=(
            Ticks(
                id="factors",
                legend="Les facteurs que vous gardez",
                options=names,
                value=tuple(each.id for each in study.factors if each.is_kept),
            ),
            Ticks(
                id="actions",
                legend="Les actions décidées",
                options=actions,
                value=tuple(each.id for each in study.actions if each.is_decided),
            ),
        )
    )


def _build_doubts(study: AnalysedEvent) -> Group:
    """One factor that nothing bears any more, one more that one would hold as a root."""
    kept = [each for each in study.factors if each.is_kept]
    found = tuple(Option(value=each.id, label=each.short) for each in kept)
    others = {each.id for each in kept if not each.is_root}
    return Group(
        heading="Et si…",
        settings=(
            Choice(
                id="supposed",
                legend="rien n’établissait ce facteur",
                options=(Option(value=NONE, label="Chacun est établi"), *found),
                value=NONE,
                display="select",
            ),
            Choice(
                id="root",
                legend="on le tenait aussi pour racine",
                options=(
                    Option(value=NONE, label="Aucun autre"),
                    *(each for each in found if each.value in others),
                ),
                value=NONE,
                display="select",
            ),
        ),
    )


def _build_looks(study: AnalysedEvent) -> Group:
    """The grid, where the factors have their families in both; what stands under the fish."""
    grids = tuple(Option(value=key, label=GRID_LABELS[key]) for key in study.grids)
    below = Choice(id="below", legend="Sous le poisson", options=BELOW, value="actions")
    grid = Choice(id="grid", legend="La grille", options=grids, value=grids[0].value)
    settings = (grid, below) if len(grids) > 1 else (below,)
    return Group(heading="Ce que vous regardez", settings=settings)
