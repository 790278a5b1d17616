"""An event made up for teaching, analysed with ALARM: an insulin injection left out at a weekend.

Nobody in it is careless: each did what the work, as it was laid out, let them do.
"""

from __future__ import annotations

from datetime import date

from coordo_simulation.event_analysis import (
    Action,
    Analysis,
    Barrier,
    Cause,
    Event,
    Factor,
    Moment,
)


def build_example_event() -> Event:
    """Build the story, told before it is explained."""
    return Event(
        title="Une insuline du soir omise au relais du week-end (exemple inventé)",
        noticed_on=date(2026, 3, 15),
        story=(
            Moment(
                when="Vendredi 13 mars, 17 h 50",
                what="Fièvre et glycémies hautes depuis trois jours. Le médecin porte l’insuline "
                "de Madame Le Goff de une à deux injections par jour. Il l’écrit sur l’ordonnance "
                "et le dit à Inès, infirmière, au téléphone.",
            ),
            Moment(
                when="Vendredi, 18 h 20",
                what="Inès fait l’injection et note « insuline matin et soir » dans le classeur du "
                "domicile. La tournée du samedi est déjà partie, à 18 h, sur les téléphones.",
            ),
            Moment(
                when="Samedi 14 mars, 8 h 10",
                what="Karim, remplaçant pour deux jours, fait l’injection du matin. Le classeur "
                "est chez la fille de Madame Le Goff, qui prépare les papiers de l’hôpital.",
            ),
            Moment(
                when="Samedi soir",
                what="Aucune visite de soin n’est prévue. L’aide à domicile, Odile, trouve Madame "
                "Le Goff « patraque » et appelle l’astreinte à 19 h 20. Personne ne décroche.",
            ),
            Moment(
                when="Dimanche 15 mars, 8 h 30",
                what="Karim la trouve confuse et appelle le 15. Trois jours en soins intensifs. "
                "Elle rentre le 24 mars.",
            ),
        ),
        harm="vital",
        is_unexpected=True,
        is_care=True,
        threatens_people=True,
    )


def build_example_analysis() -> Analysis:
    """Build the whole analysis; ``check_analysis`` finds nothing to say of it."""
    return Analysis(
        event=build_example_event(),
        grid="alarm",
        causes=(
            Cause(id="c1", text="La visite du samedi soir n’a pas été ajoutée à la tournée"),
            Cause(id="c2", text="Le signe d’alerte du samedi soir n’a été entendu par personne"),
        ),
        factors=_build_factors(),
        barriers=(
            Barrier(text="L’ordonnance, lisible et datée", held="held"),
            Barrier(text="Le classeur de liaison au domicile", held="failed"),
            Barrier(text="L’astreinte du soir", held="failed"),
            Barrier(text="Une alerte quand une insuline prescrite n’est pas faite", held="missing"),
            Barrier(text="L’œil d’Odile, qui a dit ce qu’elle voyait", held="held"),
        ),
        actions=_build_actions(),
    )


def _build_factors() -> tuple[Factor, ...]:
    return (
        Factor(
            id="f1",
            family="organisation",
            short="Tournée figée à 18\u00a0h",
            text="La tournée du week-end est figée le vendredi à 18 h, sans moyen d’y revenir",
            evidence=("Paramètre du logiciel, copie du 16 mars", "Entretien avec Inès"),
            explains=("c1",),
            is_root=True,
        ),
        Factor(
            id="f2",
            family="equipe",
            short="Relais sans parole",
            text="Le relais du vendredi se fait par écrit, sans parole entre celui qui part et "
            "celui qui vient",
            evidence=("Entretiens avec Inès et Karim",),
            explains=("c1",),
            is_root=True,
        ),
        Factor(
            id="f3",
            family="taches",
            short="Changement non signalé",
            text="Un changement de traitement ne déclenche aucune étape dans le logiciel",
            evidence=("Démonstration du logiciel, 18 mars",),
            explains=("c1",),
        ),
        Factor(
            id="f4",
            family="environnement",
            short="Astreinte muette",
            text="Après 19 h, l’astreinte sonne dans le vide depuis le changement d’opérateur",
            evidence=("Appel d’essai du 16 mars", "Courrier de l’opérateur, janvier 2026"),
            explains=("c2",),
            is_root=True,
        ),
        Factor(
            id="f5",
            family="individu",
            short="Pas d’accès au dossier",
            text="Karim, présent pour deux jours, n’avait pas accès au dossier numérique",
            evidence=("Liste des accès au 14 mars",),
            explains=("c1",),
        ),
        Factor(
            id="f6",
            family="patient",
            short="Signes inaperçus",
            text="Madame Le Goff vit seule et ne reconnaît pas les premiers signes",
            evidence=("Évaluation de février", "Ce qu’elle en dit, le 26 mars"),
            explains=("c2",),
        ),
    )


def _build_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="a1",
            short="Alerte à l’heure dite",
            text="Une injection prescrite et non validée à l’heure dite appelle l’astreinte",
            answers=("f1", "f3"),
            lever="software",
            owner="Infirmière coordinatrice",
            due_on=date(2026, 5, 15),
            indicator="Injections non validées sans appel, chaque mois : 0",
        ),
        Action(
            id="a2",
            short="Relais de vive voix",
            text="Dix minutes de relais de vive voix le vendredi, remplaçant compris",
            answers=("f2", "f5"),
            lever="communication",
            owner="Responsable de planning",
            due_on=date(2026, 4, 3),
            indicator="Vendredis où le relais a eu lieu, sur treize",
        ),
        Action(
            id="a3",
            short="Téléphone que l’on porte",
            text="Un téléphone d’astreinte que l’on porte, essayé par l’équipe avant l’achat, "
            "avec un appel d’essai chaque vendredi",
            answers=("f4",),
            lever="tested-device",
            owner="Directrice",
            due_on=date(2026, 3, 27),
            indicator="Appels d’essai décrochés en moins de trois minutes",
        ),
    )
