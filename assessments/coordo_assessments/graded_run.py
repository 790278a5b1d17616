"""The rules of a case that counts: which run is graded, and with what luck it is played.

**One run.** The first run begun in the evaluation counts, finished or not, without going back and
without a branch; runs played elsewhere in the module never count. Whoever begins knows it.

**One luck.** The seed is derived from the course secret, the session, the case and the trainee:
no one can ask for another. It travels with the paper, as a trainee's own data do; a run with any
other seed is refused. What a rubric reads on indicators is moreover averaged over lucks that are
the same for everybody, so that a lucky seed would bring little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.sealing import EVALUATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.state import RunRecord

CASE_CELL = "cas-note"
"""Where the case stands in a paper: the id of its cell, as that of an item."""

_SEED_BYTES = 4
RULE = (
    "Ce parcours est noté, et il est unique\u202f: le premier commencé dans l’évaluation compte, "
    "terminé ou non. Une décision prise ne se reprend pas, et l’on ne recommence pas. Vous pouvez "
    "fermer la page et revenir\u202f: vous reprendrez là où vous en étiez. Les événements dus au "
    "hasard vous sont attribués à l’avance\u202f; les indicateurs notés sont une moyenne sur "
    "plusieurs tirages, les mêmes pour tous. L’explication vient avec la correction, critère par "
    "critère."
)


def deal_seed(
    secret: CourseSecret, assignment: str, session: str, case: tuple[str, str], trainee: str | None
) -> int:
    """Derive the seed of a trainee's graded run, 31 bits; None stands for the common paper.

    Args:
        secret: of the course.
        assignment: the module's id.
        session: of the draw, empty without one.
        case: id and version of the scenario.
        trainee: id in the gradebook.
    """
    drawn = secret.derive("graine", assignment, session, *case, trainee or "")
    return int.from_bytes(drawn[:_SEED_BYTES], "big") >> 1


def list_graded_runs(records: Mapping[str, RunRecord]) -> tuple[RunRecord, ...]:
    """Return the runs begun in the evaluation, in the order of the journal: the first counts."""
    return tuple(record for record in records.values() if record.activity == EVALUATION)
