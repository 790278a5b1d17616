"""A situation that one deliberates about: the people, what is known, what is proposed.

Nothing here judges. The gates (``deliberation_disclosure``, ``deliberation_consent``) read these
facts and the dated texts of the course; the options and the arguments are people's own words.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from coordo_simulation.references import Closed, KebabId


class Role(StrEnum):
    """What a person is to the one accompanied, before any text gives it an effect."""

    ACCOMPANIED = "personne accompagnée"
    RELATIVE = "proche"
    TRUSTED = "personne de confiance"
    REPRESENTATIVE = "chargée de la mesure de protection"
    PROFESSIONAL = "professionnel"


class Capacity(StrEnum):
    """Whether the person can consent at the moment of the question."""

    ABLE = "apte"
    FLUCTUATING = "fluctuante"
    UNABLE = "hors d’état"


class Consent(StrEnum):
    """What the person said of one act, or of one thing to be told."""

    GIVEN = "donné"
    NOT_ASKED = "pas encore demandé"
    REFUSED = "refusé ou retiré"


class Trust(StrEnum):
    """How the person of trust was designated; only the written designation has effect."""

    WRITTEN = "par écrit"
    SPOKEN = "de vive voix"
    NONE = "aucune"


class Protection(StrEnum):
    """The legal protection, as far as it bears on the person (and not on goods)."""

    NONE = "aucune"
    ASSISTANCE = "avec assistance"
    REPRESENTATION = "avec représentation pour sa personne"


class Directives(StrEnum):
    """Advance directives: whether they can be read, and whether the physician holds them suited."""

    NONE = "aucune"
    UNREACHABLE = "écrites, introuvables"
    SUITED = "lues, applicables"
    UNSUITED = "lues, jugées inadaptées"


class Person(Closed):
    """Someone with a voice: ``tie`` in two words, ``who`` in a line, the rest in their own terms.

    ``takes_part``: takes part in the care or support of the person. ``is_in_team``: belongs to
    the équipe de soins (CSP, L. 1110-12). Both are for professionals only.
    """

    id: KebabId
    name: str = Field(min_length=1)
    role: Role
    tie: str = ""
    who: str = ""
    wants: str = ""
    voice: str = ""
    is_physician: bool = False
    takes_part: bool = False
    is_in_team: bool = False

    @property
    def introduced(self) -> str:
        """The name and the tie: Hélène, sa fille."""
        return f"{self.name}, {self.tie}" if self.tie else self.name

    @model_validator(mode="after")
    def _has_coherent_ties(self) -> Person:
        is_tied = self.is_physician or self.takes_part or self.is_in_team
        if is_tied and self.role is not Role.PROFESSIONAL:
            raise ValueError("médecin, prise en charge, équipe\u202f: pour un professionnel")
        if self.is_in_team and not self.takes_part:
            raise ValueError("qui est de l’équipe de soins participe à la prise en charge")
        return self


class Situation(Closed):
    """The facts of a day, as known to the one who asks."""

    date: date
    people: tuple[Person, ...]
    story: str = ""
    capacity: Capacity = Capacity.ABLE
    trust: Trust = Trust.NONE
    protection: Protection = Protection.NONE
    directives: Directives = Directives.NONE
    is_vital_emergency: bool = False

    @model_validator(mode="after")
    def _has_one_person_accompanied(self) -> Situation:
        ids = [person.id for person in self.people]
        if len(ids) != len(set(ids)):
            raise ValueError("des identifiants uniques pour les personnes")
        for role, most in ((Role.ACCOMPANIED, 1), (Role.TRUSTED, 1), (Role.REPRESENTATIVE, 1)):
            if sum(person.role is role for person in self.people) > most:
                raise ValueError(f"une seule «\u202f{role}\u202f»")
        if not any(person.role is Role.ACCOMPANIED for person in self.people):
            raise ValueError("une personne accompagnée")
        return self

    @property
    def accompanied(self) -> Person:
        """The person whose life it is."""
        return next(person for person in self.people if person.role is Role.ACCOMPANIED)

    def get(self, person_id: str) -> Person:
        """Return one person.

        Raises:
            LookupError: nobody of that id.
        """
        for person in self.people:
            if person.id == person_id:
                return person
        raise LookupError(f"personne inconnue\u202f: «\u202f{person_id}\u202f»")


class Mode(StrEnum):
    """How a thing is told: to someone identified, or laid open to several (arrêté, 25/11/2016)."""

    EXCHANGE = "échange"
    SHARING = "partage"


class Disclosure(Closed):
    """One thing told by a professional to someone.

    ``is_needed``: for a professional, strictly necessary to the coordination, the continuity of
    care, prevention or follow-up, and within the mission of who receives it; for a relative,
    necessary to the direct support given, or to being consulted. ``is_grave``: a grave diagnosis
    or prognosis. ``consent`` is the person's, to this telling; to herself, REFUSED says that she
    asked not to know.
    """

    information: str = Field(min_length=1)
    sender: KebabId
    recipient: KebabId
    mode: Mode = Mode.EXCHANGE
    consent: Consent = Consent.NOT_ASKED
    is_needed: bool = True
    is_grave: bool = False


class ActKind(StrEnum):
    """Care (CSP) and support (CASF) do not rest on the same text."""

    CARE = "soin"
    SUPPORT = "accompagnement"


class Act(Closed):
    """One thing done with, to or for the person; ``consent`` is to this very act.

    ``is_informed``: the person was told of it what one must know to answer.
    """

    label: str = Field(min_length=1)
    kind: ActKind
    consent: Consent = Consent.NOT_ASKED
    is_informed: bool = True
    is_refused_by_directives: bool = False
