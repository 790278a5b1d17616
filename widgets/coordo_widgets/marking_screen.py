"""What the marking page shows of a desk to one marker: plain models, JSON-able.

Nothing of another marker's marks is in them, and no name before all marks are settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.marking.comment_text import write_points
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from coordo_assessments.marking.agreement import Agreement
    from coordo_assessments.marking.copies import RubricItem
    from coordo_assessments.marking.desk import MarkingDesk
    from coordo_assessments.marking.settling import Settlement, Stage

STAGES: tuple[Stage, ...] = ("arrêtée", "à corriger", "deuxième avis", "troisième avis")


class LevelView(Closed):
    """A level of a criterion; ``points`` is what the page sends back."""

    points: str
    words: str
    html: str


class CriterionView(Closed):
    """A criterion and its levels."""

    id: str
    html: str
    levels: tuple[LevelView, ...]


class QuestionView(Closed):
    """The question that is being marked, with what a good answer holds."""

    id: str
    title: str
    stem_html: str
    guidance_html: str
    points: float
    max_words: int
    criteria: tuple[CriterionView, ...]


class TabView(Closed):
    """A question in the list of questions."""

    id: str
    title: str
    done: int
    total: int


class RowView(Closed):
    """A copy in this marker's list."""

    name: str
    is_done: bool


class CopyView(Closed):
    """The text to read, and this marker's own mark of it."""

    name: str
    text: str
    digest: str
    words: int
    is_done: bool
    levels: dict[str, str]
    comment: str


class CommentView(Closed):
    """A comment to use again."""

    id: str
    text: str


class StageView(Closed):
    """How far a question is, all markers together."""

    title: str
    counts: tuple[int, ...]
    agreement: str


class NameView(Closed):
    """A copy with its name and its settled points, by question."""

    copy_name: str
    trainee: str
    points: tuple[str, ...]


class Screen(Closed):
    """The whole page."""

    title: str
    marker: str = ""
    markers: tuple[str, ...] = ()
    tabs: tuple[TabView, ...] = ()
    question: QuestionView | None = None
    rows: tuple[RowView, ...] = ()
    copy_view: CopyView | None = None
    comments: tuple[CommentView, ...] = ()
    can_undo: bool = False
    stages: tuple[StageView, ...] = ()
    plan_words: str = ""
    share: str = "0"
    tolerance: str = "20"
    is_settled: bool = False
    names: tuple[NameView, ...] = ()
    notices: tuple[str, ...] = ()


def build_question(desk: MarkingDesk, item: RubricItem) -> QuestionView:
    """Build the question and its rubric."""
    book = desk.references
    return QuestionView(
        id=item.id,
        title=set_spaces(item.title),
        stem_html=render_markdown(item.stem, book),
        guidance_html=render_markdown(item.guidance, book),
        points=float(item.points),
        max_words=item.max_words,
        criteria=tuple(
            CriterionView(
                id=one.id,
                html=render_inline(one.criterion, book),
                levels=tuple(
                    LevelView(
                        points=str(level.points),
                        words=count_points(level.points),
                        html=render_inline(level.description, book),
                    )
                    for level in one.levels
                ),
            )
            for one in item.rubric
        ),
    )


def build_copy(desk: MarkingDesk, item: str, name: str, marker: str) -> CopyView:
    """Build the text of a copy and what this marker gave it."""
    given = desk.copies.by_name[name].texts[item]
    own = next((mark for mark in desk.read_marks(item, name) if mark.marker == marker), None)
    return CopyView(
        name=name,
        text=given.text,
        digest=given.digest,
        words=given.words,
        is_done=own is not None,
        levels={one: str(points) for one, points in own.levels.items()} if own else {},
        comment=own.comment if own else "",
    )


def build_tabs(desk: MarkingDesk, marker: str) -> tuple[TabView, ...]:
    """Build the list of questions with this marker's progress."""
    tabs = []
    for item in desk.items.values():
        rows = desk.list_copies(item.id, marker)
        title = set_spaces(item.title)
        tabs.append(TabView(id=item.id, title=title, done=sum(rows.values()), total=len(rows)))
    return tuple(tabs)


def build_stages(desk: MarkingDesk, *, with_agreement: bool) -> tuple[StageView, ...]:
    """Build the progress of all; agreement only where it can give no mark away."""
    agreements = {one.item: one for one in desk.measure_agreements()} if with_agreement else {}
    return tuple(
        StageView(
            title=set_spaces(item.title),
            counts=_count_stages(desk.settle_all(item.id)),
            agreement=describe_agreement(agreements.get(item.id)),
        )
        for item in desk.items.values()
    )


def build_names(desk: MarkingDesk, trainees: Mapping[str, str]) -> tuple[NameView, ...]:
    """Build the names behind the copies, in their order."""
    settled = {item: desk.settle_all(item) for item in desk.items}
    rows = [
        NameView(
            copy_name=name,
            trainee=trainees.get(copy.student, copy.student),
            points=tuple(_write_final(settled[item].get(name)) for item in desk.items),
        )
        for name, copy in desk.copies.by_name.items()
        if copy.texts
    ]
    return tuple(sorted(rows, key=lambda row: row.trainee.casefold()))


def describe_plan(desk: MarkingDesk) -> str:
    """Say the double marking in a sentence."""
    plan = desk.book.plan
    tolerance = format_number(plan.tolerance * 100)
    if not plan.share:
        return set_spaces(
            "Chaque copie est lue une fois. Si deux personnes en lisent une, un troisième avis "
            f"est demandé quand leurs notes diffèrent de plus de {tolerance} % des points."
        )
    return set_spaces(
        f"{format_number(plan.share * 100)} % des copies, tirées au sort, sont lues par deux "
        f"personnes ; un troisième avis est demandé quand leurs notes diffèrent de plus de "
        f"{tolerance} % des points."
    )


def describe_agreement(agreement: Agreement | None) -> str:
    """Say how far two readings agree, with its number of texts and its caution."""
    if agreement is None:
        return ""
    if agreement.mean_gap is None:
        return agreement.caution
    gap = format_number(agreement.mean_gap, 2)
    parts = [f"écart moyen {gap} point(s) sur {write_points(agreement.points)}"]
    parts.append(f"{agreement.close} sur {agreement.count} dans la tolérance")
    if agreement.kappa is not None:
        parts.append(f"kappa pondéré {format_number(agreement.kappa, 2)}")
    if agreement.caution:
        parts.append(agreement.caution)
    return set_spaces(" ; ".join(parts))


def count_points(points: Decimal) -> str:
    """Write « 1 point », « 1,5 point », « 2 points »."""
    return f"{write_points(points)}\u00a0point{'s' if points >= 2 else ''}"  # noqa: PLR2004


def _count_stages(settled: Mapping[str, Settlement]) -> tuple[int, ...]:
    found = [one.stage for one in settled.values()]
    return tuple(found.count(stage) for stage in STAGES)


def _write_final(settlement: Settlement | None) -> str:
    if settlement is None:
        return "sans réponse"
    return write_points(settlement.final.points) if settlement.final else "en attente"
