"""The hour chosen by hand on the rota board, what it announces, and the steps that are kept."""

from __future__ import annotations

import json

import pytest
from coordo_simulation.rota import SUNDAY, Rota
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_example import build_example_rota, build_example_service
from coordo_widgets.figures.rota import VIEW
from coordo_widgets.rota_keeping import STEPS
from coordo_widgets.rota_session import RotaRefusalError, RotaSession

SERVICE, START = build_example_service(), build_example_rota()
VISIT = "rahmani-courses-4"
"""Thursday, agreed at 9:30, accepted from 9:00 to 10:30; Marta has it."""


@pytest.fixture
def session(module_folder):
    assert (module_folder / "1_cours.ipynb").is_file()
    return VIEW.open()._session


def open_again(session) -> RotaSession:
    return RotaSession(session.key, SERVICE, START, session.rules)


def list_broken(session, rota, caregiver) -> set[tuple[str, str]]:
    return {
        (each.label, each.fact)
        for each in check_rota(SERVICE, rota, session.rules)
        if each.forbids and each.caregiver == caregiver
    }


def test_what_is_announced_at_an_hour_is_what_happens_there(session):
    """Of a caregiver who has not the visit: what the checker finds in her week, and did not."""
    for visit in SERVICE.visits[::9]:
        for taker in session.list_takers(visit.id):
            held = START.by_visit.get(visit.id)
            if held and held.caregiver == taker.caregiver:
                continue
            before = list_broken(session, START, taker.caregiver)
            for hour in taker.hours:
                after = START.give(visit.id, taker.caregiver, hour.start)
                found = list_broken(session, after, taker.caregiver) - before
                told = {reason.split("\u202f: ")[0] for reason in hour.reasons}
                assert told == {label for label, _ in found}
            assert taker.is_free == any(not hour.reasons for hour in taker.hours)


def test_a_visit_that_is_dropped_starts_at_the_hour_that_is_announced(session):
    takers = {taker.caregiver: taker for taker in session.list_takers(VISIT)}
    assert {taker.is_free for taker in takers.values()} == {True, False}
    for key, taker in takers.items():
        assert session.give(VISIT, key) == taker.start
        assert session.rota.by_visit[VISIT].start == taker.start
        session.undo()


def test_hours_are_the_quarters_of_the_window_and_what_is_given_already(session):
    (taker, *_) = session.list_takers(VISIT)
    assert [hour.start for hour in taker.hours] == list(range(9 * 60, 10 * 60 + 31, 15))
    teixeira = session.list_takers("teixeira-lever-4")[0]
    hours = [(9, 5), (9, 15), (9, 30), (9, 35)]
    assert [hour.start for hour in teixeira.hours] == [60 * hour + past for hour, past in hours]


def test_an_hour_is_chosen_and_another_one_refused(session):
    assert session.give(VISIT, "marta", 9 * 60 + 15) == 9 * 60 + 15
    assert session.rota.by_visit[VISIT].start == 9 * 60 + 15
    for start in (8 * 60 + 45, 9 * 60 + 1):
        with pytest.raises(RotaRefusalError, match="Cette heure"):
            session.give(VISIT, "marta", start)


@pytest.mark.usefixtures("module_folder")
def test_the_page_is_told_the_agreed_hour_and_begins_at_the_hour_that_is_held(monkeypatch):
    board, replies = VIEW.open(), []
    monkeypatch.setattr(board, "send", replies.append)

    def ask(**message):
        board._hear(board, {"request": "r", **message}, [])
        return replies[-1]

    said = ask(type="give", visit=VISIT, caregiver="marta", start=9 * 60 + 15)["said"]
    assert said.endswith("Marta Ferreira, jeudi à 9\u00a0h\u00a015.")
    takers = {each["id"]: each for each in ask(type="choose", visit=VISIT)["takers"]}
    marta = takers["marta"]
    assert (marta["has_it"], marta["start"]) == (True, 9 * 60 + 15)
    agreed = [hour["hour"] for hour in marta["hours"] if hour["is_agreed"]]
    assert agreed == ["9\u00a0h\u00a030"]
    refused = ask(type="give", visit=VISIT, caregiver="marta", start=60)
    assert not refused["ok"]
    assert refused["message"].startswith("Cette heure")


def test_steps_are_taken_back_and_forth_after_a_reload(session):
    session.give(VISIT, "karim")
    session.declare("marta", (5, SUNDAY))
    session.put(START)
    session.undo()
    again = open_again(session)
    assert again.can_redo
    seen = []
    for move in (again.undo, again.undo, again.redo, again.redo, again.redo):
        move()
        again = open_again(again)
        given = again.rota.by_visit[VISIT].caregiver
        seen.append((given, again.absences.get("marta"), again.is_mine))
    away = (5, SUNDAY)
    assert seen == [
        ("karim", None, True),
        ("marta", None, True),
        ("karim", None, True),
        ("karim", away, True),
        ("marta", away, False),
    ]
    assert not again.can_redo


def test_what_was_kept_before_steps_were_kept_still_opens(session, monkeypatch):
    old = {"rota": {VISIT: ["karim", 570]}, "mine": {VISIT: ["karim", 570]}, "absences": {}}
    monkeypatch.setattr("coordo_widgets.rota_session.load_note", lambda _key: old)
    again = open_again(session)
    assert again.rota.by_visit[VISIT].caregiver == "karim"
    assert (again.can_undo, again.can_redo) == (False, False)


def test_the_last_steps_are_kept_and_the_note_never_outgrows_the_journal(session, module_folder):
    """Every visit moved, at every step, and everybody absent: the oldest steps are let go."""
    for turn in range(STEPS + 4):
        session.give(VISIT, ("karim", "marta")[turn % 2])
    assert count_steps(module_folder) == STEPS
    turned = Rota(
        assignments=tuple(
            each.model_copy(update={"caregiver": "aissatou"}) for each in START.assignments
        )
    )
    session.declare("aissatou", tuple(range(7)))
    for rota in (START, turned) * 5:
        session.put(rota)
    assert 0 < count_steps(module_folder) < STEPS
    assert open_again(session).rota.by_visit == turned.by_visit


def count_steps(module_folder) -> int:
    lines = (module_folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    text = json.loads(lines[-1])["text"]
    assert len(text) <= 20_000
    return len(json.loads(text)["past"])
