"""A team over a year: those at work, on sick leave, posts empty, exhaustion, cooperation.

A system-dynamics model for reasoning, with cautious claims: every parameter is a teaching
hypothesis. Integrated by explicit Euler, eight steps a week. Posts = present + absent + vacant at
every step; hours at work = meeting + lost + done + slack; hours needed = done + overtime + undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from coordo_simulation.references import Closed
from coordo_simulation.team_declaration import DECLARATION, LEVERS

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEKS = 52
STEPS = 8
"""Steps a week."""

CHANGE_START = 4
"""Week in which the change is announced."""

ANNOUNCED_WEEKS = 4
"""How long the announcement itself weighs on cooperation."""

MOST_STRAIN = 1.5
SCAN = 200
HALVINGS = 60

Link = Literal["sick", "quit", "trust", "hire", "overtime", "cooperation"]
"""A link that one may hold at its starting value, to see what the loop through it does."""


class Stocks(NamedTuple):
    """The five stocks. Plain tuples: a run makes thousands."""

    present: float
    absent: float
    vacant: float
    exhaustion: float
    trust: float


class Hours(NamedTuple):
    """The hours of a week, at the rate of an instant."""

    needed: float
    done: float
    overtime: float
    undone: float
    slack: float
    meeting: float
    lost: float

    @property
    def load(self) -> float:
        """Hours needed for one that the rota has."""
        available = self.done + self.slack
        return self.needed / available if available > 0 else MOST_STRAIN + 1


class Week(Closed):
    """A week: stocks at its start, hours at their rate there."""

    week: int
    stocks: Stocks
    hours: Hours

    @property
    def state(self) -> dict[str, float]:
        """All declared quantities."""
        return {**self.stocks._asdict(), **self.hours._asdict(), "load": self.hours.load}


class Course(Closed):
    """A whole run; the totals are integrals over the year, in hours or in posts."""

    weeks: tuple[Week, ...]
    undone: float
    overtime: float
    quits: float

    @property
    def burden(self) -> float:
        """Hours that the rota could not hold in the year: made up by overtime, or not done."""
        return self.overtime + self.undone


class _Start(NamedTuple):
    """Where a held link stays."""

    stocks: Stocks
    longer: float
    hired: float


class _Flows(NamedTuple):
    """Posts a week, and changes of the two levels a week."""

    sick: float
    back: float
    quit: float
    hired: float
    exhaustion: float
    trust: float


def compute_hours(
    stocks: Stocks,
    values: Mapping[str, float],
    time: float,
    *,
    trust: float | None = None,
) -> Hours:
    """Share out the hours of a week.

    Hours at work = meeting + lost + done + slack; done + overtime + undone = needed.

    Args:
        stocks: the team.
        values: the parameters.
        time: weeks since the start.
        trust: cooperation where a link holds it, else the stock's.
    """
    level = stocks.trust if trust is None else trust
    during = CHANGE_START <= time < CHANGE_START + values["change_weeks"]
    extra = values["change"] * values["change_work"] if during else 0.0
    needed = values["posts"] * values["week"] * values["need"] * (1 + extra)
    meeting = stocks.present * values["meeting_time"]
    rota = stocks.present * values["week"] - meeting
    lost = rota * values["lost_share"] * (1 - level)
    available = rota - lost
    done = min(needed, available)
    overtime = min(needed - done, stocks.present * values["overtime_most"])
    return Hours(
        needed=needed,
        done=done,
        overtime=overtime,
        undone=needed - done - overtime,
        slack=available - done,
        meeting=meeting,
        lost=lost,
    )


def _compute_flows(  # noqa: PLR0913, PLR0917 -- stocks, rules, instant, and which links are held at what
    stocks: Stocks,
    hours: Hours,
    values: Mapping[str, float],
    time: float,
    held: frozenset[Link],
    start: _Start,
) -> _Flows:
    worn = {
        link: start.stocks.exhaustion if link in held else stocks.exhaustion
        for link in ("sick", "quit", "trust")
    }
    trust = start.stocks.trust if "cooperation" in held else stocks.trust
    strain = min(max(0.0, hours.load / values["comfort"] - 1), MOST_STRAIN)
    longer = start.longer if "overtime" in held else compute_longer(stocks, hours, values)
    wear = values["wear"] * strain + values["wear_overtime"] * longer
    wear *= 1 - values["buffer"] * trust
    leaving = values["quit"] * (1 + values["quit_wear"] * worn["quit"])
    leaving *= 1 + values["quit_trust"] * (1 - trust)
    announced = CHANGE_START <= time < CHANGE_START + ANNOUNCED_WEEKS
    loss = values["trust_loss"] * (1 + values["trust_wear"] * worn["trust"])
    loss += values["change"] * values["change_shock"] if announced else 0.0
    hired = start.hired if "hire" in held else stocks.vacant / values["replacement"]
    return _Flows(
        sick=stocks.present * values["sick"] * (1 + values["sick_wear"] * worn["sick"]),
        back=stocks.absent / values["sick_weeks"],
        quit=stocks.present * leaving,
        hired=hired,
        exhaustion=wear * (1 - stocks.exhaustion) - values["rest"] * stocks.exhaustion,
        trust=compute_trust_gain(values) * (1 - stocks.trust) - loss * stocks.trust,
    )


def compute_longer(stocks: Stocks, hours: Hours, values: Mapping[str, float]) -> float:
    """Overtime, in weeks of work for one worked."""
    worked = stocks.present * values["week"]
    return hours.overtime / worked if worked > 0 else 0.0


def compute_trust_gain(values: Mapping[str, float]) -> float:
    """Cooperation that meetings build in a week: the second hour less than the first."""
    hours = values["meeting_time"]
    return values["trust_build"] * hours / (hours + 1)


def find_equilibrium(values: Mapping[str, float]) -> Stocks:
    """Stocks at which nothing moves without a change; the least exhausted where there are several.

    Exhaustion alone decides the rest: the one that its own consequences bring back is sought by
    a scan, then by halving.
    """
    calm = {**values, "change": 0.0}

    def miss(level: float) -> float:
        stocks = _settle(calm, level)
        hours = compute_hours(stocks, calm, 0.0)
        start = _hold(stocks, calm)
        return _compute_flows(stocks, hours, calm, 0.0, frozenset(), start).exhaustion

    ranks = (rank / SCAN for rank in range(1, SCAN))
    low, high = 0.0, next((level for level in ranks if miss(level) <= 0), 1.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if miss(middle) > 0 else (low, middle)
    return _settle(calm, (low + high) / 2)


def _hold(stocks: Stocks, values: Mapping[str, float]) -> _Start:
    hours = compute_hours(stocks, values, 0.0)
    return _Start(
        stocks=stocks,
        longer=compute_longer(stocks, hours, values),
        hired=stocks.vacant / values["replacement"],
    )


def _settle(values: Mapping[str, float], exhaustion: float) -> Stocks:
    """The other stocks, where exhaustion stays as it is."""
    gain = compute_trust_gain(values)
    trust = gain / (gain + values["trust_loss"] * (1 + values["trust_wear"] * exhaustion))
    sick = values["sick"] * (1 + values["sick_wear"] * exhaustion) * values["sick_weeks"]
    leaving = values["quit"] * (1 + values["quit_wear"] * exhaustion)
    vacant = leaving * (1 + values["quit_trust"] * (1 - trust)) * values["replacement"]
    present = values["posts"] / (1 + sick + vacant)
    return Stocks(
        present=present,
        absent=present * sick,
        vacant=present * vacant,
        exhaustion=exhaustion,
        trust=trust,
    )


def run_team(
    changes: Mapping[str, float] | None = None,
    *,
    held: frozenset[Link] = frozenset(),
    steps: int = STEPS,
) -> Course:
    """Lead a team through a year, from where it stands when its levers are at their defaults.

    Args:
        changes: parameters that differ from their default, levers included.
        held: links held at their starting value.
        steps: steps a week.

    Raises:
        ParameterError: an unknown parameter, or a value out of its range.
    """
    values = DECLARATION.build_values(changes or {})
    before = {**values, **{lever.id: lever.value for lever in LEVERS}}
    start = _hold(find_equilibrium(before), before)
    stocks, weeks = start.stocks, []
    totals = dict.fromkeys(("undone", "overtime", "quits"), 0.0)
    for count in range(WEEKS * steps + 1):
        time = count / steps
        trust = start.stocks.trust if "cooperation" in held else None
        hours = compute_hours(stocks, values, time, trust=trust)
        if count % steps == 0:
            weeks.append(Week(week=count // steps, stocks=stocks, hours=hours))
        if count == WEEKS * steps:
            break
        flows = _compute_flows(stocks, hours, values, time, held, start)
        parts = (hours.undone, hours.overtime, flows.quit)
        for name, part in zip(totals, parts, strict=True):
            totals[name] += part / steps
        stocks = _advance(stocks, flows, 1 / steps)
    return Course(weeks=tuple(weeks), **totals)


def lead_week(
    stocks: Stocks, values: Mapping[str, float], time: float, steps: int = STEPS
) -> Stocks:
    """Return the stocks a week later, every link free; ``time`` is that of ``compute_hours``."""
    start = _Start(stocks, 0.0, 0.0)  # nothing is held: never read
    for count in range(steps):
        instant = time + count / steps
        hours = compute_hours(stocks, values, instant)
        flows = _compute_flows(stocks, hours, values, instant, frozenset(), start)
        stocks = _advance(stocks, flows, 1 / steps)
    return stocks


def _advance(stocks: Stocks, flows: _Flows, step: float) -> Stocks:
    return Stocks(
        present=stocks.present + step * (flows.back + flows.hired - flows.sick - flows.quit),
        absent=stocks.absent + step * (flows.sick - flows.back),
        vacant=stocks.vacant + step * (flows.quit - flows.hired),
        exhaustion=stocks.exhaustion + step * flows.exhaustion,
        trust=stocks.trust + step * flows.trust,
    )
