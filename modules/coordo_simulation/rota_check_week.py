"""The rules that look at a caregiver's whole week, and at what the week before leaves to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.rota import SUNDAY, WEEK
from coordo_simulation.rota_fault import Fault
from coordo_simulation.rota_rules import RuleId
from coordo_simulation.rota_timesheet import (
    compute_rest_around,
    compute_week_work,
    has_rest_with_sunday,
    list_days_off,
)
from coordo_simulation.rota_words import count, format_minutes, name_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rota import Caregiver
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_timesheet import Timesheet


def iter_week_faults(sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    """Yield the faults of a week: rest, Sundays, days in a row, hours."""
    if len(list_days_off(sheet)) == WEEK:
        return
    yield from _check_weekly_rest(sheet, rules)
    yield from _check_days_in_a_row(sheet, rules)
    yield from _check_sunday(sheet)
    yield from _check_rest_days(sheet, rules)
    yield from _check_hours(sheet, rules)


def _fault(  # noqa: PLR0913 -- a fault has that many parts
    rule: RuleId, sheet: Timesheet, day: int | None, *, fact: str, limit: str, remedy: str
) -> Fault:
    stops = sheet.days[day] if day is not None else ()
    return Fault(
        rule=rule,
        caregiver=sheet.caregiver.id,
        day=day,
        visits=tuple(stop.visit.id for stop in stops),
        fact=fact,
        limit=limit,
        remedy=remedy,
    )


def _check_weekly_rest(sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    least = rules.limit(RuleId.WEEKLY_REST)
    rests = [compute_rest_around(sheet, day) for day in list_days_off(sheet)]
    if rests and max(rests) >= least:
        return
    fact = (
        f"le plus long repos autour d’un jour libre est de {format_minutes(max(rests))}"
        if rests
        else "aucun jour de repos dans la semaine"
    )
    yield _fault(
        RuleId.WEEKLY_REST,
        sheet,
        None,
        fact=fact,
        limit=f"un jour libre dans un repos de {format_minutes(least)} d’affilée",
        remedy="Libérez un jour, et une soirée avant ou un début de matinée après.",
    )


def _check_days_in_a_row(sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    most = rules.limit(RuleId.DAYS_IN_A_ROW)
    run = 0
    for day in range(-WEEK, WEEK):
        run = run + 1 if sheet.is_worked(day) else 0
        if day >= 0 and run > most:
            yield _fault(
                RuleId.DAYS_IN_A_ROW,
                sheet,
                day,
                fact=f"{count(run, 'jour')} de travail de suite, semaine d’avant comprise",
                limit=f"{count(most, 'jour')} au plus",
                remedy="Libérez ce jour, ou l’un de ceux d’avant.",
            )
            return


def _check_sunday(sheet: Timesheet) -> Iterator[Fault]:
    if sheet.is_worked(SUNDAY) and sheet.is_worked(-1):
        yield _fault(
            RuleId.SUNDAY,
            sheet,
            SUNDAY,
            fact="ce dimanche est travaillé, et celui d’avant aussi",
            limit="un dimanche travaillé sur deux au plus",
            remedy="Confiez les visites du dimanche à qui n’a pas travaillé le précédent.",
        )


def _check_rest_days(sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    least = rules.limit(RuleId.REST_DAYS)
    off = len(list_days_off(sheet)) + sheet.caregiver.previous.worked.count(False)
    if off < least:
        yield _fault(
            RuleId.REST_DAYS,
            sheet,
            None,
            fact=f"{count(off, 'jour')} de repos sur deux semaines",
            limit=f"{count(least, 'jour')} au moins",
            remedy=f"Libérez {count(least - off, 'jour')} de plus cette semaine.",
        )
    if not has_rest_with_sunday(sheet):
        pair = count(rules.limit(RuleId.REST_WITH_SUNDAY), "jour")
        yield _fault(
            RuleId.REST_WITH_SUNDAY,
            sheet,
            None,
            fact="pas de samedi et dimanche, ni de dimanche et lundi, libres sur deux semaines",
            limit=f"{pair} de suite, dont un dimanche",
            remedy="Libérez le samedi et le dimanche.",
        )


def compute_contract_limit(caregiver: Caregiver, rules: Rules) -> tuple[RuleId, int]:
    """Return the strictest limit of a caregiver's week, in minutes of work, and its rule."""
    full = rules.limit(RuleId.PART_TIME)
    if caregiver.weekly_minutes >= full:
        return RuleId.WEEKLY_WORK, rules.limit(RuleId.WEEKLY_WORK)
    extra = caregiver.weekly_minutes + caregiver.weekly_minutes // rules.limit(RuleId.EXTRA_HOURS)
    return min((RuleId.EXTRA_HOURS, extra), (RuleId.PART_TIME, full - 1), key=lambda each: each[1])


def _check_hours(sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    work = compute_week_work(sheet, rules)
    rule, most = compute_contract_limit(sheet.caregiver, rules)
    if work <= most:
        return
    contract = format_minutes(sheet.caregiver.weekly_minutes)
    share = name_share(rules.limit(RuleId.EXTRA_HOURS))
    limits = {
        RuleId.WEEKLY_WORK: f"{format_minutes(most)} au plus",
        RuleId.EXTRA_HOURS: f"{format_minutes(most)} au plus\u202f: le contrat, et {share}",
        RuleId.PART_TIME: f"moins de {format_minutes(most + 1)} pour un temps partiel",
    }
    yield _fault(
        rule,
        sheet,
        None,
        fact=f"{format_minutes(work)} de travail dans la semaine, pour un contrat de {contract}",
        limit=limits[rule],
        remedy=f"Retirez {format_minutes(work - most)} au moins.",
    )
