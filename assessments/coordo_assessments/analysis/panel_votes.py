"""The votes of an expert panel on concordance items, read from a spreadsheet's CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from coordo_simulation.yaml_source import ContentError, raise_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DEGREES = (-2, -1, 0, 1, 2)
COLUMNS = ("expert", "item", "vote")
REASON = "raison"
_DELIMITERS = (";", "\t", ",")
_DEGREES_IN_WORDS = "un vote entre −2 et 2, en nombre entier"


@dataclass(frozen=True)
class Vote:
    """What one expert answered to one item, and why where the file says so."""

    expert: str
    item: str
    degree: int
    reason: str = ""


@dataclass(frozen=True)
class Panel:
    """All votes, in the order of the file."""

    votes: tuple[Vote, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Items that received a vote, in the order of the file."""
        return tuple(dict.fromkeys(vote.item for vote in self.votes))

    @property
    def experts(self) -> tuple[str, ...]:
        """Experts who voted, in the order of the file."""
        return tuple(dict.fromkeys(vote.expert for vote in self.votes))

    @property
    def by_expert(self) -> Mapping[str, Mapping[str, int]]:
        """Degree that each expert gave to each item."""
        table: dict[str, dict[str, int]] = {expert: {} for expert in self.experts}
        for vote in self.votes:
            table[vote.expert][vote.item] = vote.degree
        return table


def load_votes(path: Path) -> Panel:
    """Read a CSV with the columns ``expert``, ``item``, ``vote`` and, if wanted, ``raison``.

    Comma, semicolon or tab between them, as the spreadsheet has it; one line a vote, −2 to +2.

    Raises:
        ContentErrors: every fault, each with its file and line.
        ContentError: the file cannot be read at all.
    """
    rows = _read_rows(path)
    header = [name.strip().casefold() for name in rows[0][1]] if rows else []
    if any(name not in header for name in COLUMNS):
        found = ", ".join(header)[:60]
        raise ContentError(path, 1, "", found, f"les colonnes {', '.join(COLUMNS)}")
    faults: list[ContentError] = []
    votes = tuple(_iter_votes(path, header, rows[1:], faults))
    if not votes and not faults:
        faults.append(ContentError(path, 1, "", "", "au moins un vote sous l’en-tête"))
    raise_faults(faults)
    return Panel(votes)


def parse_degree(text: str) -> int | None:
    """Read a degree as people type it (−2, -2, +1, 2); None where it is not one."""
    plain = text.strip().replace("−", "-").replace("\u2013", "-")
    try:
        degree = int(plain)
    except ValueError:
        return None
    return degree if degree in DEGREES else None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError(path, None, "", "", "un fichier existant") from None
    except (OSError, UnicodeDecodeError):
        expected = "un fichier CSV en UTF-8 (dans le tableur\u202f: « CSV UTF-8 »)"
        raise ContentError(path, None, "", "", expected) from None


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Rows with the line on which each begins: a quoted reason may hold several."""
    text = _read_text(path)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    rows, line = [], 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ContentError(path, line, "", "", f"un CSV lisible ({error})") from None
    return rows


def _iter_votes(
    path: Path, header: list[str], rows: list[tuple[int, list[str]]], faults: list[ContentError]
) -> Iterator[Vote]:
    first_lines: dict[tuple[str, str], int] = {}
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        fault = _find_fault(path, line, cells, first_lines)
        if fault:
            faults.append(fault)
            continue
        expert, item = cells["expert"], cells["item"]
        first_lines[expert, item] = line
        degree = parse_degree(cells["vote"])
        if degree is not None:
            yield Vote(expert, item, degree, cells.get(REASON, ""))


def _find_fault(
    path: Path, line: int, cells: dict[str, str], first_lines: dict[tuple[str, str], int]
) -> ContentError | None:
    for name in COLUMNS:
        if not cells.get(name):
            return ContentError(path, line, name, "", "une valeur (cellule vide)")
    if parse_degree(cells["vote"]) is None:
        return ContentError(path, line, "vote", cells["vote"][:60], _DEGREES_IN_WORDS)
    earlier = first_lines.get((cells["expert"], cells["item"]))
    if earlier:
        value = f"{cells['expert']}, {cells['item']}"[:60]
        return ContentError(path, line, "", value, f"un seul vote (déjà à la ligne {earlier})")
    return None
