"""The formats of the gallery in a real browser: by the keyboard, kept, explained, at 320 px."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect
from waits import LOADING

pytestmark = pytest.mark.browser
NOTEBOOK = "galerie/galerie_formats.ipynb"
LAST = "le-dossier-de-madame-tessier"
CHECK = "Voir ce qu’il en est"
SAVED = "Enregistrée à"


def find_journal(served):
    return served.folder.parent / "galerie" / "journal.jsonl"


@pytest.fixture
def gallery(served, open_page):
    find_journal(served).unlink(missing_ok=True)

    def opened(width: int = 1280) -> Page:
        page = open_page(served.address(NOTEBOOK), width)
        wait_until_live(page)
        return page

    return opened


def wait_until_live(page: Page) -> None:
    page.locator(f"#q-galerie-{LAST} .co-actions").wait_for(timeout=LOADING)


def question(page: Page, name: str) -> Locator:
    return page.locator(f"#q-galerie-{name}")


def read_events(served) -> list[dict]:
    lines = find_journal(served).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_last(served, name: str) -> dict:
    return [e for e in read_events(served) if e.get("item") == f"galerie-{name}"][-1]


def check(asked: Locator) -> None:
    asked.get_by_role("button", name=CHECK).click()
    expect(asked.locator(".co-verdict").first).to_be_visible()
    expect(asked.locator(".co-saved")).to_contain_text(SAVED)


def test_a_zone_is_pointed_at_with_the_keyboard_alone_or_picked_in_the_list(gallery, served):
    page = gallery()
    asked = question(page, "la-chambre-de-monsieur-weber")
    asked.get_by_role("application").focus()
    page.keyboard.press("Enter")  # the middle of the drawing: the carpet
    asked.locator("summary").click()
    asked.get_by_label("L’interrupteur").check()
    expect(asked).to_contain_text("Encore 1 à pointer.")
    asked.get_by_role("application").focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    asked.get_by_label("La commode").click()
    expect(asked.get_by_label("La commode")).not_to_be_checked()
    asked.get_by_label("85 à 95").check()
    check(asked)
    given = read_last(served, "la-chambre-de-monsieur-weber")
    assert given["answer"]["regions"] == ["interrupteur"]
    assert given["answer"]["points"][0] == {"x": 240, "y": 180}
    assert given["certainty"] == 4
    expect(asked.locator(".co-verdict")).to_contain_text("En partie juste")
    expect(asked.locator(".co-dangerous")).to_contain_text("Certitude dangereuse")
    expect(asked.locator(".co-picture polygon[stroke-width]")).to_have_count(1)


def test_a_profile_is_placed_with_the_mouse_or_with_its_cursors(gallery, served):
    asked = question(gallery(), "deux-metiers-sur-la-carte")
    box = asked.locator(".co-stage").bounding_box()
    asked.locator(".co-stage").click(position={"x": box["width"] * 0.1, "y": box["height"] * 0.5})
    across, up = asked.get_by_role("slider").nth(2), asked.get_by_role("slider").nth(3)
    across.focus()
    for _ in range(7):
        across.press("ArrowRight")
    expect(across).to_have_attribute("aria-valuetext", "vers modification")
    up.fill("-0.6")
    check(asked)
    places = read_last(served, "deux-metiers-sur-la-carte")["answer"]["positions"]
    assert places["idec"] == {"x": 0.35, "y": -0.6}
    assert places["clic"]["x"] == pytest.approx(-0.8, abs=0.06)
    expect(asked.locator(".co-verdict")).to_contain_text("Juste")


def test_gaps_cells_and_categories_are_filled_and_told_one_by_one(gallery, served):
    page = gallery()
    cloze = question(page, "transmission-au-telephone")
    cloze.get_by_label("La situation").select_option("confuse")
    cloze.get_by_label("La température").fill("38,4")
    check(cloze)
    assert read_last(served, "transmission-au-telephone")["answer"]["gaps"] == {
        "situation": "confuse",
        "mesure": "38,4",
    }
    table = question(page, "budget-de-deux-secteurs")
    table.get_by_label("Part du bourg, en %").fill("environ")
    table.get_by_role("button", name=CHECK).click()
    expect(table.get_by_role("alert")).to_contain_text("pas un nombre")
    table.get_by_label("Part du bourg, en %").fill("85")
    check(table)
    expect(table.locator(".co-note").first).to_contain_text("C’est juste")
    sort = question(page, "qui-peut-savoir")
    group = sort.get_by_role("radiogroup", name="À l’infirmière")
    group.get_by_label("Dans l’équipe").check()
    check(sort)
    assert read_last(served, "qui-peut-savoir")["answer"] == {"pairs": {"pansement": "equipe"}}


def test_a_script_shows_the_reasons_and_a_truth_asks_its_own(gallery, served):
    page = gallery()
    script = question(page, "un-relais-pour-monsieur-morel")
    script.get_by_label("ni plus ni moins utile").check()
    assert "Psychologue" not in page.content()
    check(script)
    expect(script.locator(".co-verdict")).to_contain_text("Comme une partie du panel")
    expect(script.locator(".co-voices li")).to_have_count(12)
    expect(script).to_contain_text("Panel fictif")
    assert read_last(served, "un-relais-pour-monsieur-morel")["answer"] == {"degree": 0}
    truth = question(page, "la-fille-et-le-dossier")
    truth.get_by_label("Faux", exact=True).check()
    truth.get_by_label("Elle accompagne").check()
    check(truth)
    expect(truth.locator(".co-verdict")).to_contain_text("pour la bonne raison")


def test_a_dossier_goes_on_and_never_back_even_after_a_reload(gallery, served):
    page = gallery()
    asked = question(page, LAST)
    onward = asked.get_by_role("button", name="Valider et passer")
    expect(asked.locator(".co-step:visible")).to_have_count(1)
    onward.click()
    expect(asked).to_contain_text("Validez de nouveau")
    asked.get_by_label("Vous appelez Madame Tessier").check()
    onward.click()
    expect(asked.locator(".co-step:visible")).to_have_count(2)
    expect(asked.get_by_label("Vous appelez Madame Tessier")).to_be_disabled()
    expect(asked.locator(".co-step-title").nth(1)).to_be_focused()
    expect(asked.locator(".co-saved")).to_contain_text(SAVED)
    assert read_last(served, LAST)["answer"]["reached"] == 1

    page.reload(timeout=LOADING)
    wait_until_live(page)
    expect(asked.locator(".co-step:visible")).to_have_count(2)
    expect(asked.get_by_label("Vous appelez Madame Tessier")).to_be_checked()
    expect(asked.get_by_label("Vous appelez Madame Tessier")).to_be_disabled()
    expect(asked.locator(".co-note")).to_have_count(0)
    for _ in range(3):
        onward.click()
        onward.click()
    expect(onward).not_to_be_visible()
    check(asked)
    expect(asked.locator(".co-step .co-verdict:visible")).to_have_count(5)
    asked.get_by_role("button", name="Réessayer").click()
    expect(asked.locator(".co-step:visible")).to_have_count(1)
    asked.get_by_label("Vous le classez").check()
    onward.click()
    expect(asked.locator(".co-saved")).to_contain_text(SAVED)
    assert read_last(served, LAST)["answer"]["steps"][0] == {"options": ["a"]}


def test_the_gallery_fits_a_phone_and_breaks_no_rule_of_access(gallery, find_violations):
    page = gallery(320)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_violations(page) == []
    truth = question(page, "la-fille-et-le-dossier")
    truth.get_by_label("Vrai", exact=True).check()
    check(truth)
    script = question(page, "un-relais-pour-monsieur-morel")
    script.get_by_label("moins utile", exact=False).first.check()
    check(script)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_violations(page) == []
