"""Two indicator cards of the invented service: one whole, one as one often meets it."""

from __future__ import annotations

from coordo_simulation.indicator_card import Card, Target

LATE_WEEK_24 = (21, 433)
"""Late visits and visits of week 24, as in the control chart."""


def build_late_card() -> Card:
    """Build a whole card: the share of late visits."""
    return Card(
        id="visites-en-retard",
        name="Part des visites en retard",
        kind="proportion",
        unit="%",
        scale=100,
        question="Les personnes peuvent-elles compter sur l’heure que nous leur avons dite ?",
        numerator="Visites commencées plus de quinze minutes après l’heure convenue",
        denominator="Visites prévues et faites dans la semaine",
        exclusions="Visites déplacées à la demande de la personne",
        source="Télégestion, relevé du lundi",
        frequency="Chaque semaine",
        owner="Relevé : responsable de planning. Lecture : réunion d’équipe du mardi",
        target=Target(value=5, is_at_most=True, origin="Choix de l’équipe, janvier 2026"),
        limits="Une visite écourtée pour repartir à l’heure n’y paraît pas.",
        perverse_effect="Bâcler la visite, ou convenir d’horaires plus flous.",
    )


def build_bare_card() -> Card:
    """Build a card as it is often found: a name, a target from nowhere, and nothing to doubt."""
    return Card(
        id="satisfaction",
        name="Taux de satisfaction",
        kind="proportion",
        unit="%",
        scale=100,
        question="Les personnes sont-elles satisfaites ?",
        numerator="Réponses « satisfait » et « très satisfait »",
        source="Enquête annuelle",
        frequency="Chaque année",
        target=Target(value=90, is_at_most=False),
    )
