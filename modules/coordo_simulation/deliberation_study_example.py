"""Madame Le Dantec's situation as each of the three views reads it: invented, like all of it."""

from __future__ import annotations

from coordo_simulation.deliberation import Capacity
from coordo_simulation.deliberation_example import EXAMPLE
from coordo_simulation.deliberation_path import CaseFacts, Written
from coordo_simulation.deliberation_study import (
    ActedSituation,
    ActInQuestion,
    DebatedSituation,
    News,
    ToldSituation,
)

ORIGIN = "exemple inventé"
NEWS = (
    News(id="traitement", label="Le nom de son nouveau traitement", use="utile à qui l’aide"),
    News(
        id="diagnostic",
        label="Un diagnostic grave du neurologue",
        use="utile à qui la soutient",
        is_grave=True,
    ),
    News(
        id="brouille",
        label="Sa brouille avec son fils",
        use="qui ne change aucun geste",
        is_needed=False,
    ),
)


def build_example_debate() -> DebatedSituation:
    """Build what is debated: two falls at night, and what could be proposed."""
    return DebatedSituation.model_validate(EXAMPLE.model_dump() | {"origin": ORIGIN})


def build_example_telling() -> ToldSituation:
    """Build what might be told, and to whom."""
    situation = EXAMPLE.situation.model_dump()
    return ToldSituation.model_validate({"origin": ORIGIN, "situation": situation, "news": NEWS})


def build_example_act() -> ActedSituation:
    """Build the act in question: a drip, or a visit at night."""
    situation = EXAMPLE.situation
    act = ActInQuestion(
        lead="Odette Le Dantec a de la fièvre et ne suit plus les phrases.",
        care="une perfusion",
        support="une visite la nuit",
        facts=CaseFacts(
            capacity=Capacity.UNABLE,
            is_informed=False,
            written=Written.UNREACHABLE,
            trust=situation.trust,
        ),
    )
    return ActedSituation.model_validate(
        {"origin": ORIGIN, "situation": situation.model_dump(), "act": act}
    )
