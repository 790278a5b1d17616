"""What the figures of a deliberation claim, recomputed from the model and from what was said."""

from __future__ import annotations

import re
from functools import partial
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.deliberation import Consent, Disclosure
from coordo_simulation.deliberation_disclosure import build_facts, check_disclosure
from coordo_simulation.deliberation_example import EXAMPLE
from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_options import answer_consent, examine_option
from coordo_simulation.deliberation_study_example import (
    NEWS,
    build_example_debate,
    build_example_telling,
)
from coordo_simulation.french import format_date, set_spaces
from coordo_widgets.figure_text import measure
from coordo_widgets.figures import deliberation, deliberation_gate
from coordo_widgets.place import find_place
from figure_samples import lay_data

SVG = "{http://www.w3.org/2000/svg}"
TELLING = build_example_telling()
view_field = partial(deliberation.build_view, build_example_debate())
view_gate = partial(deliberation_gate.build_view, TELLING)
views = {deliberation: view_field, deliberation_gate: view_gate}
WORDS = ("aucun", "un", "deux", "trois", "quatre", "cinq")


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def iter_states(module):
    settings = module.VIEW.open()._model.settings
    for state in product(*([each.value for each in s.options] for s in settings.values())):
        yield dict(zip(settings, state, strict=True))


def start(module, **changes):
    return {**module.VIEW.open().values, **changes}


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize(("module", "step"), [(deliberation, 11), (deliberation_gate, 61)])
def test_every_state_is_a_picture_whose_words_fit(module, step, layout):
    states = list(iter_states(module))[::step]
    assert len(states) > 30
    for state in states:
        view = views[module](state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        assert len(root.get("aria-label") or "") > 20
        assert all(view.answer)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
        check_words_fit(root)
        texts = [view.title, *view.answer, view.table.caption]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text] == []


def check_words_fit(root):
    width = float((root.get("viewBox") or "").split()[2])
    for node in root.iter(f"{SVG}text"):
        weight = "bold" if node.get("font-weight") == "bold" else "regular"
        length = measure(node.text or "", float(node.get("font-size", "14")), weight)
        anchor = node.get("text-anchor", "start")
        left = float(node.get("x", "0")) - {"start": 0, "middle": length / 2, "end": length}[anchor]
        assert left >= -1, node.text
        assert left + length <= width + 1, node.text


@pytest.mark.parametrize("option", [option.id for option in EXAMPLE.options])
def test_the_field_counts_what_was_said_and_ranks_nothing(option):
    view = view_field(start(deliberation, option=option), "wide")
    said = [each for each in EXAMPLE.arguments if each.option == option]
    pushing = [each for each in said if each.side == "pour"]
    holding = [each for each in said if each.side == "contre"]
    assert f"{WORDS[len(pushing)]} argument" in view.title
    assert f"{WORDS[len(holding)]} contre" in view.title
    heard = next(words for words in view.answer if words.startswith("Arguments entendus"))
    assert heard.endswith("Ce compte ne tranche rien.")
    decisive = [
        sum(each.weight == "dit comme décisif" for each in side) for side in (pushing, holding)
    ]
    told = re.findall(r"dont (\w+) dits? comme", heard)
    assert told == [WORDS[number] for number in decisive if number]
    assert sorted(row[4] for row in view.table.rows) == sorted(
        f"«\u202f{each.words}\u202f»" for each in said
    )


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_each_arrow_is_as_long_as_it_was_said_and_points_its_way(layout):
    option = EXAMPLE.options[0]
    view = view_field(start(deliberation), layout)
    root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
    arrows = [node.get("d") for node in root.iter(f"{SVG}path") if " L" in (node.get("d") or "")]
    book = find_place().references
    said = examine_option(EXAMPLE, option.id, book).arguments
    assert len(arrows) == len(said)
    step = {"wide": 26, "narrow": 20}[layout]
    spare = {"wide": 2, "narrow": 0}[layout]  # the arrow stops short of the axis
    for path, argument in zip(arrows, said, strict=True):
        begin = float(re.match(r"M([\d.]+)", path)[1])
        tip = float(re.search(r"L([\d.]+)", path)[1])
        assert abs(tip - begin) == argument.weight.step * step + spare
        assert (tip > begin) == (argument.side == "pour")


def test_the_field_tells_each_gate_with_its_texts_and_dates():
    book = find_place().references
    for option in EXAMPLE.options:
        for consent in Consent:
            view = view_field(start(deliberation, option=option.id, consent=consent), "wide")
            changed = answer_consent(EXAMPLE, option.id, consent)
            told = " ".join(view.answer)
            for gate in examine_option(changed, option.id, book).gates:
                assert gate.verdict.reason in told
                for reference in gate.verdict.references:
                    assert reference.sources[0].title in told
                    assert format_date(reference.valid_from) in told


def test_a_fact_changed_changes_the_answer():
    refused = view_field(start(deliberation, option="sejour-temporaire"), "wide")
    assert refused.title.endswith("un texte l’arrête")
    agreed = view_field(start(deliberation, option="sejour-temporaire", consent="donné"), "wide")
    assert agreed.title.endswith("aucun texte lu ici ne l’arrête")
    waiting = view_field(start(deliberation, option="attendre"), "wide")
    assert waiting.title.endswith("aucun texte n’est interrogé")
    assert "Aucun texte n’est interrogé" in waiting.picture
    urgent = view_field(
        start(deliberation, option="barrieres", capacity="hors d’état", emergency="yes"), "wide"
    )
    assert "Exception\u202f: urgence" in urgent.answer[0]
    assert urgent.title.endswith("un texte la limite")


def test_what_nobody_said_is_told():
    view = view_field(start(deliberation, option="barrieres"), "wide")
    missing = view.answer[-1]
    assert "Marc n’a encore rien dit." in missing
    assert "sous l’angle de l’autonomie ni de la justice." in missing
    assert "On ne sait pas qui a dit" in missing


def test_the_gate_answers_as_the_model():
    book = find_place().references
    for state in list(iter_states(deliberation_gate))[::17]:
        if state["sender"] == state["recipient"]:
            continue
        news = next(each for each in NEWS if each.id == state["news"])
        telling = Disclosure(
            information=news.label,
            is_needed=news.is_needed,
            is_grave=news.is_grave,
            **{key: state[key] for key in ("sender", "recipient", "mode", "consent")},
        )
        facts = {"capacity": state["capacity"], "trust": state["trust"]}
        situation = EXAMPLE.situation.model_validate({**dict(EXAMPLE.situation), **facts})
        verdict = check_disclosure(situation, telling, book)
        view = view_gate(state, "wide")
        assert view.title.endswith(verdict.says[1:])
        assert ("Réponse", f"{verdict.outcome}") in view.table.rows
        assert verdict.reason in view.answer[0]
        assert verdict.instead[1:] in view.answer[1]


def test_the_gate_is_drawn_as_it_answers():
    states = {
        Outcome.FORBIDDEN: {"consent": "refusé ou retiré"},
        Outcome.ON_CONDITION: {},
        Outcome.ONLY_NECESSARY: {"recipient": "loic"},
        Outcome.ALLOWED: {"consent": "donné"},
    }
    for outcome, changes in states.items():
        for layout in ("wide", "narrow"):
            view = view_gate(start(deliberation_gate, **changes), layout)
            words = [node.text for node in ET.fromstring(view.picture).iter(f"{SVG}text")]  # noqa: S314 -- our own SVG
            assert f"{outcome}".capitalize() in words


def list_cited(verdicts):
    return {reference.id for verdict in verdicts for reference in verdict.references}


def test_sources_are_those_that_some_state_cites():
    book = find_place().references
    verdicts = [
        gate.verdict
        for state in iter_states(deliberation)
        for gate in examine_option(
            deliberation._change(EXAMPLE, state), state["option"], book
        ).gates
    ]
    assert {*deliberation.SOURCES} == list_cited(verdicts) | {"ethique-quatre-principes"}
    cases = {}
    for state in iter_states(deliberation_gate):
        if state["sender"] != state["recipient"]:
            case = (
                deliberation_gate._build_situation(TELLING, state),
                deliberation_gate._build_telling(TELLING, state),
            )
            cases.setdefault(build_facts(*case), case)
    verdicts = [check_disclosure(*case, book) for case in cases.values()]
    assert {*deliberation_gate.SOURCES} == list_cited(verdicts)


def test_nobody_tells_oneself():
    view = view_gate(start(deliberation_gate, recipient="samira"), "wide")
    assert view.title == "Choisissez deux personnes différentes"
    assert view.table.rows == ()


@pytest.mark.parametrize("module", [deliberation, deliberation_gate])
def test_looking_writes_nothing_and_the_frame_is_in_french(module, in_the_module):
    figure = module.VIEW.open()
    figure.show(1, {}, "wide")
    assert not (in_the_module / "journal.jsonl").exists()
    texts = [figure.definition["lead"], *figure.definition["limits"], figure.definition["notice"]]
    assert [text for text in texts if set_spaces(text) != text] == []
    assert figure.definition["sources"]
