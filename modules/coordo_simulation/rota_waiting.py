"""The unpaid wait of a rota in its CP-SAT program, and how a rota is bettered to make it shorter.

The wait is weighed once the distance is as small as can be found: its linear relaxation says
little, and would hide what can be proven of the distance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.rota import WEEK
from coordo_simulation.rota_polish import polish
from coordo_simulation.rota_timesheet import build_timesheets, compute_unpaid

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python import cp_model

    from coordo_simulation.rota import Rota
    from coordo_simulation.rota_candidates import Slot
    from coordo_simulation.rota_program import RotaProgram
    from coordo_simulation.rota_solving import Solution

    Gifts = list[tuple[Slot, cp_model.IntVar]]

HOUR = 60
DAYS, HANDS, PIECE = 1, 2, 0.05
"""A day, then two caregivers, and little time for each: a wait is mended between two people."""


class Detour(Closed):
    """What was given away for less waiting.

    ``distance`` is how many minutes further from contracts and wishes the rota is than the
    nearest one found; the waits are minutes, of that one and of the rota. ``weight`` is the
    minutes of distance that an hour of wait was worth.
    """

    weight: int
    distance: int
    wait_before: int
    wait: int


def shorten_waits(
    program: RotaProgram, cost: cp_model.LinearExprT, found: Solution, weight: int, effort: float
) -> tuple[Rota | None, Detour | None]:
    """Look by pieces for a rota that trades distance for wait at ``weight`` minutes an hour.

    Returns:
        The rota, and what it gave away; None where no wait is worth anything.
    """
    if found.rota is None or not weight:
        return found.rota, None
    before = compute_wait(program, found.rota)
    both = sum([HOUR * cost, weight * build_wait(program)])
    program.model.minimize(both)
    start = found.model_copy(
        update={
            "status": "trouvé",
            "objective": HOUR * found.objective + weight * before,
            "bound": 0,
            "spent": 0.0,
        }
    )
    best = polish(program, both, start, effort, days=DAYS, hands=HANDS, piece=PIECE)
    rota = best.rota or found.rota
    wait = compute_wait(program, rota)
    distance = (best.objective - weight * wait) // HOUR - found.objective
    return rota, Detour(weight=weight, distance=distance, wait_before=before, wait=wait)


def compute_wait(program: RotaProgram, rota: Rota) -> int:
    """Minutes that all caregivers wait unpaid."""
    sheets = build_timesheets(program.service, rota).values()
    return sum(compute_unpaid(stops, program.rules) for sheet in sheets for stops in sheet.days)


def build_wait(program: RotaProgram) -> cp_model.LinearExprT:
    """Build the minutes that all caregivers wait unpaid: the spans of their days, less the work."""
    spans = [
        _build_span(program, program.days[owner.id, day], program.works[owner.id, day])
        for owner in program.service.caregivers
        for day in range(WEEK)
        if program.days[owner.id, day]
    ]
    return sum([*spans, *(-1 * minutes for minutes in program.minutes.values())])


def _build_span(program: RotaProgram, gifts: Gifts, works: cp_model.IntVar) -> cp_model.LinearExprT:
    """Build the minutes from the first start of a day to its last end; 0 for a day off.

    Hour by hour from the morning, whether the day has begun; from the evening, whether it still
    goes on. Both only ever grow, and the visits under way at one instant exclude each other.
    """
    program.model.add_bool_or([~works, *(gift for _, gift in gifts)])  # no work, no day of work
    starts = sorted({slot.start for slot, _ in gifts})
    ends = sorted({slot.end for slot, _ in gifts}, reverse=True)
    began = _add_steps(program, gifts, works, starts, lambda slot, at: slot.start <= at < slot.end)
    goes_on = _add_steps(program, gifts, works, ends, lambda slot, at: slot.start < at <= slot.end)
    last = [ends[0] * works]
    for at, sooner, step in zip(ends, ends[1:], goes_on, strict=False):
        last.append((sooner - at) * (works - step))
    first = [-starts[0] * works]
    for at, later, step in zip(starts, starts[1:], began, strict=False):
        first.append((at - later) * (works - step))
    return sum([*last, *first])


def _add_steps(
    program: RotaProgram,
    gifts: Gifts,
    works: cp_model.IntVar,
    instants: list[int],
    is_under_way: Callable[[Slot, int], bool],
) -> list[cp_model.IntVar]:
    """Add, for each instant but the last, whether a visit is or was under way by then."""
    model = program.model
    steps: list[cp_model.IntVar] = []
    for at in instants[:-1]:
        step = model.new_bool_var("")
        before = steps[-1:]
        now = [gift for slot, gift in gifts if is_under_way(slot, at)]
        model.add(sum(now) <= step)
        model.add_implication(step, works)
        for earlier in before:
            model.add_implication(earlier, step)
        model.add_bool_or([*now, *before, ~step])
        steps.append(step)
    return steps
