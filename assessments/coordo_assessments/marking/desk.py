"""The marking of one evaluation: what a page and a command read of it, and what they may do.

Whatever a marker does is on the disk when the method returns. What a marker is told of a text
never depends on what another one gave it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces

from coordo_assessments.course_secret import load_or_create_secret
from coordo_assessments.journal import Journal
from coordo_assessments.marking.agreement import measure_agreement
from coordo_assessments.marking.book import (
    FILE_NAME,
    MarkBook,
    find_mark_files,
    fold_marks,
    load_events,
)
from coordo_assessments.marking.copies import Copies, list_rubric_items, load_copies
from coordo_assessments.marking.drawing import draw_sample, shuffle_copies
from coordo_assessments.marking.events import (
    CommentDropped,
    CommentKept,
    MarkGiven,
    MarkWithdrawn,
    NamesRevealed,
    PlanSet,
)
from coordo_assessments.marking.settling import Settlement, list_valid, settle
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.marking.agreement import Agreement
    from coordo_assessments.marking.book import Mark
    from coordo_assessments.marking.copies import RubricItem
    from coordo_assessments.marking.events import AnyMarkEvent
    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank


class MarkRefusedError(ValueError):
    """What a marker asked cannot be done; the message is French and fit to be shown."""


@dataclass
class MarkingDesk:
    """One evaluation and its markers.

    Attributes:
        exam: the items behind the release.
        last_moments: see ``load_copies``.
        skipped: lines of the files of marks that could not be read.
    """

    course: Path
    assignment: str
    exam: ExamBank
    secret: CourseSecret
    last_moments: Mapping[str, datetime] = field(default_factory=dict)
    copies: Copies = field(default_factory=lambda: Copies({}))
    book: MarkBook = field(default_factory=MarkBook)
    skipped: int = 0
    _settled: dict[str, dict[str, Settlement]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, root: Path, assignment: str) -> MarkingDesk:
        """Read the bank, the submissions and the marks of an evaluation.

        Raises:
            ContentError, ContentErrors: the bank or the references hold a fault.
            SecretError: the course secret is unusable.
        """
        from coordo_assessments.marking.course_gradebook import (  # noqa: PLC0415 - slow
            load_last_moments,
        )

        exam = load_exam_bank(root / "course", assignment)
        desk = cls(
            course=root / "course",
            assignment=assignment,
            exam=exam,
            secret=load_or_create_secret(root),
            last_moments=load_last_moments(root / "course", assignment),
        )
        desk.refresh()
        return desk

    @cached_property
    def items(self) -> dict[str, RubricItem]:
        """The questions with a rubric, in the order of the bank."""
        return list_rubric_items(self.exam.bank)

    @property
    def references(self) -> ReferenceBook:
        """The dated facts that the questions cite."""
        return self.exam.book

    @property
    def journal(self) -> Journal:
        """Where this machine writes the marks."""
        return Journal(self.course / FILE_NAME)

    def refresh(self) -> None:
        """Read the submissions and the marks anew."""
        self.copies = load_copies(
            self.course, self.assignment, self.exam, self.secret, self.last_moments
        )
        self.refresh_marks()

    def refresh_marks(self) -> None:
        """Read the marks anew: another marker may be at work."""
        events, skipped = load_events(find_mark_files(self.course))
        self.book = fold_marks(events, self.assignment)
        self.skipped = len(skipped)
        self._settled.clear()

    def read_marks(self, item: str, name: str) -> tuple[Mark, ...]:
        """The marks that hold for a text: this text, this rubric."""
        given = self.book.marks.get((item, name), {}).values()
        return list_valid(self.items[item], given, self.copies.by_name[name].texts[item].digest)

    def settle_all(self, item: str) -> dict[str, Settlement]:
        """Settle every text of a question, by copy."""
        if item not in self._settled:
            self._settled[item] = dict(self._iter_settled(item))
        return self._settled[item]

    def list_copies(self, item: str, marker: str) -> dict[str, bool]:
        """The copies of a question for one marker, in this marker's order: is it done?

        Those that this marker has marked, and those that still ask for a reading.
        """
        settled = self.settle_all(item)
        order = shuffle_copies(self.secret, self.assignment, item, marker, settled)
        done = {
            name
            for name in order
            if any(mark.marker == marker for mark in self.read_marks(item, name))
        }
        return {
            name: name in done for name in order if name in done or not settled[name].is_settled
        }

    def measure_agreements(self) -> tuple[Agreement, ...]:
        """How far the markers agree, by question."""
        return tuple(
            measure_agreement(
                self.items[item],
                [self.read_marks(item, name) for name in self.copies.list_names(item)],
                self.book.plan.tolerance,
            )
            for item in self.items
        )

    def count_strays(self) -> int:
        """How many copies the marks name that are not here.

        Another machine's copies bear the same names only under the same course secret.
        """
        named = {name for (_, name), marks in self.book.marks.items() if marks}
        return len(named - set(self.copies.by_name))

    def list_notices(self) -> tuple[str, ...]:
        """What the markers should know of the files (French)."""
        told = {
            f"{self.copies.unreadable} remise(s) illisible(s) : voyez « coordo grade ».": (
                self.copies.unreadable
            ),
            f"{self.skipped} ligne(s) illisible(s) dans les fichiers de notes.": self.skipped,
            f"{self.count_strays()} copie(s) notée(s) ailleurs ne sont pas ici : les deux postes "
            "ont-ils les mêmes remises et le même secret du cours (course/secret) ?": (
                self.count_strays()
            ),
        }
        return tuple(set_spaces(words) for words, count in told.items() if count)

    @property
    def is_settled(self) -> bool:
        """Whether every text of every question has its mark."""
        return all(one.is_settled for item in self.items for one in self.settle_all(item).values())

    def give_mark(self, mark: MarkGiven) -> None:
        """Keep a mark.

        Raises:
            MarkRefusedError: it is not a whole mark of a text that is there.
            NotSavedError: it is not on the disk.
        """
        self._require_fitting(mark)
        self._keep(mark)

    def withdraw_mark(self, item: str, name: str, marker: str) -> None:
        """Take a mark back.

        Raises:
            NotSavedError: the withdrawal is not on the disk.
        """
        self._keep(
            MarkWithdrawn(assignment=self.assignment, marker=marker, item=item, copy_name=name)
        )

    def keep_comment(self, item: str, text: str, marker: str) -> None:
        """Offer a comment again on a question.

        Raises:
            MarkRefusedError: it is empty.
            NotSavedError: it is not on the disk.
        """
        if not text.strip():
            raise MarkRefusedError("Écrivez d’abord le commentaire à garder.")
        self._keep(CommentKept(assignment=self.assignment, marker=marker, item=item, text=text))

    def drop_comment(self, comment: str, marker: str) -> None:
        """Offer a comment no longer.

        Raises:
            NotSavedError: this is not on the disk.
        """
        self._keep(CommentDropped(assignment=self.assignment, marker=marker, comment=comment))

    def set_plan(self, share: Decimal, tolerance: Decimal, marker: str) -> None:
        """Decide how much is marked twice, and how far two marks may be apart.

        Raises:
            NotSavedError: this is not on the disk.
        """
        self._keep(
            PlanSet(assignment=self.assignment, marker=marker, share=share, tolerance=tolerance)
        )

    def reveal_names(self, marker: str) -> None:
        """Note that the names were asked for, once every mark is settled.

        Raises:
            MarkRefusedError: some texts still wait for a reading.
            NotSavedError: this is not on the disk.
        """
        if not self.is_settled:
            raise MarkRefusedError(
                "Les noms se découvrent à la fin\u202f: des copies attendent encore une lecture."
            )
        if not self.book.are_names_known:
            self._keep(NamesRevealed(assignment=self.assignment, marker=marker))

    def _iter_settled(self, item: str) -> Iterator[tuple[str, Settlement]]:
        names = self.copies.list_names(item)
        plan = self.book.plan
        sample = draw_sample(self.secret, self.assignment, item, names, plan.share)
        for name in names:
            yield (
                name,
                settle(
                    self.items[item],
                    self.read_marks(item, name),
                    is_sampled=name in sample,
                    tolerance=plan.tolerance,
                ),
            )

    def _keep(self, event: AnyMarkEvent) -> None:
        self.journal.append(event)
        self.refresh_marks()

    def _require_fitting(self, mark: MarkGiven) -> None:
        item = self.items.get(mark.item)
        copy = self.copies.by_name.get(mark.copy_name)
        given = copy.texts.get(mark.item) if copy else None
        if item is None or given is None:
            raise MarkRefusedError("Cette copie n’est plus là. Rechargez la page.")
        if given.digest != mark.text:
            raise MarkRefusedError(
                "Ce texte a été remis de nouveau depuis que vous l’avez ouvert. Rechargez la page."
            )
        if missing := [one.criterion for one in item.rubric if one.id not in mark.levels]:
            raise MarkRefusedError(f"Choisissez un niveau pour «\u202f{missing[0]}\u202f».")
        for one in item.rubric:
            if mark.levels[one.id] not in {level.points for level in one.levels}:
                raise MarkRefusedError(
                    f"«\u202f{one.criterion}\u202f» n’a pas de niveau à ces points."
                )
        if len(mark.levels) != len(item.rubric):
            raise MarkRefusedError("La grille a changé. Rechargez la page.")
