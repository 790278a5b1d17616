"""The response graded by complexity, through five evolutions: Bloch on Kaiser's pyramid."""

from __future__ import annotations

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.pyramid_drawing import draw_pyramid
from coordo_widgets.figures.pyramid_facts import (
    LEVELS,
    WHOLE,
    find_answer,
    is_new,
    load_answers,
    load_evolutions,
)
from coordo_widgets.showing import explain_faults, show_widget

LIMITS = (
    (
        "La source montre trois états de la pyramide pour cinq évolutions\u202f: 1 et 2 partagent "
        "le premier, 3 et 4 le deuxième. Elle écrit «\u202fpas de réponse\u202f»\u202f; l’étage "
        "exact de chaque dispositif était un dessin, sa place ici est notre lecture, signalée "
        "dans les données."
    ),
    (
        "La hauteur et la largeur des étages n’indiquent aucun effectif\u202f: la source n’en "
        "donne pas."
    ),
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for an evolution and a level."""
    number, level = int(str(values["evolution"])), str(values["level"])
    answer = _build_answer(number, level)
    return View(
        title=_build_title(number),
        picture=draw_pyramid(number, level, layout, alt=" ".join(answer)),
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
        Option(value=str(each.number), label=f"{each.number}. {each.short}")
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
                    ),
                    Choice(id="level", legend="Étage", options=levels, value="tous"),
                )
            ),
        ),
        sources=build_sources(("source-bloch",)),
        limits=LIMITS,
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
