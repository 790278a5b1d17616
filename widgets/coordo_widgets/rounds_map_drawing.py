"""The map: villages, homes, and the rounds as lines; the round shown has its stops numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_simulation.rounds_evaluation import walk_rounds

from coordo_widgets.figure_drawing import build_svg, colour, draw_path, draw_text
from coordo_widgets.figure_text import measure
from coordo_widgets.rounds_lines import get_line
from coordo_widgets.rounds_words import name_stop, tell_kilometres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rounds import Day, Plan
    from coordo_simulation.rounds_travel import Place

    from coordo_widgets.figure_model import Layout

WIDTH: dict[Layout, float] = {"wide": 480, "narrow": 304}
MARGIN = 26
RADIUS = 10
SIZE = 13.0

Box = tuple[float, float, float, float]


def draw_map(day: Day, plan: Plan, shown: str, layout: Layout, villages: tuple[Place, ...]) -> str:
    """Draw all rounds, the one shown above the others and numbered."""
    sheet = _Sheet(day, plan, shown, WIDTH[layout])
    parts = [
        *sheet.draw_villages(villages),
        *sheet.draw_other_lines(),
        *sheet.draw_homes(),
        *sheet.draw_shown(),
        *sheet.name_villages(villages),
    ]
    return build_svg(sheet.width, sheet.height, parts, alt=_tell(day, plan, shown), is_open=True)


def _tell(day: Day, plan: Plan, shown: str) -> str:
    own = next(each for each in walk_rounds(day, plan).rounds if each.carer == shown)
    names = [name_stop(day, stop.stop) for stop in own.stops]
    name = day.carer_of[shown].name
    way = ", puis ".join(names) if names else "aucune visite"
    text = f"Carte des tournées. Celle de {name}, {tell_kilometres(own.metres)}\u202f: {way}."
    return f"{text} Les autres sont dessinées plus fines."


@dataclass
class _Sheet:
    """The plane laid on paper, and the boxes already taken by words and marks."""

    day: Day
    plan: Plan
    shown: str
    width: float
    height: float = field(init=False)
    taken: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        places = self._list_places()
        self.west = min(place.east for place in places)
        self.north = max(place.north for place in places)
        across = max(place.east for place in places) - self.west or 1
        down = self.north - min(place.north for place in places)
        self.scale = (self.width - 2 * MARGIN) / across
        self.height = down * self.scale + 2 * MARGIN

    def _list_places(self) -> list[Place]:
        return [
            *(person.place for person in self.day.people),
            *(carer.base for carer in self.day.carers),
        ]

    def find(self, place: Place) -> tuple[float, float]:
        """Where a place stands on the paper."""
        x = MARGIN + (place.east - self.west) * self.scale
        return round(x, 1), round(MARGIN + (self.north - place.north) * self.scale, 1)

    def draw_villages(self, villages: tuple[Place, ...]) -> Iterator[str]:
        """A faint disc for each village, for one to know where one is."""
        for village in villages:
            x, y = self.find(village)
            yield (
                f'<circle cx="{x:g}" cy="{y:g}" r="{1.75 * self.scale:.1f}" '
                f'fill="{colour("sunken")}"/>'
            )

    def name_villages(self, villages: tuple[Place, ...]) -> Iterator[str]:
        """Their names, at the foot or the head of the disc, where there is room."""
        for village in villages:
            x, y = self.find(village)
            length, reach = measure(village.name, SIZE), 1.75 * self.scale
            left = min(max(x - length / 2, 0), self.width - length)
            for baseline in (min(y + reach, self.height) - 4, max(y - reach, 0) + 12):
                box = (left, baseline - 11, left + length, baseline + 3)
                if not self._is_taken(box):
                    self.taken.append(box)
                    yield draw_text(left, baseline, village.name, ink="ink-soft", size=SIZE)
                    break

    def draw_other_lines(self) -> Iterator[str]:
        """The rounds that are not shown, fine."""
        for each in self.plan.rounds:
            if each.carer != self.shown:
                yield self._draw_line(each.carer, 1.6, ' stroke-opacity="0.75"')

    def draw_homes(self) -> Iterator[str]:
        """A dot for each home, a square for each base."""
        for person in self.day.people:
            x, y = self.find(person.place)
            yield f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{colour("ink-soft")}"/>'

    def draw_shown(self) -> Iterator[str]:
        """The round shown: its line, its numbered stops, the names beside them."""
        yield self._draw_line(self.shown, 4, "")
        token, _ = get_line(self.day, self.shown)
        own = next(each for each in self.plan.rounds if each.carer == self.shown)
        base = self.find(self.day.carer_of[self.shown].base)
        spots = self._group_stops(own.visits)
        for x, y in (base, *spots):
            self.taken.append((x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))
        yield from self._draw_base(base)
        for (x, y), (numbers, name) in spots.items():
            yield (
                f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="{colour("raised")}" '
                f'stroke="{colour(token)}" stroke-width="2.5"/>'
            )
            size = SIZE if len(numbers) < 3 else 10  # noqa: PLR2004  (two figures fit the disc)
            yield draw_text(x, y + 4.5, numbers, anchor="middle", bold=True, size=size)
            yield from self._draw_name(x, y, name, bold=True)

    def _group_stops(self, visits: tuple[str, ...]) -> dict[tuple[float, float], tuple[str, str]]:
        """Where → the numbers of the stops made there, and who lives there."""
        spots: dict[tuple[float, float], tuple[str, str]] = {}
        for number, visit in enumerate(visits, 1):
            person = self.day.person_of[visit]
            spot = self.find(person.place)
            before = spots[spot][0] + "·" if spot in spots else ""
            spots[spot] = (f"{before}{number}", person.name)
        return spots

    def _draw_base(self, base: tuple[float, float]) -> Iterator[str]:
        x, y = base
        side = 8
        path = f"M {x - side} {y - side} h {2 * side} v {2 * side} h {-2 * side} Z"
        yield draw_path(path, fill="ink")
        yield from self._draw_name(x, y, "local", bold=False)

    def _draw_line(self, carer: str, width: float, extra: str) -> str:
        token, dash = get_line(self.day, carer)
        own = next(each for each in self.plan.rounds if each.carer == carer)
        base = self.day.carer_of[carer].base
        stops = [base, *(self.day.person_of[visit].place for visit in own.visits), base]
        points = " L ".join(f"{x:g} {y:g}" for x, y in map(self.find, stops))
        joined = f' stroke-linejoin="round"{extra}'
        return draw_path(f"M {points}", stroke=token, width=width, dash=dash, extra=joined)

    def _draw_name(self, x: float, y: float, name: str, *, bold: bool) -> Iterator[str]:
        """A name beside its mark, on the first side that is free; none where all are taken."""
        length = measure(name, SIZE, "bold" if bold else "regular")
        gap = RADIUS + 4
        middle = min(max(x - length / 2, 0), self.width - length)
        sides = ((x + gap, y + 4.5), (x - gap - length, y + 4.5), (middle, y - gap))
        for left, baseline in (*sides, (middle, y + gap + 9)):
            box = (left, baseline - 11, left + length, baseline + 3)
            if left >= 0 and left + length <= self.width and not self._is_taken(box):
                self.taken.append(box)
                yield draw_text(left, baseline, name, bold=bold, size=SIZE)
                return

    def _is_taken(self, box: Box) -> bool:
        left, top, right, bottom = box
        return any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for other in self.taken
        )
