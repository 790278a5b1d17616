"""What the scoring board says: which imperatives are unmet, by what, and what a mean hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.has_scoring import compute_assessment, round_score
from coordo_simulation.has_scoring_losses import (
    LETTERS,
    compute_veiled_mean,
    list_losses,
    raise_element,
)

from coordo_widgets.figure_model import Table
from coordo_widgets.figures.deliberation_words import count as tell_count
from coordo_widgets.figures.scoring_drawing import tell_duty

if TYPE_CHECKING:
    from coordo_simulation.has_scoring import Assessment, Criterion, CriterionResult, LevelResult
    from coordo_simulation.has_scoring_losses import Loss

RULE = "Un impératif n’est satisfait que si chacun de ses éléments cotés est à 4."


def tell_verdict(assessment: Assessment) -> str:
    """The title: how many imperatives call for a plan, and how many plans are not written."""
    rated = [each for each in assessment.criteria if each.is_met is not None]
    unmet = assessment.unmet_imperatives
    if not rated:
        return "Aucun impératif n’est coté : rien ne dit encore si un plan est exigé"
    if not unmet:
        if len(rated) == 1:
            return "Le seul impératif coté est satisfait : aucun plan d’actions n’est exigé"
        return "Les impératifs cotés sont satisfaits : aucun plan d’actions n’est exigé"
    count, missing = len(unmet), sum(each.lacks_plan for each in unmet)
    share = f"{tell_count(count).capitalize()} impératif{'s' * (count > 1)}"
    share += f" sur {tell_count(len(rated))}"
    if count == 1:
        whole = "Le seul impératif coté" if len(rated) == 1 else share
        return f"{whole} appelle un plan d’actions, {'à écrire' if missing else 'écrit'}"
    if not missing:
        return f"{share} appellent un plan d’actions ; tous sont écrits"
    rest = "reste" if missing == 1 else "restent"
    return f"{share} appellent un plan d’actions ; {tell_count(missing)} {rest} à écrire"


def build_answer(criteria: tuple[Criterion, ...], start: tuple[Criterion, ...]) -> list[str]:
    """What the ratings mean, in sentences; ``start`` is what the team had rated."""
    assessment = compute_assessment(criteria)
    losses = list_losses(criteria)
    lines = [_tell_unmet(assessment, losses)]
    lines += [
        line
        for each in _list_chapters(criteria)
        if (line := _tell_veil(criteria, assessment, each)) is not None
    ]
    lines.append(_tell_heaviest(criteria, assessment, losses))
    lines.append(_tell_lowest(assessment))
    lines.append(_tell_changes(assessment, start))
    return [line for line in lines if line]


def _list_chapters(criteria: tuple[Criterion, ...]) -> list[int]:
    """The chapters that some criterion is of."""
    return sorted({each.chapter for each in criteria})


def _name_element(loss: Loss) -> str:
    said = loss.criterion.labels[loss.index]
    return f"{loss.letter}, « {said} », coté {loss.rating}"


def _tell_unmet(assessment: Assessment, losses: tuple[Loss, ...]) -> str:
    if not assessment.unmet_imperatives:
        return f"{RULE} C’est le cas de tous ceux qui sont cotés."
    said = []
    for each in assessment.unmet_imperatives:
        own = [_name_element(loss) for loss in losses if loss.criterion.id == each.criterion.id]
        lacking = f"l’élément {own[0]}" if len(own) == 1 else f"les éléments {' ; '.join(own)}"
        said.append(f"{each.criterion.title}, {_score(each)} : il y manque {lacking}.")
    return " ".join((RULE, *said))


def _tell_veil(criteria: tuple[Criterion, ...], assessment: Assessment, chapter: int) -> str | None:
    """What the mean of a chapter would hide at its best; none where it can hide nothing."""
    veiled = compute_veiled_mean(criteria, chapter)
    level = assessment.get_chapter(chapter)
    if veiled is None or veiled == level.score:
        return None
    unmet = sum(each.criterion.chapter == chapter for each in assessment.unmet_imperatives)
    which = (
        "l’impératif resterait non satisfait"
        if unmet == 1
        else f"les {tell_count(unmet)} impératifs resteraient non satisfaits"
    )
    return (
        f"Une moyenne peut le cacher : si tout le reste du chapitre {chapter} était à 4, sa "
        f"moyenne monterait de {_score(level)} à {format_number(veiled, 2)}, et {which}."
    )


def _tell_heaviest(
    criteria: tuple[Criterion, ...], assessment: Assessment, losses: tuple[Loss, ...]
) -> str:
    """The element that takes most from the mean of its chapter, and what raising it would do."""
    if not losses:
        return "Aucun élément coté n’est sous 4 : rien ne tire une moyenne vers le bas."
    heaviest = max(losses, key=lambda loss: loss.from_chapter)
    own = heaviest.criterion
    raised = compute_assessment(raise_element(criteria, own.id, heaviest.index))
    before, after = (_score(each.get_chapter(own.chapter)) for each in (assessment, raised))
    return (
        f"Ce qui pèse le plus sur une moyenne de chapitre : {own.title}, élément "
        f"{_name_element(heaviest)}, retire {format_number(round_score(heaviest.from_chapter), 2)} "
        f"au chapitre {own.chapter}. À 4, le chapitre passerait de {before} à {after}"
        f"{_tell_relief(own, assessment, raised)}."
    )


def _tell_relief(own: Criterion, before: Assessment, after: Assessment) -> str:
    """Whether raising an element lifts a plan; nothing to say where none was demanded."""
    lists = [{each.criterion.id for each in one.unmet_imperatives} for one in (before, after)]
    if not lists[0]:
        return ""
    if lists[0] != lists[1]:
        return ", et le plan de ce critère ne serait plus exigé"
    if own.id in lists[0]:
        return ", et le plan de ce critère resterait exigé"
    return ", sans qu’aucun plan cesse d’être exigé"


def _tell_lowest(assessment: Assessment) -> str:
    """A criterion that is lower than an unmet imperative, and of which no plan is demanded."""
    rated = [each for each in assessment.criteria if each.score is not None]
    if not rated or not assessment.unmet_imperatives:
        return ""
    lowest = min(rated, key=lambda each: each.score or 0)
    if lowest.criterion.is_imperative:
        return ""
    return (
        f"Le critère le plus bas, {lowest.criterion.title} ({_score(lowest)}), n’est pas "
        "impératif : la règle des impératifs n’y exige pas de plan. Rien n’empêche d’en écrire un."
    )


def _tell_changes(assessment: Assessment, start: tuple[Criterion, ...]) -> str:
    """How the chapters moved from what the team had rated."""
    first = compute_assessment(start)
    moved = [
        f"chapitre {rank}, {_score(then)} → {_score(now)}"
        for rank in _list_chapters(start)
        if (then := first.get_chapter(rank)).score != (now := assessment.get_chapter(rank)).score
    ]
    return f"Par rapport aux cotations de l’équipe : {' ; '.join(moved)}." if moved else ""


def _score(result: CriterionResult | LevelResult) -> str:
    return "aucune note" if result.score is None else format_number(result.score, 2)


def build_table(assessment: Assessment, origin: str) -> Table:
    """Criteria, themes and chapters, each with its score and what takes from it."""
    losses = list_losses(tuple(each.criterion for each in assessment.criteria))
    rows = [
        (
            each.criterion.title,
            _score(each),
            _tell_ratings(each.criterion),
            _tell_own_losses(each.criterion, losses),
            tell_duty(each) or "non impératif",
        )
        for each in assessment.criteria
    ]
    for kind, levels in (("Thématique : ", assessment.themes), ("", assessment.chapters)):
        rows += [
            (
                f"{kind}{level.label}",
                _score(level),
                f"critères cotés : {level.rated} sur {level.total}",
                "voir ses critères",
                "sans objet",
            )
            for level in levels
        ]
    return Table(
        caption="Critères, puis thématiques et chapitres : note de 1 à 4, et ce que chaque "
        f"élément sous 4 retire à son critère ({origin})",
        columns=("Critère ou niveau", "Note", "Cotations", "Retiré par", "Impératif"),
        rows=tuple(rows),
    )


def _tell_ratings(criterion: Criterion) -> str:
    pairs = zip(LETTERS, criterion.labels, criterion.elements, strict=False)
    return " ; ".join(f"{letter}. {label} : {rating}" for letter, label, rating in pairs)


def _tell_own_losses(criterion: Criterion, losses: tuple[Loss, ...]) -> str:
    own = [
        f"{loss.letter} : {format_number(round_score(loss.from_criterion), 2)}"
        for loss in losses
        if loss.criterion.id == criterion.id
    ]
    return " ; ".join(own) or "rien"
