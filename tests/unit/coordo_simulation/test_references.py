"""A reference knows its value in French, its dates, and when it must be checked again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from coordo_simulation.references import Reference, ReferenceBook, UnknownReferenceError


def build(**changes):
    data = {
        "id": "plancher",
        "label": "Tarif plancher",
        "value": {"kind": "number", "number": "23.50", "unit": "€/h", "decimals": 2},
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2024, 12, 31),
        "sources": [{"title": "Arrêté"}],
        "checked_on": date(2026, 1, 1),
        "confidence": "haute",
    }
    return Reference.model_validate(data | changes)


def test_values_are_written_in_french():
    assert build().value_text == "23,50\u00a0€/h"
    assert build(value={"kind": "date", "date": date(2025, 12, 31)}).value_text == (
        "31\u00a0décembre\u00a02025"
    )
    assert build(value={"kind": "text", "text": "article L. 313-1-3"}).value_text == (
        "article L. 313-1-3"
    )


def test_numbers_and_days_are_exact():
    assert build().number == Decimal("23.50")
    with pytest.raises(TypeError, match="pas une date"):
        _ = build().day


@pytest.mark.parametrize(
    ("day", "expired"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True)]
)
def test_a_fact_expires_the_day_after_its_last(day, expired):
    assert build().is_expired(day) is expired


def test_a_fact_is_stale_after_a_year_without_a_check():
    assert not build().is_stale(date(2027, 1, 1))
    assert build().is_stale(date(2027, 1, 2))


def test_an_unknown_reference_is_named():
    book = ReferenceBook(references=(build(),))
    with pytest.raises(UnknownReferenceError, match="inconnu"):
        book.get("inconnu")


def test_dates_out_of_order_are_refused():
    with pytest.raises(ValueError, match="valid_to"):
        build(valid_to=date(2023, 1, 1))
