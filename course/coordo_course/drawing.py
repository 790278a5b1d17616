"""Draws the evaluation of a session and keeps its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coordo_assessments.course_secret import SecretError, load_or_create_secret
from coordo_assessments.draw_exam import DrawContext, PlanError, draw_exam
from coordo_assessments.draw_plan import DrawPlan, Session
from coordo_assessments.draw_records import find_record_path, list_records
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_simulation.yaml_source import load_yaml, parse_model
from pydantic import TypeAdapter, ValidationError

from coordo_course.assessment_errors import AssessmentError
from coordo_course.durable_files import write_whole
from coordo_course.nbgrader_session import NbgraderSession

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.draw_plan import DrawRecord

_SESSION: TypeAdapter[str] = TypeAdapter(Session)


@dataclass(frozen=True)
class DrawReport:
    """What was drawn, where its record is, how many items of earlier sessions were avoided."""

    record: DrawRecord
    path: Path
    avoided: int


def draw_session(
    root: Path, assignment: str, session: str, plan_path: Path, *, force: bool = False
) -> DrawReport:
    """Draw the evaluation of a session and write its record.

    Args:
        root: the course's root.
        assignment: the module's id.
        session: a name in lower case, figures and hyphens.
        plan_path: the plan, YAML.
        force: replace the record of the same session.

    Raises:
        AssessmentError: the bank cannot meet the plan, the session is drawn already, its name
            or the secret is unusable.
        ContentError, ContentErrors: the plan, the bank or a record holds a fault.
    """
    _check_name(session)
    plan = parse_model(DrawPlan, load_yaml(plan_path))
    path = find_record_path(root, assignment, session)
    if path.exists() and not force:
        raise AssessmentError(
            f"La session {session} est déjà tirée ({path}). «\u202f--force\u202f» la tire de "
            "nouveau\u202f: ne le faites pas une fois l’évaluation publiée."
        )
    exam = load_exam_bank(root / "course", assignment)
    avoided = _list_avoided(root, assignment, session, plan.avoid_sessions)
    try:
        context = DrawContext(
            secret=load_or_create_secret(root),
            assignment=assignment,
            session=session,
            drawn_on=datetime.now(UTC).date(),
            trainees=_list_trainees(root, assignment) if plan.scope == "stagiaire" else (),
            avoided=avoided,
        )
        record = draw_exam(plan, tuple(exam.bank.items.values()), context)
    except (PlanError, SecretError) as error:
        raise AssessmentError(str(error)) from error
    write_whole(path, record.model_dump_json(indent=1) + "\n")
    path.chmod(0o600)
    return DrawReport(record, path, len(avoided & set(exam.bank.items)))


def _check_name(session: str) -> None:
    try:
        _SESSION.validate_python(session)
    except ValidationError:
        raise AssessmentError(
            f"Nom de session refusé\u202f: {session}. Des minuscules sans accent, des chiffres et "
            "des tirets, par exemple 2027-fevrier."
        ) from None


def _list_avoided(root: Path, assignment: str, session: str, count: int) -> frozenset[str]:
    """Items of the last ``count`` sessions drawn, the one being drawn again left out."""
    earlier = [one for one in list_records(root, assignment) if one.session != session]
    last = earlier[-count:] if count else []
    return frozenset[str]().union(*(record.used for record in last))


def _list_trainees(root: Path, assignment: str) -> tuple[str, ...]:
    with NbgraderSession(root, assignment).open_gradebook() as gradebook:
        return tuple(sorted(student.id for student in gradebook.students))
