"""What the quality page says of the scoring's losses and of the indicators is recomputed."""

from __future__ import annotations

from pathlib import Path

from coordo_simulation.french import format_number
from coordo_simulation.has_scoring import round_score, score_criterion
from coordo_simulation.has_scoring_example import build_example_criteria
from coordo_simulation.has_scoring_losses import compute_veiled_mean, list_losses
from coordo_simulation.indicator_card import (
    compute_card,
    compute_deciding_size,
    tell_measured,
)
from coordo_simulation.indicator_card_example import build_indicators
from coordo_simulation.indicator_series import group_periods, read_periods

PAGE = (Path(__file__).parents[3] / "docs/modeles/quality.md").read_text(encoding="utf-8")
EXAMPLES = {each.card.id: each for each in build_indicators()}


def test_what_each_element_takes():
    losses = list_losses(build_example_criteria())
    rows = [line for line in PAGE.splitlines() if line.count(" | ") == 4 and ". " in line[:80]]
    for each in losses:
        cells = (
            each.criterion.title,
            f"{each.letter}. {each.criterion.labels[each.index]}",
            each.rating,
            format_number(round_score(each.from_criterion), 2),
            format_number(round_score(each.from_chapter), 2),
        )
        assert f"| {' | '.join(cells)} |" in rows
    part = PAGE.split("| Retire au chapitre |")[1].split("\n\n")[0]
    assert part.count("\n") == len(losses) + 1


def test_what_the_mean_hides():
    criteria = build_example_criteria()
    veiled = compute_veiled_mean(criteria, 2)
    assert veiled is not None
    assert f"sa moyenne monterait à {format_number(veiled, 2)} et le circuit" in PAGE
    medicine, plan = (
        next(score_criterion(each) for each in criteria if each.id == key)
        for key in ("medicament", "projet")
    )
    assert medicine.score is not None
    assert plan.score is not None
    assert f"({format_number(medicine.score, 2)} contre 3,46)" in PAGE
    assert f"plus bas ({format_number(plan.score, 2)})" in PAGE
    assert medicine.needs_plan
    assert not plan.needs_plan


def read_last(example, counting, size):
    last = group_periods(counting.periods, size)[-1]
    return last, compute_card(example.card, last.events, last.size)


def test_what_grouping_settles():
    for key in ("visites-en-retard", "chutes", "retours"):
        example = EXAMPLES[key]
        for size in (1, 3, 6, 12):
            groups = group_periods(example.own.periods, size)
            readings = read_periods(example.card, groups, example.card.target)
            counts = [
                sum(each.verdict == verdict for each in readings)
                for verdict in ("held", "missed", "open")
            ]
            cells = (example.short, size, len(readings), *counts)
            assert f"| {' | '.join(str(cell) for cell in cells)} |" in PAGE


def test_how_many_it_would_take_and_what_another_denominator_says():
    late, returns = EXAMPLES["visites-en-retard"], EXAMPLES["retours"]
    _, measured = read_last(late, late.own, 1)
    needed = compute_deciding_size(late.card, measured.value, late.card.target)
    assert needed is not None
    assert f"il faudrait {format_number(needed)} visites" in PAGE
    for counting in (returns.own, returns.other):
        last, measured = read_last(returns, counting, 12)
        assert f"{last.events} " in PAGE
        assert f"sur {last.size}" in PAGE
        assert tell_measured(returns.card, measured) in PAGE
