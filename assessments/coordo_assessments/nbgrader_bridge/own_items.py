"""Finds, for a submission, the version of each question that its trainee answered.

An answer carries the mark of what was seen. Where it is the trainee's own, or that of the common
paper, the answer is graded on exactly that. Any other mark leaves the question to a person: the
bank changed since the release, the answer is another trainee's, or it was made up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordo_assessments.course_secret import SecretError, load_secret, require_secret
from coordo_assessments.draw_records import load_record
from coordo_assessments.nbgrader_bridge.released import PAPER_NAME, load_paper
from coordo_assessments.own_papers import VARIANTS_NAME, build_pseudonym, load_pseudonyms
from coordo_assessments.seen_items import Sitting, build_seen_item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coordo_assessments.items import Item
    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
    from coordo_assessments.state import LatestAnswer


@dataclass(frozen=True)
class OwnItems:
    """What a submission is graded on.

    Attributes:
        items: by cell, keys included.
        doubtful: cells whose answer was given to something that cannot be told.
        notes: French sentences for the instructor.
    """

    items: Mapping[str, Item]
    doubtful: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def find_own_items(
    exam: ExamBank,
    marks: Mapping[str, Any],
    submission: Path,
    answers: Mapping[str, LatestAnswer],
) -> OwnItems:
    """Find what a submission is graded on.

    Args:
        exam: the bank behind the release.
        marks: of the released notebook, which names the assignment and the session.
        submission: its folder, as nbgrader lays it out: ``<trainee>/<assignment>``.
        answers: last answer by cell.

    Raises:
        SecretError, VariantError, ContentError: as ``load_sitting`` and ``choose_items``.
    """
    if exam.root is None:
        return OwnItems(exam.bank.items)
    assignment, session = str(marks.get("assignment", "")), str(marks.get("session", ""))
    sitting = load_sitting(exam.root, exam, assignment, session)
    release = exam.root / "course" / "release" / assignment
    return choose_items(exam, sitting, submission.resolve().parent.name, answers, release)


def load_sitting(root: Path, exam: ExamBank, assignment: str, session: str) -> Sitting | None:
    """Gather what papers are derived from; None where every trainee's paper is the same.

    Raises:
        SecretError: papers differ, and the secret is missing.
        ContentError: the record of the session is missing or damaged.
    """
    record = load_record(root, assignment, session) if session else None
    if not exam.bank.templates and record is None:
        return None
    is_own = bool(exam.bank.templates or (record and record.own))
    secret = require_secret(root) if is_own else load_secret(root)
    if secret is None:
        return None
    return Sitting(exam.bank, exam.book, secret, assignment, session, record)


def choose_items(
    exam: ExamBank,
    sitting: Sitting | None,
    trainee: str,
    answers: Mapping[str, LatestAnswer],
    release: Path,
) -> OwnItems:
    """Choose what each answer of a submission is graded on.

    Args:
        exam: the bank behind the release.
        sitting: from ``load_sitting``.
        trainee: id in the gradebook.
        answers: last answer by cell.
        release: folder of the release, whose variants file says who got a paper of their own.

    Raises:
        SecretError: the course secret is not that of the release.
        VariantError: an item of the session left the bank, or can no longer be drawn.
    """
    if sitting is None:
        return OwnItems(exam.bank.items)
    salt, known = load_pseudonyms(release / VARIANTS_NAME)
    if salt and salt != sitting.find_salt():
        raise SecretError(
            "Le secret du cours n’est pas celui de la diffusion\u202f: les versions reçues par les "
            "stagiaires ne peuvent pas être reconstruites. Rétablissez le secret d’alors."
        )
    listed = build_pseudonym(sitting.find_salt(), trainee) in known
    chosen = [
        _choose_item(sitting, trainee if listed else None, place, answers.get(place[0]), release)
        for place in sitting.list_places(trainee if listed else None)
    ]
    return OwnItems(
        items={choice.cell: choice.item for choice in chosen},
        doubtful=frozenset(choice.cell for choice in chosen if choice.is_doubtful),
        notes=tuple(choice.note for choice in chosen if choice.note),
    )


@dataclass(frozen=True)
class _Choice:
    cell: str
    item: Item
    note: str = ""
    is_doubtful: bool = False


def _choose_item(
    sitting: Sitting,
    trainee: str | None,
    place: tuple[str, str],
    latest: LatestAnswer | None,
    release: Path,
) -> _Choice:
    """Choose the version of one place; the item keeps its id in the bank, which rekeys name."""
    cell, origin = place
    if not sitting.is_own(origin) and origin in sitting.bank.items:
        return _Choice(cell, sitting.bank.items[origin])
    own = build_seen_item(sitting, trainee, cell, origin)
    mark = latest.variant if latest else None
    item = own.item.model_copy(update={"id": origin})
    if mark == own.mark or latest is None or latest.answer is None:
        return _Choice(cell, item)
    if mark is None:
        return _Choice(cell, item, f"{cell}\u202f: réponse sans marque de version")
    common_origin = dict(sitting.list_places(None))[cell]
    common = build_seen_item(sitting, None, cell, common_origin)
    if mark == common.mark:
        item = common.item.model_copy(update={"id": common_origin})
        return _Choice(cell, item, f"{cell}\u202f: répondue sur la version commune, notée sur elle")
    pseudonym = build_pseudonym(sitting.find_salt(), trainee or "")
    return _Choice(cell, item, _tell_foreign(cell, mark, pseudonym, release), is_doubtful=True)


def _tell_foreign(cell: str, mark: str, pseudonym: str, release: Path) -> str:
    owners = _list_owners(mark, release)
    if pseudonym in owners:
        why = "la banque a changé depuis la diffusion"
    elif owners:
        why = "c’est la version d’un autre stagiaire"
    else:
        why = "version inconnue, la réponse a pu être forgée"
    return f"{cell}\u202f: réponse non notée, {why}\u202f; à voir à la main"


def _list_owners(mark: str, release: Path) -> frozenset[str]:
    """Pseudonyms of those whom the release gave that mark; everybody's for the common paper."""
    path = release / VARIANTS_NAME
    if not path.is_file():
        return frozenset()
    written = f'"variant":{json.dumps(mark)}'
    with path.open(encoding="utf-8") as stream:
        next(stream, None)
        owners = [json.loads(line)["trainee"] for line in stream if written in line]
    paper = load_paper(release) if (release / PAPER_NAME).is_file() else None
    if paper and any(item.variant == mark for item in paper.items):
        owners.extend(load_pseudonyms(path)[1])
    return frozenset(owners)
