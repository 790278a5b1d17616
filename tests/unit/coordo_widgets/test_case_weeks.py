"""A case that goes week by week on its own rules, as the player tells it to its end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from case_page import Page
from case_sample import lay_case_course
from coordo_widgets.case_session import CaseSession
from coordo_widgets.debrief import build_debrief

CASE = Path(__file__).parent / "case_weeks.yml"
ANSWERS = ({"choice": "quatre"}, {"choice": "tenir"})


@pytest.fixture
def folder(tmp_path):
    return lay_case_course(tmp_path, CASE)


@pytest.fixture
def page(folder):
    return Page(folder)


def plain(text):
    return re.sub("[\u00a0\u202f]", " ", text)


def play(page):
    page.ask("start")
    for answer in ANSWERS:
        assert page.give(answer)["ok"], page.replies[-1]


def test_the_cover_says_when_it_begins_and_how_long_it_lasts(page):
    note = plain(page.screen["cover"]["note"])
    assert "Le récit commence la semaine du 10 mars 2025 et dure 8 semaines." in note


def test_a_moment_is_a_week(page):
    play(page)
    first, second, end = page.screen["moments"]
    assert plain(first["heading"]) == "Semaine du 10 mars 2025"
    assert plain(second["when"]) == "la semaine du 7 avril 2025"
    assert second["position"] == "Semaine 5 sur 8"
    assert end["position"] == "La fin du récit"
    assert plain(second["since"]) == "Comparé au 31 mars 2025."


def test_an_indicator_is_told_week_by_week(page):
    play(page)
    second = page.screen["moments"][1]
    waiting = next(each for each in second["indicators"] if "attente" in each["label"])
    told = plain(waiting["story"])
    assert told.startswith("Semaine par semaine depuis la semaine du 10 mars 2025 : 11,0 pers., ")
    assert told.endswith(", puis 6,3 pers.")


def test_the_debriefing_tells_the_rules_and_why(page, folder):
    play(page)
    session = CaseSession.load(folder)
    debrief = build_debrief(session, session.run_id)
    told = plain(debrief.luck.hypotheses_html)
    assert "Le service, les personnes et les nombres sont inventés." in told
    assert told.count("<li>") == 6
    assert "« Votre semaine », chaque semaine, fait 50 % du chemin vers : 12" in told
    assert "<em>Deux demandes nouvelles par semaine (hypothèse pédagogique).</em>" in told
    chart = debrief.figures.charts[0]
    assert chart.table.columns[0] == "Semaine"
    assert plain(chart.table.rows[0][0]) == "semaine du 10 mars 2025"
    assert "la semaine du" in plain(chart.alt)


def test_no_sentence_says_a_week_without_its_article(page, folder):
    """« depuis semaine du », « en semaine du », « le semaine »: what a month never shows."""
    play(page)
    session = CaseSession.load(folder)
    told = plain(json.dumps(page.screen, ensure_ascii=False))
    told += plain(build_debrief(session, session.run_id).model_dump_json())
    wrong = r"\b(depuis|en|à|de|le|avant|après|dès|vers|puis) semaines? (du|de)\b"
    assert re.findall(wrong, told) == []
    assert not re.search(r"(?<!\.)\.\.(?!\.)", told)
