"""A rubric mended after the grading: every run replayed, what moves told with its reason, kept."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from case_course import REFUSED, CaseCourse, open_case_course, play_honestly
from coordo_assessments.graded_case import load_graded_case
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.shared_engine import dispose_engines
from coordo_course.assessment_errors import AssessmentError
from coordo_course.cli import app
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.rekey import apply_rekey, parse_changes, preview_rekey
from coordo_simulation.rubric_scoring import score_path
from coordo_simulation.yaml_source import ContentError, ContentErrors
from gradebook_reading import dump_gradebook, read_rows
from temporary_course import MODULE
from typer.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coordo_course.rekey_shifts import RekeyPreview

STUDENTS = ["arret", "blanc", "graine-choisie", "honnete", "par-main"]
STOPPED_AFTER = 3
HALVED = ('share: 1\n        text: "Vous avez dit', 'share: 0.8\n        text: "Vous avez dit')
SHIFTED = ('points: 1.5\n    decision: "annonce"', 'points: 2\n    decision: "annonce"')
TAKEN = ('points: 1.5\n    decision: "coustal"', 'points: 1\n    decision: "coustal"')
CAPPED = (
    'decision: "annonce"\n    levels',
    'decision: "annonce"\n    weight: "indispensable"\n    levels',
)
BY_HAND = 11.0


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseCourse]:
    patch = pytest.MonkeyPatch()
    patch.delenv("COORDO_BANK", raising=False)
    course = open_case_course(tmp_path_factory.mktemp("rekey") / "cours", STUDENTS)
    for student in ("honnete", "par-main"):
        course.hand_in(student, play_honestly(course, student))
    run = course.drive_expert(course.find_seed("arret"))
    course.hand_in("arret", course.tell(run, steps=STOPPED_AFTER))
    cheat, _ = REFUSED["graine-choisie"]
    course.hand_in("graine-choisie", cheat(course, "graine-choisie"))
    course.hand_in("blanc", [])
    grade_assignment(course.course.root, MODULE)
    with NbgraderSession(course.course.root, MODULE).open_gradebook() as gradebook:
        grade = gradebook.find_grade(CASE_CELL, "evaluation", MODULE, "par-main")
        grade.manual_score, grade.needs_manual_grade = BY_HAND, False
        gradebook.db.commit()
    yield course
    dispose_engines()
    patch.undo()


@pytest.fixture(autouse=True)
def rubric(graded: CaseCourse) -> Iterator[Path]:
    """The rubric, put back as it was after each test, and the grades with it."""
    path = load_graded_case(graded.course.root, MODULE).rubric_path
    text, log = path.read_text("utf-8"), graded.course.folder / "rekeys.jsonl"
    yield path
    if path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        if log.exists():
            grade_assignment(graded.course.root, MODULE)
    log.unlink(missing_ok=True)


def mend(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def preview(course: CaseCourse, **asked: list[str]) -> RekeyPreview:
    given: dict[str, list[str]] = {"annul": [], "accept": [], "restore": [], **asked}
    return preview_rekey(course.course.root, MODULE, parse_changes(**given))


def score(course: CaseCourse, student: str, steps: int | None = None) -> float:
    """Score the expert's run by the rubric as it stands, past the grading."""
    case = load_graded_case(course.course.root, MODULE)
    run = course.drive_expert(course.find_seed(student))
    part = run.model_copy(update={"decisions": run.decisions[:steps]})
    return float(score_path(case.scenario, case.rubric, part).score)


def read_points(course: CaseCourse) -> dict[str, object]:
    rows = read_rows(course.course)
    return {student: rows[student, CASE_CELL][0] for student in STUDENTS}


def hash_received(course: CaseCourse) -> dict[Path, str]:
    files = (course.course.folder / "submitted").rglob("*")
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in files if p.is_file()}


def test_nothing_changes_while_the_rubric_does_not(graded: CaseCourse) -> None:
    found = preview(graded)
    assert (found.changes, found.shifts, found.notes) == ((), (), ())
    assert (found.appeared, found.vanished, found.set_aside) == ((), (), ())


def test_a_mended_rubric_tells_whose_grade_moves_and_by_which_criterion(
    graded: CaseCourse, rubric: Path
) -> None:
    before, received, rows = (
        read_points(graded),
        hash_received(graded),
        dump_gradebook(graded.course),
    )
    mend(rubric, HALVED)
    found = preview(graded)
    assert (hash_received(graded), dump_gradebook(graded.course)) == (received, rows)
    after = {"honnete": score(graded, "honnete"), "arret": score(graded, "arret", STOPPED_AFTER)}
    for one in found.shifts:
        assert one.items[CASE_CELL].before == before[one.student]
        assert one.items[CASE_CELL].after == after[one.student]
        (why,) = one.criteria
        assert (why.id, round(why.gain, 2)) == ("annonce", -0.3)
    assert {one.student for one in found.shifts} == set(after)
    assert (found.gained, found.lost, found.by_hand) == (0, 2, 1)
    assert [(c.kind, c.item, c.criteria) for c in found.changes] == [
        ("mend", CASE_CELL, ("annonce",))
    ]


def test_applied_every_run_is_replayed_from_an_untouched_journal_and_recorded(
    graded: CaseCourse, rubric: Path
) -> None:
    before, received, text = read_points(graded), hash_received(graded), rubric.read_text("utf-8")
    mend(rubric, HALVED)
    root = graded.course.root
    report = apply_rekey(root, preview(graded), why="« Dire » et « lire » se valent.", who="M. Roy")
    rescored = {one.student for one in report.submissions if one.is_rescored}
    assert rescored == {"arret", "honnete", "par-main"}, "automatic points, a person's or not"
    points = read_points(graded)
    assert points["honnete"] == score(graded, "honnete") < before["honnete"]  # type: ignore[operator]
    assert points["arret"] == score(graded, "arret", STOPPED_AFTER)
    assert (points["graine-choisie"], points["blanc"]) == (None, 0), "a refused run is no zero"
    assert read_rows(graded.course)["par-main", CASE_CELL][1:] == (BY_HAND, None, True), (
        "a person's mark stays, and asks for a new look"
    )
    assert hash_received(graded) == received
    line = json.loads((graded.course.folder / "rekeys.jsonl").read_text("utf-8"))
    assert (line["who"], line["gained"], line["lost"]) == ("M. Roy", 0, 2)
    assert line["changes"] == [
        {"kind": "mend", "item": CASE_CELL, "answer": None, "criteria": ["annonce"]}
    ]
    page = graded.course.folder / "feedback" / "honnete" / MODULE / "evaluation.html"
    assert "1,2\u00a0/\u00a01,5" in page.read_text("utf-8")
    graded.course.nbgrader("autograde", MODULE, "--force")
    assert read_points(graded) == points
    grade_assignment(root, MODULE)
    assert preview(graded).changes == (), "what was applied is what is graded"

    rubric.write_text(text, "utf-8")
    back = preview(graded)
    assert (back.gained, back.lost) == (2, 0)
    apply_rekey(root, back, why="Non, finalement.")
    assert read_points(graded) == before
    assert len((graded.course.folder / "rekeys.jsonl").read_text("utf-8").splitlines()) == 2


def test_points_moved_between_dimensions_are_told_because_they_were_announced(
    graded: CaseCourse, rubric: Path
) -> None:
    mend(rubric, SHIFTED, TAKEN)
    (note,) = preview(graded).notes
    assert "Ce qui est décidé\u202f: 4,5\u00a0points → 5\u00a0points" in note
    assert "Le choix de la personne\u202f: 4,5\u00a0points → 4\u00a0points" in note


def test_a_new_ceiling_says_itself(graded: CaseCourse, rubric: Path) -> None:
    mend(
        rubric,
        CAPPED,
        ('choices: ["dire"]}\n        share: 1', 'choices: ["groupe"]}\n        share: 0.9'),
    )
    why = next(one for one in preview(graded).shifts if one.student == "honnete").criteria[0]
    assert why.after is not None
    assert (why.id, why.after.points, why.after.ceiling) == ("annonce", 0, 0)


@pytest.mark.parametrize(
    ("changes", "where", "told"),
    [
        ([("points: 2\n    weight", "points: 3\n    weight")], "criteria", "20 points en tout"),
        ([('version: "1.1"', 'version: "2.0"')], "version", "la version du cas"),
        ([('scenario: "m1-ssiad-sad-mixte"', 'scenario: "un-autre"')], "scenario", "cas noté"),
        (
            [('    decision: "forme"\n    levels', '    decision: "format"\n    levels')],
            "criteria.1",
            "",
        ),
        (
            [
                (
                    'full: 50\n    explanation: "Transformer',
                    'full: 9999\n    explanation: "Transformer',
                )
            ],
            "full",
            "une valeur entre",
        ),
    ],
    ids=["total", "version", "case", "decision", "bounds"],
)
def test_a_rubric_that_does_not_fit_is_refused_by_file_line_and_expectation(
    graded: CaseCourse, rubric: Path, changes: list[tuple[str, str]], where: str, told: str
) -> None:
    files, rows = hash_received(graded), dump_gradebook(graded.course)
    mend(rubric, *changes)
    for attempt in (preview, lambda course: grade_assignment(course.course.root, MODULE)):
        with pytest.raises((ContentError, ContentErrors)) as refused:
            attempt(graded)
        first = getattr(refused.value, "errors", (refused.value,))[0]
        assert (first.file, first.line is not None) == (rubric, True)
        assert where in first.key
        assert "attendu" in str(first)
        assert told in first.expected
    assert (hash_received(graded), dump_gradebook(graded.course)) == (files, rows)


def test_a_case_that_is_no_longer_the_released_one_is_refused(
    graded: CaseCourse, rubric: Path
) -> None:
    scenario = graded.course.root / "modules" / MODULE / "scenario.yml"
    text = scenario.read_text("utf-8")
    points = read_points(graded)
    mend(scenario, ('version: "1.1"', 'version: "1.2"'))
    mend(rubric, ('version: "1.1"', 'version: "1.2"'))
    try:
        with pytest.raises(ContentError, match=r"« version » vaut « 1\.2 », attendu : ce que dit"):
            preview(graded)
        with pytest.raises(ContentError):
            grade_assignment(graded.course.root, MODULE)
    finally:
        scenario.write_text(text, "utf-8")
    assert read_points(graded) == points, "no grade is lost"


def test_a_grade_that_would_be_lost_is_told(
    graded: CaseCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("coordo_assessments.nbgrader_bridge.grade_case.score_path", fail)
    found = preview(graded)
    assert found.vanished == (("arret", CASE_CELL), ("honnete", CASE_CELL))
    assert [(one.kind, one.item) for one in found.changes] == [("mend", CASE_CELL)]
    shown = CliRunner().invoke(app, ["rekey", MODULE, "--root", str(graded.course.root)])
    told = " ".join(shown.output.split())
    assert "Note automatique perdue, à donner à la main : arret (cas-note), honnete" in told
    assert "3 sans changement" in told


def test_the_case_is_no_question_to_annul(graded: CaseCourse) -> None:
    for asked in ({"annul": [CASE_CELL]}, {"restore": [CASE_CELL]}, {"accept": [f"{CASE_CELL}=x"]}):
        with pytest.raises(AssessmentError, match=r"corrigez son barème \(.*rubric.yml\)"):
            preview(graded, **asked)


def test_the_command_shows_the_criteria_then_applies(graded: CaseCourse, rubric: Path) -> None:
    mend(rubric, HALVED)
    run = CliRunner(env={"COLUMNS": "200"})
    command = ["rekey", MODULE, "--root", str(graded.course.root)]
    shown = run.invoke(app, command)
    assert shown.exit_code == 0, shown.output
    for told in ("barème du cas corrigé", "Par critère du cas", "1,50 / 1,50 → 1,20 / 1,50"):
        assert told in shown.output
    applied = run.invoke(app, [*command, "--apply", "--why", "Deux lectures"])
    assert applied.exit_code == 0, applied.output
    mend(rubric, ("points: 2\n    weight", "points: 3\n    weight"))
    refused = run.invoke(app, command)
    assert refused.exit_code == 1
    assert "rubric.yml:" in refused.output
    assert "Traceback" not in refused.output


def test_grades_of_before_criteria_were_kept_are_compared_all_the_same(
    graded: CaseCourse, rubric: Path
) -> None:
    path = graded.course.folder / "autograded" / "honnete" / MODULE / "evaluation.ipynb"
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell["metadata"].get("coordo", {}).pop("criteria", None)
    path.chmod(0o644)
    path.write_text(json.dumps(notebook), "utf-8")
    mend(rubric, HALVED)
    one = next(one for one in preview(graded).shifts if one.student == "honnete")
    assert one.criteria == ()
    shown = CliRunner().invoke(app, ["rekey", MODULE, "--root", str(graded.course.root)])
    assert "n’a pas été gardé" in " ".join(shown.output.split())
    path.write_text(text, "utf-8")
