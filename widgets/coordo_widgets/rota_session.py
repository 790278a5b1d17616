"""A rota under a trainee's hands: what it is, what it was, what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_simulation.rota_takers import Taker, list_quarters, list_takers
from pydantic import TypeAdapter, ValidationError

from coordo_widgets.figure_notes import load_note, save_note
from coordo_widgets.rota_keeping import KeptState, Moment, build_state, read_steps

if TYPE_CHECKING:
    from coordo_simulation.rota import Rota, Service
    from coordo_simulation.rota_rules import Rules


class RotaRefusalError(ValueError):
    """What is asked cannot be done; the message is for the trainee, in French."""


KEPT_ADAPTER = TypeAdapter(KeptState)


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
        first = Moment(rota=start, mine=start, absences={})
        kept = self._read_kept()
        self._now = kept.read(first)
        self._past = read_steps(self._now, kept.past)
        self._future = read_steps(self._now, kept.future)

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
        """Say who could take a visit, hour by hour.

        Raises:
            RotaRefusalError: no such visit.
        """
        service = self.service
        if visit not in service.visit_by_id:
            raise RotaRefusalError("Cette visite n’est pas dans ce planning.")
        agreed = service.visit_by_id[visit]
        starts = list_quarters(agreed, self.rota)
        return list_takers(service, self.rota, agreed, self.rules, starts)

    def give(self, visit: str, caregiver: str, start: int | None = None) -> int | None:
        """Give a visit by hand, at an hour that is named, else at the one ``list_takers`` tells.

        Returns:
            The minute at which it starts; None where nobody has it.

        Raises:
            RotaRefusalError: no such visit, no such caregiver, or an hour that was not agreed.
        """
        takers = {taker.caregiver: taker for taker in self.list_takers(visit)}
        if caregiver and caregiver not in takers:
            raise RotaRefusalError("Cette personne n’est pas dans ce service.")
        if not caregiver:
            start = None
        elif start is None:
            start = takers[caregiver].start
        elif start not in {hour.start for hour in takers[caregiver].hours}:
            raise RotaRefusalError("Cette heure n’est pas de celles que la personne accepte.")
        rota = self.rota.give(visit, caregiver or None, start or 0)
        self._step(Moment(rota=rota, mine=rota, absences=self.absences))
        return start

    def put(self, rota: Rota) -> None:
        """Show a rota that was computed; the trainee's own stays what it was."""
        self._step(Moment(rota=rota, mine=self._now.mine, absences=self.absences))

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
        self._step(Moment(rota=self.rota, mine=self._now.mine, absences=absences))

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
        first = Moment(rota=self._start, mine=self._start, absences={})
        state = build_state(first, self._now, self._past, self._future)
        self.status = save_note(self.key, state.model_dump(mode="json"))

    def _step(self, moment: Moment) -> None:
        self._past.append(self._now)
        self._future.clear()
        self._now = moment
        self.keep()

    def _read_kept(self) -> KeptState:
        """The state kept, or a new one where what is kept no longer fits the service."""
        note: dict[str, Any] = load_note(self.key)
        try:
            kept = KEPT_ADAPTER.validate_python(note)
        except ValidationError:
            return KeptState()
        return kept if kept.fits(self._service) else KeptState()
