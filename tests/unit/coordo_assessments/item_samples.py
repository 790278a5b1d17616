"""Small items for tests, one per format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from coordo_assessments.items import BankFile
from coordo_simulation.references import Reference, ReferenceBook

if TYPE_CHECKING:
    from coordo_assessments.items import Item

BASE: dict[str, Any] = {
    "title": "Un titre",
    "objectives": ["m1-o1"],
    "competencies": ["c-1"],
    "difficulty": 1,
    "stem": "Que faites-vous ? Voir [[plancher]].",
    "explanation": "Parce que.",
    "references": ["plancher"],
}


def option(name: str, *, correct: bool, weight: str | None = None) -> dict[str, Any]:
    return {
        "id": name,
        "text": f"Proposition {name}",
        "correct": correct,
        "weight": weight,
        "explanation": f"Raison {name}",
    }


def build_item(**changes: Any) -> Item:
    content = {"theme": "Thème", "items": [{**BASE, "id": "un-item", **changes}]}
    return BankFile.model_validate(content).items[0]


QRU = {"type": "qru", "options": [option(n, correct=n == "b") for n in "abcd"]}
QRM = {
    "type": "qrm",
    "options": [
        option("a", correct=True, weight="indispensable"),
        option("b", correct=False, weight="inacceptable"),
        option("c", correct=True),
        option("d", correct=False),
    ],
}
QRP = {
    "type": "qrp",
    "expected_count": 3,
    "options": [
        option("a", correct=True, weight="indispensable"),
        option("b", correct=False, weight="inacceptable"),
        option("c", correct=True),
        option("d", correct=False),
        option("e", correct=True),
    ],
}
QROC = {
    "type": "qroc",
    "accepted": ["Conférence territoriale de l'autonomie"],
    "acceptable": ["conférence de l'autonomie"],
    "mistakes": [{"answer": "conseil départemental", "explanation": "Il pilote, il ne réunit pas"}],
}
NUMERIC = {
    "type": "numeric",
    "value": "1234.5",
    "tolerance": "0.5",
    "unit": "€",
    "decimals": 1,
    "mistakes": [{"value": "1000", "explanation": "Vous avez oublié les majorations"}],
}
ORDERING = {
    "type": "ordering",
    "elements": [
        {"id": name, "text": name, "explanation": f"Raison {name}"}
        for name in ("reperer", "evaluer", "planifier", "ajuster")
    ],
}
MATCHING = {
    "type": "matching",
    "left": [
        {"id": "soins", "text": "Soins", "match": "agence", "explanation": "Raison"},
        {"id": "aide", "text": "Aide", "match": "departement", "explanation": "Raison"},
    ],
    "right": [
        {"id": "agence", "text": "ARS"},
        {"id": "departement", "text": "Département"},
        {"id": "commune", "text": "Commune"},
    ],
}
FREE_TEXT = {
    "type": "free_text",
    "points": "4",
    "max_words": 200,
    "guidance": "Une bonne réponse nomme la personne.",
    "rubric": [
        {
            "id": "personne",
            "criterion": "La personne",
            "levels": [
                {"points": "0", "description": "absente"},
                {"points": "4", "description": "au centre"},
            ],
        }
    ],
}
SAMPLES = {
    sample["type"]: sample
    for sample in (QRU, QRM, QRP, QROC, NUMERIC, ORDERING, MATCHING, FREE_TEXT)
}
KEYS: dict[str, dict[str, Any]] = {
    "qru": {"options": ["b"]},
    "qrm": {"options": ["a", "c"]},
    "qrp": {"options": ["a", "c", "e"]},
    "qroc": {"text": "la conference territoriale, de l’Autonomie !"},
    "numeric": {"text": "1 234,5 €"},
    "ordering": {"order": ["reperer", "evaluer", "planifier", "ajuster"]},
    "matching": {"pairs": {"soins": "agence", "aide": "departement"}},
}
BOOK = ReferenceBook(
    references=(
        Reference.model_validate(
            {
                "id": "plancher",
                "label": "Tarif plancher",
                "value": {"kind": "number", "number": "24.58", "unit": "€/h", "decimals": 2},
                "valid_from": date(2025, 1, 1),
                "sources": [{"title": "CASF, art. D. 314-130-1", "url": "https://exemple.fr/"}],
                "checked_on": date(2026, 11, 22),
                "confidence": "haute",
            }
        ),
    )
)
