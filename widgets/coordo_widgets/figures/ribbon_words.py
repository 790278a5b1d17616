"""What the pathway ribbon says: the life shown, what two plans differ by, who knew, the hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_date, format_number, format_quantity, set_spaces
from coordo_simulation.pathway import RUPTURES
from coordo_simulation.pathway_example import EXAMPLE, PLANS

from coordo_widgets.figure_model import Table
from coordo_widgets.figures.ribbon_facts import (
    LIVES,
    compare,
    compute_quiet_quarter,
    get_day,
    list_stays,
)

if TYPE_CHECKING:
    from coordo_simulation.pathway import MonthlyHours
    from coordo_simulation.pathway_comparison import Comparison
    from coordo_simulation.pathway_life import Life, Rupture

SPELLED = (
    *("aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
MANY = 2  # French counts in the plural from two on
COMPARED = (
    ("ruptures", "rupture", "ruptures"),
    ("weeks-broken", "semaine en rupture", "semaines en rupture"),
    ("hospital-days", "jour d’hôpital", "jours d’hôpital"),
    ("visits-lost", "passage perdu", "passages perdus"),
    ("strain", "point de fatigue", "points de fatigue"),
)


def tell_title(life: Life) -> str:
    """What one sees."""
    stays = len(list_stays(life))
    return set_spaces(
        f"Vie n°\u00a0{life.seed} : {_count(len(life.ruptures), 'rupture')} et "
        f"{_count(stays, 'séjour', 'un')} à l’hôpital en quinze mois"
    )


def tell_life(life: Life, other: Life, compared: str) -> str:
    """The life shown, and the same luck under the other plan."""
    plan = next(each.label for each in PLANS if each.id == compared)
    return set_spaces(
        f"Avec vos heures : {_sum_up(life)}. La même chance, sous « {plan} » : {_sum_up(other)}."
    )


def tell_comparison(hours: MonthlyHours, other: MonthlyHours) -> str:
    """The difference over all drawn lives, each with its interval."""
    compared = compare(hours, other)
    if all(each.difference.mean == 0 for each in compared.values()):
        return f"Sur {LIVES} vies tirées, les deux plans font la même chose."
    parts = [_tell_gap(compared[key], one, many) for key, one, many in COMPARED]
    worse = compared["weeks-broken"].more
    return set_spaces(
        f"Sur {LIVES} vies tirées, vos heures font en moyenne, par vie et avec un intervalle à "
        f"95 % : {' ; '.join(parts)}. Vies où elles laissent plus de semaines en rupture : "
        f"{format_number(100 * worse)} sur 100."
    )


def tell_quiet(hours: MonthlyHours, other: MonthlyHours, compared: str) -> str:
    """What needs no draw: the chance of a first quarter in which nothing happens."""
    plan = next(each.label for each in PLANS if each.id == compared)
    mine, theirs = (
        format_quantity(100 * compute_quiet_quarter(each), "%", 1) for each in (hours, other)
    )
    return set_spaces(
        "Ce que l’on sait sans tirer au sort : la chance qu’en treize semaines rien n’arrive, ni "
        f"rupture ni hospitalisation non programmée. Avec vos heures, {mine} ; sous « {plan} », "
        f"{theirs}."
    )


def tell_knowledge(life: Life) -> str:
    """The rupture that most people ignored, and the day the coordinator learnt of it."""
    if not life.ruptures:
        return "Rien ne s’est rompu\u202f: il n’y avait rien à savoir."
    if not any(each.unaware for each in life.ruptures):
        return "Chaque rupture était sue de tous la semaine même."
    number, rupture = max(enumerate(life.ruptures, start=1), key=lambda pair: len(pair[1].unaware))
    there = len(rupture.told) + len(rupture.unaware)
    return set_spaces(
        f"La moins sue : n°\u00a0{number}, {_lower(RUPTURES[rupture.kind])}, "
        f"{tell_week(rupture.week)}. Vue d’abord par "
        f"{_lower(EXAMPLE.get_actor(rupture.noticed_by).label)}, sue cette semaine-là par "
        f"{len(rupture.told)} des {there} personnes présentes. {_tell_known(rupture, life)}"
    )


def tell_hours(life: Life) -> str:
    """Where the hours went, and the lines of the plan that came late."""
    spent = [week.spending for week in life.weeks]
    total = sum(each.available for each in spent)
    if not total:
        return "Aucune heure de coordination\u202f: aucune ligne du plan ne se met en place."
    words = [
        (sum(each.repair for each in spent), "à réparer"),
        (sum(each.prevention for each in spent), "à prévenir"),
        (sum(each.setup for each in spent), "à mettre en place le plan"),
        (sum(each.unused for each in spent), "restées libres"),
    ]
    told = ", ".join(f"{format_number(hours)} {what}" for hours, what in words)
    return set_spaces(
        f"{_quantify(total, 'heure')} de coordination en quinze mois : {told}. {_tell_plan(life)}"
    )


def tell_rupture(rupture: Rupture) -> str:
    """A rupture in one line: when, what, and who did not know."""
    names = [_lower(EXAMPLE.get_actor(actor).label) for actor in rupture.unaware]
    known = f"Sans le savoir : {', '.join(names)}." if names else "Tous le savent."
    what = _lower(RUPTURES[rupture.kind])
    return set_spaces(f"{format_date(get_day(rupture.week))} : {what}. {known}")


def tell_week(week: float) -> str:
    """The week in which something happens: the model knows no day."""
    return f"semaine du {format_date(get_day(week))}"


def build_table(life: Life) -> Table:
    """All that happens, by date: ruptures, stays, lines of the plan."""
    rows = [
        *((rupture.week, _tell_row(rupture)) for rupture in life.ruptures),
        *(
            (stay.start, ("Séjour à l’hôpital", "—", _tell_length(stay.end - stay.start), "—"))
            for stay in list_stays(life)
        ),
        *(
            (life.done[line.id], _tell_line(line.id))
            for line in EXAMPLE.plan
            if line.id in life.done
        ),
    ]
    return Table(
        caption=f"Vie n°\u00a0{life.seed}, par date",
        columns=(
            "Semaine du",
            "Ce qui arrive",
            "Qui le voit, qui le fait",
            "Suite",
            "Sans le savoir",
        ),
        rows=tuple(
            (format_date(get_day(week)), *map(set_spaces, cells))
            for week, cells in sorted(rows, key=lambda row: row[0])
        ),
    )


def _count(number: int, word: str, one: str = "une") -> str:
    spelled = SPELLED[number] if number < len(SPELLED) else str(number)
    spelled = {0: f"auc{one}", 1: one}.get(number, spelled)
    return f"{spelled} {word}{'s' if number >= MANY else ''}"


def _quantify(number: float, word: str) -> str:
    """A whole number and what it counts, in the plural from two on as it is printed."""
    ending = "s" if number >= MANY - 0.5 else ""
    return f"{format_number(number)} {' '.join(each + ending for each in word.split())}"


def _sum_up(life: Life) -> str:
    return (
        f"{_count(len(life.ruptures), 'rupture')}, "
        f"{_quantify(life.weeks_broken, 'semaine')} en rupture, "
        f"{_quantify(life.hospital_days, 'jour')} d’hôpital, "
        f"{_quantify(life.visits_lost, 'passage perdu')}"
    )


def _tell_gap(comparison: Comparison, one: str, many: str) -> str:
    gap = comparison.difference
    if not gap.is_decided:
        return f"pas d’écart sûr pour les {many}"
    low, high = sorted((abs(gap.low), abs(gap.high)))
    way = "de moins" if gap.mean < 0 else "de plus"
    amount = format_number(abs(gap.mean), 1)
    word = one if abs(gap.mean) < MANY else many
    bounds = f"{format_number(low, 1)} à {format_number(high, 1)}"
    return f"{amount} {word} {way} ({bounds})"


def _tell_known(rupture: Rupture, life: Life) -> str:
    if not life.weeks[0].spending.available:
        return "Il n’y a pas de coordinatrice à prévenir."
    if rupture.known is None:
        return "La coordinatrice ne l’a pas su avant la fin."
    return f"La coordinatrice peut agir à partir du {format_date(get_day(rupture.known))}."


def _tell_plan(life: Life) -> str:
    told = []
    for line in EXAMPLE.plan:
        done = life.done.get(line.id)
        due = format_date(get_day(line.due))
        if done is None:
            told.append(f"« {line.action} » : attendu le {due}, pas encore fait")
        elif done > line.due:
            told.append(
                f"« {line.action} » : attendu le {due}, fait le {format_date(get_day(done))}"
            )
    return f"{' ; '.join(told)}." if told else "Le plan est en place à temps."


def _tell_row(rupture: Rupture) -> tuple[str, str, str, str]:
    if rupture.closed is None:
        after = "toujours ouverte"
    else:
        after = f"close le {format_date(get_day(rupture.closed))}"
    names = [_lower(EXAMPLE.get_actor(actor).label) for actor in rupture.unaware]
    return (
        RUPTURES[rupture.kind],
        EXAMPLE.get_actor(rupture.noticed_by).label,
        after,
        ", ".join(names) or "tous le savent",
    )


def _tell_line(line_id: str) -> tuple[str, str, str, str]:
    line = next(line for line in EXAMPLE.plan if line.id == line_id)
    due = f"attendu le {format_date(get_day(line.due))}"
    return (f"Plan : {line.objective}. {line.action}", EXAMPLE.get_actor(line.who).label, due, "—")


def _tell_length(weeks: float) -> str:
    return _quantify(round(7 * weeks), "jour")


def _lower(text: str) -> str:
    return text if text.startswith("Sylvie") else text[0].lower() + text[1:]
