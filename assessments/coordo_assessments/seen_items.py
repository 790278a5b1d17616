"""What each trainee sees of an exam: their items, their data, their order of propositions.

Everything is derived from the course secret, the trainee and the item, so that the release and
the grader build the same papers without keeping them. A trainee whom the release does not know
gets the common paper, built in the same way for nobody in particular.

An item whose content depends on the trainee carries a **mark**: an opaque code, bound to the
trainee, the place and the data drawn. The answer in the journal repeats it, and the grader
recognises by it what was seen. It cannot be made without the secret; one that was copied from
another trainee is no mark of this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.bank import Bank, Theme
from coordo_assessments.graded_run import deal_seed
from coordo_assessments.variants import VariantError, draw_item, shuffle_options

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.draw_plan import DrawRecord
    from coordo_assessments.items import Item

_MARK_LENGTH = 16


@dataclass(frozen=True)
class SeenItem:
    """An item as one trainee sees it; ``mark`` is empty where all see the same content."""

    item: Item
    mark: str


@dataclass(frozen=True)
class Sitting:
    """An exam that is sat: its bank, and what every paper is derived from.

    ``case`` is the id and the version of the case that counts, None without one.
    """

    bank: Bank
    book: ReferenceBook
    secret: CourseSecret
    assignment: str
    session: str = ""
    record: DrawRecord | None = None
    case: tuple[str, str] | None = None

    def find_seed(self, trainee: str | None) -> int | None:
        """Return the luck of a trainee's graded case, None where no case counts."""
        if self.case is None:
            return None
        return deal_seed(self.secret, self.assignment, self.session, self.case, trainee)

    def find_salt(self) -> str:
        """Return the public salt of the pseudonyms; it also tells one secret from another."""
        return self.secret.derive("sel", self.assignment, self.session).hex()[:32]

    def list_places(self, trainee: str | None) -> tuple[tuple[str, str], ...]:
        """Return the (cell, item) of a paper, in order."""
        if self.record is None:
            return tuple((item, item) for item in self.bank.items)
        return self.record.list_items(trainee)

    def is_own(self, origin: str) -> bool:
        """Whether the content of an item's cell depends on the trainee."""
        return origin in self.bank.templates or bool(self.record and self.record.own)


def build_seen_item(sitting: Sitting, trainee: str | None, cell: str, origin: str) -> SeenItem:
    """Build the item of one place of a trainee's paper; None stands for the common paper.

    Raises:
        VariantError: the item left the bank, or cannot be drawn.
    """
    item = sitting.bank.items.get(origin)
    if item is None:
        raise VariantError(
            f"«\u202f{origin}\u202f» a été tiré pour la session et n’est plus dans la banque"
        )
    name = trainee or ""
    seed = sitting.secret.derive("version", sitting.session, name, origin)
    template = sitting.bank.templates.get(origin)
    digest = ""
    if template is not None:
        drawn = draw_item(template, seed, sitting.book)
        item, digest = drawn.item, drawn.digest
    elif trainee is not None:
        item = shuffle_options(item, seed)
    if cell != origin:
        item = item.model_copy(update={"id": cell})
    if not sitting.is_own(origin):
        return SeenItem(item, "")
    names = ("marque", sitting.assignment, sitting.session, name, cell, origin, digest)
    return SeenItem(item, sitting.secret.derive(*names).hex()[:_MARK_LENGTH])


def build_seen_items(sitting: Sitting, trainee: str | None) -> dict[str, SeenItem]:
    """Build a whole paper, by cell.

    Raises:
        VariantError: as ``build_seen_item``.
    """
    return {
        cell: build_seen_item(sitting, trainee, cell, origin)
        for cell, origin in sitting.list_places(trainee)
    }


def build_common_bank(sitting: Sitting, seen: dict[str, SeenItem]) -> Bank:
    """Lay the common paper out in themes: those of the bank, or the parts of the draw."""
    if sitting.record is None:
        return Bank(
            themes=tuple(
                Theme(
                    stem=theme.stem,
                    title=theme.title,
                    items=tuple(seen[item.id].item for item in theme.items),
                )
                for theme in sitting.bank.themes
            )
        )
    cells = sitting.record.cells
    return Bank(
        themes=tuple(
            Theme(
                stem=f"partie-{rank + 1}",
                title=part.title,
                items=tuple(seen[cell.id].item for cell in cells if cell.part == rank),
            )
            for rank, part in enumerate(sitting.record.plan.parts)
        )
    )
