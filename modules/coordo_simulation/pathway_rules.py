"""What the pathway model declares: the state of a week, and every parameter with its standing.

Hazards are teaching hypotheses: chances in a week for an invented person, never a statistic about
real ones. Where a published figure gave the order of magnitude, the source says which.
"""

from __future__ import annotations

from coordo_simulation.declaration import Declaration, Parameter, Quantity
from coordo_simulation.pathway import DOMAINS

OURS = "notre ordre de grandeur, à discuter avec votre équipe"
WEEKS_A_MONTH = 52 / 12
AFTER_DISCHARGE_WEEKS = 4
"""Weeks after a discharge during which the hazard of a new stay is raised."""

CEILING = 0.95
"""No hazard of a week is certain, however the factors multiply."""


def _suppose(  # noqa: PLR0913, PLR0917 -- a parameter is these things, in the order of its line
    parameter_id: str,
    label: str,
    unit: str,
    value: float,
    minimum: float,
    maximum: float,
    source: str = OURS,
) -> Parameter:
    return Parameter(
        id=parameter_id,
        label=label,
        unit=unit,
        value=value,
        minimum=minimum,
        maximum=maximum,
        standing="hypothèse pédagogique",
        source=source,
    )


_HAZARDS = (
    _suppose(
        "hazard-hopital",
        "Hospitalisation non programmée, sans besoin de soins mal couvert",
        "par semaine",
        0.008,
        0,
        0.05,
        "un tiers des 75 ans et plus sont hospitalisés dans l’année, soit 0,8 % par semaine "
        "(hospitalisation-75-part) ; l’appliquer à une personne est notre hypothèse",
    ),
    _suppose(
        "after-discharge",
        "Risque d’hospitalisation multiplié, quatre semaines après une sortie",
        "fois",
        4,
        1,
        8,
        "16 % de réhospitalisations à un mois (rehospitalisation-75-un-mois) font environ "
        "4,3 % par semaine, cinq fois le risque courant ; une part tient à l’état de santé",
    ),
    _suppose("health-effect", "Effet d’un besoin de soins non couvert", "fois", 2, 0, 4),
    _suppose(
        "hazard-sortie",
        "Sortie non anticipée, à chaque sortie d’hôpital",
        "par sortie",
        0.5,
        0,
        0.9,
    ),
    _suppose("hazard-droits", "Rupture de droits", "par semaine", 0.004, 0, 0.1),
    _suppose("renewal-factor", "Rupture de droits la semaine d’une échéance", "fois", 80, 1, 150),
    _suppose("hazard-epuisement", "Épuisement de l’aidante", "par semaine", 0.006, 0, 0.1),
    _suppose("strain-effect", "Effet d’une fatigue extrême sur l’épuisement", "fois", 6, 0, 10),
    _suppose("hazard-absence", "Absence d’un intervenant", "par semaine", 0.05, 0, 0.3),
    _suppose("hazard-information", "Information perdue", "par semaine", 0.02, 0, 0.2),
    _suppose("silence-effect", "Effet d’une information mal partagée", "fois", 2, 0, 5),
)
_COORDINATION = (
    _suppose("effect-sorties", "Part du risque que la préparation peut ôter", "", 0.7, 0, 0.9),
    _suppose("effect-echeances", "Part du risque que le suivi peut ôter", "", 0.8, 0, 0.9),
    _suppose("effect-aidant", "Part du risque que le soutien peut ôter", "", 0.5, 0, 0.9),
    _suppose("effect-remplacements", "Part du risque qu’un relais peut ôter", "", 0.6, 0, 0.9),
    _suppose("effect-transmissions", "Part du risque que transmettre peut ôter", "", 0.6, 0, 0.9),
    _suppose("half-hours", "Heures qui donnent la moitié de l’effet", "h/mois", 1.5, 0.5, 10),
    _suppose("repair-hours", "Réparer une rupture", "h", 3, 0, 10),
    _suppose("self-repair", "Fin d’une rupture que personne ne répare", "semaines", 5, 1, 16),
    _suppose("silence-weeks", "Délai d’alerte quand rien ne circule", "semaines", 3, 0, 8),
)
_LIVES = (
    Parameter(
        id="stay-days",
        label="Durée moyenne d’un séjour",
        unit="jours",
        value=7,
        minimum=1,
        maximum=30,
        standing="statistique",
        source="6 à 7 jours en moyenne après 75 ans (hospitalisation-75-duree)",
    ),
    _suppose("stay-spread", "Écart possible à cette durée, de part et d’autre", "", 0.5, 0, 0.9),
    _suppose("strain-load", "Fatigue si tout retombe sur l’aidante", "points", 8, 0, 15),
    _suppose("strain-rest", "Part de la fatigue qui se récupère en une semaine", "", 0.07, 0, 0.3),
    _suppose("relief", "Récupération ajoutée par un soutien entier", "fois", 1, 0, 2),
    _suppose("rupture-strain", "Fatigue ajoutée par une rupture", "points", 6, 0, 20),
    _suppose("informal-gain", "Information regagnée sans que personne coordonne", "", 0.03, 0, 0.3),
    _suppose("information-gain", "Information regagnée par un partage entier", "", 0.25, 0, 0.6),
    _suppose("information-decay", "Information perdue en une semaine", "", 0.06, 0, 0.3),
    _suppose("rupture-information", "Information perdue à une rupture", "points", 15, 0, 50),
)
_POINTS = "0 : rien ne manque ; 100 : tout le besoin possible, et personne"
_STATE = (
    *(
        Quantity(
            id=f"unmet-{domain}",
            label=f"{label}, besoin non couvert",
            unit="points",
            minimum=0,
            maximum=100,
            help=_POINTS,
        )
        for domain, label in DOMAINS.items()
    ),
    Quantity(
        id="strain",
        label="Fatigue de l’aidante",
        unit="points",
        minimum=0,
        maximum=100,
        help="échelle de l’exercice, de 0 à 100 ; ce n’est pas le score de Zarit",
    ),
    Quantity(
        id="information",
        label="Information partagée",
        unit="points",
        minimum=0,
        maximum=100,
        help="part de l’information utile que les intervenants ont en commun",
    ),
    *(
        Quantity(id=key, label=label, unit="jours", minimum=0, maximum=7, help=told)
        for key, label, told in (
            ("hospital-days", "Jours à l’hôpital", "sur les sept de la semaine"),
            ("home-days", "Jours à domicile", "le reste de la semaine"),
        )
    ),
    *(
        Quantity(id=key, label=label, unit=unit, minimum=0, help=told)
        for key, label, unit, told in (
            ("hours-repair", "Heures à réparer", "h", "prises d’abord"),
            ("hours-prevention", "Heures à prévenir", "h", "ce que les réparations laissent"),
            ("hours-setup", "Heures à mettre en place", "h", "les lignes du plan, par échéance"),
            ("hours-unused", "Heures restées libres", "h", "le plan une fois en place"),
            ("visits-done", "Passages faits", "passages", "au domicile"),
            ("visits-lost", "Passages perdus", "passages", "du fait d’une rupture"),
            ("visits-away", "Passages sans objet", "passages", "la personne est à l’hôpital"),
        )
    ),
)

DECLARATION = Declaration(
    id="pathway",
    title="Le parcours d’une personne, semaine par semaine",
    summary="Des besoins, ceux qui les couvrent, des ruptures tirées au sort que la coordination "
    "rend moins probables, et les heures que cela demande.",
    step="semaine",
    state=_STATE,
    parameters=_HAZARDS + _COORDINATION + _LIVES,
)
