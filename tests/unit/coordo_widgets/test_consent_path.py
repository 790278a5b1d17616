"""The path of consent shows what the model answers, whatever is set: picture, words and table."""

from __future__ import annotations

from functools import cache
from itertools import product
from xml.etree import ElementTree as ET

import coordo_widgets
import pytest
from coordo_simulation.deliberation import ActKind, Capacity, Protection, Trust
from coordo_simulation.deliberation_consent import ACT_RULES, check_act
from coordo_simulation.deliberation_directives import check_directives
from coordo_simulation.deliberation_duties import LEFT_OPEN, list_traces, list_voices
from coordo_simulation.deliberation_example import EXAMPLE
from coordo_simulation.deliberation_gates import list_standing
from coordo_simulation.deliberation_path import (
    GATES,
    VALUES,
    CaseFacts,
    Mark,
    Written,
    list_single_changes,
    trace_path,
)
from coordo_simulation.deliberation_study_example import build_example_act
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.references import load_references
from coordo_widgets.figures import deliberation_path
from coordo_widgets.figures.deliberation_path_words import (
    NAMES,
    OTHERWISE,
    cite_code,
    group_moves,
    tell_finding,
)
from figure_samples import REPOSITORY, check_words_fit, lay_data

SVG = "{http://www.w3.org/2000/svg}"
BOOK = load_references(REPOSITORY / "course/references.yml")
STUDY = build_example_act()
DAY = EXAMPLE.situation.date
CASES = [CaseFacts(**dict(zip(VALUES, state, strict=True))) for state in product(*VALUES.values())]
SOME = CASES[::19]  # 171 cases: each value of each fact, each rule (checked below)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def set_facts(facts: CaseFacts) -> dict[str, str]:
    """The settings that say these facts, written here by hand."""
    return {
        "kind": str(facts.kind),
        "capacity": str(facts.capacity),
        "consent": str(facts.consent),
        "informed": "yes" if facts.is_informed else "no",
        "written": str(facts.written),
        "emergency": "yes" if facts.is_vital_emergency else "no",
        "protection": str(facts.protection),
        "trust": str(facts.trust),
    }


@cache
def view_case(facts: CaseFacts, layout: str = "wide"):
    return deliberation_path.build_view(STUDY, set_facts(facts), layout)


def show(**facts):
    return view_case(CaseFacts(**facts))


@cache
def answer(facts: CaseFacts):
    """What the gate itself answers, apart from the path."""
    return check_act(facts.build_situation(DAY), facts.act, BOOK)


def read_words(view) -> list[str]:
    root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"


def test_the_settings_are_the_facts_and_every_case_can_be_set():
    settings = deliberation_path.VIEW.open()._model.settings
    states = [each.value for each in settings.values()]
    assert set_facts(STUDY.act.facts) == dict(zip(settings, states, strict=True))
    assert [*settings] == [*set_facts(STUDY.act.facts)]
    count = 1
    for setting in settings.values():
        count *= len(setting.options)
    assert count == len(CASES)
    for facts in CASES:
        values = set_facts(facts)
        assert deliberation_path._read(values) == facts
        assert all(settings[key].accepts(value) for key, value in values.items())


def test_the_sample_has_each_value_and_each_rule():
    for fact, values in VALUES.items():
        assert {getattr(facts, fact) for facts in SOME} == set(values)
    assert {answer(facts).rule for facts in SOME} == {rule.id for rule in ACT_RULES}


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_picture_fits_and_every_sentence_is_french(layout):
    for facts in SOME:
        view = view_case(facts, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        check_words_fit(root)
        bottom = float((root.get("viewBox") or "").split()[3])
        assert max(float(node.get("y", "0")) for node in root.iter(f"{SVG}text")) < bottom
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
        texts = [view.title, root.get("aria-label"), *view.answer, view.table.caption]
        texts += [cell for row in view.table.rows for cell in row]
        texts += read_words(view)
        assert [text for text in texts if set_spaces(text) != text] == []
        assert [text for text in texts if "'" in text or "!" in text or "  " in text] == []


def test_the_title_and_the_answer_are_those_of_the_model():
    ordinals = deliberation_path.ORDINALS
    for facts in SOME:
        view = view_case(facts)
        path = trace_path(facts, BOOK, DAY)
        verdict = answer(facts)
        assert view.title.startswith(f"{verdict.says}\u202f: ")
        assert f"à la {ordinals[path.rank - 1]} porte" in view.title
        law, *binding, heard, to_do, written, moves, left = view.answer
        directives = check_directives(facts.build_situation(DAY), BOOK)
        is_asked = facts.kind is ActKind.CARE and facts.written is not Written.NONE
        assert [lower(directives.says) in text for text in binding] == [True] * is_asked
        assert law.startswith(deliberation_path.OPENINGS[verdict.outcome])
        assert verdict.reason in law
        assert (verdict.exception or "") in law
        assert lower(verdict.instead) in to_do
        for reference in verdict.references:
            assert format_date(reference.valid_from) in to_do
        places = [heard.index(voice.who) for voice in list_voices(facts, BOOK, DAY)]
        assert places == sorted(places)
        assert all(voice.part in heard for voice in list_voices(facts, BOOK, DAY))
        assert all(t.what in written for t in list_traces(facts, verdict.rule, BOOK, DAY))
        assert moves.startswith("À un fait près")
        assert set_spaces(LEFT_OPEN[verdict.rule]) in left


def test_each_fact_is_named_once_for_what_it_would_change():
    """Three sentences: the answer turns, its rule only, nothing; recomputed from the table."""
    for facts in SOME:
        told = view_case(facts).answer[-2]
        here = answer(facts)
        for fact, values in VALUES.items():
            verdicts = [answer(facts.model_copy(update={fact: value})) for value in values]
            place = told.index(NAMES[fact])
            turns = any(each.outcome is not here.outcome for each in verdicts)
            shifts = any(each.rule != here.rule for each in verdicts)
            begin = told.find("La règle seule")
            end = told.find("Le reste")
            is_shifting = begin >= 0 and begin < place < (end if end >= 0 else len(told))
            is_still = 0 <= end < place
            assert is_still == (not shifts), (facts, fact)
            assert is_shifting == (shifts and not turns), (facts, fact)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_the_picture_lights_the_gates_of_the_path(layout):
    for facts in SOME[::3]:
        view = view_case(facts, layout)
        path = trace_path(facts, BOOK, DAY)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        shown = {}
        for node in root.iter(f"{SVG}text"):
            for step in path.steps:
                if node.text == step.gate.name:
                    shown[step.gate.id] = node.get("font-weight") == "bold"
        lit = {s.gate.id: s.mark in (Mark.PASSED, Mark.DECIDES) for s in path.steps}
        assert shown == lit
        alt = root.get("aria-label") or ""
        assert alt.count(f"{Mark.DECIDES}.") == 1
        assert f"{path.rank}. {path.decisive.gate.name}\u202f: {Mark.DECIDES}." in alt
        words = " ".join(read_words(view)).replace("\u202f", " ").replace("\u00a0", " ")
        for text in (path.verdict.says, cite_code(path.decisive.references)):
            assert text.replace("\u202f", " ").replace("\u00a0", " ") in words


def test_the_table_has_every_gate_and_every_single_change():
    standing = list_standing(ACT_RULES, BOOK, DAY)
    for facts in SOME:
        table = view_case(facts).table
        path = trace_path(facts, BOOK, DAY)
        assert all(all(row) for row in table.rows)
        assert [row[0] for row in table.rows[1:]] == [
            f"{number}. {gate.name}" for number, gate in enumerate(GATES, start=1)
        ]
        for row, step in zip(table.rows[1:], path.steps, strict=True):
            assert row[1].startswith(tell_finding(step, facts))
            rule = next(rule for rule in ACT_RULES if rule.id == path.verdict.rule)
            is_told = row[1].endswith(f"La règle\u202f: {rule.conditions_told}.")
            assert is_told == (step.mark is Mark.DECIDES)
            for reference in step.references:
                assert format_date(reference.valid_from) in row[3]
        cells = {"kind": table.rows[0][2]}
        for row, gate in zip(table.rows[1:], GATES, strict=True):
            cells |= dict.fromkeys(gate.facts, row[2])
        changes = list_single_changes(facts, standing)
        for change in changes:
            told = OTHERWISE[change.fact][change.value]
            assert told.removeprefix("si ") in cells[change.fact]
            assert set_spaces(lower(change.rule.says)) in cells[change.fact]
        moved = {change.fact for change in changes}
        for gate in GATES[:-1]:
            is_still = not moved & set(gate.facts)
            assert (cells[gate.facts[0]] == "N’y changerait rien.") == is_still


def test_values_that_give_the_same_answer_are_told_together():
    facts = CaseFacts(capacity=Capacity.UNABLE, written=Written.AGAINST, trust=Trust.WRITTEN)
    moves = group_moves(list_single_changes(facts, list_standing(ACT_RULES, BOOK, DAY)))
    told = [move.told for move in moves if move.fact == "written"]
    assert told[0] == (
        "si elle n’avait rien écrit, si ses directives étaient introuvables, ou si elles ne "
        "refusaient pas ce soin"
    )
    assert len(told) == 2


def test_every_fact_has_a_name_and_every_value_a_phrase():
    assert NAMES.keys() == OTHERWISE.keys() == VALUES.keys()
    for fact, values in VALUES.items():
        assert OTHERWISE[fact].keys() == set(values)


# The texts, case by case: what one would say from L. 1111-4, L. 1111-6, L. 1111-11 and L. 311-3.
@pytest.mark.parametrize(
    ("facts", "title", "gate"),
    [
        ({"consent": "refusé ou retiré", "is_vital_emergency": True}, "Non, elle refuse", 1),
        ({"consent": "donné"}, "Oui, elle y consent", 1),
        ({"consent": "donné", "is_informed": False}, "Une fois qu’elle saura", 1),
        ({"consent": "donné", "protection": Protection.REPRESENTATION}, "Oui, elle y consent", 1),
        ({"capacity": "hors d’état", "written": Written.AGAINST}, "Non, ses directives", 2),
        (
            {
                "capacity": "hors d’état",
                "written": Written.AGAINST,
                "is_vital_emergency": True,
            },
            "Le temps d’évaluer",
            2,
        ),
        ({"capacity": "hors d’état", "is_vital_emergency": True}, "Oui, ce que l’urgence", 3),
        ({"capacity": "hors d’état", "protection": Protection.REPRESENTATION}, "Si la personne", 4),
        ({"capacity": "hors d’état", "trust": Trust.WRITTEN}, "Après avoir consulté la per", 5),
        ({"capacity": "hors d’état", "trust": Trust.SPOKEN}, "Après avoir consulté la fam", 6),
        ({"capacity": "hors d’état", "kind": "accompagnement"}, "En cherchant son adhésion", 6),
    ],
)
def test_known_cases(facts, title, gate):
    view = show(**facts)
    assert view.title.startswith(title)
    assert f"la {deliberation_path.ORDINALS[gate - 1]} porte" in view.title


def test_who_is_there_and_waits_is_told():
    able = {"protection": Protection.REPRESENTATION, "trust": Trust.WRITTEN}
    rows = show(**able, written=Written.AGAINST).table.rows
    assert "elles attendent" in rows[2][1]
    assert "consent en personne" in rows[4][1]
    assert "sans répondre à sa place" in rows[5][1]
    assert show().table.rows[2][1] == "Porte non examinée."
    unable = show(**able, capacity="hors d’état", written=Written.AGAINST)
    assert unable.table.rows[5][1] == "Porte non examinée."
    urgent = show(capacity="hors d’état", written=Written.AGAINST, is_vital_emergency=True)
    assert "a déjà compté" in urgent.table.rows[3][1]
    refused = show(capacity="hors d’état", consent="refusé ou retiré")
    assert refused.table.rows[1][1].endswith("elle avait refusé. Laisse passer.")


def test_sources_are_those_that_some_case_cites():
    cited = set()
    for facts in CASES[::11]:
        verdict = answer(facts)
        cited |= {reference.id for reference in verdict.references}
        cited |= {v.reference.id for v in list_voices(facts, BOOK, DAY) if v.reference}
    assert cited == {*deliberation_path.SOURCES}


def test_it_is_public_and_looking_writes_nothing(in_the_module):
    assert coordo_widgets.PUBLIC_NAMES["consent_path"] == "figures.deliberation_path"
    figure = deliberation_path.VIEW.open()
    figure.show(1, {}, "wide")
    assert not (in_the_module / "journal.jsonl").exists()
    texts = [figure.definition["lead"], *figure.definition["limits"]]
    assert [text for text in texts if set_spaces(text) != text] == []
