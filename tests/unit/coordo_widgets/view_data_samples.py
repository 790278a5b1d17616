"""Odd but valid data of the views, and what each of their pictures must keep."""

from __future__ import annotations

import random
from itertools import pairwise
from xml.etree import ElementTree as ET

from coordo_widgets.view_data import find_view
from figure_boxes import SVG, check_apart, list_boxes
from figure_samples import check_words_fit

LONG = "Coordonnatrices pluridisciplinaires interdépartementales du Haut-Finistère et d’ailleurs"


def cut(most, word=18):
    """As many letters as a field takes, in words as long as it takes."""
    return " ".join(each[:word] for each in LONG.split())[:most].strip()


def check_picture(picture, *, is_apart=False):
    root = ET.fromstring(picture)  # noqa: S314 -- our own SVG
    check_words_fit(root)
    height = float(root.get("viewBox").split()[3])
    moved = {text.text for group in root.iter(f"{SVG}g") for text in group.iter(f"{SVG}text")}
    for _, _, top, bottom, text in list_boxes(root):
        if text in moved:
            continue
        assert top >= -1, text
        assert bottom <= height + 1, text
    if is_apart:
        check_apart(root)


def iter_states(figure, seed, count):
    """The opening state, and settings drawn at random."""
    chance = random.Random(seed)  # noqa: S311  (a sample, not a secret)
    settings = figure._model.settings
    yield {}
    for _ in range(count):
        yield {key: draw(chance, setting) for key, setting in settings.items()}


def draw(chance, setting):
    if setting.kind == "choice":
        return chance.choice(setting.options).value
    if setting.kind == "ticks":
        return tuple(each.value for each in setting.options if chance.random() < 0.6)
    if setting.kind == "slider":
        return chance.randint(setting.minimum, setting.maximum)
    return chance.random() < 0.5


def check_view(name, data, *, states=4, is_apart=False):
    """Hold that the view of these data fits its picture, in a few states and both layouts."""
    kind = find_view(name)
    figure = kind.build(kind.model.model_validate(data), kind.id)
    for values in iter_states(figure, 5, states):
        for layout in ("wide", "narrow"):
            figure.show(1, values, layout)
            view = figure.view
            check_picture(view["picture"], is_apart=is_apart)
            assert view["title"]
            assert all(view["answer"])
            rows = view["table"]["rows"]
            assert all(len(row) == len(view["table"]["columns"]) for row in rows)


def build_series(key, kind, values, **more):
    size = 1 if kind == "individuals" else 400
    return {
        "id": key,
        "kind": kind,
        "noun": cut(48),
        "title": LONG,
        "unit": "h",
        "observations": [
            {"label": f"{cut(14)} {index}", "value": value, "size": size}
            for index, value in enumerate(values, 1)
        ],
        **more,
    }


def draw_walk(count, most):
    """Values that leap, so that many rules signal at once."""
    chance = random.Random(count)  # noqa: S311  (a sample, not a secret)
    values = [chance.choice((0, 1, most // 2, most)) for _ in range(count)]
    return values if any(a != b for a, b in pairwise(values)) else [*values[:-1], most]


def build_series_set(*series):
    return {"service": cut(48), "origin": "exemple inventé", "series": list(series)}


def build_criterion(key, chapter, elements, **more):
    return {
        "id": key,
        "title": cut(48),
        "chapter": chapter,
        "theme": cut(48),
        "elements": list(elements),
        "labels": [cut(120) for _ in elements],
        **more,
    }


def build_assessment(*criteria):
    return {"lead": LONG, "origin": "exemple inventé", "criteria": list(criteria)}


def build_factor(key, family, **more):
    own = {"id": key, "families": {"alarm": family}, "short": cut(24), "text": cut(160)}
    return own | {"explains": ["c0"]} | more


def build_study(**more):
    study = {
        "name": cut(48),
        "origin": "exemple inventé",
        "summary": LONG,
        "lead": LONG,
        "event": {
            "title": cut(80),
            "noticed_on": "2026-02-27",
            "story": [{"when": cut(32), "what": f"{LONG}. {LONG}"}],
            "harm": "death",
            "is_unexpected": True,
            "is_care": True,
            "threatens_people": True,
        },
        "causes": [{"id": "c0", "text": cut(160)}],
        "factors": [build_factor("f0", "individu", is_root=True)],
    }
    return study | more


def build_full_study():
    """As many of all as a file may hold, in as few families as can be."""
    causes = [{"id": f"c{rank}", "text": cut(160)} for rank in range(4)]
    names = [cause["id"] for cause in causes]
    factors = [
        build_factor(f"f{rank}", ("individu", "equipe", "institution")[rank % 3])
        | {"explains": names, "is_root": rank % 2 == 0, "is_kept": rank > 2}
        for rank in range(16)
    ]
    actions = [
        {
            "id": f"a{rank}",
            "short": cut(24),
            "text": cut(160),
            "answers": [factor["id"] for factor in factors],
            "lever": "training",
            "owner": cut(60),
        }
        for rank in range(8)
    ]
    barriers = [{"text": cut(160), "held": "failed"} for _ in range(6)]
    return build_study(causes=causes, factors=factors, actions=actions, barriers=barriers)


def build_indicator(key, counts, *, kind="proportion", target=5, **card):
    periods = [
        {"label": f"{cut(12)} n° {rank}"[:18], "events": events, "size": size}
        for rank, (events, size) in enumerate(counts, 1)
    ]
    aimed = {"value": target, "is_at_most": True, "origin": LONG}
    own = {"id": key, "name": cut(48), "kind": kind, "unit": "%", "scale": 100, "target": aimed}
    return {
        "card": own | card,
        "short": cut(24),
        "unit_noun": cut(16),
        "period_nouns": [cut(16), cut(16)],
        "step": 0.5,
        "own": {"words": cut(160), "periods": periods},
    }


def build_indicator_set(*indicators):
    own = {"service": cut(48), "origin": "exemple inventé", "lead": LONG}
    return own | {"indicators": list(indicators)}


def build_situation(people, **more):
    around = [
        {
            "id": f"p{rank}",
            "name": cut(24),
            "tie": cut(24),
            "role": "professionnel" if rank == 0 else "proche",
        }
        for rank in range(people)
    ]
    own = {"id": "elle", "name": cut(24), "role": "personne accompagnée"}
    situation = {"date": "2024-05-01", "people": [own, *around]}
    news = [{"id": "n", "label": cut(48), "use": cut(48), "is_grave": True}]
    act = {"lead": LONG, "care": cut(48), "support": cut(48)}
    options = [
        {
            "id": f"o{rank}",
            "label": cut(48),
            "acts": [{"label": cut(48), "kind": "soin", "is_refused_by_directives": True}],
        }
        for rank in range(2)
    ]
    study = {"origin": "exemple inventé", "situation": situation, "question": cut(160)}
    return study | {"news": news, "act": act, "options": options} | more


def build_many_arguments(count):
    principles = ("autonomie", "bienfaisance", "justice", "dignité")
    return [
        {
            "option": "o0",
            "principle": principles[rank % 4],
            "side": "pour" if rank % 3 else "contre",
            "weight": "dit comme décisif",
            "claim": cut(72),
            "words": LONG,
            "heard_from": None if rank % 5 == 0 else "p0",
        }
        for rank in range(count)
    ]


def build_register(count, ratings):
    risks = [
        {
            "id": f"r{rank}",
            "short": cut(24),
            "title": cut(160),
            "owner": cut(48),
            "before": dict(zip(("severity", "likelihood"), ratings(rank)[0], strict=True)),
            "after": dict(zip(("severity", "likelihood"), ratings(rank)[1], strict=True)),
        }
        for rank in range(count)
    ]
    return {"service": cut(48), "origin": "exemple inventé", "risks": risks}


def build_pathway(lanes, weeks, plans=1):
    """A carer where there are several lanes; each rupture interrupts the last of them."""
    actors = [
        {
            "id": f"a{rank}",
            "label": cut(24),
            "short": cut(9),
            "role": "aidant" if rank == 1 else "professionnel",
            "covers": [{"domain": "sante", "share": 0.4}],
            "visits": 3,
        }
        for rank in range(lanes)
    ]
    kinds = ("sortie", "droits", "epuisement", "absence", "information")
    exposures = [
        {"kind": kind, "interrupts": [f"a{lanes - 1}"], "noticed_by": "a0"} for kind in kinds
    ]
    situation = {
        "id": "quelqu-un",
        "person": cut(48),
        "story": LONG,
        "start": "2026-11-30",
        "weeks": weeks,
        "needs": [{"week": 0, "domain": "sante", "level": 100}],
        "actors": actors,
        "exposures": exposures,
    }
    chosen = [{"id": f"p{rank}", "label": cut(48), "hours": {}} for rank in range(plans)]
    own = {"origin": "exemple inventé", "situation": situation, "plans": chosen}
    return own | {"opening": "p0"}


def build_rounds(carers, visits, *, west=0.0):
    """Carers who all go to everybody's door, in the order of the visits."""
    names = [f"c{rank}" for rank in range(carers)]
    base = {"name": cut(24), "east": 9.0, "north": 0.0}
    people = [
        {
            "id": f"p{rank}",
            "name": cut(24),
            "place": {"name": cut(24), "east": west + rank % 5, "north": 3.0 * (rank % 4)},
            "usual": names,
        }
        for rank in range(min(visits, 24))
    ]
    made = [
        {"id": f"v{rank}", "person": f"p{rank % len(people)}", "care": cut(48), "minutes": 30}
        | {"opens": "7 h", "closes": "11 h 30", "needs": ["aide"]}
        for rank in range(visits)
    ]
    team = [
        {"id": name, "name": cut(24), "trade": cut(48), "skills": ["aide"], "base": base}
        | {"starts": "7h", "ends": "13 h 45"}
        for name in names
    ]
    rounds = [
        {"carer": name, "stops": [f"v{rank}" for rank in range(visits) if rank % carers == place]}
        for place, name in enumerate(names)
    ]
    reliefs = [{"name": cut(24), "skills": ["aide"]} for _ in range(carers)]
    day = {"label": cut(48), "people": people, "visits": made, "carers": team}
    study = {"origin": "exemple inventé", "day": day, "habit": {"rounds": rounds}}
    return study | {"reliefs": reliefs, "villages": [people[0]["place"]]}
