"""A small course in a temporary folder, and the programs an instructor runs on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank, load_exam_bank

PROJECT = Path(__file__).parents[2]
FIXTURE = Path(__file__).parent / "course_fixture"
MODULE = "m1_regulation"
PROGRAMS = Path(sys.executable).parent

RIGHT = {
    "fixture-qru": {"options": ["ars"]},
    "fixture-qrm": {"options": ["accueil", "projet", "astreinte"]},
    "fixture-qrp": {"options": ["dac", "clic"]},
    "fixture-ordering": {"order": ["evaluer", "planifier", "suivre", "reviser"]},
    "fixture-matching": {
        "pairs": {"soins": "assurance", "aide": "departement", "logement": "anah"}
    },
    "fixture-qroc": {"text": "Secret-guichet-saphir"},
    "fixture-numeric": {"text": "7319,28 €/h"},
    "fixture-texte": {"text": "Chère équipe, voici ce qui change."},
}
PARTIAL = {
    "fixture-qru": {"options": ["maire"]},
    "fixture-qrm": {"options": ["accueil", "projet"]},
    "fixture-qrp": {"options": ["dac", "gare"]},
    "fixture-ordering": {"order": ["planifier", "evaluer", "suivre", "reviser"]},
    "fixture-matching": {"pairs": {"soins": "assurance", "aide": "region"}},
    "fixture-qroc": {"text": "secret-guichet-opale"},
    "fixture-numeric": {"text": "7320"},
    "fixture-texte": {"text": "<script>document.title='pris'</script> **gras** & suite"},
}


@dataclass(frozen=True)
class Course:
    """A course in a temporary folder, with its own exchange and gradebook."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "course"

    def load_exam(self) -> ExamBank:
        return load_exam_bank(self.folder, MODULE)

    def take_exam(self, folder: Path, answers: dict[str, object]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        journal = Journal(folder / "journal.jsonl")
        for item, answer in answers.items():
            journal.append(AnswerGiven(activity="evaluation", item=item, answer=answer))

    def hand_in(self, student: str, answers: dict[str, object] | None) -> Path:
        """Put a submission straight into submitted/, as an instructor would by hand."""
        folder = self.folder / "submitted" / student / MODULE
        folder.mkdir(parents=True)
        release = self.folder / "release" / MODULE
        for name in ("evaluation.ipynb", "evaluation.items.json"):
            shutil.copyfile(release / name, folder / name)
        if answers is not None:
            self.take_exam(folder, answers)
        return folder

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment without the environment's folder on PATH."""
        program, *arguments = command
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.root),
            "JUPYTER_DATA_DIR": str(self.root / "jupyter-data"),
            "JUPYTER_CONFIG_DIR": str(self.root / "jupyter-config"),
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            [str(PROGRAMS / program), *arguments],
            cwd=cwd or self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def nbgrader(self, *arguments: str, cwd: Path | None = None) -> str:
        done = self.run("nbgrader", *arguments, cwd=cwd)
        assert done.returncode == 0, f"nbgrader {arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


def build_course(root: Path) -> Course:
    course = root / "course"
    course.mkdir(parents=True)
    for name in ("syllabus.yml", "competencies.yml", "nbgrader_config.py"):
        shutil.copyfile(PROJECT / "course" / name, course / name)
    shutil.copyfile(FIXTURE / "references.yml", course / "references.yml")
    shutil.copytree(FIXTURE / "bank", root / "assessments" / "bank" / MODULE / "exam")
    module = root / "modules" / MODULE
    module.mkdir(parents=True)
    shutil.copyfile(
        PROJECT / "modules" / "nbgrader_config.py", module.parent / "nbgrader_config.py"
    )
    return Course(root)
