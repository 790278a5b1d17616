"""What the law asks after an event: to whom, within what delay, and what opens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from coordo_simulation.event_analysis import HARM_LABELS
from coordo_simulation.event_analysis_example import build_example_event
from coordo_simulation.event_duties import (
    NO_DELAY_READ,
    add_months,
    is_serious_care_event,
    list_conditions,
    list_duties,
)
from coordo_simulation.references import load_references
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

BOOK = load_references(Path(__file__).parents[3] / "course" / "references.yml")


def test_serious_care_events_are_those_of_the_definition():
    event = build_example_event()
    definition = BOOK.get("eigs-definition").value_text
    for harm in HARM_LABELS:
        is_grave = is_serious_care_event(event.model_copy(update={"harm": harm}))
        assert is_grave == (harm in ("lasting", "vital", "death"))
        assert not is_grave or HARM_LABELS[harm].split(" probable")[0] in definition
    assert not is_serious_care_event(event.model_copy(update={"is_unexpected": False}))
    assert not is_serious_care_event(event.model_copy(update={"is_care": False}))


def test_duties_of_the_example():
    duties = list_duties(build_example_event(), BOOK)
    assert [duty.due_on for duty in duties] == [
        *(date(2026, 3, 30), None, date(2026, 6, 15)),  # 15 March and fifteen days
        *(None, date(2026, 3, 17), None),  # 15 March and 48 hours
    ]
    assert "15\u00a0juin\u00a02026" in duties[2].text
    assert all("sans délai" in duties[rank].text for rank in (1, 3))
    assert [duty.references[-1] for duty in duties] == [
        "dommage-information-personne",
        "eigs-premiere-partie",
        "eigs-seconde-partie-delai",
        "esms-signalement",
        "esms-signalement-confirmation",
        "esms-signalement-usagers",
    ]


def test_an_event_without_harm_owes_nothing_to_the_agency():
    event = build_example_event().model_copy(update={"harm": "none"})
    assert {duty.references for duty in list_duties(event, BOOK)} == {
        *(("esms-signalement",), ("esms-signalement-confirmation",)),
        ("esms-signalement-usagers",),
    }
    small = event.model_copy(update={"harm": "reversible", "threatens_people": False})
    assert [duty.references for duty in list_duties(small, BOOK)] == [
        ("dommage-information-personne",)
    ]
    outside = small.model_copy(update={"is_care": False, "harm": "death"})
    assert list_duties(outside, BOOK) == ()
    quiet = event.model_copy(update={"threatens_people": False})
    assert list_duties(quiet, BOOK) == ()


def test_each_duty_says_to_whom_and_within_what_delay():
    told = [(duty.recipient, duty.delay) for duty in list_duties(build_example_event(), BOOK)]
    agency, authority = (
        "L’agence régionale de santé",
        "L’autorité qui a délivré l’autorisation",
    )
    assert told == [
        ("La personne", "15\u00a0jours"),
        *((agency, "sans délai"), (agency, "3\u00a0mois")),
        *((authority, "sans délai"), (authority, "48\u00a0heures")),
        ("Le conseil de la vie sociale", NO_DELAY_READ),
    ]
    for duty in list_duties(build_example_event(), BOOK):
        for name in duty.references:
            assert BOOK.get(name).sources


@given(st.booleans(), st.booleans(), st.sampled_from(tuple(HARM_LABELS)))
def test_the_three_conditions_make_the_definition(is_care, is_unexpected, harm):
    """R. 1413-67 CSP: unexpected, of care, death or life at risk or a probable lasting deficit."""
    event = build_example_event().model_copy(
        update={"is_care": is_care, "is_unexpected": is_unexpected, "harm": harm}
    )
    met = [condition.is_met for condition in list_conditions(event)]
    assert met == [is_care, is_unexpected, harm not in ("none", "reversible")]
    assert is_serious_care_event(event) == all(met)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 24))
def test_months_are_added_as_the_calendar_does(day, months):
    assert add_months(day, months) == day + relativedelta(months=months)
