"""What each figure claims, recomputed from its data and from the dated facts of the course."""

from __future__ import annotations

import re
from itertools import product

import pytest
from coordo_simulation.references import load_references
from coordo_widgets.figure_data import load_rows, load_sources
from coordo_widgets.figures import (
    authority,
    authority_facts,
    pathway,
    pathway_facts,
    pyramid,
    pyramid_facts,
    timeline,
    timeline_facts,
    unmet_demand,
)
from figure_samples import DATA, REPOSITORY, lay_data


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def test_every_source_is_known_and_every_document_cited():
    book = load_references(REPOSITORY / "course" / "references.yml")
    named = {
        key
        for path in DATA.glob("*.csv")
        for row in load_rows(path.stem)
        for key in row.get("references", "").split()
    }
    assert len(named) > 20
    documents = {key for key in named if key.startswith("source-")}
    assert documents | {"source-bloch", "source-una"} == set(load_sources())
    for key in named - documents:
        book.get(key)


# --- the timeline


def test_years_of_the_timeline_are_those_of_the_dated_facts():
    book = load_references(REPOSITORY / "course" / "references.yml")
    devices = {device.id: device for device in timeline_facts.load_devices()}
    assert devices["clic"].start == book.get("clic-date").day.year
    assert devices["spda"].start == book.get("spda-entree-vigueur").day.year
    assert book.get("dac-echeance").day.year == timeline_facts.DAC_SWITCH_YEAR
    assert str(devices["dac"].start) in book.get("dac-loi").value_text
    assert str(devices["pta"].start) in book.get("pta-loi").value_text
    assert str(devices["pcpe"].start) in book.get("pcpe-instruction").value_text
    assert str(devices["communautes-360"].start) in book.get("communautes-360").value_text
    ended = {device.end for device in devices.values() if "dac-echeance" in device.references}
    assert ended == {None, timeline_facts.DAC_SWITCH_YEAR}


def count(population, year):
    return sum(device.exists_in(year) for device in timeline_facts.select_devices(population))


def test_five_devices_existed_in_2009():
    assert count("toutes", 2009) == 5
    view = timeline.build_view({"population": "toutes", "year": 2009}, "wide")
    assert view.title.startswith("En 2009, cinq")
    assert sum(row[4] == "oui" for row in view.table.rows) == 5


def test_devices_of_old_people_merge_and_those_of_disability_add_up():
    before, after = timeline_facts.DAC_SWITCH_YEAR, timeline_facts.DAC_SWITCH_YEAR + 1
    assert count("personnes-agees", after) < count("personnes-agees", before)
    assert count("handicap", after) > count("handicap", 2014)
    view = timeline.build_view({"population": "toutes", "year": after}, "wide")
    assert "fusionné" in view.title


def test_what_no_source_dates_is_in_the_table_and_not_in_the_picture():
    view = timeline.build_view({"population": "handicap", "year": 2020}, "wide")
    unknown = [row for row in view.table.rows if row[2] == "non vérifié"]
    assert len(unknown) == 3
    assert all(row[0] not in view.picture and row[4] == "inconnu" for row in unknown)


def test_the_two_dates_of_the_dac_are_told():
    view = timeline.build_view({"population": "toutes", "year": 2020}, "wide")
    assert "27 juillet 2022" in view.answer[1].replace("\u00a0", " ")


# --- Monsieur X


def place(**chosen):
    state = {key: setting.value for key, setting in pathway.build_figure()._model.settings.items()}
    return {**state, **{key.replace("_", "-"): value for key, value in chosen.items()}}


def test_before_comparing_nothing_of_the_source_is_told():
    view = pathway.build_view(place(coordinator_1="madame-x"), "wide")
    assert "source" not in view.picture
    assert "La source" not in " ".join(view.answer)
    assert view.answer[0].endswith("situations 2, 3, 4.")


def test_comparison_is_in_words_and_gives_no_score():
    values = {**place(coordinator_2="madame-x", coordinator_4="idec"), "is_compared": True}
    values["actors-3"] = ("aide-domicile", "accueil-jour")
    words = pathway.build_view(values, "wide").answer
    assert "comme vous, la source dit\u202f: Madame X" in words[1]
    assert "tous les acteurs" in words[2]
    assert "vous avez placé l’infirmière coordinatrice" in words[3]
    assert not re.search(r"\d\s*/\s*\d|\b(?:points?|score|juste|faux)\b", " ".join(words))


def test_the_four_coordinators_are_those_of_the_source():
    chosen = [situation.coordinator for situation in pathway_facts.load_situations()]
    assert chosen == ["monsieur-x", "madame-x", "clic", "dac"]


# --- the pyramid


def test_the_hole_is_at_the_top_until_the_case_manager():
    holes = [(each.evolution, each.level) for each in pyramid_facts.load_answers() if each.is_hole]
    assert holes == [(1, "sommet"), (2, "sommet")]
    for number, words in ((1, "pas de réponse"), (3, "gestionnaire de cas"), (5, "DAC")):
        view = pyramid.build_view({"evolution": str(number), "level": "tous"}, "wide")
        assert words in view.title
    assert 'stroke-dasharray="5 4"' not in view.picture


def test_each_level_has_an_answer_at_each_evolution():
    for evolution, level in product(pyramid_facts.load_evolutions(), pyramid_facts.LEVELS):
        assert pyramid_facts.find_answer(evolution.number, level) is not None


# --- the authorities


def test_who_authorises_each_service():
    authorising = {
        service: {
            edge.actor
            for edge in authority_facts.load_edges(service)
            if edge.question == "autoriser"
        }
        for service in authority_facts.SERVICES
    }
    both = {"departement", "ars"}
    assert authorising == {
        "saad": {"departement"},
        "ssiad": {"ars"},
        "spasad": both,
        "sad-aide": {"departement"},
        "sad-mixte": both,
    }


def test_every_edge_names_its_reference_and_stands_in_the_table():
    for service in authority_facts.SERVICES:
        edges = authority_facts.load_edges(service)
        table = authority.build_view({"service": service, "question": "toutes"}, "wide").table
        assert len(table.rows) == len(edges)
        assert all(edge.references for edge in edges)
        assert all(row[-1] for row in table.rows)
        assert {edge.actor for edge in edges} <= set(authority_facts.ACTORS)
        assert {edge.target for edge in edges} <= set(authority_facts.TARGETS)
        assert {edge.question for edge in edges} <= set(authority_facts.QUESTIONS)


def test_a_service_without_care_has_no_one_to_pay_for_it():
    view = authority.build_view({"service": "sad-aide", "question": "payer-soins"}, "wide")
    assert "Rien que nous ayons vérifié" in view.answer[0]
    assert "Ses soins" not in view.picture


# --- unmet demand


def test_shares_are_those_of_the_sentences():
    shares = [(each.share, each.highest) for each in unmet_demand.load_measures()]
    assert shares == [(10, 10), (20, 20), (50, 100)]


def test_the_last_value_is_nowhere_before_the_guess():
    view = unmet_demand.build_view({"guess": 35, "is_shown": False}, "wide")
    told = " ".join((view.title, view.picture, *view.answer, str(view.table)))
    assert "OpinionWay" not in told
    assert "certains secteurs" not in told
    shown = unmet_demand.build_view({"guess": 35, "is_shown": True}, "wide")
    assert "certains secteurs" in shown.title


@pytest.mark.parametrize(
    ("guess", "words"),
    [(10, "plus sombre que vous"), (45, "proche"), (90, "Vous étiez plus sombre")],
)
def test_a_guess_is_answered_in_words(guess, words):
    assert words in unmet_demand.build_view({"guess": guess, "is_shown": True}, "wide").answer[0]
