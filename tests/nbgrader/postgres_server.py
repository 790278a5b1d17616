"""A PostgreSQL server of the test's own, on a socket in a temporary folder, without a port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNT = "postgres"
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off"


def find_programs() -> Path | None:
    """Folder of ``initdb`` and ``pg_ctl``: on PATH, or where Debian puts them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextmanager
def run_server(programs: Path) -> Iterator[str]:
    """Start a server, yield its SQLAlchemy URL, stop it and remove its data."""
    folder = Path(tempfile.mkdtemp(prefix="coordo-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        _run(programs / "initdb", "-D", data, "-U", ACCOUNT, "--auth=trust", "-E", "UTF8", "-N")
        options = f"{_OPTIONS} -c unix_socket_directories='{folder}'"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{ACCOUNT}@/{ACCOUNT}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    """Run a program as the server's own account: it refuses to be root."""
    account = ("runuser", "-u", ACCOUNT, "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*account, *map(str, command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, f"{command[0]} : {done.stderr}"
