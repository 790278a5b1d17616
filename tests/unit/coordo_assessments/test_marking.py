"""Marks: folded from any files, settled by a stated rule, never seen by another marker."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.items import JustifiedItem
from coordo_assessments.journal import Journal
from coordo_assessments.marking.agreement import compute_kappa
from coordo_assessments.marking.book import Mark, fold_marks, load_events, merge_file
from coordo_assessments.marking.comment_text import read_comment, write_comment
from coordo_assessments.marking.copies import has_rubric, iter_texts, name_copy, read_text
from coordo_assessments.marking.desk import MarkRefusedError
from coordo_assessments.marking.drawing import draw_sample, shuffle_copies
from coordo_assessments.marking.events import (
    CommentDropped,
    CommentKept,
    MarkGiven,
    MarkWithdrawn,
    PlanSet,
)
from coordo_assessments.marking.settling import settle
from coordo_assessments.nbgrader_bridge.own_items import OwnItems
from coordo_assessments.state import LatestAnswer
from coordo_simulation.references import ReferenceBook
from hypothesis import given
from hypothesis import strategies as st
from marking_samples import ASSIGNMENT, ITEM, SCALE, SECRET, build_mark, fill_course, hand_in
from pydantic import ValidationError

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.marking.events import AnyMarkEvent

EMPTY = ReferenceBook(references=())
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def mark(marker: str, clarte: str, preuve: str, comment: str = "", hour: int = 0) -> Mark:
    at = START + timedelta(hours=hour)
    levels = {"clarte": Decimal(clarte), "preuve": Decimal(preuve)}
    return Mark(marker, levels, comment, "texte", at, at)


def settle_with(*marks: Mark, is_sampled: bool = False, tolerance: str = "0.2"):
    return settle(ITEM, marks, is_sampled=is_sampled, tolerance=Decimal(tolerance))


# --- the rule


def test_one_marker_settles_a_text_that_is_not_drawn() -> None:
    done = settle_with(mark("Anne", "2", "1.5", "Bien."))
    assert done.stage == "arrêtée"
    assert done.final
    assert done.final.points == Decimal("3.5")
    assert [level.descriptions for level in done.final.levels] == [
        ("Limpide, « à voix haute ».",),
        ("Une.",),
    ]


def test_a_drawn_text_waits_for_a_second_reading() -> None:
    assert settle_with(mark("Anne", "2", "3"), is_sampled=True).stage == "deuxième avis"


def test_two_close_marks_make_their_mean_criterion_by_criterion() -> None:
    done = settle_with(mark("Anne", "2", "3", "Net."), mark("Boris", "1", "3", "Clair."))
    assert done.final
    assert done.final.points == Decimal("4.5")
    assert done.final.levels[0].points == Decimal("1.5")
    assert done.final.levels[0].descriptions == ("Lisible.", "Limpide, « à voix haute ».")
    assert done.final.comments == ("Net.", "Clair.")


def test_the_tolerance_is_what_may_not_be_exceeded() -> None:
    """1 point of 5 is 20 %: allowed; 1,5 is not."""
    assert settle_with(mark("Anne", "2", "3"), mark("Boris", "1", "3")).is_settled
    apart = settle_with(mark("Anne", "2", "3"), mark("Boris", "2", "1.5"))
    assert apart.stage == "troisième avis"
    assert apart.final is None


@pytest.mark.parametrize("third", ["0", "1", "2"])
def test_of_three_marks_the_middle_one_stands_whole(third: str) -> None:
    low, high = mark("Anne", "0", "0", "Faible."), mark("Boris", "2", "3", "Fort.", 1)
    done = settle_with(low, high, mark("Chloé", third, "1.5", "Entre deux.", 2))
    assert done.final
    assert done.final.points == Decimal(third) + Decimal("1.5")
    assert done.final.comments == ("Entre deux.",)


levels_drawn = st.tuples(*(st.sampled_from(points) for points in SCALE.values()))


@given(st.lists(levels_drawn, min_size=1, max_size=5), st.booleans(), st.randoms())
def test_a_settled_mark_is_a_mark_between_those_given(drawn, is_sampled, rng) -> None:
    marks = [mark(f"m{rank}", str(a), str(b), hour=rank) for rank, (a, b) in enumerate(drawn)]
    done = settle_with(*marks, is_sampled=is_sampled)
    if done.final is None:
        assert len(marks) <= 2
        return
    totals = [one.points for one in marks]
    assert min(totals) <= done.final.points <= max(totals)
    assert 0 <= done.final.points <= ITEM.points
    shuffled = list(marks)
    rng.shuffle(shuffled)
    again = settle_with(*shuffled, is_sampled=is_sampled).final
    assert again
    assert again.points == done.final.points


# --- the fold


def build_events(seed: int) -> list[AnyMarkEvent]:
    rng = random.Random(seed)  # noqa: S311
    events: list[AnyMarkEvent] = []
    comments: list[str] = []
    for rank in range(40):
        at = START + timedelta(seconds=rng.randrange(30))
        who = {"assignment": ASSIGNMENT, "marker": rng.choice(["Anne", "Boris"]), "at": at}
        where = {"item": "lettre", "copy_name": rng.choice(["AAAA", "BBBB"])}
        kind = rng.randrange(6)
        if kind < 3:
            levels = {"clarte": rng.randrange(3)}
            event: AnyMarkEvent = MarkGiven(**who, **where, text="t", levels=levels, comment="x")
        elif kind == 3:
            event = MarkWithdrawn(**who, **where)
        elif kind == 4:
            event = CommentKept(**who, item="lettre", text=f"x{rank % 3}")
            comments.append(event.id)
        else:
            chosen = rng.choice(comments) if comments else "aucun"
            event = CommentDropped(**who, comment=chosen)
        events.append(event)
    return events


@given(st.integers(0, 10_000), st.randoms())
def test_any_union_of_files_in_any_order_is_the_same_book(seed, rng) -> None:
    events = build_events(seed)
    here, there = events[:25], events[15:]
    both = [*there, *here]
    rng.shuffle(both)
    assert fold_marks(both, ASSIGNMENT) == fold_marks(events, ASSIGNMENT)


def test_the_events_of_another_evaluation_do_not_count() -> None:
    events = build_events(1)
    assert fold_marks(events, "m2_quality").marks == {}


def test_two_files_are_read_together_and_merge_without_loss(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 2)
    first, second = desk.copies.by_name
    other = tmp_path / "clé" / "marks.jsonl"
    other.parent.mkdir()
    desk.give_mark(build_mark(desk, first, "Anne", "1 3"))
    Journal(other).append(build_mark(desk, second, "Boris", "2 0"))
    Journal(other).append(build_mark(desk, first, "Boris", "2 3"))

    assert merge_file(desk.journal.path, other) == 2
    assert merge_file(desk.journal.path, other) == 0
    desk.refresh_marks()
    assert [one.marker for one in desk.read_marks(ITEM.id, first)] == ["Anne", "Boris"]
    assert [one.marker for one in desk.read_marks(ITEM.id, second)] == ["Boris"]

    beside = desk.course / "marks (copie de Boris).jsonl"
    beside.write_bytes(other.read_bytes())
    before = desk.book
    desk.refresh_marks()
    assert desk.book == before


def test_copies_marked_elsewhere_under_another_secret_are_told(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 2)
    assert desk.list_notices() == ()
    first = next(iter(desk.copies.by_name))
    stray = build_mark(desk, first, "Boris", "2 3").model_copy(update={"copy_name": "AAAA-AAAA"})
    desk.journal.append(stray)
    desk.refresh_marks()
    (notice,) = desk.list_notices()
    assert "1 copie(s) notée(s) ailleurs" in notice
    assert "secret du cours" in notice


def test_a_torn_or_foreign_line_loses_nothing_else(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    desk.give_mark(build_mark(desk, name, "Anne", "1 3"))
    with desk.journal.path.open("ab") as stream:
        stream.write(b'{"v":1,"id":"z","kind":"inconnu"}\n{"v":1,"id":"y","ki')
    desk.give_mark(build_mark(desk, name, "Boris", "2 3"))
    assert {one.marker for one in desk.read_marks(ITEM.id, name)} == {"Anne", "Boris"}
    assert desk.skipped == 2
    assert len(load_events([desk.journal.path])[0]) == 2


# --- what a marker may do


def test_a_mark_is_a_level_of_each_criterion_of_this_very_text(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    whole = build_mark(desk, name, "Anne", "1 3")
    for wrong, words in [
        ({"levels": {"clarte": Decimal(1)}}, "La preuve"),
        ({"levels": {**whole.levels, "preuve": Decimal(2)}}, "n’a pas de niveau"),
        ({"levels": {**whole.levels, "autre": Decimal(0)}}, "grille a changé"),
        ({"text": "autre"}, "remis de nouveau"),
        ({"copy_name": "ZZZZ-ZZZZ"}, "n’est plus là"),
        ({"item": "inconnue"}, "n’est plus là"),
    ]:
        with pytest.raises(MarkRefusedError, match=words):
            desk.give_mark(whole.model_copy(update=wrong))
    assert not desk.journal.path.exists()


@pytest.mark.parametrize("points", ["NaN", "Infinity", "-1"])
def test_points_are_numbers(points: str) -> None:
    where = {"assignment": ASSIGNMENT, "marker": "A", "item": "i", "copy_name": "c", "text": "t"}
    with pytest.raises(ValidationError):
        MarkGiven.model_validate({**where, "levels": {"clarte": points}})


def test_a_text_handed_in_again_asks_for_a_new_reading(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    desk.give_mark(build_mark(desk, name, "Anne", "1 3"))
    assert desk.is_settled
    hand_in(desk.course, "stagiaire-0", "Un tout autre texte.")
    desk.refresh()
    assert desk.list_copies(ITEM.id, "Anne") == {name: False}
    hand_in(desk.course, "stagiaire-0", "Texte numéro 0.")
    desk.refresh()
    assert desk.is_settled, "the very same words were read already"


def test_a_second_marker_is_told_nothing_of_the_first(tmp_path: Path) -> None:
    """What Boris is given to read is the same whatever Anne gave, and whatever the gap."""
    seen = []
    for points in ("0", "3"):
        desk = fill_course(tmp_path / points, 6)
        desk.set_plan(Decimal(1), Decimal("0.2"), "Anne")
        for name in desk.copies.by_name:
            desk.give_mark(build_mark(desk, name, "Anne", f"1 {points}"))
        seen.append(desk.list_copies(ITEM.id, "Boris"))
        assert set(seen[-1].values()) == {False}
    assert seen[0] == seen[1]


def test_the_third_reading_is_asked_of_somebody_else(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    desk.set_plan(Decimal(1), Decimal("0.2"), "Anne")
    desk.give_mark(build_mark(desk, name, "Anne", "0 0"))
    desk.give_mark(build_mark(desk, name, "Boris", "2 3"))
    assert desk.settle_all(ITEM.id)[name].stage == "troisième avis"
    assert desk.list_copies(ITEM.id, "Anne") == {name: True}
    assert desk.list_copies(ITEM.id, "Chloé") == {name: False}
    desk.give_mark(build_mark(desk, name, "Chloé", "1 3"))
    final = desk.settle_all(ITEM.id)[name].final
    assert final
    assert final.points == 4


def test_a_mark_taken_back_is_to_be_given_again(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    desk.give_mark(build_mark(desk, name, "Anne", "1 3"))
    desk.withdraw_mark(ITEM.id, name, "Anne")
    assert desk.list_copies(ITEM.id, "Anne") == {name: False}


def test_reusable_comments_are_kept_once_and_the_most_used_come_first(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 2)
    desk.keep_comment(ITEM.id, "Citez le texte.", "Anne")
    desk.keep_comment(ITEM.id, "Dites pour qui.", "Anne")
    desk.keep_comment(ITEM.id, "Citez le texte. ", "Boris")
    for name in desk.copies.by_name:
        comment = "Bon début.\nDites pour qui."
        desk.give_mark(build_mark(desk, name, "Anne", "1 3", comment))
    kept = desk.book.comments[ITEM.id]
    assert [(one.text, one.uses) for one in kept] == [
        ("Dites pour qui.", 2),
        ("Citez le texte.", 0),
    ]
    desk.drop_comment(kept[0].id, "Boris")
    assert [one.text for one in desk.book.comments[ITEM.id]] == ["Citez le texte."]
    with pytest.raises(MarkRefusedError):
        desk.keep_comment(ITEM.id, "  ", "Anne")


def test_names_come_at_the_end_only(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    with pytest.raises(MarkRefusedError):
        desk.reveal_names("Anne")
    desk.give_mark(build_mark(desk, name, "Anne", "1 3"))
    desk.reveal_names("Anne")
    assert desk.book.are_names_known


# --- blindness and chance


def test_the_file_of_marks_holds_no_trainee(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 3)
    for name in desk.copies.by_name:
        desk.give_mark(build_mark(desk, name, "Anne", "1 3"))
    assert b"stagiaire" not in desk.journal.path.read_bytes()
    assert "stagiaire" not in repr(desk.copies)


def test_a_pseudonym_is_of_one_trainee_one_evaluation_and_one_secret() -> None:
    names = {name_copy(SECRET, ASSIGNMENT, f"s{rank}") for rank in range(3000)}
    assert len(names) == 3000
    assert all(re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", name) for name in names)
    assert name_copy(SECRET, "m2_quality", "s1") not in names


def test_the_sample_is_the_stated_share_and_markers_read_in_other_orders() -> None:
    names = [f"copie-{rank}" for rank in range(40)]

    def draw(share: str, item: str = "lettre") -> frozenset[str]:
        return draw_sample(SECRET, ASSIGNMENT, item, names, Decimal(share))

    assert [len(draw(share)) for share in ("0", "0.01", "0.2", "1")] == [0, 1, 8, 40]
    assert draw("0.2") < draw("0.5")
    assert draw("0.2") != draw("0.2", "autre")
    orders = [shuffle_copies(SECRET, ASSIGNMENT, "lettre", marker, names) for marker in "ABC"]
    assert all(sorted(order) == sorted(names) for order in orders)
    neighbours = Counter(pair for order in orders for pair in pairwise(order))
    assert neighbours.most_common(1)[0][1] < 3


def test_a_justification_is_read_with_the_verdict_it_justifies() -> None:
    fields = ITEM.model_dump(exclude={"type", "max_words"})
    item = JustifiedItem(**fields, type="justified", statement="Il faut un accord.", truth=True)
    assert has_rubric(item)
    assert read_text(item, {"truth": False, "text": "Car…"}) == "Faux.\nCar…"
    assert read_text(item, {"truth": None, "text": " "}) == ""
    assert read_text(item, {"options": ["x"]}) == ""


def test_the_text_of_a_drawn_place_is_marked_as_its_item_and_pushed_to_its_place() -> None:
    own = OwnItems({"place-3": ITEM, "place-4": ITEM}, doubtful=frozenset({"place-4"}))
    latest = LatestAnswer({"text": "Un texte."}, START, 1)
    (found,) = iter_texts(own, {"place-3": latest, "place-4": latest, "inconnue": latest})
    item, text = found
    assert (item, text.cell, text.words) == (ITEM.id, "place-3", 2)


# --- agreement


def test_kappa_is_that_of_the_contingency_table() -> None:
    rng = random.Random(4)  # noqa: S311
    pairs = [
        (a, min(4, max(0, a + rng.choice([-1, 0, 0, 1])))) for a in rng.choices(range(5), k=60)
    ]
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    table = Counter(pairs)
    cells = [(a, b) for a in range(5) for b in range(5)]
    observed = sum((a - b) ** 2 * table[a, b] / 60 for a, b in cells)
    expected = sum((a - b) ** 2 * rows[a] * columns[b] / 3600 for a, b in cells)
    assert compute_kappa([(float(a), float(b)) for a, b in pairs]) == pytest.approx(
        1 - observed / expected
    )
    assert compute_kappa([(1.0, 1.0), (3.0, 3.0)]) == 1
    assert compute_kappa([(2.0, 2.0)] * 4) is None


def test_agreement_counts_pairs_and_warns_of_small_samples(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 12)
    names = list(desk.copies.by_name)
    (nothing,) = desk.measure_agreements()
    assert (nothing.count, nothing.mean_gap, nothing.kappa) == (0, None, None)
    for rank, name in enumerate(names):
        desk.give_mark(build_mark(desk, name, "Anne", "0 3" if rank % 2 else "2 3"))
        desk.give_mark(build_mark(desk, name, "Boris", "1 3"))
    (found,) = desk.measure_agreements()
    assert (found.count, found.mean_gap, found.close) == (12, 1.0, 12)
    assert found.kappa == pytest.approx(0)
    assert "ordre de grandeur" in found.caution


def test_a_third_reading_does_not_change_the_agreement(tmp_path: Path) -> None:
    desk = fill_course(tmp_path, 1)
    (name,) = desk.copies.by_name
    for marker, points in [("Zoé", "0"), ("Yves", "3"), ("Anne", "1.5")]:
        desk.give_mark(build_mark(desk, name, marker, f"1 {points}"))
    (found,) = desk.measure_agreements()
    assert (found.mean_gap, found.close) == (3.0, 0)


# --- the words of the gradebook


def test_a_comment_is_read_as_it_was_written() -> None:
    words = "Bien.\n\n– Puce : 1 / 2. x"
    done = settle_with(mark("Anne", "2", "1.5", words), mark("B", "1", "1.5"))
    assert done.final
    text = write_comment(done.final, EMPTY)
    levels, rest = read_comment(text)
    assert [(one.criterion, one.points, one.words) for one in levels] == [
        ("La clarté : on comprend", "1,5 / 2", "Lisible. / Limpide, « à voix haute »."),
        ("La preuve", "1,5 / 3", "Une."),
    ]
    assert rest == words


@given(st.text(max_size=300))
def test_whatever_a_person_wrote_is_kept_as_a_comment(text) -> None:
    levels, rest = read_comment(text)
    assert levels == ()
    assert rest == text


def test_a_plan_is_a_share_and_a_tolerance() -> None:
    for wrong in ("-0.1", "1.1", "NaN"):
        with pytest.raises(ValidationError):
            PlanSet(assignment=ASSIGNMENT, marker="A", share=wrong, tolerance="0.2")
