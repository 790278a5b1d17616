"""The steps of nbgrader's exchange that a module's folder or a hand-copied submission upsets."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseFeedback, ExchangeSubmit

from coordo_assessments.nbgrader_bridge.released import JOURNAL_NAME
from coordo_assessments.own_papers import VARIANTS_NAME

_KEPT = ("timestamp.txt",)


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
            if path.stat().st_size > 1000 * self.coursedir.max_file_size:
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
