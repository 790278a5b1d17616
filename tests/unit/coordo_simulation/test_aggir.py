"""The GIR follows the official table, on every combination."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from coordo_simulation.aggir import (
    RATINGS,
    RIGHTS_NOTICE,
    WEIGHING,
    Adverbs,
    Variable,
    combine_all,
    combine_any_c,
    combine_meal,
    compute_gir,
    list_single_changes,
    rate,
)

VECTORS = {
    "AAAAAAAA": ("H", 0, 13, 6),
    "AABAAAAA": ("H", 2000, 12, 5),
    "AABBAAAA": ("H", 4000, 11, 4),
    "BBBBBBBB": ("G", 1100, 10, 4),
    "AACCAAAA": ("F", 1000, 9, 3),
    "AAACABCB": ("E", 1300, 8, 3),
    "CCBBBBBB": ("A", 3420, 3, 2),
    "CCCCCCCC": ("A", 4440, 1, 1),
    "CCAAAAAA": ("B", 2700, 4, 2),
    "AACCCCCC": ("C", 1700, 5, 2),
    "AAAABACC": ("D", 2400, 7, 2),
}
# The table as it is printed, one line a group: C weights, B weights, thresholds and ranks;
# read here by a second, independent reckoning.
PRINTED = """
2000 1200 40 40 60 100 800 200 | 0 0 16 16 20 16 120 32 | 4380:1 4140:2 3390:3
1500 1200 40 40 60 100 800 -80 | 320 120 16 16 0 16 120 -40 | 2016:4
0 0 40 40 60 160 1000 400 | 0 0 16 16 20 20 200 40 | 1700:5 1432:6
0 0 0 0 2000 400 2000 200 | 0 0 0 0 200 200 200 0 | 2400:7
400 400 400 400 400 800 800 200 | 0 0 100 100 100 100 100 0 | 1200:8
200 200 500 500 500 500 500 200 | 100 100 100 100 100 100 100 0 | 800:9
150 150 300 300 500 500 400 200 | 0 0 200 200 200 200 200 100 | 650:10
0 0 3000 3000 3000 3000 1000 1000 | 0 0 2000 2000 2000 2000 2000 1000 | 4000:11 2000:12
"""


def ratings_of(code):
    return dict(zip(WEIGHING, code, strict=True))


def reckon(code: str) -> int:
    """GIR by the printed table."""
    for line in PRINTED.strip().splitlines():
        c_part, b_part, steps = line.split(" | ")
        weights = {"C": c_part.split(), "B": b_part.split(), "A": ["0"] * 8}
        total = sum(int(weights[mark][place]) for place, mark in enumerate(code))
        for step in steps.split():
            least, rank = map(int, step.split(":"))
            if total >= least:
                return int("0122222233445"[rank]) if rank < 13 else 6
    return 6


@pytest.mark.parametrize(("code", "expected"), VECTORS.items())
def test_published_vectors(code, expected):
    result = compute_gir(ratings_of(code))
    assert (result.group, result.total, result.rank, result.gir) == expected


def test_all_combinations_agree_with_the_printed_table():
    codes = ["".join(code) for code in product("ABC", repeat=8)]
    assert len(codes) == 6561
    girs = [compute_gir(ratings_of(code)).gir for code in codes]
    assert girs == [reckon(code) for code in codes]
    assert set(Counter(girs)) == {1, 2, 3, 4, 5, 6}


def test_the_two_last_variables_weigh_nothing():
    base = ratings_of("BBBBBBBB")
    for outside, far in product(RATINGS, repeat=2):
        full = {
            **base,
            Variable.DEPLACEMENTS_EXTERIEURS: outside,
            Variable.COMMUNICATION: far,
        }
        assert compute_gir(full) == compute_gir(base)


def test_a_missing_variable_is_refused():
    with pytest.raises(KeyError):
        compute_gir({Variable.COHERENCE: "A"})


@pytest.mark.parametrize("code", ["AAAAAAAA", "BBBBBBBB", "AACCAAAA"])
def test_single_changes_are_all_and_only_those_that_move_the_gir(code):
    base = ratings_of(code)
    changes = {(c.variable, c.rating): c.gir for c in list_single_changes(base)}
    for variable, rating in product(WEIGHING, RATINGS):
        gir = compute_gir({**base, variable: rating}).gir
        assert changes.get((variable, rating), compute_gir(base).gir) == gir


def test_adverbs_and_parts():
    def adverbs(*values):
        names = ("spontaneously", "totally", "usually", "correctly")
        return Adverbs(**dict(zip(names, values, strict=True)))

    assert rate(adverbs(True, True, True, True)) == "A"
    assert rate(adverbs(False, False, False, False)) == "C"
    assert rate(adverbs(True, False, True, True)) == "B"
    assert [combine_any_c(*pair) for pair in ("AA", "AB", "BB", "AC", "CC")] == list("ABBCC")
    assert [combine_all(*parts) for parts in ("AAA", "CCC", "ACC", "CC", "BB")] == list("ACBCB")
    assert [combine_meal(*pair) for pair in ("AA", "CC", "BC", "CB", "AC", "AB")] == list("ACCCBB")


def test_the_rights_notice_names_the_owner():
    assert "Syndicat national de gérontologie clinique" in RIGHTS_NOTICE
