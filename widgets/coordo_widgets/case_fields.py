"""What the five kinds of decision ask for on the page: choices, a budget, an order, a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from coordo_assessments.markdown import render_inline
from coordo_simulation.french import format_quantity
from coordo_simulation.prompts import (
    AllocationPrompt,
    MultiplePrompt,
    OrderingPrompt,
    SinglePrompt,
    TextPrompt,
)
from coordo_simulation.references import Closed
from pydantic import Field

from coordo_widgets.case_words import describe_limits, describe_room, plain

if TYPE_CHECKING:
    from coordo_simulation.answer import Kind
    from coordo_simulation.prompts import ChoicePrompt, LinePrompt, Prompt
    from coordo_simulation.references import ReferenceBook

ACTS: dict[Kind, str] = {
    "single": "Je décide",
    "multiple": "Je décide",
    "allocation": "Je répartis ainsi",
    "ordering": "Je retiens cet ordre",
    "text": "Je garde ce texte",
}
"""The one main action of each kind, named by its verb."""


class ChoiceView(Closed):
    """A choice with its visible price, or the reason why it is not open."""

    id: str
    html: str
    price: str | None
    is_available: bool
    reason: str | None


class SingleField(Closed):
    """One choice among several."""

    kind: Literal["single"] = "single"
    choices: tuple[ChoiceView, ...]


class ForbiddenView(Closed):
    """Choices that cannot be ticked together, and why."""

    choices: tuple[str, ...]
    reason: str


class MultipleField(Closed):
    """Choices to tick; ``told`` says how many."""

    kind: Literal["multiple"] = "multiple"
    choices: tuple[ChoiceView, ...]
    least: int
    most: int
    told: str
    forbidden: tuple[ForbiddenView, ...]


class LineView(Closed):
    """A line of a budget, with its bounds; ``told`` says them where they bind."""

    id: str
    html: str
    name: str
    least: float
    most: float
    told: str


class AllocationField(Closed):
    """A budget to share out by steps, all of it where ``spend_all``."""

    kind: Literal["allocation"] = "allocation"
    total: float
    unit: str
    step: float
    spend_all: bool
    lines: tuple[LineView, ...]


class ElementView(Closed):
    """Something to put in order; ``name`` is what a screen reader is told."""

    id: str
    html: str
    name: str


class OrderingField(Closed):
    """Elements to put in order."""

    kind: Literal["ordering"] = "ordering"
    elements: tuple[ElementView, ...]


class TextField(Closed):
    """A text to write; lengths in characters, ``told`` in words; ``draft`` is what was kept."""

    kind: Literal["text"] = "text"
    least: int
    most: int
    told: str
    draft: str = ""


FieldView = Annotated[
    SingleField | MultipleField | AllocationField | OrderingField | TextField,
    Field(discriminator="kind"),
]


def build_field(prompt: Prompt, book: ReferenceBook, draft: str = "") -> FieldView:
    """Build the field that a decision is answered in."""
    match prompt:
        case SinglePrompt():
            return SingleField(choices=_build_choices(prompt.choices, book))
        case MultiplePrompt():
            return _build_multiple(prompt, book)
        case AllocationPrompt():
            return AllocationField(
                total=prompt.total,
                unit=prompt.unit,
                step=prompt.step,
                spend_all=prompt.spend_all,
                lines=tuple(_build_line(line, prompt, book) for line in prompt.lines),
            )
        case OrderingPrompt():
            elements = (
                ElementView(
                    id=each.id, html=render_inline(each.text, book), name=plain(each.text, book)
                )
                for each in prompt.elements
            )
            return OrderingField(elements=tuple(elements))
        case TextPrompt(least_length=least, most_length=most):
            told = describe_room(least, most)
            return TextField(least=least, most=most, told=told, draft=draft)


def _build_multiple(prompt: MultiplePrompt, book: ReferenceBook) -> MultipleField:
    return MultipleField(
        choices=_build_choices(prompt.choices, book),
        least=prompt.least,
        most=prompt.most,
        told=describe_limits(prompt.least, prompt.most),
        forbidden=tuple(
            ForbiddenView(choices=rule.choices, reason=plain(rule.reason, book))
            for rule in prompt.forbidden
        ),
    )


def _build_choices(
    choices: tuple[ChoicePrompt, ...], book: ReferenceBook
) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(
            id=choice.id,
            html=render_inline(choice.text, book),
            price=plain(choice.cost, book) if choice.cost else None,
            is_available=choice.is_available,
            reason=plain(choice.unavailable_reason, book) if choice.unavailable_reason else None,
        )
        for choice in choices
    )


def _build_line(line: LinePrompt, prompt: AllocationPrompt, book: ReferenceBook) -> LineView:
    told = []
    if line.min:
        told.append(f"{_tell(line.min, prompt)} au moins")
    if line.max < prompt.total:
        told.append(f"{_tell(line.max, prompt)} au plus")
    return LineView(
        id=line.id,
        html=render_inline(line.text, book),
        name=plain(line.text, book),
        least=line.min,
        most=line.max,
        told=", ".join(told),
    )


def _tell(amount: float, prompt: AllocationPrompt) -> str:
    return tell_amount(amount, prompt.unit)


def tell_amount(amount: float, unit: str) -> str:
    """Write an amount of a budget with no decimals that say nothing: 10 h, 2,5 h."""
    decimals = next((n for n in (0, 1) if round(amount, n) == amount), 2)
    return format_quantity(amount, unit, decimals)
