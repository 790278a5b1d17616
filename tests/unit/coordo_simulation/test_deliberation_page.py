"""The page on deliberation tells the tables and the example as the model computes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_simulation.deliberation_consent import ACT_RULES
from coordo_simulation.deliberation_coverage import check_coverage
from coordo_simulation.deliberation_directives import DIRECTIVE_RULES
from coordo_simulation.deliberation_disclosure_rules import DISCLOSURE_RULES
from coordo_simulation.deliberation_example import EXAMPLE
from coordo_simulation.deliberation_options import QUESTIONS, examine_option
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.in_force import find_in_force
from coordo_simulation.references import load_references

ROOT = Path(__file__).parents[3]
BOOK = load_references(ROOT / "course/references.yml")
PAGE = (ROOT / "docs/modeles/deliberation.md").read_text(encoding="utf-8")
TABLES = {
    "### Qui peut savoir quoi": DISCLOSURE_RULES,
    "### Ce qui peut être fait": ACT_RULES,
    "### Les directives": DIRECTIVE_RULES,
}


def rows_after(heading: str) -> list[str]:
    """Rows of the first table that follows a heading."""
    lines = PAGE[PAGE.index(heading) :].splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("|---"))
    rows = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        rows.append(line)
    return rows


@pytest.mark.parametrize("heading", TABLES)
def test_each_table_of_rules_is_printed_whole_and_in_order(heading):
    told = [
        f"| {number} | {rule.conditions_told} | {set_spaces(rule.says)} | {rule.outcome} | "
        f"{', '.join(f'`{text}`' for text in (*rule.texts, *rule.also))} |"
        for number, rule in enumerate(TABLES[heading], start=1)
    ]
    assert rows_after(heading) == told


def test_each_text_is_given_with_its_date():
    rules = [rule for rules in TABLES.values() for rule in rules]
    families = dict.fromkeys(text for rule in rules for text in (*rule.texts, *rule.also))
    rows = rows_after("## Les textes")
    assert len(rows) == len(families)
    for family, row in zip(families, rows, strict=True):
        reference = find_in_force(BOOK, family, EXAMPLE.situation.date)
        assert row.startswith(f"| `{family}` | {set_spaces(reference.label)} |")
        assert row.endswith(f"| {format_date(reference.valid_from)} | {reference.confidence} |")


def test_the_example_is_told_as_computed():
    assert [row.split(" | ")[0] for row in rows_after("Ce que cette personne veut")] == [
        f"| {person.name}" for person in EXAMPLE.situation.people
    ]
    rows = rows_after("Ce que répondent les textes")
    for option, row in zip(EXAMPLE.options, rows, strict=True):
        examination = examine_option(EXAMPLE, option.id, BOOK)
        pushing = sum(len(view.pushing) for view in examination.principles)
        holding = sum(len(view.holding) for view in examination.principles)
        assert row.startswith(f"| {option.label} | ")
        assert row.endswith(f" | {pushing} | {holding} |")
        for gate in examination.gates:
            assert gate.verdict.says[1:] in row


def test_what_is_missing_is_told_whole():
    gaps = check_coverage(EXAMPLE, BOOK)
    rows = rows_after("Ce qui manque")
    assert [row.rsplit(" | ", 1)[1] for row in rows] == [f"{gap.sentence} |" for gap in gaps]


def test_the_principles_and_their_questions():
    told = [f"| {principle} | {question} |" for principle, question in QUESTIONS.items()]
    assert rows_after("## Les principes") == told


def test_the_page_says_that_nothing_is_ranked_and_is_set_in_french():
    assert "ne les classe pas" in PAGE
    assert set_spaces(PAGE) == PAGE
