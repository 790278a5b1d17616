"""The course's own data: dated facts, syllabus, framework of competencies."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.competencies import CompetencyFramework, load_competencies
from coordo_assessments.syllabus import Syllabus, load_syllabus
from coordo_simulation.french import set_spaces
from coordo_simulation.references import (
    NumberValue,
    Reference,
    ReferenceBook,
    load_references,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

COURSE = Path(__file__).parents[2] / "course"
VAGUE = re.compile(r"ma[iî]tris|parfaitement|efficacement|bonne connaissance")
HISTORY = {
    "histo-tarif-plancher-2025": "tarif-plancher-2025",
    "histo-prix-hausse-2025": "prix-hausse-max-2025",
    "histo-socle-2024": "ssiad-socle-2024",
    "histo-groupe-1-2024": "ssiad-forfait-groupe-1-2024",
    "histo-groupe-4-2024": "ssiad-forfait-groupe-4-2024",
    "histo-groupe-5-2024": "ssiad-forfait-groupe-5-2024",
    "histo-groupe-9-2024": "ssiad-forfait-groupe-9-2024",
    "histo-place-nouvelle-2025": "ssiad-place-nouvelle-2025",
}
"""The same amount told as the fact of a past year → the annual fact it must equal."""

# Title and dates of the seven modules, as the congress slide of 20 June 2025 prints them.
SLIDE = {
    "m1_regulation": (
        "Contexte législatif et réglementaire des soins et de l’accompagnement à domicile",
        (date(2026, 2, 10), date(2026, 2, 12)),
    ),
    "m2_quality": (
        "Gestion de projet et qualité des soins en SAD",
        (date(2026, 3, 17), date(2026, 3, 19)),
    ),
    "m3_leadership": (
        "Gestion et leadership en SAD",
        (date(2026, 4, 28), date(2026, 4, 30)),
    ),
    "m4_clinical": (
        "Compétences cliniques et soins coordonnés sur le territoire en SAD",
        (date(2026, 6, 16), date(2026, 6, 18)),
    ),
    "m5_budgeting": (
        "Tarification et gestion budgétaire appliquées aux SAD",
        (date(2026, 9, 15), date(2026, 9, 17)),
    ),
    "m6_ethics": (
        "Éthique et gestion des relations avec les patients et familles",
        (date(2026, 10, 13), date(2026, 10, 15)),
    ),
    "m7_perspectives": (
        "Coordonner au domicile\u202f: évolutions et perspectives",
        (date(2026, 11, 24), date(2026, 11, 26)),
    ),
}


@pytest.fixture(scope="module")
def book() -> ReferenceBook:
    return load_references(COURSE / "references.yml")


@pytest.fixture(scope="module")
def syllabus() -> Syllabus:
    return load_syllabus(COURSE / "syllabus.yml")


@pytest.fixture(scope="module")
def framework() -> CompetencyFramework:
    return load_competencies(COURSE / "competencies.yml")


def iter_tariffs(book: ReferenceBook) -> Iterator[tuple[str, int, Reference]]:
    """Yield the annual facts: their stem, their year, themselves."""
    for reference in book.references:
        if reference.valid_to is not None:
            stem, _, year = reference.id.rpartition("-")
            yield stem, int(year), reference


def test_the_book_is_not_empty(book: ReferenceBook) -> None:
    assert len(book.references) >= 80


def test_a_fact_says_where_it_was_read(book: ReferenceBook) -> None:
    for reference in book.references:
        assert all(source.title.strip() for source in reference.sources), reference.id


def test_a_fact_was_not_checked_before_its_text_existed(book: ReferenceBook) -> None:
    for reference in book.references:
        assert reference.valid_from <= reference.checked_on, reference.id


def test_a_doubtful_fact_says_why(book: ReferenceBook) -> None:
    doubtful = [reference for reference in book.references if reference.confidence != "haute"]
    assert doubtful
    for reference in doubtful:
        assert reference.note, reference.id


def test_a_fact_that_expires_is_annual_and_names_its_year(book: ReferenceBook) -> None:
    tariffs = list(iter_tariffs(book))
    assert tariffs
    for _, year, reference in tariffs:
        assert reference.valid_from == date(year, 1, 1), reference.id
        assert reference.valid_to == date(year, 12, 31), reference.id
        assert str(year) in reference.label, reference.id


def test_the_floor_tariff_of_home_help_never_falls(book: ReferenceBook) -> None:
    amounts = [
        reference.number
        for stem, _, reference in sorted(iter_tariffs(book), key=lambda entry: entry[1])
        if stem == "tarif-plancher"
    ]
    assert len(amounts) == 5
    assert amounts == sorted(amounts)


def test_deadlines_of_the_reform_agree_with_the_delays_they_come_from(
    book: ReferenceBook,
) -> None:
    start = book.get("sad-regime-debut").day
    years = int(book.get("saad-conformite-delai").number)
    assert book.get("saad-conformite-echeance").day == start.replace(year=start.year + years)
    assert book.get("ssiad-delai-demande").value_text == "deux ans et six mois"
    end = book.get("ssiad-echeance-sad").day
    assert (end.year, end.month) == (start.year + 2, start.month + 6)
    assert book.get("ssiad-caducite").day == end + timedelta(days=1)


def test_a_superseded_delay_is_labelled_as_history(book: ReferenceBook) -> None:
    old = book.get("convention-duree-decret-2023")
    assert "historique" in old.label
    assert old.valid_to is None
    assert old.number < book.get("convention-duree-max").number


def test_a_figure_observed_one_year_names_that_year(book: ReferenceBook) -> None:
    for reference in book.references:
        year = re.search(r"-(20\d\d)$", reference.id)
        if year and isinstance(reference.value, NumberValue):
            assert year[1] in reference.label, reference.id


@pytest.mark.parametrize("past", HISTORY)
def test_a_past_year_is_told_with_the_amount_of_that_year(book: ReferenceBook, past: str) -> None:
    assert book.get(past).value == book.get(HISTORY[past]).value


def test_modules_bear_the_titles_and_dates_of_the_slide(syllabus: Syllabus) -> None:
    found = {
        module.id: (module.title, (module.dates.start, module.dates.end))
        for module in syllabus.modules
    }
    assert found == SLIDE
    assert [module.number for module in syllabus.modules] == [1, 2, 3, 4, 5, 6, 7]


def test_a_module_has_four_to_six_objectives(syllabus: Syllabus) -> None:
    for module in syllabus.modules:
        assert 4 <= len(module.objectives) <= 6, module.id


def test_an_objective_opens_with_a_verb_one_can_observe(syllabus: Syllabus) -> None:
    hollow = {"Comprendre", "Connaître", "Savoir", "Appréhender", "Découvrir", "Être"}
    for module in syllabus.modules:
        for objective in module.objectives:
            verb = objective.text.split()[0]
            assert re.search(r"(er|ir|re)$", verb), objective.text
            assert verb not in hollow, objective.text


def test_objectives_and_competencies_point_to_one_another(
    syllabus: Syllabus, framework: CompetencyFramework
) -> None:
    pointed = {
        competency
        for module in syllabus.modules
        for objective in module.objectives
        for competency in objective.competencies
    }
    assert pointed == framework.ids


def test_only_an_open_module_has_activities(syllabus: Syllabus) -> None:
    for module in syllabus.modules:
        kinds = [activity.kind for activity in module.activities]
        expected = ["cours", "cas", "exercices", "evaluation"] if module.status == "ouvert" else []
        assert kinds == expected, module.id


def test_the_four_sources_make_four_domains(framework: CompetencyFramework) -> None:
    assert len(framework.domains) == 4
    for domain in framework.domains:
        count = sum(competency.domain == domain.id for competency in framework.competencies)
        assert count >= 5, domain.id


def test_a_level_is_something_one_can_see(framework: CompetencyFramework) -> None:
    for competency in framework.competencies:
        assert competency.source.locator, competency.id
        assert len(set(competency.levels)) == 4, competency.id
        for level in competency.levels:
            assert not VAGUE.search(level), level
            assert level[0].isupper(), level
            assert level.endswith("."), level


def test_no_two_competencies_share_a_level(framework: CompetencyFramework) -> None:
    levels = [level for competency in framework.competencies for level in competency.levels]
    assert len(set(levels)) == len(levels)


@pytest.mark.parametrize("name", ["references.yml", "syllabus.yml", "competencies.yml"])
def test_french_typography(name: str) -> None:
    lines = [
        line
        for line in (COURSE / name).read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith(("#", "url:"))
    ]
    for quoted in re.findall(r'"([^"]*)"', "\n".join(lines)):
        assert set_spaces(quoted) == quoted
        assert "'" not in quoted
