"""A cause that names an omission is never told to somebody who did the thing, in any case.

What « the thing » is, no machine knows. It knows this: if there were no answer that clears of the
blame (a choice, an amount, an order that was given and never blamed), then it is told to all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from case_library import PATHS, load_case, play_many
from coordo_simulation.case_causes import is_omission, iter_loose_causes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coordo_simulation.answer import Answer
    from coordo_simulation.engine import Trace

GALLERY = next(path for path in PATHS if path.parent.name == "galerie")
each_case = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.name)


def list_acts(answer: Answer) -> frozenset[str]:
    """What an answer does, piece by piece: a choice, each tick, each hour given, who goes first."""
    acts = {*filter(None, (answer.choice, *(answer.choices or ())))}
    for given in answer.amounts or ():
        acts |= {f"{given.line} {hour}" for hour in range(1, int(given.amount) + 1)}
    order = answer.order or ()
    acts |= {f"{a} < {b}" for rank, a in enumerate(order) for b in order[rank + 1 :]}
    return frozenset(acts)


def iter_blamed(path: Path) -> Iterator[tuple[str, str, Answer, Trace]]:
    """Yield each decision blamed by an event in a run, the sentence, and what was answered."""
    causes = {cause.text: cause for event in load_case(path).events for cause in event.causes}
    for trace in play_many(path):
        for step, text in trace.told:
            if text in causes:
                answer = trace.steps[step].answer
                assert answer is not None
                yield causes[text].decision, text, answer, trace


@each_case
def test_a_sentence_names_one_cause(path: Path) -> None:
    texts = [cause.text for event in load_case(path).events for cause in event.causes]
    assert len(set(texts)) == len(texts)
    assert any(map(is_omission, texts))


@each_case
def test_an_omission_hangs_on_the_answer(path: Path) -> None:
    assert list(iter_loose_causes(load_case(path))) == []


@each_case
def test_some_answer_clears_of_each_omission(path: Path) -> None:
    done: dict[str, set[str]] = defaultdict(set)
    for trace in play_many(path):
        for step in trace.steps:
            assert step.answer is not None
            done[step.question.spec.id] |= list_acts(step.answer)
    blamed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for decision, text, answer, _trace in iter_blamed(path):
        if is_omission(text):
            blamed[decision, text] |= list_acts(answer)
    assert blamed
    for (decision, text), acts in blamed.items():
        assert done[decision] - acts, text


def test_nobody_is_blamed_for_not_asking_odette_or_not_warning_who_was_warned() -> None:
    told: dict[str, list[Trace]] = defaultdict(list)
    for _decision, text, _answer, trace in iter_blamed(GALLERY):
        told[text].append(trace)

    def list_warned(text: str) -> list[frozenset[str]]:
        return [list_acts(t.state.answers["prevenir"]) | t.state.opened for t in told[text]]

    for trace in told["Ce que personne ne lui avait demandé"]:
        assert "nuit-sue" not in trace.state.flags
    doctor = list_warned("Le médecin traitant, qui n’avait pas été prévenu le mardi")
    nurse = list_warned("L’infirmier, qui n’avait pas été prévenu avant le retour")
    nurse += list_warned("Des matins où presque personne ne venait peser ni regarder les jambes")
    assert doctor
    assert nurse
    assert not any("medecin" in warned for warned in doctor)
    assert not any({"infirmier", "appel-marest"} & warned for warned in nurse)
