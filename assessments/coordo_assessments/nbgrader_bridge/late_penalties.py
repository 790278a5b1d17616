"""Late penalties: the course's rule gives one, a person may change it, and that stays."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import insert, select, update

from coordo_assessments.nbgrader_bridge.grading_ledger import grading_ledger
from coordo_assessments.nbgrader_bridge.released import is_compiled


def settle_penalty(
    current: float | None, rule: float | None, *, recorded: float | None, is_recorded: bool
) -> float | None:
    """Return the penalty that must stand.

    Args:
        current: what the gradebook holds.
        rule: what the course's rule says now.
        recorded: what the rule said last time.
        is_recorded: False when there was no last time; then a penalty where the rule gives
            none can only be a person's.
    """
    if is_recorded:
        return current if current != recorded else rule
    return current if rule is None else rule


class KeepLatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """Nbgrader's step that applies the rule, without undoing what a person decided."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401
        """Assign the rule's penalty unless the gradebook's is a person's."""
        if not is_compiled(nb):
            stock: tuple[Any, dict[str, Any]] = super().preprocess(nb, resources)
            return stock
        ids = resources["nbgrader"]
        name = (ids["notebook"], ids["assignment"], ids["student"])
        with Gradebook(ids["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(*name)
            before, submission = found.late_submission_penalty, found.assignment_id
            column = grading_ledger.c.submission_id
            query = select(grading_ledger.c.penalty).where(column == submission)
            line = gradebook.db.execute(query).one_or_none()
        nb, resources = super().preprocess(nb, resources)
        with Gradebook(ids["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(*name)
            rule = found.late_submission_penalty
            recorded = line.penalty if line else None
            found.late_submission_penalty = settle_penalty(
                before, rule, recorded=recorded, is_recorded=line is not None
            )
            # no fingerprint: the next coordo grade looks again
            note = {"penalty": rule, "received": "", "fingerprint": "", "notes": "[]"}
            statement = (
                update(grading_ledger).where(column == submission).values(note)
                if line
                else insert(grading_ledger).values(submission_id=submission, **note)
            )
            gradebook.db.execute(statement)
            gradebook.db.commit()
        return nb, resources
