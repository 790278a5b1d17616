"""The rota board answers its messages, keeps what was done, and claims what the model says."""

from __future__ import annotations

import json

import pytest
from coordo_simulation.french import set_spaces
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_example import build_example_rota, build_example_service
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_propose import Proposal
from coordo_simulation.rota_words import format_minutes
from coordo_widgets.conversation import INVALID
from coordo_widgets.figures import rota
from coordo_widgets.figures.rota import BROKEN, VIEW
from coordo_widgets.rota_session import RotaSession


class Spoken:
    """A board whose replies are heard."""

    def __init__(self, monkeypatch):
        self.board = VIEW.open()
        self.replies = []
        monkeypatch.setattr(self.board, "send", self.replies.append)

    def ask(self, kind, **fields):
        self.board._hear(self.board, {"type": kind, "request": "r", **fields}, [])
        reply = self.replies[-1]
        assert reply["ok"], reply
        return reply

    @property
    def screen(self):
        return self.board.screen

    def find(self, visit):
        return next(each for each in self.screen["visits"] if each["id"] == visit)

    def count(self, level):
        return sum(breach["level"] == level for breach in self.screen["breaches"])


@pytest.fixture
def spoken(module_folder, monkeypatch):
    assert (module_folder / "1_cours.ipynb").is_file()
    return Spoken(monkeypatch)


def test_the_title_and_the_marks_are_those_of_the_checker(spoken):
    session = spoken.board._session
    service = build_example_service()
    breaches = check_rota(service, build_example_rota(), session.rules)
    forbidden = [breach for breach in breaches if breach.forbids]
    assert spoken.screen["title"] == (
        f"{len(forbidden)}\u00a0manquements aux règles, "
        f"{len(breaches) - len(forbidden)}\u00a0écarts aux souhaits et habitudes"
    )
    assert (spoken.count("breach"), spoken.count("wish")) == (
        len(forbidden),
        len(breaches) - len(forbidden),
    )
    marked = {each["id"] for each in spoken.screen["visits"] if each["level"] == "breach"}
    assert marked == {key for breach in forbidden for key in breach.visits}
    fairness = compute_fairness(service, build_example_rota(), session.rules)
    rows = spoken.screen["shares"]["rows"]
    assert [int(row[4]) for row in rows] == [share.evenings for share in fairness.shares]
    assert [row[6:8] for row in rows] == [
        [format_minutes(share.paid_travel), format_minutes(share.cut_travel)]
        for share in fairness.shares
    ]
    assert [int(row[1]) for row in spoken.screen["faces"]["rows"]] == [
        each.faces for each in fairness.faces
    ]


def test_a_visit_is_given_and_the_breaches_are_counted_again(spoken):
    before = spoken.count("breach")
    takers = spoken.ask("choose", visit="haddad-presence-5")["takers"]
    free = next(taker for taker in takers if taker["is_free"])
    said = spoken.ask("give", visit="haddad-presence-5", caregiver=free["id"])["said"]
    assert free["name"] in said
    assert spoken.find("haddad-presence-5")["caregiver"] == free["id"]
    assert spoken.count("breach") == before - 1
    spoken.ask("give", visit="haddad-presence-5", caregiver="")
    assert spoken.count("breach") == before


def test_steps_are_undone_and_done_again_one_by_one(spoken):
    start = spoken.find("lavigne-coucher-2")["caregiver"]
    spoken.ask("give", visit="lavigne-coucher-2", caregiver="lucie")
    spoken.ask("give", visit="lavigne-coucher-2", caregiver="aissatou")
    seen = []
    for kind in ("undo", "undo", "undo", "redo", "redo"):
        spoken.ask(kind)
        seen.append(spoken.find("lavigne-coucher-2")["caregiver"])
    assert seen == ["lucie", start, start, "lucie", "aissatou"]
    assert spoken.screen["can_undo"]
    assert not spoken.screen["can_redo"]


def test_what_was_done_is_found_again_after_a_reload(spoken, module_folder):
    spoken.ask("give", visit="lavigne-coucher-2", caregiver="lucie")
    spoken.ask("absence", caregiver="marta", days=[6, 5, 5])
    assert spoken.screen["status"] == "Votre réponse est enregistrée."
    again = VIEW.open().screen
    lavigne = next(each for each in again["visits"] if each["id"] == "lavigne-coucher-2")
    assert lavigne["caregiver"] == "lucie"
    assert again["absences"] == "Absences déclarées\u202f: Marta Ferreira (samedi et dimanche)."
    lines = (module_folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(json.loads(lines[-1])["text"])
    assert kept["rota"] == {"lavigne-coucher-2": ["lucie", 19 * 60 + 30]}


def test_what_is_kept_and_no_longer_fits_is_left_aside(spoken, monkeypatch):
    spoken.ask("give", visit="lavigne-coucher-2", caregiver="lucie")
    notes = (
        {"rota": {"gone-1": ["lucie", 480]}},
        {"rota": {"lavigne-coucher-2": ["lucie", 99_999]}},
        {"mine": {"lavigne-coucher-2": ["lucie", -1]}},
        {"rota": 3},
        {"absences": {"zoe": [1]}},
        {"absences": {"lucie": [9]}},
        {"past": [{"rota": {"gone-1": None}}]},
        {"future": [{"mine": {"lavigne-coucher-2": ["zoe", 480]}}]},
        {"past": [{}] * 21},
    )
    for note in notes:
        monkeypatch.setattr("coordo_widgets.rota_session.load_note", lambda _key, note=note: note)
        session = VIEW.open()._session
        assert isinstance(session, RotaSession)
        assert session.rota.by_visit == build_example_rota().by_visit


def test_a_repair_lists_its_changes_and_ones_own_rota_comes_back(spoken):
    spoken.ask("give", visit="lavigne-coucher-2", caregiver="lucie")
    mine = spoken.screen["visits"]
    spoken.ask("repair")
    answer = spoken.screen["answer"]
    assert spoken.count("breach") == 0
    assert answer["heading"] == "La réparation"
    assert answer["words"][0].startswith(f"{len(answer['changes'])}\u00a0changements")
    assert spoken.screen["can_restore"]
    spoken.ask("restore")
    assert spoken.screen["visits"] == mine
    assert not spoken.screen["can_restore"]


def test_an_absence_breaks_what_was_lawful_until_it_is_repaired(spoken):
    spoken.ask("repair")
    spoken.ask("absence", caregiver="karim", days=[0])
    assert spoken.count("breach") > 0
    assert {
        breach["label"] for breach in spoken.screen["breaches"] if breach["level"] == "breach"
    } == {"Absence"}
    spoken.ask("repair")
    assert spoken.count("breach") == len(spoken.screen["answer"]["orphans"])
    spoken.ask("absence", caregiver="karim", days=[])
    assert spoken.screen["absences"] == "Aucune absence déclarée."


def test_a_proposal_says_its_bound_and_its_gap(spoken, monkeypatch):
    def propose(_service, _rules, weights):
        assert weights.waiting == 30
        return Proposal(
            status="trouvé",
            rota=build_example_rota().give("haddad-presence-5", "karim", 14 * 60 + 30),
            uncovered=(),
            least_uncovered=0,
            cost=800,
            bound=600,
        )

    monkeypatch.setattr(rota, "propose_rota", propose)
    spoken.ask("propose", waiting=30)
    words = " ".join(spoken.screen["answer"]["words"])
    assert "Aucun planning conforme ne peut descendre sous 10\u00a0h" in words
    assert "un écart de 25\u00a0%" in words
    assert spoken.find("haddad-presence-5")["caregiver"] == "karim"
    assert spoken.screen["can_restore"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"type": "give", "request": "r", "visit": "x", "caregiver": "lucie"}, "Cette visite"),
        (
            {"type": "give", "request": "r", "visit": "lavigne-coucher-2", "caregiver": "x"},
            "Cette personne",
        ),
        ({"type": "absence", "request": "r", "caregiver": "x", "days": [1]}, "Cette personne"),
        ({"type": "absence", "request": "r", "caregiver": "marta", "days": [9]}, INVALID),
        ({"type": "burn", "request": "r"}, INVALID),
        ("nothing", INVALID),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(spoken, message, expected):
    before = spoken.screen
    spoken.board._hear(spoken.board, message, [])
    assert not spoken.replies[-1]["ok"]
    assert spoken.replies[-1]["message"].startswith(expected)
    assert spoken.screen == before


def test_a_computation_that_fails_is_said_and_is_not_hidden(spoken, monkeypatch):
    monkeypatch.setattr(spoken.board, "_solve", lambda _message: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        spoken.board._hear(spoken.board, {"type": "propose", "request": "r"}, [])
    assert spoken.replies[-1] == {"request": "r", "ok": False, "message": BROKEN}


def test_all_that_is_shown_is_well_set(spoken):
    spoken.ask("repair")

    def iter_texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from iter_texts(each)
        elif isinstance(value, list | tuple):
            for each in value:
                yield from iter_texts(each)

    definition = {key: held for key, held in spoken.board.definition.items() if key != "sources"}
    for text in iter_texts([spoken.screen, definition]):
        assert text == set_spaces(text)
        assert "'" not in text
