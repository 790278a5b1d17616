"""A course with copies to mark, and the server that shows its marking page to an instructor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
MODULE = "m1_regulation"
HOSTILE = (
    "<script>document.title = 'pris'</script><img src=x onerror=\"document.title='pris'\">\n"
    "Deuxième ligne, & suite **en gras**."
)
TEXTS = {
    "amel": "Madame, Monsieur,\n\nLa toilette du matin ne change pas. Un seul numéro, désormais.",
    "boris": HOSTILE,
    "chloe": "Rien ne changera pour vous. " * 30,
    "driss": "Ce qui n’est pas décidé\u202f: l’employeur final. Nous en parlerons le 12.",
}
BANK = """\
theme: "Écrire"
items:
  - id: "repondre"
    type: "free_text"
    title: "Répondre à une équipe"
    objectives: ["m1-o5"]
    competencies: ["c-socle-evaluer"]
    difficulty: 3
    points: 3
    max_words: 120
    stem: |
      Écrivez ce que vous répondez à Madame Kerbrat, devant l’équipe.
    rubric:
      - id: "personne"
        criterion: "Ce qui change, et ne change pas, pour la personne"
        levels:
          - {points: 0, description: "Réponse générale sur la réforme ; elle n’apparaît pas."}
          - {points: 1, description: "Un changement concret et une continuité, pour elle."}
      - id: "inconnu"
        criterion: "Ce que l’on ne sait pas est dit"
        levels:
          - {points: 0, description: "Promesse ou silence."}
          - {points: 1, description: "Ce qui n’est pas décidé est nommé."}
          - {points: 2, description: "Nommé, avec le moment et le lieu où l’équipe sera associée."}
    guidance: |
      Une bonne réponse commence par la personne. Elle dit ce qui n’est pas décidé, et quand.
    explanation: |
      Une phrase qui rassure sans savoir coûte plus cher.
    sources: [{title: "Cours"}]
  - id: "convaincre"
    type: "free_text"
    title: "Convaincre un conseil"
    objectives: ["m1-o5"]
    competencies: ["c-socle-evaluer"]
    difficulty: 3
    points: 1
    stem: |
      Écrivez au conseil.
    rubric:
      - id: "preuve"
        criterion: "La preuve"
        levels:
          - {points: 0, description: "Absente."}
          - {points: 1, description: "Donnée."}
    guidance: |
      Une preuve.
    explanation: |
      On croit ce qui se vérifie.
    sources: [{title: "Cours"}]
"""


def lay_marking_course(root: Path) -> Path:
    """Lay a course with four copies of the first question and one of the second."""
    course = root / "course"
    (course / "formateur").mkdir(parents=True)
    for name in ("syllabus.yml", "competencies.yml", "references.yml", "nbgrader_config.py"):
        shutil.copy(REPOSITORY / "course" / name, course / name)
    notebook = Path("formateur") / "correction.ipynb"
    shutil.copy(REPOSITORY / "course" / notebook, course / notebook)
    (root / "modules" / MODULE).mkdir(parents=True)
    bank = root / "assessments" / "bank" / MODULE / "exam"
    bank.mkdir(parents=True)
    (bank / "ecrire.yml").write_text(BANK, encoding="utf-8")
    for student, text in TEXTS.items():
        hand_in(course, student, "repondre", text)
    hand_in(course, "amel", "convaincre", "Voici une preuve.")
    return root


def hand_in(course: Path, student: str, item: str, text: str) -> None:
    folder = course / "submitted" / student / MODULE
    folder.mkdir(parents=True, exist_ok=True)
    event = AnswerGiven(activity="evaluation", item=item, answer={"text": text})
    Journal(folder / "journal.jsonl").append(event)


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """Serve the notebooks of a folder; yield the address of the marking page."""
    script = Path(__file__).parent / "serve_course.py"
    log = root / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, str(script), str(root)],
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )
    assert process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        assert port, log.read_text()[-2000:]
        yield f"http://127.0.0.1:{port}/voila/render/course/formateur/correction.ipynb"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
