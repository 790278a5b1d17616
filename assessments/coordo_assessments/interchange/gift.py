"""Writes and reads GIFT, Moodle's plain-text format.

Rules as Moodle's importer applies them (https://docs.moodle.org/en/GIFT_format and
question/format/gift in its sources): a blank line parts questions; ``// [id:…] [tag:…]`` above a
question; ``: # = ~ { }`` and line ends escaped; ``####`` before the general feedback. GIFT holds
neither points, units, word limits, notes to the marker, nor ordering.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from coordo_assessments.interchange.fractions_of_moodle import FULL, ZERO, write_percent
from coordo_assessments.interchange.html_to_markdown import convert_html
from coordo_assessments.interchange.question import (
    Loss,
    MoodleAnswer,
    MoodleQuestion,
    MoodleQuiz,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\#=~{}:"} | {"\n": "\\n", "\r": ""})
_SLOTS = {":": "\ue010", "#": "\ue011", "=": "\ue012", "{": "\ue013", "}": "\ue014", "~": "\ue015"}
_BACKSLASH, _LINE_END = "\ue016", "\ue017"
_COMMENT_MARK = re.compile(r"\[(id|tag):((?:\\.|[^\[\]<>\\])*)\]")
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
_FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]")
_NAME = re.compile(r"^::(.*?)::", re.DOTALL)
_CATEGORY = "$CATEGORY:"


def write_gift(quiz: MoodleQuiz) -> tuple[str, tuple[Loss, ...]]:
    """Write the questions that GIFT can hold, and say what it cannot."""
    losses: list[Loss] = []
    blocks = [f"{_CATEGORY} $course$/top/{quiz.category}"] if quiz.category else []
    for question in quiz.questions:
        if question.kind == "ordering":
            losses.append(Loss(question.idnumber, "", "non exporté, GIFT n’a pas de classement."))
            continue
        losses.extend(_list_losses(question))
        blocks.append(_write_question(question))
    return "\n\n".join(blocks) + "\n", tuple(losses)


def _list_losses(question: MoodleQuestion) -> Iterator[Loss]:
    item = question.idnumber
    if question.grade != 1:
        yield Loss(item, "points", "GIFT ne dit pas les points\u202f: Moodle mettra 1.")
    if not question.is_shuffled:
        yield Loss(item, "shuffle", "GIFT ne fixe pas l’ordre des propositions.")
    if question.unit:
        yield Loss(item, "unit", "GIFT n’a pas d’unité\u202f: écrivez-la dans l’énoncé.")
    if question.grader_info:
        yield Loss(item, "guidance", "GIFT n’a pas de consigne pour le correcteur.")
    if question.max_words:
        yield Loss(item, "max_words", "GIFT ne limite pas la longueur.")


def _write_question(question: MoodleQuestion) -> str:
    tags = " ".join(f"[tag:{_write_mark(tag)}]" for tag in question.tags)
    marks = f"// [id:{_write_mark(question.idnumber)}] {tags}".rstrip()
    head = f"::{_escape(question.name)}::[markdown]{_escape(question.text)}"
    lines = [f"\t{line}" for line in _iter_lines(question)]
    if question.feedback:
        lines.append(f"\t####{_escape(question.feedback)}")
    start = "{#" if question.kind == "numerical" else "{"
    return "\n".join((marks, f"{head}{start}", *lines, "}"))


def _iter_lines(question: MoodleQuestion) -> Iterator[str]:
    for answer in question.answers:
        told = f"#{_escape(answer.feedback)}" if answer.feedback else ""
        weight = f"%{write_percent(answer.fraction)}%"
        match question.kind:
            case "multichoice":
                is_key = question.is_single and answer.fraction == FULL
                yield f"{'=' if is_key else '~' + weight}{_escape(answer.text)}{told}"
            case "numerical":
                yield f"={weight}{answer.text}:{answer.tolerance or 0:f}{told}"
            case _:
                yield f"={weight}{_escape(answer.text)}{told}"
    for left, right in question.pairs:
        yield f"={_escape(left)} -> {_escape(right)}"


def _escape(text: str) -> str:
    """An arrow in a text would make a matching question of any other."""
    return text.strip().replace("->", "→").translate(_ESCAPED)


def _write_mark(text: str) -> str:
    return re.sub(r"[\[\]<>\\]", "", text)


def read_gift(text: str) -> MoodleQuiz:
    """Read the questions of a file; what cannot be read is named, line by line."""
    category = ""
    questions: list[MoodleQuestion] = []
    losses: list[Loss] = []
    for line, block in _iter_blocks(text):
        body = "\n".join(row for row in block if not row.lstrip().startswith("//")).strip()
        comment = "\n".join(row for row in block if row.lstrip().startswith("//"))
        if body.startswith(_CATEGORY):
            first, _, body = body.partition("\n")
            path = first.removeprefix(_CATEGORY).strip()
            category = category or path.removeprefix("$course$/").removeprefix("top/")
        if not body.strip():
            continue
        try:
            questions.append(_read_question(body.strip(), comment))
        except ValueError as error:
            losses.append(Loss(f"ligne {line}", "", f"question non lue, {error}."))
    return MoodleQuiz(category, tuple(questions), tuple(losses))


def _iter_blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start = 1
    for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if row.strip():
            if not block:
                start = number
            block.append(row)
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def _read_question(body: str, comment: str) -> MoodleQuestion:
    """Read one block.

    Raises:
        ValueError: braces that do not match, or a type that the bank has no format for (French).
    """
    text = _hide_escapes(body)
    name = ""
    if found := _NAME.match(text):
        name, text = found[1], text[found.end() :].strip()
    start, end = text.find("{"), text.find("}")
    if start < 0 or end < start:
        raise ValueError("il n’y a pas de réponse entre accolades")
    inner, after = text[start + 1 : end].strip(), text[end + 1 :].strip()
    stem = text[:start] + (f" _____ {after}" if after else "")
    inner, _, general = _split_last(inner, "####")
    found_format = _FORMAT.match(stem.strip())
    default = found_format[1] if found_format else "moodle"
    marks = [(kind, _show(value)) for kind, value in _COMMENT_MARK.findall(comment)]
    parts = _read_answers(inner, default)
    return MoodleQuestion(
        name=_show(name) or _read_text(stem, default)[:80],
        text=_read_text(stem, default),
        feedback=_read_text(general, default),
        idnumber=next((value for kind, value in marks if kind == "id"), ""),
        tags=tuple(value for kind, value in marks if kind == "tag"),
        kind=parts.kind,
        is_single=parts.is_single,
        answers=parts.answers,
        pairs=parts.pairs,
    )


def _read_answers(inner: str, default: str) -> MoodleQuestion:
    """The part of a question that its braces hold, in Moodle's own order of guesses."""
    if not inner:
        return MoodleQuestion("essay", "", "")
    if inner.startswith("#"):
        return MoodleQuestion("numerical", "", "", answers=_read_numbers(inner[1:], default))
    if "~" in inner:
        marked = inner.replace("=", "~=").split("~")
        answers = tuple(_read_choice(part.strip(), default) for part in marked if part.strip())
        return MoodleQuestion("multichoice", "", "", is_single="=" in inner, answers=answers)
    if "=" in inner and "->" in inner:
        pairs = [part.partition("->") for part in inner.split("=") if part.strip()]
        read = tuple((_read_text(left, default), _show(right)) for left, _, right in pairs)
        return MoodleQuestion("matching", "", "", pairs=read)
    if inner.partition("#")[0].strip() in {"T", "TRUE", "F", "FALSE"}:
        return MoodleQuestion("truefalse", "", "")
    parts = [part.strip() for part in inner.split("=") if part.strip()]
    read_answers = tuple(_read_weighted(part, default, is_plain=True) for part in parts)
    return MoodleQuestion("shortanswer", "", "", answers=read_answers)


def _read_choice(part: str, default: str) -> MoodleAnswer:
    if part.startswith("="):
        answer = _read_weighted(part[1:], default)
        return MoodleAnswer(answer.text, FULL, answer.feedback)
    weight = ZERO if not _WEIGHT.match(part) else None
    answer = _read_weighted(part, default)
    return MoodleAnswer(answer.text, answer.fraction if weight is None else weight, answer.feedback)


def _read_weighted(part: str, default: str, *, is_plain: bool = False) -> MoodleAnswer:
    """An answer with its weight (100 where none is written) and its feedback."""
    fraction = FULL
    if found := _WEIGHT.match(part):
        fraction, part = Decimal(found[1]), part[found.end() :]
    text, _, feedback = part.partition("#")
    shown = _show(text) if is_plain else _read_text(text, default)
    return MoodleAnswer(shown, fraction, _read_text(feedback, default))


def _read_numbers(inner: str, default: str) -> tuple[MoodleAnswer, ...]:
    known, _, wrong = inner.partition("~")
    answers = [_read_number(part.strip(), default) for part in known.split("=") if part.strip()]
    if wrong:
        answers.append(MoodleAnswer("*", ZERO, _read_text(wrong.partition("#")[2], default)))
    return tuple(answers)


def _read_number(part: str, default: str) -> MoodleAnswer:
    """Read ``value``, ``value:tolerance`` or ``least..most``.

    Raises:
        ValueError: not numbers (French).
    """
    answer = _read_weighted(part, default, is_plain=True)
    try:
        if ".." in answer.text:
            low, high = (Decimal(end.strip()) for end in answer.text.split("..", 1))
            value, tolerance = (low + high) / 2, (high - low) / 2
        else:
            number, _, margin = answer.text.partition(":")
            value, tolerance = Decimal(number.strip()), Decimal(margin.strip() or "0")
    except InvalidOperation:
        raise ValueError(f"« {answer.text[:40]} » n’est pas un nombre") from None
    return MoodleAnswer(f"{value:f}", answer.fraction, answer.feedback, tolerance)


def _split_last(text: str, mark: str) -> tuple[str, str, str]:
    before, found, after = text.rpartition(mark)
    return (before.strip(), found, after) if found else (text, "", "")


def _read_text(text: str, default: str) -> str:
    plain = text.strip()
    kind = default
    if found := _FORMAT.match(plain):
        kind, plain = found[1], plain[found.end() :]
    shown = _show(plain)
    return convert_html(shown)[0] if kind == "html" else shown


def _hide_escapes(text: str) -> str:
    """Put escaped marks out of the way of those that part answers."""
    text = text.replace("\\\\", _BACKSLASH).replace("\\n", _LINE_END)
    for mark, slot in _SLOTS.items():
        text = text.replace(f"\\{mark}", slot)
    return text


def _show(text: str) -> str:
    """Put hidden marks back."""
    for mark, slot in _SLOTS.items():
        text = text.replace(slot, mark)
    return text.replace(_LINE_END, "\n").replace(_BACKSLASH, "\\").strip()
