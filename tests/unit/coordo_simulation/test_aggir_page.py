"""The AGGIR page prints the rights notice, and tells what the model computes."""

from __future__ import annotations

import re
from pathlib import Path

from coordo_simulation.aggir import (
    GROUPS,
    RIGHTS_NOTICE,
    WEIGHING,
    compute_gir,
    list_single_changes,
)
from coordo_simulation.french import format_number

PAGE = (Path(__file__).parents[3] / "docs/modeles/aggir.md").read_text(encoding="utf-8")
EXAMPLE = dict(zip(WEIGHING, "AAACABCB", strict=True))


def test_the_rights_notice_is_printed_whole_and_first():
    assert RIGHTS_NOTICE in PAGE
    assert PAGE.index(RIGHTS_NOTICE) < PAGE.index("## Un exemple")


def test_the_ratings_and_what_decided():
    for variable, rating in EXAMPLE.items():
        assert f"| {variable} | {rating} |" in PAGE
    result = compute_gir(EXAMPLE)
    total = format_number(result.total)
    verdict = f"groupe {result.group}, somme {total}, rang {result.rank}"
    assert f"{verdict}\u202f: **GIR {result.gir}**" in PAGE


def test_the_single_changes_are_all_and_only_those_computed():
    told = set(re.findall(r"^\| ([^|]+) \| ([ABC]) → ([ABC]) \| GIR (\d) \|$", PAGE, re.MULTILINE))
    computed = {
        (str(change.variable), EXAMPLE[change.variable], change.rating, str(change.gir))
        for change in list_single_changes(EXAMPLE)
    }
    assert told == computed
    assert computed


def test_the_ranks_of_each_gir():
    for line in ("| 1 | 1 |", "| 2 à 7 | 2 |", "| 8 et 9 | 3 |", "| 10 et 11 | 4 |"):
        assert line in PAGE
    assert {threshold[1] for group in GROUPS for threshold in group.thresholds} == set(range(1, 14))
