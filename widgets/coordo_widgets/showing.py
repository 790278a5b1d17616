"""Shows HTML in a cell, keeps it fresh, and turns a fault into a sentence a trainee can read."""

from __future__ import annotations

from functools import wraps
from html import escape
from typing import TYPE_CHECKING, ParamSpec
from uuid import uuid4

import anywidget
import traitlets
from coordo_assessments.course_root import CourseNotFoundError
from coordo_simulation.references import Closed, UnknownReferenceError
from coordo_simulation.yaml_source import ContentError, ContentErrors
from IPython.display import HTML, display
from pydantic import Field, ValidationError

from coordo_widgets.theme import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")


class UnavailableError(Exception):
    """What a cell asks for is not there; the message is for the trainee, in French."""


class PartRequest(Closed):
    """A part asks to be drawn anew, after an action where it names one."""

    action: str = Field(default="", max_length=40)
    value: str = Field(default="", max_length=120)


class LivePart(anywidget.AnyWidget):
    """Refreshes a part of the page: a kernel may have drawn it long before it was opened.

    The part itself is plain HTML beside this widget, so that JupyterLab opens its links.
    """

    _esm = STATIC / "live.js"
    target = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    version = traitlets.Int(0).tag(sync=True)

    def __init__(
        self, build: Callable[[], str], actions: Mapping[str, Callable[[str], str]] | None = None
    ) -> None:
        super().__init__(target=f"co-part-{uuid4().hex[:8]}", html=build())
        self._build = build
        self._actions = dict(actions or {})
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        try:
            request = PartRequest.model_validate(content)
        except ValidationError:
            self.log.warning("message of a part of the page not understood")
            return
        action = self._actions.get(request.action)
        said = action(request.value) if action else ""
        html = self._build()
        if html != self.html:
            with self.hold_sync():
                self.html, self.version = html, self.version + 1
        if said:
            self.send({"kind": "alert", "message": said})


def show_widget(widget: anywidget.AnyWidget) -> None:
    """Show a widget in the cell."""
    display(widget)  # type: ignore[no-untyped-call]


def show(html: str, css: str = "") -> None:
    """Show HTML, with the style it needs."""
    style = f"<style>{css}</style>" if css else ""
    whole = HTML(f'{style}<div class="co-root">{html}</div>')  # type: ignore[no-untyped-call]
    display(whole)  # type: ignore[no-untyped-call]


def show_live(
    build: Callable[[], str],
    actions: Mapping[str, Callable[[str], str]] | None = None,
    css: str = "",
) -> None:
    """Show HTML that is built anew when the page opens, comes back, or an answer is saved.

    ``actions`` are what the buttons of the HTML do (``data-co-action``, ``data-co-value``);
    each returns what went wrong, in French, or an empty text.
    """
    part = LivePart(build, actions)
    show(f'<div id="{part.target}">{part.html}</div>', css)
    show_widget(part)


def explain_faults(function: Callable[P, None]) -> Callable[P, None]:
    """Show a sentence, never a traceback, where what a cell asks for cannot be shown."""

    @wraps(function)
    def explained(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except UnavailableError as error:
            show(render_alert(str(error)))
        except (ContentError, ContentErrors, CourseNotFoundError, UnknownReferenceError) as error:
            show(render_alert(f"Cette partie du cours ne peut pas être affichée\u202f: {error}"))

    return explained


def render_alert(message: str) -> str:
    """Render a sentence that the reader must not miss."""
    return f'<p class="co-alert" role="alert">{escape(message)}</p>'
