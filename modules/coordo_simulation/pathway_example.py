"""Yvette Carlier, 83 ans, et sa fille: an invented person, fifteen months, and three plans."""

from __future__ import annotations

from datetime import date

from coordo_simulation.pathway import (
    Actor,
    CoordinationPlan,
    Cover,
    DomainId,
    Exposure,
    MonthlyHours,
    Need,
    PlanLine,
    Situation,
)


def _cover(**shares: float) -> tuple[Cover, ...]:
    known: tuple[DomainId, ...] = ("sante", "autonomie", "logement", "lien", "droits")
    return tuple(Cover(domain=each, share=shares[each]) for each in known if each in shares)


_ACTORS = (
    Actor(
        id="fille",
        label="Sylvie, sa fille",
        short="Sylvie",
        role="aidant",
        covers=_cover(sante=0.3, autonomie=0.6, lien=0.3, droits=0.4),
        visits=6,
    ),
    Actor(
        id="aide",
        label="L’aide à domicile",
        short="Aide",
        covers=_cover(autonomie=0.45, logement=0.2, lien=0.2),
        visits=7,
        told_from=30,
    ),
    Actor(
        id="soins",
        label="Le SSIAD",
        short="SSIAD",
        covers=_cover(sante=0.4, autonomie=0.3),
        visits=5,
        told_from=40,
    ),
    Actor(
        id="medecin",
        label="Le médecin traitant",
        short="Médecin",
        covers=_cover(sante=0.35),
        visits=0.25,
        told_from=60,
    ),
    Actor(
        id="accueil",
        label="L’accueil de jour",
        short="Accueil",
        covers=_cover(lien=0.5, autonomie=0.15),
        visits=2,
        since=None,
        told_from=55,
    ),
    Actor(
        id="sociale",
        label="L’assistante sociale",
        short="Sociale",
        covers=_cover(droits=0.5),
        visits=0.25,
        since=None,
        told_from=50,
    ),
    Actor(
        id="coordinatrice",
        label="La coordinatrice",
        short="Coord.",
        role="coordination",
    ),
)

_PLAN = (
    PlanLine(
        id="apa",
        domain="droits",
        objective="Que l’aide ne s’arrête pas en juillet",
        action="Demander le réexamen de l’APA avant l’échéance",
        who="sociale",
        due=10,
        hours=4,
        starts="sociale",
    ),
    PlanLine(
        id="accueil-de-jour",
        domain="aidant",
        objective="Rendre deux après-midi par semaine à Sylvie",
        action="Visiter l’accueil de jour avec Madame Carlier, puis commencer",
        who="accueil",
        due=16,
        hours=6,
        starts="accueil",
    ),
)

EXAMPLE = Situation(
    id="yvette-carlier",
    person="Yvette Carlier, 83 ans",
    story="Exemple inventé. Madame Carlier vit seule au premier étage d’une maison de "
    "Sainte-Colombe-sur-Aure. Insuffisance cardiaque, diabète, une mémoire qui se dérobe. En "
    "janvier elle rentre de l’hôpital, où l’on a soigné un œdème. Elle veut rester chez elle ; "
    "Sylvie, sa fille, 57 ans, habite la rue voisine ; elle est caissière, passe six jours sur "
    "sept avant ou après son service, et ne demande rien.",
    start=date(2026, 1, 5),
    weeks=65,
    hospital_days=4,
    strain=35,
    information=35,
    needs=(
        Need(week=0, domain="sante", level=55),
        Need(week=0, domain="autonomie", level=50),
        Need(week=0, domain="logement", level=40),
        Need(week=0, domain="lien", level=50),
        Need(week=0, domain="droits", level=35),
        Need(week=24, domain="autonomie", level=62),
        Need(week=26, domain="droits", level=60),
        Need(week=38, domain="sante", level=70),
        Need(week=48, domain="autonomie", level=75),
    ),
    renewals=(26,),
    actors=_ACTORS,
    plan=_PLAN,
    exposures=(
        Exposure(kind="sortie", interrupts=("aide", "soins"), noticed_by="fille"),
        Exposure(kind="droits", interrupts=("aide",), noticed_by="aide"),
        Exposure(kind="epuisement", interrupts=("fille",), noticed_by="aide", lived_by=("fille",)),
        Exposure(kind="absence", interrupts=("aide",), noticed_by="fille", lived_by=("aide",)),
        Exposure(kind="information", interrupts=("medecin",), noticed_by="soins"),
    ),
)

NOBODY = CoordinationPlan(
    id="personne",
    label="Personne ne coordonne",
    hours=MonthlyHours(),
)
HOSPITAL_FIRST = CoordinationPlan(
    id="hopital",
    label="Tenir l’interface avec l’hôpital",
    hours=MonthlyHours(sorties=2, transmissions=2, mise_en_place=2),
)
CARER_FIRST = CoordinationPlan(
    id="aidante",
    label="Tenir autour de Sylvie",
    hours=MonthlyHours(echeances=1, aidant=1, remplacements=2, mise_en_place=2),
)
PLANS = (NOBODY, HOSPITAL_FIRST, CARER_FIRST)
