"""The department's map and the team's year in a real Chromium: by keys, on a phone, in the dark."""

from __future__ import annotations

import shutil

import pytest
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.team import run_team
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_analysis import find_first_year
from coordo_simulation.territory_example import build_example_department
from playwright.sync_api import expect
from seen_figures import check_figures, find_figure, open_figures
from small_course import MODULE, REPOSITORY, write_notebook
from waits import ACTING

pytestmark = pytest.mark.browser

FIGURES = ("territory-map", "team-dynamics")


@pytest.fixture(scope="module")
def lesson(served_course):
    folder = served_course.folder
    shutil.copytree(REPOSITORY / "modules" / MODULE / "data", folder / "data")
    calls = ['page("1_cours")', "## Une leçon", "territory_map()", "team_dynamics()"]
    write_notebook(folder / "1_cours.ipynb", calls)
    return served_course.address(f"{MODULE}/1_cours.ipynb")


def test_policies_and_levers_are_moved_by_keys_and_answered(open_page, lesson, find_violations):
    page = open_figures(open_page, lesson, FIGURES, width=1280)
    territory = find_figure(page, "territory-map")
    title = territory.get_by_role("heading", level=3)
    expect(title).to_contain_text("dans trois secteurs sur cinq")
    before = territory.locator("svg").inner_html()
    territory.get_by_role("checkbox", name="Recruter et accueillir").focus()
    page.keyboard.press("Space")
    expect(title).to_contain_text("dans deux secteurs sur cinq", timeout=ACTING)
    assert territory.locator("svg").inner_html() != before
    answer = territory.locator(".co-figure-answer")
    course = run_territory(build_example_department(), ("recruter",))
    passed = find_first_year(course.areas["littoral"])
    expect(answer).to_contain_text(f"Littoral des Marouelles (à partir de {passed})")
    expect(answer).to_contain_text("Avec ces politiques, ce ne serait plus le cas en 2040")
    year = territory.get_by_role("slider", name="Année")
    year.focus()
    page.keyboard.press("ArrowLeft")
    expect(title).to_contain_text("En 2039", timeout=ACTING)
    territory.get_by_role("radio", name="Heures d’aide sans réponse").focus()
    page.keyboard.press("ArrowRight")
    expect(answer).to_contain_text("Personnes sans réponse", timeout=ACTING)

    team = find_figure(page, "team-dynamics")
    title = team.get_by_role("heading", level=3)
    half = run_team({"change": 0.5}).burden - run_team().burden
    expect(title).to_contain_text(f"{format_number(half)} heures de plus")
    team.get_by_role("slider", name="Délai pour remplacer un départ").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(title).to_contain_text("heures de moins", timeout=ACTING)
    loop = set_spaces("La boucle qui pèse le plus : le remplacement")
    expect(team.locator(".co-figure-answer")).to_contain_text(loop)
    check_figures(page, find_violations, 1280)


def test_the_tables_hold_what_the_pictures_show(open_page, lesson):
    page = open_figures(open_page, lesson, FIGURES, width=1280)
    territory = find_figure(page, "territory-map")
    territory.get_by_text("Les données", exact=True).click()
    rows = territory.locator("tbody tr").all_inner_texts()
    last = run_territory(build_example_department()).areas["littoral"][-1]
    told = format_number(100 * last.unmet_share, 1)
    assert any(row.startswith("Littoral") and told in row for row in rows)
    assert len(rows) == 6
    team = find_figure(page, "team-dynamics")
    team.get_by_text("Les données", exact=True).click()
    assert team.locator("tbody tr").count() == 9


def test_it_fits_a_phone_in_the_dark(open_page, lesson, find_violations):
    page = open_figures(open_page, lesson, FIGURES, width=320, color_scheme="dark")
    for name in FIGURES:
        picture = find_figure(page, name).locator(".co-figure-picture")
        expect(picture).to_have_attribute("data-layout", "narrow")
    check_figures(page, find_violations, 320)
