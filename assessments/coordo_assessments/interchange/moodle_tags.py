"""Tags that carry, through Moodle, what its questions have no place for.

A tag is seen by teachers only, survives Moodle's own export, and holds 255 characters at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIX = "coordo:"
MAX_TAG = 255


def build_tags(values: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Write one tag per value: ``coordo:objectif=m1-o1``."""
    return tuple(f"{PREFIX}{name}={value}" for name, given in values.items() for value in given)


def read_tags(tags: Iterable[str]) -> dict[str, list[str]]:
    """Read our tags back; those of others are left aside."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        if tag.startswith(PREFIX):
            name, _, value = tag.removeprefix(PREFIX).partition("=")
            found.setdefault(name, []).append(value)
    return found


def list_foreign(tags: Iterable[str]) -> list[str]:
    """Tags that are not ours."""
    return [tag for tag in tags if not tag.startswith(PREFIX)]
