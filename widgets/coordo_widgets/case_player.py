"""The case player: one widget that tells a case, takes decisions and looks back on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from coordo_assessments.journal import NotSavedError

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
from coordo_widgets.conversation import Conversation
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.theme import join_static

if TYPE_CHECKING:
    from datetime import datetime

    from coordo_simulation.references import Closed

MOVED = "Ce parcours a avancé ailleurs depuis\u202f: le voici tel qu’il est."
BROKEN = "Le calcul de ce cas a échoué. Votre journal est intact\u202f; prévenez l’équipe du cours."


Change = Refresh | Start | Branch | Open | Decide | OpenItem


class CasePlayer(Conversation[Message]):
    """The view of a case.

    Its traits hold only what the trainee may see: ``screen`` the past and the present of the run,
    ``debrief`` and ``other`` nothing before the run is finished.
    """

    _esm = join_static(
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
    _css = join_static(
        "tokens.css", "question_order.css", "case.css", "case_kinds.css", "debrief.css"
    )
    _understands = MESSAGE_ADAPTER
    _refusals = (CaseRefusalError, NotSavedError)
    _broken = BROKEN
    screen = traitlets.Dict().tag(sync=True)
    debrief = traitlets.Dict().tag(sync=True)
    other = traitlets.Dict().tag(sync=True)

    def __init__(self, session: CaseSession) -> None:
        super().__init__()
        self._session = session
        self._show()
        self._listen()

    def _show(self) -> None:
        self.screen = to_trait(build_screen(self._session))

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
            case _:
                self._change(message)
                return {}

    def _change(self, message: Change) -> None:
        """Do what changes the run on the screen, and show it; where it is refused, as it stands.

        Raises:
            CaseRefusalError: why not, and that the run has moved where it has.
        """
        try:
            self._do(message)
        except CaseRefusalError as error:
            if self._has_moved():
                raise CaseRefusalError(f"{error} {MOVED}") from error
            raise
        self._show()

    def _has_moved(self) -> bool:
        """Show the run as it stands; say whether it is further than the page had it."""
        session, before = self._session, self.screen
        if session.run_id is None or not session.is_playable(session.run_id):
            return False
        self._show()
        return bool(self.screen["moments"] != before["moments"])

    def _do(self, message: Change) -> None:
        session = self._session
        match message:
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


@explain_faults
def case() -> None:
    """Show the case of the current folder, where the trainee left it."""
    show_widget(CasePlayer(CaseSession.load(Path.cwd())))
