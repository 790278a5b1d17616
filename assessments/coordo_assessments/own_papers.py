"""The file beside a released paper that tells each trainee what is theirs, public halves only.

``evaluation.variants.jsonl`` opens with a line on the release, then holds one line per trainee
whom the gradebook knew, under a pseudonym: HMAC-SHA256 of the login under a public salt. The
kernel finds its own line from the login, without any secret. Who knows a colleague's login can
find their line too, once the release is out, as who looks over their shoulder can: it holds no
key, and answers given to it are recognised as another's. Before the release, nothing can be
computed. The file is not part of what a trainee submits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from pydantic import Field

from coordo_assessments.items import ChoiceItem
from coordo_assessments.public import build_public_item
from coordo_assessments.public_models import PublicItem, PublicPaper
from coordo_assessments.seen_items import build_seen_items

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.seen_items import SeenItem, Sitting

VARIANTS_NAME = "evaluation.variants.jsonl"
_PSEUDONYM_LENGTH = 32


class VariantsHeader(Closed):
    """The first line: which release, and the salt of its pseudonyms."""

    schema_version: Literal[1] = 1
    assignment: str
    session: str
    salt: str


class OwnPaper(Closed):
    """A trainee's line: orders of propositions, the items that are not the common ones.

    ``seed`` is the luck of the case, where one counts.
    """

    trainee: str
    orders: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    items: tuple[PublicItem, ...] = ()
    seed: int | None = None


def build_pseudonym(salt: str, trainee: str) -> str:
    """Build the name of a trainee's line."""
    return hmac.digest(salt.encode(), trainee.encode(), hashlib.sha256).hex()[:_PSEUDONYM_LENGTH]


def build_own_paper(sitting: Sitting, trainee: str) -> OwnPaper:
    """Build the line of a trainee.

    Raises:
        VariantError: an item cannot be drawn.
    """
    seen = build_seen_items(sitting, trainee)
    return OwnPaper(
        trainee=build_pseudonym(sitting.find_salt(), trainee),
        orders={
            cell: tuple(option.id for option in one.item.options)
            for cell, one in seen.items()
            if not one.mark and isinstance(one.item, ChoiceItem) and one.item.shuffle
        },
        items=tuple(build_marked_item(one, sitting.book) for one in seen.values() if one.mark),
        seed=sitting.find_seed(trainee),
    )


def build_marked_item(seen: SeenItem, book: ReferenceBook) -> PublicItem:
    """Build the public half of an item, with its mark."""
    return build_public_item(seen.item, book).model_copy(update={"variant": seen.mark})


def render_variants(
    sitting: Sitting, trainees: Iterable[str], tell: Callable[[int], None] | None = None
) -> str:
    """Write the whole file; trainees are sorted by pseudonym, which tells no order of a list.

    Raises:
        VariantError: an item cannot be drawn.
    """
    header = VariantsHeader(
        assignment=sitting.assignment, session=sitting.session, salt=sitting.find_salt()
    )
    lines = []
    for done, trainee in enumerate(sorted(set(trainees)), start=1):
        own = build_own_paper(sitting, trainee)
        lines.append(own.model_dump_json(exclude_defaults=True))
        if tell:
            tell(done)
    return "\n".join([header.model_dump_json(), *sorted(lines)]) + "\n"


def load_own_paper(path: Path, trainee: str) -> OwnPaper | None:
    """Find the line of a trainee; None where there is no file or no such line.

    Raises:
        ValueError: the file is damaged.
    """
    if not trainee or not path.is_file():
        return None
    with path.open(encoding="utf-8") as stream:
        salt = VariantsHeader.model_validate_json(stream.readline()).salt
        start = f'{{"trainee":"{build_pseudonym(salt, trainee)}"'
        line = next((line for line in stream if line.startswith(start)), None)
    return OwnPaper.model_validate_json(line) if line else None


def load_pseudonyms(path: Path) -> tuple[str, frozenset[str]]:
    """Return the salt of a release and the pseudonyms it knows; none where there is no file.

    Raises:
        ValueError: the file is damaged.
    """
    return _read_pseudonyms(path, path.stat().st_mtime_ns) if path.is_file() else ("", frozenset())


@lru_cache(maxsize=8)
def _read_pseudonyms(path: Path, _changed: int) -> tuple[str, frozenset[str]]:
    with path.open(encoding="utf-8") as stream:
        header = VariantsHeader.model_validate_json(stream.readline())
        return header.salt, frozenset(json.loads(line)["trainee"] for line in stream)


def personalise_paper(paper: PublicPaper, own: OwnPaper, kept: Collection[str] = ()) -> PublicPaper:
    """Put a trainee's items and orders in a common paper.

    Args:
        paper: as released.
        own: the trainee's line.
        kept: marks of common items that the trainee has answered already: those stay.
    """
    items = {item.id: item for item in own.items}

    def build_item(common: PublicItem) -> PublicItem:
        if common.id in items and common.variant not in kept:
            return items[common.id]
        order = own.orders.get(common.id, ())
        options = {option.id: option for option in common.options}
        if sorted(order) != sorted(options):
            return common
        return common.model_copy(update={"options": tuple(options[entry] for entry in order)})

    case = paper.case
    if case is not None and own.seed is not None:
        case = case.model_copy(update={"seed": own.seed})
    return paper.model_copy(update={"items": tuple(map(build_item, paper.items)), "case": case})
