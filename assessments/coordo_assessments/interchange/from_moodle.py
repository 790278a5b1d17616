"""Makes an item of a Moodle question: what is missing is named, and marked in the draft."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from coordo_simulation.expectations import describe_expectation
from pydantic import TypeAdapter, ValidationError

from coordo_assessments.interchange.draft import TO_WRITE, Draft
from coordo_assessments.interchange.fractions_of_moodle import FULL
from coordo_assessments.interchange.moodle_tags import list_foreign, read_tags
from coordo_assessments.interchange.question import Loss, MoodleAnswer, MoodleQuestion
from coordo_assessments.items import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_QRM_MOST, _QRP_MOST = 5, 10
_HALF = Decimal(50)
_LEAST = Decimal("0.00001")
_NAMES = {
    "truefalse": "vrai ou faux\u202f: ajoutez des raisons, le format d’ici les demande",
    "description": "simple texte, sans question",
    "cloze": "texte à trous (Cloze)",
    "multianswer": "texte à trous (Cloze)",
}


@dataclass(frozen=True)
class Defaults:
    """What an item needs and Moodle does not have."""

    objectives: tuple[str, ...]
    competencies: tuple[str, ...]
    difficulty: int = 2


def import_question(
    question: MoodleQuestion, defaults: Defaults
) -> tuple[Item | None, tuple[Loss, ...]]:
    """Make an item of a question.

    Returns:
        The item (None where the bank has no such format or a rule refuses it) and the losses.
    """
    name = question.idnumber or question.name or "question sans nom"
    draft = Draft(question, name, read_tags(question.tags))
    build_parts = _PARTS.get(question.kind)
    if build_parts is None or draft.tags.get("type") == ["tcs"]:
        told = _NAMES.get(question.kind, f"type « {question.kind} »")
        if draft.tags.get("type") == ["tcs"]:
            told = "TCS sans les votes de son panel"
        return None, (Loss(name, "", f"non importé, {told}."),)
    for element in question.unread:
        draft.lose("", f"{element} laissé de côté.")
    for tag in list_foreign(question.tags):
        draft.lose("", f"étiquette « {tag} » laissée de côté.")
    content = {**_build_common(draft, defaults), **build_parts(draft)}
    try:
        return _ITEM.validate_python(content), tuple(draft.losses)
    except ValidationError as error:
        detail = error.errors()[0]
        key = ".".join(str(part) for part in detail["loc"][1:])
        expected = describe_expectation(detail)
        draft.lose(key, f"non importé, attendu\u202f: {expected}.")
        return None, tuple(draft.losses)


def slugify(text: str) -> str:
    """Make a kebab-case id of a text."""
    parted = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", " ")
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def _build_common(draft: Draft, defaults: Defaults) -> dict[str, Any]:
    question, tags = draft.question, draft.tags
    item_id = question.idnumber if slugify(question.idnumber) == question.idnumber else ""
    item_id = item_id or slugify(question.idnumber or question.name) or "question"
    if question.idnumber and item_id != question.idnumber:
        draft.lose("id", f"identifiant réécrit\u202f: {item_id}.")
    if "objectif" not in tags:
        draft.lose("objectives", "objectif et compétence mis par défaut\u202f: vérifiez-les.")
    common: dict[str, Any] = {
        "id": item_id,
        "title": question.name or TO_WRITE,
        "objectives": tags.get("objectif", list(defaults.objectives)),
        "competencies": tags.get("competence", list(defaults.competencies)),
        "difficulty": int(_read_int(tags.get("difficulte"), defaults.difficulty)),
        "points": question.grade,
        "stem": question.text,
        "explanation": draft.explain(question.feedback, "explanation"),
        "references": tags.get("reference", []),
    }
    if "reference" not in tags:
        draft.lose("sources", "aucune source\u202f: « coordo check » en demandera une.")
    if tags.get("au"):
        common["as_of"] = tags["au"][0]
    if tags.get("certitude"):
        common["certainty"] = True
    return common


def _build_choice(draft: Draft) -> dict[str, Any]:
    question = draft.question
    ids = draft.tags.get("propositions", [""])[0].split()
    if len(ids) != len(question.answers):
        ids = [chr(ord("a") + rank) for rank in range(len(question.answers))]
    weights = {
        option: weight
        for weight in ("indispensable", "inacceptable")
        for option in draft.tags.get(weight, [""])[0].split()
    }
    kind = draft.tags.get("type", [""])[0] or _guess_choice(draft)
    least = FULL if kind == "qru" else _LEAST
    rights = [answer.fraction >= least for answer in question.answers]
    options = [
        {
            "id": option,
            "text": answer.text,
            "correct": is_right,
            "weight": weights.get(option),
            "explanation": draft.explain(answer.feedback, f"options.{option}.explanation"),
        }
        for option, answer, is_right in zip(ids, question.answers, rights, strict=True)
    ]
    parts: dict[str, Any] = {"type": kind, "options": options, "shuffle": question.is_shuffled}
    if kind in {"qrp", "qrpl"}:
        parts["expected_count"] = sum(rights)
    return parts


def _guess_choice(draft: Draft) -> str:
    """The format that a foreign question is nearest to; what changes is told."""
    question = draft.question
    size = len(question.answers)
    if size <= _QRM_MOST:
        kind = "qru" if question.is_single else "qrm"
    else:
        kind = "qrp" if size <= _QRP_MOST else "qrpl"
        draft.lose("expected_count", "le nombre de bonnes réponses sera annoncé.")
    if kind != "qru":
        draft.lose("type", "les pourcentages de Moodle cèdent la place à la règle officielle.")
    elif any(answer.fraction not in {FULL, 0} for answer in question.answers):
        draft.lose("options", "réponses en partie justes\u202f: seule celle à 100 % reste juste.")
    return kind


def _build_short(draft: Draft) -> dict[str, Any]:
    accepted, acceptable, mistakes = [], [], []
    for answer in draft.question.answers:
        text = answer.text.replace("\\*", "*")
        if "*" in answer.text.replace("\\*", ""):
            draft.lose(
                "accepted", f"« {answer.text} »\u202f: une réponse à joker, laissée de côté."
            )
        elif answer.fraction == FULL:
            accepted.append(text)
        elif answer.fraction > 0:
            acceptable.append(text)
            if answer.fraction != _HALF:
                draft.lose("acceptable", f"« {text} » valait {answer.fraction} %, vaudra 50 %.")
        else:
            told = draft.explain(answer.feedback, "mistakes.explanation")
            mistakes.append({"answer": text, "explanation": told})
        if answer.fraction > 0 and answer.feedback:
            draft.lose("accepted", f"« {text} »\u202f: son retour est laissé de côté.")
    return {
        "type": "qroc",
        "accepted": accepted,
        "acceptable": acceptable,
        "mistakes": mistakes,
    }


def _build_number(draft: Draft) -> dict[str, Any]:
    answers = [answer for answer in draft.question.answers if answer.text != "*"]
    if len(answers) < len(draft.question.answers):
        draft.lose("mistakes", "le retour à « toute autre réponse » est laissé de côté.")
    key = next((answer for answer in answers if answer.fraction == FULL), None)
    others = [answer for answer in answers if answer is not key]
    if any(answer.fraction > 0 for answer in others):
        draft.lose("mistakes", "une réponse en partie juste devient une erreur fréquente.")
    if key is not None and key.feedback:
        draft.lose("value", "le retour à la bonne réponse est laissé de côté.")
    value = key.text if key else ""
    return {
        "type": "numeric",
        "value": value,
        "tolerance": key.tolerance or 0 if key else 0,
        "unit": draft.question.unit,
        "decimals": _read_int(draft.tags.get("decimales"), len(value.partition(".")[2])),
        "mistakes": [_build_mistake(draft, answer) for answer in others],
    }


def _build_mistake(draft: Draft, answer: MoodleAnswer) -> dict[str, str]:
    told = draft.explain(answer.feedback, "mistakes.explanation")
    return {"value": answer.text, "explanation": told}


def _build_ordering(draft: Draft) -> dict[str, Any]:
    answers = sorted(draft.question.answers, key=lambda answer: answer.fraction)
    ids = draft.ids("elements", len(answers), "element")
    return {
        "type": "ordering",
        "elements": [
            {
                "id": entry,
                "text": answer.text,
                "explanation": draft.explain(answer.feedback, f"elements.{entry}.explanation"),
            }
            for entry, answer in zip(ids, answers, strict=True)
        ],
    }


def _build_pairs(draft: Draft) -> dict[str, Any]:
    pairs = [(left, right) for left, right in draft.question.pairs if left.strip()]
    texts = list(dict.fromkeys(right for _left, right in draft.question.pairs))
    if draft.tags.get("type") == ["classification"]:
        return _build_classification(draft, pairs, texts)
    lefts = draft.ids("gauche", len(pairs), "gauche")
    rights = draft.ids("droite", len(texts), "droite")
    return {
        "type": "matching",
        "left": [
            {
                "id": entry,
                "text": left,
                "match": rights[texts.index(right)],
                "explanation": draft.explain("", f"left.{entry}.explanation"),
            }
            for entry, (left, right) in zip(lefts, pairs, strict=True)
        ],
        "right": _restore_order(draft, "droite", rights, texts),
    }


def _build_classification(
    draft: Draft, pairs: Sequence[tuple[str, str]], texts: list[str]
) -> dict[str, Any]:
    elements = draft.ids("elements", len(pairs), "element")
    categories = draft.ids("categories", len(texts), "categorie")
    return {
        "type": "classification",
        "categories": _restore_order(draft, "categories", categories, texts),
        "elements": [
            {
                "id": entry,
                "text": text,
                "category": categories[texts.index(right)],
                "explanation": draft.explain("", f"elements.{entry}.explanation"),
            }
            for entry, (text, right) in zip(elements, pairs, strict=True)
        ],
    }


def _restore_order(
    draft: Draft, tag: str, ids: Sequence[str], texts: Sequence[str]
) -> list[dict[str, str]]:
    entries = {entry: {"id": entry, "text": text} for entry, text in zip(ids, texts, strict=True)}
    order = draft.tags.get(f"ordre-{tag}", [""])[0].split()
    return [entries[entry] for entry in (order if set(order) == set(entries) else entries)]


def _build_essay(draft: Draft) -> dict[str, Any]:
    points = draft.question.grade
    draft.lose("rubric", "la grille est à écrire\u202f: un seul critère tient la place.")
    parts: dict[str, Any] = {
        "type": "free_text",
        "guidance": draft.explain(draft.question.grader_info, "guidance"),
        "rubric": [
            {
                "id": "ensemble",
                "criterion": TO_WRITE,
                "levels": [
                    {"points": 0, "description": TO_WRITE},
                    {"points": points, "description": TO_WRITE},
                ],
            }
        ],
    }
    if draft.question.max_words:
        parts["max_words"] = draft.question.max_words
    return parts


def _read_int(given: Sequence[str] | None, default: int) -> int:
    return int(given[0]) if given and given[0].isdecimal() else default


_PARTS: dict[str, Callable[[Draft], dict[str, Any]]] = {
    "multichoice": _build_choice,
    "shortanswer": _build_short,
    "numerical": _build_number,
    "ordering": _build_ordering,
    "matching": _build_pairs,
    "essay": _build_essay,
}
