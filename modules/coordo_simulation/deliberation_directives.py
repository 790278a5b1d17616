"""Whether advance directives bind, today (code de la santé publique, L. 1111-11).

Bills on the end of life were before Parliament in 2025 and 2026; nothing of them is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation import Capacity, Directives, Situation
from coordo_simulation.deliberation_gates import Outcome, Rule, Verdict, decide, when
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

TEXTS = ("directives-anticipees",)


class DirectiveFacts(Closed):
    """All that the table looks at."""

    capacity: Capacity
    directives: Directives
    is_vital_emergency: bool


DIRECTIVE_RULES: tuple[Rule, ...] = (
    Rule(
        id="elle-peut-dire",
        conditions=when(capacity=(Capacity.ABLE, Capacity.FLUCTUATING)),
        outcome=Outcome.FORBIDDEN,
        says="Elles attendent, c’est elle que l’on écoute",
        reason="Elles sont écrites pour le cas où la personne serait hors d’état d’exprimer sa "
        "volonté. Elle peut le faire, ne fût-ce que par moments.",
        instead="Les relire avec elle : elles se changent et se retirent à tout moment, par tout "
        "moyen.",
        texts=TEXTS,
    ),
    Rule(
        id="aucune",
        conditions=when(directives=(Directives.NONE,)),
        outcome=Outcome.FORBIDDEN,
        says="Il n’y en a pas",
        reason="Sans directives, sa volonté se cherche auprès de la personne de confiance, puis "
        "de la famille et des proches.",
        instead="Noter que la question a été posée, à qui, et quand.",
        texts=TEXTS,
        also=("personne-de-confiance-csp", "personne-hors-d-etat"),
    ),
    Rule(
        id="introuvables",
        conditions=when(directives=(Directives.UNREACHABLE,)),
        outcome=Outcome.ON_CONDITION,
        says="À retrouver, puisque personne ne peut les lire",
        reason="Des directives que l’on ne peut pas lire ne guident personne ; leur existence "
        "oblige à les chercher, sans retarder une urgence.",
        instead="Demander à la personne de confiance, au médecin traitant, à la famille ; "
        "consulter le registre où elles sont conservées.",
        texts=TEXTS,
    ),
    Rule(
        id="urgence-vitale",
        conditions=when(is_vital_emergency=(True,)),
        outcome=Outcome.ON_CONDITION,
        says="Pas avant une évaluation complète",
        reason="L’urgence vitale suspend leur effet, pendant le seul temps nécessaire à une "
        "évaluation complète de la situation.",
        instead="Les transmettre au médecin qui intervient, tout de suite.",
        texts=TEXTS,
        exception="urgence vitale, le temps d’une évaluation complète (L.\u00a01111-11)",
    ),
    Rule(
        id="inadaptees",
        conditions=when(directives=(Directives.UNSUITED,)),
        outcome=Outcome.ON_CONDITION,
        says="Sauf refus décidé après une procédure collégiale",
        reason="Le médecin les juge manifestement inappropriées ou non conformes à la situation "
        "médicale : les écarter demande une procédure collégiale, inscrite au dossier.",
        instead="Demander où en est la procédure ; la personne de confiance, la famille ou les "
        "proches en connaissent l’issue.",
        texts=TEXTS,
    ),
    Rule(
        id="elles-s-imposent",
        outcome=Outcome.ALLOWED,
        says="Elles s’imposent au médecin",
        reason="La personne est hors d’état de s’exprimer, ses directives sont lues et "
        "conviennent à la situation.",
        instead="Les appliquer, et le dire à ceux qui entourent la personne.",
        texts=TEXTS,
    ),
)


def check_directives(situation: Situation, book: ReferenceBook) -> Verdict:
    """Say whether the advance directives bind, and why.

    Raises:
        NoValueInForceError: the day is before the text in force on 4 February 2016.
    """
    facts = DirectiveFacts(
        capacity=situation.capacity,
        directives=situation.directives,
        is_vital_emergency=situation.is_vital_emergency,
    )
    return decide(DIRECTIVE_RULES, facts, book, situation.date)
