"""Who coordinates Monsieur X's pathway: the trainee's four answers beside the source's account."""

from __future__ import annotations

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
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
from coordo_widgets.figures.pathway_facts import (
    UNDECIDED,
    Situation,
    load_actors,
    load_coordinators,
    load_situations,
)
from coordo_widgets.figures.pathway_trails import draw_paths
from coordo_widgets.showing import explain_faults, show_widget

LIMITS = (
    (
        "C’est le récit d’une diapositive, pas une règle\u202f: «\u202fun parcours singulier et "
        "banal à la fois\u202f». Sur votre territoire, un autre acteur peut tenir ce rôle."
    ),
    (
        "La source nomme peu d’acteurs. Là où elle n’en nomme pas, votre réponse n’est "
        "comparée à rien."
    ),
    "L’ordre des lignes, de Monsieur X vers les dispositifs, est le nôtre.",
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
        picture=draw_paths(_list_chosen(values), layout, is_compared=is_compared, alt=alt_text),
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
        limits=LIMITS,
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
        also = " aussi" if chosen else ""
        return f"Elle nomme{also} : {', '.join(forgotten)}."
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
