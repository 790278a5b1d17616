"""A map of rounds: the trainee's own, moved stop by stop, beside those that a solver proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anywidget
import traitlets
from coordo_simulation.french import format_quantity
from coordo_simulation.rounds import PAUSE, format_hour
from coordo_simulation.rounds_example import (
    LABEL,
    RELIEFS,
    build_example_day,
    build_example_plan,
)
from coordo_simulation.rounds_proposal import NoProposalError
from coordo_simulation.rounds_travel import PARAMETERS
from pydantic import ValidationError

from coordo_widgets import rounds_words as words
from coordo_widgets.figure_data import build_sources
from coordo_widgets.rounds_messages import (
    MESSAGE_ADAPTER,
    Look,
    Move,
    Propose,
    Rotate,
    Turn,
)
from coordo_widgets.rounds_screen import RoundsDefinition
from coordo_widgets.rounds_session import RefusedMoveError, RoundsSession
from coordo_widgets.rounds_views import build_screen
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.theme import load_static

if TYPE_CHECKING:
    from coordo_widgets.figure_model import Layout

INVALID = "Cette demande n’a pas été comprise. Rechargez la page, puis recommencez."
BROKEN = "Le calcul a échoué. Vos tournées sont intactes\u202f; prévenez l’équipe du cours."


PARTS = ("case_dom.js", "rounds_parts.js", "rounds_gestures.js", "rounds.js")


class RoundsMap(anywidget.AnyWidget):
    """The view of a session: the page asks, the kernel answers with a whole screen."""

    _esm = "\n".join(load_static(name) for name in PARTS)
    _css = "\n".join(load_static(name) for name in ("figure.css", "rounds.css"))
    definition = traitlets.Dict().tag(sync=True)
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, session: RoundsSession) -> None:
        super().__init__(definition=build_definition().model_dump(mode="json"))
        self._session = session
        self._sequence = 0
        self._show("", "wide")
        self.on_msg(self._hear)

    def _show(self, shown: str, layout: Layout, said: str = "", status: str = "") -> None:
        self._sequence += 1  # a screen that says the same is still an answer
        screen = build_screen(self._session, shown, layout, said=said, status=status)
        self.screen = {**screen.model_dump(mode="json"), "sequence": self._sequence}

    def _hear(self, _widget: object, content: object, _buffers: object) -> None:
        """Answer one message of the page: done, or why not."""
        try:
            message = MESSAGE_ADAPTER.validate_python(content)
        except ValidationError:
            request = content.get("request") if isinstance(content, dict) else None
            self.send({"request": request, "ok": False, "message": INVALID})
            return
        if isinstance(message, Propose):
            self._propose(message)
            return
        try:
            said, status = self._obey(message)
            self._show(message.shown, message.layout, said, status)
        except RefusedMoveError as error:
            self.send({"request": message.request, "ok": False, "message": str(error)})
        except Exception:
            self.send({"request": message.request, "ok": False, "message": BROKEN})
            raise
        else:
            self.send({"request": message.request, "ok": True})

    def _propose(self, message: Propose) -> None:
        """Say at once that the search begins; its screen comes when it ends."""
        self.send({"request": message.request, "ok": True})
        try:
            status = self._session.propose(message.loyalty)
            said = words.tell_proposal(self._session.proposals[message.loyalty])
        except NoProposalError as error:
            said, status = str(error), ""
        except Exception:
            self._show(message.shown, message.layout, BROKEN)
            raise
        self._show(message.shown, message.layout, said, status)

    def _obey(self, message: Look | Move | Rotate | Turn) -> tuple[str, str]:
        """Do what is asked; return what was done and whether it is on the disk, in French."""
        session = self._session
        match message:
            case Look():
                return "", ""
            case Move():
                status = session.move(message.stop, message.carer, message.goal, message.place)
                return self._tell_move(message), status
            case Rotate():
                return "", session.rotate(message.rotation)
            case Turn():
                return self._turn(message)

    def _turn(self, message: Turn) -> tuple[str, str]:
        session = self._session
        if message.type == "undo":
            return "Le dernier geste est annulé.", session.undo()
        if message.type == "own":
            return "Vos tournées sont revenues.", session.take_own()
        return "Voici les tournées par habitude.", session.reset()

    def _tell_move(self, message: Move) -> str:
        session = self._session
        name = words.name_stop(session.day, message.stop)
        if not message.goal:
            return f"{name}\u202f: retirée de la tournée."
        begin = session.find_begin(message.stop, message.goal)
        who = session.day.carer_of[message.goal].name
        said = f"Pause de {who}" if message.stop == PAUSE else f"{name}, par {who}"
        return f"{said}\u202f: à {format_hour(begin)}."


@explain_faults
def rounds_map() -> None:
    """Show a morning of rounds on a map, to be put in order."""
    show_widget(build_rounds_map())


def build_rounds_map() -> RoundsMap:
    """Build the view on the invented example."""
    return RoundsMap(RoundsSession(build_example_day(), build_example_plan(), RELIEFS))


def build_definition() -> RoundsDefinition:
    """What does not change while one uses the view."""
    values = ", ".join(
        f"{each.label}\u202f: {format_quantity(each.value, each.unit)}" for each in PARAMETERS
    )
    return RoundsDefinition(
        lead=f"{LABEL}. Voici les tournées telles que le service les a toujours faites. "
        "Reprenez-les, visite par visite, ou demandez-en au calcul et comparez.",
        sources=build_sources(("continuite-indices", "continuite-infirmiere-domicile-2021")),
        limits=(
            f"Hypothèses pédagogiques, comme les visites et les horaires\u202f: {values}.",
            (
                "Les visages d’un mois supposent que ce matin revienne 28 fois, que chacun se "
                "repose deux jours de suite par semaine, et qu’une personne du même métier prenne "
                "alors sa place."
            ),
            (
                "Le calcul cherche le moins de kilomètres sans enfreindre une règle. Il ne cherche "
                "ni le moins d’heures, ni une charge égale. Un visage connu n’est pas une relation."
            ),
            "Ni relief, ni bouchon, ni porte close\u202f: une visite dure ce qui est prévu.",
        ),
        wishes=words.WISHES,
        rotations=words.ROTATIONS,
    )
