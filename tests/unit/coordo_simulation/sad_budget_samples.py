"""Services small enough to reckon by hand, and any service at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from coordo_simulation.references import load_references
from coordo_simulation.sad_budget import (
    FixedCost,
    Grade,
    HelpService,
    Payer,
    Travel,
    Workforce,
    build_year_rules,
)
from coordo_simulation.sad_budget_example import build_example_service
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]
BOOK = load_references(ROOT / "course/references.yml")
RULES = build_year_rules(BOOK, 2026)
EXAMPLE = build_example_service()
D = Decimal
LABEL = "hypothèse pédagogique"


def simple(**changes):
    """A hundred hours at 30 €, one grade at 15 €, nothing lost on the way."""
    fields = {
        "label": "Petit service",
        "payers": (payer(),),
        "workforce": workforce(),
        "travel": Travel(
            visit_minutes=D(60), travel_minutes=D(0), kilometres=D(0), kilometre_rate=D(0)
        ),
        "fixed_costs": (FixedCost(id="loyer", label="Loyer", group=3, amount=D(500)),),
        "quality_rate": D(0),
        "user_delay": 0,
        "quality_delay": 0,
        "employer_delay": 0,
    }
    return HelpService(**fields | changes)


def payer(**changes):
    fields = {
        "id": "a",
        "label": "A",
        "is_regulated": False,
        "hours": D(100),
        "price": D(30),
        "user_share": D(0),
        "delay": 0,
    }
    return Payer(**fields | changes)


def workforce(**changes):
    fields = {
        "grades": (Grade(label="g", hourly=D(15), seniority=D(0), share=D(1)),),
        "seniority_rate": D(0),
        "employer_rate": D("0.4"),
        "leave_rate": D(0),
        "absence_rate": D(0),
        "sick_pay_share": D(0),
        "replacement_share": D(0),
        "replacement_premium": D(0),
        "meeting_rate": D(0),
    }
    return Workforce(**fields | changes)


def hundredths(low, high):
    return st.integers(low, high).map(lambda count: D(count) / 100)


payers = st.lists(
    st.builds(
        payer,
        is_regulated=st.booleans(),
        hours=hundredths(100, 500_000),
        price=hundredths(1_500, 4_000),
        user_share=hundredths(0, 100),
        delay=st.integers(0, 11),
        late=st.integers(0, 11),
    ),
    min_size=1,
    max_size=4,
).map(
    lambda found: tuple(
        each.model_copy(update={"id": f"p{place}"}) for place, each in enumerate(found)
    )
)
workforces = st.builds(
    workforce,
    leave_rate=hundredths(0, 30),
    absence_rate=hundredths(0, 60),
    sick_pay_share=hundredths(0, 100),
    replacement_share=hundredths(0, 100),
    replacement_premium=hundredths(0, 50),
    meeting_rate=hundredths(0, 20),
)
travels = st.builds(
    Travel,
    visit_minutes=st.integers(15, 180).map(D),
    travel_minutes=st.integers(0, 30).map(D),
    kilometres=hundredths(0, 2_000),
    kilometre_rate=hundredths(0, 80),
)
services = st.builds(
    simple,
    payers=payers,
    workforce=workforces,
    travel=travels,
    quality_rate=hundredths(0, 500),
    user_delay=st.integers(0, 11),
    quality_delay=st.integers(0, 11),
    employer_delay=st.integers(0, 11),
    is_established=st.booleans(),
    seasons=st.lists(hundredths(50, 150), min_size=12, max_size=12).map(tuple),
)
