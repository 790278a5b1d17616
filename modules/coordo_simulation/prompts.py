"""What a waiting decision shows: one prompt for each kind, and what can be opened meanwhile.

Texts are Markdown in French, with ``[[reference-id]]`` marks left for the view to render.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from coordo_simulation.case_decisions import (
    AllocationDecision,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.case_items import Meeting
from coordo_simulation.chance import draw
from coordo_simulation.engine import SeenItem, StepTrace
from coordo_simulation.record import Record


class ItemPrompt(Record):
    """Something that can be opened while the decision waits, or why it is closed.

    ``cost`` says its price in words; ``minutes`` is None where time does not press.
    ``person`` and ``place`` are ids, for a meeting.
    """

    id: str
    kind: Literal["document", "hint", "meeting"]
    title: str
    cost: str | None
    minutes: int | None
    person: str | None
    place: str | None
    is_opened: bool
    is_available: bool
    closed_reason: str | None


class ChoicePrompt(Record):
    """One choice as offered; ``cost`` is the price that is visible today."""

    id: str
    text: str
    cost: str | None
    is_available: bool
    unavailable_reason: str | None = None


class LinePrompt(Record):
    """A line of an allocation."""

    id: str
    text: str
    min: float
    max: float


class ElementPrompt(Record):
    """Something to put in order."""

    id: str
    text: str


Offered = TypeVar("Offered", ChoicePrompt, ElementPrompt)


class PromptBase(Record):
    """A decision to take; ``decision`` is its id, ``place`` the id of where it is taken.

    ``minutes`` is the simulated time there was, ``minutes_left`` what remains to open ``items``;
    both are None where time does not press.
    """

    decision: str
    title: str
    text: str
    why: str
    references: tuple[str, ...]
    sources: tuple[str, ...] = ()
    place: str | None = None
    minutes: int | None = None
    minutes_left: int | None = None
    items: tuple[ItemPrompt, ...] = ()


class SinglePrompt(PromptBase):
    """One choice among several."""

    kind: Literal["single"] = "single"
    choices: tuple[ChoicePrompt, ...]


class ForbiddenPrompt(Record):
    """Choices that cannot all be ticked together, and why."""

    choices: tuple[str, ...]
    reason: str


class MultiplePrompt(PromptBase):
    """From ``least`` to ``most`` choices to tick."""

    kind: Literal["multiple"] = "multiple"
    least: int
    most: int
    choices: tuple[ChoicePrompt, ...]
    forbidden: tuple[ForbiddenPrompt, ...]


class AllocationPrompt(PromptBase):
    """``total`` units to share out by steps of ``step``; all of them where ``spend_all``."""

    kind: Literal["allocation"] = "allocation"
    total: float
    unit: str
    step: float
    spend_all: bool
    lines: tuple[LinePrompt, ...]


class OrderingPrompt(PromptBase):
    """Elements to put in order, shown in an order drawn from the seed of the run."""

    kind: Literal["ordering"] = "ordering"
    elements: tuple[ElementPrompt, ...]


class TextPrompt(PromptBase):
    """A text to write, of ``least_length`` to ``most_length`` characters."""

    kind: Literal["text"] = "text"
    least_length: int
    most_length: int


Prompt = Annotated[
    SinglePrompt | MultiplePrompt | AllocationPrompt | OrderingPrompt | TextPrompt,
    Field(discriminator="kind"),
]


def build_prompt(taken: StepTrace, seed: int) -> Prompt:
    """Tell a decision as it stood when it was answered, or as it waits.

    What one chooses among stands in an order drawn from the seed of the run: an author tends to
    write first what she would do, and a place must not tell what it is worth.
    """
    spec = taken.question.spec
    base = {
        "decision": spec.id,
        "title": spec.title,
        "text": spec.text,
        "why": spec.why,
        "references": spec.references,
        "sources": spec.sources,
        "place": spec.place,
        "minutes": spec.minutes,
        "minutes_left": taken.minutes_left,
        "items": tuple(_build_item(seen, taken.minutes_left) for seen in taken.items),
    }
    match spec:
        case SingleDecision():
            return SinglePrompt.model_validate({**base, "choices": _build_choices(taken, seed)})
        case MultipleDecision():
            limits = {"least": spec.least, "most": spec.most}
            rules = [ForbiddenPrompt(**dict(rule)) for rule in spec.forbidden]
            more = {"choices": _build_choices(taken, seed), "forbidden": tuple(rules)}
            return MultiplePrompt.model_validate({**base, **limits, **more})
        case AllocationDecision():
            names = ("total", "unit", "step", "spend_all")
            budget = {name: getattr(spec, name) for name in names}
            lines = [
                LinePrompt(id=line.id, text=line.text, min=line.min, max=line.max)
                for line in spec.lines
            ]
            return AllocationPrompt.model_validate({**base, **budget, "lines": tuple(lines)})
        case OrderingDecision():
            elements = [ElementPrompt(id=each.id, text=each.text) for each in spec.elements]
            drawn = _draw_order(elements, spec.id, seed)
            return OrderingPrompt.model_validate({**base, "elements": drawn})
        case TextDecision():
            limits = {"least_length": spec.least_length, "most_length": spec.most_length}
            return TextPrompt.model_validate({**base, **limits})


def _build_choices(taken: StepTrace, seed: int) -> tuple[ChoicePrompt, ...]:
    choices = [
        ChoicePrompt(
            id=option.spec.id,
            text=option.spec.text,
            cost=option.spec.cost,
            is_available=is_available,
            unavailable_reason=None if is_available else option.spec.unavailable,
        )
        for option, is_available in zip(taken.question.options, taken.available, strict=True)
    ]
    return _draw_order(choices, taken.question.spec.id, seed)


def _draw_order(offered: Iterable[Offered], decision: str, seed: int) -> tuple[Offered, ...]:
    """Order what a decision offers by a draw of its own, which no other draw depends on."""
    return tuple(sorted(offered, key=lambda each: draw(seed, f"place/{decision}/{each.id}", 0)))


def _build_item(seen: SeenItem, minutes_left: int | None) -> ItemPrompt:
    spec = seen.item.spec
    return ItemPrompt(
        id=spec.id,
        kind=spec.kind,
        title=spec.title,
        cost=spec.cost,
        minutes=None if minutes_left is None else spec.minutes,
        person=spec.person if isinstance(spec, Meeting) else None,
        place=spec.place if isinstance(spec, Meeting) else None,
        is_opened=seen.is_opened,
        is_available=seen.reason is None,
        closed_reason=None if seen.is_opened else seen.reason,
    )
