"""What an analysis lacks before it can be trusted: each remark names its place, in French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.event_analysis import Action, Analysis, Factor

Kind = Literal[
    "unexplained",
    "no-evidence",
    "person-as-root",
    "people-only",
    "blaming-word",
    "no-root",
    "idle-action",
    "unanswered-root",
    "no-indicator",
    "no-owner",
    "weak-only",
]
BLAMING_WORDS = re.compile(
    r"\b(?:néglig(?:en|é)\w*|coupables?|incompéten\w+|laxis\w+|étourderie|étourdie?s?"
    r"|manque de conscience|je-m[’']en-fout\w+|fauti(?:f|ve)s?|(?:la|sa|leur|une) faute"
    r"|fautes?(?! d[e’']))\b",
    re.IGNORECASE,
)
"""Words that judge a person: the course's own short list. « Faute de temps » judges nobody."""


class Remark(Closed):
    """Something the analysis lacks. ``where`` is the id of what it is about, or empty."""

    kind: Kind
    where: str
    text: str


def check_analysis(analysis: Analysis) -> tuple[Remark, ...]:
    """List what the analysis lacks, in the order in which one mends it; empty when nothing is."""
    return (
        *_check_causes(analysis),
        *(remark for factor in analysis.factors for remark in _check_factor(analysis, factor)),
        *_check_persons(analysis),
        *_check_roots(analysis),
        *(remark for action in analysis.actions for remark in _check_action(action)),
        *_check_strength(analysis),
    )


def _remark(kind: Kind, where: str, text: str) -> Remark:
    return Remark(kind=kind, where=where, text=set_spaces(text))


def _check_causes(analysis: Analysis) -> Iterator[Remark]:
    explained = {cause for factor in analysis.factors for cause in factor.explains}
    for cause in analysis.causes:
        if cause.id not in explained:
            yield _remark(
                "unexplained",
                cause.id,
                f"« {cause.text} » n’est expliqué par aucun facteur : on sait ce qui a manqué, "
                "pas encore pourquoi.",
            )
        yield from _check_words(cause.id, cause.text)


def _check_factor(analysis: Analysis, factor: Factor) -> Iterator[Remark]:
    if not any(each.strip() for each in factor.evidence):
        yield _remark(
            "no-evidence",
            factor.id,
            f"« {factor.text} » : aucun fait ne l’établit. Qui l’a dit, où est-ce écrit ?",
        )
    if factor.is_root and analysis.method.get(factor.family).is_personal:
        yield _remark(
            "person-as-root",
            factor.id,
            f"« {factor.text} » : une personne n’est pas une cause racine. Qu’est-ce qui aurait "
            "conduit une autre, à sa place, à faire de même ?",
        )
    yield from _check_words(factor.id, factor.text)


def _check_words(where: str, text: str) -> Iterator[Remark]:
    for word in BLAMING_WORDS.findall(text):
        yield _remark(
            "blaming-word",
            where,
            f"« {word} » juge une personne ; dites ce qui a été fait, et ce qui était prévu.",
        )


def _check_persons(analysis: Analysis) -> Iterator[Remark]:
    families = {factor.family for factor in analysis.factors}
    if families and all(analysis.method.get(each).is_personal for each in families):
        yield _remark(
            "people-only",
            "",
            "Tous les facteurs visent des personnes : l’analyse n’a pas encore regardé le travail.",
        )


def _check_roots(analysis: Analysis) -> Iterator[Remark]:
    roots = [factor for factor in analysis.factors if factor.is_root]
    answered = {factor for action in analysis.actions for factor in action.answers}
    if analysis.factors and not roots:
        yield _remark("no-root", "", "Aucun facteur n’est retenu comme racine : par où agir ?")
    for root in roots:
        if root.id not in answered:
            yield _remark(
                "unanswered-root", root.id, f"« {root.text} » est une racine sans action."
            )


def _check_action(action: Action) -> Iterator[Remark]:
    if not action.answers:
        yield _remark(
            "idle-action", action.id, f"« {action.text} » ne répond à aucun facteur de l’analyse."
        )
    if not action.indicator.strip():
        yield _remark(
            "no-indicator",
            action.id,
            f"« {action.text} » : à quoi verra-t-on qu’elle a servi ? Un indicateur de suivi.",
        )
    if not action.owner.strip() or action.due_on is None:
        yield _remark(
            "no-owner", action.id, f"« {action.text} » : qui la porte, et pour quelle date ?"
        )


def _check_strength(analysis: Analysis) -> Iterator[Remark]:
    if analysis.actions and all(action.strength == "weak" for action in analysis.actions):
        yield _remark(
            "weak-only",
            "",
            "Toutes les actions comptent sur la vigilance de chacun : l’événement peut revenir.",
        )
