"""The marking page: an instructor reads a text, chooses levels, and goes to the next one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import traitlets
from coordo_assessments.course_secret import SecretError
from coordo_assessments.journal import NotSavedError
from coordo_assessments.marking.desk import MarkRefusedError

from coordo_widgets.conversation import Conversation
from coordo_widgets.marking_messages import (
    MESSAGE_ADAPTER,
    Decide,
    Drop,
    Enter,
    Keep,
    Message,
    Push,
    Refresh,
    Reveal,
    Save,
    Turn,
    Undo,
)
from coordo_widgets.marking_session import MarkingSession
from coordo_widgets.place import find_place
from coordo_widgets.showing import UnavailableError, explain_faults, show, show_widget
from coordo_widgets.theme import build_page_css, join_static, load_static

if TYPE_CHECKING:
    from coordo_widgets.place import Place

BROKEN = (
    "Cette opération a échoué. Les notes déjà enregistrées sont intactes\u202f; "
    "prévenez l’équipe du cours."
)


class MarkingPage(Conversation[Message]):
    """The view of a marking session; only an instructor's notebook makes one."""

    _esm = join_static("case_dom.js", "marking_form.js", "marking.js")
    _css = load_static("marking.css")
    _understands = MESSAGE_ADAPTER
    _refusals = (MarkRefusedError, NotSavedError)
    _broken = BROKEN
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, session: MarkingSession) -> None:
        super().__init__()
        self._session = session
        self._show()
        self._listen()

    def _show(self) -> None:
        self.screen = self._session.build_screen().model_dump(mode="json")

    def _obey(self, message: Message) -> dict[str, Any]:
        said = self._do(message)
        self._show()
        return {"message": said}

    def _do(self, message: Message) -> str:  # noqa: C901  (one line a message)
        session = self._session
        match message:
            case Refresh():
                session.refresh()
            case Enter():
                session.enter(message.marker)
            case Turn():
                session.turn(message.item, message.name)
            case Save():
                session.save(message)
            case Undo():
                session.undo()
            case Keep():
                session.keep_comment(message.item, message.text)
            case Drop():
                session.drop_comment(message.comment)
            case Decide():
                session.set_plan(message.share, message.tolerance)
            case Push():
                return session.push()
            case Reveal():
                session.reveal()
        return ""


@explain_faults
def marking(assignment: str) -> None:
    """Show the marking page of an evaluation; ``assignment`` is the module's id."""
    place = find_place()
    if place.root is None:
        raise UnavailableError("Ce carnet se lit dans le dossier du cours.")
    title = _name_evaluation(place, assignment)
    show(f"<h1>{escape('Corriger les textes')}</h1>", css=build_page_css())
    try:
        session = MarkingSession.load(place.root, assignment, title)
    except SecretError as error:
        raise UnavailableError(str(error)) from error
    show_widget(MarkingPage(session))


def _name_evaluation(place: Place, assignment: str) -> str:
    module = place.syllabus.by_id.get(assignment) if place.syllabus else None
    if module is None:
        raise UnavailableError(f"Le cours n’a pas de module «\u202f{assignment}\u202f».")
    return f"Module {module.number}. {module.title}"
