"""What a reader made of the invented event: the analysis, and what its checks say of each part."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import Action, Analysis, Cause, Factor
from coordo_simulation.event_checks import Remark, check_analysis
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_simulation.event_grids import GridId
    from coordo_simulation.event_study import AnalysedEvent

    from coordo_widgets.figure_model import Values


class Reading(Closed):
    """An analysis and its remarks, numbered in the order in which one mends them.

    ``letters`` name its actions, and those that are left out.
    """

    analysis: Analysis
    remarks: tuple[Remark, ...]
    letters: dict[str, str]

    def list_numbers(self, where: str) -> tuple[int, ...]:
        """Numbers of the remarks about a cause, a factor or an action."""
        return tuple(
            number for number, remark in enumerate(self.remarks, 1) if remark.where == where
        )

    def number_cause(self, cause: str) -> int:
        """Rank of an immediate cause, from 1."""
        return [each.id for each in self.analysis.causes].index(cause) + 1

    def list_actions(self, factor: Factor) -> tuple[Action, ...]:
        """Actions that answer a factor."""
        return tuple(each for each in self.analysis.actions if factor.id in each.answers)

    def list_factors(self, family: str) -> tuple[Factor, ...]:
        """Factors written in a family."""
        return tuple(each for each in self.analysis.factors if each.family == family)

    def stops_at_person(self, factor: Factor) -> bool:
        """Whether the explanation ends at a person: held as a root, in a family of persons."""
        return any(
            remark.kind == "person-as-root" and remark.where == factor.id for remark in self.remarks
        )

    @property
    def personal(self) -> tuple[Factor, ...]:
        """Factors of the families that look at a person."""
        grid = self.analysis.method
        return tuple(each for each in self.analysis.factors if grid.get(each.family).is_personal)

    @property
    def roots(self) -> tuple[Factor, ...]:
        """Factors held as roots."""
        return tuple(each for each in self.analysis.factors if each.is_root)

    @property
    def unexplained(self) -> tuple[Cause, ...]:
        """Immediate causes that no factor explains."""
        explained = {cause for factor in self.analysis.factors for cause in factor.explains}
        return tuple(each for each in self.analysis.causes if each.id not in explained)


def is_supposed(factor: Factor) -> bool:
    """Whether no fact bears a factor."""
    return not any(each.strip() for each in factor.evidence)


def letter_actions(actions: Iterable[Action]) -> dict[str, str]:
    """The letter of each action, by its id."""
    return {each.id: letter for each, letter in zip(actions, ascii_uppercase, strict=False)}


def read_analysis(analysis: Analysis, letters: dict[str, str]) -> Reading:
    """Check an analysis."""
    return Reading(analysis=analysis, remarks=check_analysis(analysis), letters=letters)


def compose_analysis(study: AnalysedEvent, values: Values) -> Analysis:
    """Build the analysis from the settings.

    What is kept and decided, one factor without its facts, one more root. An action keeps only
    those of its factors that are kept.
    """
    written = study.build_analysis(_read_grid(study, values))
    kept, decided = (_list(values[key]) for key in ("factors", "actions"))
    factors = tuple(
        factor.model_copy(
            update={
                "is_root": factor.is_root or factor.id == values["root"],
                "evidence": () if factor.id == values["supposed"] else factor.evidence,
            }
        )
        for factor in written.factors
        if factor.id in kept
    )
    actions = tuple(
        action.model_copy(
            update={"answers": tuple(each for each in action.answers if each in kept)}
        )
        for action in written.actions
        if action.id in decided
    )
    return written.model_copy(update={"factors": factors, "actions": actions})


def _read_grid(study: AnalysedEvent, values: Values) -> GridId:
    """The grid that is asked for, of those in which the factors have their families."""
    return next((grid for grid in study.grids if grid == values.get("grid")), study.grids[0])


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else ()
