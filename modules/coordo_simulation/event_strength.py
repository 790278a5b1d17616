"""How strong an action is, by what it acts on: the published hierarchy, word for word in French.

Source: AHRQ, CANDOR toolkit, "Event Investigation and Analysis Guide", appendix H, adapted from
the VA National Center for Patient Safety. That an action belongs to a line is the analyst's say.
"""

from __future__ import annotations

from typing import Literal

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

Strength = Literal["strong", "middle", "weak"]
STRENGTH_LABELS: dict[Strength, str] = {
    "strong": "forte : elle change la situation, quoi que l’on se rappelle",
    "middle": "intermédiaire : elle aide la mémoire ou allège la charge",
    "weak": "faible : elle compte sur la vigilance de chacun",
}
Lever = Literal[
    "premises",
    "tested-device",
    "forcing",
    "simpler",
    "standard",
    "leadership",
    "staffing",
    "software",
    "fewer-distractions",
    "checklist",
    "look-alikes",
    "read-back",
    "communication",
    "redundancy",
    "double-check",
    "warning",
    "procedure",
    "training",
    "study",
]


class LeverKind(Closed):
    """What an action acts on, and the strength that the hierarchy gives it."""

    id: Lever
    label: str
    strength: Strength


def _kind(key: Lever, label: str, strength: Strength) -> LeverKind:
    return LeverKind(id=key, label=set_spaces(label), strength=strength)


LEVERS: dict[Lever, LeverKind] = {
    each.id: each
    for each in (
        _kind("premises", "lieux ou installations modifiés", "strong"),
        _kind("tested-device", "matériel nouveau, essayé à l’usage avant l’achat", "strong"),
        _kind("forcing", "verrou : l’étape suivante est impossible sans celle-ci", "strong"),
        _kind("simpler", "processus simplifié, étapes inutiles retirées", "strong"),
        _kind("standard", "matériel ou façon de faire rendus identiques partout", "strong"),
        _kind("leadership", "engagement et actes visibles de la direction", "strong"),
        _kind("staffing", "plus de personnes, ou moins de charge", "middle"),
        _kind("software", "logiciel amélioré ou modifié", "middle"),
        _kind("fewer-distractions", "interruptions supprimées ou réduites", "middle"),
        _kind("checklist", "liste de contrôle, aide-mémoire", "middle"),
        _kind("look-alikes", "médicaments qui se ressemblent écartés", "middle"),
        _kind("read-back", "message redit par qui le reçoit", "middle"),
        _kind("communication", "écrits ou échanges améliorés", "middle"),
        _kind("redundancy", "redondance", "middle"),
        _kind("double-check", "double contrôle", "weak"),
        _kind("warning", "avertissement, étiquette", "weak"),
        _kind("procedure", "nouvelle procédure, note ou consigne", "weak"),
        _kind("training", "formation", "weak"),
        _kind("study", "étude ou analyse de plus", "weak"),
    )
}
