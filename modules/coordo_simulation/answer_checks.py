"""Whether an answer or an opening is allowed where it is made, and why not, in French."""

from collections import Counter
from decimal import Decimal

from coordo_simulation.answer import Amount, Answer, Kind
from coordo_simulation.case_decisions import (
    AllocationDecision,
    Line,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.errors import (
    BudgetError,
    ClosedItemError,
    ForbiddenAnswerError,
    IncompleteAnswerError,
    RunError,
    UnavailableChoiceError,
    UnknownChoiceError,
    WrongKindError,
)
from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.point import Point
from coordo_simulation.questions import Item

EXPECTED: dict[Kind, str] = {
    "single": "un choix",
    "multiple": "des cases cochées",
    "allocation": "une répartition",
    "ordering": "un ordre",
    "text": "un texte",
}


def check_answer(point: Point, answer: Answer) -> None:
    """Accept an answer that is legal here.

    Raises:
        RunError: of another kind, unknown, closed, forbidden, out of bounds; told in French.
    """
    spec = point.question.spec
    if answer.kind != spec.kind:
        raise WrongKindError(_tell(point, f"cette décision attend {EXPECTED[spec.kind]}"))
    match spec:
        case SingleDecision():
            _check_choice(point, answer.choice or "")
        case MultipleDecision():
            _check_ticks(point, spec, answer.choices or ())
        case AllocationDecision():
            _check_amounts(point, spec, answer.amounts or ())
        case OrderingDecision():
            _check_order(point, spec, answer.order or ())
        case TextDecision():
            _check_text(point, spec, answer.text or "")


def is_legal(point: Point, answer: Answer) -> bool:
    """Whether an answer is allowed here."""
    if answer.choice is not None and isinstance(point.question.spec, SingleDecision):
        position = point.question.find_option(answer.choice)
        return position is not None and point.available[position]
    try:
        check_answer(point, answer)
    except RunError:
        return False
    return True


def check_opening(point: Point, item_id: str) -> Item:
    """Return what is to be opened.

    Raises:
        RunError: there is no such thing here, or it is closed; told in French.
    """
    item = point.question.find_item(item_id)
    state = point.state
    if item is None or (item.test is not None and not item.test(state)):
        raise UnknownChoiceError(_tell(point, f"« {item_id} » ne s’ouvre pas ici"))
    reason = find_reason_closed(point, item)
    if reason is not None:
        raise ClosedItemError(_tell(point, f"« {item.spec.title} » reste fermé. {reason}"))
    return item


def find_reason_closed(point: Point, item: Item) -> str | None:
    """Say in French why something that is seen cannot be opened now, None when it can."""
    if item.spec.id in point.state.opened:
        return "Vous l’avez déjà ouvert."
    left, needed = point.minutes_left, item.spec.minutes
    if left is None or needed <= left:
        return None
    if left == 0:
        return f"Il faut {needed}\u00a0minutes, et il n’en reste plus."
    return f"Il faut {needed}\u00a0minutes, il en reste {left}."


def _tell(point: Point, text: str) -> str:
    end = "" if text.endswith(".") else "."
    return set_spaces(f"Étape {point.step + 1} : {text}{end}")


def _check_choice(point: Point, choice: str) -> None:
    question = point.question
    position = question.find_option(choice)
    if position is None:
        text = f"« {question.spec.id} » n’offre pas le choix « {choice} »"
        raise UnknownChoiceError(_tell(point, text))
    if not point.available[position]:
        reason = question.options[position].spec.unavailable
        raise UnavailableChoiceError(_tell(point, f"ce choix n’est pas possible. {reason}"))


def _check_ticks(point: Point, spec: MultipleDecision, ticked: tuple[str, ...]) -> None:
    for choice in ticked:
        _check_choice(point, choice)
    _check_unique(point, ticked)
    if not spec.least <= len(ticked) <= spec.most:
        expected = f"de {spec.least} à {spec.most}" if spec.least != spec.most else f"{spec.most}"
        text = f"{expected} cases à cocher, et non {len(ticked)}"
        raise IncompleteAnswerError(_tell(point, text))
    for rule in spec.forbidden:
        if set(rule.choices) <= set(ticked):
            raise ForbiddenAnswerError(_tell(point, rule.reason))


def _check_unique(point: Point, names: tuple[str, ...]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise IncompleteAnswerError(_tell(point, f"« {twice[0]} » y est deux fois"))


def _check_amounts(point: Point, spec: AllocationDecision, amounts: tuple[Amount, ...]) -> None:
    lines = {line.id: line for line in spec.lines}
    for each in amounts:
        if each.line not in lines:
            raise UnknownChoiceError(_tell(point, f"« {each.line} » n’est pas une ligne"))
    _check_unique(point, tuple(each.line for each in amounts))
    if len(amounts) != len(lines):
        raise IncompleteAnswerError(_tell(point, "un montant pour chaque ligne, même nul"))
    for each in amounts:
        _check_amount(point, spec, lines[each.line], each.amount)
    spent = sum(exact(each.amount) for each in amounts)
    told = f"{_write(spent, spec)} sur {_write(spec.total, spec)}"
    if spent > exact(spec.total):
        raise BudgetError(_tell(point, f"vous répartissez {told}, c’est trop"))
    if spec.spend_all and spent < exact(spec.total):
        raise BudgetError(_tell(point, f"tout est à répartir, et vous répartissez {told}"))


def _check_amount(point: Point, spec: AllocationDecision, line: Line, amount: float) -> None:
    if not line.min <= amount <= line.max:
        text = f"« {line.text} » va de {_write(line.min, spec)} à {_write(line.max, spec)}"
        raise BudgetError(_tell(point, text))
    if exact(amount) % exact(spec.step):
        text = f"« {line.text} » se règle par pas de {_write(spec.step, spec)}"
        raise BudgetError(_tell(point, text))


def _write(value: float | Decimal, spec: AllocationDecision) -> str:
    return format_quantity(value, spec.unit, 0 if value == int(value) else 2)


def exact(value: float) -> Decimal:
    """Return the number as it is written, so that sums are exact."""
    return Decimal(str(value))


def _check_order(point: Point, spec: OrderingDecision, order: tuple[str, ...]) -> None:
    known = {element.id for element in spec.elements}
    for name in order:
        if name not in known:
            raise UnknownChoiceError(_tell(point, f"« {name} » n’est pas à ordonner ici"))
    _check_unique(point, order)
    if len(order) != len(known):
        raise IncompleteAnswerError(_tell(point, f"les {len(known)} éléments sont à ordonner"))


def _check_text(point: Point, spec: TextDecision, text: str) -> None:
    length = len(text.strip())
    if length < spec.least_length:
        told = f"au moins {spec.least_length} caractères, il y en a {length}"
        raise IncompleteAnswerError(_tell(point, told))
    if len(text) > spec.most_length:
        told = f"au plus {spec.most_length} caractères, il y en a {len(text)}"
        raise IncompleteAnswerError(_tell(point, told))
