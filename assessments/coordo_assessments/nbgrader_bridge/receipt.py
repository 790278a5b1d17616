"""The receipt of a submission: what was received, when, its digest, what is unanswered.

The same receipt is shown before handing in, on what would be handed in now, and given back
after: a trainee can compare the two digests.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number

from coordo_assessments.journal import FILE_NAME
from coordo_assessments.nbgrader_bridge.report import format_moment, load_style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from coordo_assessments.nbgrader_bridge.submission_journal import SubmittedAnswers

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BYTES_PER_KILOBYTE = 1000


@dataclass(frozen=True)
class Receipt:
    """What a trainee can hold against a grade.

    Attributes:
        size: bytes of the journal.
        sha256: of the journal, empty where there is none to read.
        received: when the submission came in, None where nobody says it.
        last_at: when its last answer was saved.
        total: how many questions the release holds.
        unanswered: number (from 1) and title of each question without an answer.
        is_gradable: False where nothing can be said of the answers.
    """

    size: int
    sha256: str
    received: datetime | None
    last_at: datetime | None
    total: int
    unanswered: tuple[tuple[int, str], ...]
    is_gradable: bool


def build_receipt(
    submitted: SubmittedAnswers, titles: Mapping[str, str], received: datetime | None
) -> Receipt:
    """Build the receipt of what was read.

    Args:
        submitted: the answers.
        titles: of the release's questions by id, in their order.
        received: when the submission came in.
    """
    blank = [item for item in titles if not _is_answered(submitted, item)]
    numbers = {item: number for number, item in enumerate(titles, start=1)}
    return Receipt(
        size=submitted.size,
        sha256=submitted.sha256,
        received=received,
        last_at=submitted.last_at,
        total=len(titles),
        unanswered=tuple((numbers[item], titles[item]) for item in blank),
        is_gradable=submitted.is_gradable,
    )


def render_receipt(receipt: Receipt) -> str:
    """Draw a receipt as a list of what it states."""
    lines = {
        "Remise reçue": format_moment(receipt.received) if receipt.received else "",
        "Journal": _say_journal(receipt),
        "Empreinte SHA-256": f"<code>{receipt.sha256}</code>" if receipt.sha256 else "",
        "Dernière réponse": format_moment(receipt.last_at) if receipt.last_at else "",
        "Réponses": _count_answers(receipt),
        "Sans réponse": _list_unanswered(receipt),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{told}</dd>" for name, told in lines.items() if told)
    return f'<dl class="co-receipt">{rows}</dl>'


def render_receipt_page(receipt: Receipt, title: str, student: str) -> str:
    """Draw the receipt as a page of its own: no script, no request."""
    heading = f"Reçu\u202f: {escape(title)}"
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{load_style()}</style></head>"
        f'<body class="co-page"><main><h1>{heading}</h1><p>Stagiaire\u202f: {escape(student)}</p>'
        f"{render_receipt(receipt)}<p>Gardez cette page\u202f: l’empreinte est celle du fichier "
        f"<code>{FILE_NAME}</code> de votre dossier, tel qu’il a été reçu.</p>"
        "</main></body></html>\n"
    )


def write_receipt(path: Path, page: str) -> None:
    """Put a receipt in its place, whole; one that says the same is left alone."""
    if path.is_file() and path.read_text(encoding="utf-8") == page:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_text(page, encoding="utf-8")
    beside.replace(path)


def _is_answered(submitted: SubmittedAnswers, item: str) -> bool:
    latest = submitted.answers.get(item)
    return latest is not None and latest.answer is not None


def _say_journal(receipt: Receipt) -> str:
    if not receipt.size:
        return "aucun journal lisible"
    kilobytes = receipt.size / _BYTES_PER_KILOBYTE
    return f"{FILE_NAME}, {format_number(kilobytes, 1)}\u00a0ko"


def _count_answers(receipt: Receipt) -> str:
    if not receipt.is_gradable:
        return "n’ont pas pu être lues"
    return f"{receipt.total - len(receipt.unanswered)} sur {receipt.total}"


def _list_unanswered(receipt: Receipt) -> str:
    if not receipt.is_gradable:
        return ""
    shown = ", ".join(f"{number}.\u00a0{escape(title)}" for number, title in receipt.unanswered)
    return shown or "aucune question"
