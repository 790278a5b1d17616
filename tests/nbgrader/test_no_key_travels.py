"""No key, accepted answer or explanation of a summative item in anything a trainee can get."""

from __future__ import annotations

import html
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    JustifiedItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrocItem,
)
from coordo_assessments.markdown import render_plain
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from temporary_course import MODULE, PROJECT, RIGHT, Course, build_course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coordo_assessments.bank import Bank
    from coordo_simulation.references import ReferenceBook

PRIVATE_KEYS = {
    "correct",
    "weight",
    "accepted",
    "acceptable",
    "mistakes",
    "explanation",
    "explanation_html",
    "value",
    "tolerance",
    "match",
    "guidance",
    "levels",
    "key",
    "panel",
    "truth",
    "reasons",
    "region",
    "target",
    "reach",
    "category",
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?")
"""When something was written: a quarter past may be the answer to a question of numbers."""
SHORTEST = 12


def normalise(text: str) -> str:
    """Bring a text to what any of its forms (Markdown, HTML, JSON) have in common."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", text)).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


def iter_private_texts(item: Item) -> Iterator[str]:
    """Sentences that only the instructor may read, whatever the format."""
    yield from _iter_named(item.model_dump(), {"explanation", "guidance", "reason"})
    rubric = item.rubric if isinstance(item, FreeTextItem | JustifiedItem) else ()
    yield from (level.description for criterion in rubric for level in criterion.levels)


def _iter_named(node: object, names: set[str]) -> Iterator[str]:
    """Texts that stand under one of these names, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in names and isinstance(value, str):
                yield value
            else:
                yield from _iter_named(value, names)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _iter_named(value, names)


def iter_private_answers(item: Item) -> Iterator[str]:
    """Words and numbers, which may stand by chance in a lesson or in another question."""
    if isinstance(item, QrocItem):
        yield from (*item.accepted, *item.acceptable)
    if isinstance(item, NumericItem):
        yield from (str(item.value), f"{item.value:.{item.decimals}f}".replace(".", ","))


def build_text_probes(bank: Bank, book: ReferenceBook) -> set[str]:
    """Every private sentence: none of them may be found anywhere."""
    return {
        normalise(line)
        for item in bank.items.values()
        for text in iter_private_texts(item)
        for line in render_plain(text, book).splitlines()
        if len(normalise(line)) >= SHORTEST
    }


def build_answer_probes(bank: Bank, book: ReferenceBook) -> set[str]:
    """Short answers, but those that a question of the same exam happens to state."""
    shown = normalise(" | ".join(_iter_shown(bank, book)))
    answers = {normalise(a) for item in bank.items.values() for a in iter_private_answers(item)}
    return {probe for probe in answers if f" {probe} " not in f" {shown} "}


def _iter_shown(bank: Bank, book: ReferenceBook) -> Iterator[str]:
    for item in bank.items.values():
        yield item.title
        yield render_plain(item.stem, book)
        parts: list[Any] = []
        match item:
            case ChoiceItem():
                parts = list(item.options)
            case OrderingItem():
                parts = list(item.elements)
            case MatchingItem():
                parts = [*item.left, *item.right]
            case FreeTextItem():
                yield from (criterion.criterion for criterion in item.rubric)
        yield from (render_plain(part.text, book) for part in parts)


def find_leaks(folder: Path, probes: set[str]) -> list[str]:
    leaks = []
    for path in folder.rglob("*"):
        if path.is_file():
            text = f" {normalise(_read_all(path))} "
            leaks.extend(f"{path}: {probe}" for probe in probes if f" {probe} " in text)
    return leaks


def _read_all(path: Path) -> str:
    raw = INSTANT.sub(" ", path.read_text("utf-8", errors="replace"))
    if path.suffix not in {".json", ".ipynb"}:
        return raw
    strings: list[str] = []
    _collect(json.loads(raw), strings)
    return raw + " ".join(strings)


def _collect(node: object, strings: list[str]) -> None:
    if isinstance(node, dict):
        for value in node.values():
            _collect(value, strings)
    elif isinstance(node, list):
        # a notebook cuts a text into lines
        strings.append("".join(value for value in node if isinstance(value, str)))
        for value in node:
            _collect(value, strings)
    elif isinstance(node, str):
        strings.append(node)


def _iter_keys(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node
        for value in node.values():
            yield from _iter_keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _iter_keys(value)


@pytest.fixture(params=["fixture", "specimen"])
def released(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Course:
    monkeypatch.delenv("COORDO_BANK", raising=False)
    course = build_course(tmp_path / "cours")
    if request.param == "specimen":
        bank = course.root / "assessments" / "bank" / MODULE / "exam"
        shutil.rmtree(bank)
        shutil.copytree(PROJECT / "assessments" / "bank" / MODULE / "exam", bank)
        shutil.copyfile(PROJECT / "course" / "references.yml", course.folder / "references.yml")
        shutil.copytree(PROJECT / "modules", course.root / "modules", dirs_exist_ok=True)
    release_assignment(course.root, MODULE)
    return course


def test_no_key_is_released_or_installed(released: Course) -> None:
    exam = released.load_exam()
    texts = build_text_probes(exam.bank, exam.book)
    answers = build_answer_probes(exam.bank, exam.book)
    assert len(texts) >= 2 * len(exam.bank.items)
    assert answers
    bank = released.root / "assessments" / "bank" / MODULE / "exam"
    found = {leak.split(": ", 1)[1] for leak in find_leaks(bank, texts | answers)}
    assert len(found & texts) >= len(texts) // 2, "the probes are words of the bank"
    assert found & answers

    session = NbgraderSession(released.root, MODULE)
    _submit_one(session, released)
    for folder in ("course/release", "course/exchange", "poste"):
        assert any((released.root / folder).rglob("*.items.json")), folder
        assert find_leaks(released.root / folder, texts | answers) == []
    assert find_leaks(released.root / "modules", texts) == []


def test_the_public_items_have_no_private_key(released: Course) -> None:
    paper = released.folder / "release" / MODULE / "evaluation.items.json"
    keys = set(_iter_keys(json.loads(paper.read_text("utf-8"))))
    assert {"stem_html", "options", "points"} <= keys
    assert keys & PRIVATE_KEYS == set()


def _submit_one(session: NbgraderSession, course: Course) -> None:
    """A trainee's machine, and the submission that comes back through the exchange."""
    place = course.root / "poste"
    place.mkdir()
    where = {"assignment_dir": str(place), "cache": str(place / "cache")}
    session.run_exchange("FetchAssignment", "nadia", **where)
    answers = {"fixture-qru": RIGHT["fixture-qru"]}
    course.take_exam(place / MODULE, answers)
    session.run_exchange("Submit", "nadia", **where)
