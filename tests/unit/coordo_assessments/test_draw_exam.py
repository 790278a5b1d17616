from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from coordo_assessments.draw_exam import DrawContext, PlanError, draw_exam
from coordo_assessments.draw_plan import DrawPlan, DrawRecord
from hypothesis import given, settings
from hypothesis import strategies as st
from item_samples import QRM, QRU, build_item
from variant_samples import SECRET

if TYPE_CHECKING:
    from coordo_assessments.items import Item

FREE_TEXT = {
    "type": "free_text",
    "guidance": "Dire.",
    "points": "2",
    "rubric": [
        {
            "id": "clarte",
            "criterion": "Clarté",
            "levels": [
                {"points": "0", "description": "Non"},
                {"points": "2", "description": "Oui"},
            ],
        }
    ],
}


def build_items() -> tuple[Item, ...]:
    kinds: list[dict[str, Any]] = [QRU] * 8 + [QRM] * 6
    items = [
        build_item(
            **kind,
            id=f"item-{rank:02d}",
            objectives=[f"m1-o{rank % 3 + 1}"],
            difficulty=rank % 3 + 1,
            points="2" if rank == 5 else "1",
        )
        for rank, kind in enumerate(kinds)
    ]
    return (*items, build_item(**FREE_TEXT, id="texte-libre", objectives=["m1-o1"]))


ITEMS = build_items()


def build_plan(*parts: dict[str, Any], **changes: Any) -> DrawPlan:
    return DrawPlan.model_validate(
        {"parts": [{"title": "Partie", **part} for part in parts], **changes}
    )


def build_context(session: str = "2027-fevrier", **changes: Any) -> DrawContext:
    given_ = {"trainees": ("nadia", "luc", "odile"), **changes}
    return DrawContext(SECRET, "m1_regulation", session, date(2027, 2, 1), **given_)


def by_id(ids: tuple[str, ...]) -> list[Item]:
    known = {item.id: item for item in ITEMS}
    return [known[entry] for entry in ids]


def test_each_part_gets_what_it_asks() -> None:
    plan = build_plan(
        {"count": 2, "types": ["qrm"], "difficulties": [2, 3]},
        {"count": 3, "objectives": ["m1-o1"], "types": ["qru"]},
    )
    record = draw_exam(plan, ITEMS, build_context())
    first, second = by_id(record.common[:2]), by_id(record.common[2:])
    assert all(item.type == "qrm" and item.difficulty > 1 for item in first)
    assert all(item.type == "qru" and item.objectives == ("m1-o1",) for item in second)
    assert [cell.part for cell in record.cells] == [0, 0, 1, 1, 1]
    assert [cell.id for cell in record.cells] == list(record.common)


def test_a_draw_follows_from_the_secret_and_the_session() -> None:
    plan = build_plan({"count": 5})
    first, again = (draw_exam(plan, ITEMS, build_context()) for _ in range(2))
    assert first == again
    others = {draw_exam(plan, ITEMS, build_context(f"s-{rank}")).common for rank in range(10)}
    assert len(others) > 5


def test_earlier_items_do_not_return() -> None:
    plan = build_plan({"count": 7, "types": ["qru", "qrm"]})
    first = draw_exam(plan, ITEMS, build_context("un"))
    second = draw_exam(plan, ITEMS, build_context("deux", avoided=first.used))
    assert not first.used & second.used


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_plan_is_met_or_its_shortage_told(data: st.DataObject) -> None:
    part = st.fixed_dictionaries(
        {"count": st.integers(1, 6)},
        optional={
            "types": st.lists(st.sampled_from(["qru", "qrm"]), min_size=1, max_size=2),
            "objectives": st.lists(
                st.sampled_from(["m1-o1", "m1-o2", "m1-o3"]), min_size=1, max_size=2
            ),
            "difficulties": st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=2),
        },
    )
    plan = build_plan(*data.draw(st.lists(part, min_size=1, max_size=4)))
    try:
        record = draw_exam(plan, ITEMS, build_context())
    except PlanError as error:
        record, faults = None, error.faults
    if record is None:
        assert faults
        assert all("manque" in fault for fault in faults)
        return
    assert len(set(record.common)) == len(record.common)
    for cell, item in zip(record.cells, by_id(record.common), strict=True):
        asked = plan.parts[cell.part]
        assert not asked.types or item.type in asked.types
        assert not asked.objectives or set(asked.objectives) & set(item.objectives)
        assert not asked.difficulties or item.difficulty in asked.difficulties


def test_parts_give_way_to_each_other() -> None:
    """A first part that can do with anything leaves the scarce items to the second."""
    plan = build_plan({"count": 8}, {"count": 6, "types": ["qrm"]})
    for rank in range(20):
        record = draw_exam(plan, ITEMS, build_context(f"s-{rank}"))
        assert all(item.type == "qrm" for item in by_id(record.common[8:]))


def test_a_shortage_names_the_part_the_number_and_what_costs() -> None:
    plan = build_plan({"count": 4, "types": ["qrm"], "difficulties": [1]})
    with pytest.raises(PlanError) as refused:
        draw_exam(plan, ITEMS, build_context())
    (fault,) = refused.value.faults
    assert "Partie 1" in fault
    assert "il en manque 2" in fault
    assert "sans la contrainte de difficulté\u202f: 6" in fault
    assert "sans la contrainte de type\u202f: 6" in fault


def test_parts_that_compete_are_told() -> None:
    plan = build_plan({"count": 6, "types": ["qrm"]}, {"count": 2, "types": ["qrm"]})
    with pytest.raises(PlanError, match="manque au moins 2"):
        draw_exam(plan, ITEMS, build_context())


def test_earlier_sessions_are_named_when_they_cost() -> None:
    used = frozenset(item.id for item in ITEMS if item.type == "qrm")
    plan = build_plan({"count": 1, "types": ["qrm"]})
    with pytest.raises(PlanError, match="avec les items des sessions précédentes\u202f: 6"):
        draw_exam(plan, ITEMS, build_context(avoided=used))


def test_each_trainee_gets_a_draw_in_places_of_equal_weight() -> None:
    plan = build_plan(
        {"count": 4, "types": ["qru", "qrm"], "points": "1"},
        {"count": 1, "types": ["free_text"]},
        scope="stagiaire",
    )
    record = draw_exam(plan, ITEMS, build_context())
    assert [cell.id for cell in record.cells] == [f"tirage-0{rank}" for rank in range(1, 6)]
    assert set(record.own) == {"nadia", "luc", "odile"}
    assert len({*record.own.values(), record.common}) == 4
    for paper in record.own.values():
        assert [item.points for item in by_id(paper)] == [1, 1, 1, 1, 2]
    assert record.list_items("inconnue") == record.list_items(None)
    assert record.used == set(record.common).union(*record.own.values())


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"count": 2, "types": ["qru"]}, "valent 1, 2 points"),
        ({"count": 2, "types": ["qru", "free_text"], "points": "2"}, "textes libres"),
    ],
)
def test_a_draw_per_trainee_refuses_places_that_differ(part: dict[str, Any], told: str) -> None:
    with pytest.raises(PlanError, match=told):
        draw_exam(build_plan(part, scope="stagiaire"), ITEMS, build_context())


def test_a_record_reads_back_as_written() -> None:
    record = draw_exam(build_plan({"count": 3}), ITEMS, build_context())
    assert DrawRecord.model_validate_json(record.model_dump_json()) == record
