from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.nbgrader_bridge.grade_cells import grade_cells, write_score
from coordo_assessments.nbgrader_bridge.submission_journal import SubmittedAnswers
from coordo_assessments.scoring import score_answer
from coordo_assessments.state import LatestAnswer
from coordo_course.release import compile_assignment
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import determine_grade
from temporary_course import MODULE, PARTIAL, RIGHT

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from temporary_course import Course

AT = datetime(2026, 2, 12, 9, 32, tzinfo=UTC)


def _grade(
    course: Course, answers: dict[str, object], *, is_gradable: bool = True
) -> tuple[dict[str, NotebookNode], list[str]]:
    notebook = compile_assignment(course.root, MODULE).notebook
    latest = {item: LatestAnswer(answer, AT, 1) for item, answer in answers.items()}
    submitted = SubmittedAnswers(latest, is_gradable=is_gradable)
    faults = grade_cells(notebook, submitted, course.load_exam())
    cells = {cell.id: cell for cell in notebook.cells if cell.metadata["nbgrader"]["grade"]}
    return cells, faults


@pytest.mark.parametrize("answers", [RIGHT, PARTIAL, {}])
def test_nbgrader_reads_the_score_that_the_rules_give(
    course: Course, answers: dict[str, object]
) -> None:
    cells, _ = _grade(course, answers)
    items = course.load_exam().bank.items
    seen = []
    for item_id, cell in cells.items():
        if item_id == "fixture-texte":
            continue
        score = score_answer(items[item_id], answers.get(item_id))
        expected = round(score.value * float(items[item_id].points), 2)
        assert determine_grade(cell)[0] == pytest.approx(expected)
        seen.append(expected)
    assert len(seen) == 7
    assert (sum(seen) == 10) == (answers is RIGHT)
    assert (sum(seen) == 0) == (not answers)


def test_a_text_asks_for_a_person_only_when_there_is_one(course: Course) -> None:
    cells, _ = _grade(course, RIGHT)
    cell = cells["fixture-texte"]
    assert cell.source.endswith(
        "# réponse du 12\u00a0février\u00a02026 à 10\u00a0h\u00a032, 6 mots"
    )
    assert "execute_result" not in {output.output_type for output in cell.outputs}
    blank, _ = _grade(course, {})
    assert "\n" not in blank["fixture-texte"].source


def test_nothing_a_trainee_typed_reaches_the_page_as_markup(course: Course) -> None:
    spiked = {item: {"text": "<img src=x onerror=alert(1)>\x00"} for item in RIGHT}
    cells, faults = _grade(course, {**spiked, "fixture-qru": {"options": ["<b>x</b>"]}})
    html = "".join(output.data["text/html"] for cell in cells.values() for output in cell.outputs)
    assert "<img" not in html
    assert "<b>x" not in html
    assert "\x00" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") == 3, "text, number and short answer"
    assert len(faults) == 5, "the answers that do not fit their item are reported"


def test_each_answer_stands_beside_the_explained_key(course: Course) -> None:
    cells, _ = _grade(course, PARTIAL)
    qru = cells["fixture-qru"].outputs[0].data["text/html"]
    assert "secret-zibeline ars" in qru
    row = re.sub(r" data-label=\"[^\"]+\"", "", qru)
    assert "<td>Le maire</td><td>cochée</td><td>à ne pas cocher</td>" in row
    number = cells["fixture-numeric"].outputs[0].data["text/html"]
    assert "secret-ambre tarif" in number
    assert "7\u202f319,28\u00a0€/h" in number
    text = cells["fixture-texte"].outputs[0].data["text/html"]
    assert "secret-corail sourcé" in text
    assert "&lt;script&gt;" in text


def test_an_unreadable_submission_gets_no_score_at_all(course: Course) -> None:
    cells, _ = _grade(course, RIGHT, is_gradable=False)
    for cell in cells.values():
        assert cell.metadata["coordo"]["state"] == "ungraded"
        assert all(output.output_type == "display_data" for output in cell.outputs)


def test_an_item_that_left_the_bank_is_told(course: Course) -> None:
    notebook = compile_assignment(course.root, MODULE).notebook
    (course.root / "assessments" / "bank" / MODULE / "exam" / "2_reponses.yml").unlink()
    faults = grade_cells(notebook, SubmittedAnswers({}), course.load_exam())
    assert len(faults) == 3
    assert "absente de la banque" in faults[0]


@given(st.floats(allow_nan=False), st.floats(min_value=0.1, max_value=20))
def test_a_written_score_stays_in_its_bounds(score: float, maximum: float) -> None:
    written = float(write_score(score, maximum))
    assert 0 <= written <= maximum


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        write_score(math.nan, 1)
