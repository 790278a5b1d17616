"""Reads the course's YAML files and says, in French, where each fault stands.

YAML 1.2 through ruamel, safe types only, duplicate keys refused: YAML 1.1 readers keep the
last of two equal keys, read ``no`` as False and ``12:30`` as 750.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import ScalarString

from coordo_simulation.expectations import describe_expectation
from coordo_simulation.yaml_cache import recall
from coordo_simulation.yaml_syntax import describe_syntax, find_bad_date, find_syntax_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

_SHOWN_VALUE_LENGTH = 60


@dataclass(eq=False)
class ContentError(Exception):
    """One fault of one content file; ``line`` counts from 1, None when unknown."""

    file: Path
    line: int | None
    key: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        key = f" « {self.key} »" if self.key else ""
        value = f" vaut « {self.value} »" if self.value else ""
        what = f"{key}{value},".lstrip(",")
        return f"{where} :{what} attendu : {self.expected}"


class ContentErrors(Exception):  # noqa: N818  (several, and the singular is taken)
    """All faults of a file or folder, so that an author mends them in one go."""

    def __init__(self, errors: Sequence[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


def raise_faults(faults: Sequence[ContentError]) -> None:
    """Raise the faults in the order of their lines; do nothing when there is none."""
    if faults:
        ordered = sorted(faults, key=lambda fault: (str(fault.file), fault.line or 0))
        raise ContentErrors(ordered)


class YamlSource:
    """A file of valid YAML: its plain values at once, and where each key stands when asked."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._text = text

    @cached_property
    def data(self) -> Any:  # noqa: ANN401  (a YAML tree has no narrower type)
        """The tree with the line of each key.

        Raises:
            ContentError: the text is not valid YAML.
        """
        return _parse(self.path, self._text)

    @cached_property
    def plain(self) -> Any:  # noqa: ANN401
        """The tree as plain values, from the cache where this very text was read before.

        Raises:
            ContentError: the text is not valid YAML.
        """
        return recall(self._text, lambda: to_plain(self.data))

    def find_line(self, location: Location) -> int | None:
        """Line (from 1) of the deepest part of ``location`` that exists in the file."""
        node, line = self.data, 1
        for part in location:
            found = _line_of_child(node, part)
            if found is None:
                # pydantic names the branch of a union (its discriminator): it is not in the file
                continue
            line, node = found, node[part]
        return line

    def iter_texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every text value of the file with its location, in order."""
        yield from _iter_texts(self.plain, ())

    def iter_unquoted_texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the text values that stand without quotes and outside a block, in order."""
        found = recall(self._text, lambda: list(_iter_unquoted(self.data)), view="unquoted")
        for location, text in found:
            yield tuple(location), text

    def fault(self, location: Location, expected: str, value: object = "") -> ContentError:
        """Build a fault at ``location`` with what was expected there (French)."""
        key = ".".join(str(part) for part in self._keep_real(location))
        return ContentError(self.path, self.find_line(location), key, _shorten(value), expected)

    def _keep_real(self, location: Location) -> Iterator[int | str]:
        node = self.data
        for part in location:
            if _line_of_child(node, part) is not None:
                yield part
                node = node[part]
            elif not isinstance(node, dict) or part == location[-1]:
                yield part


def load_yaml(path: Path) -> YamlSource:
    """Read one YAML file.

    Raises:
        ContentError: the file is missing, not UTF-8, or not valid YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError(path, None, "", "", "un fichier existant") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "", "", "un fichier écrit en UTF-8") from None
    except OSError as error:
        raise ContentError(path, None, "", "", f"un fichier lisible ({error.strerror})") from None
    source = YamlSource(path, text)
    _ = source.plain
    return source


def _parse(path: Path, text: str) -> Any:  # noqa: ANN401
    try:
        return _build_reader().load(text)
    except YAMLError as error:
        line, expected = find_syntax_line(error), describe_syntax(error)
        raise ContentError(path, line, "", "", expected) from None
    except RecursionError:
        raise ContentError(path, None, "", "", "moins de niveaux emboîtés") from None
    except ValueError:
        line, written = find_bad_date(text)
        raise ContentError(path, line, "", written, "une date du calendrier, AAAA-MM-JJ") from None


def parse_model(model: type[Model], source: YamlSource) -> Model:
    """Validate a source against a closed model.

    Raises:
        ContentErrors: every fault, each with its file, line, key, value and expectation.
    """
    try:
        return model.model_validate(source.plain)
    except ValidationError as error:
        raise_faults([_build_fault(source, detail) for detail in _keep_causes(error.errors())])
        raise


def to_plain(node: Any) -> Any:  # noqa: ANN401  (a YAML tree has no narrower type)
    """Turn ruamel's annotated containers and scalars into plain Python values."""
    if isinstance(node, dict):
        return {str(key): to_plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [to_plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _keep_causes(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Drop « too short » where an element of that very list is at fault already."""
    locations = [tuple(detail["loc"]) for detail in details]
    for detail in details:
        here = tuple(detail["loc"])
        has_inner = any(other[: len(here)] == here and other != here for other in locations)
        if not (detail["type"] == "too_short" and has_inner):
            yield detail


def _build_fault(source: YamlSource, detail: ErrorDetails) -> ContentError:
    is_about_key = detail["type"] in {"missing", "extra_forbidden"}
    value = "" if is_about_key else detail["input"]
    return source.fault(tuple(detail["loc"]), describe_expectation(detail), value)


def _build_reader() -> YAML:
    reader = YAML(typ="rt", pure=True)
    reader.allow_duplicate_keys = False
    reader.version = (1, 2)
    reader.preserve_quotes = True
    return reader


def _line_of_child(node: Any, part: int | str) -> int | None:  # noqa: ANN401
    try:
        if isinstance(node, CommentedMap) and part in node:
            return int(node.lc.key(part)[0]) + 1
        if isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            return int(node.lc.item(part)[0]) + 1
    except (KeyError, TypeError):
        return None
    return None


def _iter_texts(node: Any, location: Location) -> Iterator[tuple[Location, str]]:  # noqa: ANN401
    if isinstance(node, str):
        yield location, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _iter_texts(child, (*location, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _iter_texts(child, (*location, index))


def _iter_unquoted(tree: Any) -> Iterator[tuple[Location, str]]:  # noqa: ANN401
    for location, text in _iter_texts(tree, ()):
        if not isinstance(text, ScalarString):
            yield location, text


def _shorten(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN_VALUE_LENGTH else text[: _SHOWN_VALUE_LENGTH - 1] + "…"
