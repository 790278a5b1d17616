"""The debriefing of a whole run: what it shows, and how it can be read without seeing it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from case_sample import lay_case_course
from coordo_simulation.answer import pick
from coordo_widgets.case_messages import TryOther
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.debrief import build_debrief
from coordo_widgets.debrief_figures import HEIGHT, LEAST_GAP, spread_names
from coordo_widgets.debrief_other import build_other
from hypothesis import given
from hypothesis import strategies as st

CHOICES = {
    "annonce": "attendre",
    "tournee": "deplacer",
    "groupe": "laisser",
    "convention": "signer",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    session = CaseSession.load(lay_case_course(tmp_path_factory.mktemp("course")))
    session.start()
    while (playback := session.play(session.build_run(session.run_id))).current:
        decision = playback.current.prompt.decision
        session.decide(session.run_id, playback.current.step, decision, pick(CHOICES[decision]))
    return session


def ask(session, step, choice):
    return TryOther(request="r", type="other", run=session.run_id, step=step, answer=pick(choice))


@pytest.fixture(scope="module")
def debrief(session):
    return build_debrief(session, session.run_id)


def test_there_is_one_chart_for_each_indicator(debrief, session):
    titles = [chart.title for chart in debrief.figures.charts]
    assert titles == [spec.label for spec in session.scenario.indicators]


def test_paths_are_told_apart_without_colour(debrief):
    own, expert = debrief.figures.lines
    assert own.dash != expert.dash
    for chart in debrief.figures.charts:
        assert f'stroke-dasharray="{",".join(map(str, expert.dash))}"' in chart.svg
        assert ">vous<" in chart.svg
        assert ">experte<" in chart.svg


def test_a_chart_has_its_words_and_its_figures(debrief, session):
    for chart in debrief.figures.charts:
        assert chart.svg.count('role="img"') == 1
        assert chart.alt.startswith(chart.title)
        assert "Le parcours de l’experte" in chart.alt
        assert chart.table.columns == ("Mois", "Votre parcours", "Le parcours de l’experte")
        assert len(chart.table.rows) == session.scenario.periods + 1


def test_decisions_are_marked_on_the_chart(debrief):
    for chart in debrief.figures.charts:
        marks = re.search(r"mark-symbol role-mark[^>]*>(.*?)</g>", chart.svg, re.DOTALL)
        assert marks is not None
        assert marks[1].count("<path") == 3  # September, October (two decisions), December


def test_each_decision_is_set_beside_the_expert_s(debrief):
    steps = {step.title: step for step in debrief.path}
    told = steps["Que dites-vous à l'équipe\u202f?"]
    assert told.comparison == "Deux choix différents."
    assert "Le retard s'explique" in told.commentary_html
    assert told.effect.versus.startswith("Face à «\u202fLa recevoir maintenant")
    assert [later.passage.kind for later in told.later] == ["consequence"]
    assert steps["Que faites-vous du groupe de discussion\u202f?"].expert is None


def test_other_choices_are_those_that_were_open_and_not_taken(debrief):
    choices = [[choice.id for choice in step.field.choices] for step in debrief.steps]
    assert choices == [["dire"], ["remplacer"], ["entrer"], ["renvoyer"]]


def test_another_choice_is_recomputed(session):
    other = build_other(session, ask(session, 0, "dire"))
    assert other.heading.startswith("Si vous aviez choisi\u202f: La recevoir")
    assert len(other.figures.charts) == len(session.scenario.indicators)
    assert [row[0] for row in other.differences.rows]
    assert all(row[3].endswith("sur\u00a040") for row in other.differences.rows)
    assert any("ne se pose plus" in row.reason for row in other.replaced)


@pytest.mark.parametrize(("step", "choice"), [(3, "associer"), (0, "nothing"), (99, "dire")])
def test_a_choice_that_was_not_open_is_refused(session, step, choice):
    with pytest.raises(CaseRefusalError):
        build_other(session, ask(session, step, choice))


def test_what_was_written_is_there_again(session):
    at = session.write_note("question-2", "<b>Le silence</b>")
    question = build_debrief(session, session.run_id).questions[1]
    assert (question.text, question.saved_at) == ("<b>Le silence</b>", at)


def test_what_people_were_after_and_lived_is_told(debrief):
    life, other = debrief.lives
    assert life.name == "Monsieur Roussel"
    assert "la même personne" in life.wants
    assert "déjeuné froid" in life.html
    assert (other.name, other.html, other.knows) == ("Madame Kaci", None, None)
    assert "avant les autres" in other.wants


@given(st.lists(st.floats(0, 100), min_size=2, max_size=3))
def test_no_name_covers_another(values):
    roles = ("own", "expert", "other")[: len(values)]
    ends = dict(zip(roles, values, strict=True))
    moved = spread_names(ends, (0.0, 100.0))
    heights = sorted((100 - ends[role]) * HEIGHT / 100 + moved[role] for role in roles)
    gaps = [low - high for high, low in pairwise(heights)]
    assert all(gap >= LEAST_GAP - 0.2 for gap in gaps)
