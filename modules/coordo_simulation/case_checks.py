"""Checks what a closed schema cannot: that every name in a scenario means something."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from coordo_simulation.answer_conditions import HasOpened, HasOrdered
from coordo_simulation.case_circles import iter_circles
from coordo_simulation.case_decision_checks import (
    Fault,
    Location,
    iter_decision_faults,
    iter_time_faults,
    iter_unknown_answers,
)
from coordo_simulation.case_decisions import Line, OrderRule
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_rules_checks import iter_rule_faults
from coordo_simulation.case_schema import ScenarioFields
from coordo_simulation.conditions import HasFlag, Threshold
from coordo_simulation.declaration import ParameterError
from coordo_simulation.effects import Effect, Probability
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.periods import tell_bad_start
from coordo_simulation.references import ReferenceBook, UnknownReferenceError

LATEST_START = 2200
"""Year: the calendar must hold the whole case."""

ITEM_LISTS = ("documents", "hints", "meetings")

REFERENCE_MARK = re.compile(r"\[\[([a-z0-9-]+)(?:\|[^\]]*)?\]\]")


def iter_faults(scenario: ScenarioFields, book: ReferenceBook) -> Iterator[Fault]:
    """Yield each fault with its place in the file and what was expected there (French)."""
    for where, expected in _iter_plain_faults(scenario, book):
        yield where, set_spaces(expected)


def _iter_plain_faults(scenario: ScenarioFields, book: ReferenceBook) -> Iterator[Fault]:
    yield from _iter_duplicates(scenario)
    yield from _iter_unknown_names(scenario)
    yield from _iter_bad_references(scenario, book)
    for position, decision in enumerate(scenario.decisions):
        yield from iter_decision_faults(decision, ("decisions", position), scenario.periods)
    for position, event in enumerate(scenario.events):
        yield from iter_time_faults(event, ("events", position), scenario.periods)
    yield from iter_circles(scenario)
    yield from _iter_chapter_faults(scenario)
    yield from _iter_item_faults(scenario)
    if scenario.outcomes[-1].when is not None:
        yield ("outcomes", len(scenario.outcomes) - 1, "when"), "une dernière issue sans condition"
    for position, life in enumerate(scenario.lives):
        if life.variants[-1].when is not None:
            yield ("lives", position, "variants"), "une dernière variante sans condition"
    yield from _iter_probability_faults(scenario)
    yield from _iter_model_faults(scenario)


def iter_parts(model: BaseModel, where: Location = ()) -> Iterator[tuple[Location, BaseModel]]:
    """Yield a model and all the models inside it, with their places in the file."""
    yield where, model
    for name, info in type(model).model_fields.items():
        value, key = getattr(model, name), info.alias or name
        if isinstance(value, BaseModel):
            yield from iter_parts(value, (*where, key))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from iter_parts(item, (*where, key, position))


def iter_texts(model: BaseModel) -> Iterator[tuple[Location, str]]:
    """Yield every text of a model with its place; ids are among them."""
    for where, part in iter_parts(model):
        for name in type(part).model_fields:
            yield from _iter_strings(getattr(part, name), (*where, name))


def _iter_strings(value: object, where: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple | dict):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _iter_strings(item, (*where, key))


def _iter_duplicates(scenario: ScenarioFields) -> Iterator[Fault]:
    lists = ("people", "places", "chapters", "indicators", "variables", "events", "decisions",
             "outcomes")  # fmt: skip
    for name in lists:
        yield from _iter_repeated([item.id for item in getattr(scenario, name)], (name,))
    items = [(name, item.id) for name in ITEM_LISTS for item in getattr(scenario, name)]
    counts = Counter(item for _name, item in items)
    for name, item in items:
        if counts[item] > 1:
            yield (name,), f"un identifiant unique (« {item} » est répété)"
    both = {v.id for v in scenario.indicators} & {v.id for v in scenario.variables}
    if both:
        yield ("variables",), f"des noms qui ne sont pas ceux d’un indicateur : {sorted(both)}"
    for where, part in iter_parts(scenario):
        for name in ("choices", "lines", "elements", "rules", "later"):
            parts = getattr(part, name, ())
            if parts and hasattr(parts[0], "id"):
                yield from _iter_repeated([item.id for item in parts], (*where, name))


def _iter_repeated(ids: list[str], where: Location) -> Iterator[Fault]:
    counts = Counter(ids)
    for position, item in enumerate(ids):
        if counts[item] > 1:
            yield (*where, position, "id"), f"un identifiant unique (« {item} » est répété)"


def _iter_unknown_names(scenario: ScenarioFields) -> Iterator[Fault]:
    variables = {v.id for v in scenario.indicators} | {v.id for v in scenario.variables}
    people = {person.id for person in scenario.people}
    places = {place.id for place in scenario.places}
    items = {item.id for name in ITEM_LISTS for item in getattr(scenario, name)}
    decisions = {decision.id: decision for decision in scenario.decisions}
    for where, part in iter_parts(scenario):
        yield from iter_unknown_answers(part, where, decisions)
        speaker = getattr(part, "speaker", None) or getattr(part, "person", None)
        if speaker is not None and speaker not in people:
            yield where, f"une personne du cas (« {speaker} » n’y est pas)"
        place = None if isinstance(part, OrderRule | HasOrdered) else getattr(part, "place", None)
        if place is not None and place not in places:
            yield (*where, "place"), f"un lieu du cas (« {place} » n’y est pas)"
        if isinstance(part, HasOpened) and part.opened not in items:
            yield where, f"un document, un indice ou une rencontre (« {part.opened} » n’y est pas)"
        for name in _iter_variables(part):
            if name not in variables:
                yield where, f"une variable déclarée (« {name} » ne l’est pas)"
        for name in _iter_flags(part):
            if name not in scenario.flags:
                yield where, f"un fait déclaré dans flags (« {name} » ne l’est pas)"


def _iter_bad_references(scenario: ScenarioFields, book: ReferenceBook) -> Iterator[Fault]:
    """A case is dated: what it cites must hold when it starts, not when the check runs."""
    for where, text in iter_texts(scenario):
        for reference in REFERENCE_MARK.findall(text):
            yield from iter_bad_reference(reference, where, book, scenario.start)
    for rank, decision in enumerate(scenario.decisions):
        for reference in decision.references:
            where = ("decisions", rank, "references")
            yield from iter_bad_reference(reference, where, book, scenario.start)


def _iter_variables(part: BaseModel) -> Iterator[str]:
    if isinstance(part, Threshold):
        yield part.variable
    elif isinstance(part, Effect):
        yield from (*part.add, *part.set)
    elif isinstance(part, Probability):
        yield from part.weights
    elif isinstance(part, Line):
        yield from part.per_unit


def _iter_flags(part: BaseModel) -> Iterator[str]:
    if isinstance(part, HasFlag):
        yield part.flag
    elif isinstance(part, Effect):
        yield from (*part.flags, *part.clear)


def iter_bad_reference(
    reference: str, where: Location, book: ReferenceBook, start: dt.date
) -> Iterator[Fault]:
    """Yield a reference that the course does not have, or that has expired when the case starts."""
    try:
        if book.is_expired(reference, start):
            yield where, f"une référence encore valable au début du cas (« {reference} » a expiré)"
    except UnknownReferenceError:
        yield where, f"une référence de course/references.yml (« {reference} » n’y est pas)"


def _iter_chapter_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    starts = [chapter.at for chapter in scenario.chapters]
    is_ordered = starts == sorted(set(starts))
    if starts and (starts[0] != 0 or not is_ordered or starts[-1] >= scenario.periods):
        yield ("chapters",), "des chapitres qui se suivent, le premier à 0, le dernier avant la fin"


def _iter_item_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    decisions = {decision.id: decision for decision in scenario.decisions}
    for name in ITEM_LISTS:
        for rank, item in enumerate(getattr(scenario, name)):
            where: Location = (name, rank, "decisions")
            for decision in item.decisions:
                if decision not in decisions:
                    yield where, f"une décision du cas (« {decision} » n’y est pas)"
                elif item.minutes > (decisions[decision].minutes or item.minutes):
                    yield (name, rank, "minutes"), f"au plus le temps de « {decision} »"


def _iter_probability_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    """Yield each chance that is none: out of 0 to 1, whatever the variables are worth."""
    bounds = {v.id: (v.min, v.max) for v in (*scenario.indicators, *scenario.variables)}
    for where, part in iter_parts(scenario):
        if not isinstance(part, Probability) or not bounds.keys() >= part.weights.keys():
            continue
        ends = [sorted((w * bounds[n][0], w * bounds[n][1])) for n, w in part.weights.items()]
        low, high = (part.base + sum(end[side] for end in ends) for side in (0, 1))
        if not ends and not 0 < part.base <= 1:
            yield (*where, "base"), "une probabilité supérieure à 0 et d’au plus 1"
        elif ends and (high <= 0 or low >= 1):
            reach = f"de {format_number(low, 2)} à {format_number(high, 2)}"
            yield where, f"une probabilité entre 0 et 1 pour certaines valeurs (elle va {reach})"


def _iter_model_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    model = MODELS.get(scenario.model.name)
    if model is None:
        yield ("model", "name"), f"un modèle parmi {sorted(MODELS)}"
        return
    if scenario.start.year > LATEST_START:
        yield ("start",), f"une année d’au plus {LATEST_START}"
    expected = tell_bad_start(scenario.start, model.unit)
    if expected is not None:
        yield ("start",), expected
    places: dict[str, Location] = {
        variable.id: (name, rank)
        for name in ("indicators", "variables")
        for rank, variable in enumerate(getattr(scenario, name))
    }
    for name, wanted in model.iter_misfits((*scenario.indicators, *scenario.variables)):
        yield ("variables",) if name is None else places[name], wanted
    yield from iter_rule_faults(scenario)
    for name, value in () if model.is_open else scenario.model.parameters.items():
        try:
            model.declaration.build_values({name: value})
        except ParameterError as error:
            yield ("model", "parameters", name), f"un paramètre du modèle ({error})"
