"""Moodle's XML format as data, and what of a file does not fit it.

No schema is published: the format is defined by its documentation
(https://docs.moodle.org/en/Moodle_XML_format) and by what Moodle's own importer and exporter read
and write (question/format/xml in its sources, from 3.3 on; ordering is a core type since 4.4).
The tables below hold the elements, their places and their values. All banks of this repository,
exported, were also given to Moodle's own importers (3.3.1, XML and GIFT, under PHP): every
question came out with the type, texts, fractions, feedback, pairs and tags that were meant.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from coordo_assessments.interchange.fractions_of_moodle import FULL, is_listed
from coordo_assessments.interchange.moodle_tags import MAX_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

FORMATS = frozenset({"html", "moodle_auto_format", "plain_text", "markdown", "wiki_like"})
MAX_NAME = 255
MAX_IDNUMBER = 100
_ROUNDING = Decimal("0.01")

COMMON = frozenset(
    {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"}
    | {"tags", "hint", "coursetags"}
)
COMBINED = frozenset(
    {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"}
)
OWN = {
    "multichoice": COMBINED
    | {"single", "shuffleanswers", "answernumbering", "showstandardinstruction", "answer"},
    "shortanswer": frozenset({"usecase", "answer"}),
    "numerical": frozenset({"answer", "units", "unitgradingtype", "unitpenalty", "showunits"})
    | {"unitsleft", "instructions"},
    "matching": COMBINED | {"shuffleanswers", "subquestion"},
    "ordering": COMBINED
    | {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading"}
    | {"numberingstyle", "answer"},
    "essay": frozenset({"responseformat", "responserequired", "responsefieldlines", "attachments"})
    | {"attachmentsrequired", "graderinfo", "responsetemplate", "minwordlimit", "maxwordlimit"}
    | {"maxbytes", "filetypeslist"},
    "truefalse": frozenset({"answer"}),
    "description": frozenset(),
    "cloze": frozenset(),
}
FORMATTED = frozenset(
    {"questiontext", "generalfeedback", "graderinfo", "responsetemplate", "feedback", "hint"}
    | {"subquestion", "instructions", *COMBINED} - {"shownumcorrect"}
)
VALUES = {
    "single": {"true", "false"},
    "shuffleanswers": {"true", "false", "1", "0"},
    "answernumbering": {"abc", "ABCD", "123", "iii", "IIII", "none"},
    "usecase": {"0", "1"},
    "hidden": {"0", "1"},
    "showunits": {"0", "1", "2", "3"},
    "layouttype": {"VERTICAL", "HORIZONTAL"},
    "selecttype": {"ALL", "RANDOM", "CONTIGUOUS"},
    "gradingtype": {
        "ALL_OR_NOTHING",
        "ABSOLUTE_POSITION",
        "RELATIVE_TO_CORRECT",
        "RELATIVE_NEXT_EXCLUDE_LAST",
        "RELATIVE_NEXT_INCLUDE_LAST",
        "RELATIVE_ONE_PREVIOUS_AND_NEXT",
        "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "LONGEST_ORDERED_SUBSET",
        "LONGEST_CONTIGUOUS_SUBSET",
    },
    "responseformat": {"editor", "editorfilepicker", "plain", "monospaced", "noinline"},
}
NUMBERS = frozenset({"defaultgrade", "penalty", "tolerance", "multiplier", "selectcount"})
FEWEST = {"multichoice": 2, "shortanswer": 1, "numerical": 1, "ordering": 2, "truefalse": 2}
FEWEST_PAIRS = 2


def find_faults(root: Element) -> list[str]:
    """List what Moodle's importer would refuse or ignore in a file (French)."""
    if root.tag != "quiz":
        return [f"la racine est <{root.tag}>, et non <quiz>"]
    faults = []
    for number, node in enumerate(root, start=1):
        if node.tag != "question":
            faults.append(f"<{node.tag}> à la place d’une <question>")
            continue
        faults.extend(f"question {number}\u202f: {fault}" for fault in _find_question_faults(node))
    return faults


def _find_question_faults(node: Element) -> Iterator[str]:
    kind = node.get("type", "")
    if kind == "category":
        if not (node.findtext("category/text") or "").strip():
            yield "une catégorie sans nom"
        return
    if kind not in OWN:
        yield f"type inconnu de Moodle\u202f: « {kind} »"
        return
    yield from _find_header_faults(node)
    for child in node:
        if child.tag not in COMMON | OWN[kind]:
            yield f"<{child.tag}> n’a pas de place dans le type {kind}"
    for child in node.iter():
        yield from _find_value_faults(child)
    yield from _find_answer_faults(node, kind)


def _find_header_faults(node: Element) -> Iterator[str]:
    name = (node.findtext("name/text") or "").strip()
    if not name:
        yield "un <name><text> vide"
    if len(name) > MAX_NAME:
        yield f"un nom de plus de {MAX_NAME} caractères"
    if node.find("questiontext/text") is None:
        yield "aucun <questiontext><text>"
    if len(node.findtext("idnumber") or "") > MAX_IDNUMBER:
        yield f"un idnumber de plus de {MAX_IDNUMBER} caractères"
    for tag in node.iterfind("tags/tag"):
        text = tag.findtext("text") or ""
        if not text or len(text) > MAX_TAG or "," in text:
            yield f"une étiquette que Moodle refuse\u202f: « {text[:40]} »"


def _find_value_faults(node: Element) -> Iterator[str]:
    text = (node.text or "").strip()
    if node.tag in FORMATTED:
        if node.get("format", "html") not in FORMATS:
            yield f"format de texte inconnu\u202f: « {node.get('format')} »"
        if node.find("text") is None:
            yield f"<{node.tag}> sans <text>"
    if node.tag in VALUES and text not in VALUES[node.tag]:
        yield f"<{node.tag}> vaut « {text} »"
    if node.tag in NUMBERS and _read_number(text) is None:
        yield f"<{node.tag}> n’est pas un nombre\u202f: « {text} »"


def _find_answer_faults(node: Element, kind: str) -> Iterator[str]:
    answers = node.findall("answer")
    if len(answers) < FEWEST.get(kind, 0):
        yield f"moins de {FEWEST[kind]} réponse(s)"
    if kind == "matching":
        yield from _find_pair_faults(node)
    fractions = [_read_number(answer.get("fraction", "")) for answer in answers]
    known = [fraction for fraction in fractions if fraction is not None]
    if len(known) < len(fractions):
        yield "une réponse sans fraction"
    elif kind in {"multichoice", "shortanswer", "numerical"} and known:
        yield from _find_fraction_faults(node, kind, known)
    for answer in answers:
        text = (answer.findtext("text") or "").strip()
        if not text:
            yield "une réponse vide"
        elif kind == "numerical" and text != "*" and _read_number(text) is None:
            yield f"une réponse qui n’est pas un nombre\u202f: « {text} »"


def _find_fraction_faults(node: Element, kind: str, fractions: list[Decimal]) -> Iterator[str]:
    for fraction in fractions:
        if not is_listed(fraction):
            yield f"un pourcentage que Moodle refuse\u202f: {fraction}"
    is_several = kind == "multichoice" and node.findtext("single", "true").strip() == "false"
    gained = sum(fraction for fraction in fractions if fraction > 0)
    if is_several and abs(gained - FULL) > _ROUNDING:
        yield f"les bonnes réponses font {gained} et non 100\u00a0%"
    if not is_several and max(fractions) != FULL:
        yield "aucune réponse à 100\u00a0%"


def _find_pair_faults(node: Element) -> Iterator[str]:
    pairs = node.findall("subquestion")
    asked = [pair for pair in pairs if (pair.findtext("text") or "").strip()]
    if len(asked) < FEWEST_PAIRS:
        yield f"moins de {FEWEST_PAIRS} paires"
    if any(not (pair.findtext("answer/text") or "").strip() for pair in pairs):
        yield "une paire sans réponse"


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
