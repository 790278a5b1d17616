"""The risk register of a service made up for teaching; ratings and actions are inventions."""

from __future__ import annotations

from coordo_simulation.risk_matrix import Axis, Rating, Register, Risk, RiskAction


def build_example_register() -> Register:
    """Build nine risks of home care, rated before and after what is planned."""
    return Register(
        service="Les Deux Rives",
        origin="exemple inventé",
        risks=_build_risks(),
    )


def _build_risks() -> tuple[Risk, ...]:
    return (
        _build(
            "r1",
            "Insuline omise",
            "Une injection d’insuline n’est pas faite, personne ne le sait avant le lendemain",
            "Infirmière coordinatrice",
            (5, 3, 5, 1),
            ("Une visite de soin non validée à l’heure dite appelle l’astreinte", "likelihood"),
        ),
        _build(
            "r2",
            "Chute la nuit",
            "La personne tombe entre deux passages et reste au sol",
            "Responsable de secteur",
            (4, 4, 3, 3),
            ("Visite du logement à l’admission", "likelihood"),
            ("Téléassistance proposée, essayée sur place", "severity"),
        ),
        _build(
            "r3",
            "Sortie surprise",
            "L’hôpital renvoie chez elle une personne que personne n’attend",
            "Coordinatrice de parcours",
            (3, 4, 3, 2),
            ("Numéro unique et accord écrit avec deux services hospitaliers", "likelihood"),
        ),
        _build(
            "r4",
            "Visite manquée",
            "Une absence n’est pas remplacée et une personne seule n’est pas visitée",
            "Responsable de planning",
            (4, 3, 4, 2),
            ("Liste des visites qui ne peuvent pas sauter, vue avant 7 h 30", "likelihood"),
        ),
        _build(
            "r5",
            "Dos blessé",
            "Un transfert fait seule blesse l’aide à domicile",
            "Référente prévention",
            (3, 4, 3, 3),
            ("Lève-personne avant la reprise des visites", "likelihood"),
        ),
        _build(
            "r6",
            "Signe non dit",
            "Un signe est vu et n’est pas dit",
            "Directrice",
            (5, 2, 4, 2),
            ("Les notes du jour relues le soir, pour voir plus tôt ce qui se tait", "severity"),
        ),
        _build(
            "r7",
            "Dossier égaré",
            "Le classeur de liaison disparaît du domicile",
            "Infirmière coordinatrice",
            (2, 4, 2, 2),
            ("Dossier de liaison numérique, lisible au domicile", "likelihood"),
        ),
        _build(
            "r8",
            "Aidant épuisé",
            "Le proche tient jusqu’au jour où il ne tient plus",
            "Coordinatrice de parcours",
            (4, 4, 4, 3),
            ("Un appel par mois, et une place de répit réservée", "likelihood"),
        ),
        _build(
            "r9",
            "Clés perdues",
            "Un trousseau étiqueté au nom de la personne est perdu",
            "Responsable de planning",
            (3, 2, 2, 1),
            ("Boîtes à code, aucun nom sur les trousseaux", "likelihood"),
            ("Serrure changée dans la journée", "severity"),
        ),
    )


def _build(
    key: str,
    short: str,
    title: str,
    owner: str,
    ratings: tuple[int, int, int, int],
    *actions: tuple[str, Axis],
) -> Risk:
    before, after = ratings[:2], ratings[2:]
    return Risk(
        id=key,
        short=short,
        title=title,
        owner=owner,
        before=Rating(severity=before[0], likelihood=before[1]),
        after=Rating(severity=after[0], likelihood=after[1]),
        actions=tuple(RiskAction(text=text, lowers=axis) for text, axis in actions),
    )
