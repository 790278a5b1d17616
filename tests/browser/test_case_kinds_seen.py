"""The short case of the gallery in a real browser: five kinds of decision, a dossier, no mouse."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from case_play import (
    begin,
    expect_new_scene,
    is_wider_than_the_screen,
    open_debrief,
    open_everything,
    read_journal,
    tab_to,
)
from coordo_assessments.events import RunStarted
from coordo_assessments.journal import Journal
from coordo_simulation.following import drive
from coordo_simulation.policies import follow_expert
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_widgets.case_session import write_decision
from playwright.sync_api import expect
from waits import LOADING

pytestmark = pytest.mark.browser
REPOSITORY = Path(__file__).parents[2]
GALLERY = REPOSITORY / "modules" / "galerie"
NOTEBOOK = "galerie/cas_court.ipynb"
BOOK = load_references(REPOSITORY / "course" / "references.yml")
SCENARIO = load_scenario(GALLERY / "scenario.yml", BOOK)
MANY = 40


@pytest.fixture
def course(served_course):
    """The gallery's folder with the short case and no journal."""
    course = replace(served_course, folder=served_course.folder.parent / "galerie")
    for name in ("scenario.yml", "cas_court.ipynb"):
        shutil.copy(GALLERY / name, course.folder / name)
    shutil.copytree(GALLERY / "data", course.folder / "data", dirs_exist_ok=True)
    course.journal.unlink(missing_ok=True)
    return course


def open_case(course, open_page, **options):
    page = open_page(course.address(NOTEBOOK), **options)
    page.locator(".co-case .co-case-heading").wait_for(timeout=LOADING)
    return page


def lay_run(course, kind):
    """Write a run that has come to the first decision of a kind, as the expert conducts it."""

    def choose(point):
        return None if point.question.spec.kind == kind else follow_expert(point)

    run = drive(SCENARIO, 7, choose, run_id="laid")
    journal = Journal(course.journal)
    journal.append(
        RunStarted(scenario=run.scenario, version=run.version, run=run.id, seed=run.seed)
    )
    for taken in run.decisions:
        journal.append(write_decision(run.id, taken.step, taken.decision, taken.answer))


def find_kind(page):
    form = page.locator(".co-case-decision")
    kinds = {
        "text": "textarea",
        "allocation": "[role=spinbutton]",
        "ordering": ".co-order",
        "multiple": "[type=checkbox]",
        "single": "[type=radio]",
    }
    return next(kind for kind, shape in kinds.items() if form.locator(shape).count())


def open_first(page):
    """Open the first thing that can be, by the keyboard; the focus goes to it."""
    button = page.locator(".co-case-items button").first
    name = button.get_attribute("aria-label")
    tab_to(page, button)
    page.keyboard.press("Enter")
    piece = page.locator(".co-case-items .co-case-piece > summary:focus")
    expect(piece).to_be_visible()
    assert piece.locator("span").nth(1).inner_text() in name
    expect(page.locator(".co-case-status")).to_contain_text("Enregistré à")


def tick(page):
    """Tick what cannot go together, read why, then untick one."""
    form = page.locator(".co-case-decision")
    spec = next(each for each in SCENARIO.decisions if each.kind == "multiple")
    for choice in spec.forbidden[0].choices:
        tab_to(page, form.locator(f"[value={choice}]"))
        page.keyboard.press("Space")
    expect(form.locator(".co-case-clash")).to_contain_text("il faut choisir")
    tab_to(page, form.locator(".co-case-commit"))
    page.keyboard.press("Enter")
    expect(form.locator(".co-case-problem [role=alert]")).to_contain_text("décochez-en une")
    tab_to(page, form.locator(f"[value={choice}]"))
    page.keyboard.press("Space")
    expect(form.locator(".co-case-clash")).to_be_empty()


def share_out(page):
    """Ask for more than there is: the line stops, and what is left is said."""
    lines = page.get_by_role("spinbutton")
    rest = page.locator(".co-budget-rest")
    tab_to(page, lines.first)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(lines.first).to_have_attribute("aria-valuenow", "2")
    expect(rest).to_contain_text("Il reste 28\u00a0h sur 30.")
    for index, line in enumerate(lines.all()):
        tab_to(page, line)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("99")
        if index == 0:
            expect(rest).to_contain_text("Il reste 18\u00a0h")  # at once, before the line is left
    page.keyboard.press("Enter")
    expect(rest).to_contain_text("Tout est réparti")
    assert sum(int(line.get_attribute("aria-valuenow")) for line in lines.all()) == 30
    expect(page.locator(".co-budget-note").last).to_contain_text(
        "il ne reste pas davantage", ignore_case=True
    )
    tab_to(page, lines.last)
    page.keyboard.press("ArrowDown")


def put_in_order(page):
    first = page.locator(".co-order > li").first
    moved = first.get_attribute("data-id")
    tab_to(page, first.locator("[data-move=down]"))
    page.keyboard.press("Enter")
    expect(page.locator(".co-order > li").nth(1)).to_have_attribute("data-id", moved)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".co-order > li").nth(2)).to_have_attribute("data-id", moved)
    expect(page.locator(".co-case-status")).to_contain_text("position 3 sur")


def write(page):
    area = page.locator(".co-case-area")
    tab_to(page, area)
    page.keyboard.type("On appelle.")
    expect(page.locator(".co-case-left").last).to_contain_text("2 mots\u202f: il en manque")
    page.keyboard.type(" Monsieur se pèse chaque matin, avant le café.")


def choose(page):
    tab_to(page, page.locator(".co-case-decision [type=radio]:not(:disabled)").first)
    page.keyboard.press("Space")


ANSWERING = {
    "single": choose,
    "multiple": tick,
    "allocation": share_out,
    "ordering": put_in_order,
    "text": write,
}


def answer(page):
    """Answer the decision that waits, whatever its kind; return the kind."""
    kind = find_kind(page)
    entries = page.locator(".co-case-timeline button").count()
    page.locator(".co-case-heading").focus()
    ANSWERING[kind](page)
    tab_to(page, page.locator(".co-case-commit"))
    page.keyboard.press("Enter")
    expect(page.locator(".co-case-timeline button")).to_have_count(entries + 1)
    expect_new_scene(page)
    return kind


def test_the_short_case_is_played_whole_by_the_keyboard_on_a_phone(
    course, open_page, find_violations
):
    page = open_case(course, open_page, width=320)
    begin(page)
    expect(page.locator(".co-case-time")).to_contain_text("avant de décider")
    open_first(page)
    open_first(page)
    expect(page.locator(".co-case-time")).to_contain_text("Il vous reste")
    seen = []
    while page.locator(".co-case-commit").count():
        kind = find_kind(page)
        if kind not in seen:
            if kind == "allocation":
                open_first(page)  # it bears a view of the course
                expect(page.locator(".co-case-picture-narrow svg")).to_be_visible()
            open_everything(page)
            assert not is_wider_than_the_screen(page)
            assert find_violations(page) == []
        seen.append(answer(page))
        assert len(seen) < MANY
    assert {"single", "multiple", "allocation", "ordering", "text"} == set(seen)
    expect(page.locator(".co-case-dossier .co-case-piece")).to_have_count(3)
    decided = [event for event in read_journal(course.journal) if event["kind"] == "decision"]
    assert len(decided) == len(seen)

    debrief = open_debrief(page)
    for told in ("Vous aviez ouvert", "Resté fermé", "Ce que cette personne savait", "Deux textes"):
        expect(debrief.get_by_text(told).first).to_be_attached()
    debrief.locator("select").select_option(label=next(
        label for label in debrief.locator("option").all_inner_texts() if "Trente heures" in label
    ))  # fmt: skip
    replay = page.get_by_role("button", name="Rejouer avec ce choix")
    replay.press("Enter")
    expect(debrief.locator(".co-debrief-other [role=alert]")).to_contain_text("Changez d’abord")
    debrief.get_by_role("spinbutton").first.press("ArrowDown")
    debrief.get_by_role("radio", name="L’experte du cas").check()
    replay.press("Enter")
    expect(debrief.locator(".co-debrief-result h4")).to_be_focused()
    expect(debrief.locator(".co-debrief-result")).to_contain_text("confiée à l’experte")
    open_everything(page)
    assert not is_wider_than_the_screen(page)
    assert find_violations(page) == []


def test_a_reload_finds_the_opened_document_and_the_answer_begun(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    kept = course.journal.rename(course.journal.with_name("kept"))
    course.journal.mkdir()
    page.locator(".co-case-items button").first.click()
    expect(page.locator(".co-case-items [role=alert]")).to_contain_text("pas enregistré")
    expect(page.locator(".co-case-piece")).to_have_count(0)
    course.journal.rmdir()
    kept.rename(course.journal)
    page.locator(".co-case-decision input").nth(1).check()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(".co-case-items .co-case-piece[open]")).to_have_count(1)
    expect(page.locator(".co-case-decision input").nth(1)).to_be_checked()
    scene = page.locator(".co-case-text").inner_text()
    page.reload()
    page.locator(".co-case-commit").wait_for(timeout=LOADING)
    assert page.locator(".co-case-text").inner_text() == scene
    expect(page.locator(".co-case-decision input").nth(1)).to_be_checked()
    page.locator(".co-case-commit").press("Enter")
    expect_new_scene(page)
    page.get_by_text("Votre dossier\u202f: 1\u00a0pièce").click()
    page.locator(".co-case-dossier summary").click()
    expect(page.locator(".co-case-dossier table")).to_be_visible()


def test_a_text_said_saved_outlives_its_kernel(course, open_page):
    lay_run(course, "text")
    page = open_case(course, open_page)
    area = page.locator(".co-case-area")
    area.fill("Deux kilos de plus\u202f: [[on]] <b>appelle</b>.")
    expect(page.locator(".co-case-saved")).to_contain_text("Enregistré à")
    course.kill_kernels()
    again = open_case(course, open_page)
    expect(again.locator(".co-case-area")).to_have_value(
        "Deux kilos de plus\u202f: [[on]] <b>appelle</b>."
    )
    again.locator(".co-case-commit").press("Enter")
    expect(again.locator(".co-case-written")).to_contain_text("[[on]] <b>appelle</b>")
