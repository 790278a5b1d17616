"""Whatever the kind of a decision: a legal answer is taken, an illegal one is told in French."""

import random
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from case_decision_samples import DECISIONS, LAYOUT, READER, build_point, draw_allocation
from coordo_simulation.answer import Amount, Answer
from coordo_simulation.answer_candidates import MOST_CANDIDATES, list_candidates
from coordo_simulation.answer_checks import check_answer, exact, is_legal
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.case_decisions import AllocationDecision, OrderingDecision
from coordo_simulation.errors import (
    BudgetError,
    ForbiddenAnswerError,
    IncompleteAnswerError,
    RunError,
    UnknownChoiceError,
    WrongKindError,
)
from coordo_simulation.random_play import draw_answer
from coordo_simulation.run import Decision
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

SEEDS = st.integers(0, 2**32)


@settings(deadline=None, max_examples=120)
@given(written=DECISIONS)
def test_a_decision_of_any_kind_survives_yaml_and_json(written: dict[str, Any]) -> None:
    spec = READER.validate_python(written)
    assert READER.validate_json(READER.dump_json(spec, by_alias=True)) == spec
    yaml, stream = YAML(typ="safe", pure=True), StringIO()
    yaml.dump(READER.dump_python(spec, mode="json", by_alias=True), stream)
    assert READER.validate_python(yaml.load(stream.getvalue())) == spec


@settings(deadline=None, max_examples=200)
@given(written=DECISIONS, seed=SEEDS)
def test_a_random_legal_answer_is_taken_and_stays_in_bounds(
    written: dict[str, Any], seed: int
) -> None:
    point = build_point(READER.validate_python(written))
    answer = draw_answer(point, random.Random(seed))  # noqa: S311  (a draw, not a secret)
    check_answer(point, answer)
    for part in point.question.resolve(answer):
        part.act(point.state)
        for value, low, high in zip(point.state.values, LAYOUT.low, LAYOUT.high, strict=True):
            assert low <= value <= high
    taken = Decision(step=0, decision="d", answer=answer)
    assert Decision.model_validate_json(taken.model_dump_json()) == taken
    assert describe_answer(point.question.spec, answer)


@settings(deadline=None, max_examples=100)
@given(written=DECISIONS)
def test_candidates_are_legal_few_and_told_apart(written: dict[str, Any]) -> None:
    point = build_point(READER.validate_python(written))
    candidates = list_candidates(point)
    assert 1 <= len(candidates) <= MOST_CANDIDATES
    assert len(set(candidates)) == len(candidates)
    assert all(is_legal(point, answer) for answer in candidates)


def spoil(answer: Answer, way: int) -> Answer:
    """Make a legal answer illegal, whatever its kind."""
    match answer.kind:
        case "single":
            return Answer(choice="nulle-part") if way % 2 else Answer(text="un choix")
        case "multiple":
            ticked = answer.choices or ()
            ways = [(*ticked, "nulle-part"), ("c0", "c0"), ("c0", "c1", *ticked, "c0")]
            return Answer(choices=ways[way % 3])
        case "allocation":
            return spoil_amounts(answer.amounts or (), way)
        case "ordering":
            order = answer.order or ()
            ways = [order[:-1], (*order, order[0]), (*order[:-1], "nulle-part")]
            return Answer(order=ways[way % 3])
        case "text":
            return Answer(text=" " * 40) if way % 2 else Answer(text="x" * 5000)


def spoil_amounts(amounts: tuple[Amount, ...], way: int) -> Answer:
    first, rest = amounts[0], amounts[1:]
    wrong = [
        (first.model_copy(update={"amount": value}), *rest)
        for value in (1e9, -1.0, float("nan"), float("inf"), first.amount + 0.033)
    ]
    wrong += [rest, (first, *amounts), (Amount(line="nulle-part", amount=0), *rest)]
    return Answer(amounts=wrong[way % len(wrong)])


@settings(deadline=None, max_examples=200)
@given(written=DECISIONS, seed=SEEDS, way=st.integers(0, 100))
def test_an_illegal_answer_is_always_refused_in_french(
    written: dict[str, Any], seed: int, way: int
) -> None:
    point = build_point(READER.validate_python(written))
    answer = draw_answer(point, random.Random(seed))  # noqa: S311  (a draw, not a secret)
    with pytest.raises(RunError, match=r"^Étape 1") as caught:
        check_answer(point, spoil(answer, way))
    assert str(caught.value).endswith(".")


@settings(deadline=None, max_examples=200)
@given(written=draw_allocation(), counts=st.lists(st.integers(-1, 45), min_size=6, max_size=6))
def test_a_budget_is_never_overspent(written: dict[str, Any], counts: list[int]) -> None:
    spec = READER.validate_python(written)
    assert isinstance(spec, AllocationDecision)
    point = build_point(spec)
    amounts = tuple(
        Amount(line=line.id, amount=float(exact(spec.step) * count))
        for line, count in zip(spec.lines, counts, strict=False)
    )
    spent = sum(exact(each.amount) for each in amounts)
    is_within = all(
        exact(line.min) <= exact(each.amount) <= exact(line.max)
        for line, each in zip(spec.lines, amounts, strict=True)
    )
    is_right = spent == exact(spec.total) if spec.spend_all else spent <= exact(spec.total)
    assert is_legal(point, Answer(amounts=amounts)) == (is_within and is_right)


@settings(deadline=None, max_examples=60)
@given(written=draw_allocation(), seed=SEEDS)
def test_tenths_of_an_hour_add_up_exactly(written: dict[str, Any], seed: int) -> None:
    point = build_point(READER.validate_python({**written, "spend_all": True}))
    answer = draw_answer(point, random.Random(seed))  # noqa: S311  (a draw, not a secret)
    assert sum(exact(each.amount) for each in answer.amounts or ()) == exact(written["total"])


MULTIPLE = READER.validate_python(
    {
        "id": "d", "kind": "multiple", "title": "Qui", "at": 0, "passages": [], "text": "Qui ?",
        "why": "Parce que.", "least": 1, "most": 2,
        "choices": [{"id": c, "text": c, "effects": {"add": {"x": 1}}} for c in "abc"],
        "forbidden": [{"choices": ["a", "b"], "reason": "Ces deux-là ne se parlent pas."}],
        "expert": [{"choices": ["a"], "commentary": "Prix : rien."}],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(choices=()), IncompleteAnswerError, "de 1 à 2"),
        (Answer(choices=("a", "a")), IncompleteAnswerError, "deux fois"),
        (Answer(choices=("a", "b")), ForbiddenAnswerError, "ne se parlent pas"),
        (Answer(choices=("z",)), UnknownChoiceError, "n’offre pas"),
        (Answer(choice="a"), WrongKindError, "des cases cochées"),
    ],
)
def test_each_fault_of_ticks_has_its_words(
    answer: Answer, error: type[RunError], words: str
) -> None:
    with pytest.raises(error, match=words):
        check_answer(build_point(MULTIPLE), answer)


def test_overspending_is_told_with_its_figures() -> None:
    lines = [{"id": c, "text": f"Ligne {c}", "max": 10} for c in "ab"]
    base = {"id": "d", "kind": "allocation", "title": "Heures", "at": 0, "passages": []}
    expert = [{"amounts": {"a": 0, "b": 0}, "commentary": "Prix : rien."}]
    more = {"text": "?", "why": "!", "total": 12, "unit": "h", "lines": lines, "expert": expert}
    point = build_point(READER.validate_python({**base, **more}))
    amounts = (Amount(line="a", amount=10), Amount(line="b", amount=3))
    with pytest.raises(BudgetError, match="13\u00a0h sur 12\u00a0h"):
        check_answer(point, Answer(amounts=amounts))


@settings(deadline=None, max_examples=60)
@given(written=DECISIONS, seed=SEEDS)
def test_an_order_keeps_every_element_once(written: dict[str, Any], seed: int) -> None:
    spec = READER.validate_python(written)
    if not isinstance(spec, OrderingDecision):
        return
    answer = draw_answer(build_point(spec), random.Random(seed))  # noqa: S311  (not a secret)
    order = answer.order or ()
    assert sorted(order) == sorted(element.id for element in spec.elements)
    assert all(a != b for a, b in pairwise(order))


@pytest.mark.parametrize(
    "fields", [{}, {"choice": "a", "text": "b"}, {"choices": (), "order": ()}, {"choix": "a"}]
)
def test_an_answer_answers_in_one_way(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Answer(**fields)


def test_the_json_of_an_answer_holds_its_only_field() -> None:
    assert Answer(choice="a").model_dump_json() == '{"choice":"a"}'
    assert Answer(choices=()).model_dump_json() == '{"choices":[]}'
