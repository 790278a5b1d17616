"""The care allocation: nine groups, known and unknown amounts, paid in two ways."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from coordo_simulation.french import format_euro, format_number, set_spaces
from coordo_simulation.money import share_out
from coordo_simulation.references import load_references
from coordo_simulation.ssiad import (
    CareService,
    Grant,
    Stay,
    UnknownGirError,
    classify,
    compute_allocation,
)
from coordo_simulation.ssiad_comparison import (
    NoActivityError,
    build_flat_funding,
    compare,
)
from coordo_simulation.ssiad_status import Status, UnsureParts
from coordo_simulation.ssiad_tariffs import (
    Surcharge,
    UnknownTariffYearError,
    build_fictitious_tariffs,
    build_ssiad_tariffs,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

ROOT = Path(__file__).parents[3]
BOOK = load_references(ROOT / "course/references.yml")
TARIFFS = {year: build_ssiad_tariffs(BOOK, year) for year in (2023, 2024)}
D = Decimal
FICTITIOUS = "valeur fictive pour l’exercice"

# one line a group: 2023, 2024; a tilde marks what was derived, a question mark what is unknown
PRINTED = """
49.05 49.38
71.29 ~71.77
100.14 ~100.81
111.69 112.44
~171.60 172.75
? ?
~149.36 150.36
? ?
~268.52 270.32
"""


def stay(label="Une personne", gir=4, nurse=False, weekend=False, weeks=52, **more):
    return Stay(label=label, gir=gir, has_nurse=nurse, has_weekend=weekend, weeks=weeks, **more)


def caseload():
    """The worked example of the page: thirty places, four situations."""
    return CareService(
        places=30,
        stays=(
            stay("Toilettes, sans infirmier", gir=4, people=12),
            stay(
                "Toilettes, avec infirmier et week-end", gir=3, nurse=True, weekend=True, people=8
            ),
            stay("Fin de vie et alitements", gir=1, nurse=True, weekend=True, people=4),
            stay("Très dépendants, sans infirmier", gir=2, people=4),
        ),
        grants=(Grant(label="Dotation de coordination", amount=D("12000")),),
    )


def write_line(line):
    """A line as the page writes it: its status follows, unless the rate was published."""
    reckoning = f"{format_number(line.quantity)} {line.unit} × {format_euro(line.rate)}"
    mark = "" if line.status is Status.KNOWN else f" [{line.status}]"
    return set_spaces(f"{line.label} : {reckoning} = {format_euro(line.amount)}{mark}")


stays = st.builds(
    Stay,
    label=st.just("x"),
    gir=st.integers(1, 6),
    has_nurse=st.booleans(),
    has_weekend=st.booleans(),
    weeks=st.integers(0, 53),
    people=st.integers(1, 20),
    surcharges=st.lists(st.sampled_from(Surcharge), max_size=2).map(tuple),
)
services = st.builds(
    CareService,
    places=st.integers(0, 200),
    stays=st.lists(stays, min_size=1, max_size=6).map(tuple),
    is_overseas=st.booleans(),
    grants=st.lists(
        st.builds(
            Grant,
            label=st.just("g"),
            amount=st.integers(0, 9_999_999).map(lambda cents: D(cents) / 100),
            status=st.sampled_from(Status),
        ),
        max_size=2,
    ).map(tuple),
)


@pytest.mark.parametrize(("column", "year"), [(0, 2023), (1, 2024)])
def test_amounts_known_derived_and_unknown(column, year):
    for line, tariff in zip(PRINTED.split("\n")[1:-1], TARIFFS[year].groups, strict=True):
        cell = line.split()[column]
        expected = {"?": Status.FICTITIOUS, "~": Status.DERIVED}.get(cell[0], Status.KNOWN)
        assert tariff.status is expected, tariff.label
        if cell != "?":
            assert tariff.amount == D(cell.lstrip("~")), tariff.label


def test_the_derivation_finds_again_what_is_known_of_both_years():
    ratio = TARIFFS[2024].base.amount / TARIFFS[2023].base.amount
    for group in (1, 4):
        before, after = (TARIFFS[year].groups[group - 1] for year in (2023, 2024))
        assert round(before.amount * ratio, 2) == after.amount
        assert before.status is after.status is Status.KNOWN


def test_other_years_are_refused_or_wholly_fictitious():
    with pytest.raises(UnknownTariffYearError, match="2025 n’ont pas été trouvés"):
        build_ssiad_tariffs(BOOK, 2025)
    carried = build_fictitious_tariffs(TARIFFS[2024], 2026, D("0.02"))
    assert carried.base.amount == D("8857.91")
    every = (carried.base, *carried.groups, *carried.surcharges.values())
    assert {tariff.status for tariff in every} == {Status.FICTITIOUS}
    assert all(tariff.text.endswith(f"({FICTITIOUS})") for tariff in every)


def test_the_nine_groups_follow_the_order_of_the_text():
    order = [(False, False), (True, False), (False, True), (True, True)]
    for girs, first in (((3, 4), 2), ((1, 2), 6)):
        for gir, (place, (nurse, weekend)) in product(girs, enumerate(order)):
            assert classify(gir, has_nurse=nurse, has_weekend=weekend) == first + place
    for gir, nurse, weekend in product((5, 6), (False, True), (False, True)):
        assert classify(gir, has_nurse=nurse, has_weekend=weekend) == 1


@pytest.mark.parametrize("gir", [0, 7])
def test_a_gir_out_of_range_is_refused(gir):
    with pytest.raises(UnknownGirError):
        classify(gir, has_nurse=False, has_weekend=False)


def test_a_year_of_care_has_at_most_fifty_three_weeks():
    with pytest.raises(ValidationError):
        stay(weeks=54)


def test_an_allocation_reckoned_by_hand():
    service = CareService(
        places=10,
        stays=(stay(gir=5, weeks=50), stay(gir=1, nurse=True, weekend=True, weeks=40, people=2)),
        grants=(
            Grant(label="Dotation de coordination", amount=D("1000"), status=Status.KNOWN),
            Grant(label="Financement complémentaire", amount=D("250.50"), status=Status.KNOWN),
        ),
    )
    allocation = compute_allocation(TARIFFS[2024], service)
    assert [line.amount for line in allocation.lines] == [
        D("86842.30"),
        D("2469.00"),
        D("21625.60"),
        D("1000.00"),
        D("250.50"),
    ]
    assert allocation.package == D("110936.90")
    assert allocation.total == D("112187.40")
    assert allocation.unsure == UnsureParts()
    assert allocation.text == "Dotation globale 2024\u202f: 112\u202f187,40\u00a0€"


def test_what_the_agency_grants_is_fictitious_unless_a_decision_was_read():
    # 52 weeks of group 2, derived; 12,000 € and 50,000 € invented; 300 € read in a decision
    service = CareService(
        places=1,
        stays=(stay(gir=4),),
        grants=(
            Grant(label="Dotation de coordination", amount=D(12_000)),
            Grant(label="Financement complémentaire", amount=D(50_000)),
            Grant(label="Complément notifié", amount=D(300), status=Status.KNOWN),
        ),
    )
    allocation = compute_allocation(TARIFFS[2024], service)
    assert [line.status for line in allocation.others] == [
        Status.FICTITIOUS,
        Status.FICTITIOUS,
        Status.KNOWN,
    ]
    assert allocation.unsure == UnsureParts(derived=52 * D("71.77"), fictitious=D(62_000))
    assert allocation.text.endswith(
        "[dont 3\u202f732,04\u00a0€ de valeur déduite et 62\u202f000,00\u00a0€ de "
        "valeur fictive pour l’exercice]"
    )
    (line,) = compare(build_flat_funding(BOOK), TARIFFS[2024], service).stays
    assert line.unsure == allocation.unsure


def test_overseas_the_base_alone_is_raised_by_a_fifth():
    here = CareService(places=10, stays=(stay(),))
    there = here.model_copy(update={"is_overseas": True})
    near, far = (compute_allocation(TARIFFS[2024], service) for service in (here, there))
    assert far.base.rate == D("10421.08")
    assert far.base.amount == D("104210.80")
    assert far.interventions == near.interventions
    assert far.base.label == "Socle par place, majoré (département d’outre-mer)"


@pytest.mark.parametrize("weekend", [False, True])
def test_whatever_rests_on_a_fictitious_amount_says_so(weekend):
    service = CareService(places=1, stays=(stay(gir=2, weekend=weekend),))
    allocation = compute_allocation(TARIFFS[2024], service)
    assert [line.status for line in allocation.lines] == [Status.KNOWN, Status.FICTITIOUS]
    assert allocation.unsure.fictitious == allocation.interventions[0].amount > 0
    assert FICTITIOUS in allocation.text
    comparison = compare(build_flat_funding(BOOK), TARIFFS[2024], service)
    assert comparison.stays[0].unsure == allocation.unsure


def test_every_surcharge_is_fictitious_and_counted_once():
    for kind in Surcharge:
        service = CareService(places=1, stays=(stay(gir=4, surcharges=(kind, kind)),))
        allocation = compute_allocation(TARIFFS[2024], service)
        surcharge = TARIFFS[2024].surcharges[kind].amount
        assert allocation.unsure.fictitious == 52 * surcharge
        assert allocation.interventions[1].status is Status.FICTITIOUS


def test_a_derived_amount_is_marked_and_is_not_called_fictitious():
    service = CareService(places=1, stays=(stay(gir=4),))
    allocation = compute_allocation(TARIFFS[2024], service)
    assert allocation.interventions[0].status is Status.DERIVED
    assert "valeur déduite" in allocation.text
    assert FICTITIOUS not in allocation.text


@given(services)
def test_shares_of_the_people_add_up_to_the_allocation(service):
    if not service.weeks:
        with pytest.raises(NoActivityError):
            compare(build_flat_funding(BOOK), TARIFFS[2024], service)
        return
    comparison = compare(build_flat_funding(BOOK), TARIFFS[2024], service)
    assert sum(line.before for line in comparison.stays) == comparison.before
    assert sum(line.after for line in comparison.stays) == comparison.after
    assert sum(line.difference for line in comparison.stays) == comparison.difference
    unsure = comparison.allocation.unsure
    assert sum(line.unsure.derived for line in comparison.stays) == unsure.derived
    assert sum(line.unsure.fictitious for line in comparison.stays) == unsure.fictitious
    assert all(
        amount == round(amount, 2)
        for line in comparison.stays
        for amount in (
            line.before,
            line.after,
        )
    )


@given(services)
def test_the_total_is_the_sum_of_its_lines(service):
    allocation = compute_allocation(TARIFFS[2023], service)
    shown = sum(line.quantity * line.rate for line in allocation.lines)
    assert allocation.total == shown
    known = sum(line.amount for line in allocation.lines if line.status is Status.KNOWN)
    assert known + allocation.unsure.derived + allocation.unsure.fictitious == allocation.total


def test_the_even_week_leaves_the_total_unchanged():
    service = CareService(places=20, stays=(stay(gir=4, weeks=50, people=20),))
    comparison = compare(build_flat_funding(BOOK), TARIFFS[2024], service)
    base = comparison.allocation.base.amount
    assert abs(base + comparison.even_week * service.weeks - comparison.before) <= D("5")
    assert (comparison.difference < 0) == (comparison.even_week > D("71.77"))


@given(
    st.integers(0, 10**9).map(lambda cents: D(cents) / 100),
    st.lists(st.integers(0, 1000).map(D), min_size=1, max_size=12).filter(any),
)
def test_sharing_loses_no_cent_and_is_fair_to_a_cent(total, weights):
    parts = share_out(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < D("0.01")


@pytest.mark.parametrize("weights", [[], [D(0)], [D(2), D(-1)]])
def test_sharing_by_nothing_is_refused(weights):
    with pytest.raises(ValueError, match="poids positifs"):
        share_out(D(10), weights)


def test_the_page_tells_what_the_model_computes():
    page = (ROOT / "docs/modeles/ssiad.md").read_text(encoding="utf-8")
    comparison = compare(build_flat_funding(BOOK), TARIFFS[2024], caseload())
    allocation = comparison.allocation
    told = {comparison.before, comparison.after, abs(comparison.difference)}
    told |= {allocation.package, comparison.even_week}
    told |= {amount for _, amount in allocation.unsure.parts}
    told |= {amount for line in comparison.stays for _, amount in line.unsure.parts}
    told |= {BOOK.get("ssiad-majoration-plafond-2024").number}
    told |= {amount for line in allocation.lines for amount in (line.rate, line.amount)}
    told |= {amount for line in comparison.stays for amount in (line.before, line.after)}
    told |= {abs(line.difference) for line in comparison.stays}
    told |= {tariff.amount for year in TARIFFS for tariff in TARIFFS[year].groups}
    told |= {TARIFFS[year].base.amount for year in TARIFFS}
    told |= {tariff.amount for tariff in TARIFFS[2024].surcharges.values()}
    told |= {comparison.funding.per_place}
    found = set(re.findall(r"[\d\u202f]+,\d{2}\u00a0€", page))
    assert found == {format_euro(amount) for amount in told}
    for line in (*map(write_line, allocation.lines), allocation.text):
        assert f"- {line}\n" in page
    for line in comparison.stays:
        assert f"{format_euro(line.after)} ({line.unsure.text})" in page
    assert page.count(FICTITIOUS) >= 4
