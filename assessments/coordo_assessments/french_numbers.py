"""Reads numbers as French people type them."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")


def parse_french_number(text: str, unit: str = "") -> Decimal | None:
    """Return the number in ``text``, with decimal comma or point, or None.

    Spaces part thousands; the unit may follow. ``nan``, ``inf``, exponents and a second
    separator are no numbers.
    """
    compact = _SPACES.sub("", text).replace("−", "-").replace("'", "")
    compact_unit = _SPACES.sub("", unit)
    if compact_unit and compact.casefold().endswith(compact_unit.casefold()):
        compact = compact[: -len(compact_unit)]
    if not _NUMBER.fullmatch(compact):
        return None
    return Decimal(compact.replace(",", "."))
