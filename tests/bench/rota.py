"""Prints how near to the best a proposed rota is: ``python tests/bench/rota.py [effort]``.

On the example, on the example with an absence, and on weeks drawn at random: cost and bound in
minutes of distance, gap, what is given away for shorter waits, visits without anybody, seconds of
processor time.
"""

import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import ortools
from coordo_simulation.references import load_references
from coordo_simulation.rota import Caregiver, HelpedPerson, Journey, PreviousWeek, Service, Visit
from coordo_simulation.rota_example import build_example_service
from coordo_simulation.rota_propose import EFFORT, propose_rota
from coordo_simulation.rota_rules import build_rules
from ortools.sat.python import cp_model  # noqa: F401  (loaded here, it is not measured)

REFERENCES = Path(__file__).parents[2] / "course" / "references.yml"
HOUR = 60
SECTORS = ("Bourg", "Coteau", "Plaine")
# label, hours, lengths and window in minutes, skill, how many days
HABITS = (
    ("lever", (7.5, 8, 8.5, 9), (45, 60, 75), (0, 30), ("toilette",), (5, 5, 7)),
    ("repas", (11.75, 12, 12.25), (60, 75, 90), (15, 15), (), (4, 5, 6)),
    ("aide", (14, 14.5, 15), (120, 150, 180), (30, 60), (), (2, 3)),
    ("coucher", (18.5, 19, 19.5, 20), (45, 60), (0, 30), ("toilette",), (5, 5, 7)),
)


def build_week(caregivers: int, visits: int, seed: int) -> Service:
    """Draw a week: visits of every part of the day, contracts that sum to a little more."""
    chance = Random(seed)  # noqa: S311  (a draw of weeks, not a secret)
    names = [f"intervenant-{index + 1}" for index in range(caregivers)]
    persons: list[HelpedPerson] = []
    drawn: list[Visit] = []
    while len(drawn) < visits:
        key = f"personne-{len(persons) + 1}"
        known = tuple(chance.sample(names, 4))
        sector = chance.choice(SECTORS)
        persons.append(HelpedPerson(id=key, name=key, sector=sector, known=known))
        for habit in chance.sample(HABITS, chance.choice((1, 2, 2, 3))):
            drawn += draw_visits(key, habit, chance)
    kept = tuple(drawn[:visits])
    minutes = sum(visit.duration for visit in kept) * 1.06
    shares = [chance.uniform(0.6, 1.4) for _ in names]
    return Service(
        label="semaine tirée au sort",
        monday=date(2026, 11, 16),
        caregivers=tuple(
            draw_caregiver(name, minutes * share / sum(shares), chance)
            for name, share in zip(names, shares, strict=True)
        ),
        persons=tuple(persons),
        visits=kept,
        journeys=tuple(
            Journey(sectors=(one, other), minutes=5 if one == other else 15)
            for one in SECTORS
            for other in SECTORS
        ),
    )


def draw_visits(person, habit, chance: Random) -> list[Visit]:
    """Draw the days of a habit, its hour and its length; the five days are those of work."""
    label, hours, lengths, (sooner, later), skills, counts = habit
    start, length, count = (chance.choice(each) for each in (hours, lengths, counts))
    begin = int(start * HOUR)
    days = range(5) if count == 5 else sorted(chance.sample(range(7), count))
    return [
        Visit(
            id=f"{person}-{label}-{day + 1}",
            person=person,
            label=label,
            day=day,
            start=begin,
            duration=length,
            earliest=begin - sooner,
            latest=begin + later,
            skills=skills,
        )
        for day in days
    ]


def draw_caregiver(name: str, minutes: float, chance: Random) -> Caregiver:
    """Draw what she can do and wishes; a third of them worked the Sunday before."""
    sunday = chance.random() < 1 / 3
    return Caregiver(
        id=name,
        name=name,
        weekly_minutes=min(35, max(8, round(minutes / HOUR))) * HOUR,
        skills=("toilette",) if chance.random() < 0.85 else (),
        wished_off=(chance.randrange(7),) if chance.random() < 0.4 else (),
        avoids_evenings=chance.random() < 0.3,
        previous=PreviousWeek(
            worked=(True, True, not sunday, True, not sunday, sunday, sunday),
            sunday_end=13 * HOUR if sunday else None,
        ),
    )


def measure(label: str, service: Service, effort: float) -> None:
    """Propose a rota and print a line of figures."""
    rules = build_rules(load_references(REFERENCES))
    begin = time.process_time()
    found = propose_rota(service, rules, effort=effort)
    seconds = time.process_time() - begin
    hours = [round(each / HOUR) for each in (found.detour.wait_before, found.detour.wait)]
    wait = f"{hours[1]} h in place of {hours[0]} h"
    sys.stdout.write(
        f"{label}: {len(service.caregivers)} x {len(service.visits)}, {found.status}, "
        f"cost {found.nearest}, bound {found.bound}, gap {found.gap:.1%}, "
        f"then {found.cost} for waits of {wait}, "
        f"{len(found.uncovered)} uncovered (at least {found.least_uncovered}), {seconds:.1f} s\n"
    )
    sys.stdout.flush()


def main(effort: float) -> None:
    """Measure all weeks."""
    sys.stdout.write(f"OR-tools {ortools.__version__}, effort {effort}\n")
    example = build_example_service()
    measure("example", example, effort)
    for caregiver, days in (("thomas", (5, 6)), ("karim", (0, 1, 2)), ("marta", tuple(range(7)))):
        measure(f"example without {caregiver}", example.with_absence(caregiver, days), effort)
    for caregivers, visits, seed in ((12, 120, 1), (12, 120, 2), (12, 120, 3), (12, 160, 1)):
        measure(f"drawn with {seed}", build_week(caregivers, visits, seed), effort)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else EFFORT)
