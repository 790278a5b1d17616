"""The rubric of a case: what its path is judged on, as data. It is a key: it is never released.

A criterion measures one thing of the decision log and says what share of its points (0 to 1) is
earned. Two weights come from the rules of French health education (QRM): an *indispensable*
criterion that is missed, an *inacceptable* one that is met, cap the whole score, at zero unless
the author says otherwise.
"""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from coordo_simulation.answer_conditions import (
    HasChosen,
    HasGiven,
    HasOpened,
    HasOrdered,
    HasTicked,
)
from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Name
from coordo_simulation.record import Record
from coordo_simulation.state import Test

Text = Annotated[str, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2)]
Period = Annotated[int, Field(ge=0)]

Dimension = Literal["decision", "ordre", "delai", "omission", "cout", "securite", "respect"]
Luck = Literal["tirages", "parcours"]
DIMENSIONS: dict[Dimension, str] = {
    "decision": "Ce qui est décidé",
    "ordre": "L’ordre des gestes",
    "delai": "Les délais",
    "omission": "Ce qui est oublié",
    "cout": "Le coût",
    "securite": "La sécurité",
    "respect": "Le choix de la personne",
}


class HasDecided(Record):
    """A decision was taken, whatever the answer."""

    decision: Name

    def build(self) -> Test:
        """Compile the condition."""
        return lambda state: self.decision in state.answers


def _tag_act(value: Any) -> str:  # noqa: ANN401  (raw YAML, before validation)
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    known = ("ticked", "line", "element", "opened", "choices")
    return next((key for key in known if key in keys), "decision")


Act = Annotated[
    Annotated[HasDecided, Tag("decision")]
    | Annotated[HasChosen, Tag("choices")]
    | Annotated[HasTicked, Tag("ticked")]
    | Annotated[HasGiven, Tag("line")]
    | Annotated[HasOrdered, Tag("element")]
    | Annotated[HasOpened, Tag("opened")],
    Discriminator(_tag_act),
]
"""Something that a run does at one step: an answer of some kind, or something opened."""


class Level(Record):
    """What a way of deciding is worth, and why; the first whose ``when`` holds, else nothing."""

    when: Condition
    share: Share
    text: Text


class _Criterion(Record):
    """What every criterion says.

    ``when`` (on the final state) tells where the criterion makes sense: elsewhere it is set
    aside and the others share its points.
    """

    id: Name
    dimension: Dimension
    label: Text
    points: Points
    explanation: Text
    references: tuple[Name, ...] = ()
    sources: tuple[Text, ...] = ()
    when: Condition | None = None
    weight: Literal["indispensable", "inacceptable"] | None = None
    cap: Share = Field(default=0.0, description="part du total laissée si le critère est perdu")

    @model_validator(mode="after")
    def _is_sourced(self) -> "_Criterion":
        if not (self.references or self.sources):
            raise ValueError("au moins une référence ou une source")
        if self.cap and self.weight is None:
            raise ValueError("cap va avec weight (indispensable ou inacceptable)")
        return self


class ChoiceCriterion(_Criterion):
    """What was decided; ``unasked`` says what becomes of it where the question never arose."""

    kind: Literal["choix"]
    decision: Name
    levels: tuple[Level, ...] = Field(min_length=1)
    otherwise: Text = Field(description="ce qui est dit quand aucun niveau n’est atteint")
    unasked: Literal["ecarte", "perdu"] = "ecarte"


class OrderCriterion(_Criterion):
    """``first`` was done, and before ``then`` (or ``then`` never)."""

    kind: Literal["ordre"]
    first: Act
    then: Act

    @model_validator(mode="after")
    def _orders_two_acts(self) -> "OrderCriterion":
        if self.first == self.then:
            raise ValueError("deux gestes différents")
        return self


class DelayCriterion(_Criterion):
    """One of ``acts`` was done in period ``by`` at the latest (from 0).

    Each period late costs ``loss``.
    """

    kind: Literal["delai"]
    acts: tuple[Act, ...] = Field(min_length=1)
    by: Period
    loss: Annotated[float, Field(gt=0, le=1)]


class OmissionCriterion(_Criterion):
    """Each act of the list counts for an equal part."""

    kind: Literal["omission"]
    acts: tuple[Act, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _counts_each_act_once(self) -> "OmissionCriterion":
        if len(set(self.acts)) < len(self.acts):
            raise ValueError("chaque geste une seule fois dans acts")
        return self


class CostCriterion(_Criterion):
    """A number of the case: no point at ``zero``, all of them at ``full``, in a straight line.

    ``at`` reads it at the end, or where it was worst. ``luck`` is the mean over the draws of the
    rubric, or the very run.
    """

    kind: Literal["cout"]
    variable: Name
    at: Literal["fin", "pire"] = "fin"
    zero: float
    full: float
    luck: Luck = "tirages"

    @model_validator(mode="after")
    def _has_a_slope(self) -> "CostCriterion":
        if self.zero == self.full:
            raise ValueError("zero et full différents")
        return self


class SafetyCriterion(_Criterion):
    """``never`` held at no moment; over draws, the share of those where it did not."""

    kind: Literal["securite"]
    never: Condition
    crossed: Text = Field(description="ce qui est dit quand la limite est franchie")
    luck: Luck = "tirages"


Criterion = Annotated[
    ChoiceCriterion
    | OrderCriterion
    | DelayCriterion
    | OmissionCriterion
    | CostCriterion
    | SafetyCriterion,
    Field(discriminator="kind"),
]


class Rubric(Record):
    """The rubric of one version of a case.

    ``draws`` is over how many lucks, the same for everybody, an indicator is averaged.
    """

    scenario: Name
    version: Text
    title: Text
    draws: int = Field(default=40, ge=1, le=200)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @cached_property
    def maximum(self) -> Decimal:
        """Points of a perfect path."""
        return sum((criterion.points for criterion in self.criteria), start=Decimal(0))

    def list_dimensions(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the dimensions with their points: what a trainee may know beforehand."""
        points = dict.fromkeys(DIMENSIONS, Decimal(0))
        for criterion in self.criteria:
            points[criterion.dimension] += criterion.points
        return tuple((DIMENSIONS[name], worth) for name, worth in points.items() if worth)
