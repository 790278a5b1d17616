"""The debriefing of a case that asks in the five ways: everything told, everything tried again."""

from __future__ import annotations

import re

import pytest
from case_kinds_sample import ANSWERS, lay_kinds_course
from coordo_simulation.answer import Answer
from coordo_simulation.intervals import compute_share_interval, describe_share_interval
from coordo_simulation.what_if import what_if
from coordo_widgets.case_messages import TryOther
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.debrief import build_debrief
from coordo_widgets.debrief_other import build_other


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    session = CaseSession.load(lay_kinds_course(tmp_path_factory.mktemp("kinds")))
    session.start()
    session.open_item(session.run_id, 0, "lettre")
    for step, answer in enumerate(ANSWERS):
        current = session.play(session.build_run(session.run_id)).current
        given = Answer.model_validate(answer)
        session.decide(session.run_id, step, current.prompt.decision, given)
    return session


@pytest.fixture(scope="module")
def debrief(session):
    return build_debrief(session, session.run_id)


def ask(session, step, answer, policy="kept"):
    return TryOther(
        request="r", type="other", run=session.run_id, step=step,
        answer=Answer.model_validate(answer), policy=policy,
    )  # fmt: skip


def test_answers_of_all_kinds_stand_beside_the_expert_s(debrief):
    assert [step.comparison for step in debrief.path] == [
        "Deux choix différents.",
        "Les mêmes réponses que l’experte.",
        "Le même partage que l’experte.",
        "Deux ordres différents.",
        "Deux textes, à lire côte à côte.",
    ]
    order = debrief.path[3]
    assert order.own.lines == ("Le lit", "La clef", "Les repas")
    assert order.expert.lines == ("La clef", "Le lit", "Les repas")
    assert order.effect.other.kind == "ordering"
    assert debrief.path[4].expert.written == "On appelle, à toute heure."
    assert "ne juge pas un texte" in debrief.path[4].effect.versus


def test_openings_are_told_with_their_price_once_each(debrief):
    told = [
        (view.title, view.is_opened, view.price) for step in debrief.path for view in step.openings
    ]
    assert told == [
        ("La lettre de l'agence", True, "Prix\u202f: 15\u00a0minutes. Trois pages."),
        ("Demander à une collègue", False, "Prix\u202f: 10\u00a0minutes."),
        ("La voir dans la cour", False, "Prix\u202f: Sa pause."),
    ]
    assert debrief.path[0].openings[0].changes == "votre semaine +\u202f1\u00a0h/sem."


def test_what_people_knew_is_said_at_the_end(debrief):
    knows = {life.name: life.knows for life in debrief.lives}
    assert knows == {
        "Monsieur Roussel": None,
        "Madame Kaci": "Ce que cette personne savait\u202f: que deux collègues partent.",
    }


def test_every_decision_but_a_text_can_be_taken_again(debrief):
    assert [step.field.kind for step in debrief.steps] == [
        "single", "multiple", "allocation", "ordering",
    ]  # fmt: skip
    assert [choice.id for choice in debrief.steps[0].field.choices] == ["dire"]
    assert debrief.steps[2].given == Answer.model_validate(ANSWERS[2])


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (0, {"choice": "dire"}),
        (1, {"choices": ["voisin"]}),
        (2, {"amounts": [{"line": "matin", "amount": 2}, {"line": "soir", "amount": 12}]}),
        (3, {"order": ["clef", "lit", "repas"]}),
    ],
)
@pytest.mark.parametrize("policy", ["kept", "expert", "prudent"])
def test_another_answer_is_recomputed_under_a_named_policy(session, debrief, step, answer, policy):
    other = build_other(session, ask(session, step, answer, policy))
    named = next(view for view in debrief.policies if view.id == policy)
    assert named.told.rstrip(".") in other.html.replace("&#8239;", "\u202f")
    assert other.answer.kind == debrief.steps[step].field.kind


def test_what_forty_draws_allow_to_say_is_said(session):
    asked = ask(session, 0, {"choice": "dire"})
    other = build_other(session, asked)
    run = session.build_run(session.run_id)
    found = what_if(session.scenario, run, 0, asked.answer)
    (row,) = other.endings.rows
    share = found.own_outcomes[0].share
    interval = describe_share_interval(*compute_share_interval(round(share * 40), 40))
    assert row[1] == f"{round(share * 40)}\u00a0sur\u00a040 ({interval})"
    finals = [final for _, _, final, _ in other.differences.rows]
    assert [told_interval(final) for final in finals] == [
        expect_interval(session, row) for row in found.differences
    ]


def told_interval(final):
    """Return the two bounds a cell gives in brackets, as numbers, or none."""
    found = re.search(r"\(de (.+) à (.+)\)", final)
    return found and tuple(read_number(bound) for bound in found.groups())


def read_number(told):
    return float(re.sub(r"\s", "", told).replace("\N{MINUS SIGN}", "-").replace(",", "."))


def expect_interval(session, row):
    """Bounds as the indicator is written; none where they are written the same."""
    decimals = session.scenario.get_indicator(row.indicator).decimals
    low, high = round(row.low, decimals), round(row.high, decimals)
    return None if low == high else (low, high)


@pytest.mark.parametrize(
    ("step", "answer"),
    [(1, {"choices": ["fille", "voisin"]}), (4, {"text": "x"}), (3, {"text": "x"})],
)
def test_an_answer_that_was_not_possible_is_refused(session, step, answer):
    with pytest.raises(CaseRefusalError):
        build_other(session, ask(session, step, answer))
