"""Finds the course a notebook or a command belongs to."""

from __future__ import annotations

from pathlib import Path

MARKER = Path("course") / "syllabus.yml"


class CourseNotFoundError(LookupError):
    """No folder above holds ``course/syllabus.yml``."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"Aucun cours trouvé à partir de {start} : placez-vous dans le dossier du cours, "
            "ou nommez-le par --root."
        )


def find_course_root(start: Path | None = None) -> Path:
    """Return the nearest folder, from ``start`` upwards, that holds ``course/syllabus.yml``.

    Raises:
        CourseNotFoundError: none does.
    """
    origin = (start or Path.cwd()).resolve()
    for folder in (origin, *origin.parents):
        if (folder / MARKER).is_file():
            return folder
    raise CourseNotFoundError(origin)
