"""What a changed key, or a changed rubric, does to the grades: a pure comparison."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.amendments import Change
from coordo_assessments.nbgrader_bridge.grade_cells import UNGRADED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coordo_assessments.nbgrader_bridge.grade_decision import GradedCell
    from coordo_assessments.nbgrader_bridge.graded_criteria import GradedCriterion

    from coordo_course.gradebook_writer import RecordedScore
    from coordo_course.grading_worker import GradeOutcome

    Criteria = tuple[GradedCriterion, ...]

_CLOSE = 1e-9


@dataclass(frozen=True)
class Shift:
    """The points of one trainee, or of one item for one trainee, before and after."""

    before: float
    after: float

    @property
    def gain(self) -> float:
        """Points gained; negative when they are lost."""
        return self.after - self.before


@dataclass(frozen=True)
class CriterionShift:
    """One criterion of the case for one trainee; None where a rubric does not hold it."""

    id: str
    label: str
    before: GradedCriterion | None
    after: GradedCriterion | None

    @property
    def gain(self) -> float:
        """Points gained on the criterion, before what caps the whole."""
        return _count(self.after) - _count(self.before)


@dataclass(frozen=True)
class TraineeShift:
    """One trainee whose points change; ``criteria`` says why those of the case do."""

    student: str
    name: str
    total: Shift
    items: dict[str, Shift]
    criteria: tuple[CriterionShift, ...] = ()


@dataclass(frozen=True)
class RekeyPreview:
    """What a change of key would do.

    Attributes:
        changes: asked for, then the items of the bank that were mended.
        shifts: trainees whose points change, most first.
        compared: submissions that were graded and have not changed since.
        set_aside: submissions that are new, changed or not graded: ``coordo grade`` first.
        by_hand: points that a person gave, which no key changes, where the key would have.
        appeared: (trainee, item) with an automatic grade where there was none.
        vanished: (trainee, item) whose automatic grade goes: a person must give one.
        notes: what an instructor should know besides (French).
    """

    assignment: str
    changes: tuple[Change, ...]
    shifts: tuple[TraineeShift, ...]
    compared: int
    set_aside: tuple[str, ...]
    by_hand: int
    appeared: tuple[tuple[str, str], ...] = ()
    vanished: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def gained(self) -> int:
        """Trainees who gain."""
        return sum(one.total.gain > 0 for one in self.shifts)

    @property
    def lost(self) -> int:
        """Trainees who lose."""
        return sum(one.total.gain < 0 for one in self.shifts)

    @property
    def unchanged(self) -> int:
        """Trainees who keep what they had."""
        turned = {student for student, _ in (*self.appeared, *self.vanished)}
        moved = {one.student for one in self.shifts if one.total.gain}
        return self.compared - len(turned | moved)

    @property
    def by_item(self) -> dict[str, tuple[Shift, ...]]:
        """Changed points by item."""
        found: defaultdict[str, list[Shift]] = defaultdict(list)
        for one in self.shifts:
            for item, shift in one.items.items():
                found[item].append(shift)
        return {item: tuple(shifts) for item, shifts in sorted(found.items())}

    @property
    def by_criterion(self) -> dict[str, tuple[CriterionShift, ...]]:
        """Changed criteria of the case, by id, in the order in which they are met."""
        found: defaultdict[str, list[CriterionShift]] = defaultdict(list)
        for one in self.shifts:
            for shift in one.criteria:
                found[shift.id].append(shift)
        return {name: tuple(shifts) for name, shifts in found.items()}


@dataclass(frozen=True)
class Recorded:
    """What was graded before.

    Attributes:
        received: fingerprint of the submission that was graded, by trainee.
        scores: what the gradebook holds, by trainee and item.
        load_criteria: reads what each criterion of the case gave a trainee.
    """

    received: Mapping[str, str]
    scores: Mapping[str, Mapping[str, RecordedScore]]
    load_criteria: Callable[[str], Criteria]


def compare_grades(
    assignment: str,
    changes: tuple[Change, ...],
    outcomes: Sequence[GradeOutcome],
    recorded: Recorded,
) -> RekeyPreview:
    """Compare a grading by the changed keys with what the gradebook holds."""
    kept = [one for one in outcomes if _is_same(one, recorded)]
    by_hand = 0
    shifts: list[TraineeShift] = []
    turned: dict[tuple[str, str], bool] = {}
    for outcome in kept:
        held = recorded.scores[outcome.student]
        changed = _find_changed(outcome, held)
        by_hand += sum(held[item].is_by_hand for item in changed)
        items = {item: shift for item, shift in changed.items() if not held[item].is_by_hand}
        if items:
            shifts.append(_build_shift(outcome, items, recorded))
        found = _find_turned(outcome, held)
        turned |= {(outcome.student, item): is_there for item, is_there in found.items()}
    mended = {item for _, item in turned}.union(*(one.items for one in shifts))
    return RekeyPreview(
        assignment=assignment,
        changes=(*changes, *_list_mended(mended - {change.item for change in changes}, shifts)),
        shifts=tuple(sorted(shifts, key=lambda one: (-one.total.gain, one.student))),
        compared=len(kept),
        set_aside=tuple(one.student for one in outcomes if not _is_same(one, recorded)),
        by_hand=by_hand,
        appeared=tuple(place for place, is_there in turned.items() if is_there),
        vanished=tuple(place for place, is_there in turned.items() if not is_there),
    )


def _list_mended(items: set[str], shifts: Sequence[TraineeShift]) -> Iterator[Change]:
    """Yield what the log says of the items that the bank has otherwise than before."""
    criteria = tuple(dict.fromkeys(shift.id for one in shifts for shift in one.criteria))
    for item in sorted(items):
        yield Change(kind="mend", item=item, criteria=criteria if item == CASE_CELL else ())


def compare_criteria(before: Criteria, after: Criteria) -> tuple[CriterionShift, ...]:
    """Return the criteria that no longer give or cap the same, in the order of the new rubric.

    None where what they gave before was not kept: one cannot say what changed.
    """
    if not before:
        return ()
    old, new = ({one.id: one for one in criteria} for criteria in (before, after))
    return tuple(
        CriterionShift(name, (new.get(name) or old[name]).label, old.get(name), new.get(name))
        for name in dict.fromkeys((*new, *old))
        if _show(old.get(name)) != _show(new.get(name))
    )


def _show(one: GradedCriterion | None) -> tuple[object, ...] | None:
    return None if one is None else (one.points, one.maximum, one.ceiling)


def _count(one: GradedCriterion | None) -> float:
    return 0.0 if one is None or one.points is None else float(one.points)


def _is_same(outcome: GradeOutcome, recorded: Recorded) -> bool:
    """Whether what was handed in is what the gradebook's grades are of."""
    received = recorded.received.get(outcome.student)
    return not outcome.error and received == outcome.received


def _build_shift(
    outcome: GradeOutcome, items: dict[str, Shift], recorded: Recorded
) -> TraineeShift:
    held = recorded.scores[outcome.student]
    before = math.fsum(one.points for one in held.values())
    total = Shift(before, before + math.fsum(shift.gain for shift in items.values()))
    name = next(iter(held.values())).name
    criteria: tuple[CriterionShift, ...] = ()
    if CASE_CELL in items:
        after = next(cell.criteria for cell in outcome.cells if cell.item == CASE_CELL)
        criteria = compare_criteria(recorded.load_criteria(outcome.student), after)
    return TraineeShift(outcome.student, name, total, items, criteria)


def _find_changed(outcome: GradeOutcome, held: Mapping[str, RecordedScore]) -> dict[str, Shift]:
    """Items whose automatic points are no longer those of the gradebook."""
    changed: dict[str, Shift] = {}
    for cell in outcome.cells:
        before, after = _find_before(cell, held), _find_after(cell)
        if before is not None and after is not None and abs(after - before) > _CLOSE:
            changed[cell.item] = Shift(before, after)
    return changed


def _find_turned(outcome: GradeOutcome, held: Mapping[str, RecordedScore]) -> dict[str, bool]:
    """Items whose automatic grade comes (True) or goes; those that a person graded left out."""
    turned: dict[str, bool] = {}
    for cell in outcome.cells:
        had, has = _find_before(cell, held) is not None, _find_after(cell) is not None
        is_by_hand = cell.item in held and held[cell.item].is_by_hand
        if had != has and not is_by_hand:
            turned[cell.item] = has
    return turned


def _find_before(cell: GradedCell, held: Mapping[str, RecordedScore]) -> float | None:
    return held[cell.item].auto_score if cell.item in held else None


def _find_after(cell: GradedCell) -> float | None:
    return None if cell.state == UNGRADED else cell.auto_score
