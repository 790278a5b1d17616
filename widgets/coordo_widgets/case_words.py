"""The small wordings of a case: plain texts, simulated minutes, what a field expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_plain
from coordo_simulation.french import NO_BREAK_SPACE, set_spaces

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

HOUR = 60
CHARACTERS_A_WORD = 6
"""Letters and space of a French word, on average: a length is told in words, checked in signs."""

CLIPPED = 160
FREE = "Rien à payer."
TIME_IS_UP = "Le temps est passé\u202f: il ne reste qu’à décider."
_ROOMS = ((600, "quelques lignes"), (1200, "un tiers de page"), (2000, "une demi-page"))
_LEASTS = ((20, "quelques mots"), (120, "une phrase"), (300, "deux ou trois phrases"))


def plain(text: str, book: ReferenceBook) -> str:
    """Set a one-line text of the course as plain text, its citations replaced by their values."""
    return set_spaces(render_plain(text, book)).strip()


def capitalise(text: str) -> str:
    """Capitalise the first letter and leave the rest."""
    return text[:1].upper() + text[1:]


def clip(text: str) -> str:
    """Shorten a text at a word, to what one recognises it by."""
    if len(text) <= CLIPPED:
        return text
    return f"{text[:CLIPPED].rsplit(' ', 1)[0]}…"


def describe_minutes(minutes: int) -> str:
    """Write simulated minutes: 1 minute, 45 minutes, 1 heure, 1 h 30."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return f"{minutes}{NO_BREAK_SPACE}minute{'s' if minutes > 1 else ''}"
    if not rest:
        return f"{hours}{NO_BREAK_SPACE}heure{'s' if hours > 1 else ''}"
    return f"{hours}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{rest:02d}"


def describe_time(minutes: int | None, left: int | None) -> str | None:
    """Say how much simulated time there is to open things, None where time does not press."""
    if minutes is None or left is None:
        return None
    if left == 0:
        return TIME_IS_UP
    start = "Vous avez" if left == minutes else "Il vous reste"
    return f"{start} {describe_minutes(left)} avant de décider."


def describe_price(minutes: int | None, cost: str | None, book: ReferenceBook) -> str:
    """Say what opening something costs, before it is opened."""
    told = [f"{describe_minutes(minutes)}."] if minutes else []
    told.extend([plain(cost, book)] if cost else [])
    return set_spaces(f"Prix : {' '.join(told)}") if told else FREE


def describe_limits(least: int, most: int) -> str:
    """Say how many choices are to be ticked."""
    if least == most:
        return f"{most} réponse{'s' if most > 1 else ''} à choisir."
    if least == 0:
        return f"{most} réponses au plus, ou aucune."
    return f"De {least} à {most} réponses à choisir."


def describe_room(least: int, most: int) -> str:
    """Say in words how long a text can be: une phrase au moins, une demi-page au plus."""
    room = next((words for limit, words in _ROOMS if most <= limit), "une page")
    fewest = next((words for limit, words in _LEASTS if least <= limit), "un paragraphe")
    words = round(most / CHARACTERS_A_WORD, -1)
    return f"{capitalise(fewest)} au moins, {room} au plus (environ {words:.0f} mots)."
