"""An extract of a self-assessment, made up: « critères d’exemple », not the official wording."""

from __future__ import annotations

from coordo_simulation.has_scoring import Criterion

NOTICE = (
    "Critères d’exemple : leurs intitulés sont du cours, ils ne reprennent ni les mots ni les "
    "numéros du référentiel."
)


def build_example_criteria() -> tuple[Criterion, ...]:
    """Build eight criteria of an invented service: one imperative unmet though its mean is high."""
    return (
        _build("ecoute", "Être écouté dans le choix des horaires", 1, "Expression", "4", "3", "RI"),
        _build("proches", "Voir ses proches associés, si on le veut", 1, "Expression", "4", "*"),
        _build("projet", "Un projet écrit avec la personne", 2, "Accompagnement", "3", "2", "3"),
        _build("relais", "Le relais entre le soin et l’aide", 2, "Accompagnement", "3", "3", "4"),
        _imperative("droits", "La prévention des atteintes aux droits", 2, "Droits", "4", "*", "4"),
        _imperative("medicament", "Le circuit du médicament", 2, "Soins", "4", "4", "3", "NC"),
        _imperative("plaintes", "Les plaintes et les événements", 3, "Gouvernance", "4", "2", "3"),
        _build("astreinte", "Une astreinte que l’on peut joindre", 3, "Gouvernance", "NC", "NC"),
    )


def _build(key: str, title: str, chapter: int, theme: str, *elements: str) -> Criterion:
    return Criterion.model_validate(
        {"id": key, "title": title, "chapter": chapter, "theme": theme, "elements": elements}
    )


def _imperative(key: str, title: str, chapter: int, theme: str, *elements: str) -> Criterion:
    plan = key == "medicament"
    criterion = _build(key, title, chapter, theme, *elements)
    return criterion.model_copy(update={"is_imperative": True, "has_plan": plan})
