"""The lessons of module 1: their form, their citations, their typography, their length."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from coordo_assessments.bank import find_formative_folder, load_bank
from coordo_simulation.french import set_spaces
from coordo_simulation.references import ReferenceBook, TextValue, load_references
from coordo_widgets import PUBLIC_NAMES
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "modules/m1_regulation/1_cours.ipynb"
LESSONS = ("lecon-1", "lecon-2", "lecon-3")

CALL = re.compile(r"from coordo_widgets import (\w+); (\w+)\((?:\"([a-z0-9_-]+)\")?\)")
CITATION = re.compile(r"\[([^\]]+)\]\(#ref-([a-z0-9-]+)\)")
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
WORD = re.compile(r"\w[\w’-]*")
SIGLE = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*\b")
TARIFF = re.compile(r"\d[\d\u202f]*(,\d+)?\s*€")

WORDS_A_MINUTE = 200
MINUTES = {"figure": 3.0, "question": 1.5, "first_answer": 1.0}


def read_notebook() -> NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def read_prose() -> dict[str, str]:
    """Return the Markdown of each cell, by its id."""
    return {
        cell["id"]: cell["source"]
        for cell in read_notebook().cells
        if cell["cell_type"] == "markdown"
    }


def read_lesson(lesson: str) -> tuple[str, int, int]:
    """Return the prose of a lesson and how many figures and questions it holds."""
    cells = read_notebook().cells
    starts = [i for i, cell in enumerate(cells) if cell["source"].startswith("## ")]
    first = next(i for i in starts if cells[i]["id"].startswith(lesson))
    part = cells[first : starts[starts.index(first) + 1]]
    prose = "\n\n".join(cell["source"] for cell in part if cell["cell_type"] == "markdown")
    code = [cell["source"] for cell in part if cell["cell_type"] == "code"]
    return (
        prose,
        sum("_figure()" in source for source in code),
        sum("question(" in source for source in code),
    )


def strip_links(text: str) -> str:
    """Keep the words of the links, drop their targets."""
    return LINK.sub(r"\1", text)


@pytest.fixture(scope="module")
def book() -> ReferenceBook:
    return load_references(ROOT / "course/references.yml")


def test_the_notebook_is_thin_and_clean() -> None:
    notebook = read_notebook()
    nbformat.validate(notebook)
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], cell["id"]
            assert cell["execution_count"] is None, cell["id"]
            assert cell["metadata"]["jupyter"]["source_hidden"] is True, cell["id"]
            call = CALL.fullmatch(cell["source"])
            assert call, cell["id"]
            assert call[1] == call[2], cell["id"]
            assert call[1] in PUBLIC_NAMES, call[1]


def test_it_opens_on_the_page_and_closes_on_the_references() -> None:
    code = [cell["source"] for cell in read_notebook().cells if cell["cell_type"] == "code"]
    assert code[0].endswith('page("1_cours")')
    assert [source.split("; ")[1] for source in code[-2:]] == ["references_list()", "page_end()"]


def test_headings_are_lessons_and_their_parts() -> None:
    """The head of the page holds the h1; a lesson is an h2."""
    text = "\n".join(read_prose().values())
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 2
    assert set(levels) == {2, 3}
    assert levels.count(2) == len(LESSONS) + 1


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_asks_before_it_explains_and_ends_on_monday(lesson: str) -> None:
    prose, figures, questions = read_lesson(lesson)
    titles = re.findall(r"^### (.+)$", prose, re.MULTILINE)
    assert titles[1] == "Votre réponse d’abord"
    assert titles[-1] == "Ce que vous en gardez lundi"
    assert prose.index("Votre réponse d’abord") < prose.index("](#ref-")
    assert figures >= 1
    assert questions == 2


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_takes_about_twenty_minutes(lesson: str) -> None:
    prose, figures, questions = read_lesson(lesson)
    words = len(WORD.findall(strip_links(prose)))
    minutes = words / WORDS_A_MINUTE + MINUTES["first_answer"]
    minutes += figures * MINUTES["figure"] + questions * MINUTES["question"]
    assert 1500 <= words <= 2200, words
    assert 15 <= minutes <= 25, minutes


def test_citations_say_what_the_book_says(book: ReferenceBook) -> None:
    citations = [found for text in read_prose().values() for found in CITATION.findall(text)]
    assert len(citations) >= 40
    for label, reference_id in citations:
        reference = book.get(reference_id)
        if not isinstance(reference.value, TextValue):
            assert label == reference.value_text, reference_id


def test_a_date_or_a_price_of_law_is_never_spelled_outside_a_citation(book: ReferenceBook) -> None:
    dates = {r.value_text for r in book.references if r.value.kind == "date"}
    for cell, text in read_prose().items():
        bare = CITATION.sub("", text)
        assert not TARIFF.search(bare), cell
        for value in dates:
            assert value not in bare, f"{cell}: {value}"


def test_short_checks_exist_in_the_formative_bank() -> None:
    bank = load_bank(find_formative_folder(ROOT, "m1_regulation"))
    asked = [
        call[3]
        for cell in read_notebook().cells
        if (call := CALL.fullmatch(cell["source"])) and call[1] == "question"
    ]
    assert len(set(asked)) == 2 * len(LESSONS)
    assert set(asked) <= set(bank.items)


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_acronym_is_explained_where_a_lesson_first_uses_it(lesson: str) -> None:
    prose = strip_links(read_lesson(lesson)[0]).replace("*", "")
    seen: set[str] = set()
    for found in SIGLE.finditer(prose):
        if found[0] in seen:
            continue
        seen.add(found[0])
        before, after = prose[found.start() - 1], prose[found.end() :]
        explained = before == "(" or after.startswith(" (")
        assert explained, f"{lesson}: {found[0]}"
    assert len(seen) >= 8


@pytest.mark.parametrize("cell", sorted(read_prose()))
def test_typography(cell: str) -> None:
    text = read_prose()[cell]
    words = strip_links(text)
    assert set_spaces(words) == words
    assert not re.search(r"['\"!]|\.\.\.|[^\n] {2}", words)
    assert not re.search(r"\d [%€]|« | »| [;:?]", words)
    assert not re.search(r"\bl[ae]s?quel(le)?s? (de ces|des)\b", words, re.IGNORECASE)


def test_no_hollow_or_cheering_word() -> None:
    text = "\n".join(read_prose().values()).lower()
    for word in ("bravo", "félicitations", "n’hésitez pas", "il est important de", "nos aînés"):
        assert word not in text, word
