"""Writes and reads Moodle's XML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from coordo_assessments.interchange.fractions_of_moodle import write_percent
from coordo_assessments.interchange.html_to_markdown import convert_html
from coordo_assessments.interchange.moodle_rules import COMMON, MAX_NAME, OWN
from coordo_assessments.interchange.question import (
    Loss,
    MoodleAnswer,
    MoodleQuestion,
    MoodleQuiz,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKDOWN = "markdown"
PLAIN_ANSWERS = frozenset({"shortanswer", "numerical"})
_PENALTY = "0.3333333"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEFAULTS = {
    "multichoice": {"answernumbering": "abc"},
    "shortanswer": {"usecase": "0"},
    "matching": {"shuffleanswers": "true"},
    "ordering": {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    },
    "essay": {
        "responseformat": "editor",
        "responserequired": "1",
        "responsefieldlines": "15",
        "attachments": "0",
        "attachmentsrequired": "0",
    },
}
_UNDERSTOOD = frozenset(
    {"name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "tags", "answer"}
    | {"single", "subquestion", "units", "graderinfo", "maxwordlimit"}
)
_SETTINGS = frozenset(
    {"penalty", "hidden", "shuffleanswers", "answernumbering", "showstandardinstruction"}
    | {"shownumcorrect", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"}
    | {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle"}
    | {"responseformat", "responserequired", "responsefieldlines", "attachments"}
    | {"attachmentsrequired", "usecase", "maxbytes", "filetypeslist", "minwordlimit"}
)
"""What says how Moodle shows or draws a question: nothing of the question itself."""


class UnreadableQuizError(ValueError):
    """A file that is not Moodle's; the message is French and names the line."""


def write_xml(quiz: MoodleQuiz) -> str:
    """Write a quiz as Moodle reads it; every text is Markdown and says so."""
    root = ET.Element("quiz")
    if quiz.category:
        node = ET.SubElement(root, "question", type="category")
        _add_text(ET.SubElement(node, "category"), f"$course$/top/{quiz.category}")
    for question in quiz.questions:
        _add_question(root, question)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add_question(root: ET.Element, question: MoodleQuestion) -> None:
    node = ET.SubElement(root, "question", type=question.kind)
    _add_text(ET.SubElement(node, "name"), question.name[:MAX_NAME])
    _add_formatted(node, "questiontext", question.text)
    _add_formatted(node, "generalfeedback", question.feedback)
    _add_value(node, "defaultgrade", f"{question.grade:f}")
    _add_value(node, "penalty", _PENALTY)
    _add_value(node, "hidden", "0")
    _add_value(node, "idnumber", question.idnumber)
    if question.kind == "multichoice":
        _add_value(node, "single", "true" if question.is_single else "false")
        _add_value(node, "shuffleanswers", "true" if question.is_shuffled else "false")
    for name, value in _DEFAULTS.get(question.kind, {}).items():
        _add_value(node, name, value)
    if question.kind == "ordering":
        _add_value(node, "selectcount", str(len(question.answers)))
    for answer in question.answers:
        _add_answer(node, question.kind, answer)
    for left, right in question.pairs:
        pair = _add_formatted(node, "subquestion", left)
        _add_text(ET.SubElement(pair, "answer"), right)
    _add_rest(node, question)
    tags = ET.SubElement(node, "tags")
    for tag in question.tags:
        _add_text(ET.SubElement(tags, "tag"), tag)


def _add_rest(node: ET.Element, question: MoodleQuestion) -> None:
    if question.kind == "numerical":
        if question.unit:
            unit = ET.SubElement(ET.SubElement(node, "units"), "unit")
            _add_value(unit, "multiplier", "1")
            _add_value(unit, "unit_name", question.unit)
        _add_value(node, "unitgradingtype", "0")
        _add_value(node, "showunits", "0" if question.unit else "3")
        _add_value(node, "unitsleft", "0")
    if question.kind == "essay":
        _add_formatted(node, "graderinfo", question.grader_info)
        if question.max_words:
            _add_value(node, "maxwordlimit", str(question.max_words))


def _add_answer(node: ET.Element, kind: str, answer: MoodleAnswer) -> None:
    is_plain = kind in PLAIN_ANSWERS
    written = ET.SubElement(
        node,
        "answer",
        fraction=write_percent(answer.fraction),
        format="moodle_auto_format" if is_plain else MARKDOWN,
    )
    _add_text(written, answer.text)
    _add_formatted(written, "feedback", answer.feedback)
    if answer.tolerance is not None:
        _add_value(written, "tolerance", f"{answer.tolerance:f}")


def _add_formatted(node: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(node, name, format=MARKDOWN)
    _add_text(child, text)
    return child


def _add_text(node: ET.Element, text: str) -> None:
    _add_value(node, "text", text)


def _add_value(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = _FORBIDDEN.sub("", text)


def parse_xml(text: str) -> ET.Element:
    """Read a file without ever opening another.

    Raises:
        UnreadableQuizError: not well-formed, or with a document type (entities).
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableQuizError("Un fichier de Moodle ne déclare ni type ni entité (DOCTYPE).")
    try:
        return ET.fromstring(text)  # noqa: S314  (no entity can be declared: refused above)
    except ET.ParseError as error:
        line, column = error.position
        raise UnreadableQuizError(f"XML illisible, ligne {line}, colonne {column + 1}.") from None


def read_xml(text: str) -> MoodleQuiz:
    """Read the questions of a file; what is not understood is named in ``unread``.

    Raises:
        UnreadableQuizError: not Moodle's XML.
    """
    root = parse_xml(text)
    if root.tag != "quiz":
        raise UnreadableQuizError(f"La racine est <{root.tag}>\u202f: un fichier Moodle a <quiz>.")
    category, questions, losses = "", [], []
    for node in root.iterfind("question"):
        kind = node.get("type", "")
        if kind == "category":
            path = (node.findtext("category/text") or "").strip()
            losses.extend(_lose_category(category, path))
            category = category or path.removeprefix("$course$/").removeprefix("top/")
        else:
            questions.append(_read_question(node, "matching" if kind == "match" else kind))
    return MoodleQuiz(category, tuple(questions), tuple(losses))


def _lose_category(before: str, path: str) -> list[Loss]:
    if not before:
        return []
    return [Loss(path, "theme", "une seule catégorie par fichier\u202f: la première est gardée.")]


def _read_question(node: ET.Element, kind: str) -> MoodleQuestion:
    unread: list[str] = []
    name = " ".join((node.findtext("name/text") or "").split())
    is_plain = kind in PLAIN_ANSWERS
    answers = tuple(_read_answer(entry, unread, is_plain) for entry in node.iterfind("answer"))
    pairs = tuple(
        (_read_formatted(pair, unread), (pair.findtext("answer/text") or "").strip())
        for pair in node.iterfind("subquestion")
    )
    unread.extend(_list_unread(node, kind))
    words = _read_number(node.findtext("maxwordlimit"))
    return MoodleQuestion(
        kind=kind,
        name=name,
        text=_read_formatted(node.find("questiontext"), unread),
        feedback=_read_formatted(node.find("generalfeedback"), unread),
        grade=_read_number(node.findtext("defaultgrade")) or Decimal(1),
        idnumber=(node.findtext("idnumber") or "").strip(),
        tags=tuple((tag.findtext("text") or "").strip() for tag in node.iterfind("tags/tag")),
        is_single=(node.findtext("single") or "true").strip() not in {"false", "0", ""},
        is_shuffled=(node.findtext("shuffleanswers") or "true").strip() not in {"false", "0"},
        answers=answers,
        pairs=pairs,
        unit=(node.findtext("units/unit/unit_name") or "").strip(),
        grader_info=_read_formatted(node.find("graderinfo"), unread),
        max_words=int(words) if words else None,
        unread=tuple(dict.fromkeys(unread)),
    )


def _read_answer(node: ET.Element, unread: list[str], is_plain: bool) -> MoodleAnswer:  # noqa: FBT001
    plain = (node.findtext("text") or "").strip()
    return MoodleAnswer(
        text=plain if is_plain else _read_formatted(node, unread),
        fraction=_read_number(node.get("fraction")) or Decimal(0),
        feedback=_read_formatted(node.find("feedback"), unread),
        tolerance=_read_number(node.findtext("tolerance")),
    )


def _read_formatted(node: ET.Element | None, unread: list[str]) -> str:
    if node is None:
        return ""
    if node.find("file") is not None:
        unread.append("<file> (image ou fichier joint)")
    text = (node.findtext("text") or "").strip()
    if node.get("format", "html") != "html":
        return text
    plain, lost = convert_html(text)
    unread.extend(f"<{tag}> (mise en forme)" for tag in lost)
    return plain


def _list_unread(node: ET.Element, kind: str) -> Iterable[str]:
    """Elements of the question that nothing reads: a mere setting of Moodle's is not one."""
    for child in node:
        is_empty = not "".join(child.itertext()).strip()
        if child.tag in _UNDERSTOOD | _SETTINGS or is_empty:
            continue
        known = COMMON | OWN.get(kind, frozenset())
        yield f"<{child.tag}>" if child.tag in known else f"<{child.tag}> (inconnu)"


def _read_number(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
