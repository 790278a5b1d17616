"""Beds that wait for a home: what places, notice and Fridays change, over eight drawn years."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.interface_calendar import DAYS, WORKING_DAYS
from coordo_simulation.interface_example import build_example_queue
from coordo_simulation.interface_measures import YEARS, compute_outlook, compute_wait_gap
from coordo_simulation.interface_queue import Stage
from coordo_simulation.interface_study import InterfaceStudy

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Definition,
    Group,
    Layout,
    Slider,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.interface_bars import draw_outlook
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_simulation.interface_measures import Outlook
    from coordo_simulation.interface_queue import Interface

TUESDAY, THURSDAY, FRIDAY, SUNDAY = 1, 3, 4, 6
FULL = 1.0
PLURAL = 2
TENTH = 0.1
LIMITS = (
    set_spaces(
        "Chaque année commence sans personne en attente. On est servi dans l’ordre, et une "
        "sortie bien préparée peut se faire un samedi."
    ),
    set_spaces(
        "Annoncer plus tôt ne coûte rien ici. Dans un service, il faut quelqu’un pour y penser, et "
        "l’annonce peut être démentie."
    ),
)


def build_view(study: InterfaceStudy, values: Values, layout: Layout) -> View:
    """What is shown for places, people, Fridays and notice."""
    interface, first = read_interface(study, values), study.build_interface()
    now, example = look_ahead(interface), look_ahead(first)
    title = tell_title(interface, now)
    load = _tell_load((interface, now), (first, example))
    answer = (_tell_wait(interface, now), _tell_beds(interface, now), load)
    return View(
        title=title,
        picture=draw_outlook(now, example, layout, alt=f"{title}. {answer[1]}"),
        answer=answer,
        table=_build_table(now, example),
    )


@explain_faults
def interface_queue_figure(data: str | None = None) -> None:
    """Show the queue between hospital and home: an invented one, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: InterfaceStudy, figure_id: str) -> Figure:
    """Build the figure."""
    definition = Definition(
        id=figure_id,
        lead=set_spaces(f"{study.origin[0].upper()}{study.origin[1:]}. {study.story}"),
        reset="Revenir au départ",
        groups=(Group(settings=build_settings(study)),),
        sources=build_sources(("lits-inadequats", "sortie-rupture-has")),
        limits=(_tell_unset(study), *LIMITS),
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("interface-queue-figure", InterfaceStudy, build_example_queue, build_figure)


def build_settings(study: InterfaceStudy) -> tuple[Slider, ...]:
    """What one may set, as the study has it at first."""
    return (
        Slider(
            id="starts",
            legend="Places pour commencer à domicile",
            minimum=1,
            maximum=8,
            value=study.starts,
            unit="\u00a0par jour ouvré",
        ),
        Slider(
            id="ready",
            legend="Personnes prêtes à sortir",
            minimum=4,
            maximum=24,
            value=study.ready,
            unit="\u00a0par semaine",
        ),
        Slider(
            id="friday",
            legend="Part des personnes prêtes un vendredi",
            minimum=10,
            maximum=60,
            step=5,
            value=study.friday,
            unit="\u00a0%",
        ),
        Slider(
            id="notice",
            legend="La sortie est annoncée",
            minimum=0,
            maximum=5,
            value=study.notice,
            unit="\u00a0j avant",
        ),
    )


def _tell_unset(study: InterfaceStudy) -> str:
    """What the values are worth, and those that no setting moves."""
    days = "jours ouvrés" if study.equipment >= PLURAL else "jour ouvré"
    people = "évaluations" if study.evaluations >= PLURAL else "évaluation"
    return set_spaces(
        "Toutes les valeurs sont des hypothèses pédagogiques. Quatre se règlent ici : mettez-y les "
        f"vôtres. Le reste ne se règle pas : {study.evaluations} {people} par jour ouvré, "
        f"{study.equipment} {days} de livraison du matériel, {study.weekend} % des personnes "
        "prêtes en fin de semaine."
    )


def read_interface(study: InterfaceStudy, values: Values) -> Interface:
    """The interface that the settings ask for; the study's where they say nothing."""
    asked = {each.id: int(str(values.get(each.id, each.value))) for each in build_settings(study)}
    return study.build_interface().model_copy(
        update={
            "home_start": Stage(per_day=asked["starts"]),
            "ready_per_week": float(asked["ready"]),
            "friday_share": asked["friday"] / 100,
            "notice_days": float(asked["notice"]),
        }
    )


def open_every_day(interface: Interface) -> Interface:
    """The same interface, open at weekends too: as many places a day, more a week."""
    stages = ("evaluation", "home_start")
    return interface.model_copy(
        update={
            each: getattr(interface, each).model_copy(update={"works_weekends": True})
            for each in stages
        }
    )


@lru_cache(maxsize=64)
def look_ahead(interface: Interface) -> Outlook:
    """Eight drawn years."""
    return compute_outlook(interface)


def compute_load(interface: Interface) -> tuple[str, float]:
    """The narrowest step and how full it is: people a week over places a week."""
    steps = (
        ("l’évaluation", interface.evaluation.per_day),
        ("le début à domicile", interface.home_start.per_day),
    )
    name, per_day = min(steps, key=lambda step: step[1])
    return name, interface.ready_per_week / (WORKING_DAYS * per_day)


def tell_title(interface: Interface, now: Outlook) -> str:
    """What one sees."""
    if compute_load(interface)[1] >= FULL:
        left = format_number(now.left_waiting)
        return set_spaces(
            f"La file ne se vide plus : {left} personnes attendent en moyenne au bout d’un an"
        )
    tuesday, friday = now.wait_by_day[TUESDAY], now.wait_by_day[FRIDAY]
    return set_spaces(
        f"En moyenne, qui est prêt le mardi attend {_tell_days(tuesday)} ; le vendredi, "
        f"{_tell_days(friday)}"
    )


def _tell_days(days: float, places: int = 1) -> str:
    return format_quantity(days, "jour" if _is_one(days) else "jours", places)


def _is_one(number: float) -> bool:
    """Whether French says it in the singular, once rounded as it is printed."""
    return round(number, 1) < PLURAL


def _tell_wait(interface: Interface, now: Outlook) -> str:
    is_full = compute_load(interface)[1] >= FULL
    who = " pour ceux qui sont partis ; les autres attendent encore" if is_full else ""
    return set_spaces(
        f"En moyenne {_tell_days(now.wait)} d’attente{who} (intervalle à 95 % sur {YEARS} années "
        f"tirées : {format_number(now.low, 1)} à {format_number(now.high, 1)}). Une personne sur "
        f"dix attend plus de {_tell_days(now.ninth)}."
    )


def _tell_beds(interface: Interface, now: Outlook) -> str:
    beds = now.blocked_by_day
    what = "lit bloqué" if _is_one(now.blocked) else "lits bloqués"
    return set_spaces(
        f"{format_number(now.blocked, 1)} {what} en moyenne : "
        f"{format_number(beds[THURSDAY], 1)} le jeudi soir, "
        f"{format_number(beds[SUNDAY], 1)} le dimanche soir. Sur l’année : "
        f"{format_number(now.blocked * 7 * interface.weeks)} journées de lit."
    )


def _tell_load(chosen: tuple[Interface, Outlook], start: tuple[Interface, Outlook]) -> str:
    (interface, now), (first, example) = chosen, start
    name, load = compute_load(interface)
    told = f"L’étape la plus étroite est {name}, occupée à {format_number(100 * load)} %."
    if load >= FULL:
        return set_spaces(
            f"L’étape la plus étroite est {name} : il arrive plus de monde qu’elle n’en prend, ou "
            "autant. L’attente grandit avec le temps ; seules plus de places, ou moins de "
            "personnes, l’arrêtent."
        )
    if interface == first:
        every_day = look_ahead(open_every_day(interface))
        return set_spaces(
            f"{told} Si l’on évaluait, livrait et commençait au même rythme en fin de semaine, "
            f"l’attente serait de {_tell_days(every_day.wait)}."
        )
    return set_spaces(f"{told} {_tell_gap(now, example)}")


def _tell_gap(now: Outlook, example: Outlook) -> str:
    """What eight years let one say of the wait against the example's."""
    gap = compute_wait_gap(now, example)
    if max(abs(gap.low), abs(gap.high)) < TENTH:
        return "On attend autant qu’au départ, à un dixième de jour près."
    places = 1 if abs(gap.mean) >= 1 else 2
    if not gap.is_decided:
        bounds = " à ".join(format_number(bound, places) for bound in (gap.low, gap.high))
        return (
            f"L’écart d’attente avec le départ peut n’être que du hasard : {YEARS} années n’en "
            f"disent pas le sens (intervalle à 95 % : {bounds} jour)."
        )
    way = "de moins" if gap.mean < 0 else "de plus"
    low, high = sorted((abs(gap.low), abs(gap.high)))
    return (
        f"On attend {_tell_days(abs(gap.mean), places)} {way} qu’au départ (intervalle à "
        f"95 % : {format_number(low, places)} à {format_number(high, places)})."
    )


def _build_table(now: Outlook, example: Outlook) -> Table:
    rows = [
        ("Attente moyenne, en jours", now.wait, example.wait),
        ("Lits bloqués, en moyenne", now.blocked, example.blocked),
    ]
    rows += [
        (f"Attente si prêt un {day}, en jours", now.wait_by_day[n], example.wait_by_day[n])
        for n, day in enumerate(DAYS)
    ]
    rows += [
        (f"Lits bloqués le {day} à 18 heures", now.blocked_by_day[n], example.blocked_by_day[n])
        for n, day in enumerate(DAYS)
    ]
    rows += [
        (f"Attendent {band}, pour cent", 100 * share, 100 * example.bands[band])
        for band, share in now.bands.items()
    ]
    return Table(
        caption=set_spaces(f"Moyennes de {YEARS} années tirées"),
        columns=("Mesure", "Vos réglages", "Au départ"),
        rows=tuple((name, *(format_number(each, 1) for each in values)) for name, *values in rows),
    )
