"""Generated items as an author would write them, and a sitting to draw them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordo_assessments.bank import Bank, Theme
from coordo_assessments.course_secret import CourseSecret
from coordo_assessments.items_generated import BankFile
from coordo_assessments.seen_items import Sitting
from coordo_assessments.variants import draw_item
from coordo_simulation.references import load_references
from item_samples import QRM, build_item

if TYPE_CHECKING:
    from coordo_assessments.draw_plan import DrawRecord
    from coordo_assessments.items import Item

BOOK = load_references(Path(__file__).parents[3] / "course" / "references.yml")
SECRET = CourseSecret(b"un secret de cours assez long pour servir")

PARAMETERS: dict[str, dict[str, Any]] = {
    "apa-participation": {"on": "2026-03-15", "couple": True},
    "apa-au-dela-du-plafond": {"on": "2026-03-15"},
}
SHAPES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "apa-participation": ("€", 2, ("couple-entier", "seuil-oublie", "part-de-l-apa")),
    "apa-au-dela-du-plafond": ("€", 2, ("plafond-oublie", "prix-oublie", "facture-entiere")),
    "ssiad-forfait-de-soins": ("€", 2, ("annee-entiere", "socle-oublie", "une-personne")),
    "cout-heure-faite": ("€/h", 2, ("heures-payees", "absences-seules", "part-ajoutee")),
    "part-des-trajets": ("%", 1, ("sur-les-visites", "trajet-de-trop", "acces-oublies")),
    "demandes-sans-reponse": ("%", 1, ("sur-toutes", "partielles-comptees", "retraits-comptes")),
    "jours-avant-echeance": ("jours", 0, ("signature-oubliee", "jours-ouvres", "jour-de-trop")),
    "moyenne-de-critere": ("", 2, ("non-concerne-zero", "non-concerne-quatre", "cote-entiere")),
}


def build_template(name: str, kind: str = "numeric", **changes: Any) -> Any:
    """Build a template of a generator; its stem is empty of values unless told."""
    unit, decimals, errors = SHAPES[name]
    content = {
        "id": f"essai-{name}",
        "type": kind,
        "title": "Un essai",
        "objectives": ["m1-o4"],
        "competencies": ["c-gestion-ressources"],
        "difficulty": 2,
        "stem": "Combien ?",
        "explanation": "Voici.",
        "generator": {"name": name, "parameters": PARAMETERS.get(name, {})},
        "unit": unit,
        "decimals": decimals,
        "mistakes": [{"error": error, "explanation": "Non."} for error in errors],
    }
    if kind == "qru":
        content["key_explanation"] = "Oui."
    return BankFile.model_validate({"theme": "Essai", "items": [{**content, **changes}]}).items[0]


def build_sitting(session: str = "", record: DrawRecord | None = None) -> Sitting:
    """Build a sitting with a drawn number, a drawn choice and a written choice."""
    templates = {
        template.id: template
        for template in (
            build_template("cout-heure-faite", stem="Pour {{equipe}} personnes ?"),
            build_template("moyenne-de-critere", "qru", stem="Cotes {{cotes}} ?"),
        )
    }
    drawn = [draw_item(template, b"commun", BOOK).item for template in templates.values()]
    written: Item = build_item(**QRM, stem="Que faites-vous ?", references=[])
    theme = Theme(stem="essai", title="Essai", items=(*drawn, written))
    bank = Bank(themes=(theme,), templates=templates)
    return Sitting(bank, BOOK, SECRET, "m1_regulation", session, record)
