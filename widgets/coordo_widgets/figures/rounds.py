"""A map of rounds: the trainee's own, moved stop by stop, beside those that a solver proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets
from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.rounds import PAUSE, format_hour
from coordo_simulation.rounds_proposal import NoProposalError
from coordo_simulation.rounds_study import RoundsStudy
from coordo_simulation.rounds_study_example import build_example_rounds
from coordo_simulation.rounds_travel import PARAMETERS

from coordo_widgets import rounds_words as words
from coordo_widgets.conversation import Conversation
from coordo_widgets.figure_data import build_sources
from coordo_widgets.rounds_messages import (
    MESSAGE_ADAPTER,
    Look,
    Message,
    Move,
    Propose,
    Rotate,
    Turn,
)
from coordo_widgets.rounds_screen import RoundsDefinition
from coordo_widgets.rounds_session import NOTE, RefusedMoveError, RoundsSession
from coordo_widgets.rounds_views import build_screen
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.theme import join_static
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_widgets.figure_model import Layout

BROKEN = "Le calcul a échoué. Vos tournées sont intactes\u202f; prévenez l’équipe du cours."


class RoundsMap(Conversation[Message]):
    """The view of a session: the page asks, the kernel answers with a whole screen."""

    _esm = join_static("case_dom.js", "rounds_parts.js", "rounds_gestures.js", "rounds.js")
    _css = join_static("figure.css", "rounds.css")
    _understands = MESSAGE_ADAPTER
    _refusals = (RefusedMoveError,)
    _broken = BROKEN
    definition = traitlets.Dict().tag(sync=True)
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, session: RoundsSession, definition: RoundsDefinition) -> None:
        super().__init__(definition=definition.model_dump(mode="json"))
        self._session = session
        self._sequence = 0
        self._show("", "wide")
        self._listen()

    def _show(self, shown: str, layout: Layout, said: str = "", status: str = "") -> None:
        self._sequence += 1  # a screen that says the same is still an answer
        screen = build_screen(self._session, shown, layout, said=said, status=status)
        self.screen = {**screen.model_dump(mode="json"), "sequence": self._sequence}

    def _obey(self, message: Message) -> dict[str, Any]:
        if not isinstance(message, Propose):
            said, status = self._do(message)
            self._show(message.shown, message.layout, said, status)
        return {}

    def _follow(self, message: Message) -> None:
        """Search once the page knows that the search begins; its screen comes when it ends."""
        if not isinstance(message, Propose):
            return
        try:
            status = self._session.propose(message.loyalty)
            said = words.tell_proposal(self._session.proposals[message.loyalty])
        except NoProposalError as error:
            said, status = str(error), ""
        except Exception:
            self._show(message.shown, message.layout, BROKEN)
            raise
        self._show(message.shown, message.layout, said, status)

    def _do(self, message: Look | Move | Rotate | Turn) -> tuple[str, str]:
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
def rounds_map(data: str | None = None) -> None:
    """Show rounds on a map, to be put in order: an invented morning, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_rounds_map(study: RoundsStudy, view_id: str) -> RoundsMap:
    """Build the view; what is kept of it is kept under its id."""
    session = RoundsSession(
        study.day, study.habit, study.reliefs, villages=study.villages, note=view_id
    )
    return RoundsMap(session, build_definition(study))


VIEW = ViewKind(NOTE, RoundsStudy, build_example_rounds, build_rounds_map)


def build_definition(study: RoundsStudy) -> RoundsDefinition:
    """What does not change while one uses the view."""
    values = ", ".join(
        f"{each.label}\u202f: {format_quantity(each.value, each.unit)}" for each in PARAMETERS
    )
    return RoundsDefinition(
        lead=set_spaces(
            f"{study.day.label} ({study.origin}). On part des tournées telles que le service les a "
            "toujours faites. Reprenez-les, visite par visite, ou demandez-en au calcul et "
            "comparez."
        ),
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
