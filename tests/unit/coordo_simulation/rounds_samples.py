"""Small days of rounds, on a plane where a kilometre of road takes two minutes."""

from __future__ import annotations

from functools import cache

from coordo_simulation.rounds import Carer, Day, Pause, Person, Plan, Round, Skill, Visit
from coordo_simulation.rounds_example import build_example_day
from coordo_simulation.rounds_proposal import propose_rounds
from coordo_simulation.rounds_travel import Place, TravelRules

# 100 %: the road is the straight line; 30 km/h: two minutes a kilometre; nothing to settle.
STRAIGHT = TravelRules(detour=100, speed=30, settling=0)
EIGHT = 480  # 8 h 00 in minutes


def build_carer(name="ana", *, skills=(Skill.HELP,), starts=EIGHT, ends=EIGHT + 300, pause=None):
    base = Place(name="local", east=0, north=0)
    return Carer(
        id=name,
        name=name.capitalize(),
        trade="aide",
        skills=skills,
        base=base,
        starts=starts,
        ends=ends,
        pause=pause and Pause(opens=pause[0], closes=pause[1], minutes=pause[2]),
    )


def build_day(visits, carers, travel=STRAIGHT):
    """A day of visits, each (id, east, north, opens, closes, minutes, needs)."""
    return Day(
        label="essai",
        people=tuple(
            Person(
                id=f"p-{v[0]}", name=f"Mme {v[0]}", place=Place(name=v[0], east=v[1], north=v[2])
            )
            for v in visits
        ),
        visits=tuple(
            Visit(
                id=v[0],
                person=f"p-{v[0]}",
                care="aide",
                opens=v[3],
                closes=v[4],
                minutes=v[5],
                needs=v[6] if len(v) > 6 else (Skill.HELP,),
            )
            for v in visits
        ),
        carers=tuple(carers),
        travel=travel,
    )


def build_plan(**rounds):
    return Plan(rounds=tuple(Round(carer=carer, stops=tuple(s)) for carer, s in rounds.items()))


@cache
def propose_example(loyalty):
    """The proposal for the example, three seconds' work that several tests look at."""
    return propose_rounds(build_example_day(), loyalty=loyalty)
