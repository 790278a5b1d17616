"""A department from 2025 to 2040: its old people, who helps them, what is left without an answer.

A projection under hypotheses, never a forecast. Each year of each area balances: people of 60 and
over and carers in = out + change; hours needed = delivered + unmet; requests = handled + lost;
euros of the department = those of its areas, to the cent.
The facts it starts from are in ``territory_tables``, its parameters in ``territory_declaration``.
"""

from __future__ import annotations

from decimal import Decimal
from math import fsum
from typing import TYPE_CHECKING

from coordo_simulation.money import ZERO, share_out
from coordo_simulation.references import Closed
from coordo_simulation.territory_area import (
    FIRST_YEAR,
    YEARS,
    Area,
    AreaYear,
    Course,
    Department,
)
from coordo_simulation.territory_declaration import DECLARATION
from coordo_simulation.territory_policies import (
    Levers,
    Policy,
    build_levers,
    compute_cost,
    find_policies,
)
from coordo_simulation.territory_population import (
    Ageing,
    build_people,
    compute_hours_by_gir,
    count_by_gir,
    count_older,
    count_very_old,
    grow_older,
)
from coordo_simulation.territory_workforce import (
    Turnover,
    build_staff,
    compute_failure,
    compute_hours_per_carer,
    turn_over,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.territory_policies import Basis


class _Stocks(Closed):
    """What one year hands to the next in an area."""

    people: tuple[float, ...]
    staff: tuple[float, ...]
    prevalence: float


class _Demand(Closed):
    by_gir: tuple[float, float, float, float]
    hours: tuple[float, ...]

    @property
    def total(self) -> float:
        return fsum(self.hours)


def run_territory(
    department: Department,
    policies: tuple[str, ...] = (),
    changes: Mapping[str, float] | None = None,
    *,
    strength: float = 0.0,
) -> Course:
    """Lead a department from 2025 to 2040.

    Args:
        department: its areas at the start.
        policies: ids of the policies that begin in 2026.
        changes: parameters that differ from their default.
        strength: −1 for the low end of every effect of the policies, 1 for the high end.

    Raises:
        ParameterError: an unknown parameter, or a value out of its range.
        UnknownPolicyError: an unknown policy.
    """
    values = DECLARATION.build_values(changes or {})
    chosen = find_policies(policies)
    levers = [build_levers(chosen, year, strength) for year in YEARS]
    older = fsum(area.older for area in department.areas)
    shares = [area.older / older for area in department.areas]
    found = [
        _run_area(area, values, levers, department.posts * share)
        for area, share in zip(department.areas, shares, strict=True)
    ]
    if chosen:
        added = [department.posts * (lever.posts - 1) for lever in levers]
        found = _spend(found, chosen, shares, added)
    whole = tuple(_add_up(years) for years in zip(*found, strict=True))
    ids = (area.id for area in department.areas)
    return Course(areas=dict(zip(ids, found, strict=True)), whole=whole)


def _run_area(
    area: Area, values: Mapping[str, float], levers: list[Levers], posts: float
) -> tuple[AreaYear, ...]:
    stocks = _start(area, values, levers[0])
    first_need = _count_needed(area, values, stocks, levers[0])
    places = area.place_density * count_very_old(stocks.people) / 1000
    years = []
    for year, lever, following in zip(YEARS, levers, [*levers[1:], levers[-1]], strict=True):
        ageing = grow_older(stocks.people, year, area.move_rate, values["mortality_trend"])
        trend = values["prevalence_trend"] + lever.prevalence_trend
        after = _Stocks(
            people=ageing.people,
            staff=stocks.staff,
            prevalence=stocks.prevalence * (1 + trend / 100),
        )
        needed = _count_needed(area, values, after, following)
        pool = (1 + values["pool_trend"] / 100) ** (year - FIRST_YEAR)
        failure = compute_failure(values, needed / first_need / pool)
        turnover = turn_over(
            stocks.staff,
            values,
            needed=needed,
            failure=min(0.95, failure * area.failure_factor * lever.failure),
            quit_factor=lever.quits,
        )
        means = (posts, places)
        years.append(_record(area, values, year, stocks, ageing, turnover, lever, means))
        stocks = after.model_copy(update={"staff": turnover.staff})
    return tuple(years)


def _start(area: Area, values: Mapping[str, float], lever: Levers) -> _Stocks:
    people = build_people(area.older, area.tilt)
    start = _Stocks(people=people, staff=(), prevalence=area.need_factor)
    carers = _count_needed(area, values, start, lever) * (1 - area.initial_gap)
    return start.model_copy(update={"staff": build_staff(carers)})


def _compute_demand(stocks: _Stocks, values: Mapping[str, float]) -> _Demand:
    by_gir = count_by_gir(stocks.people, stocks.prevalence)
    return _Demand(by_gir=by_gir, hours=compute_hours_by_gir(by_gir, values))


def _count_needed(area: Area, values: Mapping[str, float], stocks: _Stocks, lever: Levers) -> float:
    per_carer = compute_hours_per_carer(values, area.travel * lever.travel)
    return _compute_demand(stocks, values).total / per_carer


def _record(  # noqa: PLR0913, PLR0917  (the parts of a year, in the order in which they come)
    area: Area,
    values: Mapping[str, float],
    year: int,
    stocks: _Stocks,
    ageing: Ageing,
    turnover: Turnover,
    lever: Levers,
    means: tuple[float, float],
) -> AreaYear:
    posts, first_places = means
    demand = _compute_demand(stocks, values)
    staff = fsum(stocks.staff)
    per_carer = compute_hours_per_carer(values, area.travel * lever.travel)
    delivered = min(demand.total, staff * per_carer)
    older, very_old = count_older(stocks.people), count_very_old(stocks.people)
    places = first_places * lever.places
    requests = older * _compute_request_rate(values, year) / 1000
    handled = min(requests, posts * lever.posts * values["requests_per_post"])
    by_gir = {f"gir_{gir}": count for gir, count in enumerate(demand.by_gir, start=1)}
    return AreaYear(
        year=year,
        older=older,
        older_75=very_old,
        entrants=ageing.entrants,
        deaths=ageing.deaths,
        movers=ageing.movers,
        **by_gir,
        hours_needed=demand.total,
        hours_delivered=delivered,
        hours_unmet=demand.total - delivered,
        people_unmet=_count_unmet(demand, demand.total - delivered),
        staff=staff,
        hired=turnover.hired,
        left=turnover.left,
        retired=turnover.retired,
        vacancies=turnover.vacancies,
        places=places,
        places_missing=max(0.0, values["place_density"] * very_old / 1000 - places),
        requests=requests,
        requests_handled=handled,
        requests_lost=requests - handled,
        cost=ZERO,
    )


def _compute_request_rate(values: Mapping[str, float], year: int) -> float:
    """Requests to the DAC in a year for 1,000 people of 60 and over."""
    return values["request_rate"] * (1 + values["request_trend"] / 100) ** (year - FIRST_YEAR)


def _count_unmet(demand: _Demand, missing: float) -> float:
    """People whose whole plan the missing hours are worth, the least dependent first."""
    people = 0.0
    for count, hours in zip(reversed(demand.by_gir), reversed(demand.hours), strict=True):
        taken = min(missing, hours)
        people += count * taken / hours if hours else 0.0
        missing -= taken
    return people


def _spend(
    areas: list[tuple[AreaYear, ...]],
    policies: tuple[Policy, ...],
    shares: list[float],
    added_posts: list[float],
) -> list[tuple[AreaYear, ...]]:
    """Cost the policies for the department, shared out between its areas to the cent."""
    first = [years[0].places for years in areas]
    costed = []
    for now, added in zip(zip(*areas, strict=True), added_posts, strict=True):
        counted: dict[Basis, list[float]] = {
            "fixed": shares,
            "added_posts": [share * added for share in shares],
            "added_places": [year.places - was for year, was in zip(now, first, strict=True)],
            "hours_delivered": [year.hours_delivered for year in now],
            "older_75": [year.older_75 for year in now],
        }
        costs = [ZERO] * len(now)
        for policy in policies:
            parts = _share_cost(policy, now[0].year, counted[policy.basis])
            costs = [sum(pair, ZERO) for pair in zip(costs, parts, strict=True)]
        costed.append(
            [year.model_copy(update={"cost": cost}) for year, cost in zip(now, costs, strict=True)]
        )
    return [tuple(years) for years in zip(*costed, strict=True)]


def _share_cost(policy: Policy, year: int, counted: list[float]) -> tuple[Decimal, ...]:
    whole = compute_cost(policy, year, fsum(counted))
    if not whole:
        return (ZERO,) * len(counted)
    return share_out(whole, [Decimal(str(count)) for count in counted])


def _add_up(years: tuple[AreaYear, ...]) -> AreaYear:
    summed = {
        name: fsum(getattr(year, name) for year in years)
        for name in AreaYear.model_fields
        if name not in {"year", "cost"}
    }
    cost = sum((year.cost for year in years), ZERO)
    return AreaYear(year=years[0].year, cost=cost, **summed)
