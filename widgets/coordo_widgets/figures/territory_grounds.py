"""What the projection of the territory rests on: hypotheses by weight, and published figures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.territory_analysis import compute_tornado
from coordo_simulation.territory_calibration import build_calibration
from coordo_simulation.territory_policies import find_policies

from coordo_widgets.figure_model import Table, View
from coordo_widgets.figures.territory_bars import End, Middle, Span, draw_mark, draw_spans
from coordo_widgets.place import find_place

if TYPE_CHECKING:
    from coordo_simulation.territory_analysis import Bar
    from coordo_simulation.territory_area import Course, Department
    from coordo_simulation.territory_calibration import Check

    from coordo_widgets.figure_model import Layout

TENTH_OF_A_POINT = 0.001
CONTROL, MARK = "contrôle", "repère"
COMPARED = (CONTROL, MARK)
MANY = 2  # French counts in the plural from two on


@lru_cache(maxsize=16)
def weigh(department: Department, policies: tuple[str, ...]) -> tuple[Bar, ...]:
    """Move each hypothesis alone, from one end of its range to the other."""
    return compute_tornado(department, policies)


def build_weights(
    department: Department, policies: tuple[str, ...], within: Course, layout: Layout
) -> View:
    """What 2040 depends on: each hypothesis alone, from one end of its range to the other."""
    bars = weigh(department, policies)
    shown = tuple(bar for bar in bars if bar.spread >= TENTH_OF_A_POINT)
    now = within.whole[-1].unmet_share
    answer = _tell_weights(bars, shown, now, policies)
    return View(
        title=set_spaces(f"Ce qui pèse le plus sur 2040 : {_lower(bars[0].label)}"),
        picture=draw_spans(
            tuple(_build_span(bar) for bar in shown),
            Middle(value=now, words=set_spaces(f"hypothèses retenues : {_percent(now)}")),
            layout,
            key=(
                (draw_mark(13, 0, is_full=False), "hypothèse au plus bas"),
                (draw_mark(13, 0, is_full=True), "hypothèse au plus haut"),
            ),
            alt=" ".join(answer),
        ),
        answer=answer,
        table=Table(
            caption="Heures d’aide sans réponse en 2040, la Sarvenne, une hypothèse à la fois",
            columns=("Hypothèse", "Au plus bas", "Au plus haut", "Étendue"),
            rows=tuple(
                (
                    set_spaces(bar.label),
                    _percent(bar.at_minimum),
                    _percent(bar.at_maximum),
                    _points(bar.spread),
                )
                for bar in bars
            ),
        ),
    )


def build_published(layout: Layout) -> View:
    """The model beside the published figures, without any policy."""
    checks = build_calibration(find_place().references)
    compared = sorted(
        (each for each in checks if each.kind in COMPARED),
        key=lambda each: (each.kind, -abs(each.gap)),
    )
    answer = _tell_published(checks)
    worst = max(abs(each.gap) for each in checks if each.kind == CONTROL)
    return View(
        title=set_spaces(
            f"Là où le modèle calcule la même chose que ce qui est publié, l’écart est au plus de "
            f"{format_number(worst, 1)} %"
        ),
        picture=draw_spans(
            tuple(_compare(each) for each in compared),
            Middle(value=0, words="chiffre publié"),
            layout,
            key=(
                (draw_mark(13, 0, is_full=True), "contrôle\u202f: la même chose"),
                (draw_mark(13, 0, is_full=False), "repère\u202f: une chose voisine"),
            ),
            alt=" ".join(answer),
        ),
        answer=answer,
        table=Table(
            caption="Le modèle à côté des chiffres publiés, sans politique\u202f: la France "
            "entière, ou la Sarvenne où c’est dit",
            columns=("Grandeur", "Publié", "Modèle", "Écart", "Nature", "Remarque"),
            rows=tuple(tuple(cell or "aucune" for cell in each.row) for each in checks),
        ),
    )


def _build_span(bar: Bar) -> Span:
    return Span(
        name=set_spaces(bar.label),
        first=End(value=bar.at_minimum, words=_percent(bar.at_minimum), is_full=False),
        second=End(value=bar.at_maximum, words=_percent(bar.at_maximum)),
    )


def _compare(check: Check) -> Span:
    label, published, _, gap, *_ = check.row
    return Span(
        name=set_spaces(f"{label} : {published}"),
        first=End(value=0),
        second=End(value=check.gap, words=gap, is_full=check.kind == CONTROL),
    )


def _tell_weights(
    bars: tuple[Bar, ...], shown: tuple[Bar, ...], now: float, policies: tuple[str, ...]
) -> tuple[str, ...]:
    first = bars[0]
    ends = f"de {_percent(first.at_minimum)} à {_percent(first.at_maximum)}"
    labels = ", ".join(policy.label for policy in find_policies(policies))
    chosen = f" Politiques cochées : {labels}." if labels else ""
    told = (
        (
            "Chaque hypothèse va seule d’un bout à l’autre de sa plage, les autres restent où "
            f"elles sont. « {first.label} » fait aller les heures sans réponse {ends} en 2040 ; "
            f"avec les hypothèses retenues, {_percent(now)}.{chosen}"
        ),
        (
            f"{len(shown)} hypothèses sur {len(bars)} les déplacent d’un dixième de point ou "
            "plus ; les autres sont dans le tableau."
        ),
        (
            "Une barre longue dit une hypothèse lourde, ou une plage large parce qu’on la connaît "
            "mal : rien ici ne sépare les deux. Un département qui compte ses postes restés vides "
            "un an en saura plus que ce modèle."
        ),
    )
    return tuple(set_spaces(text) for text in told)


def _tell_published(checks: tuple[Check, ...]) -> tuple[str, ...]:
    controls = [each for each in checks if each.kind == CONTROL]
    marks = [each for each in checks if each.kind == MARK]
    silent = len(checks) - len(controls) - len(marks)
    listed = " ; ".join(f"{each.row[0]}, {each.row[3]}" for each in controls)
    far = max(marks, key=lambda each: abs(each.gap))
    told = (
        f"Contrôle : le modèle calcule la même chose, sans politique. {listed}.",
        (
            f"Repère : {len(marks)} fois, il calcule une chose voisine, et l’écart se lit avec sa "
            f"remarque. Le plus grand : {_lower(far.label)}, {far.row[3]} ({far.row[5]})."
        ),
        (
            f"{silent} lignes ne sont pas dessinées : le chiffre est mis dans le modèle, ou un "
            "paramètre choisi pour l’approcher. Leur petit écart ne prouve rien."
        ),
    )
    return tuple(set_spaces(text) for text in told)


def _percent(share: float) -> str:
    return format_quantity(100 * share, "%", 1)


def _points(share: float) -> str:
    points = round(100 * share, 1)
    return format_quantity(points, "point" if points < MANY else "points", 1)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
