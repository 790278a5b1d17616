"""The score of a path: every criterion measured on the log, then added up. Pure.

Points of criteria set aside are shared by the others: the score is out of the same maximum for
everybody. Points have two decimals, half up. An indispensable criterion that is lost, an
inacceptable one that is met, cap the whole; where chance has a part in it, only when it happens
in more than half of the draws.
"""

from decimal import ROUND_HALF_UP, Decimal

from coordo_simulation.conditions import build_test
from coordo_simulation.french import format_number
from coordo_simulation.rubric import CostCriterion, Criterion, Rubric, SafetyCriterion
from coordo_simulation.rubric_log import Entry, PathLog, build_log, build_other_lives
from coordo_simulation.rubric_measures import UNASKED, Measure, measure
from coordo_simulation.rubric_result import Ceiling, CriterionScore, Evidence, PathScore, Reading
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario

_CENT = Decimal("0.01")
_LOST = 0.5
"""Below this share, a weighted criterion measured over draws is lost."""


def score_path(scenario: Scenario, rubric: Rubric, run: Run) -> PathScore:
    """Replay a run and score its path.

    Raises:
        RunError: the run does not fit the scenario, or decides what it could not.
    """
    log = build_log(scenario, run)
    needs = log.is_finished and any(is_drawn(criterion) for criterion in rubric.criteria)
    lives = build_other_lives(scenario, run, rubric.draws) if needs else ()
    found = [(criterion, _measure(criterion, log, lives)) for criterion in rubric.criteria]
    ceilings = tuple(
        _build_ceiling(criterion, rubric, one)
        for criterion, one in found
        if _is_lost(criterion, one, log)
    )
    return PathScore(
        scenario=scenario.id,
        version=scenario.version,
        score=min([compute_total(rubric, found), *(ceiling.points for ceiling in ceilings)]),
        maximum=rubric.maximum,
        is_finished=log.is_finished,
        outcome=log.trace.outcome.title if log.trace.outcome else None,
        draws=rubric.draws,
        criteria=tuple(_build_score(criterion, one, log) for criterion, one in found),
        ceilings=ceilings,
    )


def is_drawn(criterion: Criterion) -> bool:
    """Whether a criterion is averaged over draws."""
    return isinstance(criterion, CostCriterion | SafetyCriterion) and criterion.luck == "tirages"


def compute_total(rubric: Rubric, found: list[tuple[Criterion, Measure]]) -> Decimal:
    """Return the points earned, those of criteria set aside being shared by the others."""
    counted = [(c, one) for c, one in found if not one.is_set_aside]
    worth = sum((c.points for c, _ in counted), start=Decimal(0))
    if not worth:
        return Decimal(0)
    earned = sum((_earn(c, one) for c, one in counted), start=Decimal(0))
    return (earned * rubric.maximum / worth).quantize(_CENT, ROUND_HALF_UP)


def _earn(criterion: Criterion, one: Measure) -> Decimal:
    return (criterion.points * Decimal(str(one.share))).quantize(_CENT, ROUND_HALF_UP)


def _measure(criterion: Criterion, log: PathLog, lives: tuple[PathLog, ...]) -> Measure:
    """Measure a criterion where it makes sense; an unfinished run is measured as it stands."""
    test = build_test(criterion.when, log.scenario.program.layout.index)
    if test is not None and log.is_finished and not test(log.trace.state):
        return Measure(0.0, UNASKED, is_set_aside=True)
    return measure(criterion, log, lives)


def _is_lost(criterion: Criterion, one: Measure, log: PathLog) -> bool:
    """Whether a weighted criterion is lost: what was not reached yet is no fault."""
    if criterion.weight is None or one.is_set_aside or (not log.is_finished and not one.entries):
        return False
    return one.share < _LOST if is_drawn(criterion) else one.share == 0


def _build_ceiling(criterion: Criterion, rubric: Rubric, one: Measure) -> Ceiling:
    points = (rubric.maximum * Decimal(str(criterion.cap))).quantize(_CENT, ROUND_HALF_UP)
    what = (
        "Un geste indispensable a manqué"
        if criterion.weight == "indispensable"
        else "Un geste inacceptable a été commis"
    )
    return Ceiling(
        criterion=criterion.id,
        points=points,
        sentence=(
            f"{what}\u202f: «\u202f{criterion.label}\u202f». {one.sentence} "
            f"La note ne peut pas dépasser {format_number(points, 2).removesuffix(',00')}."
        ),
    )


def _build_score(criterion: Criterion, one: Measure, log: PathLog) -> CriterionScore:
    entries = one.entries or log.entries[-1:]
    return CriterionScore(
        id=criterion.id,
        dimension=criterion.dimension,
        label=criterion.label,
        points=Decimal(0) if one.is_set_aside else _earn(criterion, one),
        maximum=criterion.points,
        is_set_aside=one.is_set_aside,
        sentence=one.sentence,
        explanation=criterion.explanation,
        references=criterion.references,
        sources=criterion.sources,
        evidence=tuple(_build_evidence(entry, one.readings) for entry in entries),
    )


def _build_evidence(entry: Entry, readings: tuple[Reading, ...]) -> Evidence:
    return Evidence(
        step=entry.step,
        period=entry.period,
        date=entry.date,
        decision=entry.decision,
        title=entry.title,
        chosen=entry.chosen,
        readings=readings,
    )
