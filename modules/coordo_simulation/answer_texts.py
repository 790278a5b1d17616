"""An answer told in French, as one reads it again later."""

from coordo_simulation.answer import Answer
from coordo_simulation.case_decisions import (
    AllocationDecision,
    DecisionSpec,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.french import format_quantity, set_spaces

NOTHING_TICKED = "Rien de ce qui était proposé."
NOTHING_GIVEN = "Rien n’a été réparti."


def describe_answer(spec: DecisionSpec, answer: Answer) -> str:
    """Write an answer; a name that the decision does not know is left out."""
    match spec:
        case SingleDecision():
            return next((c.text for c in spec.choices if c.id == answer.choice), "")
        case MultipleDecision():
            ticked = [c.text.rstrip(".") for c in spec.choices if c.id in (answer.choices or ())]
            return f"{_join(ticked)}." if ticked else NOTHING_TICKED
        case AllocationDecision():
            return _describe_amounts(spec, answer)
        case OrderingDecision():
            texts = {element.id: element.text.rstrip(".") for element in spec.elements}
            names = [name for name in answer.order or () if name in texts]
            ranked = (f"{rank}. {texts[name]}" for rank, name in enumerate(names, start=1))
            return f"{_join(list(ranked))}."
        case TextDecision():
            return set_spaces(f"« {(answer.text or '').strip()} »")


def _describe_amounts(spec: AllocationDecision, answer: Answer) -> str:
    decimals = 0 if float(spec.step).is_integer() else 2
    told = [
        f"{line.text.rstrip('.')} ({format_quantity(amount, spec.unit, decimals)})"
        for line in spec.lines
        if (amount := answer.get_amount(line.id))
    ]
    return f"{_join(told)}." if told else NOTHING_GIVEN


def _join(texts: list[str]) -> str:
    return "\u202f; ".join(texts)
