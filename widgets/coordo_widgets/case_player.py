"""The case player: one widget that tells a case, takes decisions and looks back on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from coordo_assessments.course_root import CourseNotFoundError
from coordo_assessments.journal import NotSavedError
from coordo_simulation.yaml_source import ContentError, ContentErrors
from pydantic import ValidationError

from coordo_widgets.case_messages import (
    MESSAGE_ADAPTER,
    Branch,
    Decide,
    KeepNote,
    LookBack,
    Message,
    Open,
    Start,
    TryOther,
)
from coordo_widgets.case_screen import CaseScreen
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_screen

if TYPE_CHECKING:
    from coordo_simulation.references import Closed

STATIC = Path(__file__).parent / "static"
INVALID = "Cette demande n’a pas été comprise. Rechargez la page, puis recommencez."
BROKEN = "Le calcul de ce cas a échoué. Votre journal est intact\u202f; prévenez l’équipe du cours."


def _read_together(*names: str) -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


class CasePlayer(anywidget.AnyWidget):
    """The view of a case.

    Its traits hold only what the trainee may see: ``screen`` the past and the present of the run,
    ``debrief`` and ``other`` nothing before the run is finished.
    """

    _esm = _read_together("debrief.js", "case.js")
    _css = _read_together("case.css", "debrief.css")
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
                return self._look_back(message.run)
            case TryOther():
                from coordo_widgets.debrief_other import build_other  # noqa: PLC0415 -- altair

                self.other = to_trait(
                    build_other(session, message.run, message.step, message.choice)
                )
                return {}
            case KeepNote():
                return {"at": session.write_note(message.question, message.text).isoformat()}
            case Start():
                session.start()
            case Branch():
                session.branch(message.run, message.step)
            case Open():
                session.open(message.run)
            case Decide():
                session.decide(message.run, message.step, message.decision, message.choice)
        self._show()
        return {}

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


class CaseProblem(anywidget.AnyWidget):
    """The player when its case cannot be read: it says so, in French, and why."""

    _esm = CasePlayer._esm  # noqa: SLF001 -- the same page
    _css = CasePlayer._css  # noqa: SLF001 -- the same page
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.screen = to_trait(CaseScreen(title="Le cas", problem=problem))


def case() -> anywidget.AnyWidget:
    """Show the case of the current folder, where the trainee left it."""
    try:
        return CasePlayer(CaseSession.load(Path.cwd()))
    except (CourseNotFoundError, ContentError, ContentErrors) as error:
        return CaseProblem(f"Ce cas ne peut pas être ouvert. {error}")
