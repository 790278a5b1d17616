"""A case of five months that asks in the five ways, with things to open and time that presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from case_sample import CASE, lay_case_course

if TYPE_CHECKING:
    from pathlib import Path

PARTS = """\
places:
  - {id: "bureau", name: "Votre bureau", text: "Une porte qui ferme mal."}
  - {id: "cour", name: "La cour"}
chapters:
  - {id: "un", title: "Avant", at: 0}
  - {id: "deux", title: "Après", at: 2}
documents:
  - id: "lettre"
    title: "La lettre de l'agence"
    decisions: ["annonce", "appels"]
    minutes: 15
    cost: "Trois pages."
    author: "L'agence"
    date: "lundi 2 septembre"
    effects: {add: {heures: 1}}
    body: "La date est [[ssiad-echeance-sad]]."
    table:
      caption: "Le calendrier"
      columns: ["Quoi", "Quand"]
      rows: [["Dossier", "mars"], ["Visite", "mai"]]
hints:
  - id: "conseil"
    title: "Demander à une collègue"
    decisions: ["annonce"]
    minutes: 10
    body: "Dites-le tôt."
meetings:
  - id: "voir-kaci"
    title: "La voir dans la cour"
    decisions: ["heures"]
    person: "kaci"
    place: "cour"
    cost: "Sa pause."
    passages: [{kind: "parole", speaker: "kaci", text: "« Onze ans. »"}]
intro:
  - text: "**Lundi.**"
decisions:
  - id: "annonce"
    title: "Que dites-vous ?"
    at: 0
    place: "bureau"
    minutes: 20
    passages: [{text: "Elle attend."}]
    text: "Il faut répondre."
    why: "Une équipe prévenue tard se défend."
    sources: ["Un livre, 2019"]
    choices:
      - {id: "dire", text: "Tout dire", effects: {add: {confiance: 6}}}
      - {id: "taire", text: "Se taire", effects: {add: {confiance: -6}}}
    expert: [{choice: "dire", commentary: "Elle dit."}]
  - id: "appels"
    kind: "multiple"
    title: "Qui appelez-vous ?"
    at: 1
    place: "bureau"
    passages: [{text: "Trois numéros."}]
    text: "Deux au plus."
    why: "Le temps manque."
    least: 1
    most: 2
    choices:
      - {id: "fille", text: "La fille.", effects: {add: {confiance: 1}}}
      - {id: "voisin", text: "Le voisin.", effects: {add: {confiance: -1}}}
      - {id: "cabinet", text: "Le cabinet.", effects: {add: {continuite: 2}}}
    forbidden: [{choices: ["fille", "voisin"], reason: "Ils ne se parlent plus."}]
    expert: [{choices: ["cabinet", "fille"], commentary: "Les deux qui savent."}]
  - id: "heures"
    kind: "allocation"
    title: "Quatorze heures"
    at: 2
    passages: [{text: "Un budget."}]
    text: "Répartissez."
    why: "Une heure ici manque là."
    total: 14
    unit: "h"
    step: 0.5
    spend_all: true
    lines:
      - {id: "matin", text: "Le matin", min: 2, max: 10, per_unit: {continuite: 0.5}}
      - {id: "soir", text: "Le soir", max: 14, per_unit: {confiance: 0.5}}
    expert: [{amounts: {soir: 6.5, matin: 7.5}, commentary: "Presque la moitié."}]
  - id: "ordre"
    kind: "ordering"
    title: "Par quoi commencer"
    at: 3
    passages: [{text: "Trois choses."}]
    text: "Dans quel ordre ?"
    why: "L'une attend l'autre."
    elements:
      - {id: "lit", text: "Le lit"}
      - {id: "repas", text: "Les repas"}
      - {id: "clef", text: "La clef"}
    rules: [{id: "clef-lit", element: "clef", before: "lit", effects: {add: {continuite: 3}}}]
    expert: [{order: ["clef", "lit", "repas"], commentary: "On entre d'abord."}]
  - id: "mot"
    kind: "text"
    title: "Un mot"
    at: 4
    passages: [{text: "Un cahier."}]
    text: "Écrivez."
    why: "On vous lira."
    least_length: 10
    most_length: 400
    expert: [{text: "On appelle, à toute heure.", commentary: "Court."}]
events:
  - id: "grippe"
    label: "La grippe"
    at: 2
    probability: {base: 0.9, weights: {confiance: -0.01}}
    effects: {add: {confiance: -9}}
    passages: [{kind: "evenement", text: "La grippe passe."}]
outcomes:
  - {id: "fin", title: "Une porte", summary: "C'est fait.", passages: [{text: "Voilà."}]}
lives:
  - person: "roussel"
    variants: [{text: "Il a vu deux visages."}]
questions: ["Qu'avez-vous tu ?", "À quel prix ?", "Et lundi ?"]
"""

ANSWERS = (
    {"choice": "taire"},
    {"choices": ["fille", "cabinet"]},
    {"amounts": [{"line": "matin", "amount": 7.5}, {"line": "soir", "amount": 6.5}]},
    {"order": ["lit", "clef", "repas"]},
    {"text": "On appelle [[nulle-part]] <b>à toute heure</b>."},
)


def lay_kinds_course(root: Path) -> Path:
    """Lay the course of this case under ``root`` and return the folder of its module."""
    text = CASE.read_text(encoding="utf-8")
    kept = text[: text.index("intro:")].replace(
        'wants: "Apprendre', 'knows: "Que deux collègues partent."\n    wants: "Apprendre'
    )
    scenario = root / "kinds.yml"
    scenario.write_text(kept + PARTS, encoding="utf-8")
    return lay_case_course(root / "course", scenario)
