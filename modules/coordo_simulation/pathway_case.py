"""The pathway model lent to cases: a week a step, its chances as variables that events draw.

The rules of hours, chances, strain and information are those of ``pathway``. A case has no list
of actors: it says what the carer bears and which need of care is not met. The model computes how
likely each rupture is in the week that begins; the case draws it (an event whose probability
weighs that variable) and tells the model that it happened (``ruptures``, ``sejour``).
Hours of repair asked for are those done plus those left, at every step.
"""

from collections.abc import Mapping
from math import ceil, fsum

from coordo_simulation.declaration import Declaration, Invariant
from coordo_simulation.lent_model import build_binder, count, rename_parameters
from coordo_simulation.pathway import HAZARDS
from coordo_simulation.pathway_hazards import (
    PREVENTION,
    Spending,
    Weekly,
    compute_hazards,
    compute_spending,
    move_information,
    move_strain,
)
from coordo_simulation.pathway_rules import DECLARATION, WEEKS_A_MONTH
from coordo_simulation.pathway_week import PathwayState

CAUTION = (
    "Ce cas s’appuie sur un modèle de parcours dont toutes les valeurs sont des hypothèses "
    "pédagogiques\u202f: les risques y sont ceux d’une personne inventée, jamais une statistique "
    "sur une personne réelle."
)

NAMES = {
    "hazard-hopital": "risque_d_hospitalisation",
    "after-discharge": "risque_apres_une_sortie",
    "health-effect": "effet_des_soins_non_couverts",
    "hazard-sortie": "risque_a_la_sortie",
    "hazard-droits": "risque_sur_les_droits",
    "renewal-factor": "risque_a_l_echeance",
    "hazard-epuisement": "risque_d_epuisement",
    "strain-effect": "effet_de_la_fatigue",
    "hazard-absence": "risque_d_absence",
    "hazard-information": "risque_sur_l_information",
    "silence-effect": "effet_du_silence",
    "effect-sorties": "effet_de_la_preparation",
    "effect-echeances": "effet_du_suivi",
    "effect-aidant": "effet_du_soutien",
    "effect-remplacements": "effet_d_un_relais",
    "effect-transmissions": "effet_des_transmissions",
    "half-hours": "heures_du_demi_effet",
    "repair-hours": "heures_pour_reparer",
    "strain-load": "fatigue_d_une_semaine",
    "strain-rest": "repos_d_une_semaine",
    "relief": "repos_par_le_soutien",
    "rupture-strain": "fatigue_d_une_rupture",
    "informal-gain": "information_sans_personne",
    "information-gain": "information_par_le_partage",
    "information-decay": "oubli_d_une_semaine",
    "rupture-information": "oubli_a_une_rupture",
}
"""What an author writes for each parameter; plans and lengths of stay are the case's own."""


PATHWAY_CASE = Declaration(
    id="parcours",
    title="Le parcours d’une personne, semaine après semaine",
    summary=(
        "Ce que des heures de coordination font aux ruptures, et ce que les ruptures font à "
        "l’aidante, à l’information et aux heures."
    ),
    step="semaine",
    state=(
        count("fatigue", "Fatigue de l’aidante", "pts", (0, 100), "Ce n’est pas un Zarit."),
        count("information", "Information partagée", "pts", (0, 100), "Ce que tous savent."),
        count("porte", "Ce que l’aidante porte", "pts", (0, 100), "Se décide ; 100, tout."),
        count("soins", "Soins non couverts", "pts", (0, 100), "Se décide ; 100, personne."),
        *(
            count(f"heures-{action}", f"Heures : {label}", "h/mois", (0, 60), "Se décide.")
            for action, label in zip(
                PREVENTION,
                ("sorties", "échéances de droits", "aidante", "remplacements", "transmissions"),
                strict=True,
            )
        ),
        count("ruptures", "Ruptures de la semaine", "", (0, 10), "Dites par les événements."),
        count("sejour", "Jours d’hôpital restants", "jours", (0, 60), "Dits par un événement."),
        count("retour", "Depuis le dernier retour", "sem.", (0, 60), "60 : il y a longtemps."),
        count("echeance", "Une échéance de droits", "", (0, 1), "1 la semaine d’avant."),
        count("a-reparer", "Heures de réparation restantes", "h", (0, 2000), "Prises d’abord."),
        count("reparees", "Heures de réparation faites", "h", (0, 2000), "Depuis le début."),
        count("demandees", "Heures de réparation demandées", "h", (0, 2000), "Par les ruptures."),
        *(
            count(f"risque-{kind}", f"Risque : {label}", "%", (0, 100), "Cette semaine.")
            for kind, label in zip(
                HAZARDS,
                ("hospitalisation", "sortie non anticipée", "rupture de droits",
                 "épuisement de l’aidante", "intervenant absent", "information perdue"),
                strict=True,
            )
        ),
    ),
    parameters=rename_parameters(DECLARATION.parameters, NAMES),
    invariants=(
        Invariant(
            id="reparation",
            label="heures de réparation demandées = faites + restantes",
            unit="h",
            weights={"demandees": 1, "reparees": -1, "a-reparer": -1},
        ),
    ),
)  # fmt: skip

VARIABLES = tuple(quantity.id for quantity in PATHWAY_CASE.state)


def advance(rules: Mapping[str, float], before: list[float]) -> list[float]:
    """Return the variables one week later, in the order of ``VARIABLES``, not yet bounded.

    The chances are those of the week that then begins, once its hours are shared out.
    """
    (fatigue, information, porte, soins, sorties, echeances, aidant, remplacements,
     transmissions, ruptures, sejour, retour, echeance, a_reparer, reparees,
     demandees, *_chances) = before  # fmt: skip
    weekly = _share_month((sorties, echeances, aidant, remplacements, transmissions))
    asked = ruptures * rules["repair-hours"]
    a_reparer += asked
    spending = _spend(weekly, a_reparer, rules)
    away = min(7.0, sejour)
    load = rules["strain-load"] * porte / 100 * ((7 - away) / 7)
    fatigue = move_strain(fatigue, load, spending, ruptures, rules)
    information = move_information(information, spending, ruptures, rules)
    retour = 1.0 if 0 < sejour <= 7 else retour + 1.0  # noqa: PLR2004  (days of a week)
    sejour -= away
    a_reparer -= spending.repair
    chances = compute_hazards(
        PathwayState(
            week=0,
            strain=fatigue,
            information=information,
            days_left=ceil(sejour),
            since_discharge=int(retour),
            opened=(),
            setup_left=(),
        ),
        soins,
        _spend(weekly, a_reparer, rules),
        rules,
        is_renewal=echeance > 0,
    )
    return [fatigue, information, porte, soins, sorties, echeances, aidant, remplacements,
            transmissions, 0.0, sejour, retour, 0.0, a_reparer, reparees + spending.repair,
            demandees + asked, *(100 * chances[kind] for kind in HAZARDS)]  # fmt: skip


def _share_month(hours: tuple[float, ...]) -> Weekly:
    by_action = {action: own / WEEKS_A_MONTH for action, own in zip(PREVENTION, hours, strict=True)}
    total = fsum(by_action.values())
    return Weekly(total=total, prevention=total, setup=0.0, by_action=by_action)


def _spend(weekly: Weekly, asked: float, rules: Mapping[str, float]) -> Spending:
    return compute_spending(weekly, asked, 0.0, rules["half-hours"])


bind_pathway = build_binder(advance, VARIABLES, NAMES)
"""Binds the model to a case."""
