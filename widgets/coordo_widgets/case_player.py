"""The case player: one widget that tells a case, takes decisions and looks back on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from coordo_assessments.journal import NotSavedError
from pydantic import ValidationError

from coordo_widgets.case_drafts import keep_draft
from coordo_widgets.case_messages import (
    MESSAGE_ADAPTER,
    Branch,
    Decide,
    KeepDraft,
    KeepNote,
    LookBack,
    Message,
    Open,
    OpenItem,
    Refresh,
    Start,
    TryOther,
)
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_screen
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.theme import load_static

if TYPE_CHECKING:
    from datetime import datetime

    from coordo_simulation.references import Closed

INVALID = "Cette demande n’a pas été comprise. Rechargez la page, puis recommencez."
BROKEN = "Le calcul de ce cas a échoué. Votre journal est intact\u202f; prévenez l’équipe du cours."


def _read_together(*names: str) -> str:
    return "\n".join(load_static(name) for name in names)


class CasePlayer(anywidget.AnyWidget):
    """The view of a case.

    Its traits hold only what the trainee may see: ``screen`` the past and the present of the run,
    ``debrief`` and ``other`` nothing before the run is finished.
    """

    _esm = _read_together(
        "question_order.js",
        "case_dom.js",
        "case_writing.js",
        "case_fields.js",
        "case_budget.js",
        "case_dossier.js",
        "case_decision.js",
        "case_side.js",
        "case_scenes.js",
        "debrief_other.js",
        "debrief.js",
        "case.js",
    )
    _css = _read_together(
        "tokens.css", "question_order.css", "case.css", "case_kinds.css", "debrief.css"
    )
    screen = traitlets.Dict().tag(sync=True)
    debrief = traitlets.Dict().tag(sync=True)
    other = traitlets.Dict().tag(sync=True)

    def __init__(self, session: CaseSession) -> None:
        super().__init__()
        self._session = session
        self._show()
        self.on_msg(self._hear)

    def _show(self) -> None:
        self.screen = to_trait(build_screen(self._session))

    def _hear(self, _widget: object, content: object, _buffers: object) -> None:
        """Answer one message of the page: done, or why not."""
        try:
            message = MESSAGE_ADAPTER.validate_python(content)
        except ValidationError:
            self._refuse(_read_request(content), INVALID)
            return
        try:
            done = self._obey(message)
        except (CaseRefusalError, NotSavedError) as error:
            self._refuse(message.request, str(error))
        except Exception:
            self._refuse(message.request, BROKEN)
            raise
        else:
            self.send({"request": message.request, "ok": True, **done})

    def _refuse(self, request: str, message: str) -> None:
        self.send({"request": request, "ok": False, "message": message})

    def _obey(self, message: Message) -> dict[str, str]:
        session = self._session
        match message:
            case LookBack():
                session.check_hindsight()
                return self._look_back(message.run)
            case TryOther():
                session.check_hindsight()
                from coordo_widgets.debrief_other import build_other  # noqa: PLC0415 -- altair

                self.other = to_trait(build_other(session, message))
                return {}
            case KeepNote() | KeepDraft():
                return {"at": self._keep(message).isoformat()}
            case Refresh():
                session.refresh()
            case Start():
                session.start()
            case Branch():
                session.branch(message.run, message.step)
            case Open():
                session.open(message.run)
            case Decide():
                session.decide(message.run, message.step, message.decision, message.answer)
            case OpenItem():
                session.open_item(message.run, message.step, message.item)
        self._show()
        return {}

    def _keep(self, message: KeepNote | KeepDraft) -> datetime:
        """Save what is being written; nothing is drawn anew under the reader's hand."""
        if isinstance(message, KeepNote):
            return self._session.write_note(message.question, message.text)
        return keep_draft(self._session, message.run, message.step, message.text)

    def _look_back(self, run_id: str) -> dict[str, str]:
        from coordo_widgets.debrief import build_debrief  # noqa: PLC0415 -- altair

        self.debrief = to_trait(build_debrief(self._session, run_id))
        try:
            self._session.finish()
        except NotSavedError as error:
            return {"message": str(error)}
        return {}


def to_trait(model: Closed) -> dict[str, Any]:
    """Turn a view model into what travels to the page."""
    return model.model_dump(mode="json")


def _read_request(content: object) -> str:
    request = content.get("request") if isinstance(content, dict) else None
    return request if isinstance(request, str) else ""


@explain_faults
def case() -> None:
    """Show the case of the current folder, where the trainee left it."""
    show_widget(CasePlayer(CaseSession.load(Path.cwd())))
