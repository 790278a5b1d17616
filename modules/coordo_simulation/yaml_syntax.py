"""Says in French what ruamel found wrong in a text, and on which line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.nodes import Node

_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_QUOTED = "les textes entre guillemets ou en bloc « | »"
_PROBLEMS = (
    (r"duplicate key (\"[^\"]*\"|'[^']*')", "une clé donnée une seule fois ({0} l’est deux fois)"),
    (r"duplicate key", "une clé donnée une seule fois"),
    (r"mapping values are not allowed", f"un seul « clé : valeur » par ligne, {_QUOTED}"),
    (r"character '\\t'", "des espaces au début des lignes, et non une tabulation"),
    (r"character '(.)' that cannot start", f"autre chose que « {{0}} » au début, {_QUOTED}"),
    (r"unexpected end of stream", "un guillemet qui ferme le texte"),
    (r"undefined alias '?([^' ]+)", "un texte entre guillemets (« *{0} » est un renvoi à rien)"),
    (r"expected ',' or '\]'", "une virgule, ou le crochet « ] » qui ferme la liste"),
    (r"expected ',' or '}'", "une virgule, ou l’accolade « }} » qui ferme les clés"),
    (r"found another document", "un seul document (aucune ligne « --- » après la première)"),
    (r"could not find expected ':'", "« : » après la clé"),
    (r"expected <block end>", "le même retrait que les lignes sœurs, et des guillemets fermés"),
)
_MOST_QUOTED = 40


def describe_syntax(error: YAMLError) -> str:
    """Say what was expected where a text is not YAML."""
    if isinstance(error, ReaderError):
        return "un texte sans caractère de commande"
    problem = str(getattr(error, "problem", None) or "")
    for pattern, expected in _PROBLEMS:
        if found := re.search(pattern, problem.replace("\t", r"\t")):
            return expected.format(*(group[:_MOST_QUOTED] for group in found.groups()))
    return f"un YAML valide, {_QUOTED}"


def find_syntax_line(error: YAMLError) -> int | None:
    """Line (from 1) that the fault stands on, where ruamel says it."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else None


def find_bad_date(text: str) -> tuple[int | None, str]:
    """Line (from 1) and words of the first date that no calendar has, in otherwise good YAML."""
    reader = YAML(typ="rt", pure=True)
    for node in _iter_scalars(reader.compose(text)):
        if node.tag == _TIMESTAMP and not _is_date(reader, node.value):
            return node.start_mark.line + 1, str(node.value)
    return None, ""


def _iter_scalars(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        yield node
        return
    for child in node.value or ():
        for each in child if isinstance(child, tuple) else (child,):
            yield from _iter_scalars(each)


def _is_date(reader: YAML, written: str) -> bool:
    try:
        reader.load(written)
    except ValueError:
        return False
    return True
