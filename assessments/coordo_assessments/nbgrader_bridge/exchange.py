"""The steps of nbgrader's exchange that a module's folder or a hand-copied submission upsets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback, ExchangeSubmit
from nbgrader.utils import parse_utc

from coordo_assessments.nbgrader_bridge.received_files import (
    MAX_FILE_BYTES,
    TIMESTAMP_NAME,
    load_timestamp,
    receive_files,
)
from coordo_assessments.nbgrader_bridge.released import JOURNAL_NAME, find_release_folder
from coordo_assessments.own_papers import VARIANTS_NAME
from coordo_assessments.untrusted import show_untrusted

_KEPT = (TIMESTAMP_NAME,)
_SOUND_NAME = re.compile(r"[\w@+-][\w.@+-]*")
_NEVER = parse_utc("1970-01-01 00:00:00 UTC")


class SubmitReleasedFiles(ExchangeSubmit):  # type: ignore[misc]
    """Submits what the release holds and the journal; the lessons beside them stay where they are.

    Stock nbgrader drops a file over the limit with a warning and exit code 0: a journal lost
    that way is refused here.
    """

    def check_filename_diff(self) -> None:
        """Name the released notebooks that are missing; more notebooks are no matter."""
        missing = [name for name in self._list_released("*.ipynb") if not self._has(name)]
        if missing and self.strict:
            self.fail(f"Remise refusée, il manque : {', '.join(missing)}")
        if missing:
            self.log.warning("Il manque dans la remise : %s", ", ".join(missing))
        if not self._has(JOURNAL_NAME):
            self.log.warning("Aucun journal de réponses : la remise est vide (%s)", self.src_path)

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ANN401, ARG002
        """Copy the released files and the journal."""
        target = Path(dest)
        target.mkdir(parents=True)
        for path in self._list_submitted(Path(src)):
            if path.stat().st_size > min(1000 * self.coursedir.max_file_size, MAX_FILE_BYTES):
                shutil.rmtree(target)
                self.fail(f"Remise refusée, fichier trop lourd : {path.name}")
            shutil.copyfile(path, target / path.name)

    def _list_submitted(self, folder: Path) -> list[Path]:
        names = {*self._list_released("*"), *_KEPT} - {VARIANTS_NAME}
        journals = {path.name for path in folder.glob("journal*.jsonl")}
        found = [folder / name for name in sorted(names | journals)]
        return [path for path in found if path.is_file() and not path.is_symlink()]

    def _list_released(self, pattern: str) -> list[str]:
        return [path.name for path in sorted(Path(self.release_path).glob(pattern))]

    def _has(self, name: str) -> bool:
        return (Path(self.src_path) / name).is_file()


class CollectKnownFiles(ExchangeCollect):  # type: ignore[misc]
    """Collects what ``received_files`` takes of each submission.

    Every account can write to the exchange, and not only through ``nbgrader submit``. Stock
    nbgrader stops at a folder with an odd name, follows links with the instructor's rights and
    believes the time that a file states; here the folder's own name tells the time.
    """

    src_records: list[dict[str, Any]]

    def copy_files(self) -> None:
        """Collect the submissions whose names can be read; the others are told."""
        self.src_records = [record for record in self.src_records if record["username"]]
        super().copy_files()

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ANN401, ARG002
        """Copy what is taken, and set the time that the exchange gave."""
        target = Path(dest)
        release = find_release_folder(self.coursedir, self.coursedir.assignment_id)
        receive_files(Path(src), target, release, has_notebooks=True)
        record = self._path_to_record(src)
        if load_timestamp(target) != record["timestamp"]:
            (target / TIMESTAMP_NAME).write_text(_find_time(src), encoding="utf-8")
        if self.coursedir.groupshared:
            for path in (target, *target.iterdir()):
                path.chmod(path.stat().st_mode | (0o2770 if path.is_dir() else 0o660))

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read who submitted and when; no one where the folder's name does not say it."""
        try:
            record: dict[str, Any] = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):
            record = {"username": "", "filename": Path(path).name, "timestamp": _NEVER}
        is_sound = _SOUND_NAME.fullmatch(record["username"])
        if not is_sound or not Path(path).is_dir() or Path(path).is_symlink():
            record["username"] = ""
        if not record["username"]:
            self.log.warning("Remise écartée, nom illisible : %s", show_untrusted(Path(path).name))
        return record


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Releases the feedback of what came through the exchange.

    Stock nbgrader stops at the first submission that was copied by hand: nothing tells whose
    feedback it is. Those are named and left out.
    """

    def copy_files(self) -> None:
        """Release the feedback that its trainee can fetch."""
        pages = Path(self.coursedir.format_path("feedback", "*", self.coursedir.assignment_id))
        base = Path(self.coursedir.root) / self.coursedir.feedback_directory
        folders = sorted(base.glob(str(pages.relative_to(base))))
        left_out = [folder.parent.name for folder in folders if not _can_be_fetched(folder)]
        if left_out:
            names = ", ".join(left_out)
            self.log.warning("Retour à remettre à la main (copie hors de l’échange) : %s", names)
        excluded = [*filter(None, self.coursedir.student_id_exclude.split(",")), *left_out]
        self.coursedir.student_id_exclude = ",".join(excluded)
        super().copy_files()


def _can_be_fetched(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("timestamp.txt", "submission_secret.txt"))


def _find_time(path: str) -> str:
    """The time in the name of a submission: ``trainee+assignment+time`` and some chance."""
    return Path(path).name.rsplit("+", 3)[2]
