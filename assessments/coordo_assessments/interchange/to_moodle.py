"""Makes a Moodle question of an item, and says what Moodle will not do with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import set_spaces

from coordo_assessments.interchange.exporter import Exporter
from coordo_assessments.interchange.fractions_of_moodle import (
    FULL,
    ZERO,
    divide,
    find_nearest,
)
from coordo_assessments.interchange.question import Loss, MoodleAnswer, MoodleQuestion
from coordo_assessments.items import (
    ChoiceItem,
    ClassificationItem,
    FreeTextItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrmItem,
    QrocItem,
    QruItem,
    TcsItem,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items import Item

HALF = Decimal(50)
NOT_CARRIED = {
    "zone": "Moodle n’a pas de zones nommées avec leur liste au clavier",
    "positioning": "Moodle n’a pas de positionnement sur deux axes",
    "table": "Moodle n’a pas de tableau à remplir, cellule par cellule",
    "cloze": "la syntaxe des trous de Moodle (Cloze) n’est pas écrite ici",
    "justified": "Moodle n’a pas de vrai ou faux avec sa justification",
    "dossier": "Moodle n’a pas de dossier progressif sans retour en arrière",
    "kfp": "Moodle ne lie pas trois questions en une",
}


def export_item(item: Item, book: ReferenceBook) -> tuple[MoodleQuestion | None, tuple[Loss, ...]]:
    """Make a Moodle question of an item.

    Returns:
        The question (None for a format that Moodle lacks) and what is lost.

    Raises:
        UnknownReferenceError: the item cites a fact that the course does not hold.
    """
    exporter = Exporter(item, book)
    build_parts = _PARTS.get(item.type)
    if build_parts is None:
        why = NOT_CARRIED.get(item.type, "ce format n’existe pas dans Moodle")
        return None, (Loss(item.id, "", f"non exporté, {why}."),)
    question = exporter.build(build_parts(exporter, item))
    return question, tuple(exporter.losses)


def _build_choice(exporter: Exporter, item: ChoiceItem) -> dict[str, Any]:
    exporter.tags["propositions"] = [" ".join(option.id for option in item.options)]
    right, wrong = len(item.key), len(item.options) - len(item.key)
    penalty = ZERO
    if isinstance(item, QrmItem):
        exporter.lose("type", _QRM_RULE, is_recovered=True)
        penalty = -divide(wrong) if wrong else ZERO
    elif not isinstance(item, QruItem):
        exporter.lose("type", _QRP_RULE, is_recovered=True)
        penalty = -divide(right)
    _note_weights(exporter, item)
    answers = tuple(
        MoodleAnswer(
            text=exporter.write(option.text),
            fraction=divide(right)
            if option.correct
            else (-FULL if option.weight == "inacceptable" else penalty),
            feedback=exporter.write(option.explanation),
        )
        for option in item.options
    )
    return {
        "kind": "multichoice",
        "is_single": isinstance(item, QruItem),
        "is_shuffled": item.shuffle,
        "answers": answers,
    }


_QRM_RULE = (
    "la règle officielle des discordances (1\u202f; 0,5\u202f; 0,2\u202f; 0) n’existe pas dans "
    "Moodle\u202f: chaque bonne coche ajoute sa part, chaque mauvaise en retire."
)
_QRP_RULE = (
    "Moodle ne limite pas le nombre de coches\u202f: une coche fausse y retire la part d’une juste."
)


def _note_weights(exporter: Exporter, item: ChoiceItem) -> None:
    for weight in ("indispensable", "inacceptable"):
        ids = [option.id for option in item.options if option.weight == weight]
        if ids:
            exporter.tags[weight] = [" ".join(ids)]
    if "indispensable" in exporter.tags:
        why = "« indispensable » : Moodle ne met pas zéro quand elle manque."
        exporter.lose("options.weight", set_spaces(why), is_recovered=True)
    if "inacceptable" in exporter.tags:
        why = "« inacceptable » devient −100 %, ce qui annule bien la question."
        exporter.lose("options.weight", set_spaces(why), is_recovered=True)


def _build_short(exporter: Exporter, item: QrocItem) -> dict[str, Any]:
    exporter.lose("type", "Moodle ne pardonne ni accent, ni article, ni ponctuation.")
    answers = (
        *(MoodleAnswer(escape_star(text), FULL) for text in item.accepted),
        *(MoodleAnswer(escape_star(text), HALF) for text in item.acceptable),
        *(
            MoodleAnswer(escape_star(entry.answer), ZERO, exporter.write(entry.explanation))
            for entry in item.mistakes
        ),
    )
    return {"kind": "shortanswer", "answers": answers}


def escape_star(text: str) -> str:
    """Keep a star from standing for any text."""
    return text.replace("*", "\\*")


def _build_numeric(exporter: Exporter, item: NumericItem) -> dict[str, Any]:
    exporter.tags["decimales"] = [str(item.decimals)]
    exporter.lose("decimals", "Moodle ne sait pas arrondir la clé affichée.", is_recovered=True)
    mistakes = tuple(
        MoodleAnswer(f"{entry.value:f}", ZERO, exporter.write(entry.explanation), item.tolerance)
        for entry in item.mistakes
    )
    key = MoodleAnswer(f"{item.value:f}", FULL, "", item.tolerance)
    return {"kind": "numerical", "answers": (key, *mistakes), "unit": item.unit}


def _build_ordering(exporter: Exporter, item: OrderingItem) -> dict[str, Any]:
    exporter.tags["elements"] = [" ".join(item.key)]
    why = (
        "Moodle n’a pas le tau de Kendall\u202f: chaque élément y compte s’il suit tous les siens."
    )
    exporter.lose("type", why, is_recovered=True)
    answers = tuple(
        MoodleAnswer(exporter.write(entry.text), Decimal(rank), exporter.write(entry.explanation))
        for rank, entry in enumerate(item.elements, start=1)
    )
    return {"kind": "ordering", "answers": answers}


def _build_matching(exporter: Exporter, item: MatchingItem) -> dict[str, Any]:
    texts = {entry.id: exporter.write(entry.text) for entry in item.right}
    exporter.tags["gauche"] = [" ".join(entry.id for entry in item.left)]
    exporter.lose("left.explanation", "Moodle n’explique pas chaque paire.")
    pairs = [(exporter.write(entry.text), entry.match) for entry in item.left]
    return {"kind": "matching", "pairs": _write_pairs(exporter, "droite", pairs, texts)}


def _build_classification(exporter: Exporter, item: ClassificationItem) -> dict[str, Any]:
    texts = {entry.id: exporter.write(entry.text) for entry in item.categories}
    exporter.tags["elements"] = [" ".join(entry.id for entry in item.elements)]
    exporter.lose("type", "les catégories deviennent une liste par élément.", is_recovered=True)
    exporter.lose("elements.explanation", "Moodle n’explique pas chaque élément.")
    pairs = [(exporter.write(entry.text), entry.category) for entry in item.elements]
    return {"kind": "matching", "pairs": _write_pairs(exporter, "categories", pairs, texts)}


def _write_pairs(
    exporter: Exporter, tag: str, pairs: list[tuple[str, str]], texts: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Right entries that nothing matches come last, without a left text: spare choices."""
    used = list(dict.fromkeys(right for _left, right in pairs))
    spare = [right for right in texts if right not in used]
    exporter.tags[tag] = [" ".join([*used, *spare])]
    if list(texts) != [*used, *spare]:
        exporter.tags[f"ordre-{tag}"] = [" ".join(texts)]
    return (
        *((left, texts[right]) for left, right in pairs),
        *(("", texts[right]) for right in spare),
    )


def _build_script(exporter: Exporter, item: TcsItem) -> dict[str, Any]:
    most = max(item.votes.values())
    worth = {degree: FULL * item.votes.get(degree, 0) / most for degree in (-2, -1, 0, 1, 2)}
    rounded = {degree: find_nearest(credit) for degree, credit in worth.items()}
    if any(abs(rounded[degree] - credit) >= 1 for degree, credit in worth.items()):
        exporter.lose("panel", "crédits arrondis aux pourcentages que Moodle accepte.")
    exporter.lose("panel", "les votes et les raisons des experts ne voyagent pas.")
    exporter.lose("hypothesis", "hypothèse et information sont jointes à l’énoncé.")
    answers = tuple(
        MoodleAnswer(f"{degree:+d}" if degree else "0", credit)
        for degree, credit in rounded.items()
    )
    text = "\n\n".join(
        (
            exporter.write(item.stem),
            f"**Si vous pensiez à\u202f:** {exporter.write(item.hypothesis)}",
            f"**et que vous apprenez\u202f:** {exporter.write(item.information)}",
            f"**{_SCALE}**",
        )
    )
    return {"kind": "multichoice", "text": text, "is_shuffled": False, "answers": answers}


_SCALE = "cette idée devient, de −2 (écartée) à +2 (presque certaine)\u202f:"


def _build_essay(exporter: Exporter, item: FreeTextItem) -> dict[str, Any]:
    exporter.lose("rubric", "la grille est écrite pour le correcteur, sans points à cocher.")
    exporter.lose("guidance", "elle précède la grille, dans le même texte.")
    lines = [exporter.write(item.guidance)]
    for criterion in item.rubric:
        lines.append(f"**{exporter.write(criterion.criterion)}**")
        lines.append(
            "\n".join(
                f"- {level.points:f}\u202f: {exporter.write(level.description)}"
                for level in criterion.levels
            )
        )
    info = "\n\n".join(lines)
    return {"kind": "essay", "grader_info": info, "max_words": item.max_words}


_PARTS: dict[str, Callable[[Exporter, Any], dict[str, Any]]] = {
    "qru": _build_choice,
    "qrm": _build_choice,
    "qrp": _build_choice,
    "qrpl": _build_choice,
    "qroc": _build_short,
    "numeric": _build_numeric,
    "ordering": _build_ordering,
    "matching": _build_matching,
    "classification": _build_classification,
    "tcs": _build_script,
    "free_text": _build_essay,
}
