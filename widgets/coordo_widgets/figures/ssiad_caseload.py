"""A caseload of home nursing as sliders: how many people of each of the nine groups."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.ssiad import CareService, Grant, Stay
from coordo_simulation.ssiad_study import MOST_PEOPLE
from coordo_simulation.ssiad_tariffs import Surcharge

from coordo_widgets.figure_model import Group, Option, Slider, Ticks

if TYPE_CHECKING:
    from coordo_simulation.ssiad_study import CaseloadStudy

    from coordo_widgets.figure_model import Values

WEEKS = 52

LABELS = {
    1: "GIR\u00a05-6",
    2: "GIR\u00a03-4, ni infirmier ni week-end",
    3: "GIR\u00a03-4, infirmier",
    4: "GIR\u00a03-4, week-end",
    5: "GIR\u00a03-4, infirmier et week-end",
    6: "GIR\u00a01-2, ni infirmier ni week-end",
    7: "GIR\u00a01-2, infirmier",
    8: "GIR\u00a01-2, week-end",
    9: "GIR\u00a01-2, infirmier et week-end",
}
"""The nine groups, as the arrêté of 28 April 2023 tells them apart."""

SURCHARGED = 9
"""The group whose people the trainee may give surcharges; the texts keep them for some groups."""

GRANTS = {
    "coordination": ("Dotation de coordination", 60_000),
    "complements": ("Financements complémentaires", 100_000),
}
"""What the agency grants beside the package: label, most euros a year. No table gives it."""

_HEADINGS = {"GIR\u00a05-6, puis GIR\u00a03-4": (1, 2, 3, 4, 5), "GIR\u00a01-2": (6, 7, 8, 9)}


def build_groups(study: CaseloadStudy) -> tuple[Group, ...]:
    """One slider a group, then what the trainee may add, invented."""
    people = (
        Group(heading=heading, settings=tuple(_build_slider(study, each) for each in numbers))
        for heading, numbers in _HEADINGS.items()
    )
    return (*people, _build_extras())


def build_caseload(places: int, values: Values, *, is_overseas: bool) -> CareService:
    """Build a service of so many places; each person is cared for the whole year."""
    counts = {number: int(str(values[_name(number)])) for number in LABELS}
    return CareService(
        places=places,
        stays=tuple(
            _build_stay(number, count, values) for number, count in counts.items() if count
        ),
        is_overseas=is_overseas,
        grants=tuple(
            Grant(label=label, amount=Decimal(str(values[key])))
            for key, (label, _) in GRANTS.items()
        ),
    )


def _build_slider(study: CaseloadStudy, number: int) -> Slider:
    label = LABELS[number].split(", ", 1)[-1]
    legend = label[0].upper() + label[1:]
    return Slider(
        id=_name(number),
        legend=f"{number}. {legend}",
        minimum=0,
        maximum=MOST_PEOPLE,
        value=study.people[number - 1],
        unit="\u00a0pers.",
    )


def _build_extras() -> Group:
    surcharges = Ticks(
        id="surcharges",
        legend=f"Majorations du groupe {SURCHARGED}",
        options=tuple(
            Option(value=kind.name.lower(), label=kind[0].upper() + kind[1:]) for kind in Surcharge
        ),
    )
    grants = (
        Slider(
            id=key,
            legend=label,
            minimum=0,
            maximum=most,
            step=1000,
            value=0,
            unit="\u00a0€",
        )
        for key, (label, most) in GRANTS.items()
    )
    return Group(
        heading="Ce qui peut s’ajouter, en montants fictifs", settings=(surcharges, *grants)
    )


def _read_surcharges(values: Values) -> tuple[Surcharge, ...]:
    ticked = values["surcharges"]
    names = ticked if isinstance(ticked, tuple) else ()
    return tuple(kind for kind in Surcharge if kind.name.lower() in names)


def _build_stay(number: int, count: int, values: Values) -> Stay:
    rank = 0 if number == 1 else (number - 2) % 4
    gir = 5 if number == 1 else 3 if number <= 5 else 1  # noqa: PLR2004 -- groups 2 to 5: GIR 3-4
    return Stay(
        label=LABELS[number],
        gir=gir,
        has_nurse=bool(rank & 1),
        has_weekend=bool(rank & 2),
        weeks=WEEKS,
        people=count,
        surcharges=_read_surcharges(values) if number == SURCHARGED else (),
    )


def _name(number: int) -> str:
    return f"group-{number}"
