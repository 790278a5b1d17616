"""No way back in a dossier progressif: what a later step has seen can no longer change.

The rule is applied where events are folded, in the order of the journal, so that the view, the
grader and every count see the same answer. An answer to a dossier is ``{"steps": [answer or
null, …], "reached": n}``: ``n`` steps are behind the trainee, who answers step ``n`` (from 0).
An answer to a step puts all earlier ones behind, whatever ``reached`` says. A withdrawal, or an
answer of another shape, erases what is not sealed yet and nothing else.

Exercises may be begun again once finished (every step behind); an evaluation may not.
"""

from __future__ import annotations

from typing import Any

EVALUATION = "evaluation"
MAX_STEPS = 8

Given = dict[str, Any]


def is_stepwise(answer: object) -> bool:
    """Whether an answer is one to a dossier, as far as its shape tells."""
    if not isinstance(answer, dict):
        return False
    steps, reached = answer.get("steps"), answer.get("reached")
    if not isinstance(steps, list) or len(steps) > MAX_STEPS or isinstance(reached, bool):
        return False
    return isinstance(reached, int) and 0 <= reached <= len(steps)


def seal(before: Given | None, given: Given | None, activity: str) -> Given | None:
    """Return what stands of a new answer after the one before it (already sealed)."""
    if not is_stepwise(before) or before is None:
        return _settle(given) if given is not None and is_stepwise(given) else given
    steps, reached = list(before["steps"]), before["reached"]
    if given is None or not is_stepwise(given) or len(given["steps"]) != len(steps):
        kept = [*steps[:reached], *[None] * (len(steps) - reached)]
        return {"steps": kept, "reached": reached} if reached else None
    if reached == len(steps) > given["reached"] and activity != EVALUATION:
        return _settle(given)
    merged = [*steps[:reached], *given["steps"][reached:]]
    return _settle({"steps": merged, "reached": max(reached, given["reached"])})


def is_finished(answer: object) -> bool:
    """Whether every step of a dossier is behind the trainee."""
    return (
        is_stepwise(answer)
        and isinstance(answer, dict)
        and (answer["reached"] == len(answer["steps"]))
    )


def _settle(given: Given) -> Given:
    """An answered step puts those before it behind."""
    answered = [rank for rank, step in enumerate(given["steps"]) if step]
    return {"steps": given["steps"], "reached": max([given["reached"], *answered])}
