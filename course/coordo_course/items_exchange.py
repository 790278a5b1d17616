"""Questions of a bank out to a file of Moodle's, and in from one."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

from coordo_assessments.bank import find_exam_folder, find_formative_folder, load_bank
from coordo_assessments.interchange.from_moodle import Defaults, import_question, slugify
from coordo_assessments.interchange.gift import read_gift, write_gift
from coordo_assessments.interchange.moodle_rules import find_faults
from coordo_assessments.interchange.moodle_xml import (
    UnreadableQuizError,
    parse_xml,
    read_xml,
    write_xml,
)
from coordo_assessments.interchange.question import Loss, MoodleQuiz
from coordo_assessments.interchange.to_moodle import export_item
from coordo_assessments.items_generated import BankFile
from coordo_assessments.syllabus import load_syllabus
from coordo_simulation.references import UnknownReferenceError, load_references
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from coordo_course.assessment_errors import AssessmentError
from coordo_course.durable_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.items import Item

Form = Literal["xml", "gift"]
SUFFIXES: dict[str, Form] = {".xml": "xml", ".gift": "gift", ".txt": "gift"}
_HEADER = "# Importé de Moodle : complétez ce qui est « À compléter », puis « coordo check ».\n"
_NOT_ITEMS = ("certainty", "shuffle")


@dataclass(frozen=True)
class ExchangeReport:
    """What travelled, to where, and what did not (in the order of the questions)."""

    path: Path
    count: int
    total: int
    losses: tuple[Loss, ...]


def find_form(path: Path, form: Form | None = None) -> Form:
    """The format asked for, or that of the file's name.

    Raises:
        AssessmentError: the name does not tell.
    """
    found = form or SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise AssessmentError(
            f"Format inconnu\u202f: {path.name}. Nommez le fichier en .xml (Moodle XML) ou .gift, "
            "ou dites-le par --format."
        )
    return found


def export_bank(
    root: Path, module: str, path: Path, *, form: Form | None = None, is_exam: bool = False
) -> ExchangeReport:
    """Write the questions of a bank as Moodle reads them.

    Raises:
        AssessmentError: unknown format, unwritable file, or a fact that the course lacks.
        ContentError, ContentErrors: the bank or the references hold a fault.
    """
    chosen = find_form(path, form)
    bank = load_bank((find_exam_folder if is_exam else find_formative_folder)(root, module))
    book = load_references(root / "course" / "references.yml")
    losses: list[Loss] = []
    questions = []
    for item in bank.items.values():
        if item.id in bank.templates:
            why = "un tirage seulement\u202f: le générateur ne voyage pas."
            losses.append(Loss(item.id, "generator", why))
        try:
            question, lost = export_item(item, book)
        except UnknownReferenceError as error:
            raise AssessmentError(f"{item.id}\u202f: {error}.") from None
        losses.extend(lost)
        questions.extend([question] if question else [])
    text, more = _write(MoodleQuiz(module, tuple(questions)), chosen)
    _save(path, text)
    dropped = sum(not loss.field for loss in more)
    count = len(questions) - dropped
    return ExchangeReport(path, count, len(bank.items), (*losses, *more))


def import_file(
    source: Path, target: Path, defaults: Defaults, *, form: Form | None = None
) -> ExchangeReport:
    """Read a file of Moodle's and write what can be made of it as a bank file, to be completed.

    Raises:
        AssessmentError: the file cannot be read, nothing in it fits the bank, or the target
            exists already.
    """
    chosen = find_form(source, form)
    if target.exists():
        raise AssessmentError(f"{target} existe déjà\u202f: choisissez un autre nom.")
    quiz = _read(source, chosen)
    items: list[Item] = []
    losses = list(quiz.losses)
    for question in quiz.questions:
        item, lost = import_question(question, defaults)
        losses.extend(lost)
        if item is not None:
            items.append(_rename(item, {other.id for other in items}))
    if not items:
        reasons = " ; ".join(str(loss) for loss in losses[:3]) or "aucune question"
        raise AssessmentError(f"Rien à importer de {source}\u202f: {reasons}")
    _save(target, render_bank(quiz.category or source.stem, items))
    return ExchangeReport(target, len(items), len(quiz.questions), tuple(losses))


def find_defaults(
    root: Path, module: str, objective: str | None, competency: str | None
) -> Defaults:
    """What an imported question serves where its file does not say: the module's first objective.

    Raises:
        AssessmentError: the syllabus has no such module or objective.
    """
    found = load_syllabus(root / "course" / "syllabus.yml").by_id.get(module)
    if found is None or not found.objectives:
        raise AssessmentError(f"Module inconnu du programme\u202f: {module}.")
    known = {entry.id: entry for entry in found.objectives}
    if objective and objective not in known:
        listed = ", ".join(known)
        raise AssessmentError(
            f"Objectif inconnu\u202f: {objective}. Ceux du module\u202f: {listed}."
        )
    served = known[objective] if objective else found.objectives[0]
    competencies = (competency,) if competency else tuple(served.competencies[:1])
    return Defaults((served.id,), competencies)


def render_bank(theme: str, items: list[Item]) -> str:
    """Write a bank file: every text quoted or in a block, defaults left out."""
    content = BankFile.model_validate(
        {"theme": theme, "items": [item.model_dump() for item in items]}
    )
    dumped = content.model_dump(mode="json", exclude_defaults=True)
    for given, item in zip(dumped["items"], items, strict=True):
        given |= {"type": item.type}
        for name in _NOT_ITEMS:
            if given.get(name) is None:
                given.pop(name, None)
    writer = YAML(typ="rt", pure=True)
    writer.width = 4096
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(_quote(dumped), stream)
    return _HEADER + stream.getvalue()


def _quote(node: Any) -> Any:  # noqa: ANN401  (a tree)
    if isinstance(node, dict):
        return {key: _quote(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_quote(value) for value in node]
    if isinstance(node, str):
        return LiteralScalarString(node) if "\n" in node else DoubleQuotedScalarString(node)
    return node


def _rename(item: Item, taken: set[str]) -> Item:
    """Give an id of its own to a question that bears another's."""
    name, rank = item.id, 2
    while name in taken:
        name, rank = f"{item.id}-{rank}", rank + 1
    return item if name == item.id else item.model_copy(update={"id": slugify(name)})


def _write(quiz: MoodleQuiz, form: Form) -> tuple[str, tuple[Loss, ...]]:
    """Write a quiz; an XML that Moodle would refuse is a fault of ours, told as such."""
    if form == "gift":
        return write_gift(quiz)
    text = write_xml(quiz)
    faults = find_faults(parse_xml(text))
    if faults:
        raise AssessmentError(f"Moodle refuserait ce fichier\u202f: {' ; '.join(faults[:3])}.")
    return text, ()


def _read(source: Path, form: Form) -> MoodleQuiz:
    try:
        text = source.read_text(encoding="utf-8-sig")
        return read_xml(text) if form == "xml" else read_gift(text)
    except (OSError, UnicodeDecodeError):
        raise AssessmentError(f"Fichier illisible en UTF-8\u202f: {source}.") from None
    except UnreadableQuizError as error:
        raise AssessmentError(f"{source}\u202f: {error}") from None


def _save(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise AssessmentError(f"Impossible d’écrire {path}\u202f: {error.strerror}.") from None
