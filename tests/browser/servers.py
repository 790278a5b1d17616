"""Starts what a user starts, ``coordo serve`` or ``coordo lab``, on a copy of the course."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
COURSE_FOLDERS = ("course", "modules", "assessments")
LEFT_BEHIND = shutil.ignore_patterns(
    "__pycache__",
    "coordo_*",
    "journal*.jsonl",
    "gradebook.db*",
    "source",
    "release",
    "submitted",
    "autograded",
    "feedback",
    "exchange",
    ".ipynb_checkpoints",
)
STARTS_WITHIN_SECONDS = 60
STOPS_WITHIN_SECONDS = 20
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str:
    """Find the browser; a browser test that has none fails, it never skips."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("Chromium est introuvable\u202f: voyez « make test ».")


def copy_course(target: Path) -> Path:
    """Copy the course's content, without code and without anybody's work, and return its folder."""
    for folder in COURSE_FOLDERS:
        shutil.copytree(REPOSITORY / folder, target / folder, ignore=LEFT_BEHIND)
    return target


def find_free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_coordo(root: Path, *arguments: str) -> Iterator[str]:
    """Run a serving command of coordo on ``root``; yields the address that it announces."""
    command = [sys.executable, "-m", "coordo_course", *arguments, "--no-browser"]
    command += ["--root", str(root), "--port", str(find_free_port())]
    log = root / f"coordo-{arguments[0]}.log"
    environment = {**os.environ, "HOME": str(root), "JUPYTER_CONFIG_DIR": str(root / ".jupyter")}
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=root, env=environment)
    try:
        yield wait_for_address(process, log)
    finally:
        process.terminate()  # not SIGINT: a shell's background jobs are born deaf to it
        try:
            process.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the command says where it is open."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://\S+(?=\n)", log.read_text(encoding="utf-8")):
            return found.group()
        time.sleep(0.1)
    raise RuntimeError(f"coordo ne s’est pas ouvert\u202f:\n{log.read_text(encoding='utf-8')}")
