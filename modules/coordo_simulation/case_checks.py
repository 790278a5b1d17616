"""Checks what a closed schema cannot: that every name in a scenario means something."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from coordo_simulation.case_models import MODELS
from coordo_simulation.case_schema import DecisionSpec, ScenarioFields
from coordo_simulation.conditions import HasChosen, HasFlag, Threshold
from coordo_simulation.declaration import ParameterError
from coordo_simulation.effects import Effect, Probability
from coordo_simulation.periods import tell_bad_start
from coordo_simulation.references import ReferenceBook, UnknownReferenceError

Location = tuple[int | str, ...]
Fault = tuple[Location, str]

REFERENCE_MARK = re.compile(r"\[\[([a-z0-9-]+)(?:\|[^\]]*)?\]\]")


def iter_faults(scenario: ScenarioFields, book: ReferenceBook) -> Iterator[Fault]:
    """Yield each fault with its place in the file and what was expected there (French)."""
    yield from _iter_duplicates(scenario)
    yield from _iter_unknown_names(scenario)
    yield from _iter_bad_references(scenario, book)
    for position, decision in enumerate(scenario.decisions):
        yield from _iter_decision_faults(decision, ("decisions", position), scenario.periods)
    if scenario.outcomes[-1].when is not None:
        yield ("outcomes", len(scenario.outcomes) - 1, "when"), "une dernière issue sans condition"
    for position, life in enumerate(scenario.lives):
        if life.variants[-1].when is not None:
            yield ("lives", position, "variants"), "une dernière variante sans condition"
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
            value = getattr(part, name)
            if isinstance(value, str):
                yield (*where, name), value
            elif name == "questions":
                yield from (((*where, name, rank), text) for rank, text in enumerate(value))


def _iter_duplicates(scenario: ScenarioFields) -> Iterator[Fault]:
    lists = ("people", "indicators", "variables", "events", "decisions", "outcomes")
    for name in lists:
        yield from _iter_repeated([item.id for item in getattr(scenario, name)], (name,))
    for rank, decision in enumerate(scenario.decisions):
        where: Location = ("decisions", rank, "choices")
        yield from _iter_repeated([choice.id for choice in decision.choices], where)
        for place, choice in enumerate(decision.choices):
            ids = [delayed.id for delayed in choice.later]
            yield from _iter_repeated(ids, (*where, place, "later"))
    both = {v.id for v in scenario.indicators} & {v.id for v in scenario.variables}
    if both:
        yield ("variables",), f"des noms qui ne sont pas ceux d’un indicateur : {sorted(both)}"


def _iter_repeated(ids: list[str], where: Location) -> Iterator[Fault]:
    counts = Counter(ids)
    for position, item in enumerate(ids):
        if counts[item] > 1:
            yield (*where, position, "id"), f"un identifiant unique (« {item} » est répété)"


def _iter_unknown_names(scenario: ScenarioFields) -> Iterator[Fault]:
    variables = {v.id for v in scenario.indicators} | {v.id for v in scenario.variables}
    choices = {d.id: {c.id for c in d.choices} for d in scenario.decisions}
    people = {person.id for person in scenario.people}
    for where, part in iter_parts(scenario):
        yield from _iter_unknown_choices(part, where, choices)
        speaker = getattr(part, "speaker", None) or getattr(part, "person", None)
        if speaker is not None and speaker not in people:
            yield where, f"une personne du cas (« {speaker} » n’y est pas)"
        for name in _iter_variables(part):
            if name not in variables:
                yield where, f"une variable déclarée (« {name} » ne l’est pas)"
        for name in _iter_flags(part):
            if name not in scenario.flags:
                yield where, f"un fait déclaré dans flags (« {name} » ne l’est pas)"


def _iter_bad_references(scenario: ScenarioFields, book: ReferenceBook) -> Iterator[Fault]:
    """A case is dated: what it cites must hold when it starts, not when the check runs."""
    for where, text in iter_texts(scenario):
        for reference in REFERENCE_MARK.findall(text):
            yield from _iter_bad_reference(reference, where, book, scenario.start)
    for rank, decision in enumerate(scenario.decisions):
        for reference in decision.references:
            where = ("decisions", rank, "references")
            yield from _iter_bad_reference(reference, where, book, scenario.start)


def _iter_variables(part: BaseModel) -> Iterator[str]:
    if isinstance(part, Threshold):
        yield part.variable
    elif isinstance(part, Effect):
        yield from (*part.add, *part.set)
    elif isinstance(part, Probability):
        yield from part.weights


def _iter_flags(part: BaseModel) -> Iterator[str]:
    if isinstance(part, HasFlag):
        yield part.flag
    elif isinstance(part, Effect):
        yield from (*part.flags, *part.clear)


def _iter_unknown_choices(
    part: BaseModel, where: Location, choices: dict[str, set[str]]
) -> Iterator[Fault]:
    decision = getattr(part, "decision", None)
    if isinstance(decision, str) and decision not in choices:
        yield where, f"une décision du cas (« {decision} » n’y est pas)"
    elif isinstance(part, HasChosen):
        for choice in part.choices:
            if choice not in choices[part.decision]:
                yield where, f"un choix de « {part.decision} » (« {choice} » n’en est pas un)"


def _iter_bad_reference(
    reference: str, where: Location, book: ReferenceBook, start: dt.date
) -> Iterator[Fault]:
    try:
        if book.is_expired(reference, start):
            yield where, f"une référence encore valable au début du cas (« {reference} » a expiré)"
    except UnknownReferenceError:
        yield where, f"une référence de course/references.yml (« {reference} » n’y est pas)"


def _iter_decision_faults(decision: DecisionSpec, where: Location, periods: int) -> Iterator[Fault]:
    ids = {choice.id for choice in decision.choices}
    for rank, move in enumerate(decision.expert):
        if move.choice not in ids:
            yield (*where, "expert", rank, "choice"), f"un choix parmi {sorted(ids)}"
    if decision.expert[-1].when is not None:
        yield (*where, "expert"), "un dernier geste de l’expert sans condition"
    if (decision.until or decision.at) >= periods:
        yield (*where, "at"), f"un moment avant la fin du cas ({periods})"
    for rank, choice in enumerate(decision.choices):
        for place, delayed in enumerate(choice.later):
            if decision.at + delayed.after > periods:
                yield (*where, "choices", rank, "later", place, "after"), "un effet avant la fin"


def _iter_model_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    model = MODELS.get(scenario.model.name)
    if model is None:
        yield ("model", "name"), f"un modèle parmi {sorted(MODELS)}"
        return
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
    for name, value in scenario.model.parameters.items():
        try:
            model.declaration.build_values({name: value})
        except ParameterError as error:
            yield ("model", "parameters", name), f"un paramètre du modèle ({error})"
