"""Our side of ``grading.py``: one step (STEP, ROOT), once all is imported."""

from __future__ import annotations

import cProfile
import pstats
import sys
from pathlib import Path
from typing import Any

from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from nbgrader.converters import Autograde
from step_timing import print_seconds
from synthetic_course import MODULE

# what a submission's time is spent on: functions that contain one another nowhere
PARTS = {
    "empreinte de la copie": ("fingerprint_folder",),
    "lecture du carnet publié et rendu": ("load_released_notebook", "_read_submitted"),
    "lecture du journal": ("read_submitted_answers",),
    "barème et explications (gardés d'une copie à l'autre)": ("grade_cells",),
    "carnet corrigé, écrit": ("_write_graded",),
    "reçu": ("write_receipt",),
    "page de retour, écrite": ("write_feedback",),
    "carnet de notes (SQL)": ("save", "save_feedback"),
    "export et bilan": ("_export",),
}


def release(root: Path) -> None:
    """Release the assignment."""
    release_assignment(root, MODULE)


def grade_plainly(root: Path) -> None:
    """What ``nbgrader autograde`` does in our course."""
    session = NbgraderSession(root, MODULE)
    autograde = Autograde(coursedir=session.coursedir, config=session.config)
    print_seconds(autograde.start)


def grade(root: Path) -> None:
    """What ``coordo grade`` does: grades, feedback pages, receipts and the CSV."""
    print_seconds(lambda: grade_assignment(root, MODULE))


def detail(root: Path) -> None:
    """Grade again all in one process, and print what each part takes (ms a submission)."""
    profile = cProfile.Profile()
    report = profile.runcall(grade_assignment, root, MODULE, force=True, workers=1)
    stats: Any = pstats.Stats(profile)
    times = dict.fromkeys(PARTS, 0.0)
    for (_file, _line, function), (_, _, _, cumulative, _) in stats.stats.items():
        for name, functions in PARTS.items():
            if function in functions and "/coordo_" in _file:
                times[name] += cumulative
    count = len(report.submissions)
    for name, seconds in sorted(times.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"    {seconds / count * 1000:6.2f} ms  {name}\n")
    total = stats.total_tt / count * 1000
    sys.stdout.write(f"    {total:6.2f} ms  en tout, profileur compris (il double le temps)\n")


STEPS = {"release": release, "plain": grade_plainly, "coordo": grade, "detail": detail}


def main() -> None:
    """Run the step that the command line names."""
    STEPS[sys.argv[1]](Path(sys.argv[2]))
