"""The cohort of the demonstration: who they are, how they conduct the case, what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Conduct = Literal["experte", "hésitante", "prudente", "hasardeuse"]
CONDUCTS: dict[Conduct, str] = {
    "experte": "comme l’experte du cas",
    "hésitante": "tantôt comme l’experte, tantôt au hasard",
    "prudente": "au moins risqué, sur le moment",
    "hasardeuse": "au hasard",
}
NO_CELL = "cellule supprimée"
TORN = "journal déchiré"
LOST = "journal perdu"
BLANK = "blanche"
NOT_SUBMITTED = "non remise"
STOPPED = "inachevée"
FORGED_END = "fin inventée"
CHOSEN_LUCK = "graine choisie"
IN_THE_CASE: dict[str, str] = {
    LOST: "son journal n’est pas arrivé",
    BLANK: "ne commence pas",
    STOPPED: "s’arrête à mi-chemin",
    FORGED_END: "trois décisions, puis une belle fin inventée dans le journal",
    CHOSEN_LUCK: "d’autres événements que ceux qui lui étaient attribués",
}
"""Mishaps that show in the case, as they are told."""


@dataclass(frozen=True)
class Trainee:
    """A simulated trainee.

    Attributes:
        ability: the chance to be right on an item of middle difficulty.
        conduct: of the case.
        mishap: what goes wrong with the submission or the case, if anything.
    """

    id: str
    first_name: str
    last_name: str
    ability: float
    conduct: Conduct = "hésitante"
    mishap: str = ""

    @property
    def name(self) -> str:
        """First name, then last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def way(self) -> str:
        """What is done with the case (French)."""
        return IN_THE_CASE.get(self.mishap, CONDUCTS[self.conduct])


TRAINEES = (
    Trainee("amsellem", "Nadia", "Amsellem", 0.95, "experte"),
    Trainee("bernard", "Luc", "Bernard", 0.85),
    Trainee("coulibaly", "Aïssata", "Coulibaly", 0.8, "prudente"),
    Trainee("dufour", "Hélène", "Dufour", 0.75, mishap=NO_CELL),
    Trainee("etcheverry", "Maïté", "Etcheverry", 0.7, mishap=CHOSEN_LUCK),
    Trainee("faure", "Jérôme", "Faure", 0.65, mishap=TORN),
    Trainee("garnier", "Sophie", "Garnier", 0.6, mishap=FORGED_END),
    Trainee("haddad", "Karim", "Haddad", 0.55, mishap=STOPPED),
    Trainee("ibanez", "Inès", "Ibañez", 0.5, mishap=NOT_SUBMITTED),
    Trainee("joly", "François", "Joly", 0.4, "hasardeuse"),
    Trainee("kessler", "Odile", "Kessler", 0.3, mishap=BLANK),
    Trainee("lefevre", "Noé", "Lefèvre", 0.6, mishap=LOST),
)
