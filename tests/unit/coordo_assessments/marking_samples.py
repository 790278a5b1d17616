"""A question with a rubric, its copies and its markers, in a temporary course."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_assessments.bank import Bank, Theme
from coordo_assessments.course_secret import CourseSecret
from coordo_assessments.events import AnswerGiven
from coordo_assessments.items import FreeTextItem
from coordo_assessments.journal import Journal
from coordo_assessments.marking.desk import MarkingDesk
from coordo_assessments.marking.events import MarkGiven
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
from coordo_simulation.references import ReferenceBook

if TYPE_CHECKING:
    from pathlib import Path

ASSIGNMENT = "m1_regulation"
SECRET = CourseSecret(b"un secret de test, assez long pour servir")

ITEM = FreeTextItem.model_validate(
    {
        "id": "lettre",
        "type": "free_text",
        "title": "La lettre",
        "objectives": ["m1-o1"],
        "competencies": ["c-un"],
        "difficulty": 2,
        "points": 5,
        "stem": "Écrivez.",
        "explanation": "Parce que.",
        "guidance": "Ce qui change, pour qui.",
        "sources": [{"title": "Cours"}],
        "rubric": [
            {
                "id": "clarte",
                "criterion": "La clarté : on comprend",
                "levels": [
                    {"points": 0, "description": "Confus."},
                    {"points": 1, "description": "Lisible."},
                    {"points": 2, "description": "Limpide, « à voix haute »."},
                ],
            },
            {
                "id": "preuve",
                "criterion": "La preuve",
                "levels": [
                    {"points": 0, "description": "Aucune."},
                    {"points": "1.5", "description": "Une."},
                    {"points": 3, "description": "Sourcée."},
                ],
            },
        ],
    }
)
BANK = Bank(themes=(Theme(stem="ecrire", title="Écrire", items=(ITEM,)),))
EXAM = ExamBank(BANK, ReferenceBook(references=()))
SCALE = {one.id: [level.points for level in one.levels] for one in ITEM.rubric}


def hand_in(course: Path, student: str, text: str) -> None:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    answer = AnswerGiven(activity="evaluation", item=ITEM.id, answer={"text": text})
    Journal(folder / "journal.jsonl").append(answer)


def open_desk(root: Path) -> MarkingDesk:
    desk = MarkingDesk(
        course=root / "course",
        assignment=ASSIGNMENT,
        exam=EXAM,
        secret=SECRET,
    )
    desk.refresh()
    return desk


def fill_course(root: Path, count: int) -> MarkingDesk:
    """A course with so many copies."""
    for rank in range(count):
        hand_in(root / "course", f"stagiaire-{rank}", f"Texte numéro {rank}.")
    return open_desk(root)


def build_mark(
    desk: MarkingDesk, name: str, marker: str, levels: str, comment: str = ""
) -> MarkGiven:
    return MarkGiven(
        assignment=ASSIGNMENT,
        marker=marker,
        item=ITEM.id,
        copy_name=name,
        text=desk.copies.by_name[name].texts[ITEM.id].digest,
        levels=dict(zip(SCALE, map(Decimal, levels.split()), strict=True)),
        comment=comment,
    )
