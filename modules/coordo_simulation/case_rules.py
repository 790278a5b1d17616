"""Rules as data: what an author writes to make the variables of a case move, period by period.

Every rule reads the values as the decisions of the period left them; none sees what another has
just done, so that their order says nothing, save between flows that draw on one variable.
"""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from coordo_simulation.conditions import Threshold
from coordo_simulation.effects import Name
from coordo_simulation.record import Record

HYPOTHESIS = "hypothèse pédagogique"


def _check_reason(text: str) -> str:
    if "[[" not in text and HYPOTHESIS not in text.lower():
        raise ValueError(f"une raison qui cite une référence [[…]] ou dit « {HYPOTHESIS} »")
    return text


Reason = Annotated[str, AfterValidator(_check_reason)]
"""Why a rule is what it is, in French; a figure of law is cited, all else is a hypothesis."""


class Measure(Threshold):
    """What a rule reads of a variable: its value, or how far it is from a number.

    ``minus`` counts from that number, on both sides; ``at_least`` only what exceeds it;
    ``below`` only what is missing to it.
    """

    minus: float = 0.0

    @model_validator(mode="after")
    def _has_bound(self) -> Self:
        """Replace the check of a condition: here a bound may be left out, and one is enough."""
        given = (self.at_least is not None, self.below is not None, self.minus != 0.0)
        if sum(given) > 1:
            raise ValueError("un seul de at_least, below et minus")
        return self


class Term(Measure):
    """``times`` what is read, and, where ``by`` is given, times what is read there too."""

    times: float
    by: Measure | None = None


class _Amount(Record):
    """``base`` plus its terms, in the unit of the variable that moves."""

    base: float = 0.0
    terms: tuple[Term, ...] = ()
    because: Reason


class _Filled(_Amount):
    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.base == 0.0 and not self.terms:
            raise ValueError("base ou terms : cette règle ne fait rien")
        return self


class MoveRule(_Filled):
    """Adds its amount to a variable; what exceeds a bound is lost."""

    moves: Name

    @property
    def kind(self) -> str:
        """The key that tells this rule from the others."""
        return "moves"

    @property
    def targets(self) -> dict[str, str]:
        """The variables that it moves, by the key that names each."""
        return {"moves": self.moves}


class PullRule(_Amount):
    """Leads a variable ``rate`` of the way towards its amount; a bound stops it."""

    pulls: Name
    rate: float = Field(gt=0, le=1)

    @property
    def kind(self) -> str:
        """The key that tells this rule from the others."""
        return "pulls"

    @property
    def targets(self) -> dict[str, str]:
        """The variables that it moves, by the key that names each."""
        return {"pulls": self.pulls}


class FlowRule(_Filled):
    """Takes its amount from a variable and gives it to another, never more than there is.

    What the first does not hold, or the second has no room for, stays where it is.
    """

    source: Name = Field(alias="from")
    to: Name

    @property
    def kind(self) -> str:
        """The key that tells this rule from the others."""
        return "from"

    @property
    def targets(self) -> dict[str, str]:
        """The variables that it moves, by the key that names each."""
        return {"from": self.source, "to": self.to}

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.source == self.to:
            raise ValueError("from et to : deux variables différentes")
        return self


def _kind_of(value: Any) -> str | None:  # noqa: ANN401  (raw YAML, before validation)
    if isinstance(value, dict):
        return next((kind for kind in ("moves", "pulls", "from") if kind in value), None)
    return getattr(value, "kind", None)


Rule = Annotated[
    Annotated[MoveRule, Tag("moves")]
    | Annotated[PullRule, Tag("pulls")]
    | Annotated[FlowRule, Tag("from")],
    Discriminator(
        _kind_of,
        custom_error_type="rule",
        custom_error_message=(
            "une règle : moves (ajouter), pulls et rate (tirer vers), ou from et to (faire passer)"
        ),
    ),
]
