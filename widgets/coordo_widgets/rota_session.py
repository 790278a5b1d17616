"""A rota under a trainee's hands: what it is, what it was, what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_simulation.references import Closed
from coordo_simulation.rota import Assignment, Day, Minute, Rota, Service
from coordo_simulation.rota_takers import Taker, list_takers
from pydantic import Field, TypeAdapter, ValidationError

from coordo_widgets.figure_notes import load_note, save_note

if TYPE_CHECKING:
    from coordo_simulation.rota_rules import Rules

Differences = dict[str, tuple[str, Minute] | None]
"""Visit → who and when, None for nobody; only where it differs from the rota of the start."""


class RotaRefusalError(ValueError):
    """What is asked cannot be done; the message is for the trainee, in French."""


class KeptState(Closed):
    """What the journal keeps of a board."""

    rota: Differences = Field(default_factory=dict)
    mine: Differences = Field(default_factory=dict)
    absences: dict[str, tuple[Day, ...]] = Field(default_factory=dict)


KEPT_ADAPTER = TypeAdapter(KeptState)


class _Moment(Closed):
    """The rota that is shown, the trainee's own at that moment, the absences declared."""

    rota: Rota
    mine: Rota
    absences: dict[str, tuple[int, ...]]


class RotaSession:
    """The rota that is shown, the trainee's own, the steps between; kept at each step.

    Args:
        key: id under which the journal keeps it.
        service: the service, without the absences that are declared here.
        start: the rota one starts from.
    """

    def __init__(self, key: str, service: Service, start: Rota, rules: Rules) -> None:
        self.key, self.rules, self.status = key, rules, ""
        self._service, self._start = service, start
        kept = self._read_kept()
        self._now = _Moment(
            rota=self._read(kept.rota), mine=self._read(kept.mine), absences=kept.absences
        )
        self._past: list[_Moment] = []
        self._future: list[_Moment] = []

    @property
    def rota(self) -> Rota:
        """The rota that is shown."""
        return self._now.rota

    @property
    def absences(self) -> dict[str, tuple[int, ...]]:
        """Days of absence declared, by caregiver."""
        return self._now.absences

    @property
    def service(self) -> Service:
        """The service with the absences that are declared."""
        service = self._service
        for caregiver, days in self.absences.items():
            service = service.with_absence(caregiver, days)
        return service

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._future)

    @property
    def is_mine(self) -> bool:
        """Whether what is shown is the trainee's own rota."""
        return self.rota.by_visit == self._now.mine.by_visit

    def list_takers(self, visit: str) -> tuple[Taker, ...]:
        """Say who could take a visit.

        Raises:
            RotaRefusalError: no such visit.
        """
        service = self.service
        if visit not in service.visit_by_id:
            raise RotaRefusalError("Cette visite n’est pas dans ce planning.")
        return list_takers(service, self.rota, service.visit_by_id[visit], self.rules)

    def give(self, visit: str, caregiver: str) -> int | None:
        """Give a visit by hand, at the hour where nothing forbids it, else at its own.

        Returns:
            The minute at which it starts; None where nobody has it.

        Raises:
            RotaRefusalError: no such visit, or no such caregiver.
        """
        takers = {taker.caregiver: taker for taker in self.list_takers(visit)}
        held = self.rota.by_visit.get(visit)
        if caregiver and caregiver not in takers:
            raise RotaRefusalError("Cette personne n’est pas dans ce service.")
        start = held.start if held else self._service.visit_by_id[visit].start
        if caregiver and takers[caregiver].is_free:
            start = takers[caregiver].start
        rota = self.rota.give(visit, caregiver or None, start)
        self._step(_Moment(rota=rota, mine=rota, absences=self.absences))
        return start if caregiver else None

    def put(self, rota: Rota) -> None:
        """Show a rota that was computed; the trainee's own stays what it was."""
        self._step(_Moment(rota=rota, mine=self._now.mine, absences=self.absences))

    def declare(self, caregiver: str, days: tuple[int, ...]) -> None:
        """Declare a caregiver absent on those days; no day takes the absence back.

        Raises:
            RotaRefusalError: no such caregiver.
        """
        if caregiver not in self._service.caregiver_by_id:
            raise RotaRefusalError("Cette personne n’est pas dans ce service.")
        absences = {key: held for key, held in self.absences.items() if key != caregiver}
        if days:
            absences[caregiver] = tuple(sorted(set(days)))
        self._step(_Moment(rota=self.rota, mine=self._now.mine, absences=absences))

    def undo(self) -> None:
        """Go one step back, where there is one."""
        if self._past:
            self._future.append(self._now)
            self._now = self._past.pop()
            self.keep()

    def redo(self) -> None:
        """Take again the step that was undone last."""
        if self._future:
            self._past.append(self._now)
            self._now = self._future.pop()
            self.keep()

    def restore(self) -> None:
        """Show the trainee's own rota again."""
        if not self.is_mine:
            self.put(self._now.mine)

    def keep(self) -> None:
        """Write the state in the journal; ``status`` tells whether it is on the disk."""
        state = KeptState(
            rota=self._compare(self.rota),
            mine=self._compare(self._now.mine),
            absences=self.absences,
        )
        self.status = save_note(self.key, state.model_dump(mode="json"))

    def _step(self, moment: _Moment) -> None:
        self._past.append(self._now)
        self._future.clear()
        self._now = moment
        self.keep()

    def _compare(self, rota: Rota) -> Differences:
        keys = self._service.visit_by_id
        before, now = self._start.by_visit, rota.by_visit
        return {
            key: (now[key].caregiver, now[key].start) if key in now else None
            for key in keys
            if before.get(key) != now.get(key)
        }

    def _read(self, differences: Differences) -> Rota:
        given = dict(self._start.by_visit)
        for key, place in differences.items():
            given.pop(key, None)
            if place:
                given[key] = Assignment(visit=key, caregiver=place[0], start=place[1])
        return Rota(assignments=tuple(given.values()))

    def _read_kept(self) -> KeptState:
        """The state kept, or a new one where what is kept no longer fits the service."""
        note: dict[str, Any] = load_note(self.key)
        try:
            kept = KEPT_ADAPTER.validate_python(note)
        except ValidationError:
            return KeptState()
        people, visits = self._service.caregiver_by_id, self._service.visit_by_id
        places = [*kept.rota.items(), *kept.mine.items()]
        fits = set(kept.absences) <= set(people) and all(
            key in visits and (place is None or place[0] in people) for key, place in places
        )
        return kept if fits else KeptState()
