"""The case of an evaluation: the ordinary player, one run, the luck that was dealt, no way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from coordo_assessments.course_root import find_course_root
from coordo_assessments.events import RunFinished
from coordo_assessments.graded_run import list_graded_runs
from coordo_assessments.journal import FILE_NAME, Journal
from coordo_assessments.state import fold
from coordo_simulation.references import ReferenceBook, load_references
from coordo_simulation.scenario import Scenario, load_scenario

from coordo_widgets.case_player import CasePlayer
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.place import EVALUATION, find_place
from coordo_widgets.questions import load_paper
from coordo_widgets.showing import UnavailableError, explain_faults, show_widget

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.journal import JournalReading
    from coordo_assessments.public_models import PublicCase
    from coordo_assessments.state import RunRecord
    from coordo_simulation.answer import Answer

ONLY_ONE = "Le parcours noté est unique\u202f: il ne se recommence pas et ne se reprend pas."
LATER = "Ce parcours vous est expliqué avec la correction, critère par critère."
CHANGED = (
    "Le cas de ce dossier n’est pas celui de l’évaluation publiée. Prévenez votre formateur\u202f; "
    "votre journal est intact."
)


class GradedCaseSession(CaseSession):
    """The one run that counts, played with the seed that was dealt."""

    activity: ClassVar[str | None] = EVALUATION

    def __init__(
        self, scenario: Scenario, book: ReferenceBook, journal: Journal, case: PublicCase
    ) -> None:
        self._case = case
        super().__init__(scenario, book, journal)

    @property
    def records(self) -> dict[str, RunRecord]:
        """The first run begun in the evaluation, and no other."""
        return {record.run: record for record in list_graded_runs(super().records)[:1]}

    def start(self) -> None:
        """Begin the run, once, with the seed of this trainee.

        Raises:
            CaseRefusalError: it is begun already.
            NotSavedError: it is not on the disk.
        """
        try:
            self.journal.append_if(self.build_start(self._case.seed), self._is_first)
        finally:
            self.refresh()

    def _is_first(self, reading: JournalReading) -> bool:
        self.state = fold(reading.events)
        if self.records:
            raise CaseRefusalError(ONLY_ONE)
        return True

    def branch(self, run_id: str, step: int) -> None:  # noqa: ARG002  (of the ordinary session)
        """Refuse: what was decided stays.

        Raises:
            CaseRefusalError: always.
        """
        raise CaseRefusalError(ONLY_ONE)

    def decide(self, run_id: str, step: int, decision: str, answer: Answer) -> None:
        """Take the decision that waits, and write once what the end showed after the last one.

        Raises:
            CaseRefusalError, NotSavedError: as the ordinary session.
        """
        super().decide(run_id, step, decision, answer)
        told = self.play(self.build_run(run_id))
        if told.outcome is None:
            return
        indicators = told.periods[-1].indicators
        end = RunFinished(run=run_id, outcome=told.outcome.id, indicators=indicators)
        self.journal.append_if(end, lambda now: not _has_end(now, run_id))

    def check_hindsight(self) -> None:
        """Refuse: a debriefing shows what the expert does.

        Raises:
            CaseRefusalError: always.
        """
        raise CaseRefusalError(LATER)


def _has_end(reading: JournalReading, run_id: str) -> bool:
    return any(isinstance(one, RunFinished) and one.run == run_id for one in reading.events)


def load_graded_session(folder: Path, case: PublicCase) -> GradedCaseSession:
    """Read the case of a module's folder and what was already played of it.

    Raises:
        UnavailableError: the case there is not the one that was released.
        CourseNotFoundError, ContentError, ContentErrors: the content cannot be read.
    """
    book = load_references(find_course_root(folder) / "course" / "references.yml")
    scenario = load_scenario(folder / "scenario.yml", book)
    if (scenario.id, scenario.version) != (case.scenario, case.version):
        raise UnavailableError(CHANGED)
    return GradedCaseSession(scenario, book, Journal(folder / FILE_NAME), case)


@explain_faults
def graded_case() -> None:
    """Show the case that counts in the evaluation of this folder, where it was left."""
    place = find_place()
    paper = load_paper(place)
    if paper is None or paper.case is None:
        raise UnavailableError("Le cas noté n’est pas encore publié.")
    show_widget(CasePlayer(load_graded_session(place.folder, paper.case)))
