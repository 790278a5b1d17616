"""What the team model says of itself: its stocks, its parameters, all of them hypotheses."""

from __future__ import annotations

from functools import partial

from coordo_simulation.declaration import Declaration, Quantity, suppose

OURS = "jugement de l’auteur, pour raisonner ; rien ici n’est mesuré dans une équipe"


def _stock(name: str, label: str, unit: str, note: str, top: float = float("inf")) -> Quantity:
    return Quantity(id=name, label=label, unit=unit, minimum=0, maximum=top, help=note)


STATE = (
    _stock("present", "Au travail", "postes", "postes occupés par quelqu’un qui est là"),
    _stock("absent", "En arrêt", "postes", "postes occupés par quelqu’un qui est en arrêt"),
    _stock("vacant", "Postes vides", "postes", "personne n’est encore embauché"),
    _stock("exhaustion", "Épuisement", "", "de 0 (aucun) à 1 (plus personne ne récupère)", 1),
    _stock("trust", "Coopération", "", "de 0 (chacun pour soi) à 1 (on se fait confiance)", 1),
    _stock("needed", "Heures demandées", "h", "dans la semaine, changement compris"),
    _stock("done", "Heures faites au planning", "h", "dans la semaine"),
    _stock("overtime", "Heures supplémentaires", "h", "dans la semaine"),
    _stock("undone", "Heures non faites", "h", "dans la semaine"),
    _stock("slack", "Heures libres", "h", "dans la semaine, quand on est plus que le besoin"),
    _stock("meeting", "Heures de réunion", "h", "dans la semaine, toute l’équipe"),
    _stock("lost", "Heures perdues", "h", "redites, malentendus, trajets refaits"),
    _stock("load", "Charge", "", "heures demandées pour une heure disponible"),
)


_guess = partial(suppose, source=OURS)

LEVERS = (
    _guess("change", "Changement annoncé, de 0 (aucun) à 1 (tout est refait)", 0.0, 0.0, 1.0),
    _guess("replacement", "Délai pour remplacer un départ", 10.0, 2.0, 30.0, "semaines"),
    _guess("meeting_time", "Temps de réunion par personne et par semaine", 1.0, 0.0, 3.0, "h"),
)
"""What a manager decides; all else is the team's own."""

PARAMETERS = (
    *LEVERS,
    _guess("posts", "Postes de l’équipe", 24.0, 8.0, 60.0, "postes"),
    _guess("week", "Heures de travail par personne et par semaine", 33.0, 28.0, 35.0, "h"),
    _guess("need", "Besoin, en part des heures de l’équipe au complet", 0.80, 0.76, 0.84),
    _guess("lost_share", "Part du temps perdue quand la coopération est nulle", 0.15, 0.08, 0.22),
    _guess("overtime_most", "Heures supplémentaires possibles par personne", 2.0, 1.0, 4.0, "h"),
    _guess("comfort", "Charge à partir de laquelle on s’use", 0.92, 0.85, 0.97),
    _guess("wear", "Usure par semaine pour une charge double de ce seuil", 0.25, 0.15, 0.35),
    _guess(
        "wear_overtime",
        "Usure par semaine d’une semaine doublée en heures supplémentaires",
        0.15,
        0.05,
        0.3,
    ),
    _guess("rest", "Récupération par semaine", 0.06, 0.04, 0.09),
    _guess("buffer", "Part de l’usure qu’une coopération entière évite", 0.40, 0.15, 0.60),
    _guess("sick", "Arrêts par semaine sans épuisement", 0.018, 0.012, 0.024),
    _guess("sick_wear", "Surcroît d’arrêts à l’épuisement complet (1 = le double)", 1.5, 0.5, 2.5),
    _guess("sick_weeks", "Durée moyenne d’un arrêt", 4.0, 2.5, 6.0, "semaines"),
    _guess("quit", "Départs par semaine sans épuisement", 0.0025, 0.0015, 0.0035),
    _guess("quit_wear", "Surcroît de départs à l’épuisement complet", 3.0, 1.0, 5.0),
    _guess("quit_trust", "Surcroît de départs sans coopération", 1.0, 0.3, 1.7),
    _guess("trust_build", "Coopération gagnée par semaine, réunions sans limite", 0.10, 0.06, 0.14),
    _guess("trust_loss", "Coopération perdue par semaine", 0.03, 0.02, 0.045),
    _guess("trust_wear", "Surcroît de cette perte à l’épuisement complet", 1.0, 0.3, 1.7),
    _guess("change_work", "Travail en plus pendant un changement entier", 0.12, 0.06, 0.18),
    _guess("change_weeks", "Durée du changement", 12.0, 8.0, 16.0, "semaines"),
    _guess("change_shock", "Coopération perdue par semaine après l’annonce", 0.10, 0.04, 0.16),
)

DECLARATION = Declaration(
    id="team",
    title="Une équipe pendant un an : charge, épuisement, absences, départs, coopération",
    summary="Cinq stocks, six boucles, trois leviers. Toutes les valeurs sont des hypothèses.",
    step="semaine",
    state=STATE,
    parameters=PARAMETERS,
)
