"""What the territory model says of itself: its state by area and year, its parameters."""

from __future__ import annotations

from coordo_simulation.declaration import Declaration, Parameter, Quantity, suppose

OURS = "jugement de l’auteur : rien de publié n’a été trouvé à cette maille"


def _count(name: str, label: str, unit: str, note: str) -> Quantity:
    return Quantity(id=name, label=label, unit=unit, minimum=0, help=note)


STATE = (
    _count("older", "Personnes de 60 ans ou plus", "personnes", "au 1er janvier"),
    _count("older_75", "Personnes de 75 ans ou plus", "personnes", "au 1er janvier"),
    _count("entrants", "Personnes qui atteignent 60 ans", "personnes", "dans l’année"),
    _count("deaths", "Décès de personnes de 60 ans ou plus", "personnes", "dans l’année"),
    Quantity(
        id="movers",
        label="Arrivées moins départs de personnes de 60 ans ou plus",
        unit="personnes",
        help="dans l’année ; négatif où l’on part plus que l’on n’arrive",
    ),
    _count("gir_1", "Personnes aidées à domicile, GIR 1", "personnes", "APA, au 1er janvier"),
    _count("gir_2", "Personnes aidées à domicile, GIR 2", "personnes", "APA, au 1er janvier"),
    _count("gir_3", "Personnes aidées à domicile, GIR 3", "personnes", "APA, au 1er janvier"),
    _count("gir_4", "Personnes aidées à domicile, GIR 4", "personnes", "APA, au 1er janvier"),
    _count("hours_needed", "Heures d’aide des plans", "h", "dans l’année"),
    _count("hours_delivered", "Heures d’aide assurées", "h", "dans l’année"),
    _count("hours_unmet", "Heures d’aide sans réponse", "h", "dans l’année"),
    _count(
        "people_unmet",
        "Personnes sans réponse",
        "personnes",
        "les heures qui manquent, comptées en plans entiers, des moins dépendants d’abord",
    ),
    _count("staff", "Intervenantes et intervenants", "personnes", "au 1er janvier"),
    _count("hired", "Embauches", "personnes", "dans l’année"),
    _count("left", "Départs avant la retraite", "personnes", "dans l’année"),
    _count("retired", "Départs à la retraite", "personnes", "dans l’année"),
    _count("vacancies", "Postes ouverts et restés vides", "postes", "dans l’année"),
    _count("places", "Places de SSIAD et de SAD mixte", "places", "au 1er janvier"),
    _count("places_missing", "Places manquantes", "places", "pour la densité de référence"),
    _count("requests", "Demandes au DAC", "demandes", "dans l’année"),
    _count("requests_handled", "Demandes au DAC suivies", "demandes", "dans l’année"),
    _count("requests_lost", "Demandes au DAC sans suite", "demandes", "dans l’année"),
)


def _guess(  # noqa: PLR0913, PLR0917 -- each is one property of the parameter, in the order of the page
    name: str, label: str, value: float, low: float, high: float, unit: str = "", note: str = ""
) -> Parameter:
    return suppose(name, label, value, low, high, unit, source=note or OURS)


PARAMETERS = (
    _guess(
        "mortality_trend",
        "Évolution annuelle du risque de décès",
        -1.0,
        -2.0,
        0.0,
        "%",
        "à −1 % par an, les 75 ans ou plus suivent la projection de l’Insee à 1 % près",
    ),
    _guess(
        "prevalence_trend",
        "Évolution annuelle, à âge égal, de la part aidée à domicile",
        -0.5,
        -1.5,
        0.5,
        "%",
        "en baisse de 2010 à 2019, stable de 2022 à 2024 (DREES) : entre les deux",
    ),
    Parameter(
        id="hours_gir_1",
        label="Heures d’aide par mois, GIR 1",
        unit="h",
        value=64.0,
        minimum=50.0,
        maximum=90.0,
        standing="étude",
        source="apa-heures-gir-1-2011",
    ),
    _guess("hours_gir_2", "Heures d’aide par mois, GIR 2", 46.0, 35.0, 60.0, "h"),
    _guess("hours_gir_3", "Heures d’aide par mois, GIR 3", 33.0, 25.0, 45.0, "h"),
    _guess(
        "hours_gir_4",
        "Heures d’aide par mois, GIR 4",
        21.0,
        15.0,
        30.0,
        "h",
        "0,7 heure par jour, lu dans un résumé interrompu de la même étude",
    ),
    _guess("paid_hours", "Heures payées par an à temps plein", 1600.0, 1500.0, 1650.0, "h"),
    _guess(
        "part_time",
        "Temps de travail moyen, en part du temps plein",
        0.75,
        0.60,
        0.90,
        "",
        "26,1 h par semaine chez les personnes en 2008 (DREES), les trois quarts de 35 h ; "
        "route en plus",
    ),
    _guess("absence", "Part des heures perdue en absences", 0.11, 0.05, 0.20),
    _guess("quits_young", "Départs par an avant 50 ans, sans la retraite", 0.14, 0.06, 0.25),
    _guess("quits_old", "Départs par an de 50 à 59 ans, sans la retraite", 0.07, 0.02, 0.15),
    _guess("retire_early", "Part qui part à la retraite à 60 ou 61 ans", 0.10, 0.02, 0.25),
    _guess("retire_late", "Part qui part à la retraite de 62 à 66 ans", 0.35, 0.20, 0.60),
    Parameter(
        id="hard_posts",
        label="Part des recrutements jugés difficiles",
        unit="",
        value=0.85,
        minimum=0.60,
        maximum=0.95,
        standing="étude",
        source="recrutement-aide-difficile-2022",
    ),
    _guess("hard_failure", "Part des recrutements difficiles qui échouent", 0.40, 0.20, 0.60),
    _guess("pool_trend", "Évolution annuelle du vivier où l’on recrute", -0.2, -1.0, 0.5, "%"),
    _guess("tension", "Effet d’un vivier trop étroit sur les postes vides", 0.5, 0.0, 1.0),
    Parameter(
        id="place_density",
        label="Densité de référence : places pour 1 000 personnes de 75 ans ou plus",
        unit="places",
        value=20.3,
        minimum=18.0,
        maximum=25.0,
        standing="statistique",
        source="ssiad-densite-2018",
    ),
    Parameter(
        id="request_rate",
        label="Demandes au DAC pour 1 000 personnes de 60 ans ou plus",
        unit="demandes",
        value=9.8,
        minimum=5.0,
        maximum=15.0,
        standing="statistique",
        source="dac-hdf-demandes-2024",
    ),
    _guess("request_trend", "Évolution annuelle de ce taux", 1.0, -1.0, 4.0, "%"),
    Parameter(
        id="requests_per_post",
        label="Demandes suivies par poste de DAC",
        unit="demandes",
        value=76.0,
        minimum=50.0,
        maximum=110.0,
        standing="statistique",
        source="dac-hdf-effectif-2025",
    ),
)

DECLARATION = Declaration(
    id="territory",
    title="Un département, ses personnes âgées et ceux qui les aident, de 2025 à 2040",
    summary="Vieillissement, plans d’aide par GIR, intervenants, places de soins, DAC, politiques.",
    step="année",
    state=STATE,
    parameters=PARAMETERS,
)
