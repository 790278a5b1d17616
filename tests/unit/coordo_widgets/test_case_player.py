"""The widget answers every message, and shows nothing that has not happened yet."""

from __future__ import annotations

import json

import pytest
from case_page import Page
from case_sample import CASE, lay_case_course
from coordo_assessments.events import DecisionTaken
from coordo_assessments.journal import Journal
from coordo_widgets.case_moves import ALREADY_DECIDED
from coordo_widgets.case_player import MOVED


def pick(choice):
    return {"choice": choice}


@pytest.fixture
def page(tmp_path):
    return Page(lay_case_course(tmp_path))


WHOLE = ("attendre", "deplacer", "laisser", "signer")


def test_before_the_first_run_there_is_a_cover(page):
    assert page.screen["cover"]["heading"] == "Avant de commencer"
    assert page.screen["moments"] == []
    assert [person["name"] for person in page.screen["people"]] == [
        "Madame Kaci", "Monsieur Roussel",
    ]  # fmt: skip


def test_a_decision_moves_the_screen_on(page):
    page.play(pick("attendre"))
    first, second = page.screen["moments"]
    assert first["decision"]["answer_text"] == "Fixer un moment ce soir"
    assert second["previous"]["having"] == "Vous avez décidé"
    assert second["previous"]["answer"]["lines"] == ["Fixer un moment ce soir"]
    assert second["decision"]["id"] == "tournee"
    assert page.screen["position"] == "1 décision, mois 2 sur 5"


def test_a_consequence_names_its_cause_and_leads_back_to_it(page):
    page.play(pick("attendre"))
    (consequence,) = [p for p in page.now["passages"] if p["kind"] == "consequence"]
    assert consequence["cause"] == "L'annonce faite trop tard en septembre y est pour moitié."
    assert consequence["cause_step"] == 0


def test_a_closed_choice_says_why(page):
    page.play(pick("attendre"), pick("deplacer"), pick("laisser"))
    choices = page.now["decision"]["field"]["choices"]
    (closed,) = [choice for choice in choices if not choice["is_available"]]
    assert closed["reason"].startswith("L'équipe n'a pas été prévenue")


def test_a_source_is_shown_with_its_value_and_dates(page):
    page.play()
    (source,) = page.now["decision"]["sources"]
    assert source["value"] == "31\u00a0décembre\u00a02025"
    assert "vérifié le" in source["checked"]
    assert "31\u00a0décembre\u00a02025" in page.now["passages"][0]["html"]


def test_the_page_never_holds_what_has_not_happened(page):
    page.play(pick("attendre"))
    told = json.dumps([page.screen, page.player.debrief, page.player.other], ensure_ascii=False)
    for hidden in (
        "Le projet de convention",  # a later scene
        "Demander à y entrer",  # a later choice
        "Elle reste debout",  # what the other choice would have brought
        "deux cafetières",  # an outcome
        "Le retard s'explique",  # the expert
        "Que ce soit toujours la même personne",  # what a person is after
        "Deux services sous un toit",
    ):
        assert hidden in CASE.read_text(encoding="utf-8")
        assert hidden not in told


def test_the_debriefing_is_refused_before_the_end(page):
    page.play(pick("attendre"))
    for reply in (
        page.ask("debrief", run=page.screen["run"]),
        page.ask("other", run=page.screen["run"], step=0, answer={"choice": "dire"}),
    ):
        assert not reply["ok"]
        assert "fin du récit" in reply["message"]
    assert page.player.debrief == page.player.other == {}


@pytest.mark.parametrize(
    "content",
    [
        None,
        "start",
        [],
        {},
        {"type": "start"},
        {"request": "r", "type": "erase"},
        {"request": "r", "type": "start", "seed": 3},
        {"request": ["r"], "type": "start"},
        {"request": "r" * 1000, "type": "start"},
        {"request": "r", "type": "decide", "run": 3, "step": -1, "decision": "", "answer": None},
        {"request": "r", "type": "note", "question": "../../x", "text": "y"},
        {"request": "r", "type": "note", "question": "question-1", "text": "y" * 20_001},
        {"request": "r", "type": "open", "run": "no-such-run"},
        {"request": "r", "type": "branch", "run": "no-such-run", "step": 0},
        {
            "request": "r",
            "type": "other",
            "run": "no-such-run",
            "step": 0,
            "answer": {"choice": "x"},
        },
    ],
)
def test_a_message_that_makes_no_sense_gets_a_sentence_and_changes_nothing(page, content):
    page.play(pick("attendre"))
    before = (page.screen, page.player._session.journal.path.read_bytes())
    reply = page.send(content)
    assert not reply["ok"]
    assert reply["message"].endswith(".")
    assert "Error" not in reply["message"]
    assert (page.screen, page.player._session.journal.path.read_bytes()) == before


def test_what_is_not_saved_is_said_and_the_screen_stays(page):
    page.play(pick("attendre"))
    before = page.screen
    journal = page.player._session.journal.path
    kept = journal.rename(journal.with_suffix(".kept"))
    journal.mkdir()
    refused = page.give(pick("deplacer"))
    journal.rmdir()
    kept.rename(journal)
    assert refused == {"request": "r", "ok": False, "message": refused["message"]}
    assert "pas enregistré" in refused["message"]
    assert page.screen == before
    assert page.give(pick("deplacer"))["ok"]
    assert page.now["step"] == 2


def test_what_the_page_writes_into_the_traits_is_not_read_back(page):
    page.play(pick("attendre"))
    page.player.screen = {"run": "forged", "moments": []}
    assert page.ask("refresh")["ok"]
    assert page.screen["moments"][0]["decision"]["answer"]["picked"] == ["attendre"]


def test_the_runs_are_listed_with_where_they_come_from(page):
    page.play(pick("attendre"), pick("deplacer"))
    page.ask("branch", run=page.screen["run"], step=1)
    first, second = page.screen["runs"]
    assert (first["label"], first["origin"], first["is_current"]) == ("Parcours 1", None, False)
    assert second["origin"] == "repris du parcours 1 en octobre\u00a02024"
    assert second["is_current"]
    page.ask("open", run=first["id"])
    assert len(page.screen["moments"]) == 3


def test_the_end_shows_the_outcome_and_the_state_of_the_last_day(page):
    page.play(*map(pick, WHOLE))
    assert page.now["decision"] is None
    assert page.now["period"] == "février\u00a02025"
    assert page.screen["outcome"]["title"]
    assert page.screen["runs"][0]["progress"].startswith("4 décisions, terminé\u202f:")


def test_markup_in_a_scenario_is_shown_not_interpreted(tmp_path):
    scenario = tmp_path / "scenario.yml"
    text = CASE.read_text(encoding="utf-8")
    scenario.write_text(text.replace("Elle reste debout.", "<img src=x onerror=alert(1)>"))
    page = Page(lay_case_course(tmp_path / "copy", scenario))
    page.play(pick("dire"))
    html = "".join(passage["html"] for passage in page.now["passages"])
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_page_left_behind_by_another_tab_is_told_and_shows_the_run_as_it_stands(page):
    page.play()
    other = Page(page.folder)
    page.give(pick("attendre"))
    assert len(other.screen["moments"]) == 1
    reply = other.give(pick("dire"))
    assert not reply["ok"]
    assert reply["message"] == f"{ALREADY_DECIDED} {MOVED}"
    assert other.screen == page.screen
    refused = other.give(pick("nothing-of-the-kind"))
    assert MOVED not in refused["message"]


def test_a_run_that_no_longer_plays_is_refused_in_the_engine_s_words(page):
    page.play()
    journal = Journal(page.folder / "journal.jsonl")
    journal.append(DecisionTaken(run=page.screen["run"], step=0, decision="autre", choice="x"))
    before = page.screen
    reply = page.ask("open-item", run=before["run"], step=1, item="rien")
    assert (reply["ok"], page.screen) == (False, before)
    assert "la décision à prendre est" in reply["message"]
