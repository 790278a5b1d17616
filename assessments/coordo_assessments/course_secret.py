"""The course secret: what variants, their marks and draws are derived from.

It stands in ``course/secret`` (never versioned, readable by its owner only) or in the variable
``COORDO_SECRET``. Whoever holds it can rebuild every trainee's paper, so it goes into no
release, no served page and no log. Losing it loses the link between a release and its variants:
it is saved with the gradebook.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

SECRET_VARIABLE = "COORDO_SECRET"  # noqa: S105  (the name of the variable, not its value)
SECRET_FILE = Path("course") / "secret"
_LEAST_LENGTH = 32
_SEPARATOR = b"\x1f"


class SecretError(Exception):
    """The course secret is missing or unusable; the message is French and says what to do."""


@dataclass(frozen=True)
class CourseSecret:
    """Derives bytes from the secret; its value never shows in a representation."""

    value: bytes = field(repr=False)

    def derive(self, *names: str) -> bytes:
        """Return 32 bytes for a list of names: HMAC-SHA256, the same on every machine.

        Names are joined by a character that none may hold, so that two lists never meet.

        Raises:
            ValueError: a name holds that character.
        """
        parts = [name.encode() for name in names]
        if any(_SEPARATOR in part for part in parts):
            raise ValueError("un nom contient un caractère de contrôle")
        return hmac.digest(self.value, _SEPARATOR.join(parts), hashlib.sha256)


def load_secret(root: Path) -> CourseSecret | None:
    """Read the secret of a course, None where there is none yet.

    Raises:
        SecretError: it is too short to protect anything, or cannot be read.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given is not None:
        return _parse(given, SECRET_VARIABLE)
    path = root / SECRET_FILE
    try:
        return _parse(path.read_text(encoding="ascii"), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SecretError(f"Le secret du cours ne peut pas être lu\u202f: {path}") from error


def load_or_create_secret(root: Path) -> CourseSecret:
    """Read the secret of a course, drawing one where there is none.

    Raises:
        SecretError: as ``load_secret``, or the file cannot be written.
    """
    known = load_secret(root)
    if known is not None:
        return known
    path = root / SECRET_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError:  # another process has just drawn it
        pass
    except OSError as error:
        raise SecretError(f"Le secret du cours ne peut pas être écrit\u202f: {path}") from error
    return require_secret(root)


def require_secret(root: Path) -> CourseSecret:
    """Read the secret of a course that cannot go on without it.

    Raises:
        SecretError: there is none, or it is unusable.
    """
    secret = load_secret(root)
    if secret is None:
        raise SecretError(
            f"Le secret du cours est introuvable ({root / SECRET_FILE}). Sans lui, les versions "
            "reçues par les stagiaires ne peuvent pas être reconstruites\u202f: rétablissez le "
            f"fichier sauvegardé avec le carnet de notes, ou donnez-le par {SECRET_VARIABLE}."
        )
    return secret


def _parse(text: str, origin: str) -> CourseSecret:
    value = text.strip()
    if len(value) < _LEAST_LENGTH:
        raise SecretError(
            f"Le secret du cours est trop court ({origin})\u202f: {_LEAST_LENGTH} caractères au "
            "moins, tirés au hasard."
        )
    return CourseSecret(value.encode())
