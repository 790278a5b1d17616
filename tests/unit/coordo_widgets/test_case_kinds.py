"""The five kinds of decision and what opens before them: shown, kept, told again in words."""

from __future__ import annotations

import json

import pytest
from case_kinds_sample import ANSWERS, lay_kinds_course
from case_page import Page
from coordo_assessments.events import DecisionTaken, ItemOpened, RunStarted
from coordo_assessments.journal import Journal
from coordo_simulation.answer import Answer
from coordo_widgets.case_answers import is_same_answer
from coordo_widgets.case_words import describe_limits, describe_minutes, describe_room


@pytest.fixture
def page(tmp_path):
    return Page(lay_kinds_course(tmp_path))


def list_kinds(page):
    return [moment["decision"]["field"]["kind"] for moment in page.screen["moments"]]


def test_each_kind_has_its_field_and_its_verb(page):
    page.play(*ANSWERS[:4])
    assert list_kinds(page) == ["single", "multiple", "allocation", "ordering", "text"]
    fields = [moment["decision"]["field"] for moment in page.screen["moments"]]
    assert fields[1]["told"] == "De 1 à 2 réponses à choisir."
    assert fields[1]["forbidden"][0]["reason"] == "Ils ne se parlent plus."
    matin, soir = fields[2]["lines"]
    assert (matin["told"], soir["told"]) == ("2\u00a0h au moins, 10\u00a0h au plus", "")
    assert fields[2]["spend_all"]
    names = {element["name"] for element in fields[3]["elements"]}
    assert names == {"Le lit", "Les repas", "La clef"}
    assert fields[4]["told"].startswith("Quelques mots au moins, quelques lignes au plus")
    acts = {moment["decision"]["act"] for moment in page.screen["moments"]}
    assert all(act.startswith("Je ") for act in acts)


def test_answers_are_told_again_in_words(page):
    page.play(*ANSWERS[:4])
    told = [moment["previous"] for moment in page.screen["moments"]]
    assert told[0] is None
    assert [view["having"] for view in told[1:]] == [
        "Vous avez décidé", "Vous avez décidé", "Vous avez réparti", "Vous avez retenu cet ordre",
    ]  # fmt: skip
    assert told[2]["answer"]["lines"] == ["La fille.", "Le cabinet."]
    assert told[3]["answer"]["lines"] == [
        "<strong>7,5\u00a0h</strong> Le matin", "<strong>6,5\u00a0h</strong> Le soir",
    ]  # fmt: skip
    assert told[4]["answer"]["lines"] == ["Le lit", "La clef", "Les repas"]


def test_what_is_not_given_is_kept_in_reserve(tmp_path):
    folder = lay_kinds_course(tmp_path)
    scenario = folder / "scenario.yml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("spend_all: true", "spend_all: false"), encoding="utf-8")
    page = Page(folder)
    page.play(*ANSWERS[:2])
    assert page.give({"amounts": [{"line": "matin", "amount": 2}, {"line": "soir", "amount": 0}]})[
        "ok"
    ]
    assert page.now["previous"]["answer"]["lines"][-1] == "<strong>12\u00a0h</strong> en réserve"


@pytest.mark.parametrize(
    ("before", "answer", "said"),
    [
        (1, {"choices": ["fille", "voisin"]}, "ne se parlent plus"),
        (1, {"choices": []}, "de 1 à 2"),
        (1, {"choice": "fille"}, "des cases cochées"),
        (2, {"amounts": [{"line": "matin", "amount": 9}, {"line": "soir", "amount": 9}]}, "trop"),
        (2, {"amounts": [{"line": "matin", "amount": 2}, {"line": "soir", "amount": 2}]}, "tout"),
        (3, {"order": ["lit", "clef"]}, "3 éléments"),
        (4, {"text": "Non."}, "au moins 10"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_french_and_not_kept(page, before, answer, said):
    page.play(*ANSWERS[:before])
    reply = page.give(answer)
    assert not reply["ok"]
    assert said in reply["message"]
    assert page.now["step"] == before


def test_what_a_trainee_writes_is_never_read_as_the_course(page):
    page.play(*ANSWERS[:5])
    written = page.screen["moments"][4]["decision"]
    assert written["answer"] == {
        "kind": "text", "lines": [], "written": ANSWERS[4]["text"], "picked": [],
    }  # fmt: skip
    assert "[[nulle-part]] <b>" in written["answer_text"]
    assert page.ask("debrief", run=page.screen["run"])["ok"]
    step = page.player.debrief["path"][4]
    assert step["own"]["written"] == ANSWERS[4]["text"]
    assert step["comparison"] == "Deux textes, à lire côte à côte."


def test_things_to_open_say_their_price_before(page):
    page.play()
    decision = page.now["decision"]
    assert decision["time"] == "Vous avez 20\u00a0minutes avant de décider."
    letter, hint = decision["items"]
    assert letter["price"] == "Prix\u202f: 15\u00a0minutes. Trois pages."
    assert (letter["act"], hint["act"]) == ("Lire", "Demander")
    told = json.dumps(page.screen, ensure_ascii=False)
    assert "Le calendrier" not in told
    assert "Dites-le tôt" not in told
    assert "deux collègues partent" not in told


def test_what_is_opened_is_read_and_takes_its_time(page):
    page.play()
    assert page.open("lettre")["ok"]
    now = page.now
    assert now["decision"]["time"] == "Il vous reste 5\u00a0minutes avant de décider."
    hint = now["decision"]["items"][1]
    assert (hint["is_available"], hint["reason"]) == (
        False, "Il faut 10\u00a0minutes, il en reste 5.",
    )  # fmt: skip
    (letter,) = now["opened"]
    assert letter["byline"] == "L'agence, lundi 2 septembre"
    assert "31\u00a0décembre\u00a02025" in letter["html"]
    assert letter["table"]["rows"] == [["Dossier", "mars"], ["Visite", "mai"]]
    refused = page.open("conseil")
    assert not refused["ok"]
    assert "reste fermé" in refused["message"]


def test_what_was_opened_stays_and_does_not_open_twice(page):
    page.play()
    page.open("lettre")
    page.open("lettre")
    page.give(ANSWERS[0])
    opened = [event for event in Journal(page.folder / "journal.jsonl").read().events
              if isinstance(event, ItemOpened)]  # fmt: skip
    assert len(opened) == 1
    assert [piece["id"] for piece in page.screen["moments"][0]["opened"]] == ["lettre"]
    assert page.now["decision"]["items"][0]["is_opened"]
    again = Page(page.folder)
    assert again.screen == page.screen


def test_a_meeting_says_where_and_lets_the_person_speak(page):
    page.play(*ANSWERS[:2])
    offered = page.now["decision"]["items"][0]
    assert (offered["label"], offered["price"]) == ("Rencontre, La cour", "Prix\u202f: Sa pause.")
    page.open("voir-kaci")
    (met,) = page.now["opened"]
    assert met["byline"] == "La cour"
    assert met["passages"][0]["speaker"] == "Madame Kaci"


def test_chapters_and_places_are_named_and_a_place_is_described_once(page):
    page.play(*ANSWERS[:3])
    moments = page.screen["moments"]
    assert [moment["chapter"] for moment in moments] == ["Avant", "Avant", "Après", "Après"]
    assert moments[0]["place"] == {"name": "Votre bureau", "text": "Une porte qui ferme mal."}
    assert moments[1]["place"] == {"name": "Votre bureau", "text": None}
    assert moments[2]["place"] is None
    assert page.screen["thread"] == "Le fil des mois"
    assert moments[0]["decision"]["readings"] == ["Un livre, 2019"]


def test_a_draft_is_found_again_and_only_where_a_text_is_asked(page):
    page.play(*ANSWERS[:3])
    assert not page.draft("Trop tôt.")["ok"]
    page.give(ANSWERS[3])
    assert page.draft("On app")["ok"]
    assert page.draft("On appelle")["ok"]
    again = Page(page.folder)
    assert again.now["decision"]["field"]["draft"] == "On appelle"
    assert again.now["decision"]["answer"] is None
    again.ask("start")
    assert "On appelle" not in json.dumps(again.screen)


def test_a_run_of_an_older_version_says_what_was_replaced(page):
    journal = page.player._session.journal
    journal.append(RunStarted(scenario="petit-cas", version="0", run="old", seed=1))
    journal.append(DecisionTaken(run="old", step=0, decision="annonce", choice="parti"))
    journal.append(
        DecisionTaken(run="old", step=1, decision="appels", answer=Answer(choices=("cabinet",)))
    )
    journal.append(DecisionTaken(run="old", step=2, decision="mot", answer=Answer(text="[[rien]]")))
    journal.append(DecisionTaken(run="old", step=3, decision="disparue", choice="x"))
    page.ask("refresh")
    version = page.screen["version"]
    assert "version 0" in version["text"]
    replaced, dropped, gone = version["replaced"]
    assert (replaced["title"], replaced["used"]) == ("Que dites-vous\u202f?", "Tout dire")
    assert (dropped["title"], gone["title"]) == ("Un mot", "Une décision de l’ancienne version")
    assert dropped["kept"] == "«\u202f[[rien]]\u202f»"
    assert page.now["decision"]["id"] == "heures"
    page.give(ANSWERS[2])
    assert page.screen["version"] is None
    assert [run["is_current"] for run in page.screen["runs"]] == [False, True]


def test_the_same_answer_is_the_same_in_another_order():
    amounts = [{"line": "a", "amount": 1}, {"line": "b", "amount": 0}]
    one, other = Answer(amounts=amounts), Answer(amounts=amounts[::-1])
    assert is_same_answer(one, other)
    assert is_same_answer(Answer(choices=("a", "b")), Answer(choices=("b", "a")))
    assert not is_same_answer(Answer(order=("a", "b")), Answer(order=("b", "a")))
    assert not is_same_answer(Answer(text="oui"), Answer(text="oui"))


def test_lengths_and_times_are_said_as_people_say_them():
    assert [describe_minutes(m) for m in (1, 45, 60, 90, 120)] == [
        "1\u00a0minute", "45\u00a0minutes", "1\u00a0heure", "1\u00a0h\u00a030", "2\u00a0heures",
    ]  # fmt: skip
    assert (
        describe_room(40, 1500) == "Une phrase au moins, une demi-page au plus (environ 250 mots)."
    )
    assert describe_limits(2, 2) == "2 réponses à choisir."
    assert describe_limits(0, 3) == "3 réponses au plus, ou aucune."
