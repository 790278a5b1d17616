from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.bank_seal import SealError, seal_bank, unseal_bank
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "cheval agrafe pluie samedi"
CHEAP = 2**14
SENTENCE = "La réponse juste est la seconde."


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "banque" / "m1_regulation" / "exam"
    folder.mkdir(parents=True)
    (folder / "theme.yml").write_text(f'theme: "{SENTENCE}"\n', encoding="utf-8")
    (folder / "plan.svg").write_bytes(b"\x00\xff<svg/>")
    return tmp_path / "banque"


@pytest.fixture
def sealed(bank: Path, tmp_path: Path) -> Path:
    target = tmp_path / "banque.coordo"
    assert seal_bank(bank, target, WORDS, CHEAP) == 2
    return target


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_bank_comes_back_byte_for_byte(bank: Path, sealed: Path, tmp_path: Path) -> None:
    opened = tmp_path / "rouverte"
    assert unseal_bank(sealed, opened, WORDS) == 2
    assert read_all(opened) == read_all(bank)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in opened.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE(opened.stat().st_mode) == 0o700


def test_a_sealed_file_shows_nothing(sealed: Path) -> None:
    content = sealed.read_bytes()
    for clear in ("theme", "exam", "m1_regulation", SENTENCE):
        assert clear.encode() not in content
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_two_seals_of_a_bank_differ(bank: Path, sealed: Path, tmp_path: Path) -> None:
    seal_bank(bank, tmp_path / "autre", WORDS, CHEAP)
    assert (tmp_path / "autre").read_bytes()[60:] != sealed.read_bytes()[60:]


def test_a_wrong_passphrase_opens_nothing(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(SealError, match="n’est pas la bonne"):
        unseal_bank(sealed, tmp_path / "rouverte", "cheval agrafe pluie dimanche")
    assert not (tmp_path / "rouverte").exists()


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_changed_byte_opens_nothing(data: st.DataObject, sealed: Path, tmp_path: Path) -> None:
    content = bytearray(sealed.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    changed = tmp_path / "change"
    changed.write_bytes(content)
    with pytest.raises(SealError):
        unseal_bank(changed, tmp_path / "rouverte", WORDS)
    assert not (tmp_path / "rouverte").exists()
    assert not list(tmp_path.glob(".rouverte*"))


@pytest.mark.parametrize("kept", [0, 10, 200, -1])
def test_a_file_cut_short_opens_nothing(sealed: Path, tmp_path: Path, kept: int) -> None:
    sealed.write_bytes(sealed.read_bytes()[:kept])
    with pytest.raises(SealError):
        unseal_bank(sealed, tmp_path / "rouverte", WORDS)


def test_a_folder_that_holds_something_is_left_alone(sealed: Path, bank: Path) -> None:
    before = read_all(bank)
    with pytest.raises(SealError, match="n’est pas vide"):
        unseal_bank(sealed, bank, WORDS)
    assert read_all(bank) == before


def test_a_failed_write_leaves_no_plaintext(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(SealError, match="Écriture impossible"):
        unseal_bank(sealed, tmp_path / "rouverte", WORDS)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"banque", "banque.coordo"}


def test_a_failed_seal_keeps_the_file_before(
    bank: Path, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sealed.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(SealError, match="Écriture impossible"):
        seal_bank(bank, sealed, WORDS, CHEAP)
    assert sealed.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"banque", "banque.coordo"}


def test_a_link_is_refused(bank: Path, tmp_path: Path) -> None:
    (bank / "lien.yml").symlink_to("/etc/passwd")
    with pytest.raises(SealError, match="Ni lien"):
        seal_bank(bank, tmp_path / "x", WORDS, CHEAP)


@pytest.mark.parametrize("words", ["", "court"])
def test_a_short_passphrase_is_refused(bank: Path, tmp_path: Path, words: str) -> None:
    with pytest.raises(SealError, match="trop courte"):
        seal_bank(bank, tmp_path / "x", words, CHEAP)


def test_an_empty_folder_is_no_bank(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    with pytest.raises(SealError, match="Aucun fichier"):
        seal_bank(tmp_path / "vide", tmp_path / "x", WORDS, CHEAP)
    with pytest.raises(SealError, match="n’existe pas"):
        seal_bank(tmp_path / "absent", tmp_path / "x", WORDS, CHEAP)
