"""Who may be told what: two people, a piece of news, and the gate that a text puts between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coordo_simulation.deliberation import (
    Capacity,
    Consent,
    Disclosure,
    Mode,
    Role,
    Situation,
    Trust,
)
from coordo_simulation.deliberation_disclosure import build_facts, check_disclosure
from coordo_simulation.deliberation_study import ToldSituation
from coordo_simulation.deliberation_study_example import build_example_telling
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
from coordo_widgets.figures.deliberation_gate_drawing import draw_gate
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
    from coordo_simulation.deliberation_gates import Verdict
    from coordo_simulation.deliberation_study import LivedSituation, News


MODES = (
    Option(value=Mode.EXCHANGE, label="Le dire à cette personne"),
    Option(value=Mode.SHARING, label="Ouvrir le dossier partagé"),
)
SOURCES = (
    "l1110-4",
    "l1110-12",
    "partage-conditions-decret",
    "partage-consentement-decret",
    "droit-information-sante",
    "personne-de-confiance-csp-2024",
    "personne-hors-d-etat",
    "proches-diagnostic-grave",
    "volonte-d-ignorer",
)
LIMITS = (
    (
        "Le paragraphe de l’article L.\u00a01110-4 sur l’opposition à l’échange et les deux "
        "exceptions du décret n°\u00a02016-1349 n’ont pas été lus\u202f: toute opposition ferme la "
        "porte, et un partage hors de l’équipe attend l’accord."
    ),
    (
        "Que l’on sache est une chose, que l’on doive dire en est une autre\u202f: une porte "
        "ouverte n’oblige à rien."
    ),
    (
        "Une réponse n’est pas un avis juridique\u202f: elle dit ce que dit le texte cité, à sa "
        "date."
    ),
)


def build_view(study: ToldSituation, values: Values, layout: Layout) -> View:
    """What is shown for two people, a piece of news and a state of the facts."""
    situation = _build_situation(study, values)
    sender = situation.get(str(values["sender"]))
    recipient = situation.get(str(values["recipient"]))
    if sender.id == recipient.id:
        return _ask_for_two(sender.introduced, layout)
    news, telling = _find_news(study, values), _build_telling(study, values)
    verdict = check_disclosure(situation, telling, find_place().references)
    title = f"De {sender.name} à {recipient.name}\u202f: {verdict.says[0].lower()}"
    title += verdict.says[1:]
    return View(
        title=title,
        picture=draw_gate(
            sender.introduced, recipient.introduced, verdict.outcome, layout, alt=f"{title}."
        ),
        answer=tell_verdict(f"{news.label}, {news.use}", verdict),
        table=_build_table(situation, telling, verdict),
    )


@explain_faults
def disclosure_gate(data: str | None = None) -> None:
    """Show who may be told what: in an invented situation, or in that of ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: ToldSituation, figure_id: str) -> Figure:
    """Build the figure."""
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"Quelqu’un demande à savoir. Au centre : {study.situation.accompanied.name} "
            f"({study.origin}). Choisissez qui parle, qui reçoit et quoi ; puis changez un fait."
        ),
        reset="Revenir au départ",
        groups=(_build_telling_group(study), _build_fact_group(study.situation)),
        sources=build_sources(SOURCES),
        limits=LIMITS,
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("disclosure-gate", ToldSituation, build_example_telling, build_figure)


def _build_telling_group(study: ToldSituation) -> Group:
    people = study.situation.people
    senders = {each.id: each.introduced for each in people if each.role is Role.PROFESSIONAL}
    recipients = {each.id: each.introduced for each in people}
    news = {each.id: each.label for each in study.news}
    sender = next(iter(senders))
    relatives = [each.id for each in people if each.role is Role.RELATIVE]
    recipient = next(key for key in (*relatives, *recipients) if key != sender)
    return Group(
        heading="Ce que l’on dirait",
        settings=(
            choose("sender", "Qui parle", senders, sender),
            choose("recipient", "Qui reçoit", recipients, recipient),
            choose("news", "Quoi", news, next(iter(news))),
            Choice(id="mode", legend="Comment", options=MODES, value=Mode.EXCHANGE),
        ),
    )


def _build_fact_group(situation: LivedSituation) -> Group:
    return Group(
        heading="Les faits",
        settings=(
            choose("consent", "Ce qu’elle en dit", CONSENTS, Consent.NOT_ASKED),
            choose(
                "capacity", "Peut-elle exprimer sa volonté\u202f?", CAPACITIES, situation.capacity
            ),
            choose("trust", name_trust(situation), TRUSTS, situation.trust),
        ),
    )


def _find_news(study: ToldSituation, values: Values) -> News:
    return next(each for each in study.news if each.id == values["news"])


def _build_situation(study: ToldSituation, values: Values) -> Situation:
    return study.situation.model_copy(
        update={
            "capacity": Capacity(str(values["capacity"])),
            "trust": Trust(str(values["trust"])),
        }
    )


def _build_telling(study: ToldSituation, values: Values) -> Disclosure:
    news = _find_news(study, values)
    return Disclosure(
        information=news.label,
        sender=str(values["sender"]),
        recipient=str(values["recipient"]),
        mode=Mode(str(values["mode"])),
        consent=Consent(str(values["consent"])),
        is_needed=news.is_needed,
        is_grave=news.is_grave,
    )


def _ask_for_two(name: str, layout: Layout) -> View:
    sentence = f"{name}, ne peut rien s’apprendre\u202f: choisissez qui reçoit."
    return View(
        title="Choisissez deux personnes différentes",
        picture=draw_gate(name, name, None, layout, alt=sentence),
        answer=(sentence,),
        table=Table(caption="Aucune réponse", columns=("Texte", "Ce qu’il dit"), rows=()),
    )


def _build_table(situation: Situation, telling: Disclosure, verdict: Verdict) -> Table:
    facts = build_facts(situation, telling)
    rows = [
        ("Qui reçoit, pour le texte", f"{facts.recipient}"),
        ("Réponse", f"{verdict.outcome}"),
        ("Pourquoi", verdict.reason),
        ("Que faire", verdict.instead),
        ("Au jour du", format_date(situation.date)),
    ]
    rows += [
        ("Texte", set_spaces(f"{cite(each)} : {each.value_text}")) for each in verdict.references
    ]
    return Table(
        caption="La réponse, mot à mot", columns=("Quoi", "Ce qui est dit"), rows=tuple(rows)
    )
