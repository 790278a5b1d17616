"""Scoring of an evaluation against the HAS reference document of social and care services (ESSMS).

Rules (HAS reference document of 10 March 2022; its scoring sheet of 9 October 2024 as reported by
Synerpa and Andicat; see ``has-*`` in the references):

* an element is rated 1 to 4, * (optimised), NC (not concerned) or RI (unsuitable answer, chapter 1
  only);
* a criterion is the mean of its elements, two decimals;
* an imperative criterion (chapters 2 and 3 only) is met only if each of its elements reaches 4;
* rated 1, 2 or 3, it calls for a plan of action.

Three readings are ours, because no source that we read settles them (``READINGS``): * counts for
4, the scale ending at 4 on every level; NC and RI count for nothing; a theme and a chapter are the
mean of their criteria, from exact values, rounded once. The level of the objective, which stands
between a criterion and a theme, and the quality letter, which rests on it, are not computed.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Rating = Literal["1", "2", "3", "4", "*", "NC", "RI"]
RATING_LABELS: dict[Rating, str] = {
    "1": "pas du tout satisfaisant",
    "2": "plutôt pas satisfaisant",
    "3": "plutôt satisfaisant",
    "4": "tout à fait satisfaisant",
    "*": "optimisé",
    "NC": "non concerné",
    "RI": "réponse inadaptée",
}
POINTS: dict[Rating, int] = {"1": 1, "2": 2, "3": 3, "4": 4, "*": 4}
FULL = 4
CHAPTER_LABELS: dict[int, str] = {1: "La personne", 2: "Les professionnels", 3: "L’ESSMS"}
METHOD_LABELS: dict[int, str] = {1: "accompagné traceur", 2: "traceur ciblé", 3: "audit système"}
"""How an evaluator looks at each chapter (``has-chapitres`` in the references)."""
INTERVIEW_CHAPTER = 1
"""The only chapter in which RI exists, and the one without imperative criteria."""

ROUNDING_RULE = set_spaces(
    "Deux décimales, au plus près, le 5 vers le haut. On n’arrondit qu’une fois : une moyenne de "
    "critères part des valeurs exactes, non des valeurs arrondies."
)
READINGS = tuple(
    set_spaces(text)
    for text in (
        (
            "La cotation * (optimisé) compte pour 4, dans une moyenne comme dans un impératif : la "
            "note va de 1 à 4 à chaque niveau de calcul. Lecture du cours : la valeur de * n’est "
            "pas dans les sources lues."
        ),
        "Un élément NC ou RI ne compte ni en haut ni en bas de la moyenne. Lecture du cours.",
        (
            "Une thématique et un chapitre sont la moyenne de leurs critères, à poids égal. "
            "Lecture du cours : les sources lues nomment ces niveaux, et celui de l’objectif, sans "
            "en écrire la formule. La note d’un rapport peut donc différer."
        ),
    )
)
LETTER_REFUSAL = set_spaces(
    "L’échelle de qualité de A à D n’est pas calculée. Elle combine la moyenne des objectifs, où "
    "l’un d’eux pèse davantage, et la part des critères impératifs atteints ; ses seuils n’ont été "
    "trouvés dans aucune source lue. Une lettre inventée tromperait davantage que pas de lettre."
)


class Criterion(Closed):
    """A criterion and the ratings of its elements. ``has_plan``: a plan of action is written.

    ``labels`` say what each element asks, in the order of the ratings, or are none at all.
    """

    id: str
    title: str
    chapter: Annotated[int, Field(ge=1, le=3)]
    theme: str
    elements: tuple[Rating, ...] = Field(min_length=1)
    labels: tuple[str, ...] = ()
    is_imperative: bool = False
    has_plan: bool = False

    @model_validator(mode="after")
    def _fits_its_chapter(self) -> Self:
        if self.is_imperative and self.chapter == INTERVIEW_CHAPTER:
            raise ValueError("un critère impératif dans le chapitre 2 ou 3")
        if "RI" in self.elements and self.chapter != INTERVIEW_CHAPTER:
            raise ValueError("RI dans le chapitre 1 seulement")
        if self.labels and len(self.labels) != len(self.elements):
            raise ValueError("autant d’intitulés que d’éléments, ou aucun")
        return self


class CriterionResult(Closed):
    """Score of a criterion; none where no element is rated.

    ``is_met`` is of imperative criteria only. ``needs_plan``: an imperative is not met.
    """

    criterion: Criterion
    score: Decimal | None
    is_met: bool | None
    needs_plan: bool

    @property
    def lacks_plan(self) -> bool:
        """Whether the plan of action that it needs is not written."""
        return self.needs_plan and not self.criterion.has_plan


class LevelResult(Closed):
    """Mean of the criteria of a theme or a chapter; ``rated`` of ``total`` have a score."""

    label: str
    score: Decimal | None
    rated: int
    total: int


class Assessment(Closed):
    """What the criteria give, in the order in which they came."""

    criteria: tuple[CriterionResult, ...]
    themes: tuple[LevelResult, ...]
    chapters: tuple[LevelResult, ...]

    @property
    def unmet_imperatives(self) -> tuple[CriterionResult, ...]:
        """Imperative criteria that call for a plan of action."""
        return tuple(each for each in self.criteria if each.needs_plan)

    def get_chapter(self, chapter: int) -> LevelResult:
        """Return the result of a chapter that the criteria touch.

        Raises:
            KeyError: they touch none of it.
        """
        found = {each.label: each for each in self.chapters}
        return found[_name_chapter(chapter)]


def compute_assessment(criteria: tuple[Criterion, ...]) -> Assessment:
    """Score every criterion, theme and chapter.

    Raises:
        ValueError: two criteria bear the same id.
    """
    twice = [key for key, count in Counter(each.id for each in criteria).items() if count > 1]
    if twice:
        raise ValueError(f"des identifiants uniques ; en double : {', '.join(twice)}")
    return Assessment(
        criteria=tuple(score_criterion(each) for each in criteria),
        themes=_build_levels(criteria, lambda each: each.theme),
        chapters=_build_levels(criteria, lambda each: _name_chapter(each.chapter)),
    )


def score_criterion(criterion: Criterion) -> CriterionResult:
    """Score one criterion: mean of its rated elements, and whether an imperative is met."""
    mean = compute_exact_mean(criterion)
    is_met = None
    if criterion.is_imperative and mean is not None:
        is_met = mean == FULL
    return CriterionResult(
        criterion=criterion,
        score=None if mean is None else round_score(mean),
        is_met=is_met,
        needs_plan=is_met is False,
    )


def round_score(value: Fraction) -> Decimal:
    """Round to two decimals, half up."""
    return Decimal((200 * value + 1) // 2).scaleb(-2)


def compute_exact_mean(criterion: Criterion) -> Fraction | None:
    """Mean of the rated elements, before rounding; none where none is rated."""
    points = [POINTS[each] for each in criterion.elements if each in POINTS]
    return Fraction(sum(points), len(points)) if points else None


def _name_chapter(chapter: int) -> str:
    return f"Chapitre {chapter}"


def _build_levels(
    criteria: tuple[Criterion, ...], name: Callable[[Criterion], str]
) -> tuple[LevelResult, ...]:
    labels = dict.fromkeys(name(each) for each in criteria)
    return tuple(
        _build_level(label, [each for each in criteria if name(each) == label]) for label in labels
    )


def _build_level(label: str, criteria: Iterable[Criterion]) -> LevelResult:
    means = [compute_exact_mean(each) for each in criteria]
    rated = [mean for mean in means if mean is not None]
    score = round_score(sum(rated, Fraction(0)) / len(rated)) if rated else None
    return LevelResult(label=label, score=score, rated=len(rated), total=len(means))
