"""An extract of a self-assessment, made up: « critères d’exemple », not the official wording."""

from __future__ import annotations

from coordo_simulation.has_assessment import SelfAssessment, ShownCriterion
from coordo_simulation.has_scoring import Criterion

NOTICE = (
    "Critères d’exemple\u202f: leurs intitulés et leurs thématiques sont du cours, ils ne "
    "reprennent ni les mots ni les numéros du référentiel."
)


def build_example_criteria() -> tuple[Criterion, ...]:
    """Build seven criteria of an invented service: one imperative unmet though its mean is high."""
    return (
        _build(
            ("ecoute", "Être écouté dans le choix des horaires", 1, "Expression"),
            ("Ses horaires ont été discutés avec elle avant d’être fixés", "4"),
            ("Elle sait à qui dire qu’un horaire ne lui va plus", "3"),
            ("Une demande de changement a reçu une réponse", "RI"),
        ),
        _build(
            ("projet", "Un projet écrit avec la personne", 2, "Projet personnalisé"),
            ("Ce qu’elle attend y est dans ses mots", "3"),
            ("Il est relu avec elle au moins une fois par an", "2"),
            ("Les intervenants le connaissent et s’en servent", "3"),
        ),
        _build(
            ("relais", "Le relais entre le soin et l’aide", 2, "Continuité"),
            ("Ce que l’un observe parvient à l’autre le jour même", "3"),
            ("Un retour d’hôpital se prépare à deux", "4"),
        ),
        _imperative(
            ("droits", "La prévention des atteintes aux droits", 2, "Droits"),
            ("Chacun sait reconnaître une maltraitance, même discrète", "4"),
            ("Chacun sait à qui la dire, et le dit", "*"),
        ),
        _imperative(
            ("medicament", "Le circuit du médicament", 2, "Santé"),
            ("Qui aide à la prise est écrit, personne par personne", "4"),
            ("Les piluliers sont préparés par qui en a le droit", "4"),
            ("Une prise manquée est notée et dite le jour même", "3"),
            ("Les stupéfiants sont comptés à chaque passage", "NC"),
        ),
        _imperative(
            ("plaintes", "Les plaintes et les événements", 3, "Démarche qualité"),
            ("Chacun sait où déposer une plainte ou un signalement", "4"),
            ("Chaque plainte reçoit une réponse écrite", "2"),
            ("Ce qu’elles apprennent change quelque chose", "3"),
        ),
        _build(
            ("capteurs", "Les capteurs et la vidéo au domicile", 3, "Droits"),
            ("Rien n’est posé sans l’accord écrit de la personne", "NC"),
        ),
    )


def build_example_assessment() -> SelfAssessment:
    """Build the extract as a board shows it."""
    return SelfAssessment(
        lead="L’autoévaluation d’un service inventé, en sept critères d’exemple.",
        origin="critères d’exemple",
        notice=NOTICE,
        criteria=tuple(
            ShownCriterion.model_validate(each.model_dump()) for each in build_example_criteria()
        ),
    )


def _build(head: tuple[str, str, int, str], *elements: tuple[str, str]) -> Criterion:
    key, title, chapter, theme = head
    return Criterion.model_validate(
        {
            "id": key,
            "title": title,
            "chapter": chapter,
            "theme": theme,
            "labels": tuple(label for label, _ in elements),
            "elements": tuple(rating for _, rating in elements),
        }
    )


def _imperative(head: tuple[str, str, int, str], *elements: tuple[str, str]) -> Criterion:
    criterion = _build(head, *elements)
    update = {"is_imperative": True, "has_plan": criterion.id == "medicament"}
    return criterion.model_copy(update=update)
