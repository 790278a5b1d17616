"""The documents and the notebooks are set as French is: narrow spaces, apostrophes, thousands.

Code spans, fenced blocks, images and addresses are not looked at. The README and the
changelog are in English: their French words are held to their spaces only.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from coordo_simulation.french import set_spaces
from coordo_simulation.french_lint import iter_french_faults

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "README.md", ROOT / "CHANGELOG.md")
DOCUMENTS = (*ENGLISH, *sorted((ROOT / "docs").rglob("*.md")))
NOTEBOOKS = sorted(
    path
    for folder in ("course", "modules")
    for path in (ROOT / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
UNSEEN = re.compile(r"`[^`\n]*`|!(?=\[)|\]\([^)]*\)|<[^>\n]*>|\|[ |]*\|")
"""Code, the mark of an image, targets of links, tags, empty cells of a table."""
WIDE_THOUSAND = re.compile(r"(?<![\d,.])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")


def read_lines(path: Path) -> list[str]:
    """Lines of prose, with what is not looked at put aside."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [UNSEEN.sub("x", line) for line in FENCE.sub("", text).splitlines()]


def list_faults(lines: list[str], *, is_french: bool = True) -> list[str]:
    faults = [line for line in lines if set_spaces(line) != line or WIDE_THOUSAND.search(line)]
    if is_french:
        faults += [f"{cut} : {why}" for line in lines for cut, why in iter_french_faults(line)]
    return faults


@pytest.mark.parametrize("path", [*DOCUMENTS, *NOTEBOOKS], ids=lambda path: path.name)
def test_a_text_is_set_as_french_is(path: Path) -> None:
    assert list_faults(read_lines(path), is_french=path not in ENGLISH) == []


def test_there_are_documents_and_notebooks() -> None:
    assert len(DOCUMENTS) > 10
    assert len(NOTEBOOKS) > 5


@pytest.mark.parametrize(
    "fault",
    [
        "ainsi : non",
        "« ainsi »",
        "15 200 demandes",
        "1\u00a0346\u00a0805",
        "5 %",
        "l'aide",
        "ah...",
    ],
)
def test_a_fault_is_seen_in_prose_and_not_in_code(fault: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Il écrit {fault} ici.", encoding="utf-8")
    assert list_faults(read_lines(page))
    page.write_text(f"Il écrit `{fault}` ici.\n\n```\n{fault}\n```\n", encoding="utf-8")
    assert list_faults(read_lines(page)) == []
