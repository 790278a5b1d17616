"""The question view: one widget draws every format, alone or as a series on a theme."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from coordo_assessments.bank import Bank, find_formative_folder, load_bank
from coordo_assessments.formative_variants import mark_content
from coordo_assessments.public import PublicItem, PublicPaper, build_public_item
from pydantic import ValidationError

from coordo_widgets.answering import Desk, Submission, Sync, parse_message
from coordo_widgets.own_questions import find_own_bank, find_own_paper
from coordo_widgets.place import EVALUATION, PAPER_NAME, find_place
from coordo_widgets.showing import UnavailableError, explain_faults, show_widget
from coordo_widgets.theme import STATIC, load_static

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from coordo_assessments.items import Item

    from coordo_widgets.place import Place

_DAMAGED_VARIANTS = (
    "Le fichier qui dit quelle version de l’évaluation est la vôtre est abîmé. Récupérez-la de "
    "nouveau\u202f; vos réponses ne sont pas touchées."
)
_SCRIPTS = ("order", "fields", "said", "certainty", "gaps", "judgement", "plane", "cases")
"""Modules ``question_*.js``, each after those it imports; ``question.js`` comes last."""

_LOCAL_IMPORT = re.compile(r'^import [^;]* from "\./question_\w+\.js";\n', re.MULTILINE)
_STYLES = ("tokens", "page", "question", "question_order", "question_formats")


class QuestionScript(anywidget.AnyWidget):
    """The code and the style of the view, sent once for all sheets of a page; never shown."""

    _esm = "export default {};"
    source = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)


class QuestionSheet(anywidget.AnyWidget):
    """Some questions of one activity.

    The traits hold what the trainee may see and nothing else: any page of the server can ask
    for them. What a front end writes into them is not read back.
    """

    _esm = STATIC / "question_stub.js"
    script = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    mode = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    states = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk, mode: str, title: str = "", first: int | None = None) -> None:
        items = [
            {**item.model_dump(mode="json"), "number": None if first is None else first + rank}
            for rank, item in enumerate(desk.items.values())
        ]
        super().__init__(
            script=str(open_script().model_id),
            place=f"{desk.journal.path.parent.name}:{desk.activity}",
            mode=mode,
            title=title,
            items=items,
            states=_dump_states(desk),
        )
        self._desk = desk
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        match parse_message(content):
            case Sync():
                self.states = _dump_states(self._desk)
            case Submission() as submission:
                reply = self._desk.take(submission).model_dump(mode="json")
                if reply["state"] is not None:
                    self.states = {**self.states, submission.item: reply["state"]}
                self.send(reply)
            case None:
                self.log.warning("message of the question view not understood")


@cache
def open_script() -> QuestionScript:
    """Open the one script of this kernel."""
    names = [*(f"question_{name}.js" for name in _SCRIPTS), "question.js"]
    source = "".join(_LOCAL_IMPORT.sub("", load_static(name)) for name in names)
    style = "".join(load_static(f"{name}.css") for name in _STYLES)
    return QuestionScript(source=source, style=style)


@explain_faults
def question(item_id: str) -> None:
    """Show one question: of the evaluation in this folder, else of the formative bank."""
    place = find_place()
    paper = load_paper(place)
    if paper and any(item.id == item_id for item in paper.items):
        show_widget(build_evaluation_sheet(place, paper, item_id))
        return
    bank = load_module_bank(place)
    item = bank.items.get(item_id)
    if item is None:
        raise UnavailableError(f"La question «\u202f{item_id}\u202f» n’existe pas dans ce module.")
    show_widget(QuestionSheet(_build_desk(place, "cours", (item,), bank.templates), "formative"))


@explain_faults
def exercises(theme: str) -> None:
    """Show all formative questions of a theme (the name of its file), with their progress."""
    place = find_place()
    bank = load_module_bank(place)
    found = next((entry for entry in bank.themes if entry.stem == theme), None)
    if found is None:
        known = ", ".join(entry.stem for entry in bank.themes)
        raise UnavailableError(
            f"Le thème «\u202f{theme}\u202f» n’existe pas. Thèmes de ce module\u202f: {known}."
        )
    desk = _build_desk(place, "exercices", found.items, bank.templates)
    show_widget(QuestionSheet(desk, "formative", found.title, first=1))


def load_paper(place: Place) -> PublicPaper | None:
    """Read the evaluation of a folder; None where it has not been released.

    Raises:
        UnavailableError: the file is there but cannot be read.
    """
    path = place.folder / PAPER_NAME
    if not path.is_file():
        return None
    paper = _read_paper(path, path.stat().st_mtime_ns)
    try:
        return find_own_paper(place, paper)
    except ValueError:
        raise UnavailableError(_DAMAGED_VARIANTS) from None


def build_evaluation_desk(place: Place, items: Iterable[PublicItem]) -> Desk:
    """Build the desk of an evaluation: no key is known here."""
    return Desk(
        activity=EVALUATION,
        journal=place.journal,
        items={item.id: item for item in items},
        keys={},
        book=place.references,
    )


def build_evaluation_sheet(place: Place, paper: PublicPaper, item_id: str) -> QuestionSheet:
    """Build the sheet of one question of an evaluation, under its number in the paper."""
    ids = [item.id for item in paper.items]
    number = ids.index(item_id) + 1
    desk = build_evaluation_desk(place, (paper.item(item_id),))
    return QuestionSheet(desk, "summative", first=number)


def _build_desk(place: Place, kind: str, items: tuple[Item, ...], drawn: Collection[str]) -> Desk:
    """Build the desk of exercises; ``drawn`` names those whose data are this trainee's."""
    return Desk(
        activity=place.name_activity(kind),
        journal=place.journal,
        items={item.id: _build_public(item, place, drawn) for item in items},
        keys={item.id: item for item in items},
        book=place.references,
    )


def _build_public(item: Item, place: Place, drawn: Collection[str]) -> PublicItem:
    public = build_public_item(item, place.references)
    return public.model_copy(update={"variant": mark_content(item)}) if item.id in drawn else public


def load_module_bank(place: Place) -> Bank:
    """Read the formative bank of a module.

    Raises:
        UnavailableError: the folder stands outside a course.
    """
    if place.root is None:
        raise UnavailableError(
            "Les exercices se trouvent dans le dossier du cours\u202f: "
            "ouvrez ce carnet depuis ce dossier."
        )
    folder = find_formative_folder(place.root, place.module_id)
    changed_at = max((p.stat().st_mtime_ns for p in folder.glob("*.yml")), default=0)
    return find_own_bank(place, _read_bank(folder, changed_at))


@lru_cache(maxsize=4)
def _read_bank(folder: Path, _changed_at: int) -> Bank:
    return load_bank(folder)


@lru_cache(maxsize=4)
def _read_paper(path: Path, _changed_at: int) -> PublicPaper:
    try:
        return PublicPaper.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UnavailableError(
            "Le fichier des questions de l’évaluation est abîmé. Récupérez-la de nouveau\u202f; "
            f"vos réponses ne sont pas touchées ({error.error_count()} anomalie(s))."
        ) from None


def _dump_states(desk: Desk) -> dict[str, Any]:
    return {item: state.model_dump(mode="json") for item, state in desk.load_states().items()}
