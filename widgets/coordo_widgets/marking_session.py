"""One marker at the desk: the question and the copy under the eyes, and what can be undone.

Nothing here knows of Jupyter. Every command is on the disk before the screen changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_assessments.marking.desk import MarkingDesk, MarkRefusedError
from coordo_assessments.marking.events import MarkGiven
from coordo_simulation.french import set_spaces

from coordo_widgets.marking_screen import (
    CommentView,
    RowView,
    Screen,
    build_copy,
    build_names,
    build_question,
    build_stages,
    build_tabs,
    describe_plan,
)

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from coordo_assessments.marking.book import Mark
    from coordo_assessments.marking.pushing import PushReport

    from coordo_widgets.marking_messages import Save
    from coordo_widgets.marking_screen import NameView

ASK_WHO = "Dites d’abord qui corrige."


@dataclass
class MarkingSession:
    """What one marker sees and does; ``title`` is the evaluation's."""

    desk: MarkingDesk
    title: str
    marker: str = ""
    item: str = ""
    name: str = ""
    _trail: list[tuple[str, str, Mark | None]] = field(default_factory=list)

    @classmethod
    def load(cls, root: Path, assignment: str, title: str) -> MarkingSession:
        """Open the marking of an evaluation."""
        return cls(MarkingDesk.load(root, assignment), title)

    def enter(self, marker: str) -> None:
        """Begin to mark under a name; the same name in other letters is the same marker."""
        known = {one.casefold(): one for one in self.desk.book.markers}
        self.marker = known.get(marker.casefold(), marker)
        self._trail.clear()
        self.turn(next(iter(self.desk.items), ""))

    def refresh(self) -> None:
        """Read everything anew and stay on the copy, if it is still there."""
        self.desk.refresh()
        if self.marker and self.name not in self._list_rows():
            self._go_on()

    def turn(self, item: str, name: str = "") -> None:
        """Go to a question, on the named copy or on the first that waits.

        Raises:
            MarkRefusedError: no such question, or not a copy of this marker's.
        """
        if item not in self.desk.items:
            raise MarkRefusedError("Cette question n’est plus là. Rechargez la page.")
        self.item, self.name = item, name
        if not name:
            self._go_on()
        elif name not in self._list_rows():
            raise MarkRefusedError("Cette copie n’est plus à lire. Rechargez la page.")

    def save(self, asked: Save) -> None:
        """Keep a mark, then go to the next copy that waits.

        Raises:
            MarkRefusedError: the mark is not whole, or the text has changed.
            NotSavedError: the mark is not on the disk.
        """
        marker = self._require_marker()
        before = self._find_own(asked.item, asked.name)
        self.desk.give_mark(
            MarkGiven(
                assignment=self.desk.assignment,
                marker=marker,
                item=asked.item,
                copy_name=asked.name,
                text=asked.text,
                levels=asked.levels,
                comment=asked.comment,
            )
        )
        self._trail.append((asked.item, asked.name, before))
        self.item, self.name = asked.item, asked.name
        self._go_on()

    def undo(self) -> None:
        """Put the last copy saved in this visit back as it was, and return to it.

        Raises:
            MarkRefusedError: nothing was saved, or the text has changed since.
            NotSavedError: the change is not on the disk.
        """
        marker = self._require_marker()
        if not self._trail:
            raise MarkRefusedError("Il n’y a rien à annuler.")
        item, name, before = self._trail[-1]
        if before is None:
            self.desk.withdraw_mark(item, name, marker)
        else:
            self.desk.give_mark(
                MarkGiven(
                    assignment=self.desk.assignment,
                    marker=marker,
                    item=item,
                    copy_name=name,
                    text=before.text,
                    levels=dict(before.levels),
                    comment=before.comment,
                )
            )
        self._trail.pop()
        self.item, self.name = item, name

    def keep_comment(self, item: str, text: str) -> None:
        """Offer a comment again; see ``MarkingDesk.keep_comment``."""
        self.desk.keep_comment(item, text, self._require_marker())

    def drop_comment(self, comment: str) -> None:
        """Offer a comment no longer."""
        self.desk.drop_comment(comment, self._require_marker())

    def set_plan(self, share: Decimal, tolerance: Decimal) -> None:
        """Set the double marking, from percentages."""
        self.desk.set_plan(share / 100, tolerance / 100, self._require_marker())
        if self.item and self.name not in self._list_rows():
            self._go_on()

    def push(self) -> str:
        """Put the settled marks into the gradebook; say what was done.

        Raises:
            NotSavedError: see ``push_marks``.
        """
        from coordo_assessments.marking.course_gradebook import (  # noqa: PLC0415 - slow
            open_gradebook,
        )
        from coordo_assessments.marking.pushing import push_marks  # noqa: PLC0415

        marker = self._require_marker()
        self.desk.refresh()
        with open_gradebook(self.desk.course) as gradebook:
            return describe_push(push_marks(self.desk, gradebook, marker))

    def reveal(self) -> None:
        """Show the names, once all is settled.

        Raises:
            MarkRefusedError: some texts still wait.
            NotSavedError: that the names were asked for is not on the disk.
        """
        self.desk.reveal_names(self._require_marker())

    def build_screen(self) -> Screen:
        """Build what this marker sees."""
        desk, book = self.desk, self.desk.book
        if not self.marker:
            return Screen(title=self.title, markers=tuple(book.markers))
        is_settled = desk.is_settled
        tabs = build_tabs(desk, self.marker)
        question = desk.items.get(self.item)
        return Screen(
            title=self.title,
            marker=self.marker,
            markers=tuple(book.markers),
            tabs=tabs,
            question=build_question(desk, question) if question else None,
            rows=tuple(RowView(name=one, is_done=done) for one, done in self._list_rows().items()),
            copy_view=build_copy(desk, self.item, self.name, self.marker) if self.name else None,
            comments=tuple(
                CommentView(id=one.id, text=one.text) for one in book.comments.get(self.item, ())
            ),
            can_undo=bool(self._trail),
            stages=build_stages(desk, with_agreement=is_settled),
            plan_words=describe_plan(desk),
            share=f"{book.plan.share * 100:.0f}",
            tolerance=f"{book.plan.tolerance * 100:.0f}",
            is_settled=is_settled,
            names=self._build_names() if is_settled and book.are_names_known else (),
            notices=self.desk.list_notices(),
        )

    def _require_marker(self) -> str:
        if not self.marker:
            raise MarkRefusedError(ASK_WHO)
        return self.marker

    def _find_own(self, item: str, name: str) -> Mark | None:
        return self.desk.book.marks.get((item, name), {}).get(self.marker)

    def _list_rows(self) -> dict[str, bool]:
        return self.desk.list_copies(self.item, self.marker) if self.item else {}

    def _go_on(self) -> None:
        """Go to the next copy that waits after this one, or to none when all are done."""
        rows = self._list_rows()
        names = list(rows)
        here = names.index(self.name) + 1 if self.name in rows else 0
        waiting = [name for name in names[here:] + names[:here] if not rows[name]]
        self.name = waiting[0] if waiting else ""

    def _build_names(self) -> tuple[NameView, ...]:
        from coordo_assessments.marking.course_gradebook import (  # noqa: PLC0415
            load_names,
            open_gradebook,
        )

        with open_gradebook(self.desk.course) as gradebook:
            return build_names(self.desk, load_names(gradebook))


def describe_push(report: PushReport) -> str:
    """Say what became of the marks in the gradebook."""
    parts = [
        f"{report.count('écrite')} note(s) portée(s) au carnet",
        f"{report.count('inchangée')} y étai(en)t déjà",
    ]
    waiting = report.count("en attente") + report.count("rouverte")
    if waiting:
        parts.append(f"{waiting} en attente d’une lecture")
    if edited := report.list_copies("modifiée"):
        parts.append(f"changées dans Formgrader, laissées : {', '.join(edited)}")
    if absent := report.list_copies("absente"):
        parts.append(f"pas encore dans le carnet (« coordo grade ») : {', '.join(absent)}")
    return set_spaces(" ; ".join(parts) + ".")
