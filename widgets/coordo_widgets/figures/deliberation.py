"""The force field of a deliberation: an option, what pushes, what holds, what the texts answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coordo_simulation.deliberation import Capacity, Consent, Trust
from coordo_simulation.deliberation_coverage import Gap, GapKind, check_coverage, check_option
from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_options import (
    Deliberation,
    Examination,
    answer_consent,
    examine_option,
)
from coordo_simulation.deliberation_study import DebatedSituation
from coordo_simulation.deliberation_study_example import build_example_debate
from coordo_simulation.french import set_spaces

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
from coordo_widgets.figures.deliberation_drawing import draw_field, name_speaker
from coordo_widgets.figures.deliberation_words import (
    CAPACITIES,
    CONSENTS,
    TRUSTS,
    choose,
    count,
    tell_side,
    tell_verdict,
)
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_simulation.deliberation_study import LivedSituation

AS_TOLD = "as-told"
URGENCIES = (Option(value="no", label="Non"), Option(value="yes", label="Oui"))
ENDINGS: dict[Outcome | None, str] = {
    Outcome.FORBIDDEN: "et un texte l’arrête",
    Outcome.ON_CONDITION: "et un texte y met une condition",
    Outcome.ONLY_NECESSARY: "et un texte la limite",
    Outcome.ALLOWED: "et aucun texte lu ici ne l’arrête",
    None: "et aucun texte n’est interrogé",
}

SOURCES = (
    "ethique-quatre-principes",
    "droits-usagers",
    "consentement-aux-soins",
    "refus-de-soin",
    "personne-hors-d-etat",
    "personne-de-confiance-csp-2024",
    "personne-de-confiance-casf",
    "l1110-4",
    "l1110-12",
    "partage-conditions-decret",
    "droit-information-sante",
)
LIMITS = (
    (
        "Aucun des quatre principes de Beauchamp et Childress ne l’emporte par avance. La dignité "
        "est ajoutée parce que la loi la nomme en premier parmi les droits de la personne "
        "accompagnée."
    ),
    (
        "Une réponse n’est pas un avis juridique\u202f: elle dit ce que dit le texte cité, à sa "
        "date. La contention, la maltraitance et la jurisprudence sur l’urgence extrême ne sont "
        "pas traitées."
    ),
)


def build_view(study: DebatedSituation, values: Values, layout: Layout) -> View:
    """What is shown for an option and a state of the facts."""
    deliberation = _change(study.deliberation, values)
    option = deliberation.get(str(values["option"]))
    book = find_place().references
    examination = examine_option(deliberation, option.id, book)
    missing = (
        *check_option(deliberation, option, book),
        *(gap for gap in check_coverage(deliberation, book) if gap.option is None),
    )
    counted = _tell_count(examination)
    title = f"{option.label}\u202f: {_count_sides(examination)}, {ENDINGS[examination.tightest]}"
    return View(
        title=title,
        picture=draw_field(examination, deliberation.situation, layout, alt=f"{title}. {counted}"),
        answer=(*_tell_gates(examination), counted, _tell_missing(missing, examination)),
        table=_build_table(examination, deliberation),
    )


@explain_faults
def deliberation_field(data: str | None = None) -> None:
    """Show the force field of a deliberation: an invented one, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: DebatedSituation, figure_id: str) -> Figure:
    """Build the figure."""
    told = (study.situation.story, study.question, "Choisissez une option ; changez un fait,")
    whence = (
        f"Les personnes, leurs mots et le poids qu’elles leur donnent : {study.origin}. Ce que le "
        "texte répond vient des textes."
    )
    definition = Definition(
        id=figure_id,
        lead=set_spaces(" ".join(each for each in told if each))
        + " et voyez ce qu’un texte répond, ce qui se dit, et ce que personne n’a dit.",
        notice=(
            "Aucune option n’est notée ni classée. Une flèche longue veut dire que la personne "
            "l’a dit fort, non qu’elle a raison."
        ),
        reset="Revenir à ce qui est raconté",
        groups=(_build_option_group(study), _build_fact_group(study.situation)),
        sources=build_sources(SOURCES),
        limits=(set_spaces(whence), *LIMITS),
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("deliberation-field", DebatedSituation, build_example_debate, build_figure)


def _build_option_group(study: DebatedSituation) -> Group:
    options = tuple(Option(value=each.id, label=each.label) for each in study.options)
    return Group(
        heading="L’option",
        settings=(
            Choice(
                id="option",
                legend="Que proposerait-on\u202f?",
                options=options,
                value=options[0].value,
                display="select",
            ),
            choose(
                "consent",
                "Ce qu’elle en dit",
                {AS_TOLD: "Ce qui est raconté", **CONSENTS},
                AS_TOLD,
            ),
        ),
    )


def _build_fact_group(situation: LivedSituation) -> Group:
    is_urgent = "yes" if situation.is_vital_emergency else "no"
    return Group(
        heading="Les faits",
        settings=(
            choose(
                "capacity", "Peut-elle exprimer sa volonté\u202f?", CAPACITIES, situation.capacity
            ),
            choose("trust", "Personne de confiance", TRUSTS, situation.trust),
            Choice(id="emergency", legend="Urgence vitale", options=URGENCIES, value=is_urgent),
        ),
    )


def _change(deliberation: Deliberation, values: Values) -> Deliberation:
    """The deliberation with the facts that one has set."""
    situation = deliberation.situation.model_copy(
        update={
            "capacity": Capacity(str(values["capacity"])),
            "trust": Trust(str(values["trust"])),
            "is_vital_emergency": values["emergency"] == "yes",
        }
    )
    changed = deliberation.model_copy(update={"situation": situation})
    if values["consent"] == AS_TOLD:
        return changed
    return answer_consent(changed, str(values["option"]), Consent(str(values["consent"])))


def _sides(examination: Examination) -> tuple[int, int]:
    views = examination.principles
    return sum(len(view.pushing) for view in views), sum(len(view.holding) for view in views)


def _count_sides(examination: Examination) -> str:
    pushing, holding = _sides(examination)
    noun = "argument" if pushing < 2 else "arguments"  # noqa: PLR2004 -- the plural
    return f"{count(pushing)} {noun} pour, {count(holding)} contre"


def _tell_count(examination: Examination) -> str:
    pushing = tuple(said for view in examination.principles for said in view.pushing)
    holding = tuple(said for view in examination.principles for said in view.holding)
    told = f"{tell_side(pushing, 'pour')}\u202f; {tell_side(holding, 'contre')}"
    return f"Arguments entendus\u202f: {told}. Ce compte ne tranche rien."


def _tell_gates(examination: Examination) -> tuple[str, ...]:
    if not examination.gates:
        return ("Cette option ne demande ni acte ni information à transmettre.",)
    return tuple(
        words for gate in examination.gates for words in tell_verdict(gate.subject, gate.verdict)
    )


def _tell_missing(gaps: tuple[Gap, ...], examination: Examination) -> str:
    told = [gap.sentence for gap in gaps if gap.kind not in (GapKind.GATE, GapKind.PRINCIPLE)]
    silent = [view.principle.with_article for view in examination.principles if view.is_silent]
    if silent:
        told.append(f"Personne n’en a rien dit sous l’angle de {' ni de '.join(silent)}.")
    if not told:
        return "Chaque personne a parlé, et chaque principe a été examiné."
    return set_spaces("Ce qui manque : " + " ".join(told))


def _build_table(examination: Examination, deliberation: Deliberation) -> Table:
    rows = tuple(
        (
            name_speaker(said, deliberation.situation),
            f"{said.principle}",
            f"{said.side}",
            f"{said.weight}",
            f"«\u202f{said.words}\u202f»",
        )
        for said in examination.arguments
    )
    return Table(
        caption=f"Ce qui a été dit de l’option «\u202f{examination.option.label}\u202f»",
        columns=("Qui parle", "Principe", "Sens", "Comment", "Les mots entendus"),
        rows=rows,
    )
