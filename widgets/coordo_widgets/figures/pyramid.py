"""The response graded by complexity, through five evolutions: Bloch on Kaiser's pyramid."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, load_rows
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    colour,
    draw_box,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import (
    WIDTH,
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.showing import explain_faults, show_widget

LEVELS = {"sommet": "Sommet", "milieu": "Milieu", "base": "Base"}
DEGREES = {
    "sommet": "situations complexes",
    "milieu": "situations intermédiaires",
    "base": "situations standard",
}
WHOLE = "ensemble"
FILLS = {"sommet": "chart-2", "milieu": "chart-4", "base": "chart-1"}


class Answer(Closed):
    """What exists at a level after an evolution, or the hole that was there."""

    evolution: int
    level: str
    answer: str
    is_hole: bool
    is_placed_by_us: bool


class Evolution(Closed):
    """One of the five evolutions, with the state of the pyramid that shows it."""

    number: int
    title: str
    slide: str


def load_answers() -> tuple[Answer, ...]:
    """Read what exists at each level."""
    return tuple(
        Answer(
            evolution=int(row["evolution"]),
            level=row["level"],
            answer=row["answer"],
            is_hole=row["is_hole"] == "oui",
            is_placed_by_us=row["placement"] == "lecture",
        )
        for row in load_rows("pyramid_answers")
    )


def load_evolutions() -> tuple[Evolution, ...]:
    """Read the five evolutions."""
    return tuple(
        Evolution(number=int(row["number"]), title=row["title"], slide=row["slide"])
        for row in load_rows("pyramid_evolutions")
    )


def find_answer(evolution: int, level: str) -> Answer | None:
    """What exists at a level after an evolution; None where the source says nothing."""
    found = (each for each in load_answers() if (each.evolution, each.level) == (evolution, level))
    return next(found, None)


def is_new(evolution: int, level: str) -> bool:
    """Whether the level's answer differs from the one before that evolution."""
    now, before = find_answer(evolution, level), find_answer(evolution - 1, level)
    return evolution > 1 and now is not None and (before is None or before.answer != now.answer)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for an evolution and a level."""
    number, level = int(str(values["evolution"])), str(values["level"])
    answer = _build_answer(number, level)
    return View(
        title=_build_title(number),
        picture=_draw_pyramid(number, level, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(),
    )


@explain_faults
def pyramid_figure() -> None:
    """Show the pyramid of graded response, evolution by evolution."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    evolutions = tuple(
        Option(value=str(each.number), label=f"{each.number}. {each.title}")
        for each in load_evolutions()
    )
    levels = (
        Option(value="tous", label="Les trois"),
        *(Option(value=key, label=label) for key, label in LEVELS.items()),
    )
    definition = Definition(
        id="pyramid-figure",
        lead="À chaque degré de complexité, qui peut-on appeler ? Avancez d’une évolution à "
        "l’autre, et cherchez le trou.",
        groups=(
            Group(
                settings=(
                    Choice(
                        id="evolution",
                        legend="Évolution",
                        options=evolutions,
                        value="1",
                        display="select",
                    ),
                    Choice(id="level", legend="Étage", options=levels, value="tous"),
                )
            ),
        ),
        sources=build_sources(("source-bloch",)),
        limits=(
            (
                "La source montre trois états de la pyramide pour cinq évolutions : 1 et 2 "
                "partagent "
                "le premier, 3 et 4 le deuxième. Elle écrit « pas de réponse » ; l’étage exact de "
                "chaque dispositif était un dessin, sa place ici est notre lecture, signalée "
                "dans les "
                "données."
            ),
            (
                "La hauteur et la largeur des étages n’indiquent aucun effectif : la source n’en "
                "donne pas."
            ),
        ),
    )
    return Figure(definition, build_view)


def _build_title(number: int) -> str:
    top = find_answer(number, "sommet")
    if top is None or top.is_hole:
        return "Au sommet, pour les situations les plus complexes : pas de réponse"
    if number == len(load_evolutions()):
        return "Un même dispositif, le DAC, répond désormais aux deux étages du haut"
    return "Le trou du sommet se comble : le gestionnaire de cas MAIA s’y installe"


def _build_answer(number: int, level: str) -> tuple[str, ...]:
    evolution = load_evolutions()[number - 1]
    shown = LEVELS if level == "tous" else {level: LEVELS[level]}
    parts = [f"{label} : {_tell(number, key)}".rstrip("…") + "." for key, label in shown.items()]
    whole = find_answer(number, WHOLE)
    if whole and level == "tous":
        parts.append(f"À tous les étages : {whole.answer}.")
    lines = [f"Évolution {number}, {_lower_first(evolution.title)}. " + " ".join(parts)]
    if level != "tous":
        lines.append(_tell_history(level))
    return tuple(lines)


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]


def _tell(number: int, level: str) -> str:
    found = find_answer(number, level)
    text = found.answer if found else "rien"
    return f"{text} (nouveau)" if is_new(number, level) else text


def _tell_history(level: str) -> str:
    changes = [
        f"évolution {each.number}, {_tell(each.number, level).removesuffix(' (nouveau)')}"
        for each in load_evolutions()
        if each.number == 1 or is_new(each.number, level)
    ]
    return f"Cet étage au fil des évolutions : {' ; '.join(changes)}."


def _build_table() -> Table:
    titles = {each.number: f"{each.number}. {each.title}" for each in load_evolutions()}
    names = {**LEVELS, WHOLE: "Tous"}
    rows = tuple(
        (
            titles[each.evolution],
            names[each.level],
            each.answer,
            "notre lecture" if each.is_placed_by_us else "la source",
        )
        for each in load_answers()
    )
    return Table(
        caption="Ce qui existe à chaque étage de la pyramide, à chaque évolution",
        columns=("Évolution", "Étage", "Réponse", "Qui la place à cet étage"),
        rows=rows,
    )


BAND = 78
Frame = tuple[float, float, float]
"""Top, bottom and base of the triangle."""


def _draw_pyramid(number: int, level: str, layout: Layout, *, alt: str) -> str:
    """Three bands of a triangle, what exists at each written beside it."""
    width = WIDTH[layout]
    base = 260 if layout == "wide" else 104
    gap = 20 if layout == "wide" else 12
    parts, texts, top, text_end = [], [], 8.0, 8.0
    bands = []
    for key in LEVELS:
        text, end = _write_level(number, key, base + gap, top + 16, width - base - gap)
        texts.append(text)
        bottom = max(top + BAND, end + 4)
        bands.append((key, top, bottom))
        top, text_end = bottom + 6, bottom
    for key, start, end in bands:
        is_faded = level not in ("tous", key)
        parts.append(
            _draw_band(number, key, (start, end), (8.0, text_end, base), is_faded=is_faded)
        )
        if is_faded:
            index = list(LEVELS).index(key)
            texts[index] = f'<g opacity="0.55">{texts[index]}</g>'
        parts.append(_draw_leader(start, (8.0, text_end, base), base + gap))
    whole = find_answer(number, WHOLE)
    height = text_end + 8
    if whole:
        text = f"À tous les étages : {whole.answer}"
        drawn, end = draw_paragraph(12, height + 24, text, width - 24)
        parts.append(draw_box(0, height + 4, width, end - height - 10, stroke="edge"))
        parts.append(drawn)
        height = end
    return build_svg(width, height + 4, [*parts, *texts], alt=alt)


def _write_level(number: int, level: str, x: float, y: float, width: float) -> tuple[str, float]:
    """The level's name and what exists there; with the height at which they end."""
    label = f"{LEVELS[level]} : {DEGREES[level]}"
    name, after = draw_paragraph(x, y, label, width, ink="ink-soft")
    found = find_answer(number, level)
    ink = "terracotta-ink" if found and found.is_hole else "ink"
    text = found.answer if found else "rien"
    text = text[0].upper() + text[1:]
    answer, end = draw_paragraph(x, after, text, width, ink=ink, bold=True)
    if is_new(number, level):
        answer += draw_text(x, end, "nouveau", ink="sage-ink")
        end += LINE_HEIGHT
    return name + answer, end - LINE_HEIGHT + 6


def _side(y: float, frame: Frame) -> tuple[float, float]:
    """Left and right edge of the triangle at a height."""
    top, bottom, base = frame
    half = (y - top) / (bottom - top) * base / 2
    return base / 2 - half, base / 2 + half


def _draw_band(
    number: int, level: str, edges: tuple[float, float], frame: Frame, *, is_faded: bool
) -> str:
    start, end = edges
    (left, right), (low_left, low_right) = _side(start, frame), _side(end, frame)
    path = f"M{left:.1f},{start:g} L{right:.1f},{start:g} L{low_right:.1f},{end:g} "
    path += f"L{low_left:.1f},{end:g} Z"
    found = find_answer(number, level)
    extra = ' opacity="0.3"' if is_faded else ""
    if found is None or found.is_hole:
        return draw_path(path, stroke="terracotta", width=2, dash="5 4", extra=extra)
    return draw_path(path, fill=FILLS[level], stroke="ink", width=1, extra=extra)


def _draw_leader(y: float, frame: Frame, x: float) -> str:
    """A hairline from the band to its words."""
    at = y + 12
    return (
        f'<line x1="{_side(at, frame)[1] + 4:.1f}" x2="{x - 6:g}" y1="{at:g}" y2="{at:g}" '
        f'stroke="{colour("edge")}"/>'
    )
