"""How long a case takes to read, chapter by chapter."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from coordo_simulation.chance import build_chance
from coordo_simulation.engine import simulate
from coordo_simulation.random_play import choose_at_random

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.engine import Trace
    from coordo_simulation.scenario import Scenario

READ_RUNS = 200
WORDS_A_MINUTE = 200
"""A careful reader of a screen: a working hypothesis, on the slow side of measured rates."""

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


class ChapterLength(NamedTuple):
    """Words of a chapter, choices and opened documents included, over many runs."""

    title: str
    mean: float
    most: int

    @property
    def minutes(self) -> float:
        """Minutes that its mean length takes to read."""
        return self.mean / WORDS_A_MINUTE


def measure_reading(scenario: Scenario, runs: int = READ_RUNS) -> tuple[ChapterLength, ...]:
    """Measure each chapter over random runs; a case without chapters is one.

    The last scene counts in the last chapter.
    """
    lengths: dict[str, list[int]] = defaultdict(list)
    titles = [chapter.title for chapter in scenario.chapters] or [scenario.title]
    for seed in range(runs):
        chance, chooser = build_chance(seed), choose_at_random(seed)
        words = dict.fromkeys(titles, 0)
        trace = simulate(scenario.program, chance, chooser, has_texts=True)
        for title, text in _iter_read(scenario, trace):
            words[title] += len(_WORD.findall(text))
        for title, count in words.items():
            lengths[title].append(count)
    return tuple(ChapterLength(t, fmean(lengths[t]), max(lengths[t])) for t in titles)


def _iter_read(scenario: Scenario, trace: Trace) -> Iterator[tuple[str, str]]:
    """Yield all that a run gives to read, with the title of its chapter."""
    title = scenario.title
    for step in trace.steps:
        title = _name_chapter(scenario, step.period)
        spec = step.question.spec
        texts = [said.spec.text for said in step.said]
        for opened in step.openings:
            texts += [getattr(opened.item.spec, "body", ""), *(s.spec.text for s in opened.said)]
        parts = ("choices", "lines", "elements")
        texts += [spec.text, *(each.text for name in parts for each in getattr(spec, name, ()))]
        yield from ((title, text) for text in texts)
    for said in (*trace.epilogue, *trace.outcome_said):
        yield _name_chapter(scenario, scenario.periods), said.spec.text


def _name_chapter(scenario: Scenario, period: int) -> str:
    begun = [chapter.title for chapter in scenario.chapters if chapter.at <= period]
    return begun[-1] if begun else scenario.title
