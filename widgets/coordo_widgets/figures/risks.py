"""The risk matrix: where a risk stands before and after the actions, and whom it comes before."""

from __future__ import annotations

from functools import partial

from coordo_simulation.french import set_spaces
from coordo_simulation.risk_matrix import (
    AXIS_LABELS,
    HOME_CARE_MATRIX,
    LIKELIHOOD,
    SEVERITY,
    Axis,
    RankedRisk,
    Rating,
    Register,
    Risk,
    Scale,
    When,
    check_risk,
    compute_criticality,
    rank_risks,
)
from coordo_simulation.risk_matrix_example import build_example_register

from coordo_widgets.figure import Figure
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Source,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.risks_drawing import draw_matrix
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

MATRIX = HOME_CARE_MATRIX
AS_REGISTERED = "registre"
WHENS: dict[When, str] = {"before": "avant les actions", "after": "après les actions"}
AXES: tuple[tuple[Axis, Scale], ...] = (("severity", SEVERITY), ("likelihood", LIKELIHOOD))
SOURCES = (
    Source(
        label="Interop’Santé, gravité d’une erreur médicamenteuse",
        detail="les cinq noms de gravité",
        url="https://build.fhir.org/ig/Interop-Sante/hl7.fhir.fr.medication/"
        "CodeSystem-fr-medication-reconciliation-outcome.html",
    ),
    Source(
        label="Weka, « Matrice de criticité »",
        detail="les trois zones",
        url="https://www.weka.fr/sante/dossier-pratique/maitrise-des-risques-et-de-la-qualite-dt86/"
        "choix-d-une-methode-de-gestion-des-risques-a-priori-5409/"
        "matrice-de-criticite-dtou4409.html",
    ),
)
LIMITS = (
    (
        "L’échelle de vraisemblance, les bornes des zones et le produit des deux rangs sont une "
        "hypothèse pédagogique : refaites-les avec votre équipe avant de vous en servir."
    ),
    (
        "Une criticité est un produit de rangs : 8 n’est pas le double de 4, et deux risques à "
        "égalité ne se valent pas."
    ),
    "La cotation après les actions est une attente. Seul un indicateur dira si elle se vérifie.",
)


def build_view(register: Register, values: Values, layout: Layout) -> View:
    """What is shown for a risk, its ratings, and the moment at which the register is ranked."""
    when: When = "after" if values["when"] == "after" else "before"
    own = next(each for each in register.risks if each.id == values["risk"])
    chosen = _rate(own, values)
    risks = tuple(chosen if each.id == chosen.id else each for each in register.risks)
    ranked = rank_risks(risks, MATRIX, when)
    answer = _build_answer(chosen, own, risks)
    return View(
        title=_build_title(chosen),
        picture=draw_matrix(
            chosen, ranked, f"Le registre {WHENS[when]}", layout, alt=" ".join(answer)
        ),
        answer=answer,
        table=_build_table(register.origin, risks, when),
    )


@explain_faults
def risk_matrix(data: str | None = None) -> None:
    """Show the risk matrix of an invented service, or of the register ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(register: Register, figure_id: str) -> Figure:
    """Build the figure."""
    risks = tuple(Option(value=each.id, label=each.short) for each in register.risks)
    moments = tuple(
        Option(value=key, label=label[0].upper() + label[1:]) for key, label in WHENS.items()
    )
    definition = Definition(
        id=figure_id,
        lead="Choisissez un risque, changez sa cotation : d’où vient ce risque, où le mènent "
        "vos actions, et lequel passe devant ?",
        reset="Revenir aux cotations du registre",
        groups=(
            Group(
                settings=(
                    Choice(
                        id="risk",
                        legend="Risque",
                        options=risks,
                        value=risks[0].value,
                        display="select",
                    ),
                    Choice(id="when", legend="Le registre classé", options=moments, value="before"),
                )
            ),
            *(
                Group(
                    heading=f"Sa cotation {label}",
                    settings=tuple(_build_choice(key, axis, scale) for axis, scale in AXES),
                )
                for key, label in WHENS.items()
            ),
        ),
        sources=tuple(
            each.model_copy(update={"label": set_spaces(each.label)})
            for each in (*SOURCES, _build_own_source(register))
        ),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, partial(build_view, register))


VIEW = ViewKind("risk-matrix", Register, build_example_register, build_figure)


def _build_own_source(register: Register) -> Source:
    return Source(
        label=f"Registre du service « {register.service} » ({register.origin})",
        detail="les risques, leurs cotations et leurs actions",
    )


def _build_choice(when: When, axis: Axis, scale: Scale) -> Choice:
    name = AXIS_LABELS[axis]
    levels = tuple(
        Option(value=str(level.rank), label=f"{level.rank}. {level.label}")
        for level in scale.levels
    )
    return Choice(
        id=f"{axis}-{when}",
        legend=name[0].upper() + name[1:],
        options=(Option(value=AS_REGISTERED, label="comme au registre"), *levels),
        value=AS_REGISTERED,
        display="select",
    )


def _rate(risk: Risk, values: Values) -> Risk:
    """The chosen risk, the ratings that were changed in place of the register's."""
    ratings: dict[str, Rating] = {}
    for when in WHENS:
        own = {axis: str(values[f"{axis}-{when}"]) for axis, _ in AXES}
        changes: dict[str, int] = {
            axis: int(rank) for axis, rank in own.items() if rank != AS_REGISTERED
        }
        ratings[when] = risk.get_rating(when).model_copy(update=changes)
    return risk.model_copy(update=ratings)


def _build_title(risk: Risk) -> str:
    before, after = (compute_criticality(risk.get_rating(when), MATRIX) for when in WHENS)
    zone = MATRIX.find_zone(after)
    if before == after:
        return set_spaces(f"{risk.short} : {after} avant comme après les actions, {zone.label}")
    return set_spaces(
        f"{risk.short} : de {before} à {after} attendu après les actions, {zone.label}"
    )


def _build_answer(risk: Risk, registered: Risk, register: tuple[Risk, ...]) -> tuple[str, ...]:
    lines = [_tell_place(risk, register, when) for when in WHENS]
    lines.append(_tell_fall(risk))
    lines += check_risk(risk, MATRIX)
    changed = _tell_changes(risk, registered)
    if changed:
        lines.append(changed)
    return tuple(set_spaces(line) for line in lines)


def _find(risk: Risk, register: tuple[Risk, ...], when: When) -> RankedRisk:
    return next(each for each in rank_risks(register, MATRIX, when) if each.risk.id == risk.id)


def _tell_place(risk: Risk, register: tuple[Risk, ...], when: When) -> str:
    place = _find(risk, register, when)
    severity = SEVERITY.get(place.rating.severity)
    likelihood = LIKELIHOOD.get(place.rating.likelihood)
    others = [
        each.risk.short
        for each in rank_risks(register, MATRIX, when)
        if each.criticality == place.criticality and each.risk.id != risk.id
    ]
    rank = "1er" if place.rank == 1 else f"{place.rank}e"
    tie = f", à égalité avec {' et '.join(others)}" if others else ""
    head = WHENS[when]
    return (
        f"{head[0].upper()}{head[1:]} : gravité {severity.rank} ({severity.label}) × vraisemblance "
        f"{likelihood.rank} ({likelihood.label}) = {place.criticality}, {place.zone.label}. "
        f"{rank} sur {len(register)}{tie}."
    )


def _tell_fall(risk: Risk) -> str:
    """What is expected to fall, from what to what, and what is done about it."""
    falls = []
    for axis, _ in AXES:
        before, after = getattr(risk.before, axis), getattr(risk.after, axis)
        if after < before:
            falls.append(f"la {AXIS_LABELS[axis]}, de {before} à {after}")
    done = " ; ".join(f"« {each.text} »" for each in risk.actions) or "rien d’écrit"
    fell = " et ".join(falls) if falls else "rien"
    return f"Ce qui devrait baisser : {fell}. Ce que l’on fait : {done}."


def _tell_changes(risk: Risk, own: Risk) -> str:
    """Which ratings are the reader's, and what the register has instead."""
    said = []
    for when, label in WHENS.items():
        for axis, _ in AXES:
            mine, theirs = (getattr(each.get_rating(when), axis) for each in (risk, own))
            if mine != theirs:
                said.append(f"{AXIS_LABELS[axis]} {mine} au lieu de {theirs} {label}")
    return f"Vous avez changé le registre : {' ; '.join(said)}." if said else ""


def _build_table(origin: str, register: tuple[Risk, ...], when: When) -> Table:
    rows = []
    for place in rank_risks(register, MATRIX, when):
        tie = " (à égalité)" if place.is_tied else ""
        cells = [f"{place.rank}{tie}", place.risk.title]
        for each in WHENS:
            found = _find(place.risk, register, each)
            rating = found.rating
            cells.append(
                f"{rating.severity} × {rating.likelihood} = {found.criticality}, {found.zone.label}"
            )
        actions = set_spaces(" ; ".join(action.text for action in place.risk.actions))
        rows.append((place.risk.short, *cells, actions, place.risk.owner))
    return Table(
        caption=f"Registre des risques, dans l’ordre {WHENS[when]} ({origin})",
        columns=("Risque", "Rang", "Ce qui peut arriver", "Avant", "Après", "Actions", "Qui"),
        rows=tuple(rows),
    )
