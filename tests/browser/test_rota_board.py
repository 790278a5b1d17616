"""The rota board in a real Chromium: by keys, by mouse, after a reload, on a phone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small_course import lay_course, write_notebook

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # ms: a kernel starts on a shared machine
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def module_folder(tmp_path_factory):
    folder = lay_course(tmp_path_factory.mktemp("course"))
    cells = ['page("1_cours")', "## Le planning", "rota_board()"]
    write_notebook(folder / "1_cours.ipynb", cells)
    return folder


@pytest.fixture(scope="module")
def address(module_folder):
    command = [sys.executable, str(Path(__file__).with_name("serve_course.py"))]
    server = subprocess.Popen(
        [*command, str(module_folder.parents[1] / "modules")], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    yield f"http://127.0.0.1:{port}/voila/render/m1_regulation/1_cours.ipynb"
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture(autouse=True)
def _new_trainee(module_folder):
    """Each test, and each second try of one, finds the board as a new trainee does."""
    (module_folder / "journal.jsonl").unlink(missing_ok=True)


def open_board(open_page, address: str, width: int = 1280, **options) -> Page:
    page = open_page(address, width, **options)
    page.locator(".co-rota [data-visit]").first.wait_for(timeout=2 * PATIENCE)
    return page


def find_visit(page: Page, key: str):
    return page.locator(f'[data-visit="{key}"]')


def find_row(page: Page, name: str):
    return page.locator(".co-rota-table tbody tr").filter(has=page.get_by_text(name, exact=True))


def test_by_keys_alone_a_visit_is_walked_to_chosen_and_given(
    open_page, address, find_violations, module_folder
):
    page = open_board(open_page, address)
    title = page.locator(".co-rota h3")
    expect(title).to_contain_text("10\u00a0manquements aux règles")
    first = page.locator('.co-rota-table [data-visit][tabindex="0"]')
    expect(first).to_have_attribute("data-visit", "haddad-presence-5")
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(find_visit(page, "lavigne-lever-5")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(find_visit(page, "lavigne-lever-6")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(find_visit(page, "haddad-presence-5")).to_be_focused()

    page.keyboard.press("Enter")
    choice = page.get_by_role("region", name="Visite choisie")
    listed = choice.get_by_label("Confier à…")
    expect(listed).to_be_focused()
    page.keyboard.press("Escape")
    expect(find_visit(page, "haddad-presence-5")).to_be_focused()
    page.keyboard.press("Enter")
    expect(listed).to_be_focused()
    page.keyboard.press("Home")
    expect(choice.locator(".co-rota-why")).to_contain_text("Rien ne l’interdit")
    page.keyboard.press("Tab")
    hours = choice.get_by_label("À quelle heure")
    expect(hours).to_be_focused()
    page.keyboard.press("Home")
    expect(choice.locator(".co-rota-why")).to_have_text("Rien ne l’interdit, à 14\u00a0h.")
    page.keyboard.press("Enter")
    expect(title).to_contain_text("9\u00a0manquements aux règles")
    expect(page.locator(".co-rota-said")).to_contain_text("M. Haddad, présence")
    expect(page.locator(".co-rota-said")).to_contain_text("vendredi à 14\u00a0h.")
    expect(find_visit(page, "haddad-presence-5")).to_be_focused()
    expect(page.get_by_text("Sans personne", exact=True)).to_have_count(0)
    assert find_violations(page) == []

    lines = (module_folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    note = json.loads([line for line in lines if "rota-board" in line][-1])
    assert "haddad-presence-5" in json.loads(note["text"])["rota"]
    page.reload()
    expect(page.locator(".co-rota h3")).to_contain_text("9\u00a0manquements aux règles")
    page.get_by_role("button", name="Voir la liste").click()
    expect(page.get_by_role("heading", name="Ce qui doit être changé")).to_be_focused()
    keep_screenshot(page, "rota-wide")


def test_by_mouse_a_visit_is_dragged_then_taken_back(open_page, address):
    page = open_board(open_page, address)
    visit, row = find_visit(page, "lavigne-coucher-2"), find_row(page, "Karim Benali")
    visit.evaluate("node => node.scrollIntoView({ block: 'center' })")
    begin = visit.bounding_box()
    goal = row.locator("td").nth(1).bounding_box()
    assert begin
    assert goal
    page.mouse.move(begin["x"] + 20, begin["y"] + 20)
    page.mouse.down()
    page.mouse.move(begin["x"] + 40, begin["y"] + 60)
    page.mouse.move(goal["x"] + 30, goal["y"] + 20, steps=4)
    expect(page.locator(".co-rota-over")).to_have_attribute("data-caregiver", "karim")
    page.mouse.up()
    expect(row.locator('[data-visit="lavigne-coucher-2"]')).to_have_count(1)
    expect(page.get_by_role("region", name="Visite choisie")).to_have_count(0)
    expect(page.locator(".co-rota-said")).to_contain_text("Karim Benali, mardi à 19\u00a0h\u00a030")
    page.get_by_role("button", name="Annuler").click()
    expect(
        find_row(page, "Nadège Ollivier").locator('[data-visit="lavigne-coucher-2"]')
    ).to_have_count(1)


def test_an_absence_is_declared_repaired_and_ones_own_rota_comes_back(open_page, address):
    page = open_board(open_page, address)
    page.get_by_text("Déclarer une absence", exact=True).click()
    page.get_by_label("Qui est absent").select_option("karim")
    page.get_by_role("checkbox", name="absence le lundi").check()
    page.get_by_role("button", name="Enregistrer l’absence").click()
    expect(page.get_by_text("Absences déclarées")).to_contain_text("Karim Benali (lundi)")
    page.get_by_role("button", name="Réparer").click()
    answer = page.locator(".co-rota-answer")
    expect(answer).to_contain_text("C’est prouvé")
    changes = answer.locator(".co-rota-changes li").count()
    expect(answer).to_contain_text(f"{changes}\u00a0changements")
    expect(answer).to_contain_text("Personne ne peut prendre")
    expect(page.locator(".co-rota h3")).to_contain_text("1\u00a0manquement aux règles")
    page.get_by_role("button", name="Revenir au mien").click()
    expect(page.locator(".co-rota h3")).to_contain_text("manquements aux règles")
    page.get_by_label("une heure d’attente non payée vaut").select_option("30")
    page.get_by_role("button", name="Proposer un planning").click()
    expect(page.locator(".co-rota-said")).to_contain_text("Vous pouvez continuer à lire")
    expect(answer).to_contain_text("Distance aux contrats, aux souhaits et aux habitudes")
    expect(answer).to_contain_text("Une heure d’attente y vaut 30\u00a0min de distance")
    keep_screenshot(page, "rota-proposed")


def test_on_a_phone_one_day_at_a_time(open_page, address, find_violations):
    page = open_board(open_page, address, 320, color_scheme="dark", has_touch=True)
    day = page.locator(".co-rota-days h4")
    expect(day).to_have_text("Lundi 16\u00a0novembre\u00a02026")
    page.get_by_role("button", name="Jour d’après").tap()
    expect(day).to_contain_text("Mardi")
    expect(page.get_by_role("button", name="Jour d’après")).to_be_focused()
    page.locator("[data-visit]").first.tap()
    expect(page.get_by_label("Confier à…")).to_be_focused()
    page.get_by_role("button", name="Fermer").tap()
    for summary in page.locator(".co-rota summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    small = page.evaluate(
        "[...document.querySelectorAll('.co-rota :is(button, select, summary)')]"
        ".filter((node) => node.offsetHeight && node.offsetHeight < 44)"
        ".map((node) => node.textContent)"
    )
    assert small == []
    assert find_violations(page) == []
    keep_screenshot(page, "rota-phone")


def keep_screenshot(page: Page, name: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        page.locator(".co-rota").screenshot(path=Path(folder) / f"{name}.png")
