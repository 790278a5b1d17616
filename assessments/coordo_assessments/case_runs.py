"""From the runs a journal holds to runs the engine can play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.run import Decision, Opening, Parent, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.state import RunRecord


class UnknownRunError(LookupError):
    """The journal holds no such run, or not the one it branches from; the message is French."""


def build_run(records: Mapping[str, RunRecord], run_id: str) -> Run:
    """Build a playable run: the decisions shared with its parents, then its own.

    Decisions after a gap are left out: the steps before them are not in the journal.

    Raises:
        UnknownRunError: the run or one of its parents is missing, or they go round in a circle.
    """
    decisions: list[Decision] = []
    openings: list[Opening] = []
    for record in reversed(_list_lineage(records, run_id)):
        if record.parent:
            del decisions[record.parent.step :]
            openings = [opened for opened in openings if opened.step < record.parent.step]
        own = {taken.step: (taken.decision, taken.answer) for taken in record.decisions}
        while (step := len(decisions)) in own:
            decision, answer = own[step]
            decisions.append(Decision(step=step, decision=decision, answer=answer))
        reached = [one for one in record.openings if one.step <= len(decisions)]
        reached.sort(key=lambda one: one.step)
        openings.extend(Opening(step=one.step, item=one.item) for one in reached)
    record = records[run_id]
    return Run(
        id=record.run,
        scenario=record.scenario,
        version=record.version,
        seed=record.seed,
        parent=Parent(run=record.parent.run, step=record.parent.step) if record.parent else None,
        decisions=tuple(decisions),
        openings=tuple(openings),
    )


def _list_lineage(records: Mapping[str, RunRecord], run_id: str) -> list[RunRecord]:
    """Return the run, its parent, and so on up to the one that starts from nothing."""
    lineage: list[RunRecord] = []
    wanted: str | None = run_id
    while wanted is not None:
        record = records.get(wanted)
        if record is None:
            raise UnknownRunError("Ce parcours n’est pas dans votre journal.")
        if record in lineage:
            raise UnknownRunError("Ce parcours ne se rattache à aucun début.")
        lineage.append(record)
        wanted = record.parent.run if record.parent else None
    return lineage
