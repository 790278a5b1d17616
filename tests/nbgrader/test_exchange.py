from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from coordo_course.assessment_errors import AssessmentError
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from temporary_course import MODULE, RIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from temporary_course import Course


@pytest.fixture
def session(course: Course) -> NbgraderSession:
    release_assignment(course.root, MODULE)
    return NbgraderSession(course.root, MODULE)


def _submit(session: NbgraderSession, place: Path) -> list[str]:
    where = {"assignment_dir": str(place), "cache": str(place / "cache")}
    done = session.run_exchange("Submit", "nadia", **where)
    inbound = session.course / "exchange" / "du-coordination" / "inbound"
    return sorted(path.name for path in (inbound / done.assignment_filename).iterdir())


def _fetch(session: NbgraderSession, place: Path) -> Path:
    place.mkdir()
    session.run_exchange("FetchAssignment", "nadia", assignment_dir=str(place))
    return place / MODULE


def test_only_the_released_files_and_the_journals_are_handed_in(
    session: NbgraderSession, course: Course, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    course.take_exam(work, RIGHT)
    (work / "journal-history.jsonl").write_text("", "utf-8")
    (work / "2_cas.ipynb").write_text("{}", "utf-8")
    (work / "data").mkdir()
    (work / "lien.jsonl").symlink_to("/etc/hostname")
    assert _submit(session, work.parent) == [
        "evaluation.ipynb",
        "evaluation.items.json",
        "journal-history.jsonl",
        "journal.jsonl",
        "submission_secret.txt",
        "timestamp.txt",
    ]


def test_a_file_over_the_limit_is_refused_not_dropped(
    session: NbgraderSession, course: Course, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    course.take_exam(work, RIGHT)
    session.coursedir.max_file_size = 0
    with pytest.raises(AssessmentError, match="trop lourd"):
        _submit(session, work.parent)
    assert list((session.course / "exchange" / "du-coordination" / "inbound").iterdir()) == []


def test_a_submission_without_journal_leaves_with_a_warning(
    session: NbgraderSession, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    (work / "evaluation.ipynb").unlink()
    assert "evaluation.ipynb" not in _submit(session, work.parent)
    log = (session.course / ".nbgrader.log").read_text("utf-8")
    assert "Aucun journal de réponses" in log
    assert "Il manque dans la remise : evaluation.ipynb" in log


def test_fetching_again_leaves_the_journal_alone(
    session: NbgraderSession, course: Course, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    course.take_exam(work, RIGHT)
    before = (work / "journal.jsonl").read_bytes()
    (work / "evaluation.ipynb").unlink()
    session.run_exchange("FetchAssignment", "nadia", assignment_dir=str(work.parent))
    assert (work / "evaluation.ipynb").is_file()
    assert (work / "journal.jsonl").read_bytes() == before


def test_a_hand_copied_submission_does_not_stop_the_release_of_feedback(
    session: NbgraderSession, course: Course, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    course.take_exam(work, RIGHT)
    _submit(session, work.parent)
    course.hand_in("a-la-main", RIGHT)
    report = grade_assignment(course.root, MODULE)
    assert [one.score for one in report.submissions] == [10.0, 10.0]
    session.run_exchange("ReleaseFeedback")
    pages = session.course / "exchange" / "du-coordination" / "feedback"
    assert len(list(pages.glob("*.html"))) == 1
    assert "a-la-main" in (session.course / ".nbgrader.log").read_text("utf-8")


def test_a_private_bank_is_released_and_graded(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "banque"
    shutil.move(course.root / "assessments" / "bank", private)
    monkeypatch.setenv("COORDO_BANK", str(private))
    assert release_assignment(course.root, MODULE).questions == 8
    course.hand_in("nadia", RIGHT)
    assert grade_assignment(course.root, MODULE).submissions[0].score == 10.0


def test_the_exchange_is_collected_whatever_an_account_put_there(
    session: NbgraderSession, course: Course, tmp_path: Path
) -> None:
    work = _fetch(session, tmp_path / "poste")
    course.take_exam(work, RIGHT)
    _submit(session, work.parent)
    inbound = session.course / "exchange" / "du-coordination" / "inbound"
    (sent,) = inbound.iterdir()
    (sent / "cle").symlink_to("/etc/passwd")
    (sent / "page.html").write_text("<script>", "utf-8")
    (sent / "timestamp.txt").chmod(0o644)
    (sent / "timestamp.txt").write_text("1999-01-01 00:00:00.0 UTC", "utf-8")
    os.mkfifo(sent / "journal-tube.jsonl")
    (inbound / f"boris+{MODULE}+hier").mkdir()
    (inbound / f"<img src=x onerror=alert(1)>+{MODULE}+2026-01-01 00:00:00.000000 UTC").mkdir()
    (inbound / f"..+{MODULE}+2026-01-01 00:00:00.000000 UTC").mkdir()
    (inbound / f"disque+{MODULE}+2026-01-01 00:00:00.000000 UTC").symlink_to("/")
    report = grade_assignment(course.root, MODULE)
    assert [(one.student, one.score) for one in report.submissions] == [("nadia", 10.0)]
    collected = course.folder / "submitted" / "nadia" / MODULE
    assert sorted(path.name for path in collected.iterdir()) == [
        "evaluation.ipynb",
        "evaluation.items.json",
        "journal.jsonl",
        "submission_secret.txt",
        "timestamp.txt",
    ]
    assert (collected / "timestamp.txt").read_text("utf-8") in sent.name
