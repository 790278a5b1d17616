"""Grids of contributory factors: ALARM (seven families) and Ishikawa (five M).

ALARM: Vincent, Taylor-Adams and Stanhope, "Framework for analysing risk and safety in clinical
medicine", BMJ 1998, table 1; French names as in "La méthode ALARM" (espacesoignant.com, 2019).
Ishikawa: the five families as in biotechno.fr, "5M". Questions are the course's own.
"""

from __future__ import annotations

from typing import Literal

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

GridId = Literal["alarm", "ishikawa"]


class Family(Closed):
    """A family of factors. ``is_personal``: it looks at the person who acted."""

    id: str
    label: str
    question: str
    is_personal: bool = False


class Grid(Closed):
    """A method's families, in the order in which one goes through them."""

    id: GridId
    label: str
    families: tuple[Family, ...]
    source: str

    def has(self, family_id: str) -> bool:
        """Whether the grid has that family."""
        return any(family.id == family_id for family in self.families)

    def get(self, family_id: str) -> Family:
        """Return a family.

        Raises:
            LookupError: no such family (in French).
        """
        for family in self.families:
            if family.id == family_id:
                return family
        raise LookupError(set_spaces(f"famille inconnue : « {family_id} » ({self.label})"))


def _family(key: str, label: str, question: str, *, is_personal: bool = False) -> Family:
    return Family(id=key, label=label, question=set_spaces(question), is_personal=is_personal)


ALARM = Grid(
    id="alarm",
    label="grille ALARM",
    families=(
        _family("patient", "la personne accompagnée", "Qu’y avait-il de particulier chez elle ?"),
        _family("taches", "les tâches", "La consigne était-elle claire, présente, à jour ?"),
        _family(
            "individu",
            "le professionnel",
            "Que savait-il, qu’avait-il appris, dans quel état était-il ?",
            is_personal=True,
        ),
        _family("equipe", "l’équipe", "Qui devait dire quoi à qui, et comment ?"),
        _family(
            "environnement", "l’environnement de travail", "Charge, horaires, matériel, lieu ?"
        ),
        _family("organisation", "l’organisation", "Qu’avait décidé ou laissé le service ?"),
        _family("institution", "le contexte institutionnel", "Qu’imposent textes et financeurs ?"),
    ),
    source="Vincent, Taylor-Adams et Stanhope, BMJ, 1998, tableau 1",
)
ISHIKAWA = Grid(
    id="ishikawa",
    label="diagramme d’Ishikawa (5M)",
    families=(
        _family("matiere", "matière", "Ce qui entre : informations, ordonnances, produits ?"),
        _family("materiel", "matériel", "Équipement, logiciel, téléphone, véhicule ?"),
        _family("methode", "méthode", "Façon de faire, effectif prévu, enchaînement ?"),
        _family(
            "main-doeuvre",
            "main-d’œuvre",
            "Que savaient les personnes, dans quel état étaient-elles ?",
            is_personal=True,
        ),
        _family("milieu", "milieu", "Domicile, entourage, contexte ?"),
    ),
    source="Les 5M d’Ishikawa (biotechno.fr)",
)
GRIDS: dict[GridId, Grid] = {grid.id: grid for grid in (ALARM, ISHIKAWA)}
