"""A text begun and not yet given: kept in the journal while it is typed, found after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.prompts import TextPrompt

from coordo_widgets.case_session import CaseRefusalError

if TYPE_CHECKING:
    from datetime import datetime

    from coordo_widgets.case_session import CaseSession


def list_drafts(session: CaseSession) -> dict[int, str]:
    """Return the drafts of the run on the screen, by step."""
    start = _name_draft(session.run_id or "", "")
    return {
        int(name.removeprefix(start)): note.text
        for name, note in session.notes.items()
        if name.startswith(start)
    }


def keep_draft(session: CaseSession, run_id: str, step: int, text: str) -> datetime:
    """Save a text that is being written; return when.

    Raises:
        CaseRefusalError: no text is asked for there.
        NotSavedError: it is not on the disk.
    """
    current = session.play_or_refuse(session.build_run(run_id)).current
    if current is None or current.step != step or not isinstance(current.prompt, TextPrompt):
        raise CaseRefusalError("Ce n’est pas ce texte qui vous attend.")
    return session.write_note(_name_draft(run_id, str(step)), text)


def _name_draft(run_id: str, step: str) -> str:
    return f"brouillon-{run_id}-{step}"
