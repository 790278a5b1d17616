"""Stock nbgrader's side of ``grading.py``.

Nothing of ours is imported; what is imported is not timed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from step_timing import print_seconds
from synthetic_course import MODULE
from traitlets.config import Config


def main() -> None:
    """Generate the assignment, or autograde what is new: ``release`` or ``grade``, ROOT."""
    step, root = sys.argv[1:]
    # a new gradebook runs a bare "alembic"
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    coursedir = CourseDirectory(config=Config({"CourseDirectory": {"root": root}}))
    coursedir.assignment_id = MODULE
    if step == "release":
        GenerateAssignment(coursedir=coursedir, config=coursedir.config).start()
        return
    print_seconds(Autograde(coursedir=coursedir, config=coursedir.config).start)
