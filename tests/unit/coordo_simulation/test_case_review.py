"""Each fault planted in a case is found, at its place, and a sound case has none of them."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

import pytest
from case_runs import load_case
from coordo_simulation.case_graph import build_case_graph, name_node
from coordo_simulation.case_reading import measure_reading
from coordo_simulation.case_review import review_case
from coordo_simulation.case_survey import survey_case
from coordo_simulation.french_lint import iter_french_faults
from coordo_simulation.scenario import Scenario

NEVER = {"variable": "confiance", "at_least": 101}
PASSAGE = {"text": "Une phrase."}


@cache
def dump_case() -> dict:
    return load_case().model_dump(by_alias=True, exclude_none=True)


def find_faults(change) -> list[tuple[tuple, str]]:
    """Findings in the real case once changed, after few runs."""
    fields = deepcopy(dump_case())
    fields["questions"] = list(fields["questions"])
    change(fields)
    case = Scenario.model_validate(fields)
    survey = survey_case(case, random_runs=60, greedy_runs=14)
    return [(finding.where, finding.text) for finding in review_case(case, survey)]


def insert(fields: dict, name: str, item: dict, place: int = 0) -> None:
    fields[name] = (*fields[name][:place], item, *fields[name][place:])


def test_an_ending_never_reached():
    outcome = {"id": "jamais", "title": "J", "summary": "S", "when": NEVER, "passages": (PASSAGE,)}
    found = find_faults(lambda fields: insert(fields, "outcomes", outcome))
    assert any(
        where == ("outcomes", 0) and "une issue que l’on atteint" in text for where, text in found
    )
    assert any(where == ("outcomes", 0, "passages", 0) and "lire" in text for where, text in found)


def test_an_event_that_never_happens():
    event = {"id": "jamais", "label": "J", "at": 3, "when": NEVER, "passages": (PASSAGE,)}
    found = find_faults(lambda fields: insert(fields, "events", event))
    assert (("events", 0), "un événement qui arrive (aucun des 75 parcours)") in found


def build_decision(**choices: dict) -> dict:
    empty = {"text": "Un texte."}
    pair = [{"id": name} | empty | choices.get(name, {}) for name in ("un", "deux")]
    return {
        "kind": "single",
        "id": "nouvelle",
        "title": "Nouvelle",
        "at": 2,
        "passages": (),
        "text": "Que faire ?",
        "why": "Pour voir.",
        "choices": pair,
        "expert": [{"choice": "un", "commentary": "Ainsi."}],
    }


def test_a_decision_without_consequence():
    found = find_faults(lambda fields: insert(fields, "decisions", build_decision()))
    assert (("decisions", 0), "une décision qui change quelque chose") in found


def test_choices_that_differ_in_words_only():
    same = {"effects": {"add": {"confiance": 1}}}
    decision = build_decision(un=same, deux=same)
    found = find_faults(lambda fields: insert(fields, "decisions", decision))
    assert (("decisions", 0, "choices"), "des choix dont les effets diffèrent") in found


def test_a_dead_end():
    closed = {"when": NEVER, "unavailable": "Non.", "effects": {"add": {"confiance": 1}}}
    decision = build_decision(un=closed, deux=closed)
    found = find_faults(lambda fields: insert(fields, "decisions", decision))
    assert any(where == ("decisions", 0) and "s’arrête" in text for where, text in found)
    assert any(where == ("decisions", 0, "choices", 1) and "fermé" in text for where, text in found)


def test_a_decision_never_asked():
    decision = build_decision(un={"effects": {"add": {"confiance": 1}}}) | {"when": NEVER}
    found = find_faults(lambda fields: insert(fields, "decisions", decision))
    assert any(where == ("decisions", 0) and "qui se présente" in text for where, text in found)


def test_names_never_read():
    variable = {"id": "muette", "label": "M", "min": 0, "max": 1, "initial": 0, "help": "H"}

    def change(fields: dict) -> None:
        insert(fields, "variables", variable)
        fields["flags"] = fields["flags"] | {"muet": "Un fait muet"}

    found = find_faults(change)
    assert (("variables", 0), "une variable que le modèle ou une condition lit") in found
    assert (("flags", "muet"), "un fait qu’une condition demande") in found
    assert (("flags", "muet"), "un fait qu’un effet établit") in found


def test_an_item_that_costs_nothing_and_changes_nothing():
    document = {
        "id": "lettre",
        "title": "Lettre",
        "decisions": (dump_case()["decisions"][0]["id"],),
        "author": "A",
        "date": "hier",
        "body": "Un mot.",
    }
    dear = document | {"id": "chere", "minutes": 5}
    found = find_faults(lambda fields: fields.update(documents=(document, dear)))
    assert [where for where, text in found if "l’ouvrir ne change rien" in text] == [
        ("documents", 0)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'équipe attend.", "apostrophe"),
        ('Il dit "non".', "guillemets"),
        ("Il attend...", "suspension"),
        ("Bravo\u202f!", "exclamation"),
        ("Deux  espaces.", "une seule espace"),
        ("Les patient·es.", "point médian"),
        ("Que faire ?", "espace insécable"),
        ("Pour nos aînés.", "les personnes"),
    ],
)
def test_bad_french_is_found_once(text, expected):
    found = list(iter_french_faults(text))
    assert len(found) == 1
    assert expected in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "« Je veux dormir\u202f! », dit-elle.".replace("« ", "«\u202f").replace(" »", "\u202f»"),
        "Selon [[apa-seuil-bas|l'article]], oui.",
        "Voir https://exemple.fr/a?b=c.",
        "À 12:30, rien.",
    ],
)
def test_good_french_is_left_alone(text):
    assert list(iter_french_faults(text)) == []


def test_the_label_of_a_fact_is_read_too():
    name = next(iter(dump_case()["flags"]))
    found = find_faults(lambda fields: fields["flags"].update({name: "C'est su"}))
    assert [where for where, text in found if "apostrophe" in text] == [("flags", name)]


def test_the_survey_is_the_same_each_time():
    assert survey_case(load_case(), 30, 10) == survey_case(load_case(), 30, 10)


def test_greedy_runs_reach_what_random_ones_seldom_do():
    """Runs that please one indicator end elsewhere than runs that harm it."""
    ends = survey_case(load_case(), random_runs=0, greedy_runs=56).outcomes
    assert len(ends) >= 4


def test_the_reading_length_counts_what_is_shown():
    case = load_case()
    (whole,) = measure_reading(case, runs=8)
    assert whole.title == case.title
    assert 0 < whole.mean <= whole.most
    assert whole.minutes == whole.mean / 200


def test_the_graph_links_an_answer_to_what_asks_for_it():
    case = load_case()
    graph = build_case_graph(case)
    ids = {node.id for node in graph.nodes}
    assert len(ids) == len(graph.nodes)
    assert all({edge.source, edge.target} <= ids for edge in graph.edges)
    pairs = [(edge.source, edge.target) for edge in graph.edges]
    assert len(set(pairs)) == len(pairs)
    asking = next(d for d in case.decisions if d.when is not None and d.when.kind == "decision")
    assert (name_node("decision", asking.when.decision), name_node("decision", asking.id)) in pairs
