"""What the territory figure says: where and when an answer is short, what policies change, cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces
from coordo_simulation.territory_analysis import find_first_year
from coordo_simulation.territory_area import FIRST_YEAR
from coordo_simulation.territory_policies import find_policies

from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from coordo_simulation.territory_analysis import Band
    from coordo_simulation.territory_area import Course, Department

    from coordo_widgets.figures.territory_measures import Measure

NUMBERS = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six")
MILLION = 1_000_000


def tell_title(department: Department, measure: Measure, within: Course, year: int) -> str:
    """What one sees: how many areas are short that year, or how the measure grows."""
    place = year - FIRST_YEAR
    last = within.whole[place]
    if measure.limit is None:
        growth = measure.read(last) / measure.read(within.whole[0]) - 1
        return set_spaces(
            f"De {FIRST_YEAR} à {year}, la projection ajoute {format_number(100 * growth)} % de "
            f"{measure.title}"
        )
    short = sum(
        measure.is_short(measure.read(within.areas[area.id][place])) for area in department.areas
    )
    areas = (
        f"{NUMBERS[short]} secteur{'s' if short > 1 else ''} sur {NUMBERS[len(department.areas)]}"
    )
    where = f"dans {areas}" if short else "dans aucun secteur"
    return set_spaces(f"En {year}, {measure.shortage} {where}")


def tell_change(measure: Measure, without: Course, within: Course, band: Band, year: int) -> str:
    """What the department's measure is that year, and against no policy."""
    place = year - FIRST_YEAR
    value, alone = measure.read(within.whole[place]), measure.read(without.whole[place])
    bounds = f"de {measure.tell(band.low[place])} à {measure.tell(band.high[place])}"
    start = measure.tell(measure.read(within.whole[0]))
    told = f"{measure.label}, la Sarvenne, {year} : {measure.tell(value)} ({start} en {FIRST_YEAR})"
    draws = f"huit tirages sur dix vont {bounds}"
    if within is without:
        return set_spaces(f"{told}. Quand toutes les hypothèses bougent ensemble, {draws}.")
    change = value - alone
    if value == alone:
        against = "autant que sans politique nouvelle : celles-ci n’y changent rien"
    elif measure.tell(value) == measure.tell(alone):
        against = "presque autant que sans politique nouvelle"
    else:
        against = (
            f"{measure.tell_change(abs(change)).removeprefix('+')} "
            f"de {'moins' if change < 0 else 'plus'} que sans politique nouvelle"
        )
    return set_spaces(f"{told}, {against} ; {draws}.")


def tell_places(department: Department, without: Course, within: Course) -> str:
    """Where more than one hour in ten goes without an answer, from when, and what changes it."""
    still, spared, never = [], [], []
    for area in department.areas:
        now = find_first_year(within.areas[area.id])
        before = find_first_year(without.areas[area.id])
        if now:
            still.append(f"{area.label} ({_tell_since(now)})")
        elif before:
            spared.append(area.label)
        else:
            never.append(area.label)
    parts = []
    if still:
        parts.append(
            f"Plus d’une heure d’aide sur dix resterait sans réponse : {', '.join(still)}."
        )
    if spared:
        parts.append(
            f"Avec ces politiques, ce ne serait plus le cas en 2040 : {', '.join(spared)}."
        )
    if never:
        parts.append(f"Ce ne serait pas le cas en 2040 : {', '.join(never)}.")
    return set_spaces(" ".join(parts))


def _tell_since(year: int) -> str:
    return f"dès {FIRST_YEAR}" if year == FIRST_YEAR else f"à partir de {year}"


def tell_cost(without: Course, within: Course, policies: tuple[str, ...]) -> str:
    """What the policies cost from 2026 to 2040, by hour that was missing and no longer is."""
    if not policies:
        return set_spaces("Aucune politique n’est cochée : le calcul prolonge 2025.")
    labels = ", ".join(
        policy.label.lower().replace("dac", "DAC") for policy in find_policies(policies)
    )
    cost = within.total_cost
    told = f"Coût de 2026 à 2040 ({labels}) : {format_quantity(cost / MILLION, 'M€', 1)}"
    saved = sum(year.hours_unmet for year in without.whole) - sum(
        year.hours_unmet for year in within.whole
    )
    if saved < 1:
        return set_spaces(f"{told}. Le nombre d’heures d’aide sans réponse n’en est pas changé.")
    by_hour = cost / Decimal(str(round(saved, 2)))
    return set_spaces(
        f"{told}, soit {format_euro(by_hour, 0)} pour chaque heure qui manquait et ne manque plus, "
        "sans le prix de l’heure elle-même. Coûts et effets sont des hypothèses pédagogiques."
    )


def build_table(
    department: Department, measure: Measure, without: Course, within: Course, year: int
) -> Table:
    """The measure of each area in 2025 and that year, without and with the policies."""
    place = year - FIRST_YEAR
    rows = []
    labels = {area.id: area.label for area in department.areas}
    for key, label in (*labels.items(), ("", "La Sarvenne entière")):
        alone = without.areas[key] if key else without.whole
        now = within.areas[key] if key else within.whole
        first = find_first_year(now)
        change = measure.read(now[place]) - measure.read(alone[place])
        rows.append(
            (
                label,
                measure.tell(measure.read(alone[0])),
                measure.tell(measure.read(alone[place])),
                measure.tell(measure.read(now[place])),
                measure.tell_change(change),
                _tell_since(first) if first else "pas en 2040",
            )
        )
    return Table(
        caption=set_spaces(f"Exemple inventé. {measure.label} : {measure.title}"),
        columns=(
            "Secteur",
            "2025",
            f"{year}, sans politique",
            f"{year}, avec",
            "Écart",
            "Plus d’une heure d’aide sur dix sans réponse",
        ),
        rows=tuple(rows),
    )
