"""Warnings in words: what small samples and odd items do to the figures (French)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.analysis.choices import ChoiceRow

SMALL_SAMPLE = 30
TOO_EASY, TOO_HARD = 0.95, 0.2
WEAK_DISCRIMINATION = 0.15
CEILING_SHARE = 0.15
"""Share of copies at the very top (or bottom) from which the scale is too short: a usual limit
for scales (Terwee et al., J Clin Epidemiol 2007, 60:34–42)."""
LEAST_ALPHA = 0.7
_LOW_ALPHA = (
    "une décision sur une seule de ces notes reste fragile. Un test court et varié donne souvent "
    "un alpha bas."
)


def caution_item(
    count: int, difficulty: float, r: float | None, choices: Sequence[ChoiceRow]
) -> tuple[str, ...]:
    """Say what to look at in an item."""
    return (*_caution_level(difficulty), *_caution_r(count, r), *_caution_choices(count, choices))


def caution_paper(
    totals: Sequence[float], best: float, items: int, alpha: float | None, *, is_common: bool
) -> tuple[str, ...]:
    """Say how far the figures of a whole test can be trusted.

    Args:
        totals: points of each copy.
        best: points of a perfect copy.
        items: number of items.
        alpha: Cronbach's alpha, None where it does not exist.
        is_common: whether every copy has the same items.
    """
    count = len(totals)
    cautions = []
    if count < SMALL_SAMPLE:
        cautions.append(
            f"Petit effectif (n = {count}, moins de {SMALL_SAMPLE})\u202f: ces chiffres sont des "
            "indices pour relire une question, non des preuves. Regardez les intervalles."
        )
    if count and len(set(totals)) == 1:
        cautions.append("Toutes les copies ont la même note\u202f: rien ne les départage.")
    if items < 2:  # noqa: PLR2004  (a test of one item has no inner consistency)
        cautions.append("Moins de deux questions notées\u202f: pas de cohérence à mesurer.")
    cautions.extend(_caution_ends(totals, best))
    if is_common:
        cautions.extend(_caution_alpha(alpha))
    else:
        cautions.append(
            "Sujets différents d’un stagiaire à l’autre\u202f: notes ramenées à la même échelle, "
            "alpha non calculable, discriminations à lire avec prudence."
        )
    return tuple(cautions)


def _caution_level(difficulty: float) -> list[str]:
    if difficulty >= TOO_EASY:
        return ["Réussie par presque tous\u202f: elle rassure, mais ne départage personne."]
    if difficulty <= TOO_HARD:
        return [
            "Échouée par presque tous\u202f: clé fausse, notion non vue, ou énoncé obscur\u202f?"
        ]
    return []


def _caution_r(count: int, r: float | None) -> list[str]:
    if r is None:
        return ["Discrimination non calculable\u202f: les notes ne varient pas."]
    doubt = "" if count >= SMALL_SAMPLE else " (à confirmer sur un effectif plus grand)"
    if r < 0:
        wrong = "les plus forts s’y trompent. Relisez la clé"
        return [f"Discrimination négative\u202f: {wrong}{doubt}."]
    if r < WEAK_DISCRIMINATION:
        return [f"Discrimination faible\u202f: peu de lien avec le reste du test{doubt}."]
    return []


def _caution_choices(count: int, choices: Sequence[ChoiceRow]) -> list[str]:
    """Of a distractor that one in twenty would pick, ten copies see nothing six times in ten."""
    wrong = [row for row in choices if row.id and not row.is_key]
    unused = [row.id for row in wrong if not row.total]
    cautions = []
    if unused and count >= SMALL_SAMPLE:
        named = ", ".join(unused)
        cautions.append(f"Jamais choisi\u202f: {named}. Un distracteur que personne ne prend.")
    keys = [row for row in choices if row.is_key]
    most = max((row.picked[-1] for row in wrong), default=0)
    if keys and most > max(row.picked[-1] for row in keys):
        cautions.append("Le quart le plus fort préfère une réponse fausse\u202f: relisez la clé.")
    return cautions


def _caution_ends(totals: Sequence[float], best: float) -> list[str]:
    if not totals or not best:
        return []
    cautions = []
    top = sum(total >= best - 1e-9 for total in totals) / len(totals)
    bottom = sum(total <= 0 for total in totals) / len(totals)
    if top > CEILING_SHARE:
        cautions.append(
            f"Effet plafond\u202f: {_percent(top)} des copies ont le maximum. Le test ne distingue "
            "plus les meilleurs."
        )
    if bottom > CEILING_SHARE:
        cautions.append(f"Effet plancher\u202f: {_percent(bottom)} des copies sont à zéro.")
    return cautions


def _caution_alpha(alpha: float | None) -> list[str]:
    if alpha is None:
        return ["Alpha de Cronbach non calculable ici."]
    if alpha < 0:
        return ["Alpha négatif\u202f: des questions vont en sens contraire. Relisez les clés."]
    if alpha < LEAST_ALPHA:
        limit = format_number(LEAST_ALPHA, 1)
        return [f"Alpha sous {limit}\u202f: {_LOW_ALPHA}"]
    return []


def _percent(share: float) -> str:
    return f"{format_number(100 * share)}\u00a0%"
