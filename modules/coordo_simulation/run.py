"""A run of a case: scenario version, seed and decisions, nothing else."""

from typing import Annotated

from pydantic import Field

from coordo_simulation.record import Record

Step = Annotated[int, Field(ge=0)]


class Decision(Record):
    """One choice made at one step; ``step`` is the rank of the decision in its run."""

    step: Step
    decision: str
    choice: str


class Parent(Record):
    """Where a branch leaves its parent: the decisions before ``step`` are shared."""

    run: str
    step: Step


class Run(Record):
    """All that is needed to replay a case to the last digit."""

    id: str
    scenario: str
    version: str
    seed: int
    parent: Parent | None = None
    decisions: tuple[Decision, ...] = ()


def decide(run: Run, decision: str, choice: str) -> Run:
    """Return ``run`` with one more decision; ``play`` tells whether it is valid."""
    step = len(run.decisions)
    taken = Decision(step=step, decision=decision, choice=choice)
    return run.model_copy(update={"decisions": (*run.decisions, taken)})


def branch(run: Run, step: int, new_id: str) -> Run:
    """Return a new run that goes back to just before ``step``; ``run`` itself is kept.

    Raises:
        ValueError: when ``step`` is not a step that ``run`` has already decided.
    """
    if not 0 <= step < len(run.decisions):
        raise ValueError(f"Étape {step} : ce parcours compte {len(run.decisions)} décisions.")
    return Run(
        id=new_id,
        scenario=run.scenario,
        version=run.version,
        seed=run.seed,
        parent=Parent(run=run.id, step=step),
        decisions=run.decisions[:step],
    )
