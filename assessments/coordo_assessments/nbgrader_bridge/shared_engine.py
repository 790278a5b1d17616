"""One SQLAlchemy engine per gradebook and per process.

Stock nbgrader builds an engine, inspects the database and creates its tables nine times per
submission; here the first ``Gradebook`` of a process does, and the later ones reuse its engine.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import scoped_session, sessionmaker

from coordo_assessments.nbgrader_bridge.grading_ledger import ledger_metadata

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_CREATION_TRIES = 5
_LOCK_SECONDS = 30  # how long a process waits for another one that writes


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
    shared = _find_shared(db_url) or _create(db_url)
    self.engine = shared.engine
    self.db = scoped_session(sessionmaker(autoflush=True, bind=shared.engine, future=True))
    if course_id not in shared.courses:
        _check_course(self, course_id)
        shared.courses.add(course_id)
    self.course_id = course_id
    self.authenticator = authenticator


def _check_course(gradebook: Any, course_id: str) -> None:  # noqa: ANN401
    try:
        gradebook.check_course(course_id=course_id)
    except InvalidEntry:
        # another process has just added it: now it is found
        gradebook.check_course(course_id=course_id)


def _close_session(self: Any) -> None:  # noqa: ANN401
    self.db.remove()


def _find_shared(db_url: str) -> _Shared | None:
    """Return the engine of a database unless its file was removed or replaced meanwhile."""
    shared = _shared.get(db_url)
    if shared is None or shared.file_identity == _identify_file(db_url):
        return shared
    _shared.pop(db_url).engine.dispose()
    return None


def _create(db_url: str) -> _Shared:
    """Create the tables of a new database, then keep one engine for it."""
    engine = create_engine(db_url, future=True, connect_args=_connect_arguments(db_url))
    for attempt in range(_CREATION_TRIES):
        try:
            _create_tables(engine)
            break
        except (OperationalError, ProgrammingError):
            # on a server, another process may be creating the same tables: look again
            if attempt == _CREATION_TRIES - 1:
                engine.dispose()
                raise
    _shared[db_url] = _Shared(engine, _identify_file(db_url))
    return _shared[db_url]


def _create_tables(engine: Engine) -> None:
    """Create and stamp a new database in one transaction, whole or not at all.

    Stock nbgrader creates table by table and stamps last: two processes that meet there leave
    a database without a version, which ``nbgrader db upgrade`` then cannot mend.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        is_new = not inspect(connection).get_table_names()
        Base.metadata.create_all(bind=connection)
        ledger_metadata.create_all(bind=connection)
        if is_new:
            table = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
            connection.execute(text(table))
            stamp = text("INSERT INTO alembic_version (version_num) VALUES (:head)")
            connection.execute(stamp, {"head": _read_alembic_head()})
        connection.commit()


def _connect_arguments(db_url: str) -> dict[str, int]:
    return {"timeout": _LOCK_SECONDS} if db_url.startswith("sqlite") else {}


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
