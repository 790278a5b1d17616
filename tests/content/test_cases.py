"""Every case is whole: everything in it can happen, matters, and is well set."""

import re
from collections import Counter
from pathlib import Path

import pytest
from case_library import PATHS, REPOSITORY, list_ways, load_case, outcome_of, play_many
from coordo_course.check.cases import check_case
from coordo_course.check.report import CheckReport
from coordo_simulation.case_checks import iter_parts, iter_texts
from coordo_simulation.case_decisions import Line, MultipleDecision, OrderRule, SingleDecision
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_parts import Bearing, Delayed, PassageSpec
from coordo_simulation.case_schema import list_items
from coordo_simulation.conditions import HasFlag, Threshold
from coordo_simulation.debriefing import build_debriefing
from coordo_simulation.effects import Effect, Probability
from coordo_simulation.engine import Said, Trace
from coordo_simulation.following import drive
from coordo_simulation.french import set_spaces
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references

KINDS = {"single", "multiple", "allocation", "ordering", "text"}


def name_folder(path: Path) -> str:
    return path.parent.name


each_case = pytest.mark.parametrize("path", PATHS, ids=name_folder)


def list_said(trace: Trace) -> list[Said]:
    said = [*trace.epilogue, *trace.outcome_said]
    for taken in trace.steps:
        said.extend(taken.said)
        said.extend(one for opened in taken.openings for one in opened.said)
    return said


def test_there_are_cases_and_together_they_use_every_kind() -> None:
    assert len(PATHS) >= 2
    assert {d.kind for path in PATHS for d in load_case(path).decisions} == KINDS


def test_one_case_uses_all_that_the_engine_plays() -> None:
    case = load_case(next(path for path in PATHS if path.parent.name == "galerie"))
    assert {decision.kind for decision in case.decisions} == KINDS
    assert {item.kind for item in list_items(case)} == {"document", "hint", "meeting"}
    assert len(case.chapters) >= 2
    assert case.places
    assert any(decision.minutes for decision in case.decisions)
    assert any(event.probability for event in case.events)
    assert case.unit == "jour"


@each_case
def test_every_outcome_is_reached(path: Path) -> None:
    assert {outcome_of(t) for t in play_many(path)} == {o.id for o in load_case(path).outcomes}
    assert len(load_case(path).outcomes) >= 4


@each_case
def test_every_decision_is_met_and_can_be_answered_in_several_ways(path: Path) -> None:
    met = set()
    for trace in play_many(path):
        for taken in trace.steps:
            spec = taken.question.spec
            met.add(spec.id)
            if spec.kind != "text":
                assert len(taken.candidates) >= 2, spec.id
    assert met == {decision.id for decision in load_case(path).decisions}


@each_case
def test_every_choice_is_made_and_every_closed_one_is_met(path: Path) -> None:
    made, refused = set(), set()
    for trace in play_many(path):
        for taken in trace.steps:
            assert taken.answer is not None
            spec = taken.question.spec
            given = {taken.answer.choice, *(taken.answer.choices or ())}
            made |= {(spec.id, choice) for choice in given if choice}
            for option, is_open in zip(taken.question.options, taken.available, strict=True):
                refused.update([] if is_open else [(spec.id, option.spec.id)])
    every = {
        (decision.id, choice.id): choice
        for decision in load_case(path).decisions
        if isinstance(decision, SingleDecision | MultipleDecision)
        for choice in decision.choices
    }
    assert set(every) == made
    assert {key for key, choice in every.items() if choice.when is not None} == refused


@each_case
def test_everything_that_opens_is_opened_and_time_sometimes_runs_out(path: Path) -> None:
    traces = play_many(path)
    opened = {one.item.spec.id for t in traces for taken in t.steps for one in taken.openings}
    assert opened == {item.id for item in list_items(load_case(path))}
    pressed = {d.id for d in load_case(path).decisions if d.minutes is not None}
    short = {
        taken.question.spec.id
        for trace in traces
        for taken in trace.steps
        for seen in taken.items
        if seen.reason is not None and not seen.is_opened
    }
    assert pressed <= short


@each_case
def test_every_text_is_read_by_someone(path: Path) -> None:
    shown = {id(said.spec) for trace in play_many(path) for said in list_said(trace)}
    unread = [
        (where, part.text)
        for where, part in iter_parts(load_case(path))
        if isinstance(part, PassageSpec) and id(part) not in shown
    ]
    assert unread == []


@each_case
def test_every_life_is_lived(path: Path) -> None:
    case = load_case(path)
    lived: set[tuple[str, str]] = set()
    for seed, way in enumerate([*map(choose_at_random, range(60)), *list_ways(path)]):
        stories = build_debriefing(case, drive(case, seed, way, run_id=str(seed)), draws=1).lives
        lived |= {(story.person, story.text) for story in stories}
    every = {(life.person, variant.text) for life in case.lives for variant in life.variants}
    assert every - lived == set()


@each_case
def test_the_expert_always_has_an_answer_and_says_its_price(path: Path) -> None:
    for trace in play_many(path):
        for taken in trace.steps:
            answers = [answer for _test, answer, _text in taken.question.expert]
            assert any(answer in taken.candidates for answer in answers), taken.question.spec.id
    for decision in load_case(path).decisions:
        for move in decision.expert:
            assert "prix" in move.commentary.lower(), decision.id


@each_case
def test_a_decision_is_well_set(path: Path) -> None:
    for decision in load_case(path).decisions:
        assert decision.references or decision.sources, decision.id
        assert decision.passages, decision.id
        if not isinstance(decision, SingleDecision | MultipleDecision):
            continue
        for choice in decision.choices:
            words = len(re.findall(r"[\w’-]+", choice.text))
            assert 8 <= words <= 25, (words, choice.text)
            assert choice.cost, choice.id
            assert choice.reaction, choice.id
            assert not choice.effects.is_empty, choice.id


@each_case
def test_every_variable_and_flag_is_read_and_moved(path: Path) -> None:
    case = load_case(path)
    parts = [part for _, part in iter_parts(case)]
    effects = [part for part in parts if isinstance(part, Effect)]
    of_the_model = {quantity.id for quantity in MODELS[case.model.name].declaration.state}
    of_the_model |= {name for rule in case.model.rules for name in rule.targets.values()}
    read = {part.variable for part in parts if isinstance(part, Threshold)} | of_the_model
    read |= {name for part in parts if isinstance(part, Probability) for name in part.weights}
    moved = {name for effect in effects for name in (*effect.add, *effect.set)}
    moved |= {name for part in parts if isinstance(part, Line) for name in part.per_unit}
    names = {variable.id for variable in (*case.indicators, *case.variables)}
    assert names <= read
    assert names - of_the_model <= moved
    raised = {flag for effect in effects for flag in effect.flags}
    asked = {part.flag for part in parts if isinstance(part, HasFlag)}
    assert raised == set(case.flags)
    assert asked == set(case.flags)


@each_case
def test_every_delayed_effect_event_and_rule_may_happen(path: Path) -> None:
    case = load_case(path)
    causes = {part.cause for _, part in iter_parts(case) if isinstance(part, Delayed)}
    causes |= {cause.text for event in case.events for cause in event.causes}
    told = {text for trace in play_many(path) for _, text in trace.told}
    assert causes - told == set()
    for where, part in iter_parts(case):
        if isinstance(part, Bearing) and not isinstance(part, OrderRule):
            assert part.later or not part.effects.is_empty, where


@each_case
def test_three_people_want_different_things_and_the_accompanied_speak(path: Path) -> None:
    case = load_case(path)
    speakers = Counter(
        part.speaker for _, part in iter_parts(case) if isinstance(part, PassageSpec)
    )
    assert len([name for name in speakers if name is not None]) >= 3
    assert len({person.wants for person in case.people}) == len(case.people)
    accompanied = [person for person in case.people if person.is_accompanied]
    assert accompanied
    for person in accompanied:
        assert speakers[person.id] >= 2, person.id


@each_case
def test_texts_are_set_as_french_is(path: Path) -> None:
    prose = [
        (where, text)
        for where, text in iter_texts(load_case(path))
        if " " in text and where[-1] != "id"
    ]
    assert len(prose) > 150
    for where, text in prose:
        assert set_spaces(text) == text, where
        assert "'" not in text, where
        assert not re.search(r"\d [%€h]\b|\d k€| {2}\S|\.\.\.", text), (where, text)


@each_case
def test_the_course_s_own_check_finds_nothing(path: Path) -> None:
    report = CheckReport()
    book = load_references(REPOSITORY / "course" / "references.yml")
    check_case(path, book, report)
    assert report.faults == []


@each_case
def test_amounts_of_ours_are_labelled_as_hypotheses(path: Path) -> None:
    for where, text in iter_texts(load_case(path)):
        if re.search(r"\d\u00a0k?€", text) and "k€ par mois" not in text:
            assert "hypothèse pédagogique" in text, where
