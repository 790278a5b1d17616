"""The time of a case: its period is a day, a week or a month, as its model declares."""

import datetime as dt
from typing import Literal

from coordo_simulation.french import NO_BREAK_SPACE, format_date, format_month

Unit = Literal["jour", "semaine", "mois"]

_DAYS: dict[Unit, int] = {"jour": 1, "semaine": 7}
_PLURALS: dict[Unit, str] = {"jour": "jours", "semaine": "semaines", "mois": "mois"}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def list_dates(start: dt.date, unit: Unit, periods: int) -> tuple[dt.date, ...]:
    """Return the first day of each of ``periods`` periods and the day after the last one."""
    return tuple(add_periods(start, unit, count) for count in range(periods + 1))


def add_periods(day: dt.date, unit: Unit, count: int) -> dt.date:
    """Return the first day of the period that comes ``count`` periods after ``day``."""
    if unit == "mois":
        years, month = divmod(day.month - 1 + count, 12)
        return dt.date(day.year + years, month + 1, 1)
    return day + dt.timedelta(days=_DAYS[unit] * count)


def tell_bad_start(day: dt.date, unit: Unit) -> str | None:
    """Say in French what was expected of the first day of a case, None where it fits."""
    if unit == "mois" and day.day != 1:
        return "le premier jour d’un mois"
    if unit == "semaine" and day.weekday() != 0:
        return "un lundi, premier jour d’une semaine"
    return None


def format_period(day: dt.date, unit: Unit) -> str:
    """Write the period that begins on ``day``: vendredi 7 mars 2025, juillet 2024."""
    if unit == "mois":
        return format_month(day)
    if unit == "semaine":
        return f"semaine du {format_date(day)}"
    return f"{WEEKDAYS[day.weekday()]}{NO_BREAK_SPACE}{format_date(day)}"


def name_period(day: dt.date, unit: Unit) -> str:
    """Write a period as a noun: juillet 2024, la semaine du 10 mars 2025, le vendredi 7 mars."""
    if unit == "mois":
        return format_month(day)
    return f"{'la' if unit == 'semaine' else 'le'} {format_period(day, unit)}"


def locate_period(day: dt.date, unit: Unit) -> str:
    """Write when something is said to happen: en juillet 2024, le vendredi 7 mars 2025."""
    return f"en {format_month(day)}" if unit == "mois" else name_period(day, unit)


def count_periods(count: int, unit: Unit) -> str:
    """Write a length of time: 18 mois, 1 jour, 3 semaines."""
    return f"{count}{NO_BREAK_SPACE}{unit if count < 2 else _PLURALS[unit]}"  # noqa: PLR2004  (French plural from 2)
