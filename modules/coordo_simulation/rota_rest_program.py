"""The days of rest of a rota as constraints of its CP-SAT program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.rota import DAY, SUNDAY, WEEK
from coordo_simulation.rota_rules import RuleId

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota import Caregiver
    from coordo_simulation.rota_program import RotaProgram


def add_rest(program: RotaProgram, caregiver: Caregiver) -> None:
    """Hold a caregiver's week to its rest: one long enough, days in a row, two weeks, a Sunday."""
    _add_weekly_rest(program, caregiver)
    _add_days_in_a_row(program, caregiver)
    _add_two_weeks(program, caregiver)


def _add_weekly_rest(program: RotaProgram, caregiver: Caregiver) -> None:
    model, least = program.model, program.rules.limit(RuleId.WEEKLY_REST)
    rests = [model.new_bool_var("") for _ in range(WEEK)]
    model.add_bool_or(rests)
    for day, rest in enumerate(rests):
        model.add_implication(rest, ~program.works[caregiver.id, day])
        if day == SUNDAY:
            continue  # what follows is not known: nothing bounds that rest
        late = _list_ends(program, caregiver, day - 1)
        for slot, gift in program.days[caregiver.id, day + 1]:
            for end, evening in late:
                if DAY - end + DAY + slot.start < least:
                    model.add_bool_or([~rest, ~gift, *([~evening] if evening is not None else [])])


def _list_ends(
    program: RotaProgram, caregiver: Caregiver, day: int
) -> list[tuple[int, cp_model.IntVar | None]]:
    if day < 0:
        end = caregiver.previous.sunday_end
        return [(end, None)] if end is not None else []
    return [(slot.end, gift) for slot, gift in program.days[caregiver.id, day]]


def _add_days_in_a_row(program: RotaProgram, caregiver: Caregiver) -> None:
    most = program.rules.limit(RuleId.DAYS_IN_A_ROW)
    week = [program.works[caregiver.id, day] for day in range(WEEK)]
    days: list[cp_model.LinearExprT] = [*map(int, caregiver.previous.worked), *week]
    for first in range(len(days) - most):
        window = days[first : first + most + 1]
        if first + most >= WEEK:
            program.model.add(sum(window) <= most)


def _add_two_weeks(program: RotaProgram, caregiver: Caregiver) -> None:
    model, before = program.model, caregiver.previous.worked
    owed = program.rules.limit(RuleId.REST_DAYS) - before.count(False)
    week = [program.works[caregiver.id, day] for day in range(WEEK)]
    model.add(sum(week) <= min(WEEK, WEEK - owed))
    if not before[-2] and not before[-1]:
        return
    weekend = model.new_bool_var("")
    model.add_implication(weekend, ~week[SUNDAY - 1])
    model.add_implication(weekend, ~week[SUNDAY])
    model.add_bool_or([weekend, *([~week[0]] if not before[-1] else [])])
