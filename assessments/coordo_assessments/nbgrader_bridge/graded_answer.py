"""Grades one answer and draws it beside its key; the same answer is drawn once per process.

A class answers the closed items in a few dozen ways: what was drawn for one trainee serves the
next. Texts are long and never repeat, so they are not kept.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordo_assessments.feedback import build_feedback
from coordo_assessments.nbgrader_bridge.render_answer import render_answer
from coordo_assessments.scoring import score_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.feedback import Feedback
    from coordo_assessments.items import Item
    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
    from coordo_assessments.state import LatestAnswer

_KEPT = 2048  # about five kilobytes each
_LONGEST = 400  # characters of an answer that may come again
_ANNULLED = (
    '<p class="co-warning"><b>Question annulée</b>\u202f: tous ses points sont accordés à '
    "chaque copie.</p>"
)
_ACCEPTED = (
    '<p class="co-warning"><b>Clé élargie</b>\u202f: cette réponse a été acceptée après '
    "l’évaluation.</p>"
)


@dataclass(frozen=True)
class GradedAnswer:
    """What an answer is worth, and the HTML that explains it.

    Attributes:
        score: in [0, 1]; means nothing while ``is_waiting``.
        is_waiting: a person must grade it.
    """

    html: str
    score: float
    is_blank: bool
    is_waiting: bool
    reason: str | None


_drawn: OrderedDict[tuple[object, ...], tuple[object, GradedAnswer]] = OrderedDict()


def grade_answer(item: Item, latest: LatestAnswer | None, exam: ExamBank) -> GradedAnswer:
    """Grade the last answer to an item, by the key that serves the trainee best.

    Raises:
        UnknownReferenceError: the item cites a reference that the course does not hold.
    """
    raw = latest.answer if latest else None
    certainty = latest.certainty if latest else None
    written = json.dumps(raw, sort_keys=True)
    if len(written) > _LONGEST:
        return _grade(item, raw, certainty, exam)
    # an id is not reused while its object is held: the exam is kept beside what was drawn
    key = (id(exam), id(item), written, certainty)
    if key in _drawn:
        _drawn.move_to_end(key)
        return _drawn[key][1]
    graded = _grade(item, raw, certainty, exam)
    _drawn[key] = ((exam, item), graded)
    if len(_drawn) > _KEPT:
        _drawn.popitem(last=False)
    return graded


def _grade(
    item: Item, raw: Mapping[str, Any] | None, certainty: int | None, exam: ExamBank
) -> GradedAnswer:
    keys = (item, *exam.amendments.alternatives.get(item.id, ()))
    best = max(keys, key=lambda one: score_answer(one, raw).value)
    feedback = build_feedback(best, raw, exam.book, certainty)
    html = render_answer(best, raw, feedback, exam.book)
    if item.id in exam.amendments.annulled:
        return GradedAnswer(_ANNULLED + html, 1.0, is_blank=False, is_waiting=False, reason=None)
    return GradedAnswer(
        html=html if best is item else _ACCEPTED + html,
        score=feedback.score,
        is_blank=feedback.verdict == "sans réponse",
        is_waiting=_is_waiting(feedback),
        reason=feedback.reason,
    )


def _is_waiting(feedback: Feedback) -> bool:
    return feedback.verdict == "à corriger"
