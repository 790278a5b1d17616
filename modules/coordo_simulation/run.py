"""A run of a case: scenario version, seed, decisions and openings, nothing else."""

from typing import Annotated

from pydantic import Field

from coordo_simulation.answer import Answer, pick
from coordo_simulation.record import Record

Step = Annotated[int, Field(ge=0)]


class Decision(Record):
    """What was answered at one step; ``step`` is the rank of the decision in its run."""

    step: Step
    decision: str
    answer: Answer

    @property
    def choice(self) -> str | None:
        """The choice made, None unless the decision is single."""
        return self.answer.choice


class Opening(Record):
    """Something opened while the decision of ``step`` waited."""

    step: Step
    item: str


class Parent(Record):
    """Where a branch leaves its parent: the decisions before ``step`` are shared."""

    run: str
    step: Step


class Run(Record):
    """All that is needed to replay a case to the last digit.

    ``openings`` are in order; those of a step come before its decision.
    """

    id: str
    scenario: str
    version: str
    seed: int
    parent: Parent | None = None
    decisions: tuple[Decision, ...] = ()
    openings: tuple[Opening, ...] = ()


def decide(run: Run, decision: str, answer: Answer | str) -> Run:
    """Return ``run`` with one more decision; ``play`` tells whether it is valid.

    A string is the id of one choice.
    """
    given = pick(answer) if isinstance(answer, str) else answer
    taken = Decision(step=len(run.decisions), decision=decision, answer=given)
    return run.model_copy(update={"decisions": (*run.decisions, taken)})


def open_item(run: Run, item: str) -> Run:
    """Return ``run`` with one more opening, before its next decision; ``play`` validates it."""
    opened = Opening(step=len(run.decisions), item=item)
    return run.model_copy(update={"openings": (*run.openings, opened)})


def branch(run: Run, step: int, new_id: str) -> Run:
    """Return a new run that goes back to just before ``step``; ``run`` itself is kept.

    What was opened while that decision waited is closed again.

    Raises:
        ValueError: when ``step`` is not a step that ``run`` has already decided.
    """
    if not 0 <= step < len(run.decisions):
        raise ValueError(f"Étape {step} : ce parcours compte {len(run.decisions)} décisions.")
    return Run(
        id=new_id,
        scenario=run.scenario,
        version=run.version,
        seed=run.seed,
        parent=Parent(run=run.id, step=step),
        decisions=run.decisions[:step],
        openings=tuple(opened for opened in run.openings if opened.step < step),
    )
