"""The fishbone of an event: what one keeps, supposes and decides, and what the checks say of it."""

from __future__ import annotations

from coordo_simulation.event_grids import GRIDS
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
    ACTIONS,
    EXAMPLE,
    LETTERS,
    POOL,
    compose_analysis,
    read_analysis,
)
from coordo_widgets.figures.fishbone_words import build_answer, build_table, build_title
from coordo_widgets.showing import explain_faults, show_widget

GRID_LABELS = {"alarm": "Grille ALARM", "ishikawa": "Ishikawa (5M)"}
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
    Source(
        label="L’insuline de Madame Le Goff (exemple inventé)",
        detail="les personnes, les faits, les facteurs et les actions",
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


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a grid, the factors kept, and what one thinks of them."""
    reading = read_analysis(compose_analysis(values))
    title = build_title(reading)
    return View(
        title=title,
        picture=draw_fishbone(
            reading,
            layout,
            is_story=values["below"] == "story",
            alt=set_spaces(f"{EXAMPLE.event.title}, {reading.analysis.method.label}. {title}."),
        ),
        answer=build_answer(reading),
        table=build_table(reading, is_story=values["below"] == "story"),
    )


@explain_faults
def event_fishbone() -> None:
    """Show the analysis of an invented event as a fishbone, its factors to be changed."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    definition = Definition(
        id="event-fishbone",
        lead=set_spaces(
            "Un samedi soir de mars, l’insuline de Madame Le Goff n’est pas faite (exemple "
            "inventé). Dans le couloir, on dit : « Karim a oublié ». Gardez cette phrase, "
            "retirez un facteur, ôtez-lui ce qui l’établit : que devient l’explication ?"
        ),
        notice=set_spaces(
            "La relecture dit ce qui manque à l’analyse. Elle ne juge personne et ne conclut pas "
            "à votre place."
        ),
        reset="Revenir à l’analyse de l’équipe",
        groups=(_build_ticks(), _build_doubts(), _build_looks()),
        sources=tuple(
            each.model_copy(
                update={"label": set_spaces(each.label), "detail": set_spaces(each.detail)}
            )
            for each in SOURCES
        ),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, build_view)


def _build_ticks() -> Group:
    names = tuple(Option(value=each.id, label=each.short) for each in POOL)
    actions = tuple(
        Option(value=each.id, label=f"{LETTERS[each.id]}. {each.short}") for each in ACTIONS
    )
    return Group(
        settings=(
            Ticks(
                id="factors",
                legend="Les facteurs que vous gardez",
                options=names,
                value=tuple(each.id for each in EXAMPLE.factors),
            ),
            Ticks(
                id="actions",
                legend="Les actions décidées",
                options=actions,
                value=tuple(each.id for each in EXAMPLE.actions),
            ),
        )
    )


def _build_doubts() -> Group:
    """One factor that nothing bears any more, one more that one would hold as a root."""
    found = tuple(Option(value=each.id, label=each.short) for each in EXAMPLE.factors)
    others = {each.id for each in EXAMPLE.factors if not each.is_root}
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


def _build_looks() -> Group:
    grids = tuple(Option(value=key, label=label) for key, label in GRID_LABELS.items())
    return Group(
        heading="Ce que vous regardez",
        settings=(
            Choice(id="grid", legend="La grille", options=grids, value="alarm"),
            Choice(id="below", legend="Sous le poisson", options=BELOW, value="actions"),
        ),
    )
