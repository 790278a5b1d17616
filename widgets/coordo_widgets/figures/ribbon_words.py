"""What the pathway ribbon says: the life shown, what two plans differ by, who knew, the hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_date, format_number, format_quantity, set_spaces
from coordo_simulation.pathway import RUPTURES

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
    from coordo_simulation.pathway_study import PathwayStudy

SPELLED = (
    *("aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
ARTICLES = ("Le ", "La ", "Les ", "L’", "Un ", "Une ", "Des ")
WEEKS_A_YEAR = 52.18
MANY = 2  # French counts in the plural from two on
COMPARED = (
    ("ruptures", "rupture", "ruptures"),
    ("weeks-broken", "semaine en rupture", "semaines en rupture"),
    ("hospital-days", "jour d’hôpital", "jours d’hôpital"),
    ("visits-lost", "passage perdu", "passages perdus"),
    ("strain", "point de fatigue", "points de fatigue"),
)


def tell_title(study: PathwayStudy, life: Life) -> str:
    """What one sees."""
    stays = len(list_stays(life))
    return set_spaces(
        f"Vie n°\u00a0{life.seed} : {_count(len(life.ruptures), 'rupture')} et "
        f"{_count(stays, 'séjour', 'un')} à l’hôpital en {tell_months(study)}"
    )


def tell_life(study: PathwayStudy, life: Life, other: Life, compared: str) -> str:
    """The life shown, and the same luck under the other plan."""
    plan = study.get_plan(compared).label
    return set_spaces(
        f"Avec vos heures : {_sum_up(life)}. La même chance, sous « {plan} » : {_sum_up(other)}."
    )


def tell_comparison(study: PathwayStudy, hours: MonthlyHours, other: MonthlyHours) -> str:
    """The difference over all drawn lives, each with its interval."""
    compared = compare(study, hours, other)
    if all(each.difference.mean == 0 for each in compared.values()):
        return f"Sur {LIVES} vies tirées, les deux plans font la même chose."
    parts = [_tell_gap(compared[key], one, many) for key, one, many in COMPARED]
    worse = compared["weeks-broken"].more
    return set_spaces(
        f"Sur {LIVES} vies tirées, vos heures font en moyenne, par vie et avec un intervalle à "
        f"95 % : {' ; '.join(parts)}. Vies où elles laissent plus de semaines en rupture : "
        f"{format_number(100 * worse)} sur 100."
    )


def tell_quiet(study: PathwayStudy, hours: MonthlyHours, other: MonthlyHours, compared: str) -> str:
    """What needs no draw: the chance of a first quarter in which nothing happens."""
    plan = study.get_plan(compared).label
    mine, theirs = (
        format_quantity(100 * compute_quiet_quarter(study, each), "%", 1) for each in (hours, other)
    )
    return set_spaces(
        "Ce que l’on sait sans tirer au sort : la chance qu’en treize semaines rien n’arrive, ni "
        f"rupture ni hospitalisation non programmée. Avec vos heures, {mine} ; sous « {plan} », "
        f"{theirs}."
    )


def tell_knowledge(study: PathwayStudy, life: Life) -> str:
    """The rupture that most people ignored, and the day the coordinator learnt of it."""
    if not life.ruptures:
        return "Rien ne s’est rompu\u202f: il n’y avait rien à savoir."
    if not any(each.unaware for each in life.ruptures):
        return "Chaque rupture était sue de tous la semaine même."
    number, rupture = max(enumerate(life.ruptures, start=1), key=lambda pair: len(pair[1].unaware))
    there = len(rupture.told) + len(rupture.unaware)
    return set_spaces(
        f"La moins sue : n°\u00a0{number}, {_lower(RUPTURES[rupture.kind])}, "
        f"{tell_week(study, rupture.week)}. Vue d’abord par "
        f"{_lower(study.situation.get_actor(rupture.noticed_by).label)}, sue cette semaine-là par "
        f"{len(rupture.told)} des {there} personnes présentes. {_tell_known(study, rupture, life)}"
    )


def tell_hours(study: PathwayStudy, life: Life) -> str:
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
        f"{_quantify(total, 'heure')} de coordination en {tell_months(study)} : {told}. "
        f"{_tell_plan(study, life)}"
    )


def tell_rupture(study: PathwayStudy, rupture: Rupture) -> str:
    """A rupture in one line: when, what, and who did not know."""
    names = [_lower(study.situation.get_actor(actor).label) for actor in rupture.unaware]
    known = f"Sans le savoir : {', '.join(names)}." if names else "Tous le savent."
    what = _lower(RUPTURES[rupture.kind])
    return set_spaces(f"{format_date(get_day(study, rupture.week))} : {what}. {known}")


def tell_week(study: PathwayStudy, week: float) -> str:
    """The week in which something happens: the model knows no day."""
    return f"semaine du {format_date(get_day(study, week))}"


def build_table(study: PathwayStudy, life: Life) -> Table:
    """All that happens, by date: ruptures, stays, lines of the plan."""
    rows = [
        *((rupture.week, _tell_row(study, rupture)) for rupture in life.ruptures),
        *(
            (stay.start, ("Séjour à l’hôpital", "—", _tell_length(stay.end - stay.start), "—"))
            for stay in list_stays(life)
        ),
        *(
            (life.done[line.id], _tell_line(study, line.id))
            for line in study.situation.plan
            if line.id in life.done
        ),
    ]
    return Table(
        caption=set_spaces(f"Vie n°\u00a0{life.seed}, par date ({study.origin})"),
        columns=(
            "Semaine du",
            "Ce qui arrive",
            "Qui le voit, qui le fait",
            "Suite",
            "Sans le savoir",
        ),
        rows=tuple(
            (format_date(get_day(study, week)), *map(set_spaces, cells))
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


def _tell_known(study: PathwayStudy, rupture: Rupture, life: Life) -> str:
    if not life.weeks[0].spending.available:
        return "Il n’y a pas de coordinatrice à prévenir."
    if rupture.known is None:
        return "La coordinatrice ne l’a pas su avant la fin."
    return f"La coordinatrice peut agir à partir du {format_date(get_day(study, rupture.known))}."


def _tell_plan(study: PathwayStudy, life: Life) -> str:
    told = []
    for line in study.situation.plan:
        done = life.done.get(line.id)
        due = format_date(get_day(study, line.due))
        if done is None:
            told.append(f"« {line.action} » : attendu le {due}, pas encore fait")
        elif done > line.due:
            told.append(
                f"« {line.action} » : attendu le {due}, fait le {format_date(get_day(study, done))}"
            )
    return f"{' ; '.join(told)}." if told else "Le plan est en place à temps."


def _tell_row(study: PathwayStudy, rupture: Rupture) -> tuple[str, str, str, str]:
    if rupture.closed is None:
        after = "toujours ouverte"
    else:
        after = f"close le {format_date(get_day(study, rupture.closed))}"
    names = [_lower(study.situation.get_actor(actor).label) for actor in rupture.unaware]
    return (
        RUPTURES[rupture.kind],
        study.situation.get_actor(rupture.noticed_by).label,
        after,
        ", ".join(names) or "tous le savent",
    )


def _tell_line(study: PathwayStudy, line_id: str) -> tuple[str, str, str, str]:
    line = next(line for line in study.situation.plan if line.id == line_id)
    due = f"attendu le {format_date(get_day(study, line.due))}"
    return (
        f"Plan : {line.objective}. {line.action}",
        study.situation.get_actor(line.who).label,
        due,
        "—",
    )


def _tell_length(weeks: float) -> str:
    return _quantify(round(7 * weeks), "jour")


def tell_months(study: PathwayStudy) -> str:
    """How long the story lasts: quinze mois."""
    months = round(study.situation.weeks * 12 / WEEKS_A_YEAR)
    return f"{SPELLED[months] if months < len(SPELLED) else months} mois"


def _lower(text: str) -> str:
    """A name within a sentence: small after an article, as it is where it is somebody's own."""
    is_common = text.startswith(ARTICLES) or text in RUPTURES.values()
    return text[0].lower() + text[1:] if is_common else text
