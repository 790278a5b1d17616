"""One SQLAlchemy engine per gradebook and per process.

Stock nbgrader builds an engine, inspects the database and creates its tables nine times per
submission. The first ``Gradebook`` of a process still does; the later ones reuse its engine.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbgrader.api
from nbgrader.api import Gradebook
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import scoped_session, sessionmaker

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_stock_init = Gradebook.__init__
_CREATION_TRIES = 5


@dataclass
class _Shared:
    """An engine, the file behind it, and the courses that are known to exist in it."""

    engine: Engine
    file_identity: tuple[int, int] | None
    courses: set[str] = field(default_factory=set)


_shared: dict[str, _Shared] = {}


def install_shared_engine() -> None:
    """Make every ``nbgrader.api.Gradebook`` of this process share its engine. Idempotent.

    A new database is stamped with its version without starting a program; stock nbgrader runs
    a bare ``alembic``, which is not on PATH in every installation (``nbgrader db upgrade`` still
    does: the environment's programs come first on PATH from then on).
    """
    _put_environment_on_path()
    nbgrader.api.get_alembic_version = _read_alembic_head
    Gradebook.__init__ = _init_shared
    Gradebook.close = _close_session


def dispose_engines() -> None:
    """Close every shared connection of this process."""
    while _shared:
        _, shared = _shared.popitem()
        shared.engine.dispose()


def _init_shared(
    self: Any,  # noqa: ANN401  (nbgrader is untyped)
    db_url: str,
    course_id: str = "default_course",
    authenticator: object = None,
) -> None:
    shared = _find_shared(db_url) or _create(db_url, course_id)
    self.engine = shared.engine
    self.db = scoped_session(sessionmaker(autoflush=True, bind=shared.engine, future=True))
    if course_id not in shared.courses:
        self.check_course(course_id=course_id)
        shared.courses.add(course_id)
    self.course_id = course_id
    self.authenticator = authenticator


def _close_session(self: Any) -> None:  # noqa: ANN401
    self.db.remove()


def _find_shared(db_url: str) -> _Shared | None:
    """Return the engine of a database unless its file was removed or replaced meanwhile."""
    shared = _shared.get(db_url)
    if shared is None or shared.file_identity == _identify_file(db_url):
        return shared
    _shared.pop(db_url).engine.dispose()
    return None


def _create(db_url: str, course_id: str) -> _Shared:
    """Let nbgrader create or check the tables once, then keep one engine."""
    for attempt in range(_CREATION_TRIES):
        try:
            _run_stock_init(db_url, course_id)
            break
        except (OperationalError, ProgrammingError):
            # another process is creating the same tables: theirs will be found on the next try
            if attempt == _CREATION_TRIES - 1:
                raise
    engine = create_engine(db_url, future=True)
    _shared[db_url] = _Shared(engine, _identify_file(db_url))
    return _shared[db_url]


def _run_stock_init(db_url: str, course_id: str) -> None:
    gradebook: Any = object.__new__(Gradebook)
    try:
        _stock_init(gradebook, db_url, course_id)
    finally:
        if hasattr(gradebook, "db"):
            gradebook.db.remove()
        if hasattr(gradebook, "engine"):
            gradebook.engine.dispose()


def _identify_file(db_url: str) -> tuple[int, int] | None:
    path = Path(db_url.removeprefix("sqlite:///"))
    if not db_url.startswith("sqlite:///") or not path.exists():
        return None
    status = path.stat()
    return (status.st_dev, status.st_ino)


@cache
def _read_alembic_head() -> str:
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (slow, and rarely needed)

    head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    if head is None:
        raise LookupError(ALEMBIC_DIR)
    return head


def _put_environment_on_path() -> None:
    programs = str(Path(sys.executable).parent)
    entries = os.environ.get("PATH", "").split(os.pathsep)
    if entries[0] != programs:
        os.environ["PATH"] = os.pathsep.join([programs, *entries])
