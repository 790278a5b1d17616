"""Four indicator cards of the invented service: three whole, one as one often meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.control_charts_example import build_falls, build_late_visits
from coordo_simulation.indicator_card import Card, Target
from coordo_simulation.indicator_series import Counting, Indicator, Period
from coordo_simulation.indicator_set import IndicatorSet, ShownIndicator

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOVED = (
    *(38, 41, 35, 36, 44, 52, 47, 39, 61, 40, 57, 37),
    *(43, 40, 49, 55, 42, 38, 50, 53, 45, 41, 39, 38),
)
"""Visits planned and not done, or moved by the person: weeks 1 to 24 of 2026."""
_AWAY = (
    *(118, 131, 142, 96, 104, 125, 133, 109, 98, 121, 140, 115),
    *(127, 102, 119, 134, 90, 128, 111, 123, 137, 101, 116, 108),
)
"""Days in hospital of people whose file stays open: October 2024 to September 2026."""
_RETURNS = (
    *((3, 4), (4, 5), (2, 3), (5, 6), (3, 5), (4, 4), (2, 4), (4, 6)),
    *((3, 3), (5, 7), (2, 2), (4, 5), (3, 4), (5, 5), (2, 4), (4, 6)),
    *((5, 6), (3, 3), (4, 5), (6, 7), (3, 4), (4, 4), (5, 6), (4, 5)),
)
"""Returns seen in 48 hours, returns: the same months."""
_ANNOUNCED = (
    *((3, 3), (4, 4), (2, 2), (5, 5), (3, 4), (4, 4), (2, 3), (4, 5)),
    *((3, 3), (4, 5), (2, 2), (4, 4), (3, 3), (5, 5), (2, 3), (4, 5)),
    *((5, 5), (3, 3), (4, 4), (5, 6), (3, 3), (4, 4), (5, 5), (4, 4)),
)
"""The same, among returns that the hospital announced the day before or sooner."""
_SATISFIED = ((28, 31, 118), (30, 32, 124), (24, 26, 131))
"""Satisfied, answers, forms sent: surveys of 2024 to 2026."""


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
        alert=Target(value=8, is_at_most=True, origin="Choix de l’équipe, janvier 2026"),
        limits="Une visite écourtée pour repartir à l’heure n’y paraît pas.",
        perverse_effect="Bâcler la visite, ou convenir d’horaires plus flous.",
    )


def build_falls_card() -> Card:
    """Build a whole card: falls told, a rate."""
    return Card(
        id="chutes",
        name="Chutes déclarées pour 1\u202f000 journées",
        kind="rate",
        unit="‰",
        scale=1000,
        question="Les personnes tombent-elles moins depuis que nous visitons leur logement\u202f?",
        numerator="Chutes dont le service a connaissance, avec ou sans blessure",
        denominator="Journées d’accompagnement",
        exclusions="Journées et chutes à l’hôpital\u202f: le service n’y est pas",
        source="Registre des événements, planning",
        frequency="Chaque mois",
        owner="Relevé\u202f: infirmière coordinatrice. Lecture\u202f: réunion de coordination",
        target=Target(value=4, is_at_most=True, origin="Choix de l’équipe, octobre 2025"),
        alert=Target(value=7, is_at_most=True, origin="Choix de l’équipe, octobre 2025"),
        limits="Une même personne peut tomber plusieurs fois\u202f; une chute tue ne compte pas.",
        perverse_effect="Moins déclarer, ou retenir la personne de se lever.",
    )


def build_return_card() -> Card:
    """Build a whole card of small numbers: first visit in 48 hours after leaving hospital."""
    return Card(
        id="retours",
        name="Retours d’hôpital vus en 48 heures",
        kind="proportion",
        unit="%",
        scale=100,
        decimals=0,
        question="Quelqu’un passe-t-il à temps chez la personne qui rentre\u202f?",
        numerator="Retours suivis d’une visite du service dans les 48 heures",
        denominator="Retours à domicile après au moins une nuit d’hôpital",
        exclusions="Personnes qui ont refusé la visite, et l’ont dit",
        source="Lettres de sortie, planning",
        frequency="Chaque mois",
        owner="Relevé\u202f: responsable de secteur. Lecture\u202f: comité de pilotage",
        target=Target(value=80, is_at_most=False, origin="Convention avec l’hôpital (inventée)"),
        alert=Target(value=60, is_at_most=False, origin="Choix de l’équipe, mars 2026"),
        limits="Deux à sept retours par mois\u202f: un seul retour déplace le mois.",
        perverse_effect="Passer vite pour cocher, ou ne plus compter les sorties surprises.",
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


def build_indicators() -> tuple[Indicator, ...]:
    """Build the four indicators with their series, each counted in two ways."""
    return (_build_late(), _build_falls(), _build_returns(), _build_satisfaction())


def build_example_indicators() -> IndicatorSet:
    """Build the four cards as the view shows them."""
    return IndicatorSet(
        service="Service autonomie à domicile « Les Deux Rives »",
        origin="exemple inventé",
        lead="Quatre fiches d’un service inventé, dont une mal remplie.",
        indicators=tuple(
            ShownIndicator.model_validate(each.model_dump()) for each in build_indicators()
        ),
    )


def _build_late() -> Indicator:
    weeks = build_late_visits().observations
    late = [int(each.value) for each in weeks]
    done = [int(each.size) for each in weeks]
    labels = [each.label for each in weeks]
    return Indicator(
        card=build_late_card(),
        short="Visites en retard",
        unit_noun="visites",
        period_nouns=("semaine", "semaines"),
        step=0.5,
        own=_count("les visites prévues et faites", labels, late, done),
        other=_count(
            "toutes les visites prévues, même déplacées ou non faites",
            labels,
            late,
            [size + moved for size, moved in zip(done, _MOVED, strict=True)],
        ),
    )


def _build_falls() -> Indicator:
    months = build_falls().observations
    falls = [int(each.value) for each in months]
    days = [int(each.size) for each in months]
    labels = [each.label for each in months]
    return Indicator(
        card=build_falls_card(),
        short="Chutes",
        unit_noun="journées",
        period_nouns=("mois", "mois"),
        step=0.5,
        own=_count("les journées d’accompagnement", labels, falls, days),
        other=_count(
            "toutes les journées de dossier ouvert, hôpital compris",
            labels,
            falls,
            [size + away for size, away in zip(days, _AWAY, strict=True)],
        ),
    )


def _build_returns() -> Indicator:
    labels = [each.label for each in build_falls().observations]
    return Indicator(
        card=build_return_card(),
        short="Retours d’hôpital",
        unit_noun="retours",
        period_nouns=("mois", "mois"),
        step=3,
        own=_count("tous les retours", labels, *zip(*_RETURNS, strict=True)),
        other=_count(
            "les seuls retours annoncés la veille ou avant",
            labels,
            *zip(*_ANNOUNCED, strict=True),
        ),
    )


def _build_satisfaction() -> Indicator:
    labels = ["2024", "2025", "2026"]
    satisfied, answers, sent = zip(*_SATISFIED, strict=True)
    return Indicator(
        card=build_bare_card(),
        short="Satisfaction",
        unit_noun="réponses",
        period_nouns=("année", "années"),
        step=1,
        own=_count("les réponses reçues (la fiche ne le dit pas)", labels, satisfied, answers),
        other=_count("les questionnaires envoyés", labels, satisfied, sent),
    )


def _count(
    words: str, labels: Sequence[str], events: Sequence[int], sizes: Sequence[int]
) -> Counting:
    return Counting(
        words=words,
        periods=tuple(
            Period(label=label, events=count, size=size)
            for label, count, size in zip(labels, events, sizes, strict=True)
        ),
    )
