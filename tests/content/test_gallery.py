"""The gallery shows each format once, sourced, set as French, and its notebook shows it all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from coordo_assessments.answer_models import MODELS
from coordo_assessments.bank import load_bank
from coordo_assessments.citations import iter_texts, list_citations
from coordo_assessments.feedback import build_feedback
from coordo_assessments.public import build_public_item
from coordo_assessments.scoring import score_answer
from coordo_assessments.solutions import answer_as_key
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references

ROOT = Path(__file__).parents[2]
BANK = load_bank(ROOT / "assessments" / "bank" / "galerie" / "formative")
BOOK = load_references(ROOT / "course" / "references.yml")
EVERY_BANK = sorted((ROOT / "assessments" / "bank").glob("*/*/"))


def test_each_format_is_shown_once():
    assert sorted(item.type for item in BANK.items.values()) == sorted(MODELS)


def test_the_notebook_shows_every_theme():
    path = ROOT / "modules" / "galerie" / "galerie_formats.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    calls = re.findall(r'exercises\("([^"]+)"\)', " ".join("".join(c["source"]) for c in cells))
    assert calls == [theme.stem for theme in BANK.themes]


@pytest.mark.parametrize("name", BANK.items)
def test_an_item_names_its_sources_and_explains_every_part(name):
    item = BANK.items[name]
    assert list_citations(item) or item.sources
    feedback = build_feedback(item, answer_as_key(item), BOOK)
    for told in (feedback, *feedback.steps):
        assert told.explanation_html
        for part in told.options:
            is_bare = part.id == "verite" or told.panel
            assert is_bare or len(part.explanation_html.split()) >= 7, part.id
        assert not told.panel or "fictif" in told.panel_origin_html


@pytest.mark.parametrize("name", BANK.items)
def test_an_item_is_set_as_french(name):
    for text in iter_texts(BANK.items[name]):
        if not text.startswith(("http", "<svg")):
            assert set_spaces(text) == text
            assert "'" not in text


@pytest.mark.parametrize("folder", EVERY_BANK, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_key_of_every_item_earns_one_and_stays_private(folder):
    for item in load_bank(folder).items.values():
        if not item.is_graded_by_hand:
            assert score_answer(item, answer_as_key(item)).value == 1, item.id
        public = build_public_item(item, BOOK).model_dump_json()
        for text in iter_texts(item.explanation):
            assert text.strip()[:60] not in public, item.id
