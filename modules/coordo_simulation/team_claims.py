"""What the team model lets one say, and in how many draws of its hypotheses it holds.

All parameters but the levers are drawn at once, each uniformly within its range. A sentence that
gives a direction holds in nine draws in ten at least; any other says in how many it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.team import Course, Week, run_team
from coordo_simulation.team_declaration import LEVERS, PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 100
MOST_DRAWS = 0.9
HALF_CHANGE = 0.5
FAST, SLOW = 5.0, 10.0
MORE_MEETING = 2.0
LITTLE_OVERTIME, MUCH_OVERTIME = 1.0, 4.0

Draw = dict[str, float]


class Draws(Closed):
    """In how many draws a claim holds."""

    held: int
    draws: int

    @property
    def share(self) -> float:
        """Share of the draws."""
        return self.held / self.draws

    @property
    def text(self) -> str:
        """As the page says it."""
        return f"{self.held} tirages sur {self.draws}"


@dataclass(frozen=True)
class Claim:
    """A sentence and its test on one draw; ``is_direction`` says that it claims to hold."""

    id: str
    sentence: str
    holds: Callable[[Draw], bool]
    is_direction: bool


def draw_hypotheses(draws: int = DRAWS, seed: int = 1) -> tuple[Draw, ...]:
    """Draw every parameter that is no lever, uniformly within its range."""
    random = Random(seed)  # noqa: S311  (a simulation, not a secret)
    levers = {lever.id for lever in LEVERS}
    drawn = [each for each in PARAMETERS if each.id not in levers]
    return tuple(
        {each.id: random.uniform(each.minimum, each.maximum) for each in drawn}
        for _ in range(draws)
    )


def count_draws(claim: Claim, draws: int = DRAWS, seed: int = 1) -> Draws:
    """Count the draws in which a claim holds."""
    drawn = draw_hypotheses(draws, seed)
    return Draws(held=sum(claim.holds(draw) for draw in drawn), draws=len(drawn))


def _run(draw: Draw, **changes: float) -> Course:
    return _run_items(tuple(sorted({**draw, **changes}.items())))


@lru_cache(maxsize=2048)
def _run_items(items: tuple[tuple[str, float], ...]) -> Course:
    return run_team(dict(items))


def _change(draw: Draw, **changes: float) -> Course:
    return _run(draw, change=HALF_CHANGE, **changes)


def _find_peak(course: Course, read: Callable[[Week], float]) -> int:
    return max(range(len(course.weeks)), key=lambda place: read(course.weeks[place]))


def _does_change_raise_the_peak(draw: Draw) -> bool:
    def peak(course: Course) -> float:
        return max(week.hours.load for week in course.weeks)

    return peak(_change(draw)) > peak(_run(draw))


def _does_fast_replacement_fill_posts(draw: Draw) -> bool:
    fast, slow = _change(draw, replacement=FAST), _change(draw, replacement=SLOW)
    return fast.weeks[-1].stocks.present > slow.weeks[-1].stocks.present


def _does_change_weigh(draw: Draw) -> bool:
    return _change(draw).burden > _run(draw).burden


def _does_fast_replacement_spare(draw: Draw) -> bool:
    return _change(draw, replacement=FAST).burden < _change(draw, replacement=SLOW).burden


def _does_meeting_build_trust(draw: Draw) -> bool:
    more, less = _change(draw, meeting_time=MORE_MEETING), _change(draw)
    return more.weeks[-1].stocks.trust > less.weeks[-1].stocks.trust


def _does_meeting_load_at_once(draw: Draw) -> bool:
    more, less = _change(draw, meeting_time=MORE_MEETING), _change(draw)
    return more.weeks[0].hours.load > less.weeks[0].hours.load


def _does_meeting_not_pay_within_the_year(draw: Draw) -> bool:
    return _change(draw, meeting_time=MORE_MEETING).burden >= _change(draw).burden


def _does_meeting_hold_people(draw: Draw) -> bool:
    return _change(draw, meeting_time=MORE_MEETING).quits < _change(draw).quits


def _does_no_meeting_cost(draw: Draw) -> bool:
    return _change(draw, meeting_time=0.0).burden > _change(draw).burden


def _does_overtime_do_more(draw: Draw) -> bool:
    much = _change(draw, overtime_most=MUCH_OVERTIME)
    return much.undone <= _change(draw, overtime_most=LITTLE_OVERTIME).undone


def _does_overtime_wear(draw: Draw) -> bool:
    much = _change(draw, overtime_most=MUCH_OVERTIME).weeks[-1].stocks.exhaustion
    little = _change(draw, overtime_most=LITTLE_OVERTIME).weeks[-1].stocks.exhaustion
    return much >= little


def _do_absences_follow(draw: Draw) -> bool:
    course = _change(draw)
    absences = _find_peak(course, lambda week: week.stocks.absent)
    return absences > _find_peak(course, lambda week: week.hours.load)


def _does_it_last(draw: Draw) -> bool:
    first, last = _change(draw).weeks[0].stocks, _change(draw).weeks[-1].stocks
    return last.exhaustion > first.exhaustion


def _is_replacing_faster_better(draw: Draw) -> bool:
    return _change(draw, replacement=FAST).burden < _run(draw, change=HALF_CHANGE / 2).burden


CLAIMS = (
    Claim(
        "pointe",
        "Un changement à moitié de l’échelle élève la charge de pointe.",
        _does_change_raise_the_peak,
        is_direction=True,
    ),
    Claim(
        "annonce",
        "Il coûte des heures hors planning ; dans les autres tirages, une marge l’absorbe.",
        _does_change_weigh,
        is_direction=False,
    ),
    Claim(
        "suite",
        "Le plus fort des arrêts vient après le plus fort de la charge.",
        _do_absences_follow,
        is_direction=True,
    ),
    Claim(
        "duree",
        "En fin d’année, l’épuisement reste au-dessus de son point de départ.",
        _does_it_last,
        is_direction=True,
    ),
    Claim(
        "remplacement",
        "Remplacer en cinq semaines au lieu de dix : plus de monde au travail un an après.",
        _does_fast_replacement_fill_posts,
        is_direction=True,
    ),
    Claim(
        "remplacement-heures",
        "Remplacer en cinq semaines au lieu de dix allège l’année.",
        _does_fast_replacement_spare,
        is_direction=False,
    ),
    Claim(
        "levier",
        "Remplacer en cinq semaines allège l’année plus que réduire le changement de moitié.",
        _is_replacing_faster_better,
        is_direction=False,
    ),
    Claim(
        "confiance",
        "Deux heures de réunion au lieu d’une laissent plus de coopération au bout d’un an.",
        _does_meeting_build_trust,
        is_direction=True,
    ),
    Claim(
        "immediat",
        "Cette seconde heure alourdit la première semaine.",
        _does_meeting_load_at_once,
        is_direction=True,
    ),
    Claim(
        "retour",
        "Cette seconde heure ne se rembourse pas en heures dans l’année.",
        _does_meeting_not_pay_within_the_year,
        is_direction=True,
    ),
    Claim(
        "departs",
        "Cette seconde heure retient du monde : moins de départs dans l’année.",
        _does_meeting_hold_people,
        is_direction=False,
    ),
    Claim(
        "sans-reunion",
        "Ne plus se réunir du tout alourdit l’année.",
        _does_no_meeting_cost,
        is_direction=False,
    ),
    Claim(
        "heures-sup-faites",
        "Quatre heures supplémentaires permises au lieu d’une : pas plus d’heures non faites.",
        _does_overtime_do_more,
        is_direction=True,
    ),
    Claim(
        "heures-sup-usure",
        "Elles laissent l’équipe au moins aussi épuisée au bout d’un an.",
        _does_overtime_wear,
        is_direction=True,
    ),
)
