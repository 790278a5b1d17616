"""The team model lent to cases: a week a step, its levers as variables that decisions move.

The rules and the hypotheses are those of ``team``. A case counts exhaustion and cooperation from
0 to 100, says the hours asked for, and announces a change when it likes. Posts only pass between
present, absent and vacant: their sum is kept at every step.
"""

from collections.abc import Mapping

from coordo_simulation.declaration import Declaration, Invariant
from coordo_simulation.lent_model import build_binder, count, rename_parameters
from coordo_simulation.team import CHANGE_START, Stocks, compute_hours, lead_week
from coordo_simulation.team_declaration import PARAMETERS

CAUTION = (
    "Ce cas s’appuie sur un modèle d’équipe dont toutes les valeurs sont des hypothèses "
    "pédagogiques\u202f: aucune n’a été mesurée dans une équipe. Il aide à raisonner sur des "
    "enchaînements, il ne prévoit rien de la vôtre."
)

STEPS = 1
"""Steps a week: within one per cent of the eight of ``team``, at an eighth of the price."""

NAMES = {
    "week": "heures_d_une_semaine",
    "lost_share": "part_du_temps_perdue",
    "overtime_most": "heures_sup_possibles",
    "comfort": "charge_supportable",
    "wear": "usure",
    "wear_overtime": "usure_des_heures_sup",
    "rest": "recuperation",
    "buffer": "usure_evitee",
    "sick": "arrets_sans_epuisement",
    "sick_wear": "arrets_a_l_epuisement",
    "sick_weeks": "duree_d_un_arret",
    "quit": "departs_sans_epuisement",
    "quit_wear": "departs_a_l_epuisement",
    "quit_trust": "departs_sans_cooperation",
    "trust_build": "cooperation_gagnee",
    "trust_loss": "cooperation_perdue",
    "trust_wear": "cooperation_perdue_a_l_epuisement",
    "change_work": "travail_d_un_changement",
    "change_weeks": "duree_d_un_changement",
    "change_shock": "cooperation_perdue_a_l_annonce",
}
"""What an author writes for each parameter; posts and hours needed are variables of the case."""


TEAM_CASE = Declaration(
    id="equipe",
    title="Une équipe, semaine après semaine",
    summary=(
        "Ce que la charge fait à l’épuisement, l’épuisement aux arrêts et aux départs, et ce que "
        "des réunions, un délai d’embauche ou un changement annoncé y changent."
    ),
    step="semaine",
    state=(
        count("presents", "Au travail", "ETP", (0, 200), "Occupés par quelqu’un qui est là."),
        count("arrets", "En arrêt", "ETP", (0, 200), "Occupés par quelqu’un qui est en arrêt."),
        count("vacants", "Postes vides", "ETP", (0, 200), "Personne n’est encore embauché."),
        count("postes", "Postes de l’équipe", "ETP", (0, 200), "Tenus, en arrêt ou vides."),
        count(
            "epuisement", "Épuisement", "pts", (0, 100), "De 0 à 100, plus personne ne récupère."
        ),
        count("cooperation", "Coopération", "pts", (0, 100), "De 0, chacun pour soi, à 100."),
        count("demande", "Heures demandées", "h/sem.", (0, 8000), "Hors changement ; se décide."),
        count("reunions", "Réunion par personne", "h/sem.", (0, 3), "Se décide."),
        count("delai", "Délai d’embauche", "sem.", (2, 30), "Pour remplacer un départ."),
        count(
            "changement", "Changement en cours", "%", (0, 100), "De 0, aucun, à 100 ; se décide."
        ),
        count("annonce", "Depuis l’annonce", "sem.", (0, 60), "Compté par le modèle."),
        count("charge", "Charge", "%", (0, 250), "Heures demandées pour cent disponibles."),
        count("heures-sup", "Heures supplémentaires", "h/sem.", (0, 8000), "Au-delà du planning."),
        count("non-faites", "Heures non faites", "h/sem.", (0, 10000), "Que personne ne fait."),
    ),
    parameters=rename_parameters(PARAMETERS, NAMES),
    invariants=(
        Invariant(
            id="postes",
            label="postes = au travail + en arrêt + vides",
            unit="ETP",
            weights={"postes": 1, "presents": -1, "arrets": -1, "vacants": -1},
        ),
    ),
)

VARIABLES = tuple(quantity.id for quantity in TEAM_CASE.state)


def advance(rules: Mapping[str, float], before: list[float]) -> list[float]:
    """Return the variables one week later, in the order of ``VARIABLES``, not yet bounded.

    The load and the hours told are those of the team as it then stands.
    """
    (presents, arrets, vacants, postes, epuisement, cooperation, demande, reunions, delai,
     changement, annonce, _charge, _supplementaires, _non_faites) = before  # fmt: skip
    values = {
        **rules,
        "posts": 1.0,
        "need": demande / rules["week"],
        "meeting_time": reunions,
        "replacement": delai,
        "change": changement / 100,
    }
    stocks = Stocks(presents, arrets, vacants, epuisement / 100, cooperation / 100)
    stocks = lead_week(stocks, values, CHANGE_START + annonce, STEPS)
    annonce = annonce + 1.0 if changement > 0 else 0.0
    hours = compute_hours(stocks, values, CHANGE_START + annonce)
    return [stocks.present, stocks.absent, stocks.vacant, postes, 100 * stocks.exhaustion,
            100 * stocks.trust, demande, reunions, delai, changement, annonce,
            100 * hours.load, hours.overtime, hours.undone]  # fmt: skip


bind_team = build_binder(advance, VARIABLES, NAMES)
"""Binds the model to a case."""
