"""Small items for tests, one per format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from coordo_assessments.items_generated import BankFile
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
QRPL = {
    "type": "qrpl",
    "expected_count": 3,
    "options": [option(n, correct=n in "bgk") for n in "abcdefghijkl"],
}
SVG = '<svg viewBox="0 0 400 300"><rect x="10" y="10" width="100" height="80" fill="none"/></svg>'


def zone(name: str, *, correct: bool, region: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "text": f"Endroit {name}",
        "correct": correct,
        "region": region,
        "explanation": f"Raison {name}",
    }


ZONE = {
    "type": "zone",
    "drawing": SVG,
    "description": "Une chambre, un lit, un couloir.",
    "expected_count": 2,
    "regions": [
        zone("tapis", correct=True, region={"kind": "disc", "x": 60, "y": 60, "radius": 20}),
        zone("lit", correct=False, region={"kind": "rectangle", "x": [200, 300], "y": [10, 90]}),
        zone(
            "seuil",
            correct=True,
            region={"kind": "polygon", "points": [[10, 200], [60, 200], [60, 250], [10, 250]]},
        ),
        zone("fenetre", correct=False, region={"kind": "disc", "x": 350, "y": 250, "radius": 20}),
    ],
}


def panel(*degrees: int) -> list[dict[str, Any]]:
    return [
        {"expert": f"Expert {rank}", "degree": degree, "reason": f"Raison de l’expert {rank}"}
        for rank, degree in enumerate(degrees)
    ]


TCS = {
    "type": "tcs",
    "kind": "action",
    "hypothesis": "proposer un relais",
    "information": "l’épouse ne dort plus",
    "panel": panel(-2, 0, 0, 1, 1, 1, 1, 1, 2, 2),
    "panel_origin": "Panel fictif.",
}
POSITIONING = {
    "type": "positioning",
    "horizontal": {"title": "Ce que l’on change", "low": "navigation", "high": "modification"},
    "vertical": {"title": "Ce que l’on fait", "low": "coordination", "high": "action"},
    "convention": "Ces coordonnées sont les nôtres.",
    "profiles": [
        {
            "id": "gestionnaire",
            "text": "Un gestionnaire de cas",
            "target": {"kind": "disc", "x": -0.5, "y": 0.5, "radius": 0.25},
            "reach": 0.5,
            "explanation": "Raison gestionnaire",
        },
        {
            "id": "pilote",
            "text": "Un pilote",
            "target": {"kind": "rectangle", "x": [0.25, 0.75], "y": [-1, -0.5]},
            "reach": 1,
            "explanation": "Raison pilote",
        },
    ],
}
CELLS: list[dict[str, Any]] = [
    {
        "id": "heures",
        "kind": "numeric",
        "label": "Heures",
        "value": "12345.5",
        "tolerance": "0.5",
        "unit": "h",
        "decimals": 1,
        "weight": "2",
        "explanation": "Raison heures",
    },
    {
        "id": "nom",
        "kind": "qroc",
        "label": "Nom",
        "accepted": ["conférence des financeurs"],
        "acceptable": ["réunion des financeurs"],
        "explanation": "Raison nom",
    },
    {
        "id": "autorite",
        "kind": "choice",
        "label": "Autorité",
        "options": [
            {"id": "agence", "text": "ARS"},
            {"id": "departement", "text": "Département", "correct": True},
        ],
        "explanation": "Raison autorite",
    },
]
TABLE = {
    "type": "table",
    "caption": "Un tableau",
    "corner": "Ligne",
    "columns": ["Première", "Seconde"],
    "rows": [
        {"text": "Ligne une", "cells": [{"kind": "given", "text": "12"}, CELLS[0]]},
        {"text": "Ligne deux", "cells": [CELLS[1], CELLS[2]]},
    ],
}
CLOZE = {
    "type": "cloze",
    "text": "Le service fait {{heures}}, dit la {{nom}}, et écrit à {{autorite}}.",
    "blanks": CELLS,
}
REASONS = [
    {"id": name, "text": f"Car {name}", "correct": name == "accord", "explanation": "Raison"}
    for name in ("parente", "accord", "urgence")
]
JUSTIFIED = {
    "type": "justified",
    "statement": "La fille peut lire le dossier.",
    "truth": False,
    "reasons": REASONS,
}
CLASSIFICATION = {
    "type": "classification",
    "categories": [{"id": "soin", "text": "Soin"}, {"id": "aide", "text": "Aide"}],
    "elements": [
        {"id": "pansement", "text": "Un", "category": "soin", "explanation": "Raison"},
        {"id": "toilette", "text": "Deux", "category": "aide", "explanation": "Raison"},
        {"id": "repas", "text": "Trois", "category": "aide", "explanation": "Raison"},
        {"id": "injection", "text": "Quatre", "category": "soin", "explanation": "Raison"},
    ],
}


def ask(sample: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**sample, "stem": "Et maintenant ?", "explanation": "Parce que.", **changes}


KFP = {
    "type": "kfp",
    "steps": [{"question": ask(QROC)}, {"question": ask(QRP)}, {"question": ask(QRU)}],
}
DOSSIER = {
    "type": "dossier",
    "steps": [
        {"question": ask(QRU)},
        {"information": "Vous apprenez du nouveau.", "question": ask(QRM)},
        {"information": "Encore du nouveau.", "question": ask(QROC, points=2)},
    ],
}
SAMPLES = {
    sample["type"]: sample
    for sample in (
        *(QRU, QRM, QRP, QRPL, QROC, NUMERIC, ORDERING, MATCHING, CLASSIFICATION),
        *(ZONE, POSITIONING, TABLE, CLOZE, TCS, JUSTIFIED, FREE_TEXT, KFP, DOSSIER),
    )
}
KEYS: dict[str, dict[str, Any]] = {
    "qru": {"options": ["b"]},
    "qrm": {"options": ["a", "c"]},
    "qrp": {"options": ["a", "c", "e"]},
    "qroc": {"text": "la conference territoriale, de l’Autonomie !"},
    "numeric": {"text": "1 234,5 €"},
    "ordering": {"order": ["reperer", "evaluer", "planifier", "ajuster"]},
    "matching": {"pairs": {"soins": "agence", "aide": "departement"}},
    "qrpl": {"options": ["k", "b", "g"]},
    "zone": {"points": [{"x": 60, "y": 70}], "regions": ["seuil"]},
    "positioning": {
        "positions": {"gestionnaire": {"x": -0.5, "y": 0.75}, "pilote": {"x": 0.5, "y": -1}}
    },
    "table": {
        "gaps": {
            "heures": "12 345,5 h",
            "nom": "Conférence des financeurs",
            "autorite": "departement",
        }
    },
    "cloze": {
        "gaps": {
            "heures": "12 345,5 h",
            "nom": "Conférence des financeurs",
            "autorite": "departement",
        }
    },
    "tcs": {"degree": 1},
    "justified": {"truth": False, "reason": "accord"},
    "classification": {
        "pairs": {"pansement": "soin", "toilette": "aide", "repas": "aide", "injection": "soin"}
    },
}
KEYS["kfp"] = {"parts": [KEYS["qroc"], KEYS["qrp"], KEYS["qru"]]}
KEYS["dossier"] = {"steps": [KEYS["qru"], KEYS["qrm"], KEYS["qroc"]], "reached": 3}
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
