"""What a trainee placed in a figure, kept in the journal of the module."""

from __future__ import annotations

import json
from typing import Any

from coordo_assessments.events import NoteWritten
from coordo_assessments.journal import NotSavedError
from coordo_assessments.state import fold

from coordo_widgets.place import find_place

SAVED = "Votre réponse est enregistrée."


def load_note(figure_id: str) -> dict[str, Any]:
    """Read back the last state kept for a figure; empty where there is none one can read."""
    place = find_place()
    notes = fold(place.journal.read().events).notes
    note = notes.get((place.name_activity("cours"), figure_id))
    if note is None:
        return {}
    try:
        state = json.loads(note.text)
    except json.JSONDecodeError:
        return {}
    return state if isinstance(state, dict) else {}


def save_note(figure_id: str, state: dict[str, Any]) -> str:
    """Keep a state; tell, in French, whether it is on the disk."""
    text = json.dumps(state, ensure_ascii=False, sort_keys=True)
    place = find_place()
    activity = place.name_activity("cours")
    try:
        place.journal.append(NoteWritten(activity=activity, subject=figure_id, text=text))
    except NotSavedError as error:
        return str(error)
    return SAVED
