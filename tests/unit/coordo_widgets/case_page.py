"""Stands for the browser before a case player."""

from __future__ import annotations

from coordo_widgets.case_player import CasePlayer
from coordo_widgets.case_session import CaseSession


class Page:
    """Sends messages, keeps the replies."""

    def __init__(self, folder):
        self.folder = folder
        self.player = CasePlayer(CaseSession.load(folder))
        self.replies = []
        self.player.send = lambda content, _buffers=None: self.replies.append(content)

    def send(self, content):
        self.player._hear(self.player, content, [])
        return self.replies[-1]

    def ask(self, kind, **fields):
        return self.send({"request": "r", "type": kind, **fields})

    @property
    def screen(self):
        return self.player.screen

    @property
    def now(self):
        return self.screen["moments"][-1]

    def give(self, answer):
        now = self.now
        return self.ask(
            "decide",
            run=self.screen["run"],
            step=now["step"],
            decision=now["decision"]["id"],
            answer=answer,
        )

    def open(self, item):
        return self.ask("open-item", run=self.screen["run"], step=self.now["step"], item=item)

    def draft(self, text):
        return self.ask("draft", run=self.screen["run"], step=self.now["step"], text=text)

    def play(self, *answers):
        self.ask("start")
        for answer in answers:
            assert self.give(answer)["ok"], self.replies[-1]
