"""A page is answered once, whatever it sends, and nothing that it sends breaks the kernel."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from coordo_widgets.conversation import INVALID, Asked, Conversation
from coordo_widgets.figures import rota, rounds
from pydantic import Field, TypeAdapter

BROKEN = "Cela a échoué."
ROUNDS = {"shown": "sonia", "layout": "wide"}


class Double(Asked):
    type: Literal["double"]
    number: Annotated[int, Field(ge=-100, le=100)]


class RefusedError(ValueError):
    pass


class Doubler(Conversation[Double]):
    """Doubles a number, refuses a negative one, fails on zero."""

    _understands = TypeAdapter(Double)
    _refusals = (RefusedError,)
    _broken = BROKEN

    def __init__(self):
        super().__init__()
        self.followed = []
        self._listen()

    def _obey(self, message):
        if message.number < 0:
            raise RefusedError("Un nombre positif.")
        return {"half": 1 // message.number, "double": 2 * message.number}

    def _follow(self, message):
        self.followed.append(message.number)


def speak(view, content):
    """Send a message as the page does; every answer to it."""
    said = []
    view.send = said.append
    view._handle_custom_msg(content, [])
    return said


def test_what_is_asked_is_done_and_followed_once_the_page_knows():
    view = Doubler()
    said = speak(view, {"type": "double", "request": "r-1", "number": 4})
    assert said == [{"request": "r-1", "ok": True, "half": 0, "double": 8}]
    assert view.followed == [4]


def test_a_refusal_says_its_reason_and_is_not_followed():
    view = Doubler()
    said = speak(view, {"type": "double", "request": "r-2", "number": -1})
    assert said == [{"request": "r-2", "ok": False, "message": "Un nombre positif."}]
    assert view.followed == []


def test_a_fault_of_ours_is_told_then_raised(monkeypatch):
    view, said = Doubler(), []
    monkeypatch.setattr(view, "send", said.append)
    with pytest.raises(ZeroDivisionError):
        view._hear(view, {"type": "double", "request": "r-3", "number": 0}, [])
    assert said == [{"request": "r-3", "ok": False, "message": BROKEN}]
    assert view.followed == []


HOSTILE = [
    None,
    3,
    [],
    "look",
    b"\x00",
    {},
    {"type": "look"},
    {"type": ["look"], "request": "r"},
    {"type": {"look": 1}, "request": "r"},
    {"type": "look", "request": {"a": 1}},
    {"type": "look", "request": "r" * 10_000},
    {"type": "look", "request": "", **ROUNDS},
    {"type": "look", "request": "r", "__class__": "x"},
    {"type": "give", "request": "r", "visit": "v" * 10_000, "caregiver": "lucie"},
    {"type": "give", "request": "r", "visit": 7, "caregiver": None},
    {"type": "absence", "request": "r", "caregiver": "marta", "days": [10**30]},
    {"type": "absence", "request": "r", "caregiver": "marta", "days": [float("nan")]},
    {"type": "absence", "request": "r", "caregiver": "marta", "days": [0] * 10_000},
    {"type": "absence", "request": "r", "caregiver": "marta", "days": {"0": 0}},
    {"type": "choose", "request": "r", "visit": "<img src=x onerror=alert(1)>"},
    {"type": "choose", "request": "r", "visit": "../../journal.jsonl"},
    {"type": "__init__", "request": "r"},
    {"type": "keep", "request": "r"},
    {"type": "propose", "request": "r", "loyalty": 10**30, **ROUNDS},
    {"type": "propose", "request": "r", "loyalty": "0" * 5000, **ROUNDS},
    {"type": "move", "request": "r", "stop": "pause", "carer": "", "goal": "zoe", **ROUNDS},
    {
        "type": "move",
        "request": "r",
        "stop": "lenoir-toilette",
        "carer": "sonia",
        "goal": "karim",
        "place": -(10**30),
        **ROUNDS,
    },
    {"type": "rotate", "request": "r", "rotation": "toujours", **ROUNDS},
    {"type": "own", "request": "r", "shown": 3, "layout": "wide"},
    {"type": "own", "request": "r", "shown": "sonia", "layout": "huge"},
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda each: str(each)[:60])
@pytest.mark.parametrize("build", [rota.VIEW.open, rounds.VIEW.open])
def test_a_hostile_message_is_refused_once_in_french_and_changes_nothing(
    build, content, module_folder
):
    view = build()
    before = view.screen
    (reply,) = speak(view, content)
    assert reply["ok"] is False
    assert isinstance(reply["request"], str)
    assert reply["message"] == INVALID or reply["message"].startswith("Cette ")
    assert view.screen == before
    assert not (module_folder / "journal.jsonl").exists()
