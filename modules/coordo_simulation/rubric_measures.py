"""What share of a criterion a path earns, why in French, and which steps show it: pure.

What rewards an absence (a limit never crossed, a state at the end) needs a finished run.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordo_simulation.answer_conditions import HasOpened
from coordo_simulation.conditions import build_test, iter_leaves
from coordo_simulation.french import format_quantity
from coordo_simulation.periods import count_periods, format_period, locate_period
from coordo_simulation.rubric import (
    Act,
    ChoiceCriterion,
    CostCriterion,
    Criterion,
    DelayCriterion,
    OmissionCriterion,
    OrderCriterion,
    SafetyCriterion,
)
from coordo_simulation.rubric_log import Entry, PathLog
from coordo_simulation.rubric_result import Reading
from coordo_simulation.state import State

UNFINISHED = "Le parcours s’arrête avant la fin du cas\u202f: ce critère ne peut pas être atteint."
UNASKED = "La question ne s’est pas posée dans ce parcours\u202f: critère écarté."


@dataclass(frozen=True, slots=True)
class Measure:
    """What was found; ``share`` is in [0, 1]."""

    share: float
    sentence: str
    entries: tuple[Entry, ...] = ()
    readings: tuple[Reading, ...] = ()
    is_set_aside: bool = False


def measure(criterion: Criterion, log: PathLog, lives: Sequence[PathLog]) -> Measure:
    """Measure one criterion; ``lives`` are the same decisions under other lucks."""
    match criterion:
        case ChoiceCriterion():
            return _measure_choice(criterion, log)
        case OrderCriterion():
            return _measure_order(criterion, log)
        case DelayCriterion():
            return _measure_delay(criterion, log)
        case OmissionCriterion():
            return _measure_omission(criterion, log)
        case CostCriterion():
            return _measure_cost(criterion, log, lives)
        case SafetyCriterion():
            return _measure_safety(criterion, log, lives)


def compute_delay_share(period: int, by: int, loss: float) -> float:
    """Return the share of an act done in ``period`` that was due in ``by`` at the latest."""
    return max(0.0, 1.0 - loss * max(0, period - by))


def compute_line_share(value: float, zero: float, full: float) -> float:
    """Return 0 at ``zero``, 1 at ``full``, in a straight line, never beyond."""
    return min(1.0, max(0.0, (value - zero) / (full - zero)))


def _measure_choice(criterion: ChoiceCriterion, log: PathLog) -> Measure:
    entry = log.get_entry(criterion.decision)
    if entry is None:
        if not log.is_finished:
            return Measure(0.0, UNFINISHED)
        is_aside = criterion.unasked == "ecarte"
        return Measure(0.0, UNASKED if is_aside else criterion.otherwise, is_set_aside=is_aside)
    index = log.scenario.program.layout.index
    for level in criterion.levels:
        test = build_test(level.when, index)
        if test is not None and test(log.trace.state):
            others = {
                decision
                for leaf in iter_leaves(level.when)
                if (decision := getattr(leaf, "decision", criterion.decision)) != criterion.decision
            }
            also = tuple(e for e in log.entries if e.decision in others)
            return Measure(level.share, level.text, (entry, *also))
    return Measure(0.0, criterion.otherwise, (entry,))


def _measure_order(criterion: OrderCriterion, log: PathLog) -> Measure:
    first, then = log.find_act(criterion.first), log.find_act(criterion.then)
    if first is None:
        met = log.find_met(criterion.first)
        shown = tuple(entry for entry in (met, then) if entry)
        return Measure(0.0, f"Ce qui devait venir d’abord n’a pas eu lieu{_name(met)}.", shown)
    if then is None:
        told = _tell(criterion.first, first, log)
        return Measure(1.0, f"{told}, et rien ne l’a précédé.", (first,))
    acts = ((criterion.first, first), (criterion.then, then))
    is_met = log.rank_act(criterion.first) < log.rank_act(criterion.then)
    (one, done), (other, after) = acts if is_met else acts[::-1]
    told = f"{_tell(one, done, log)}, avant {_quote(other, log)} ({_place(after, log)})."
    return Measure(float(is_met), told, tuple(dict.fromkeys((done, after))))


def _measure_delay(criterion: DelayCriterion, log: PathLog) -> Measure:
    act = log.find_first(criterion.acts)
    done = None if act is None else log.find_act(act)
    dates = log.scenario.program.dates
    limit = format_period(dates[criterion.by], log.unit)
    if act is None or done is None:
        met = [entry for each in criterion.acts if (entry := log.find_met(each))]
        last = met[-1] if met else None
        sentence = f"Attendu au plus tard\u202f: {limit}\u202f; jamais fait{_name(last)}."
        return Measure(0.0, sentence, tuple(met))
    share = compute_delay_share(done.period, criterion.by, criterion.loss)
    late = done.period - criterion.by
    said = (
        f"{count_periods(late, log.unit)} de retard" if late > 0 else "dans le temps qu’il fallait"
    )
    told = f"{_tell(act, done, log)}\u202f: {said} (au plus tard\u202f: {limit})."
    return Measure(share, told, (done,))


def _measure_omission(criterion: OmissionCriterion, log: PathLog) -> Measure:
    found = [(act, log.find_act(act)) for act in criterion.acts]
    done = [entry for _, entry in found if entry]
    missed = [act for act, entry in found if entry is None]
    met = [entry for act in missed if (entry := log.find_met(act))]
    names = "\u202f; ".join(_quote(act, log) for act in missed)
    count = f"{len(done)} sur {len(found)}"
    sentence = f"{count}. Il manque\u202f: {names}." if missed else f"{count}, rien n’est oublié."
    share = len(done) / len(found)
    return Measure(share, sentence, tuple(sorted({*done, *met}, key=lambda e: e.step)))


def _measure_cost(criterion: CostCriterion, log: PathLog, lives: Sequence[PathLog]) -> Measure:
    if not log.is_finished:
        return Measure(0.0, UNFINISHED)
    period, own = _read_value(criterion, log)
    values = [_read_value(criterion, life)[1] for life in lives] if _is_drawn(criterion) else [own]
    shares = [compute_line_share(value, criterion.zero, criterion.full) for value in values]
    mean = sum(values) / len(values)
    label, write = _build_writer(criterion.variable, log)
    when = "à la fin" if criterion.at == "fin" else "au pire moment"
    drawn = (
        f" en moyenne sur {len(values)} tirages ({write(own)} dans votre parcours)"
        if _is_drawn(criterion)
        else ""
    )
    entry = log.find_entry_at(period)
    return Measure(
        sum(shares) / len(shares),
        f"{label}, {when}\u202f: {write(mean)}{drawn}. Aucun point à {write(criterion.zero)}, "
        f"tous les points à {write(criterion.full)}".rstrip(".")
        + ".",
        (entry,) if entry else (),
        (Reading(label=label, value=write(own)),),
    )


def _measure_safety(criterion: SafetyCriterion, log: PathLog, lives: Sequence[PathLog]) -> Measure:
    test = build_test(criterion.never, log.scenario.program.layout.index) or _never
    crossed = log.find_moment(test)
    if crossed is None and not log.is_finished:
        return Measure(0.0, UNFINISHED)
    if crossed is None:
        sentence, entry = "La limite n’a pas été franchie", log.find_entry_at(log.scenario.periods)
    else:
        place = locate_period(log.scenario.program.dates[crossed.period], log.unit)
        sentence = f"{criterion.crossed.rstrip('.')} ({place})"
        entry = log.entries[max(0, crossed.behind - 1)] if log.entries else None
    entries = (entry,) if entry else ()
    if criterion.luck == "parcours" or not log.is_finished:
        return Measure(float(crossed is None), f"{sentence}.", entries)
    clear = sum(life.find_moment(test) is None for life in lives)
    drawn = f"avec les mêmes décisions, elle tient dans {clear} tirages sur {len(lives)}"
    return Measure(clear / len(lives), f"{sentence}\u202f; {drawn}.", entries)


def _never(_state: State) -> bool:
    return False


def _is_drawn(criterion: CostCriterion) -> bool:
    return criterion.luck == "tirages"


def _read_value(criterion: CostCriterion, log: PathLog) -> tuple[int, float]:
    """Return (period, value): the last one, or the worst one where the criterion says so."""
    values = log.list_values(criterion.variable)
    if criterion.at == "fin":
        return log.scenario.periods, log.trace.periods[-1][_find_position(criterion, log)]
    worst = min if criterion.full > criterion.zero else max
    return worst(values, key=lambda pair: pair[1])


def _find_position(criterion: CostCriterion, log: PathLog) -> int:
    return log.scenario.program.layout.index[criterion.variable]


class _Writer:
    """Writes the values of a variable with its unit."""

    def __init__(self, unit: str, decimals: int) -> None:
        self.unit, self.decimals = unit, decimals

    def __call__(self, value: float) -> str:
        return format_quantity(value, self.unit, self.decimals)


def _build_writer(variable: str, log: PathLog) -> tuple[str, _Writer]:
    for indicator in log.scenario.indicators:
        if indicator.id == variable:
            return indicator.label, _Writer(indicator.unit, indicator.decimals)
    spec = next(one for one in log.scenario.variables if one.id == variable)
    return spec.label, _Writer(spec.unit or "", 0)


def _quote(act: Act, log: PathLog) -> str:
    return f"«\u202f{_title(act, log)}\u202f»"


def _place(entry: Entry, log: PathLog) -> str:
    return locate_period(entry.date, log.unit)


def _tell(act: Act, entry: Entry, log: PathLog) -> str:
    return f"{_quote(act, log)}, {_place(entry, log)}"


def _name(entry: Entry | None) -> str:
    return f"\u202f: à «\u202f{entry.title}\u202f», autre chose a été choisi" if entry else ""


def _title(act: Act, log: PathLog) -> str:
    scenario = log.scenario
    if isinstance(act, HasOpened):
        items = (*scenario.documents, *scenario.hints, *scenario.meetings)
        return next(item.title for item in items if item.id == act.opened)
    return scenario.get_decision(act.decision).title
