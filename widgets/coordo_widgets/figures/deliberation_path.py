"""Consent, refusal and advance directives: six gates in order, and the one that decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coordo_simulation.deliberation import ActKind, Capacity, Consent, Protection, Trust
from coordo_simulation.deliberation_consent import ACT_RULES
from coordo_simulation.deliberation_directives import check_directives
from coordo_simulation.deliberation_duties import LEFT_OPEN, list_traces, list_voices
from coordo_simulation.deliberation_gates import Outcome, list_standing
from coordo_simulation.deliberation_path import (
    CaseFacts,
    Mark,
    Written,
    list_single_changes,
    trace_path,
)
from coordo_simulation.deliberation_study import ActedSituation
from coordo_simulation.deliberation_study_example import build_example_act
from coordo_simulation.french import format_date, set_spaces

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
from coordo_widgets.figures.deliberation_path_drawing import Row, draw_gates
from coordo_widgets.figures.deliberation_path_words import (
    Moves,
    cite_code,
    group_moves,
    tell_directives,
    tell_finding,
    tell_moves,
    tell_traces,
    tell_voices,
)
from coordo_widgets.figures.deliberation_words import (
    CAPACITIES,
    CONSENTS,
    TRUSTS,
    choose,
    cite,
    name_trust,
    tell_verdict,
)
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.deliberation_gates import Rule
    from coordo_simulation.deliberation_path import ConsentPath

ORDINALS = ("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième")
OPENINGS: dict[Outcome, str] = {
    Outcome.FORBIDDEN: "La loi ferme cet acte",
    Outcome.ON_CONDITION: "La loi n’ouvre cet acte qu’à une condition",
    Outcome.ONLY_NECESSARY: "La loi n’ouvre cet acte que pour le strict nécessaire",
    Outcome.ALLOWED: "La loi ouvre cet acte",
}
DIRECTIVES: dict[str, str] = {
    Written.NONE: "Elle n’en a pas écrit",
    Written.UNREACHABLE: "Écrites, introuvables",
    Written.SILENT: "Lues\u202f: ne refusent pas ce soin",
    Written.AGAINST: "Lues\u202f: refusent ce soin",
    Written.SET_ASIDE: "Le refusent, jugées inadaptées",
}
MEASURES: dict[str, str] = {
    Protection.NONE: "Aucune",
    Protection.ASSISTANCE: "Elle est assistée",
    Protection.REPRESENTATION: "Représentée pour sa personne",
}
YES_NO = (Option(value="yes", label="Oui"), Option(value="no", label="Non"))
SOURCES = (
    "consentement-aux-soins",
    "refus-de-soin",
    "personne-hors-d-etat",
    "droit-information-sante",
    "directives-anticipees",
    "personne-de-confiance-csp-2024",
    "majeur-protege-sante",
    "droits-usagers",
    "representant-accompagnement",
    "personne-de-confiance-casf",
)
LIMITS = (
    (
        "Ne sont pas traités\u202f: les mineurs, les soins psychiatriques sans consentement, la "
        "contention comme telle, la jurisprudence sur l’urgence extrême, la procédure de fin de "
        "vie. Les directives anticipées ne parlent que de la fin de vie."
    ),
    (
        "Redire un refus dans un délai raisonnable ne change pas la réponse\u202f: le refus vaut "
        "déjà. C’est une étape que la loi demande, et que l’on écrit."
    ),
    (
        "L’ordre entre qui représente et qui témoigne n’est fixé par aucun texte lu ici\u202f: "
        "c’est celui des portes. Pour une personne protégée, vérifiez ce que dit le jugement."
    ),
    (
        "Une réponse n’est pas un avis juridique\u202f: elle dit ce que dit le texte cité, à sa "
        "date."
    ),
)


def build_view(study: ActedSituation, values: Values, layout: Layout) -> View:
    """What is shown for a set of facts: the path, its answer, what goes with it."""
    facts, book = _read(values), find_place().references
    day = study.situation.date
    path = trace_path(facts, book, day)
    changes = list_single_changes(facts, list_standing(ACT_RULES, book, day))
    moves = group_moves(changes)
    verdict = path.verdict
    title = set_spaces(
        f"{verdict.says} : le chemin s’arrête à la {ORDINALS[path.rank - 1]} porte, "
        f"{path.decisive.gate.name[0].lower()}{path.decisive.gate.name[1:]}"
    )
    rows = _build_rows(_name_acts(study)[facts.kind], facts, path, moves)
    law, to_do = tell_verdict(OPENINGS[verdict.outcome], verdict)
    left = f"Ce que la loi laisse à délibérer : {LEFT_OPEN[verdict.rule]}."
    binding = check_directives(facts.build_situation(day), book)
    answer = (
        law,
        *tell_directives(facts, binding),
        tell_voices(list_voices(facts, book, day)),
        to_do,
        tell_traces(list_traces(facts, verdict.rule, book, day)),
        tell_moves(changes, verdict.outcome),
        set_spaces(left),
    )
    return View(
        title=title,
        picture=draw_gates(rows, verdict.outcome, layout, alt=f"{title}. {_list_steps(rows)}"),
        answer=answer,
        table=_build_table(rows, path, day),
    )


@explain_faults
def consent_path(data: str | None = None) -> None:
    """Show what the law opens of an act, gate after gate: invented, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: ActedSituation, figure_id: str) -> Figure:
    """Build the figure."""
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{study.act.lead} {study.origin[0].upper()}{study.origin[1:]}. Que peut-on faire, et "
            "qui faut-il entendre ? Posez les faits : les portes s’examinent dans l’ordre, et la "
            "première qui répond arrête le chemin."
        ),
        reset="Revenir au départ",
        groups=_build_groups(study),
        sources=build_sources(SOURCES),
        limits=LIMITS,
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("consent-path", ActedSituation, build_example_act, build_figure)


def _name_acts(study: ActedSituation) -> dict[str, str]:
    return {
        ActKind.CARE: f"Un soin\u202f: {study.act.care}",
        ActKind.SUPPORT: f"Un accompagnement\u202f: {study.act.support}",
    }


def _build_groups(study: ActedSituation) -> tuple[Group, ...]:
    """The facts in the order in which the gates ask for them."""
    start, trust = study.act.facts, name_trust(study.situation)
    her = (
        choose("kind", "Ce que l’on ferait", _name_acts(study), start.kind),
        choose("capacity", "Peut-elle exprimer sa volonté\u202f?", CAPACITIES, start.capacity),
        choose("consent", "Ce qu’elle en dit", CONSENTS, start.consent),
        _ask("informed", "A-t-elle été informée\u202f?", is_so=start.is_informed),
    )
    others = (
        choose("written", "Ses directives anticipées", DIRECTIVES, start.written),
        _ask("emergency", "Urgence vitale", is_so=start.is_vital_emergency),
        choose("protection", "Mesure de protection", MEASURES, start.protection),
        choose("trust", trust, TRUSTS, start.trust),
    )
    return (
        Group(heading="L’acte, et sa parole", settings=her),
        Group(heading="Autour d’elle", settings=others),
    )


def _ask(setting: str, legend: str, *, is_so: bool) -> Choice:
    value = "yes" if is_so else "no"
    return Choice(id=setting, legend=legend, options=YES_NO, value=value)


def _read(values: Values) -> CaseFacts:
    """The facts that the settings say."""
    return CaseFacts(
        kind=ActKind(str(values["kind"])),
        capacity=Capacity(str(values["capacity"])),
        consent=Consent(str(values["consent"])),
        is_informed=values["informed"] == "yes",
        written=Written(str(values["written"])),
        is_vital_emergency=values["emergency"] == "yes",
        protection=Protection(str(values["protection"])),
        trust=Trust(str(values["trust"])),
    )


def _build_rows(
    act: str, facts: CaseFacts, path: ConsentPath, moves: tuple[Moves, ...]
) -> tuple[Row, ...]:
    """The act, then the six gates; each with what its own facts, said otherwise, would change."""
    start = Row(
        number=None,
        name="L’acte",
        finding=act,
        mark=Mark.PASSED,
        moves=tuple(move for move in moves if move.fact == "kind"),
    )
    rows = [start]
    for number, step in enumerate(path.steps, start=1):
        own = tuple(move for move in moves if move.fact in step.gate.facts)
        is_decisive = step.mark is Mark.DECIDES
        rows.append(
            Row(
                number=number,
                name=step.gate.name,
                finding=tell_finding(step, facts),
                mark=step.mark,
                answer=path.verdict.says if is_decisive else "",
                texts=cite_code(step.references),
                moves=own,
                still="N’y changerait rien." if step.gate.facts and not own else "",
            )
        )
    return tuple(rows)


def _list_steps(rows: tuple[Row, ...]) -> str:
    """The gates in words, for who does not see them."""
    return set_spaces(
        " ".join(f"{row.number}. {row.name} : {row.mark}." for row in rows if row.number)
    )


def _build_table(rows: tuple[Row, ...], path: ConsentPath, on: date) -> Table:
    start, *gates = rows
    told = [(start.name, start.finding, _tell_row(start), "Aucun")]
    for row, step in zip(gates, path.steps, strict=True):
        cited = dict.fromkeys(cite(each) for each in step.references)
        found = f"{row.finding} {f'{row.mark}'.capitalize()}."
        if step.mark is Mark.DECIDES:
            found = f"{found} La règle\u202f: {_find_rule(path).conditions_told}."
        if step.mark in (Mark.NO_PART, Mark.NOT_REACHED):
            found = row.finding
        texts = "\u202f; ".join(set_spaces(text) for text in cited)
        told.append((f"{row.number}. {row.name}", found, _tell_row(row), texts or "Aucun"))
    return Table(
        caption=f"Les portes, au {format_date(on)}, et ce qu’un seul fait y changerait",
        columns=("Porte", "Ce que l’on y trouve", "Un seul fait dit autrement", "Textes"),
        rows=tuple(told),
    )


def _find_rule(path: ConsentPath) -> Rule:
    """The rule that answered."""
    return next(rule for rule in ACT_RULES if rule.id == path.verdict.rule)


def _tell_row(row: Row) -> str:
    """What one fact of a gate would change, in words."""
    told = (
        f"{move.told[0].upper()}{move.told[1:]}\u202f: {move.says[0].lower()}{move.says[1:]}."
        for move in row.moves
    )
    return " ".join(told) or row.still or "C’est la dernière porte."
