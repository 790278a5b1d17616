"""French typography of numbers, dates and sentences."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def format_number(value: float | Decimal, decimals: int = 0) -> str:
    """Write a number the French way, half rounded up: 1 234,50 (narrow no-break space)."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "−" if exact < 0 else ""
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", NARROW_SPACE)
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def format_quantity(value: float | Decimal, unit: str, decimals: int = 0) -> str:
    """Write a number with its unit, never parted at the end of a line: 24,58 €/h."""
    number = format_number(value, decimals)
    return f"{number}{NO_BREAK_SPACE}{unit}" if unit else number


def format_euro(value: float | Decimal, decimals: int = 2) -> str:
    """Write an amount in euros: 1 234,50 €."""
    return format_quantity(value, "€", decimals)


def format_date(day: date) -> str:
    """Write a date: 31 décembre 2025, 1er janvier 2024."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK_SPACE}{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def format_month(day: date) -> str:
    """Write a month: juillet 2024."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def format_clock(moment: datetime) -> str:
    """Write a time of day: 16 h 40."""
    return f"{moment.hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{moment.minute:02d}"


def set_spaces(text: str) -> str:
    """Replace the ordinary spaces that French typography wants unbreakable.

    Narrow no-break space before ; : ! ? and inside « », no-break space before % and €.
    Idempotent; leaves times written 12:30 and addresses alone.
    """
    text = re.sub(r"[ \u00a0](?=[;!?»](?:\W|$))", NARROW_SPACE, text)
    text = re.sub(r"[ \u00a0](?=:(?:\s|$))", NARROW_SPACE, text)
    text = re.sub(r"«[ \u00a0]", f"«{NARROW_SPACE}", text)
    return re.sub(r"(?<=\d)[ \u202f](?=[%€])", NO_BREAK_SPACE, text)
