"""Who coordinates Monsieur X's pathway: the trainee's four answers beside the source's account."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, load_rows
from coordo_widgets.figure_drawing import build_svg, colour, draw_path, draw_text
from coordo_widgets.figure_model import (
    WIDTH,
    Action,
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Ticks,
    Values,
    View,
)
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from collections.abc import Sequence

UNDECIDED = "a-choisir"


class Person(Closed):
    """Someone who may coordinate; lanes go from what is furthest from Monsieur X to himself."""

    id: str
    label: str
    lane: int

    @property
    def name(self) -> str:
        """The label as it begins a line."""
        return self.label[0].upper() + self.label[1:]


class Situation(Closed):
    """One of the four moments of the pathway, with what the source says of it."""

    number: int
    title: str
    response: str
    coordinator: str
    actors: tuple[str, ...]
    comment: str


def load_coordinators() -> tuple[Person, ...]:
    """Read who may coordinate, in the order of the lanes."""
    people = [
        Person(id=row["id"], label=row["label"], lane=int(row["lane"]))
        for row in load_rows("pathway_people")
        if row["kind"] == "coordinateur"
    ]
    return tuple(sorted(people, key=lambda person: person.lane))


def load_actors() -> dict[str, str]:
    """Read who may take part: id to name."""
    rows = load_rows("pathway_people")
    return {row["id"]: row["label"] for row in rows if row["kind"] == "acteur"}


def load_situations() -> tuple[Situation, ...]:
    """Read the four situations."""
    return tuple(
        Situation(
            number=int(row["number"]),
            title=row["title"],
            response=row["response"],
            coordinator=row["coordinator"],
            actors=tuple(row["actors"].split()),
            comment=row["comment"],
        )
        for row in load_rows("pathway_situations")
    )


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for the trainee's choices, before and after comparing."""
    is_compared = bool(values["is_compared"])
    answer = _build_comparison(values) if is_compared else _build_progress(values)
    alt_text = " ".join((_tell_path("Vous", _list_chosen(values)), *_tell_source(is_compared)))
    return View(
        title=(
            "De Monsieur X au DAC : la coordination s’éloigne de lui à mesure que tout se complique"
            if is_compared
            else "Qui coordonne le parcours de Monsieur X ? Vos réponses, situation par situation"
        ),
        picture=_draw_paths(_list_chosen(values), layout, is_compared=is_compared, alt=alt_text),
        answer=answer,
        table=_build_table(values, is_compared=is_compared),
    )


@explain_faults
def pathway_figure() -> None:
    """Show Monsieur X's pathway, to be placed before it is compared."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    coordinators = (
        Option(value=UNDECIDED, label="À choisir"),
        *tuple(
            Option(value=person.id, label=person.name) for person in reversed(load_coordinators())
        ),
    )
    actors = tuple(Option(value=key, label=label) for key, label in load_actors().items())
    groups = tuple(
        Group(
            heading=f"{situation.number}. {situation.title}",
            settings=(
                Choice(
                    id=f"coordinator-{situation.number}",
                    legend="Qui coordonne ?",
                    options=coordinators,
                    value=UNDECIDED,
                    display="select",
                ),
                Ticks(id=f"actors-{situation.number}", legend="Qui intervient ?", options=actors),
            ),
        )
        for situation in load_situations()
    )
    compare = Action(
        id="is_compared", legend="Comparer avec la source", undo="Revenir à mes réponses"
    )
    definition = Definition(
        id="pathway-figure",
        lead="Monsieur X vit à domicile avec son épouse. Quatre moments de son parcours : pour "
        "chacun, dites qui intervient et qui tient les fils. Il n’y a pas de note.",
        groups=(*groups, Group(settings=(compare,))),
        sources=build_sources(("source-bloch",)),
        limits=(
            (
                "C’est le récit d’une diapositive, pas une règle : « un parcours singulier et "
                "banal à "
                "la fois ». Sur votre territoire, un autre acteur peut tenir ce rôle."
            ),
            (
                "La source nomme peu d’acteurs. Là où elle n’en nomme pas, votre réponse n’est "
                "comparée à rien."
            ),
            "L’ordre des lignes, de Monsieur X vers les dispositifs, est le nôtre.",
        ),
    )
    return Figure(definition, build_view, is_kept=True)


def _list_chosen(values: Values) -> tuple[str, ...]:
    return tuple(str(values[f"coordinator-{each.number}"]) for each in load_situations())


def _name(person_id: str) -> str:
    labels = {person.id: person.label for person in load_coordinators()}
    return labels.get(person_id, "personne encore")


def _tell_path(who: str, chosen: tuple[str, ...]) -> str:
    steps = ", ".join(f"situation {n}, {_name(key)}" for n, key in enumerate(chosen, start=1))
    return f"{who} : {steps}."


def _tell_source(is_compared: bool) -> tuple[str, ...]:  # noqa: FBT001 -- private, one caller
    if not is_compared:
        return ()
    return (_tell_path("La source", tuple(each.coordinator for each in load_situations())),)


def _build_progress(values: Values) -> tuple[str, ...]:
    missing = [
        str(number)
        for number, chosen in enumerate(_list_chosen(values), start=1)
        if chosen == UNDECIDED
    ]
    if not missing:
        return ("Vos quatre choix sont placés. Vous pouvez comparer avec la source.",)
    if len(missing) == len(load_situations()):
        return (
            "Rien n’est encore placé. Commencez par la situation que vous connaissez le mieux.",
        )
    many = "à la situation" if len(missing) == 1 else "aux situations"
    return (f"Il manque qui coordonne {many} {', '.join(missing)}.",)


def _build_comparison(values: Values) -> tuple[str, ...]:
    return tuple(_compare(situation, values) for situation in load_situations())


def _compare(situation: Situation, values: Values) -> str:
    chosen = str(values[f"coordinator-{situation.number}"])
    says = _name(situation.coordinator)
    if chosen == situation.coordinator:
        words = f"comme vous, la source dit : {says}."
    elif chosen == UNDECIDED:
        words = f"la source dit : {says}."
    else:
        words = f"vous avez placé {_name(chosen)} ; la source dit : {says}."
    actors = _compare_actors(situation, values)
    return f"Situation {situation.number}, {words} {situation.comment} {actors}".rstrip()


def _compare_actors(situation: Situation, values: Values) -> str:
    ticked = values[f"actors-{situation.number}"]
    chosen = ticked if isinstance(ticked, tuple) else ()
    names = load_actors()
    if not situation.actors:
        return ""
    forgotten = [names[key] for key in situation.actors if key not in chosen]
    if forgotten:
        return f"Elle nomme aussi : {', '.join(forgotten)}."
    return "Vous avez placé tous les acteurs qu’elle nomme."


def _build_table(values: Values, *, is_compared: bool) -> Table:
    columns = ["Situation", "Votre coordination", "Vos acteurs"]
    if is_compared:
        columns += ["Coordination selon la source", "Réponse selon la source"]
    return Table(
        caption="Monsieur X, quatre situations",
        columns=tuple(columns),
        rows=tuple(_build_row(each, values, is_compared=is_compared) for each in load_situations()),
    )


def _build_row(situation: Situation, values: Values, *, is_compared: bool) -> tuple[str, ...]:
    ticked = values[f"actors-{situation.number}"]
    names = [load_actors()[key] for key in ticked] if isinstance(ticked, tuple) else []
    row = [
        f"{situation.number}. {situation.title}",
        _name(str(values[f"coordinator-{situation.number}"])),
        ", ".join(names) or "aucun placé",
    ]
    if is_compared:
        row += [_name(situation.coordinator), situation.response]
    return tuple(row)


LANE: dict[Layout, float] = {"wide": 44, "narrow": 58}
HEAD = 36


def _draw_paths(chosen: tuple[str, ...], layout: Layout, *, is_compared: bool, alt: str) -> str:
    """Lanes of who may coordinate, crossed by the trainee's path and the source's."""
    width, lane = WIDTH[layout], LANE[layout]
    people = load_coordinators()
    left = 180 if layout == "wide" else 0
    step = (width - left) / len(chosen)
    columns = [left + step * (index + 0.5) for index in range(len(chosen))]
    # on a phone the name stands above the marks, in the same lane
    drop = lane / 2 if layout == "wide" else lane - 18
    lanes = {person.id: HEAD + lane * (person.lane - 1) + drop for person in people}
    source = [lanes[each.coordinator] for each in load_situations()] if is_compared else []
    yours = [lanes.get(key) for key in chosen]
    word = "Situation " if layout == "wide" else ""
    parts = [
        draw_text(x, 20, f"{word}{number}", anchor="middle", ink="ink-soft", bold=True)
        for number, x in enumerate(columns, start=1)
    ]
    parts += [_draw_rule(HEAD + lane * index, width) for index in range(len(people) + 1)]
    parts.append(_draw_trail(columns, source, "chart-1", 3.5))
    parts.append(_draw_trail(columns, yours, "chart-2", 2, dash="6 4"))
    parts += [_draw_square(x, y) for x, y in zip(columns, yours, strict=True) if y is not None]
    parts += [_draw_disc(x, y) for x, y in zip(columns, source, strict=False)]
    parts += [_draw_name(person, lanes[person.id], layout) for person in people]
    parts.append(_name_trails(columns, yours, source))
    return build_svg(width, HEAD + lane * len(people) + 2, parts, alt=alt, is_open=True)


def _draw_rule(y: float, width: float) -> str:
    return f'<line x1="0" x2="{width:g}" y1="{y:g}" y2="{y:g}" stroke="{colour("rule")}"/>'


def _draw_name(person: Person, y: float, layout: Layout) -> str:
    """A lane's name: left of the marks on a wide picture, above them on a narrow one."""
    if layout == "wide":
        return draw_text(0, y + 5, person.name)
    return draw_text(0, y - 22, person.name, ink="ink-soft")


def _draw_trail(
    columns: Sequence[float],
    heights: Sequence[float | None],
    token: str,
    width: float,
    dash: str = "",
) -> str:
    """A path through the neighbouring situations that both have an answer."""
    points = list(zip(columns, heights, strict=False))
    return "".join(
        draw_path(f"M{x:g},{y:g} L{to_x:g},{to_y:g}", stroke=token, width=width, dash=dash)
        for (x, y), (to_x, to_y) in pairwise(points)
        if y is not None and to_y is not None
    )


def _draw_square(x: float, y: float) -> str:
    """The trainee's mark: open, so that the source's disc shows inside it where they agree."""
    return draw_path(
        f"M{x - 11:g},{y - 11:g} h22 v22 h-22 Z", fill="paper", stroke="chart-2", width=2.5
    )


def _draw_disc(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{colour("chart-1")}"/>'


def _name_trails(
    columns: Sequence[float], yours: Sequence[float | None], source: Sequence[float]
) -> str:
    """Say which path is whose, above the last mark of each."""
    placed = [(x, y) for x, y in zip(columns, yours, strict=True) if y is not None]
    ends = {"la source": (columns[-1], source[-1])} if source else {}
    if placed and ends.get("la source") == placed[-1]:
        return _name_end("vous et la source", placed[-1], "ink")
    parts = [_name_end(name, end, "sage-ink") for name, end in ends.items()]
    parts += [_name_end("vous", placed[-1], "terracotta-ink")] if placed else []
    return "".join(parts)


def _name_end(name: str, end: tuple[float, float], ink: str) -> str:
    x, y = end
    anchor = "end" if len(name) > len("la source") else "middle"
    return draw_text(
        x + (12 if anchor == "end" else 0), y - 15, name, anchor=anchor, ink=ink, bold=True
    )
