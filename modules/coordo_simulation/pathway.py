"""A person's pathway over months, as data: needs, who covers them, the plan of care, the hours.

The plan personnalisé de coordination en santé (PPCS, HAS 2019) is a list of objectives, each with
its action, who does it and by when; when it is done is computed. HAS asks for equal attention to
four dimensions (medical, psychological, social, environmental); cutting them into the domains
below is ours, as is the scale of needs from 0 to 100.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.declaration import Identifier, Text
from coordo_simulation.references import Closed

DomainId = Literal["sante", "autonomie", "logement", "lien", "droits"]
HazardId = Literal["hopital", "sortie", "droits", "epuisement", "absence", "information"]
RuptureId = Literal["sortie", "droits", "epuisement", "absence", "information"]

DOMAINS: dict[DomainId, str] = {
    "sante": "Santé",
    "autonomie": "Autonomie",
    "logement": "Logement",
    "lien": "Lien social",
    "droits": "Droits et ressources",
}
"""The carer is the sixth domain: her strain is a quantity of its own."""

HAZARDS: tuple[HazardId, ...] = (
    "hopital",
    "sortie",
    "droits",
    "epuisement",
    "absence",
    "information",
)
RUPTURES: dict[RuptureId, str] = {
    "sortie": "Sortie d’hôpital non anticipée",
    "droits": "Rupture de droits",
    "epuisement": "Épuisement de l’aidante",
    "absence": "Absence d’un intervenant",
    "information": "Information perdue",
}
ACTIONS: dict[str, str] = {
    "sorties": "Préparer les sorties d’hôpital",
    "echeances": "Suivre les échéances de droits",
    "aidant": "Soutenir l’aidante",
    "remplacements": "Organiser les remplacements",
    "transmissions": "Réunir et transmettre",
    "mise_en_place": "Mettre en place le plan",
}
"""What a coordinator's hours are spent on: five ways to prevent a rupture, and the plan itself."""

Share = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[float, Field(ge=0, le=100)]
Week = Annotated[int, Field(ge=0)]


class Cover(Closed):
    """The part of a need that an actor meets while he comes."""

    domain: DomainId
    share: Share


class Actor(Closed):
    """Somebody around the person.

    ``since`` is the week from which he comes, or nothing where a line of the plan brings him.
    ``told_from`` is the level of shared information from which news reaches him the same week.
    """

    id: Identifier
    label: Text
    short: Text
    role: Literal["aidant", "professionnel", "coordination"] = "professionnel"
    covers: tuple[Cover, ...] = ()
    visits: float = Field(default=0, ge=0, description="passages par semaine")
    since: Week | None = 0
    told_from: Level = 0


class PlanLine(Closed):
    """A line of the PPCS: objective, action, who, by when.

    It is done when the coordinator has spent ``hours`` on it; then the actor who ``starts`` comes.
    """

    id: Identifier
    domain: DomainId | Literal["aidant"]
    objective: Text
    action: Text
    who: Identifier
    due: Week
    hours: float = Field(gt=0)
    starts: Identifier | None = None


class Need(Closed):
    """How much a domain demands from a week on, out of 100."""

    week: Week
    domain: DomainId
    level: Level


class Exposure(Closed):
    """What a rupture of one kind interrupts, who sees it first, who else knows by living it."""

    kind: RuptureId
    interrupts: tuple[Identifier, ...]
    noticed_by: Identifier
    lived_by: tuple[Identifier, ...] = ()


class Situation(Closed):
    """A person, those around her, and what the weeks bring; ``hospital_days`` opens the story."""

    id: Identifier
    person: Text
    story: Text
    start: date
    weeks: int = Field(ge=1, le=160)
    hospital_days: int = Field(default=0, ge=0, le=60)
    strain: Level = 20
    information: Level = 50
    needs: tuple[Need, ...]
    renewals: tuple[Week, ...] = ()
    actors: tuple[Actor, ...] = Field(min_length=1)
    plan: tuple[PlanLine, ...] = ()
    exposures: tuple[Exposure, ...]

    @model_validator(mode="after")
    def _names_known_actors(self) -> Self:
        known = {actor.id for actor in self.actors}
        if len(known) < len(self.actors):
            raise ValueError("des intervenants d'identifiants différents")
        named = {line.who for line in self.plan} | {exp.noticed_by for exp in self.exposures}
        named |= {line.starts for line in self.plan if line.starts}
        for exposure in self.exposures:
            named |= {*exposure.interrupts, *exposure.lived_by}
        if unknown := sorted(named - known):
            raise ValueError(f"des intervenants connus ; inconnus : {', '.join(unknown)}")
        if {exposure.kind for exposure in self.exposures} != set(RUPTURES):
            raise ValueError(f"une exposition pour chaque rupture : {', '.join(RUPTURES)}")
        return self

    def get_actor(self, actor_id: str) -> Actor:
        """Return one of those around the person."""
        return next(actor for actor in self.actors if actor.id == actor_id)

    def get_exposure(self, kind: RuptureId) -> Exposure:
        """Return what a rupture of that kind does here."""
        return next(exposure for exposure in self.exposures if exposure.kind == kind)

    def compute_needs(self, week: int) -> dict[DomainId, float]:
        """Needs in force in a week: the last level told for each domain, 0 before any."""
        levels = dict.fromkeys(DOMAINS, 0.0)
        for need in sorted(self.needs, key=lambda each: each.week):
            if need.week <= week:
                levels[need.domain] = need.level
        return levels


Hours = Annotated[float, Field(ge=0, le=60)]


class MonthlyHours(Closed):
    """A coordinator's hours a month, by what they are meant for; repairs are taken from all."""

    sorties: Hours = 0
    echeances: Hours = 0
    aidant: Hours = 0
    remplacements: Hours = 0
    transmissions: Hours = 0
    mise_en_place: Hours = 0

    @property
    def total(self) -> float:
        """Hours of coordination for this person in a month."""
        return sum(self.by_action.values())

    @property
    def by_action(self) -> dict[str, float]:
        """Hours by action, in the order in which actions are told."""
        return {action: float(getattr(self, action)) for action in ACTIONS}


class CoordinationPlan(Closed):
    """A way to spend the hours."""

    id: Identifier
    label: Text
    hours: MonthlyHours
