"""The rota board: move visits by hand or by keys, and see at once what the rules say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import traitlets
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.rota import DAY_NAMES
from coordo_simulation.rota_propose import propose_rota
from coordo_simulation.rota_quality import Weights
from coordo_simulation.rota_repair import repair_rota
from coordo_simulation.rota_rules import build_rules
from coordo_simulation.rota_study import RotaStudy
from coordo_simulation.rota_study_example import build_example_week
from coordo_simulation.rota_telling import tell_change, tell_orphan, tell_proposal, tell_repair
from coordo_simulation.rota_words import format_hour, format_minutes, name_visit

from coordo_widgets.conversation import Conversation
from coordo_widgets.figure_data import build_sources
from coordo_widgets.place import find_place
from coordo_widgets.rota_messages import (
    MESSAGE_ADAPTER,
    Absence,
    Choose,
    Give,
    Look,
    Message,
    Solve,
    Step,
)
from coordo_widgets.rota_screen import Answer, OrphanView, build_screen
from coordo_widgets.rota_session import RotaRefusalError, RotaSession
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.theme import join_static, load_static
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_takers import Hour

    from coordo_widgets.figure_model import Source

BOARD = "rota-board"
WAITS = (0, 12, 30)
"""Minutes of distance that an hour of unpaid wait may be worth."""

BROKEN = "Le calcul a échoué. Votre planning est intact\u202f; prévenez l’équipe du cours."
LIMITS = (
    (
        "Les règles de droit ont leur source ci-dessus. Les compétences, les souhaits, les "
        "trajets, ce que vaut une heure d’attente et ce qui compte comme une soirée sont des "
        "hypothèses pédagogiques."
    ),
    (
        "Un trajet compte comme du travail tant que l’attente n’atteint pas la pause de vingt "
        "minutes. La convention compte plus large, sur la demi-journée\u202f: les contrôles de "
        "durée peuvent laisser passer un dépassement."
    ),
    (
        "L’amplitude de treize heures est celle de la loi. L’accord de branche de 2000 disait "
        "douze\u202f; ce que la convention de 2010 en garde n’a pas été lu. Les dérogations ne "
        "sont pas calculées\u202f: votre accord peut être plus strict, ou plus souple."
    ),
    (
        "Le calcul ne sait rien de la fatigue, de l’entente entre deux personnes, ni de ce que "
        "vous avez promis."
    ),
)


class DayView(Closed):
    """A column."""

    name: str
    date: str


class Person(Closed):
    """A caregiver by id and name."""

    id: str
    name: str


class WaitChoice(Closed):
    """What an hour of unpaid wait may be worth in a proposal, in minutes of distance."""

    minutes: int
    label: str
    is_first: bool


class BoardDefinition(Closed):
    """What does not change while one uses a board."""

    id: str
    label: str
    days: tuple[DayView, ...]
    caregivers: tuple[Person, ...]
    waits: tuple[WaitChoice, ...]
    sources: tuple[dict[str, Any], ...]
    limits: tuple[str, ...]


class RotaBoard(Conversation[Message]):
    """A board of days and caregivers; ``screen`` is what the page shows."""

    _esm = join_static("case_dom.js", "rota_parts.js", "rota_choice.js", "rota_drag.js", "rota.js")
    _css = load_static("rota.css")
    _understands = MESSAGE_ADAPTER
    _refusals = (RotaRefusalError,)
    _broken = BROKEN
    definition = traitlets.Dict().tag(sync=True)
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, key: str, study: RotaStudy, rules: Rules) -> None:
        named = [each.reference for each in rules.rules if each.reference]
        sources = build_sources((*named, "pause-duree", "trajets-entre-visites"))
        definition = _build_definition(key, study, sources)
        super().__init__(definition=definition.model_dump(mode="json"))
        self._session = RotaSession(key, study.service, study.build_rota(), rules)
        self._answer = Answer()
        self._show()
        self._listen()

    def _show(self) -> None:
        self.screen = build_screen(self._session, self._answer).model_dump(mode="json")

    def _obey(self, message: Message) -> dict[str, Any]:
        session = self._session
        said = ""
        match message:
            case Look():
                pass
            case Choose():
                return {"takers": self._tell_takers(message.visit)}
            case Give():
                said = self._give(message)
            case Absence():
                session.declare(message.caregiver, message.days)
                self._answer = Answer()
            case Solve():
                self._solve(message)
            case Step():
                self._step(message)
        self._show()
        return {"said": said}

    def _step(self, message: Step) -> None:
        steps = {
            "undo": self._session.undo,
            "redo": self._session.redo,
            "restore": self._session.restore,
        }
        steps[message.type]()
        self._answer = Answer()

    def _give(self, message: Give) -> str:
        start = self._session.give(message.visit, message.caregiver, message.start)
        service = self._session.service
        visit = service.visit_by_id[message.visit]
        self._answer = Answer()
        name = name_visit(service, visit)
        if start is None:
            return f"{name}\u202f: sans personne."
        who = service.caregiver_by_id[message.caregiver].name
        return f"{name}\u202f: {who}, {DAY_NAMES[visit.day]} à {format_hour(start)}."

    def _tell_takers(self, visit: str) -> list[dict[str, Any]]:
        """Say of each caregiver what would happen, and at which hour one begins to choose."""
        takers = self._session.list_takers(visit)
        held = self._session.rota.by_visit.get(visit)
        service = self._session.service
        agreed = service.visit_by_id[visit].start
        told = []
        for taker in takers:
            has_it = held is not None and held.caregiver == taker.caregiver
            told.append(
                {
                    "id": taker.caregiver,
                    "name": service.caregiver_by_id[taker.caregiver].name,
                    "has_it": has_it,
                    "is_free": taker.is_free,
                    "start": held.start if held and has_it else taker.start,
                    "hours": [_tell_hour(hour, agreed) for hour in taker.hours],
                }
            )
        return told

    def _solve(self, message: Solve) -> None:
        session = self._session
        service = session.service
        if message.type == "propose":
            proposal = propose_rota(service, session.rules, Weights(waiting=message.waiting))
            if proposal.status != "rien":
                session.put(proposal.rota)
            self._answer = Answer(
                heading="Le planning proposé", words=tell_proposal(service, proposal)
            )
            return
        repair = repair_rota(service, session.rota, session.rules)
        if repair.changes:
            session.put(repair.rota)
        told = [tell_orphan(service, orphan) for orphan in repair.orphans]
        self._answer = Answer(
            heading="La réparation",
            words=tell_repair(repair),
            changes=tuple(tell_change(service, change) for change in repair.changes),
            orphans=tuple(OrphanView(heading=head, reasons=reasons) for head, reasons in told),
        )


def _tell_hour(hour: Hour, agreed: int) -> dict[str, Any]:
    return {
        "start": hour.start,
        "hour": format_hour(hour.start),
        "is_agreed": hour.start == agreed,
        "reasons": list(hour.reasons),
    }


def _build_definition(key: str, study: RotaStudy, sources: tuple[Source, ...]) -> BoardDefinition:
    service = study.service
    whence = f"Les personnes, les horaires et les trajets : {study.origin}."
    days = tuple(
        DayView(name=name, date=format_date(service.monday + timedelta(days=index)))
        for index, name in enumerate(DAY_NAMES)
    )
    return BoardDefinition(
        id=key,
        label=set_spaces(f"{service.label} ({study.origin})"),
        days=days,
        caregivers=tuple(Person(id=each.id, name=each.name) for each in service.caregivers),
        waits=tuple(_build_wait_choice(minutes) for minutes in WAITS),
        sources=tuple(source.model_dump() for source in sources),
        limits=(set_spaces(whence), *LIMITS),
    )


def _build_wait_choice(minutes: int) -> WaitChoice:
    worth = format_minutes(minutes) if minutes else "rien"
    return WaitChoice(minutes=minutes, label=worth, is_first=minutes == Weights().waiting)


def build_board(study: RotaStudy, key: str) -> RotaBoard:
    """Build the board of a week, as the trainee left it; it is kept under its key."""
    return RotaBoard(key, study, build_rules(find_place().references))


VIEW = ViewKind(BOARD, RotaStudy, build_example_week, build_board)


@explain_faults
def rota_board(data: str | None = None) -> None:
    """Show a week to be moved, checked, proposed and repaired: invented, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))
