"""What Moodle's importers read of a file, written anew from their published rules.

Nothing here is shared with ``interchange``: XML by its documented paths (question/format/xml),
GIFT by the order of guesses of the documentation (blank line, name, braces, ``####``, ``#``,
``~``, ``=`` with ``->``, else a short answer).
"""

from __future__ import annotations

import re
import xml.dom.minidom
from typing import Any

SLOTS = {":": "&&058;", "#": "&&035;", "=": "&&061;", "{": "&&123;", "}": "&&125;", "~": "&&126;"}


def read_xml(text: str) -> list[dict[str, Any]]:
    """Questions by minidom, as plain dicts: type, name, text, answers, pairs, tags…"""
    document = xml.dom.minidom.parseString(text)  # noqa: S318  (a file of our own)
    assert document.documentElement.tagName == "quiz"
    questions = []
    for node in children(document.documentElement, "question"):
        kind = node.getAttribute("type")
        if kind != "category":
            questions.append({"type": kind, **read_question(node)})
    return questions


def read_question(node: Any) -> dict[str, Any]:
    return {
        "name": find_text(node, "name", "text"),
        "text": find_text(node, "questiontext", "text"),
        "format": children(node, "questiontext")[0].getAttribute("format"),
        "grade": float(find_text(node, "defaultgrade")),
        "idnumber": find_text(node, "idnumber"),
        "single": find_text(node, "single") != "false",
        "answers": [
            {
                "text": find_text(answer, "text"),
                "fraction": float(answer.getAttribute("fraction")) / 100,
                "feedback": find_text(answer, "feedback", "text"),
                "tolerance": float(find_text(answer, "tolerance") or 0),
            }
            for answer in children(node, "answer")
        ],
        "pairs": [
            (find_text(pair, "text"), find_text(pair, "answer", "text"))
            for pair in children(node, "subquestion")
        ],
        "tags": [
            find_text(tag, "text")
            for tags in children(node, "tags")
            for tag in children(tags, "tag")
        ],
    }


def children(node: Any, name: str) -> list[Any]:
    return [child for child in node.childNodes if getattr(child, "tagName", "") == name]


def find_text(node: Any, *path: str) -> str:
    for name in path:
        found = children(node, name)
        if not found:
            return ""
        node = found[0]
    return "".join(child.data for child in node.childNodes if hasattr(child, "data")).strip()


def read_gift(text: str) -> list[dict[str, Any]]:
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return [question for block in blocks if (question := read_block(block))]


def read_block(block: str) -> dict[str, Any] | None:
    lines = [line for line in block.split("\n") if not line.strip().startswith("//")]
    comment = "\n".join(line for line in block.split("\n") if line.strip().startswith("//"))
    text = "\n".join(lines).strip()
    if not text or text.startswith("$CATEGORY:"):
        return None
    text = text.replace("\\\\", "&&092;")
    for mark, slot in SLOTS.items():
        text = text.replace("\\" + mark, slot)
    text = text.replace("\\n", "&&010")
    assert text.startswith("::")
    name, _, text = text[2:].partition("::")
    assert text.count("{") == 1
    assert text.count("}") == 1
    head, _, rest = text.partition("{")
    inner = rest.partition("}")[0].strip()
    general = ""
    if "####" in inner:
        inner, _, general = inner.rpartition("####")
        inner = inner.strip()
    return {
        "name": show(name),
        "text": show(head.strip().removeprefix("[markdown]")),
        "format": "markdown" if head.strip().startswith("[markdown]") else "moodle",
        "feedback": show(general),
        "idnumber": "".join(re.findall(r"\[id:([^\]]*)\]", comment)),
        "tags": re.findall(r"\[tag:([^\]]*)\]", comment),
        **read_answers(inner),
    }


def read_answers(inner: str) -> dict[str, Any]:
    if not inner:
        return {"type": "essay", "answers": []}
    if inner.startswith("#"):
        parts = [part.strip() for part in inner[1:].split("=") if part.strip()]
        return {"type": "numerical", "answers": [read_weighted(part) for part in parts]}
    if "~" in inner:
        single = "=" in inner
        parts = [part.strip() for part in inner.replace("=", "~=").split("~") if part.strip()]
        answers = [
            {**read_weighted(part[1:]), "fraction": 1.0}
            if part.startswith("=")
            else read_weighted(part, default=0.0)
            for part in parts
        ]
        return {"type": "multichoice", "single": single, "answers": answers}
    if "=" in inner and "->" in inner:
        pairs = [part.split("->", 1) for part in inner.split("=") if part.strip()]
        return {
            "type": "matching",
            "pairs": [(show(left.strip()), show(right.strip())) for left, right in pairs],
            "answers": [],
        }
    parts = [part.strip() for part in inner.split("=") if part.strip()]
    return {"type": "shortanswer", "answers": [read_weighted(part) for part in parts]}


def read_weighted(part: str, default: float = 1.0) -> dict[str, Any]:
    found = re.match(r"%-*([0-9]{1,2})\.?([0-9]*)%", part)
    fraction = default
    if found:
        weight, _, part = part[1:].partition("%")
        fraction = float(weight) / 100
    text, _, feedback = part.partition("#")
    return {"text": show(text.strip()), "fraction": fraction, "feedback": show(feedback.strip())}


def show(text: str) -> str:
    for mark, slot in SLOTS.items():
        text = text.replace(slot, mark)
    return text.replace("&&010", "\n").replace("&&092;", "\\").strip()
