"""The scoring board: rate elements, see what each takes from a mean, and which plans are due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.has_assessment import SelfAssessment
from coordo_simulation.has_scoring import (
    INTERVIEW_CHAPTER,
    LETTER_REFUSAL,
    RATING_LABELS,
    READINGS,
    ROUNDING_RULE,
    Criterion,
    Rating,
    compute_assessment,
)
from coordo_simulation.has_scoring_example import build_example_assessment
from coordo_simulation.has_scoring_losses import LETTERS

from coordo_widgets.charts import STATIC
from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Ticks,
    Values,
    View,
)
from coordo_widgets.figures.scoring_drawing import draw_scoring
from coordo_widgets.figures.scoring_words import build_answer, build_table, tell_verdict
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCES = (
    "has-echelle-cotation",
    "has-critere-moyenne",
    "has-imperatif-satisfait",
    "has-chapitres",
    "has-echelle-qualite",
)
PLANS = "plans"


class ScoringBoard(Figure):
    """A figure whose choices are short strips, one rating beside the other."""

    _css = "\n".join(  # type: ignore[assignment]  # anywidget takes the text as well as a file
        (STATIC / name).read_text(encoding="utf-8") for name in ("figure.css", "scoring.css")
    )


def build_view(data: SelfAssessment, values: Values, layout: Layout) -> View:
    """What is shown for a state of the ratings and of the written plans."""
    criteria = rate(data, values)
    assessment = compute_assessment(criteria)
    answer = tuple(set_spaces(line) for line in build_answer(criteria, data.criteria))
    return View(
        title=set_spaces(tell_verdict(assessment)),
        picture=draw_scoring(assessment, layout, alt=" ".join(answer)),
        answer=answer,
        table=_set_table(build_table(assessment, data.origin)),
    )


@explain_faults
def has_scoring_board(data: str | None = None) -> None:
    """Show a self-assessment to be rated anew: an invented extract, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(data: SelfAssessment, figure_id: str) -> Figure:
    """Build the figure."""
    said = (data.notice or "", ROUNDING_RULE, *READINGS, LETTER_REFUSAL)
    scale = " · ".join(f"{mark}\u202f: {label}" for mark, label in RATING_LABELS.items())
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{data.lead} Changez une cotation : que devient la moyenne, et que cache-t-elle "
            "encore ?"
        ),
        notice=f"{scale} (chapitre 1 seulement).",
        groups=(*(_build_group(each) for each in data.criteria), *_build_plans(data.criteria)),
        reset="Revenir aux cotations de l’équipe",
        sources=build_sources(REFERENCES),
        limits=tuple(set_spaces(text) for text in said if text),
    )
    return ScoringBoard(definition, partial(build_view, data))


VIEW = ViewKind("has-scoring", SelfAssessment, build_example_assessment, build_figure)


def name_setting(criterion: Criterion, index: int) -> str:
    """Id of the setting that rates an element."""
    return f"{criterion.id}-{LETTERS[index]}"


def rate(data: SelfAssessment, values: Values) -> tuple[Criterion, ...]:
    """The criteria as the settings rate them, with the plans that they say are written."""
    written = values.get(PLANS)
    plans = written if isinstance(written, tuple) else ()
    return tuple(
        type(each).model_validate(
            each.model_dump()
            | {
                "elements": tuple(
                    values[name_setting(each, index)] for index in range(len(each.elements))
                ),
                "has_plan": each.id in plans,
            }
        )
        for each in data.criteria
    )


def list_ratings(criterion: Criterion) -> Iterator[Rating]:
    """Ratings that an element of the criterion may have: RI in chapter 1 only."""
    return (
        mark for mark in RATING_LABELS if mark != "RI" or criterion.chapter == INTERVIEW_CHAPTER
    )


def _build_group(criterion: Criterion) -> Group:
    options = tuple(Option(value=mark, label=mark) for mark in list_ratings(criterion))
    heading = f"{criterion.title} (impératif)" if criterion.is_imperative else criterion.title
    return Group(
        heading=heading,
        settings=tuple(
            Choice(
                id=name_setting(criterion, index),
                legend=f"{LETTERS[index]}. {label}",
                options=options,
                value=criterion.elements[index],
            )
            for index, label in enumerate(criterion.labels)
        ),
    )


def _build_plans(criteria: tuple[Criterion, ...]) -> tuple[Group, ...]:
    """Which plans are written; nothing to ask where no criterion is imperative."""
    imperatives = [each for each in criteria if each.is_imperative]
    if not imperatives:
        return ()
    ticks = Ticks(
        id=PLANS,
        legend="Cochez les critères impératifs qui ont le leur",
        options=tuple(Option(value=each.id, label=each.title) for each in imperatives),
        value=tuple(each.id for each in imperatives if each.has_plan),
    )
    return (Group(heading="Les plans d’actions déjà écrits", settings=(ticks,)),)


def _set_table(table: Table) -> Table:
    rows = tuple(tuple(set_spaces(cell) for cell in row) for row in table.rows)
    return table.model_copy(update={"caption": set_spaces(table.caption), "rows": rows})
