"""French typography."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from coordo_simulation.french import (
    format_clock,
    format_date,
    format_euro,
    format_month,
    format_number,
    set_spaces,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567.5, 2, "1\u202f234\u202f567,50"),
        (0.125, 2, "0,13"),
        (2.675, 2, "2,68"),
        (-3, 0, "−3"),
        (999, 0, "999"),
    ],
)
def test_numbers(value, decimals, written):
    assert format_number(value, decimals) == written


def test_amounts_dates_and_times():
    assert format_euro(1234.5) == "1\u202f234,50\u00a0€"
    assert format_date(date(2024, 1, 1)) == "1er\u00a0janvier\u00a02024"
    assert format_month(date(2024, 8, 1)) == "août\u00a02024"
    assert format_clock(datetime(2026, 1, 1, 16, 5, tzinfo=UTC)) == "16\u00a0h\u00a005"


def test_spaces_before_double_punctuation_do_not_break():
    assert set_spaces("« Oui » : 5 % ?") == "«\u202fOui\u202f»\u202f: 5\u00a0%\u202f?"
    assert set_spaces("à 12:30, https://exemple.fr/a?b=1") == "à 12:30, https://exemple.fr/a?b=1"


@given(st.text(alphabet="ab «»:;!?%€5\n\u202f\u00a0"))
def test_setting_spaces_twice_changes_nothing_more(text):
    once = set_spaces(text)
    assert set_spaces(once) == once
