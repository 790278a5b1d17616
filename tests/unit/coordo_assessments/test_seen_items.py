from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.course_secret import (
    CourseSecret,
    SecretError,
    load_or_create_secret,
    load_secret,
    require_secret,
)
from coordo_assessments.items import ChoiceItem, NumericItem, QruItem
from coordo_assessments.own_papers import (
    VARIANTS_NAME,
    build_marked_item,
    build_own_paper,
    build_pseudonym,
    load_own_paper,
    load_pseudonyms,
    personalise_paper,
    render_variants,
)
from coordo_assessments.public_models import PublicPaper
from coordo_assessments.seen_items import build_seen_items
from coordo_assessments.variants import shuffle_options
from hypothesis import given, settings
from hypothesis import strategies as st
from variant_samples import SECRET, build_sitting

if TYPE_CHECKING:
    from pathlib import Path

SITTING = build_sitting()
NUMBER, CHOICE, WRITTEN = "essai-cout-heure-faite", "essai-moyenne-de-critere", "un-item"
LOGINS = st.from_regex(r"[a-z][a-z0-9._-]{0,30}", fullmatch=True)


def build_common_paper() -> PublicPaper:
    seen = build_seen_items(SITTING, None)
    items = tuple(build_marked_item(one, SITTING.book) for one in seen.values())
    return PublicPaper(assignment="m1_regulation", title="Essai", release="x", items=items)


def write_variants(folder: Path, trainees: list[str]) -> Path:
    path = folder / VARIANTS_NAME
    path.write_text(render_variants(SITTING, trainees), encoding="utf-8")
    return path


@given(login=LOGINS)
@settings(max_examples=25, deadline=None)
def test_a_paper_is_rebuilt_the_same(login: str) -> None:
    assert build_seen_items(SITTING, login) == build_seen_items(build_sitting(), login)


@given(st.lists(LOGINS, min_size=2, max_size=2, unique=True))
@settings(max_examples=25, deadline=None)
def test_two_trainees_never_share_a_mark(logins: list[str]) -> None:
    one, other = (build_seen_items(SITTING, login) for login in logins)
    common = build_seen_items(SITTING, None)
    for cell in (NUMBER, CHOICE):
        assert len({one[cell].mark, other[cell].mark, common[cell].mark}) == 3


def test_another_secret_gives_other_papers() -> None:
    other = build_sitting().__class__(
        SITTING.bank, SITTING.book, CourseSecret(b"x" * 40), "m1_regulation"
    )
    mine, theirs = (build_seen_items(one, "nadia")[NUMBER] for one in (SITTING, other))
    assert mine.mark != theirs.mark
    assert mine.item != theirs.item


def test_a_written_item_has_no_mark_and_the_same_propositions_in_another_order() -> None:
    orders = set()
    for rank in range(30):
        seen = build_seen_items(SITTING, f"s{rank}")[WRITTEN]
        assert seen.mark == ""
        assert isinstance(seen.item, ChoiceItem)
        ids = [option.id for option in seen.item.options]
        assert sorted(ids) == ["a", "b", "c", "d"]
        orders.add(tuple(ids))
    assert len(orders) > 10


def test_the_common_paper_keeps_the_order_of_the_bank() -> None:
    seen = build_seen_items(SITTING, None)[WRITTEN].item
    assert isinstance(seen, ChoiceItem)
    assert [option.id for option in seen.options] == ["a", "b", "c", "d"]


def test_an_author_can_keep_an_order() -> None:
    item = SITTING.bank.items[WRITTEN].model_copy(update={"shuffle": False})
    assert all(shuffle_options(item, bytes([rank])) is item for rank in range(20))


def test_each_finds_their_own_line_and_a_stranger_none(tmp_path: Path) -> None:
    path = write_variants(tmp_path, ["nadia", "luc"])
    own = load_own_paper(path, "nadia")
    assert own == build_own_paper(SITTING, "nadia")
    assert load_own_paper(path, "inconnue") is None
    assert load_own_paper(path, "") is None
    assert load_own_paper(tmp_path / "absent", "nadia") is None
    salt, known = load_pseudonyms(path)
    assert known == {build_pseudonym(salt, name) for name in ("nadia", "luc")}


def test_a_trainee_sees_their_data_and_their_order(tmp_path: Path) -> None:
    path = write_variants(tmp_path, ["nadia"])
    own = load_own_paper(path, "nadia")
    assert own is not None
    paper = personalise_paper(build_common_paper(), own)
    seen = build_seen_items(SITTING, "nadia")
    assert [item.id for item in paper.items] == [NUMBER, CHOICE, WRITTEN]
    assert paper.item(NUMBER).variant == seen[NUMBER].mark
    for cell in (CHOICE, WRITTEN):
        item = seen[cell].item
        assert isinstance(item, ChoiceItem)
        shown = [option.id for option in paper.item(cell).options]
        assert shown == [option.id for option in item.options]


def test_a_common_question_that_was_answered_stays(tmp_path: Path) -> None:
    own = load_own_paper(write_variants(tmp_path, ["nadia"]), "nadia")
    assert own is not None
    common = build_common_paper()
    paper = personalise_paper(common, own, {common.item(NUMBER).variant})
    assert paper.item(NUMBER) == common.item(NUMBER)
    assert paper.item(CHOICE) != common.item(CHOICE)


def test_a_line_of_another_release_does_not_spoil_an_order() -> None:
    own = build_own_paper(SITTING, "nadia").model_copy(update={"orders": {WRITTEN: ("a", "z")}})
    common = build_common_paper()
    assert personalise_paper(common, own).item(WRITTEN) == common.item(WRITTEN)


def test_variants_hold_no_key_no_login_and_no_secret(tmp_path: Path) -> None:
    names = [f"stagiaire-{rank}" for rank in range(12)]
    text = write_variants(tmp_path, names).read_text(encoding="utf-8")
    assert SECRET.value.decode() not in text
    assert SECRET.value.hex() not in text
    assert "stagiaire-" not in text
    for name in names:
        seen = build_seen_items(SITTING, name)
        number, choice = seen[NUMBER].item, seen[CHOICE].item
        assert isinstance(number, NumericItem)
        assert isinstance(choice, QruItem)
        line = next(line for line in text.splitlines() if seen[NUMBER].mark in line)
        assert f"{number.value:f}".replace(".", ",") not in line
        assert not {"correct", "value", "explanation", "mistakes"} & set(iter_keys(line))


def iter_keys(line: str) -> list[str]:
    keys: list[str] = []

    def keep(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys.extend(name for name, _ in pairs)
        return dict(pairs)

    json.loads(line, object_pairs_hook=keep)
    return keys


def test_a_secret_is_drawn_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COORDO_SECRET", raising=False)
    (tmp_path / "course").mkdir()
    assert load_secret(tmp_path) is None
    with pytest.raises(SecretError, match="introuvable"):
        require_secret(tmp_path)
    first = load_or_create_secret(tmp_path)
    assert load_or_create_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "course" / "secret").stat().st_mode) == 0o600
    assert first.value.decode() not in repr(first)


def test_a_secret_can_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COORDO_SECRET", "a" * 40)
    assert load_or_create_secret(tmp_path).value == b"a" * 40
    assert not (tmp_path / "course").exists()
    monkeypatch.setenv("COORDO_SECRET", "court")
    with pytest.raises(SecretError, match="trop court"):
        load_secret(tmp_path)


def test_names_cannot_be_joined_into_one_another() -> None:
    assert SECRET.derive("ab", "c") != SECRET.derive("a", "bc")
    with pytest.raises(ValueError, match="caractère"):
        SECRET.derive("a\x1fb")
