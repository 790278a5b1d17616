from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.shared_engine import install_shared_engine
from nbgrader.api import Gradebook

if TYPE_CHECKING:
    from pathlib import Path

CREATE = """
import sys
from coordo_assessments.nbgrader_bridge.shared_engine import install_shared_engine
install_shared_engine()
from nbgrader.api import Gradebook
with Gradebook(sys.argv[1], "cours") as gradebook:
    gradebook.update_or_create_student(sys.argv[2])
"""


def test_a_process_keeps_one_engine_per_gradebook(tmp_path: Path) -> None:
    install_shared_engine()
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with Gradebook(url, "cours") as first, Gradebook(url, "cours") as second:
        first.add_student("nadia")
        assert first.engine is second.engine
        assert [student.id for student in second.students] == ["nadia"]
    with Gradebook(f"sqlite:///{tmp_path / 'b.db'}", "cours") as other:
        assert other.engine is not first.engine
        assert other.students == []


def test_a_replaced_database_is_not_written_through_the_old_engine(tmp_path: Path) -> None:
    install_shared_engine()
    path = tmp_path / "a.db"
    for _ in range(2):
        with Gradebook(f"sqlite:///{path}", "cours") as gradebook:
            gradebook.add_student("nadia")
        path.unlink()


def test_processes_that_create_a_gradebook_together_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    names = ["a", "b", "c"]
    running = [
        subprocess.Popen([sys.executable, "-c", CREATE, f"sqlite:///{path}", name])
        for name in names
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    with sqlite3.connect(path) as database:
        rows = database.execute("select id from student order by id").fetchall()
        versions = database.execute("select count(*) from alembic_version").fetchone()
    database.close()
    assert [row[0] for row in rows] == names
    assert versions == (1,)
