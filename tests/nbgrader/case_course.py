"""A small course whose evaluation counts the case of module 1, and ways to play it, or to cheat."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coordo_assessments.events import (
    AnswerGiven,
    DecisionTaken,
    EventBase,
    ItemOpened,
    ParentStep,
    RunFinished,
    RunStarted,
)
from coordo_assessments.graded_case import GradedCase, load_graded_case
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.journal import Journal
from coordo_assessments.own_papers import VARIANTS_NAME, load_own_paper
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from coordo_simulation.answer import Amount, Answer
from coordo_simulation.following import drive
from coordo_simulation.playback import play
from coordo_simulation.policies import follow_expert
from coordo_widgets.case_session import write_decision
from temporary_course import FIXTURE, MODULE, PROJECT, RIGHT, Course, build_course

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_simulation.run import Run

EVALUATION = "evaluation"
DUE = datetime.now(UTC) + timedelta(days=20)
ON_TIME = 5
"""How many decisions of the late run were taken before the due date."""
BUDGET = """
documents:
  - id: "lettre"
    title: "La lettre"
    decisions: ["heures-du-mois"]
    author: "Madame Astier"
    date: "juillet 2024"
    body: "Douze heures, pas une de plus."

decisions:
  - id: "heures-du-mois"
    kind: "allocation"
    title: "Douze heures"
    at: 0
    passages: []
    text: "Comment les répartissez-vous ?"
    why: "Elles manquent."
    references: ["droits-usagers"]
    total: 12
    unit: "h"
    lines:
      - {id: "lever", text: "Aide au lever", max: 12}
      - {id: "coucher", text: "Aide au coucher", max: 12}
    expert:
      - {amounts: {lever: 6, coucher: 6}, commentary: "Moitié, moitié."}
"""
"""A decision of another kind than one choice, and something to open, before those of the case."""
Events = list[EventBase]
Cheat = Callable[["CaseCourse", str], Events]


class CaseCourse:
    """A released course, and its case."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.case: GradedCase = load_graded_case(course.root, MODULE)

    def find_seed(self, student: str) -> int:
        own = load_own_paper(self.course.folder / "release" / MODULE / VARIANTS_NAME, student)
        assert own is not None
        assert own.seed is not None
        return own.seed

    def drive_expert(self, seed: int) -> Run:
        return drive(self.case.scenario, seed, follow_expert, run_id="r1")

    def tell(
        self, run: Run, *, steps: int | None = None, activity: str | None = EVALUATION
    ) -> Events:
        """The events that the player writes for a run, up to a number of decisions."""
        events: Events = [
            RunStarted(
                activity=activity,
                scenario=run.scenario,
                version=run.version,
                run=run.id,
                seed=run.seed,
            )
        ]
        for taken in run.decisions[:steps]:
            events.append(write_decision(run.id, taken.step, taken.decision, taken.answer))
        return events

    def tell_end(self, run: Run, **changes: object) -> RunFinished:
        told = play(self.case.scenario, run)
        assert told.outcome is not None
        claim = {"outcome": told.outcome.id, "indicators": told.periods[-1].indicators, **changes}
        return RunFinished.model_validate({"run": run.id, **claim})

    def hand_in(self, student: str, events: Events) -> Path:
        folder = self.course.hand_in(student, {"fixture-qru": RIGHT["fixture-qru"]})
        journal = Journal(folder / "journal.jsonl")
        for event in events:
            journal.append(event)
        return folder


def open_case_course(root: Path, students: list[str]) -> CaseCourse:
    """Build a course, enrol its trainees, release its evaluation with the case."""
    course = build_course(root)
    facts = (PROJECT / "course" / "references.yml").read_text("utf-8").rstrip()
    own = (FIXTURE / "references.yml").read_text("utf-8").removeprefix("references:\n")
    (course.folder / "references.yml").write_text(f"{facts}\n{own}", "utf-8")
    scenario = (PROJECT / "modules" / MODULE / "scenario.yml").read_text("utf-8")
    enlarged = scenario.replace("\ndecisions:\n", BUDGET, 1)
    assert enlarged != scenario
    (root / "modules" / MODULE / "scenario.yml").write_text(enlarged, "utf-8")
    exam = root / "assessments" / "bank" / MODULE / "exam"
    shutil.copytree(PROJECT / "assessments" / "bank" / MODULE / "exam" / "case", exam / "case")
    (course.folder / "secret").write_text("graine-de-test-" * 4, "utf-8")
    session = NbgraderSession(root, MODULE)
    with session.open_gradebook() as gradebook:
        for student in students:
            gradebook.update_or_create_student(student)
    release_assignment(root, MODULE, has_case=True)
    with session.open_gradebook() as gradebook:
        gradebook.find_assignment(MODULE).duedate = DUE.replace(tzinfo=None)
        gradebook.db.commit()
    return CaseCourse(course)


def play_honestly(course: CaseCourse, student: str) -> Events:
    """Play as the expert does, to the end, after free plays that never count."""
    free = course.drive_expert(4242).model_copy(update={"id": "libre"})
    run = course.drive_expert(course.find_seed(student))
    start, *decisions = course.tell(run)
    opened = ItemOpened(run=run.id, step=0, item="lettre")
    free_events = course.tell(free, activity=None)
    return [*free_events, start, opened, *decisions, course.tell_end(run)]


def _change_start(course: CaseCourse, student: str, **changes: object) -> Events:
    start, *others = course.tell(course.drive_expert(course.find_seed(student)))
    return [start.model_copy(update=changes), *others]


def _change_decision(course: CaseCourse, student: str, rank: int, **changes: object) -> Events:
    events = course.tell(course.drive_expert(course.find_seed(student)))
    events[rank + 1] = events[rank + 1].model_copy(update=changes)
    return events


def cheat_on_the_end(course: CaseCourse, student: str) -> Events:
    """Play badly, and claim a good end, by its event and by an answer to the cell."""
    run = course.drive_expert(course.find_seed(student))
    claim = course.tell_end(run)
    answer = AnswerGiven(activity=EVALUATION, item=CASE_CELL, answer={"score": 20})
    return [*course.tell(run, steps=3), claim, answer]


def cheat_on_the_figures(course: CaseCourse, student: str) -> Events:
    run = course.drive_expert(course.find_seed(student))
    honest = course.tell_end(run)
    raised = {name: value + 1 for name, value in honest.indicators.items()}
    return [*course.tell(run), course.tell_end(run, indicators=raised)]


def begin_twice(course: CaseCourse, student: str) -> Events:
    """Give up a first run after two decisions, and play a perfect second one."""
    run = course.drive_expert(course.find_seed(student))
    again = run.model_copy(update={"id": "r2"})
    return [*course.tell(run, steps=2), *course.tell(again), course.tell_end(again)]


def change_ones_mind(course: CaseCourse, student: str) -> Events:
    """Write a second decision for the first step, after the end."""
    run = course.drive_expert(course.find_seed(student))
    other = DecisionTaken(run=run.id, step=1, decision="annonce", choice="note")
    return [*course.tell(run), other]


def decide_late(course: CaseCourse, student: str) -> Events:
    run = course.drive_expert(course.find_seed(student))
    late = DUE + timedelta(days=1)
    return [
        event.model_copy(update={"at": late})
        if isinstance(event, DecisionTaken) and event.step >= ON_TIME
        else event
        for event in course.tell(run)
    ]


def _share_out(**amounts: float) -> Answer:
    return Answer(amounts=tuple(Amount(line=k, amount=v) for k, v in amounts.items()))


def write_without_end(course: CaseCourse, student: str) -> Events:
    """More decisions than any case holds: a journal made to keep the grader busy."""
    start, *_ = course.tell(course.drive_expert(course.find_seed(student)))
    more = [DecisionTaken(run="r1", step=k, decision="annonce", choice="dire") for k in range(2100)]
    return [start, *more]


REFUSED: dict[str, tuple[Cheat, str]] = {
    "decision-inconnue": (
        lambda c, s: _change_decision(c, s, 1, decision="gagner"),
        "la décision à prendre est",
    ),
    "choix-inconnu": (lambda c, s: _change_decision(c, s, 1, choice="gagner"), "impossible"),
    "choix-ferme": (
        lambda c, s: [
            *c.tell(c.drive_expert(c.find_seed(s)), steps=2),
            DecisionTaken(run="r1", step=2, decision="partenaire", choice="comparer"),
            DecisionTaken(run="r1", step=3, decision="coustal", choice="aide-d-abord"),
        ],
        "Vous n’avez encore aucun service d’aide",
    ),
    "hors-budget": (
        lambda c, s: _change_decision(c, s, 0, answer=_share_out(lever=12, coucher=6)),
        "impossible",
    ),
    "autre-reponse": (
        lambda c, s: _change_decision(c, s, 0, answer=Answer(text="Tout pour le lever.")),
        "impossible",
    ),
    "document-inconnu": (
        lambda c, s: [
            *c.tell(c.drive_expert(c.find_seed(s)), steps=1),
            ItemOpened(run="r1", step=1, item="corrige"),
        ],
        "impossible",
    ),
    "autre-cas": (lambda c, s: _change_start(c, s, scenario="cas-facile"), "autre cas"),
    "autre-version": (lambda c, s: _change_start(c, s, version="0.9"), "version inconnue"),
    "graine-choisie": (lambda c, s: _change_start(c, s, seed=7), "graine"),
    "graine-d-un-autre": (
        lambda c, s: _change_start(c, s, seed=c.find_seed("honnete")),
        "graine",
    ),
    "sans-fin": (write_without_end, "démesuré"),
    "apres-la-fin": (
        lambda c, s: [
            *c.tell(run := c.drive_expert(c.find_seed(s))),
            DecisionTaken(run="r1", step=len(run.decisions), decision="annonce", choice="dire"),
        ],
        "le récit est terminé",
    ),
    "decision-perdue": (
        lambda c, s: [
            event
            for event in c.tell(c.drive_expert(c.find_seed(s)))
            if not (isinstance(event, DecisionTaken) and event.step == 4)
        ],
        "une décision manque",
    ),
    "repris-d-un-autre": (
        lambda c, s: _change_start(c, s, parent=ParentStep(run="libre", step=0)),
        "se joue d’une traite",
    ),
}


def tear_last_line(folder: Path) -> None:
    """A power cut in the middle of the last decision."""
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-30])


def forge_line(folder: Path) -> None:
    """A line of a kind that does not exist, which claims a score."""
    claim = {"v": 1, "id": "x" * 24, "at": "2026-01-01T00:00:00Z", "kind": "score", "run": "r1"}
    with (folder / "journal.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({**claim, "score": 20}, separators=(",", ":")) + "\n")
