"""``coordo draw``, ``seal`` and ``unseal`` as an instructor types them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.draw_records import find_record_path, load_record
from coordo_course import commands_bank
from temporary_course import MODULE, Course
from typer import Typer
from typer.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

RUN = CliRunner()


@pytest.fixture
def app() -> Typer:
    made = Typer()
    commands_bank.register(made)
    return made


def write_plan(folder: Path, text: str) -> str:
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_draw_is_kept_and_not_replaced_by_mistake(
    course: Course, app: Typer, tmp_path: Path
) -> None:
    plan = write_plan(tmp_path, 'parts:\n  - {title: "Choix", count: 2, types: ["qru", "qrm"]}\n')
    words = ["draw", "--session", "2027-fevrier", "--plan", plan, "--root", str(course.root)]
    first = RUN.invoke(app, words)
    assert first.exit_code == 0, first.output
    assert "coordo release m1_regulation --session 2027-fevrier" in first.output
    path = find_record_path(course.root, MODULE, "2027-fevrier")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    record = load_record(course.root, MODULE, "2027-fevrier")
    assert set(record.common) == {"fixture-qru", "fixture-qrm"}
    again = RUN.invoke(app, words)
    assert again.exit_code == 1
    assert "déjà tirée" in again.output
    assert RUN.invoke(app, [*words, "--force"]).exit_code == 0


def test_the_last_sessions_are_avoided_and_told(course: Course, app: Typer, tmp_path: Path) -> None:
    plan = write_plan(
        tmp_path, 'avoid_sessions: 1\nparts:\n  - {title: "Choix", count: 1, types: ["qru"]}\n'
    )
    root = ["--plan", plan, "--root", str(course.root)]
    assert RUN.invoke(app, ["draw", "--session", "un", *root]).exit_code == 0
    refused = RUN.invoke(app, ["draw", "--session", "deux", *root])
    assert refused.exit_code == 1
    assert "il en manque 1" in refused.output
    assert "sessions précédentes" in refused.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("parts: []\n", "au moins 1 élément"),
        ('parts:\n  - {title: "A", count: 1, niveau: 2}\n', "plan.yml:2"),
    ],
)
def test_a_plan_that_says_nothing_clear_is_refused_with_its_line(
    course: Course, app: Typer, tmp_path: Path, text: str, told: str
) -> None:
    plan = write_plan(tmp_path, text)
    words = ["draw", "--session", "un", "--plan", plan, "--root", str(course.root)]
    refused = RUN.invoke(app, words)
    assert refused.exit_code == 1
    assert told in refused.output


def test_a_session_cannot_name_a_file_elsewhere(course: Course, app: Typer, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, 'parts:\n  - {title: "A", count: 1}\n')
    words = ["draw", "--session", "../../x", "--plan", plan, "--root", str(course.root)]
    refused = RUN.invoke(app, words)
    assert refused.exit_code == 1
    assert "Nom de session refusé" in refused.output


def test_a_bank_is_sealed_and_opened_with_a_prompt_or_a_variable(
    course: Course, app: Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = course.root / "assessments" / "bank"
    sealed, opened = tmp_path / "banque.coordo", tmp_path / "rouverte"
    monkeypatch.delenv("COORDO_PASSPHRASE", raising=False)
    words = "cheval agrafe pluie"
    typed = RUN.invoke(app, ["seal", str(bank), str(sealed)], input=f"{words}\n{words}\n")
    assert typed.exit_code == 0, typed.output
    assert words not in typed.output
    monkeypatch.setenv("COORDO_PASSPHRASE", "une autre phrase")
    refused = RUN.invoke(app, ["unseal", str(sealed), str(opened)])
    assert refused.exit_code == 1
    assert "n’est pas la bonne" in refused.output
    assert not opened.exists()
    monkeypatch.setenv("COORDO_PASSPHRASE", words)
    shown = RUN.invoke(app, ["unseal", str(sealed), str(opened)])
    assert shown.exit_code == 0, shown.output
    assert "COORDO_BANK" in shown.output
    kept = {path.relative_to(bank) for path in bank.rglob("*.yml")}
    assert {path.relative_to(opened) for path in opened.rglob("*.yml")} == kept
