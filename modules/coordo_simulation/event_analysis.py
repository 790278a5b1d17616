"""Analysis of an event: what happened, immediate causes, contributory factors, barriers, actions.

An event is analysed with a grid (ALARM or Ishikawa); nothing here concludes in the analyst's
place: the checks (``event_checks``) say what an analysis lacks, the duties (``event_duties``) what
the law asks and by when.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.event_grids import GRIDS, Family, Grid, GridId
from coordo_simulation.event_strength import LEVERS, Lever, Strength
from coordo_simulation.references import Closed

Harm = Literal["none", "reversible", "lasting", "vital", "death"]
HARM_LABELS: dict[Harm, str] = {
    "none": "aucune conséquence",
    "reversible": "atteinte réversible",
    "lasting": "déficit fonctionnel permanent probable",
    "vital": "mise en jeu du pronostic vital",
    "death": "décès",
}
Held = Literal["held", "failed", "missing"]
HELD_LABELS: dict[Held, str] = {
    "held": "a tenu",
    "failed": "a cédé",
    "missing": "n’existait pas",
}


class Moment(Closed):
    """What is known to have happened at a moment, without judgement."""

    when: str
    what: str


class Event(Closed):
    """An event as it is told before it is explained.

    ``is_unexpected``: given the person's state of health. ``is_care``: during care, treatment or
    prevention. ``threatens_people``: health, safety or well-being of people, or a serious failure
    of the service's organisation.
    """

    title: str
    noticed_on: date
    story: tuple[Moment, ...] = Field(min_length=1)
    harm: Harm
    is_unexpected: bool
    is_care: bool
    threatens_people: bool


class Cause(Closed):
    """An immediate cause: the gap between what was to be done and what was."""

    id: str
    text: str


class Factor(Closed):
    """A contributory factor, its family, its evidence, and the causes it helps to explain.

    ``short`` names it on a picture. ``is_root``: the analysts hold that without it the event would
    probably not have occurred.
    """

    id: str
    family: str
    short: str
    text: str
    evidence: tuple[str, ...] = ()
    explains: tuple[str, ...] = Field(min_length=1)
    is_root: bool = False


class Barrier(Closed):
    """What stood, or should have stood, between the cause and the harm."""

    text: str
    held: Held


class Action(Closed):
    """What is decided, which factors it answers, who does it by when, and how one will know.

    ``short`` names it beside a picture. ``lever``: what it acts on, which gives its strength.
    """

    id: str
    short: str
    text: str
    answers: tuple[str, ...] = ()
    lever: Lever
    owner: str = ""
    due_on: date | None = None
    indicator: str = ""

    @property
    def strength(self) -> Strength:
        """Strength in the published hierarchy (``event_strength``)."""
        return LEVERS[self.lever].strength


class Analysis(Closed):
    """A whole analysis. Ids of causes, factors and actions are unique and known."""

    event: Event
    grid: GridId
    causes: tuple[Cause, ...] = Field(min_length=1)
    factors: tuple[Factor, ...]
    barriers: tuple[Barrier, ...]
    actions: tuple[Action, ...]

    @model_validator(mode="after")
    def _names_what_exists(self) -> Self:
        causes = [cause.id for cause in self.causes]
        factors = [factor.id for factor in self.factors]
        ids = [*causes, *factors, *(action.id for action in self.actions)]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants uniques")
        for factor in self.factors:
            self._require(self.method.has(factor.family), factor.id, factor.family)
            for cause in factor.explains:
                self._require(cause in causes, factor.id, cause)
        for action in self.actions:
            for answered in action.answers:
                self._require(answered in factors, action.id, answered)
        return self

    @staticmethod
    def _require(is_known: bool, where: str, name: str) -> None:  # noqa: FBT001 (a bare assertion)
        if not is_known:
            raise ValueError(f"{where} : un nom connu ; lu : {name}")

    @property
    def method(self) -> Grid:
        """The grid that the analysis goes through."""
        return GRIDS[self.grid]

    @property
    def unused_families(self) -> tuple[Family, ...]:
        """Families in which no factor was written."""
        used = {factor.family for factor in self.factors}
        return tuple(family for family in self.method.families if family.id not in used)
