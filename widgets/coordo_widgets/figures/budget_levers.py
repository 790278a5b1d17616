"""What one may move on the budget board, and the service that the levers describe."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.sad_budget_analysis import Driver, scale
from coordo_simulation.sad_budget_example import build_example_service
from coordo_simulation.sad_budget_wages import compute_mean_seniority

from coordo_widgets.figure_model import Group, Slider

if TYPE_CHECKING:
    from coordo_simulation.sad_budget import Grade, HelpService

    from coordo_widgets.figure_model import Values

DELAYED = "apa"
QUALIFIED = "auxiliaires de vie"
SHARE_STEP = Decimal("0.0001")
NO_BREAK = "\u00a0"


def build_groups() -> tuple[Group, ...]:
    """The sliders, each starting on the example's own figure."""
    service = build_example_service()
    return _build_activity(service), _build_team(service), _build_wages(service)


def _build_activity(service: HelpService) -> Group:
    hours = int(sum(payer.hours for payer in service.payers))
    minutes = int(service.travel.travel_minutes)
    return Group(
        heading="L’activité",
        settings=(
            _slide("hours", "Heures demandées par mois", (3000, 5000, 50), hours, "h"),
            Slider(
                id="price",
                legend="Prix de l’heure APA et PCH",
                minimum=2400,
                maximum=3400,
                step=10,
                value=int(service.payers[0].price * 100),
                decimals=2,
                unit=f"{NO_BREAK}€",
            ),
            _slide("travel", "Trajet payé par visite d’une heure", (2, 25, 1), minutes, "min"),
        ),
    )


def _build_team(service: HelpService) -> Group:
    absence = _percent(service.workforce.absence_rate)
    replaced = _percent(service.workforce.replacement_share)
    overheads = int(sum(cost.amount for cost in service.fixed_costs))
    return Group(
        heading="L’équipe et l’argent",
        settings=(
            _slide("absence", "Absences imprévues", (0, 25, 1), absence, "%"),
            _slide("replacement", "Absences remplacées", (0, 100, 5), replaced, "%"),
            _slide("overheads", "Charges fixes par mois", (15000, 30000, 100), overheads, "€"),
            _slide("late", "Paiement de l’APA retardé de", (0, 6, 1), 0, "mois"),
        ),
    )


def _build_wages(service: HelpService) -> Group:
    (qualified,) = (each for each in service.workforce.grades if each.label == QUALIFIED)
    return Group(
        heading="Qui travaille",
        settings=(
            _slide(
                "qualified",
                "Heures payées aux auxiliaires de vie",
                (0, 100, 5),
                _percent(qualified.share),
                "%",
            ),
            Slider(
                id="seniority",
                legend="Ancienneté moyenne",
                minimum=0,
                maximum=200,
                value=int(compute_mean_seniority(service) * 10),
                decimals=1,
                unit=f"{NO_BREAK}ans",
            ),
        ),
    )


def build_service(values: Values) -> HelpService:
    """Build the example service as the levers set it."""
    service = build_example_service()
    prices = {"price": Decimal(_read(values, "price")) / 100}
    payers = tuple(
        payer.model_copy(
            update=(prices if payer.is_regulated else {})
            | ({"late": _read(values, "late")} if payer.id == DELAYED else {})
        )
        for payer in service.payers
    )
    staff = service.workforce.model_copy(
        update={
            "absence_rate": Decimal(_read(values, "absence")) / 100,
            "replacement_share": Decimal(_read(values, "replacement")) / 100,
            "grades": _mix(service.workforce.grades, Decimal(_read(values, "qualified")) / 100),
        }
    )
    travel = service.travel.model_copy(update={"travel_minutes": Decimal(_read(values, "travel"))})
    service = service.model_copy(update={"payers": payers, "workforce": staff, "travel": travel})
    years = Decimal(_read(values, "seniority")) / 10
    service = scale(service, Driver.SENIORITY, years / compute_mean_seniority(service))
    hours = sum(payer.hours for payer in service.payers)
    overheads = sum(cost.amount for cost in service.fixed_costs)
    service = scale(service, Driver.HOURS, Decimal(_read(values, "hours")) / hours)
    return scale(service, Driver.OVERHEADS, Decimal(_read(values, "overheads")) / overheads)


def _mix(grades: tuple[Grade, ...], share: Decimal) -> tuple[Grade, ...]:
    """Give the most qualified that share of the hours; the others keep their proportions.

    The last of the others bears what rounding leaves, so that the shares make a whole.
    """
    others = [grade for grade in grades if grade.label != QUALIFIED]
    rest, whole = 1 - share, sum(grade.share for grade in others)
    shares = [(rest * grade.share / whole).quantize(SHARE_STEP) for grade in others]
    shares[-1] = rest - sum(shares[:-1], Decimal(0))
    found = {grade.label: part for grade, part in zip(others, shares, strict=True)}
    return tuple(
        grade.model_copy(update={"share": found.get(grade.label, share)}) for grade in grades
    )


def _slide(name: str, legend: str, scale_of: tuple[int, int, int], value: int, unit: str) -> Slider:
    minimum, maximum, step = scale_of
    return Slider(
        id=name,
        legend=legend,
        minimum=minimum,
        maximum=maximum,
        step=step,
        value=value,
        unit=NO_BREAK + unit,
    )


def _percent(share: Decimal) -> int:
    return int(share * 100)


def _read(values: Values, name: str) -> int:
    return int(str(values[name]))
