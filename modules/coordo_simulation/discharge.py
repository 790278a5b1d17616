"""The days around a discharge from hospital: a home, a carer, hours of help that run out.

Each rule is one line of arithmetic that a trainer can read aloud. Only the base rate of return
is a published figure; the rest are teaching hypotheses. Units: points and percentages on 0-100,
hours, hours a day. What is granted is always what was used plus what is left.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from coordo_simulation.declaration import Declaration, Invariant, Parameter, Quantity
from coordo_simulation.effects import Layout
from coordo_simulation.record import Record

SOURCE = "Réglé pour le cas « La sortie du vendredi » ; aucune mesure."


def _count(name: str, label: str, unit: str, most: float, text: str) -> Quantity:
    return Quantity(id=name, label=label, unit=unit, minimum=0, maximum=most, help=text)


def _suppose(name: str, label: str, unit: str, value: float, most: float) -> Parameter:
    return Parameter(
        id=name,
        label=label,
        unit=unit,
        value=value,
        minimum=0,
        maximum=most,
        standing="hypothèse pédagogique",
        source=SOURCE,
    )


DISCHARGE = Declaration(
    id="discharge",
    title="Les jours d’une sortie d’hôpital",
    summary=(
        "Jour après jour, ce que la préparation, l’information et les heures d’aide font à la "
        "fatigue de l’aidante et au risque que la personne revienne à l’hôpital."
    ),
    step="jour",
    state=(
        _count("maison", "Ce qui est prêt à la maison", "pts", 100, "Lit, remèdes, repas, gens."),
        _count("fatigue", "Fatigue de l’aidante", "pts", 100, "Ce qu’elle a déjà donné."),
        _count("risque", "Risque d’un retour à l’hôpital", "%", 100, "Dans le mois qui suit."),
        _count("confiance", "Confiance de la personne", "pts", 100, "Ce qu’elle croit de vous."),
        _count("coordination", "Vos heures sur ce dossier", "h", 80, "Depuis le premier appel."),
        _count("accordees", "Heures d’aide accordées", "h", 200, "Faites et restantes."),
        _count("faites", "Heures d’aide faites", "h", 200, "Depuis le retour."),
        _count("restantes", "Heures d’aide restantes", "h", 200, "Avant une nouvelle demande."),
        _count("lever", "Aide au lever", "h/jour", 24, "Toilette, traitement, pesée."),
        _count("nuit", "Présence de nuit", "h/jour", 24, "Pour que l’aidante dorme."),
        _count("relais", "Relais de l’après-midi", "h/jour", 24, "Pour que l’aidante sorte."),
        _count("domicile", "La personne est chez elle", "", 1, "0 à l’hôpital, 1 chez elle."),
        _count("information", "Ce que chacun sait", "pts", 100, "De ce qu’il devrait savoir."),
    ),
    parameters=(
        Parameter(
            id="retour_de_base",
            label="Retours à l’hôpital à un mois, 75 ans et plus",
            unit="%",
            value=16,
            minimum=0,
            maximum=100,
            standing="statistique",
            source="rehospitalisation-75-un-mois",
        ),
        _suppose("retour_par_point_de_maison", "Risque par point de maison sous 65", "%/pt",
                 0.35, 2),
        _suppose("retour_par_point_de_fatigue", "Risque par point de fatigue sur 50", "%/pt",
                 0.3, 2),
        _suppose("retour_par_point_d_ignorance", "Risque par point d’information sous 60", "%/pt",
                 0.2, 2),
        _suppose("retour_evite_par_heure_de_lever", "Risque évité par heure de lever",
                 "% par h/jour", 5, 20),
        _suppose("fatigue_d_un_jour", "Fatigue d’un jour à la maison sans aide", "pts", 5, 20),
        _suppose("repos_d_un_jour", "Repos d’un jour où la personne est à l’hôpital", "pts", 0.8,
                 10),
        _suppose("soulagement_par_heure_de_nuit", "Soulagement par heure de nuit", "pts/h", 3, 20),
        _suppose("soulagement_par_heure_de_relais", "Soulagement par heure de relais", "pts/h",
                 2.2, 20),
        _suppose("soulagement_par_heure_de_lever", "Soulagement par heure de lever", "pts/h", 1,
                 20),
        _suppose("suivi_d_un_jour", "Vos heures d’un jour de retour", "h", 0.3, 4),
        _suppose("oubli_d_un_jour", "Information perdue en un jour", "pts", 0.6, 10),
    ),
    invariants=(
        Invariant(
            id="heures-d-aide",
            label="heures accordées = heures faites + heures restantes",
            unit="h",
            weights={"accordees": 1, "faites": -1, "restantes": -1},
        ),
    ),
)  # fmt: skip

VARIABLES = tuple(quantity.id for quantity in DISCHARGE.state)


class Parameters(Record):
    """The parameters by name; the rule that uses each one says what it means."""

    retour_de_base: float
    retour_par_point_de_maison: float
    retour_par_point_de_fatigue: float
    retour_par_point_d_ignorance: float
    retour_evite_par_heure_de_lever: float
    fatigue_d_un_jour: float
    repos_d_un_jour: float
    soulagement_par_heure_de_nuit: float
    soulagement_par_heure_de_relais: float
    soulagement_par_heure_de_lever: float
    suivi_d_un_jour: float
    oubli_d_un_jour: float


def bind_discharge(
    layout: Layout, parameters: Mapping[str, float], _start: dt.date
) -> Callable[[list[float], int], None]:
    """Return the step; all days are alike, whatever the first one."""
    rules = Parameters(**dict(parameters))
    at = tuple(layout.index[name] for name in VARIABLES)
    bounds = layout.list_bounds(at)

    def step(values: list[float], _day: int) -> None:
        after = advance(rules, [values[position] for position in at])
        for (position, low, high), value in zip(bounds, after, strict=True):
            values[position] = low if value < low else high if value > high else value  # noqa: FURB136  (a call here is a tenth of a run)

    return step


def advance(rules: Parameters, before: list[float]) -> list[float]:
    """Return the variables one day later, in the order of ``VARIABLES``, not yet bounded."""
    (maison, fatigue, risque, confiance, coordination, accordees, faites, restantes,
     lever, nuit, relais, domicile, information) = before  # fmt: skip

    # Help is given only at home, and only while there are hours left.
    demandees = domicile * (lever + nuit + relais)
    rendues = min(restantes, demandees)
    part = rendues / demandees if demandees else 0.0
    faites += rendues
    restantes -= rendues

    # A home with an ill person in it tires; hours of help relieve; his absence rests a little.
    soulagement = part * (
        rules.soulagement_par_heure_de_nuit * nuit
        + rules.soulagement_par_heure_de_relais * relais
        + rules.soulagement_par_heure_de_lever * lever
    )
    fatigue += domicile * (rules.fatigue_d_un_jour - soulagement)
    fatigue -= (1.0 - domicile) * rules.repos_d_un_jour

    # What was said is forgotten; what nobody knows comes undone at home.
    information -= rules.oubli_d_un_jour
    maison += domicile * 0.12 * (information - maison)

    # The risk goes part of the way, each day, towards what the rest leads it to.
    vise = (
        rules.retour_de_base
        + rules.retour_par_point_de_maison * max(0.0, 65.0 - maison)
        + rules.retour_par_point_de_fatigue * max(0.0, fatigue - 50.0)
        + rules.retour_par_point_d_ignorance * max(0.0, 60.0 - information)
        - rules.retour_evite_par_heure_de_lever * part * lever
    )
    risque += 0.35 * (vise - risque)

    # One believes what one sees work.
    confiance += domicile * 0.06 * (maison - confiance)
    coordination += domicile * rules.suivi_d_un_jour

    return [maison, fatigue, risque, confiance, coordination, accordees, faites, restantes,
            lever, nuit, relais, domicile, information]  # fmt: skip
