"""A morning made up for teaching: no such valley, service or person."""

from __future__ import annotations

from coordo_simulation.rounds import (
    HOUR,
    PAUSE,
    Carer,
    Day,
    Pause,
    Person,
    Plan,
    Round,
    Skill,
    Visit,
)
from coordo_simulation.rounds_month import Relief
from coordo_simulation.rounds_travel import Place

LABEL = "Un matin dans la vallée de la Sorgne (exemple inventé)"

VILLAGES = (
    Place(name="Saint-Aubin", east=8.0, north=5.2),
    Place(name="Les Combes", east=2.6, north=8.2),
    Place(name="Vaucelle", east=13.6, north=8.0),
    Place(name="Le Pont-Neuf", east=13.0, north=2.0),
    Place(name="La Rivière", east=3.2, north=2.2),
)
BASE = Place(name="le local du service", east=8.0, north=5.2)

# id, name, east, north, the carers she knows
_PEOPLE: tuple[tuple[str, str, float, float, tuple[str, ...]], ...] = (
    ("ferraud", "Mme Ferraud", 7.1, 6.0, ("sonia", "joelle")),
    ("lenoir", "M. Lenoir", 8.9, 6.3, ("sonia", "thomas")),
    ("diallo", "Mme Diallo", 9.2, 4.6, ("karim",)),
    ("pinto", "M. Pinto", 7.2, 4.3, ("maelle", "thomas")),
    ("roussel", "Mme Roussel", 8.6, 3.6, ("joelle",)),
    ("haddad", "Mme Haddad", 2.1, 8.9, ("sonia", "thomas")),
    ("marchal", "M. Marchal", 3.4, 8.6, ("sonia", "joelle")),
    ("jourdan", "Mme Jourdan", 1.6, 7.3, ("joelle",)),
    ("texier", "M. Texier", 4.6, 7.2, ("joelle",)),
    ("carlier", "Mme Carlier", 13.0, 8.8, ("karim", "thomas")),
    ("benoist", "Mme Benoist", 14.5, 8.4, ("karim", "maelle")),
    ("guerin", "M. Guérin", 12.6, 7.2, ("joelle",)),
    ("lacaze", "Mme Lacaze", 13.9, 2.8, ("karim",)),
    ("oudin", "M. Oudin", 12.2, 1.4, ("maelle", "thomas")),
    ("perrot", "Mme Perrot", 14.2, 1.2, ("maelle",)),
    ("savary", "M. Savary", 2.3, 1.5, ("sonia", "joelle")),
    ("tissot", "Mme Tissot", 4.1, 2.9, ("joelle", "thomas")),
    ("ollivier", "Mme Ollivier", 3.0, 3.3, ("maelle",)),
)

_AT_DAWN = (7 * HOUR, 8 * HOUR + 15)
_EARLY = (7 * HOUR + 30, 9 * HOUR)
_MORNING = (7 * HOUR + 30, 10 * HOUR)
_LATE_MORNING = (9 * HOUR, 11 * HOUR)
_BEFORE_NOON = (8 * HOUR, 12 * HOUR)
_NOON = (11 * HOUR + 30, 12 * HOUR + 30)

_HELP, _HYGIENE, _NURSING = (Skill.HELP,), (Skill.HYGIENE,), (Skill.NURSING,)
_PAIR = (Skill.HYGIENE, Skill.HELP)

# id, person, care, window, minutes, needs
_VISITS: tuple[tuple[str, str, str, tuple[int, int], int, tuple[Skill, ...]], ...] = (
    ("lenoir-insuline", "lenoir", "insuline", _AT_DAWN, 15, _NURSING),
    ("tissot-insuline", "tissot", "insuline", _AT_DAWN, 15, _NURSING),
    ("carlier-insuline", "carlier", "insuline", (7 * HOUR, 8 * HOUR + 45), 15, _NURSING),
    ("haddad-pansement", "haddad", "pansement", _BEFORE_NOON, 30, _NURSING),
    ("pinto-pansement", "pinto", "pansement", _BEFORE_NOON, 25, _NURSING),
    ("oudin-pilulier", "oudin", "pilulier et tension", _BEFORE_NOON, 25, _NURSING),
    ("ferraud-toilette", "ferraud", "toilette", _EARLY, 40, _HYGIENE),
    ("lenoir-toilette", "lenoir", "toilette", _LATE_MORNING, 35, _HYGIENE),
    ("diallo-toilette", "diallo", "toilette", _MORNING, 40, _HYGIENE),
    ("haddad-toilette", "haddad", "toilette", _MORNING, 40, _HYGIENE),
    ("marchal-toilette", "marchal", "toilette à deux", _MORNING, 45, _PAIR),
    ("carlier-toilette", "carlier", "toilette", _LATE_MORNING, 35, _HYGIENE),
    ("benoist-toilette", "benoist", "toilette à deux", _MORNING, 45, _PAIR),
    ("lacaze-toilette", "lacaze", "toilette", _LATE_MORNING, 40, _HYGIENE),
    ("savary-toilette", "savary", "toilette à deux", _LATE_MORNING, 45, _PAIR),
    ("pinto-lever", "pinto", "lever", _EARLY, 30, _HELP),
    ("texier-lever", "texier", "lever", _EARLY, 30, _HELP),
    ("guerin-lever", "guerin", "lever", _MORNING, 30, _HELP),
    ("ollivier-lever", "ollivier", "lever", _MORNING, 30, _HELP),
    ("perrot-menage", "perrot", "ménage et courses", _BEFORE_NOON, 60, _HELP),
    ("jourdan-repas", "jourdan", "repas de midi", _NOON, 40, _HELP),
    ("roussel-repas", "roussel", "repas de midi", _NOON, 40, _HELP),
    ("ferraud-repas", "ferraud", "repas de midi", (11 * HOUR + 30, 13 * HOUR), 30, _HELP),
    ("oudin-repas", "oudin", "repas de midi", _NOON, 40, _HELP),
    ("benoist-repas", "benoist", "repas de midi", (11 * HOUR + 30, 13 * HOUR), 30, _HELP),
)

# id, name, trade, skills
_TEAM: tuple[tuple[str, str, str, tuple[Skill, ...]], ...] = (
    ("sonia", "Sonia", "aide-soignante", (Skill.HYGIENE, Skill.HELP)),
    ("karim", "Karim", "aide-soignant", (Skill.HYGIENE, Skill.HELP)),
    ("joelle", "Joëlle", "aide à domicile", (Skill.HELP,)),
    ("maelle", "Maëlle", "aide à domicile", (Skill.HELP,)),
    ("thomas", "Thomas", "infirmier", (Skill.NURSING,)),
)

RELIEFS = (
    Relief(name="Inès", skills=(Skill.HYGIENE, Skill.HELP)),
    Relief(name="Nadège", skills=(Skill.HELP,)),
    Relief(name="Yann", skills=(Skill.NURSING,)),
)
"""Who stands in on days of rest, one for each trade."""

# The rounds as they have always been: by habit, and not by the map.
_BY_HABIT: dict[str, tuple[str, ...]] = {
    "sonia": (
        "ferraud-toilette",
        "marchal-toilette",
        "haddad-toilette",
        PAUSE,
        "savary-toilette",
        "lenoir-toilette",
    ),
    "karim": (
        "diallo-toilette",
        "benoist-toilette",
        "carlier-toilette",
        PAUSE,
        "lacaze-toilette",
    ),
    "joelle": (
        "texier-lever",
        "marchal-toilette",
        "guerin-lever",
        PAUSE,
        "savary-toilette",
        "jourdan-repas",
        "ferraud-repas",
    ),
    "maelle": (
        "pinto-lever",
        "ollivier-lever",
        "benoist-toilette",
        PAUSE,
        "perrot-menage",
        "roussel-repas",
        "oudin-repas",
        "benoist-repas",
    ),
    "thomas": (
        "lenoir-insuline",
        "carlier-insuline",
        "tissot-insuline",
        "haddad-pansement",
        PAUSE,
        "oudin-pilulier",
        "pinto-pansement",
    ),
}


def build_example_day() -> Day:
    """Build a morning of 25 visits to 18 people, by five carers."""
    return Day(
        label=LABEL,
        people=tuple(
            Person(id=id_, name=name, place=Place(name=name, east=east, north=north), usual=usual)
            for id_, name, east, north, usual in _PEOPLE
        ),
        visits=tuple(
            Visit(
                id=id_,
                person=person,
                care=care,
                opens=opens,
                closes=closes,
                minutes=minutes,
                needs=needs,
            )
            for id_, person, care, (opens, closes), minutes, needs in _VISITS
        ),
        carers=tuple(_build_carer(*row) for row in _TEAM),
    )


def build_example_plan() -> Plan:
    """Build the rounds as the service has always made them, with their faults."""
    return Plan(rounds=tuple(Round(carer=id_, stops=stops) for id_, stops in _BY_HABIT.items()))


def _build_carer(id_: str, name: str, trade: str, skills: tuple[Skill, ...]) -> Carer:
    return Carer(
        id=id_,
        name=name,
        trade=trade,
        skills=skills,
        base=BASE,
        starts=6 * HOUR + 45,
        ends=13 * HOUR + 45,
        pause=Pause(opens=9 * HOUR, closes=12 * HOUR, minutes=20),
    )
