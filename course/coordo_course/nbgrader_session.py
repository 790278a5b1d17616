"""Runs nbgrader's own steps inside this process, with the course's configuration."""

from __future__ import annotations

import contextlib
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordo_assessments.nbgrader_bridge.shared_engine import install_shared_engine
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SAWarning
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from coordo_course.assessment_errors import AssessmentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traitlets.config import Config

CONFIG_NAME = "nbgrader_config.py"
LOG_NAME = ".nbgrader.log"


class NbgraderSession:
    """Nbgrader on one course: its configuration, folders, exchange and gradebook."""

    def __init__(self, root: Path, assignment: str, database: str | None = None) -> None:
        """Read ``course/nbgrader_config.py``.

        Args:
            root: the course's root.
            assignment: the module's id.
            database: SQLAlchemy URL of the gradebook, the configured one by default.

        Raises:
            AssessmentError: the file is missing.
        """
        install_shared_engine()
        self.root = root.resolve()
        self.course = self.root / "course"
        self.assignment = assignment
        try:
            loader = PyFileConfigLoader(CONFIG_NAME, path=str(self.course))
            self.config: Config = loader.load_config()
        except ConfigFileNotFound as error:
            raise AssessmentError(
                f"Configuration introuvable\u202f: {self.course / CONFIG_NAME}"
            ) from error
        if database:
            self.config.CourseDirectory.db_url = database
        self.coursedir = CourseDirectory(config=self.config)
        self.coursedir.assignment_id = assignment
        self.exchange = ExchangeFactory(config=self.config)

    @property
    def gradebook_name(self) -> Path | str:
        """The embedded gradebook's file, or the server's address without its password."""
        try:
            url = make_url(self.coursedir.db_url)
        except ArgumentError:
            return "adresse illisible"
        if url.drivername == "sqlite" and url.database:
            return Path(url.database)
        return url.render_as_string(hide_password=True)

    def find_folder(self, step: str, student: str = ".") -> Path:
        """Folder of a step (source, release, submitted, autograded, feedback)."""
        return Path(self.coursedir.format_path(step, student, self.assignment))

    def list_students(self, step: str) -> list[str]:
        """Students who have a folder for the assignment at a step."""
        pattern = self.find_folder(step, "*")
        base = self.course / step
        found = base.glob(str(pattern.relative_to(base)))
        return sorted(path.relative_to(base).parts[0] for path in found if path.is_dir())

    @contextlib.contextmanager
    def open_gradebook(self) -> Iterator[Any]:
        """Open the gradebook of the course.

        Raises:
            AssessmentError: it cannot be reached.
        """
        try:
            opened = Gradebook(self.coursedir.db_url, self.coursedir.course_id)
        except (ArgumentError, OperationalError, ModuleNotFoundError) as error:
            reason = str(error).strip().splitlines()[0]
            raise AssessmentError(
                f"Carnet de notes injoignable\u202f: {self.gradebook_name} ({reason}). Un serveur "
                "PostgreSQL demande « pip install coordo[postgres] »."
            ) from error
        with opened as gradebook:
            yield gradebook

    def run_converter(self, converter: type, **settings: Any) -> Any:  # noqa: ANN401
        """Run one of nbgrader's converters over the assignment and return it."""
        self.coursedir.student_id = "*"
        step = converter(coursedir=self.coursedir, config=self.config)
        for name, value in settings.items():
            setattr(step, name, value)
        with self._log_to_file():
            step.start()
        return step

    def run_exchange(self, step: str, student: str = "*", **settings: Any) -> Any:  # noqa: ANN401
        """Run a step of the exchange (ReleaseAssignment, Submit, Collect…) and return it.

        Raises:
            AssessmentError: nbgrader refused, for the reason it gave.
        """
        build = getattr(self.exchange, step)
        self.coursedir.student_id = student
        runner = build(
            coursedir=self.coursedir,
            authenticator=Authenticator(config=self.config),
            parent=self.exchange,
        )
        for name, value in settings.items():
            setattr(runner, name, value)
        try:
            with self._log_to_file():
                runner.start()
        except ExchangeError as error:
            raise AssessmentError(f"Échange nbgrader\u202f: {error}") from error
        return runner

    def log_error(self, line: str) -> None:
        """Add a line to course/.nbgrader.log."""
        with self._log_to_file():
            logging.getLogger("traitlets").error(line)

    @contextlib.contextmanager
    def _log_to_file(self) -> Iterator[None]:
        """Send what nbgrader says to course/.nbgrader.log for the time of one step."""
        log = logging.getLogger("traitlets")
        handler = logging.FileHandler(self.course / LOG_NAME, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        level, propagates = log.level, log.propagate
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
        try:
            with warnings.catch_warnings():
                # nbgrader's own models make SQLAlchemy warn at each new submission
                warnings.simplefilter("ignore", SAWarning)
                # and leaves files for the interpreter to close
                warnings.simplefilter("ignore", ResourceWarning)
                yield
        finally:
            log.removeHandler(handler)
            handler.close()
            log.setLevel(level)
            log.propagate = propagates
