"""Decisions of every kind drawn at random, for the laws that hold for all of them."""

from typing import Any

from coordo_simulation.case_decisions import DecisionSpec
from coordo_simulation.effects import Layout
from coordo_simulation.point import Point
from coordo_simulation.questions import build_question
from coordo_simulation.state import State
from hypothesis import strategies as st
from pydantic import TypeAdapter

READER: TypeAdapter[DecisionSpec] = TypeAdapter(DecisionSpec)
LAYOUT = Layout({"x": 0, "y": 1}, (-50.0, 0.0), (100.0, 10.0))
MOVES = st.floats(-200, 200).map(lambda value: round(value, 3))


def build_point(spec: DecisionSpec) -> Point:
    """A decision that waits, every choice open."""
    question = build_question(spec, (), LAYOUT)
    return Point(0, question, tuple(True for _ in question.options), State([10.0, 5.0]))


def write_base(kind: str) -> dict[str, Any]:
    return {
        "id": "d",
        "kind": kind,
        "title": "Une décision",
        "at": 0,
        "passages": [],
        "text": "Que faites-vous ?",
        "why": "Parce que.",
    }


@st.composite
def draw_bearing(draw: st.DrawFn) -> dict[str, Any]:
    return {"effects": {"add": {"x": draw(MOVES)}, "set": {"y": draw(MOVES)}}}


@st.composite
def draw_choices(draw: st.DrawFn, most: int) -> list[dict[str, Any]]:
    count = draw(st.integers(2, most))
    return [{"id": f"c{k}", "text": f"Choix {k}", **draw(draw_bearing())} for k in range(count)]


@st.composite
def draw_single(draw: st.DrawFn) -> dict[str, Any]:
    expert = [{"choice": "c0", "commentary": "Prix : rien."}]
    return {**write_base("single"), "choices": draw(draw_choices(5)), "expert": expert}


@st.composite
def draw_multiple(draw: st.DrawFn) -> dict[str, Any]:
    """The two last choices may be forbidden together: there is always another way."""
    choices = draw(draw_choices(8))
    least = draw(st.integers(0, len(choices) - 1))
    most = draw(st.integers(max(1, least), len(choices)))
    pair = {"choices": [choice["id"] for choice in choices[-2:]], "reason": "Pas les deux."}
    ticked = [choice["id"] for choice in choices[:least]]
    return {
        **write_base("multiple"),
        "least": least,
        "most": most,
        "choices": choices,
        "forbidden": [pair] if draw(st.booleans()) else [],
        "expert": [{"choices": ticked, "commentary": "Prix : rien."}],
    }


@st.composite
def draw_allocation(draw: st.DrawFn) -> dict[str, Any]:
    step = draw(st.sampled_from([0.1, 0.25, 0.5, 1.0, 7.0]))
    lines: list[dict[str, Any]] = []
    for rank in range(draw(st.integers(2, 6))):
        least = draw(st.integers(0, 4))
        most = draw(st.integers(max(1, least), 40))
        reached = [{"from": draw(st.floats(0.1, 20)), **draw(draw_bearing())}]
        lines.append(
            {
                "id": f"l{rank}",
                "text": f"Ligne {rank}",
                "min": round(least * step, 6),
                "max": round(most * step, 6),
                "per_unit": {"x": draw(MOVES)},
                "thresholds": reached,
            }
        )
    low = round(sum(line["min"] for line in lines) / step)
    high = round(sum(line["max"] for line in lines) / step)
    total = round(draw(st.integers(max(1, low), high)) * step, 6)
    amounts = {line["id"]: line["min"] for line in lines}
    return {
        **write_base("allocation"),
        "total": total,
        "unit": "h",
        "step": step,
        "spend_all": draw(st.booleans()),
        "lines": lines,
        "expert": [{"amounts": amounts, "commentary": "Prix : rien."}],
    }


@st.composite
def draw_ordering(draw: st.DrawFn) -> dict[str, Any]:
    names = [f"e{rank}" for rank in range(draw(st.integers(3, 7)))]
    rules = [
        {"id": "r0", "element": names[0], "before": names[-1], **draw(draw_bearing())},
        {"id": "r1", "element": names[1], "place": "first", **draw(draw_bearing())},
        {"id": "r2", "element": names[1], "place": "last", **draw(draw_bearing())},
    ]
    return {
        **write_base("ordering"),
        "elements": [{"id": name, "text": f"Faire {name}"} for name in names],
        "rules": rules,
        "expert": [{"order": names, "commentary": "Prix : rien."}],
    }


@st.composite
def draw_text(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(st.integers(1, 40))
    return {
        **write_base("text"),
        "least_length": least,
        "most_length": least + draw(st.integers(0, 500)),
        "bearing": draw(draw_bearing()),
        "expert": [{"text": "x" * least, "commentary": "Prix : rien."}],
    }


DECISIONS = st.one_of(
    draw_single(), draw_multiple(), draw_allocation(), draw_ordering(), draw_text()
)
