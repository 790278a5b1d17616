"""Puts the settled marks into nbgrader's gradebook: its manual scores and its comments.

Idempotent. What a person changed in formgrader is left alone and told, unless it is to be
overwritten; what stands there from an earlier push is ours to renew. A mark that asks for a new
reading since (a larger sample, a text handed in again) waits again in the gradebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from nbgrader.api import Comment, Grade, MissingEntry

from coordo_assessments.marking.comment_text import write_comment
from coordo_assessments.marking.events import MarkPushed
from coordo_assessments.nbgrader_bridge.preprocessors import load_by_cell
from coordo_assessments.nbgrader_bridge.released import EVALUATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_assessments.marking.desk import MarkingDesk
    from coordo_assessments.marking.settling import Settlement

Outcome = Literal["écrite", "inchangée", "en attente", "rouverte", "modifiée", "absente"]


@dataclass(frozen=True)
class PushReport:
    """What became of each text, by (item, copy).

    « modifiée »: a person gave it another grade in formgrader; « absente »: the gradebook does
    not hold the submission, or not this question.
    """

    outcomes: dict[tuple[str, str], Outcome]

    def count(self, outcome: Outcome) -> int:
        """How many texts came to an outcome."""
        return sum(one == outcome for one in self.outcomes.values())

    def list_copies(self, outcome: Outcome) -> tuple[str, ...]:
        """The copies with a text that came to an outcome."""
        return tuple(sorted({name for (_, name), one in self.outcomes.items() if one == outcome}))


def push_marks(
    desk: MarkingDesk,
    gradebook: Any,  # noqa: ANN401  (nbgrader is untyped)
    marker: str,
    *,
    overwrite: bool = False,
) -> PushReport:
    """Put every settled mark of an evaluation into the gradebook.

    Args:
        desk: the evaluation; its marks are read anew.
        gradebook: nbgrader's.
        marker: who pushes.
        overwrite: also replace what a person entered in formgrader.

    Raises:
        NotSavedError: the gradebook was written and the journal of marks was not.
    """
    desk.refresh_marks()
    settled = {item: desk.settle_all(item) for item in desk.items}
    outcomes: dict[tuple[str, str], Outcome] = {}
    pushed: list[MarkPushed] = []
    for name, copy in desk.copies.by_name.items():
        rows = _load_rows(gradebook, desk.assignment, copy.student)
        for item, text in copy.texts.items():
            push = _Push(desk, item, name, rows.get(text.cell), overwrite=overwrite)
            outcomes[item, name] = push.run(settled[item][name])
            pushed.extend(push.events(marker))
    gradebook.db.commit()
    for event in pushed:
        desk.journal.append(event)
    desk.refresh_marks()
    return PushReport(outcomes)


class _Push:
    """One text and its rows of the gradebook."""

    def __init__(
        self,
        desk: MarkingDesk,
        item: str,
        name: str,
        rows: tuple[Any, Any] | None,
        *,
        overwrite: bool,
    ) -> None:
        self._desk, self._item, self._name, self._rows = desk, item, name, rows
        self._overwrite = overwrite
        self._target: tuple[float, str] | None = None

    def run(self, settlement: Settlement) -> Outcome:
        """Change the rows as the settlement asks; nothing is committed here."""
        if self._rows is None:
            return "absente"
        grade, comment = self._rows
        current = (grade.manual_score, comment.manual_comment)
        is_ours = current in self._known or not any(part is not None for part in current)
        if settlement.final is None:
            return self._wait(grade, is_ours=is_ours)
        words = write_comment(settlement.final, self._desk.references)
        target = (float(settlement.final.points), words)
        if current != target and not is_ours and not self._overwrite:
            return "modifiée"
        self._target = target
        if current == target and not grade.needs_manual_grade:
            return "inchangée"
        grade.manual_score, comment.manual_comment = target
        grade.needs_manual_grade = False
        return "écrite"

    def events(self, marker: str) -> Iterator[MarkPushed]:
        """What the journal of marks must remember of it."""
        if self._target and self._target not in self._known:
            yield MarkPushed(
                assignment=self._desk.assignment,
                marker=marker,
                item=self._item,
                copy_name=self._name,
                points=self._target[0],
                comment=self._target[1],
            )

    @property
    def _known(self) -> set[tuple[float, str]]:
        return self._desk.book.pushed.get((self._item, self._name), set())

    def _wait(self, grade: Any, *, is_ours: bool) -> Outcome:  # noqa: ANN401
        if grade.manual_score is None or not is_ours or grade.needs_manual_grade:
            return "en attente"
        grade.needs_manual_grade = True
        return "rouverte"


def _load_rows(
    gradebook: Any,  # noqa: ANN401
    assignment: str,
    student: str,
) -> dict[str | None, tuple[Any, Any]]:
    """The grade and the comment of each question of a submission."""
    try:
        found = gradebook.find_submission_notebook(EVALUATION, assignment, student)
    except MissingEntry:
        return {}
    grades = load_by_cell(gradebook, Grade, found.id)
    comments = load_by_cell(gradebook, Comment, found.id)
    return {name: (grades[name], comments[name]) for name in grades if name in comments}
