from __future__ import annotations

import re

import pytest
from coordo_assessments.events import ActivityFinished, AnswerGiven, NoteWritten, SectionReached
from coordo_assessments.journal import Journal
from coordo_assessments.journal_compaction import COMPACT_ABOVE_BYTES
from coordo_assessments.state import fold
from coordo_widgets import page, showing, theme
from coordo_widgets.page_header import build_footer, build_header
from coordo_widgets.place import declare_activity, find_place
from coordo_widgets.portal_page import build_portal
from coordo_widgets.questions import load_paper
from coordo_widgets.reference_notes import build_references_list
from coordo_widgets.showing import LivePart
from coordo_widgets.summary import build_summary
from small_course import write_notebook

pytestmark = pytest.mark.usefixtures("module_folder")


@pytest.fixture
def journal(module_folder):
    return Journal(module_folder / "journal.jsonl")


def answer(item, activity="3_exercices", options=("b",)):
    return AnswerGiven(activity=activity, item=item, answer={"options": list(options)})


def strip(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_portal_shows_seven_modules_and_where_to_begin(module_folder):
    html = build_portal(find_place(module_folder.parent))
    assert html.count('<li class="co-module') == 7
    assert html.count("À venir") == 6
    assert "Commencer le module 1" in html
    assert 'href="m1_regulation/1_cours.ipynb"' in html


def test_the_portal_resumes_at_the_last_question(module_folder, journal):
    journal.append(answer("f-qru"))
    html = build_portal(find_place(module_folder.parent))
    assert "Reprendre où j’en étais" in html
    assert 'href="m1_regulation/3_exercices.ipynb#q-f-qru"' in html
    assert "Une chute, un vendredi soir" in html
    assert "1 sur 8" in html


def test_the_portal_resumes_at_the_last_section(module_folder, journal):
    journal.append(SectionReached(activity="1_cours", section="Leçon-2."))
    html = build_portal(find_place(module_folder.parent))
    assert 'href="m1_regulation/1_cours.ipynb#Le%C3%A7on-2."' in html


def test_the_portal_reads_a_torn_journal_and_says_so(module_folder, journal):
    journal.append(answer("f-qru"))
    with journal.path.open("ab") as stream:
        stream.write(b'{"v":1,"id":"x","kind":"ans')
    html = build_portal(find_place(module_folder.parent))
    assert "1 sur 8" in html
    assert "1 ligne du journal n’a pas pu être lue" in html


def test_a_portal_without_evaluation_says_it_is_not_published(module_folder):
    assert "pas encore publiée" not in build_portal(find_place(module_folder.parent))
    (module_folder / "evaluation.ipynb").unlink()
    (module_folder / "evaluation.items.json").unlink()
    assert "L’évaluation n’est pas encore publiée" in build_portal(find_place(module_folder.parent))


def test_a_withdrawn_answer_is_not_counted(module_folder, journal):
    journal.append(answer("f-qru"))
    journal.append(AnswerGiven(activity="3_exercices", item="f-qru", answer=None))
    assert "1 sur 8" not in build_portal(find_place(module_folder.parent))


def test_the_header_names_the_page_and_links_to_the_others():
    declare_activity("3_exercices")
    html = build_header(find_place())
    assert html.count("<h1>") == 1
    assert '<li aria-current="page"><span class="co-steps-here">Les exercices' in html
    assert 'href="1_cours.ipynb"' in html
    assert 'href="../portail.ipynb"' in html


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JPY_SESSION_NAME", "/home/a/modules/m1_regulation/3_exercices.ipynb"),
        ("SCRIPT_NAME", "/voila/render/m1_regulation/3_exercices.ipynb"),
    ],
)
def test_the_server_names_the_notebook(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    assert find_place().activity == "3_exercices"


def test_the_footer_leads_to_the_next_activity():
    declare_activity("1_cours")
    assert "Continuer avec\u202f: Les exercices" in build_footer(find_place())


def test_a_page_carries_the_font_only_where_no_one_serves_it(monkeypatch):
    outputs: list[object] = []
    monkeypatch.setattr(showing, "display", outputs.append)
    page("1_cours")
    assert "data:font/woff2" in outputs[0].data
    monkeypatch.setenv(theme.VOILA_VARIABLE, "/")
    page("1_cours")
    assert "data:font/woff2" not in outputs[2].data
    assert "--co-ink:" in outputs[2].data


def test_a_section_is_noted_once_per_change(monkeypatch, journal):
    outputs: list[object] = []
    monkeypatch.setattr(showing, "display", outputs.append)
    page("1_cours")
    part = outputs[1]
    assert isinstance(part, LivePart)
    for section in ("Un", "Un", "Deux"):
        part._receive(part, {"action": "section", "value": section}, None)
    part._receive(part, {"action": "section", "value": "x" * 200}, None)
    assert [e.section for e in journal.read().events if isinstance(e, SectionReached)] == [
        "Un",
        "Deux",
    ]


def test_a_page_shortens_a_journal_of_many_notes_and_loses_no_state(monkeypatch, journal):
    for turn in range(300):
        journal.append(NoteWritten(activity="1_cours", subject="planning", text=f"{turn}" * 2_500))
    monkeypatch.setattr(showing, "display", lambda _part: None)
    before = fold(journal.read().events)
    assert journal.path.stat().st_size > COMPACT_ABOVE_BYTES
    page("1_cours")
    assert journal.path.stat().st_size < 20_000
    assert fold(journal.read().events) == before


def test_the_references_are_those_the_notebook_cites(module_folder):
    write_notebook(module_folder / "1_cours.ipynb", ["# Titre [loi](#ref-sad-loi-creation)"])
    declare_activity("1_cours")
    html = build_references_list(find_place())
    assert 'id="ref-sad-loi-creation"' in html
    assert html.count("<li") == 1
    assert "Vérifié le" in html


def test_the_summary_says_what_is_missing(journal):
    paper = load_paper(find_place())
    assert paper is not None
    journal.append(answer("n-qru", "evaluation"))
    html = build_summary(paper, fold(journal.read().events))
    assert "1 question sur 8 répondue." in strip(html)
    missing = html[html.index("co-missing") : html.index("<details")]
    assert 'href="#q-n-qru"' not in missing
    assert missing.count("<li>") == 7
    assert "J’ai terminé" in html


def test_ending_the_evaluation_can_be_taken_back(journal):
    paper = load_paper(find_place())
    assert paper is not None
    journal.append(ActivityFinished(activity="evaluation"))
    html = build_summary(paper, fold(journal.read().events))
    assert "Vous avez terminé" in html
    assert 'data-co-action="resume"' in html
    journal.append(ActivityFinished(activity="evaluation", is_finished=False))
    assert "J’ai terminé" in build_summary(paper, fold(journal.read().events))
