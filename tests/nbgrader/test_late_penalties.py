from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.nbgrader_bridge.late_penalties import settle_penalty
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from temporary_course import MODULE, RIGHT

if TYPE_CHECKING:
    from temporary_course import Course

DUE = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
RULE = """
from nbgrader.plugins import LateSubmissionPlugin


class OnePointAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""


@pytest.fixture
def late(course: Course) -> Course:
    """Two submissions, two hours late, where a late hour costs a point."""
    (course.folder / "late_rule.py").write_text(RULE, "utf-8")
    config = course.folder / "nbgrader_config.py"
    rule = (
        "import sys\nsys.path.insert(0, str(COURSE))\n"
        'c.AssignLatePenalties.plugin_class = "late_rule.OnePointAnHour"\n'
    )
    config.write_text(config.read_text("utf-8") + rule, "utf-8")
    release_assignment(course.root, MODULE)
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        gradebook.update_or_create_assignment(MODULE, duedate=DUE.isoformat())
    for name in ("amel", "boris"):
        folder = course.hand_in(name, RIGHT)
        moment = (DUE + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S UTC")
        (folder / "timestamp.txt").write_text(moment, "utf-8")
    return course


def _read_penalties(course: Course) -> dict[str, float | None]:
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        return {
            name: gradebook.find_submission_notebook(
                "evaluation", MODULE, name
            ).late_submission_penalty
            for name in ("amel", "boris")
        }


def _forgive(course: Course, student: str, penalty: float) -> None:
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        found = gradebook.find_submission_notebook("evaluation", MODULE, student)
        found.late_submission_penalty = penalty
        gradebook.db.commit()


@pytest.mark.slow
def test_a_penalty_that_a_person_changed_survives_every_way_of_grading(late: Course) -> None:
    first = grade_assignment(late.root, MODULE)
    assert _read_penalties(late) == {"amel": 2, "boris": 2}
    assert {one.student: one.score for one in first.submissions} == {"amel": 8.0, "boris": 8.0}
    _forgive(late, "amel", 0.5)
    for _ in range(2):
        assert grade_assignment(late.root, MODULE, force=True).renewed == 2
        assert _read_penalties(late) == {"amel": 0.5, "boris": 2}
        late.nbgrader("autograde", MODULE, "--force")
        assert _read_penalties(late) == {"amel": 0.5, "boris": 2}
    page = late.folder / "feedback" / "amel" / MODULE / "evaluation.html"
    assert "Pénalité de retard retirée de la note\u202f: 0,5" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("current", "rule", "recorded", "is_recorded", "kept"),
    [
        (None, 2.0, None, False, 2.0),  # first grading
        (2.0, 3.0, 2.0, True, 3.0),  # the rule speaks again
        (0.5, 3.0, 2.0, True, 0.5),  # a person has spoken since
        (None, 3.0, 2.0, True, None),  # and took it off
        (1.0, None, None, False, 1.0),  # no rule gave it
    ],
)
def test_whose_penalty_it_is(
    current: float | None,
    rule: float | None,
    recorded: float | None,
    is_recorded: bool,
    kept: float | None,
) -> None:
    assert settle_penalty(current, rule, recorded=recorded, is_recorded=is_recorded) == kept
