"""Draws 500 variants of each generated item and checks every one as a written item is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coordo_assessments.answers import parse_answer
from coordo_assessments.citations import iter_texts
from coordo_assessments.generators.model import EFFORT_BANDS
from coordo_assessments.items import ChoiceItem, NumericItem
from coordo_assessments.scoring import score_answer
from coordo_assessments.variants import VariantError, draw_item
from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.in_force import NoValueInForceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from coordo_assessments.items import Item
    from coordo_assessments.items_generated import GeneratedItem
    from coordo_assessments.variants import DrawnItem
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.yaml_source import ContentError, YamlSource

DRAWS = 500
_WIDEST_REDRAW = 0.5  # above that share of unsound draws, the errors named do not suit the data
_FEWEST_KEYS = 20  # different keys among the draws: fewer, and neighbours share theirs
_BAD_TEXT = {
    re.compile(r"\{\{|\}\}"): "aucune place restée vide ({{…}})",
    re.compile(r"\d\.\d"): "une virgule décimale",
    re.compile(r"(?<=\S) {2,}(?=\S)"): "une seule espace entre deux mots",
    re.compile(r"(?<![\d,\u202f])[01][ \u00a0](?:heures|jours|minutes|personnes|visites)\b"): (
        "un singulier après 0 ou 1"
    ),
    re.compile(r"\d[ \u202f][%€]|\d[%€]|\w[;!?](?:\s|$)|«(?!\u202f)|(?<!\u202f)»"): (
        "les espaces insécables du français"
    ),
    re.compile(r"\b(?:None|nan|NaN|Decimal)\b"): "un texte sans valeur technique",
}


def iter_variant_faults(
    source: YamlSource, templates: dict[str, GeneratedItem], book: ReferenceBook
) -> Iterator[ContentError]:
    """Yield the faults of the generated items of one file."""
    for index, raw in enumerate(source.plain["items"]):
        template = templates.get(raw["id"])
        if template is None:
            continue
        for value, expected in dict.fromkeys(_iter_faults(template, book)):
            yield source.fault(("items", index, "generator"), expected, value)


def _iter_faults(template: GeneratedItem, book: ReferenceBook) -> Iterator[tuple[str, str]]:
    try:
        drawn = [draw_item(template, f"essai/{rank}".encode(), book) for rank in range(DRAWS)]
    except (VariantError, NoValueInForceError) as error:
        yield "", str(error)
        return
    redrawn = sum(one.draws > 1 for one in drawn) / DRAWS
    if redrawn > _WIDEST_REDRAW:
        yield f"{redrawn:.0%}", "moins de tirages écartés (des erreurs mènent au même nombre)"
    keys = {one.variant.key for one in drawn}
    if len(keys) < _FEWEST_KEYS:
        yield str(len(keys)), f"au moins {_FEWEST_KEYS} réponses différentes en {DRAWS} tirages"
    for one in drawn:
        yield from _iter_item_faults(template, one)


def _iter_item_faults(template: GeneratedItem, drawn: DrawnItem) -> Iterator[tuple[str, str]]:
    low, high = EFFORT_BANDS[template.difficulty]
    effort = drawn.variant.effort
    if not low <= effort <= high:
        yield f"{effort} opérations", f"de {low} à {high} pour une difficulté {template.difficulty}"
    for text in map(set_spaces, iter_texts(drawn.item)):
        for pattern, expected in _BAD_TEXT.items():
            found = pattern.search(text)
            if found:
                yield found.group(), expected
    yield from _iter_key_faults(drawn.item)


def _iter_key_faults(item: Item) -> Iterator[tuple[str, str]]:
    """The key earns all, the answer of each error nothing, and no two are the same."""
    answers: list[dict[str, Any]]
    if isinstance(item, NumericItem):
        wrong = [mistake.value for mistake in item.mistakes]
        answers = [{"text": _write(value, item)} for value in (item.value, *wrong)]
        shown = [_write(value, item) for value in (item.value, *wrong)]
    elif isinstance(item, ChoiceItem):
        ordered = sorted(item.options, key=lambda option: not option.correct)
        answers = [{"options": [option.id]} for option in ordered]
        shown = [option.text for option in item.options]
    else:
        return
    if len(set(shown)) < len(shown):
        yield ", ".join(shown), "des réponses toutes différentes une fois arrondies"
    scores = [score_answer(item, answer).value for answer in answers]
    if scores[0] != 1 or parse_answer(item, answers[0]) is None:
        yield shown[0], "une clé qui rapporte tous les points"
    if any(scores[1:]):
        yield ", ".join(shown[1:]), "des erreurs qui ne rapportent rien"


def _write(value: Decimal, item: NumericItem) -> str:
    return format_quantity(value, item.unit, item.decimals)
