"""What is said of a fishbone: its title, the answer that is read aloud, the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import HELD_LABELS
from coordo_simulation.event_strength import LEVERS
from coordo_simulation.french import set_spaces

from coordo_widgets.figure_model import Table
from coordo_widgets.figures.deliberation_words import count
from coordo_widgets.figures.fishbone_below import tell_bearer
from coordo_widgets.figures.fishbone_marks import STRENGTHS, name_causes

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Action, Cause, Factor

    from coordo_widgets.figures.fishbone_reading import Reading

SEVERAL = 2
NOTHING_FOUND = (
    "La relecture ne relève rien. Elle voit un fait absent, non un fait faux : une analyse "
    "complète n’est pas une analyse juste."
)
NO_FACTOR = "Aucun facteur n’est retenu : on sait ce qui a manqué, pas encore pourquoi."


def tally(number: int, noun: str, *, is_feminine: bool = False) -> str:
    """A small number in words, and what is counted."""
    word = count(number)
    if is_feminine and number < SEVERAL:
        word += "e"
    return f"{word} {noun}{'s' if number >= SEVERAL else ''}"


def build_title(reading: Reading) -> str:
    """What one sees: how many factors, how many roots, what the checks say."""
    analysis = reading.analysis
    if not analysis.factors:
        return set_spaces(NO_FACTOR.rstrip("."))
    stops = sum(reading.stops_at_person(each) for each in analysis.factors)
    said = tally(len(analysis.factors), "facteur").capitalize()
    said += f", {tally(len(reading.roots), 'racine', is_feminine=True)}"
    if stops:
        whom = "s’arrêtent" if stops >= SEVERAL else "s’arrête"
        said += f", dont {count(stops) + ('e' if stops == 1 else '')} qui {whom} à une personne"
    found = len(reading.remarks)
    told = f"relève {tally(found, 'manque')}" if found else "ne relève rien"
    return set_spaces(f"{said} : la relecture {told}")


def build_answer(reading: Reading) -> tuple[str, ...]:
    """What is read aloud: persons, remarks in their order, roots and actions, silent families."""
    remarks = [f"{rank}. {each.text}" for rank, each in enumerate(reading.remarks, 1)]
    said = [_tell_persons(reading), *(remarks or [NOTHING_FOUND]), _tell_roots(reading)]
    return tuple(set_spaces(text) for text in (*said, _tell_silence(reading)) if text)


def _quote(factors: tuple[Factor, ...]) -> str:
    names = [f"« {each.short} »" for each in factors]
    return " et ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _tell_persons(reading: Reading) -> str:
    if not reading.analysis.factors:
        return NO_FACTOR
    grid = reading.analysis.method
    family = next(each.label for each in grid.families if each.is_personal)
    total, personal = len(reading.analysis.factors), len(reading.personal)
    if not personal:
        return f"Aucun facteur n’est dans la famille qui regarde une personne ({family})."
    verb = "regardent" if personal >= SEVERAL else "regarde"
    told = f"{tally(personal, 'facteur').capitalize()} sur {count(total)} {verb} une personne "
    told += f"({family}) : {_quote(reading.personal)}."
    stops = tuple(each for each in reading.personal if reading.stops_at_person(each))
    if stops:
        told += f" Tenir pour racine {_quote(stops)}, c’est s’y arrêter."
    return told


def _tell_roots(reading: Reading) -> str:
    """Each root with the actions that answer it and how strong they are."""
    told = []
    for factor in reading.roots:
        actions = [
            f"{reading.letters[each.id]} ({STRENGTHS[each.strength]})"
            for each in reading.list_actions(factor)
        ]
        told.append(f"« {factor.short} », {_name_actions(actions)}")
    return f"Racines et actions : {' ; '.join(told)}." if told else ""


def _name_actions(actions: list[str]) -> str:
    if not actions:
        return "sans action"
    return f"{'action' if len(actions) < SEVERAL else 'actions'} {' et '.join(actions)}"


def _tell_silence(reading: Reading) -> str:
    """Families in which nothing is written; their questions too where they are few."""
    families = reading.analysis.method.families
    silent = reading.analysis.unused_families
    if not silent or not reading.analysis.factors:
        return ""
    if len(silent) > SEVERAL:
        names = ", ".join(family.label for family in silent)
        return (
            f"Rien d’écrit dans {count(len(silent))} familles sur {count(len(families))} : {names}."
        )
    asked = " ; ".join(f"{family.label} (« {family.question} »)" for family in silent)
    return f"Rien d’écrit sur : {asked}. Ce n’est pas une faute, c’est une question."


def build_table(reading: Reading, *, is_story: bool) -> Table:
    """All that the picture shows: causes, factors, actions, barriers; the story where it does."""
    analysis = reading.analysis
    rows: list[tuple[str, ...]] = [
        (each.what, each.when, "ce que l’on sait", "le récit", "aucune")
        for each in analysis.event.story
        if is_story
    ]
    rows += [_row_of_cause(each, reading) for each in analysis.causes]
    rows += [_row_of_factor(each, reading) for each in analysis.factors]
    rows += [_row_of_action(each, reading) for each in analysis.actions]
    rows += [
        (each.text, "barrière", HELD_LABELS[each.held], "le dommage", "aucune")
        for each in analysis.barriers
    ]
    return Table(
        caption=set_spaces(f"{analysis.event.title} : {analysis.method.label}"),
        columns=(
            "Ce qui est écrit",
            "Ce que c’est",
            "Ce que l’on en sait",
            "Ce à quoi cela répond",
            "Remarques",
        ),
        rows=tuple(tuple(set_spaces(cell) for cell in row) for row in rows),
    )


def _number(reading: Reading, where: str) -> str:
    return ", ".join(str(each) for each in reading.list_numbers(where)) or "aucune"


def _row_of_cause(cause: Cause, reading: Reading) -> tuple[str, ...]:
    explaining = sum(cause.id in factor.explains for factor in reading.analysis.factors)
    return (
        cause.text,
        f"cause immédiate {reading.number_cause(cause.id)}",
        f"expliquée par {tally(explaining, 'facteur')}",
        "l’événement",
        _number(reading, cause.id),
    )


def _row_of_factor(factor: Factor, reading: Reading) -> tuple[str, ...]:
    family = reading.analysis.method.get(factor.family).label
    actions = [reading.letters[each.id] for each in reading.list_actions(factor)]
    evidence = " ; ".join(each for each in factor.evidence if each.strip())
    return (
        factor.text,
        f"{'racine' if factor.is_root else 'facteur'}, {family}",
        evidence or "supposé : aucun fait ne l’établit",
        f"{name_causes(factor, reading)} ; {_name_actions(actions)}",
        _number(reading, factor.id),
    )


def _row_of_action(action: Action, reading: Reading) -> tuple[str, ...]:
    answered = tuple(each for each in reading.analysis.factors if each.id in action.answers)
    indicator = action.indicator or "aucun indicateur"
    return (
        action.text,
        f"action {reading.letters[action.id]} ({LEVERS[action.lever].label})",
        f"{tell_bearer(action)} ; {indicator}",
        _quote(answered) if answered else "aucun facteur retenu",
        _number(reading, action.id),
    )
