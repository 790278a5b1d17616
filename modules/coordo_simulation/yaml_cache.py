"""Remembers the plain values of YAML texts that were read before.

ruamel's reader, which keeps lines and refuses duplicate keys, takes 1.2 s for the largest case
on a slow machine; a kernel pays that at every opening. The cache is keyed by the text itself,
so that it cannot be out of date, and lives in the user's cache folder. Without a place to
write, everything works, more slowly.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Callable

READER_VERSION = "1"
FOLDER_VARIABLE = "COORDO_CACHE"


def recall(text: str, parse: Callable[[], Any], *, view: str = "") -> Any:  # noqa: ANN401  (a YAML tree)
    """Return the plain values of a text, parsing it only where it was never read.

    ``view`` names what ``parse`` draws from the text, where it is not the whole of its values.
    Dates come back as ``AAAA-MM-JJ`` texts, which the models read as dates.
    """
    path = _path_of(text, view)
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    content = json.dumps(parse(), ensure_ascii=False, default=str)
    with suppress(OSError):
        _write_whole(path, content)
    return json.loads(content)


def _path_of(text: str, view: str) -> Path:
    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else user_cache_path("coordo", appauthor=False)
    key = hashlib.sha256(f"{READER_VERSION}\n{text}".encode()).hexdigest()
    return folder / "yaml" / f"{key}{view and '.' + view}.json"


def _write_whole(path: Path, content: str) -> None:
    """Write beside, then rename: a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, delete=False
    ) as stream:
        stream.write(content)
    Path(stream.name).replace(path)
