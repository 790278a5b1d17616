"""Graded questions in a real browser: saved, never explained, and loud when not saved."""

from __future__ import annotations

import json
import resource

import pytest
from playwright.sync_api import Locator, Page, expect
from small_course import HIDDEN
from waits import LOADING

pytestmark = pytest.mark.browser
NOTEBOOK = "m1_regulation/evaluation.ipynb"
SAVED = "Enregistrée à"


@pytest.fixture
def page(served, open_page) -> Page:
    page = open_page(served.address(NOTEBOOK))
    wait_until_live(page)
    return page


def wait_until_live(page: Page) -> None:
    page.locator("#q-n-free .co-saved").wait_for(timeout=LOADING)
    page.locator(".co-summary").wait_for(timeout=LOADING)


def question(page: Page, name: str) -> Locator:
    return page.locator(f"#q-n-{name}")


def status(page: Page, name: str) -> Locator:
    return question(page, name).locator(".co-saved")


def read_answers(served) -> dict[str, object]:
    lines = served.journal.read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    return {event["item"]: event["answer"] for event in events if event["kind"] == "answer"}


def answer_all(page: Page) -> None:
    question(page, "qru").get_by_label("Vous appelez").check()
    question(page, "qrm").get_by_label("Noter").check()
    question(page, "qrp").get_by_label("Qui parle").check()
    question(page, "qroc").get_by_label("Votre réponse").fill("plan d’aide")
    question(page, "numeric").get_by_label("Votre réponse").fill("24,58")
    question(page, "ordering").get_by_role("button", name="Descendre").first.click()
    question(page, "matching").get_by_role("combobox").first.select_option("accueil")
    question(page, "free").get_by_label("Votre réponse").fill("Bonsoir à toutes.")
    page.keyboard.press("Tab")


def test_every_format_is_saved_without_a_button_and_restored(page, served):
    for name in ("qru", "free"):
        expect(status(page, name)).to_have_text("Sans réponse")
    answer_all(page)
    names = ["qru", "qrm", "qrp", "qroc", "numeric", "ordering", "matching", "free"]
    for name in names:
        expect(status(page, name)).to_contain_text(SAVED)
    answers = read_answers(served)
    assert len(answers) == 8
    assert answers["n-numeric"] == {"text": "24,58"}
    expect(page.locator(".co-summary-count")).to_contain_text("Les 8 questions ont une réponse")

    page.reload(timeout=LOADING)
    wait_until_live(page)
    for name in names:
        expect(status(page, name)).to_contain_text(SAVED)
    expect(question(page, "qru").get_by_label("Vous appelez")).to_be_checked()
    expect(question(page, "matching").get_by_role("combobox").first).to_have_value("accueil")
    expect(question(page, "free").get_by_label("Votre réponse")).to_have_value("Bonsoir à toutes.")


def test_nothing_of_the_key_reaches_the_page(served, open_page):
    heard: list[str] = []
    page = open_page("about:blank")
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))),
    )
    page.goto(served.address(NOTEBOOK), timeout=LOADING)
    wait_until_live(page)
    answer_all(page)
    expect(status(page, "free")).to_contain_text(SAVED)
    assert page.locator(".co-note, .co-verdict:visible").count() == 0
    assert heard
    assert not any(HIDDEN in frame for frame in [*heard, page.content()])


def test_an_answer_is_changed_erased_and_brought_back(page, served):
    asked = question(page, "qru")
    asked.get_by_label("Vous appelez").check()
    expect(status(page, "qru")).to_contain_text(SAVED)
    asked.get_by_label("Vous notez").check()
    expect(status(page, "qru")).to_contain_text(SAVED)
    asked.get_by_role("button", name="Effacer ma réponse").click()
    expect(status(page, "qru")).to_have_text("Sans réponse")
    assert read_answers(served)["n-qru"] is None
    asked.get_by_role("button", name="Annuler l’effacement").click()
    expect(status(page, "qru")).to_contain_text(SAVED)
    expect(asked.get_by_label("Vous notez")).to_be_checked()
    assert read_answers(served)["n-qru"] == {"options": ["d"]}


def test_an_acknowledged_answer_outlives_a_killed_kernel(page, served):
    question(page, "free").get_by_label("Votre réponse").fill("Ce soir, voici ce qui est décidé.")
    expect(status(page, "free")).to_contain_text(SAVED)
    assert served.find_kernels()
    served.kill_kernels()
    page.reload(timeout=LOADING)
    wait_until_live(page)
    entry = question(page, "free").get_by_label("Votre réponse")
    expect(entry).to_have_value("Ce soir, voici ce qui est décidé.")
    expect(status(page, "free")).to_contain_text(SAVED)


def test_an_answer_to_a_dead_kernel_is_said_not_saved_then_kept_through_the_reload(page, served):
    served.kill_kernels()
    question(page, "qru").get_by_label("Vous appelez").check()
    alert = question(page, "qru").get_by_role("alert")
    expect(alert).to_contain_text("n’est PAS enregistrée", timeout=20_000)
    expect(status(page, "qru")).to_have_text("Non enregistrée")

    page.reload(timeout=LOADING)
    wait_until_live(page)
    expect(question(page, "qru").get_by_label("Vous appelez")).to_be_checked()
    expect(status(page, "qru")).to_contain_text(SAVED)
    assert read_answers(served)["n-qru"] == {"options": ["b"]}


def test_a_connection_that_is_gone_is_said_at_once(page):
    page.evaluate("window.jupyterapp.widgetManager.kernel.dispose()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    question(page, "qru").get_by_label("Vous appelez").check()
    alert = question(page, "qru").get_by_role("alert")
    expect(alert).to_contain_text("Le serveur ne répond pas")
    page.evaluate("document.dispatchEvent(new CustomEvent('coordo:saved'))")
    page.wait_for_timeout(1000)


def test_a_journal_that_cannot_be_written_is_said_at_once_and_may_be_retried(page, served):
    served.journal.mkdir()
    question(page, "qru").get_by_label("Vous appelez").check()
    alert = question(page, "qru").get_by_role("alert")
    expect(alert).to_contain_text("Votre réponse n’est PAS enregistrée.")
    served.journal.rmdir()
    alert.get_by_role("button", name="Réessayer l’enregistrement").click()
    expect(status(page, "qru")).to_contain_text(SAVED)
    expect(alert).to_be_empty()
    assert read_answers(served)["n-qru"] == {"options": ["b"]}


def test_a_full_disk_is_said_at_once(page, served):
    for pid in served.find_kernels():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
    question(page, "qroc").get_by_label("Votre réponse").fill("plan d’aide")
    alert = question(page, "qroc").get_by_role("alert")
    expect(alert).to_contain_text("plus de place sur le disque")
    expect(question(page, "qroc").get_by_label("Votre réponse")).to_have_value("plan d’aide")
    assert not served.journal.exists() or not served.journal.read_bytes()


def test_what_is_not_a_number_is_saved_and_said(page, served):
    entry = question(page, "numeric").get_by_label("Votre réponse")
    entry.fill("environ 24")
    expect(status(page, "numeric")).to_contain_text(SAVED)
    expect(question(page, "numeric").get_by_role("alert")).to_contain_text("pas un nombre")
    assert read_answers(served)["n-numeric"] == {"text": "environ 24"}


def test_the_summary_leads_to_what_is_missing_and_ends_the_evaluation(page):
    question(page, "qru").get_by_label("Vous appelez").check()
    expect(page.locator(".co-summary-count")).to_have_text("1 question sur 8 répondue.")
    missing = page.locator(".co-missing a")
    expect(missing).to_have_count(7)
    missing.first.click()
    expect(question(page, "qrm")).to_be_focused()

    page.get_by_role("button", name="J’ai terminé").click()
    expect(page.locator(".co-done")).to_contain_text("Vous avez terminé le")
    expect(page.locator(".co-done")).to_contain_text("Submit")
    question(page, "qrm").get_by_label("Noter").check()
    expect(status(page, "qrm")).to_contain_text(SAVED)
    page.get_by_role("button", name="Je n’ai pas terminé").click()
    expect(page.get_by_role("button", name="J’ai terminé")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_evaluation_is_accessible_at_320_px(served, open_page, find_violations, scheme):
    page = open_page(served.address(NOTEBOOK), width=320, color_scheme=scheme)
    wait_until_live(page)
    answer_all(page)
    expect(status(page, "free")).to_contain_text(SAVED)
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
