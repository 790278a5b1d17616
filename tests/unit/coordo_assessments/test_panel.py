"""The workshop of a concordance test: votes read, items and experts judged, reliability."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.analysis.panel import analyse_panel, compute_credits
from coordo_assessments.analysis.panel_reliability import (
    estimate_key_reliability,
    estimate_score_reliability,
    extend_reliability,
)
from coordo_assessments.analysis.panel_votes import Panel, Vote, load_votes
from coordo_simulation.yaml_source import ContentError, ContentErrors

if TYPE_CHECKING:
    from pathlib import Path


def draw_panel(experts: int, items: int, *, noise: float, seed: int = 3) -> Panel:
    """Experts around an opinion of their own for each item; ``noise`` in steps."""
    rng = random.Random(seed)  # noqa: S311  (a sample)
    truth = [rng.uniform(-1.8, 1.8) for _item in range(items)]
    return Panel(
        tuple(
            Vote(f"expert-{e}", f"script-{i}", max(-2, min(2, round(rng.gauss(truth[i], noise)))))
            for e in range(experts)
            for i in range(items)
        )
    )


def test_the_official_example_scores_by_the_mode() -> None:
    assert compute_credits({-1: 9, 0: 7, 1: 3}) == {-2: 0, -1: 1, 0: 7 / 9, 1: 3 / 9, 2: 0}
    assert set(compute_credits({}).values()) == {0.0}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_votes_are_read_as_spreadsheets_write_them(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "votes.csv"
    lines = [
        ["Expert", "Item", "Vote", "Raison"],
        ["Dr A", "script-1", "−2", '"sur\ndeux lignes"'],
        [],
        ["Dr B", "script-1", "+1", ""],
        ["Dr B", "script-2", "-1"],
    ]
    text = "\ufeff" + "\r\n".join(mark.join(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    panel = load_votes(path)
    assert [(vote.expert, vote.item, vote.degree) for vote in panel.votes] == [
        ("Dr A", "script-1", -2),
        ("Dr B", "script-1", 1),
        ("Dr B", "script-2", -1),
    ]
    assert panel.votes[0].reason == "sur\ndeux lignes"
    assert panel.items == ("script-1", "script-2")


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(
        "expert;item;vote\nA;s1;1\nA;s1;2\nB;s1;3\n;s1;1\nC;s1;peut-être\n\nD;s1;0\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentErrors) as caught:
        load_votes(path)
    told = [str(error) for error in caught.value.errors]
    assert [error.line for error in caught.value.errors] == [3, 4, 5, 6]
    assert "déjà à la ligne 2" in told[0]
    assert "entre −2 et 2" in told[1]
    assert "cellule vide" in told[2]
    assert "« peut-être »" in told[3]
    assert all(f"{path}:" in line for line in told)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "les colonnes expert, item, vote"),
        (b"nom;item;vote\n", "les colonnes expert, item, vote"),
        (b"expert;item;vote\n", "au moins un vote"),
        ("expert;item;vote\nAndré;s;1\n".encode("latin-1"), "UTF-8"),
        (None, "existant"),
    ],
)
def test_a_file_that_holds_no_votes_is_refused(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    path = tmp_path / "votes.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((ContentError, ContentErrors), match=expected):
        load_votes(path)


def test_unanimous_and_split_items_are_flagged() -> None:
    ballots = {"accord": [1] * 10, "camps": [-2] * 5 + [2] * 5, "nuance": [0] * 4 + [1] * 6}
    panel = Panel(
        tuple(
            Vote(f"e{number}", item, degree)
            for item, degrees in ballots.items()
            for number, degree in enumerate(degrees)
        )
    )
    judged = {item.item: item for item in analyse_panel(panel).items}
    assert judged["accord"].is_unanimous
    assert "Unanime" in judged["accord"].cautions[0]
    assert judged["camps"].is_split
    assert not judged["nuance"].is_split
    assert judged["nuance"].cautions == ()
    assert judged["nuance"].credits[0] == pytest.approx(4 / 6)


def test_an_expert_who_answers_against_all_is_apart() -> None:
    panel = draw_panel(12, 15, noise=0.5)
    against = tuple(
        Vote("à contre-courant", vote.item, -2 if vote.degree > 0 else 2)
        for vote in panel.votes
        if vote.expert == "expert-0"
    )
    report = analyse_panel(Panel((*panel.votes, *against)))
    apart = [expert.expert for expert in report.experts if expert.is_apart]
    assert apart == ["à contre-courant"]
    assert len(report.experts[-1].far) > 10


def test_a_small_panel_is_told() -> None:
    assert analyse_panel(draw_panel(9, 4, noise=0.7)).cautions
    assert not analyse_panel(draw_panel(10, 4, noise=0.7)).cautions


def test_reliability_grows_with_the_panel_and_repeats() -> None:
    panel = draw_panel(14, 12, noise=0.9)
    sizes = estimate_key_reliability(panel, draws=60)
    assert [point.size for point in sizes] == list(range(2, 15))
    measured = [point for point in sizes if not point.is_extended]
    assert [point.size for point in measured] == list(range(2, 8))
    assert measured[-1].reliability > measured[0].reliability
    values = [point.reliability for point in sizes[5:]]
    assert values == sorted(values)
    assert all(point.low <= point.reliability <= point.high for point in measured)
    assert sizes == estimate_key_reliability(panel, draws=60)
    assert sizes != estimate_key_reliability(panel, draws=60, seed=1)


def test_a_panel_without_agreement_has_no_reliability() -> None:
    rng = random.Random(5)  # noqa: S311  (a sample)
    votes = tuple(
        Vote(f"e{e}", f"s{i}", rng.choice((-2, -1, 0, 1, 2))) for e in range(14) for i in range(40)
    )
    measured = [p for p in estimate_key_reliability(Panel(votes), draws=40) if not p.is_extended]
    assert all(abs(point.reliability) < 0.25 for point in measured)


def test_three_experts_are_too_few_to_resample() -> None:
    assert estimate_key_reliability(draw_panel(3, 5, noise=0.5)) == ()


def test_spearman_brown_by_its_published_example() -> None:
    assert extend_reliability(0.7, 2) == pytest.approx(0.8235, abs=1e-4)
    assert extend_reliability(0.6, 1) == pytest.approx(0.6)


def test_scores_of_trainees_are_more_reliable_under_a_larger_panel() -> None:
    panel = draw_panel(14, 30, noise=0.6)
    rng = random.Random(11)  # noqa: S311  (a sample)
    table = panel.by_expert["expert-0"]
    answers = {
        f"t{number}": {
            item: degree if rng.random() < number / 24 else rng.choice((-2, -1, 0, 1, 2))
            for item, degree in table.items()
        }
        for number in range(24)
    }
    points = estimate_score_reliability(panel, answers, draws=15)
    assert [point.size for point in points] == list(range(2, 15))
    assert points[-1].reliability > 0.6
    assert points[-1].reliability > points[0].reliability
