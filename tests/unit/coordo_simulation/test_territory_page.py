"""The territory page tells what the model computes; what it starts from is dated and sourced."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_analysis import (
    DRAWS,
    compare,
    compute_band,
    compute_tornado,
    draw_courses,
    find_first_year,
)
from coordo_simulation.territory_calibration import build_calibration, build_france
from coordo_simulation.territory_declaration import DECLARATION
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import BY_ID, POLICIES
from coordo_simulation.territory_tables import (
    AGES,
    APA_AT_HOME,
    DEATH_RISK,
    GIR_SHARES,
    POPULATION,
    build_pyramid,
    compute_life_expectancy,
)

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/modeles/territory.md").read_text(encoding="utf-8")
BOOK = load_references(ROOT / "course/references.yml")
DEPARTMENT = build_example_department()
COURSE = run_territory(DEPARTMENT)


def read(reference: str) -> float:
    return float(BOOK.get(reference).number)


def percent(share: float) -> str:
    return format_quantity(100 * share, "%", 1)


def points(value: float) -> str:
    plural = "s" if round(abs(value), 1) >= 2 else ""
    return f"{format_number(value, 1)} point{plural}"


def assert_row(*cells: str) -> None:
    assert "| " + " | ".join(cells) + " |" in PAGE, cells


def test_the_tables_are_the_dated_figures():
    firsts = sorted(POPULATION)
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        last = f"{following - 1}-ans" if following else "ans-ou-plus"
        assert read(f"insee-{first}-{last}-2025") == POPULATION[first]
    assert read("insee-60-2025") == sum(POPULATION[age] for age in firsts if age >= 60)
    for age, risk in DEATH_RISK.items():
        assert read(f"insee-risque-deces-{age}-2024") == pytest.approx(100 * risk)
    for age, share in APA_AT_HOME.items():
        assert read(f"apa-domicile-part-{age}-2024") == pytest.approx(share)
    for gir, share in enumerate(GIR_SHARES, start=1):
        assert read(f"apa-domicile-gir-{gir}-2023") == pytest.approx(100 * share)


def test_every_parameter_that_is_no_hypothesis_names_its_figure():
    values = DECLARATION.build_values({})
    assert values["hours_gir_1"] == read("apa-heures-gir-1-2011")
    assert values["hard_posts"] == read("recrutement-aide-difficile-2022") / 100
    assert values["place_density"] == read("ssiad-densite-2018")
    requests, posts = read("dac-hdf-demandes-2024"), read("dac-hdf-effectif-2025")
    assert values["requests_per_post"] == requests / posts
    start, end = read("hdf-60-2015"), read("hdf-60-2030")
    older = start + (end - start) * (2024 - 2015) / (2030 - 2015)
    assert values["request_rate"] == pytest.approx(1000 * requests / older, abs=0.05)
    assert f"{format_number(older / 1e6, 2)} million" in PAGE
    for each in DECLARATION.parameters:
        if each.standing != "hypothèse pédagogique":
            BOOK.get(each.source)


def test_what_a_place_and_a_post_cost_is_dated():
    assert float(BY_ID["places"].unit_cost) == read("ssiad-place-nouvelle-2025")
    per_post = read("dac-hdf-budget-2025") / read("dac-hdf-effectif-2025")
    assert float(BY_ID["dac"].unit_cost) == per_post


def test_the_calibration_is_on_the_page_and_its_controls_are_close():
    checks = build_calibration(BOOK)
    for check in checks:
        assert_row(*check.row)
        if check.kind in {"contrôle", "réglage"}:
            assert abs(check.gap) < 1.5, check.label
        if check.kind == "entrée":
            assert abs(check.gap) < 1e-6, check.label
    for kind in ("entrée", "réglage", "contrôle", "repère"):
        assert PAGE.count(f" | {kind} | ") == sum(check.kind == kind for check in checks) >= 2


def test_what_a_parameter_was_chosen_to_meet_is_told_a_setting():
    """A control stays where it is when the trend of deaths moves; a setting follows it."""

    def compute(trend: float) -> dict[int, float]:
        years = run_territory(build_france(), (), {"mortality_trend": trend}).whole
        return {year.year: year.older_75 for year in years}

    low, high = compute(-2.0), compute(0.0)
    for check in build_calibration(BOOK):
        if check.kind in {"contrôle", "réglage"} and check.label.startswith("75"):
            year = int(check.label[-4:])
            assert (low[year] / high[year] > 1.005) == (check.kind == "réglage")


def test_the_share_of_the_oldest_that_is_doubted_weighs_what_the_page_says():
    people = dict(zip(AGES, build_pyramid(), strict=True))
    oldest = sum(count for age, count in people.items() if age >= 95)
    fewer = oldest * (APA_AT_HOME[95] - 27.27) / 100
    helped = run_territory(build_france()).whole[0].helped
    assert f"{format_number(round(fewer, -3))} personnes de moins" in PAGE
    assert f"({percent(fewer / helped)})" in PAGE


def test_part_time_is_three_quarters_of_a_week_as_was_found():
    found = read("aides-domicile-heures-2008") / 35
    assert DECLARATION.build_values({})["part_time"] == pytest.approx(found, abs=0.01)


def test_life_expectancy_by_a_second_reckoning():
    # deaths at mid-year: the sum of the survivors at each birthday, less half a year of the first
    alive, total = 1.0, 0.0
    for age in range(61, 200):
        known = sorted(DEATH_RISK)
        below = max(each for each in known[:-1] if each <= min(age, 99))
        above = known[known.index(below) + 1]
        weight = (min(age, 100) - below) / (above - below)
        risk = DEATH_RISK[below] ** (1 - weight) * DEATH_RISK[above] ** weight
        total += alive * (1 - risk / 2)
        alive *= 1 - risk
    assert compute_life_expectancy(60) == pytest.approx(total, abs=0.01)


def test_the_city_is_told_as_computed():
    first, second = COURSE.areas["ville"][:2]
    told = (
        f"En 2025, {format_number(first.helped)} personnes",
        f"demandent {format_number(first.hours_needed)} heures",
        f"{format_number(first.staff)} intervenantes et intervenants en assurent",
        f"en assurent {format_number(first.hours_delivered)} ;",
        f"il en manque {format_number(first.hours_unmet)}, soit {percent(first.unmet_share)}",
        f"celles de {format_number(first.people_unmet)} personnes",
        f"{percent(first.people_unmet / first.helped)} des personnes aidées",
        f"{format_number(first.left)} partent avant la retraite et",
        f"et {format_number(first.retired)} à la retraite",
        f"{format_number(first.hired)} sont embauchées,",
        f"{format_number(first.vacancies)} postes restent vides",
        f"l’effectif est de {format_number(second.staff)}.",
    )
    assert [text for text in told if set_spaces(text) not in PAGE] == []


def test_the_areas():
    labels = {area.id: area.label for area in DEPARTMENT.areas}
    for key, years in (*COURSE.areas.items(), ("whole", COURSE.whole)):
        first, last, passed = years[0], years[-1], find_first_year(years)
        assert_row(
            labels.get(key, "La Sarvenne"),
            format_number(first.helped),
            format_number(last.helped),
            percent(first.unmet_share),
            percent(last.unmet_share),
            format_number(last.people_unmet),
            f"depuis {passed}" if passed else "jamais",
        )


def test_the_band_and_the_tornado():
    band = compute_band(draw_courses(DEPARTMENT))
    assert f"va de {percent(band.low[-1])} à {percent(band.high[-1])}" in PAGE
    assert f"sur {DRAWS} tirages, ceux de la figure" in PAGE  # told by its own test
    bars = compute_tornado(DEPARTMENT)
    for bar in bars:
        row = (bar.label, percent(bar.at_minimum), percent(bar.at_maximum))
        if bar.spread >= 0.001:
            assert_row(*row, points(100 * bar.spread))
        else:
            assert "| " + " | ".join(row) not in PAGE
    assert bars[0].parameter == "hard_failure"
    assert all(bar.spread < 0.005 for bar in bars if bar.parameter.startswith("retire"))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_the_policies(policy):
    course = run_territory(DEPARTMENT, (policy.id,))
    found = compare(DEPARTMENT, (policy.id,))
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {policy.label} |"))
    gain = 100 * (course.whole[-1].unmet_share - COURSE.whole[-1].unmet_share)
    assert f"| {policy.delay} an" in line
    assert format_euro(policy.unit_cost, 0 if policy.unit_cost % 1 == 0 else 2) in line
    cost = format_quantity(course.total_cost / 1_000_000, "M€", 1)
    assert line.endswith(f"| {cost} | {points(gain)} | {found.better} sur {DRAWS} |")
    for effect in policy.effects:
        scale = 1 if effect.lever == "prevalence_trend" else 100
        decimals = 1 if scale == 1 else 0
        for value in (effect.low, effect.central, effect.high):
            assert format_number(scale * value, decimals) in line


def test_places_and_requests_without_and_with_their_policy():
    places = run_territory(DEPARTMENT, ("places",)).whole[-1].places_missing
    lost = run_territory(DEPARTMENT, ("dac",)).whole[-1].requests_lost
    alone = COURSE.whole[-1]
    assert (
        f"il manque {format_number(alone.places_missing)} places sans rien faire, "
        f"{format_number(places)} avec la première"
    ) in PAGE
    assert f"{format_number(alone.requests_lost)} demandes au DAC" in PAGE
    assert f"{format_number(lost)} avec la seconde" in PAGE


def test_every_parameter_is_in_the_table():
    for each in DECLARATION.parameters:
        table = PAGE[PAGE.index("## Les paramètres") :].splitlines()
        line = next(line for line in table if line.startswith(f"| {set_spaces(each.label)} |"))
        assert line.endswith(f"| {each.standing} | {set_spaces(each.source)} |")
        decimals = 2 if not each.unit else (0 if each.unit == "h" or each.maximum >= 50 else 1)
        for value in (each.value, each.minimum, each.maximum):
            assert format_number(value, decimals) in line


def test_the_page_is_set_in_french():
    assert set_spaces(PAGE) == PAGE
