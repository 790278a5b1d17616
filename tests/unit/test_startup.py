"""Where rfc3987-syntax is installed, nothing of ours pays for it: see coordo_course/__init__.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TRAP = "import os; open(os.environ['COORDO_TRAP'], 'w').close()\nraise ImportError\n"

KERNEL = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3")
reply = client.execute_interactive(
    "import coordo_widgets, altair, vl_convert, sys; import jsonschema; "
    "assert sys.modules['rfc3987_syntax'] is None and 'lark' not in sys.modules",
    timeout=60,
)
client.stop_channels()
manager.shutdown_kernel(now=True)
raise SystemExit(reply["content"]["status"] != "ok")
"""

SERVE = """
import coordo_course, sys
import coordo_course.serving_start, coordo_course.voila_app, coordo_course.lab, jsonschema
raise SystemExit('lark' in sys.modules)
"""


@pytest.fixture
def trapped(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment where the package is installed, and the file that its import leaves."""
    (tmp_path / "rfc3987_syntax.py").write_text(TRAP, encoding="utf-8")
    mark = tmp_path / "imported"
    return {**os.environ, "PYTHONPATH": str(tmp_path), "COORDO_TRAP": str(mark)}, mark


def test_the_trap_works(trapped: tuple[dict[str, str], Path]) -> None:
    environment, mark = trapped
    subprocess.run([sys.executable, "-c", "import jsonschema"], env=environment, check=True)
    assert mark.exists()


@pytest.mark.parametrize("program", [SERVE, KERNEL], ids=["coordo", "kernel"])
def test_rfc3987_syntax_is_never_imported(
    trapped: tuple[dict[str, str], Path], program: str
) -> None:
    environment, mark = trapped
    command = [sys.executable, "-W", "ignore", "-c", program]
    if program == KERNEL:  # the process that starts the kernel is not ours
        command[-1] = "import sys; sys.modules['rfc3987_syntax'] = None\n" + program
    subprocess.run(command, env=environment, check=True, timeout=120)
    assert not mark.exists()


def test_the_locks_leave_it_out_and_name_no_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        assert "rfc3987-syntax" not in text
        assert "://" not in text
        assert all("==" in line for line in text.splitlines() if line[:1].isalnum())
