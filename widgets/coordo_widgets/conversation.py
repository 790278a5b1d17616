"""What a page and its kernel say to each other: a request, then done, or why not in French.

The page is not trusted: a message is validated before anything is done, every message is answered
once, and a fault of ours is told to the reader, then raised for the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar

import anywidget
from coordo_simulation.references import Closed
from pydantic import Field, ValidationError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

INVALID = "Cette demande n’a pas été comprise. Rechargez la page, puis recommencez."


class Asked(Closed):
    """A request; ``request`` is echoed in the reply."""

    request: Annotated[str, Field(min_length=1, max_length=40)]


Message = TypeVar("Message", bound=Asked)


class Conversation(anywidget.AnyWidget, Generic[Message]):
    """A view whose page asks and whose kernel answers.

    A subclass names what it understands, what it may refuse, and what it says when it fails; it
    calls ``_listen`` once it is ready.
    """

    _understands: ClassVar[TypeAdapter[Any]]
    _refusals: ClassVar[tuple[type[Exception], ...]]
    """Exceptions whose message is French and for the reader."""
    _broken: ClassVar[str]
    """What is said when the fault is ours."""

    def _listen(self) -> None:
        """Answer the page from now on."""
        self.on_msg(self._hear)

    def _obey(self, message: Message) -> dict[str, Any]:
        """Do what is asked; return what the reply says besides ``request`` and ``ok``."""
        raise NotImplementedError

    def _follow(self, message: Message) -> None:
        """Do, once the page is answered, what takes longer than it waits; nothing by default."""

    def _hear(self, _widget: object, content: object, _buffers: object) -> None:
        try:
            message: Message = self._understands.validate_python(content)
        except ValidationError:
            self._refuse(_read_request(content), INVALID)
            return
        self._respond(message)

    def _respond(self, message: Message) -> None:
        """Obey and say so, or say why not."""
        try:
            done = self._obey(message)
        except self._refusals as error:
            self._refuse(message.request, str(error))
        except Exception:
            self._refuse(message.request, self._broken)
            raise
        else:
            self.send({"request": message.request, "ok": True, **done})
            self._follow(message)

    def _refuse(self, request: str, message: str) -> None:
        self.send({"request": request, "ok": False, "message": message})


def _read_request(content: object) -> str:
    """The request of a message that is not understood, or nothing: never what is not a text."""
    request: Any = content.get("request") if isinstance(content, dict) else None
    return request if isinstance(request, str) else ""
