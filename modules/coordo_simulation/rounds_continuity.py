"""How many faces a person sees: who came, how often, and two published indices.

``usual_share`` is the UPC (usual provider of care), the share of contacts by the carer seen most.
``concentration`` is the COC of Bice and Boxerman (1977), (Σ nᵢ² − N) / (N (N − 1)): 0 where each
contact is with someone else, 1 where all are with the same; it is the chance that two contacts
drawn at random are with the same carer. Formulas as written in table 2 of « Association between
continuity of care (COC), healthcare use and costs », BMC Health Services Research, 2022.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Contact(Closed):
    """Somebody came to a person, on a day counted from 0; a visit for two is two contacts."""

    day: int
    person: str
    face: str


class Continuity(Closed):
    """The contacts of one person: face and count, the most seen first."""

    person: str
    faces: tuple[tuple[str, int], ...]

    @property
    def contacts(self) -> int:
        """N, all contacts."""
        return sum(count for _, count in self.faces)

    @property
    def usual_share(self) -> float:
        """UPC, above 0 and at most 1."""
        return self.faces[0][1] / self.contacts

    @property
    def concentration(self) -> float | None:
        """COC, from 0 to 1; None for a single contact, where it has no meaning."""
        total = self.contacts
        if total < 2:  # noqa: PLR2004  (two contacts make a pair)
            return None
        return sum(count * (count - 1) for _, count in self.faces) / (total * (total - 1))


class MonthContinuity(Closed):
    """The continuity of everybody who was visited, in the order given."""

    people: tuple[Continuity, ...]

    @property
    def mean_faces(self) -> float:
        """Different faces that a person sees, on average."""
        return _mean(len(each.faces) for each in self.people)

    @property
    def most_faces(self) -> int:
        """Different faces that the person who sees most sees."""
        return max((len(each.faces) for each in self.people), default=0)

    @property
    def mean_usual_share(self) -> float:
        """Mean of the UPC."""
        return _mean(each.usual_share for each in self.people)

    @property
    def mean_concentration(self) -> float:
        """Mean of the COC, of those who had two contacts or more."""
        return _mean(each.concentration for each in self.people if each.concentration is not None)


def measure_continuity(contacts: Iterable[Contact]) -> MonthContinuity:
    """Count who came to whom; faces seen as often come in alphabetical order."""
    seen: dict[str, Counter[str]] = {}
    for contact in contacts:
        seen.setdefault(contact.person, Counter())[contact.face] += 1
    return MonthContinuity(
        people=tuple(
            Continuity(
                person=person,
                faces=tuple(sorted(faces.items(), key=lambda face: (-face[1], face[0]))),
            )
            for person, faces in seen.items()
        )
    )


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
