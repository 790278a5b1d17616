"""A case whose rules are data: read, refused with the line to mend, checked, told, and fast."""

from __future__ import annotations

import hashlib
import re
import time
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from coordo_simulation.answer import pick
from coordo_simulation.case_graph import build_case_graph
from coordo_simulation.case_review import review_case
from coordo_simulation.case_rules_checks import iter_rule_remarks
from coordo_simulation.case_survey import survey_case
from coordo_simulation.chance import build_chance
from coordo_simulation.debriefing import what_if
from coordo_simulation.engine import simulate
from coordo_simulation.following import drive, follow_run
from coordo_simulation.french import set_spaces
from coordo_simulation.model_notes import tell_model
from coordo_simulation.playback import play
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_simulation.yaml_source import ContentErrors

TESTS = Path(__file__).parents[2]
CASE = TESTS / "unit" / "coordo_widgets" / "case_weeks.yml"
BOOK = TESTS.parent / "course" / "references.yml"
TEXT = CASE.read_text(encoding="utf-8")
HERE = Path(__file__).parent
DIGESTS = (
    (CASE, "02010460beab459d"),
    (HERE / "case_team_large.yml", "5b10a518ca5855a7"),
    (HERE / "case_team_small.yml", "250273d4812e1c3b"),
    (HERE / "case_pathway.yml", "d6f2abf80fb9a6c9"),
)
"""Computed alike by 3.11, 3.12 and 3.13; they change with the rules, and only with them."""

WHOLE_RUNS = 2_000
"""A second, at least."""


@cache
def load_case():
    return load_scenario(CASE, load_references(BOOK))


FAULTS = [
    ('moves: "attente"', 'moves: "attentes"', "« attentes » ne l’est pas"),
    ('to: "suivies"', 'to: "suivis"', "« suivis » ne l’est pas"),
    ('to: "suivies"', 'to: "charge"', "de la même unité que from (« pers. » et « h/sem. »)"),
    ('to: "suivies"', 'to: "attente"', "deux variables différentes"),
    ('{variable: "suivies", times: 0.6}', '{variable: "suivie", times: 0.6}', "« suivie »"),
    ('by: {variable: "fatigue"', 'by: {variable: "fatigues"', "« fatigues »"),
    ("rate: 0.5", "rate: 1.5", "inférieur ou égal à 1"),
    ("rate: 0.5", "rate: 0", "supérieur à 0"),
    ("times: 0.02", "times: -0.02", "un flux ne remonte pas"),
    ("at_least: 35", "at_least: 70", "un seuil entre 0,00 et 70,00"),
    ("at_least: 35", "at_least: 35, below: 40", "un seul de at_least, below et minus"),
    ("at_least: 35", "atleast: 35", "aucune clé de ce nom"),
    ("      base: 2\n", "", "cette règle ne fait rien"),
    (
        "Deux demandes nouvelles par semaine (hypothèse pédagogique)",
        "Deux demandes nouvelles par semaine",
        "une raison qui cite une référence",
    ),
    (
        "Deux demandes nouvelles par semaine (hypothèse pédagogique)",
        "Deux demandes par semaine, [[nulle-part]]",
        "« nulle-part » n’y est pas",
    ),
    ('    - moves: "attente"', '    - bouge: "attente"', "moves (ajouter)"),
    ('name: "regles-par-semaine"', 'name: "regles"', "un modèle parmi"),
    ('name: "regles-par-semaine"', 'name: "regles-par-mois"', "premier jour d’un mois"),
    ('name: "regles-par-semaine"', 'name: "equipe"', "ce modèle a les siennes"),
    ("  rules:\n", "  parameters: {vitesse: 1}\n  rules:\n", "aucun paramètre"),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), FAULTS, ids=[f[2] for f in FAULTS])
def test_a_fault_is_named_with_its_line(tmp_path, right, wrong, expected):
    assert right in TEXT
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    line = TEXT[: TEXT.index(right)].count("\n") + 1
    with pytest.raises(ContentErrors) as caught:
        load_scenario(faulty, load_references(BOOK))
    told = [str(error) for error in caught.value.errors if set_spaces(expected) in str(error)]
    assert told, str(caught.value)
    found = re.search(r"scenario\.yml:(\d+)", told[0])
    assert found is not None
    if "regles" not in right:
        assert abs(int(found[1]) - line) <= 3


def test_two_pulls_may_not_go_beyond_their_targets(tmp_path):
    more = '    - {pulls: "charge", rate: 0.6, base: 30, because: "hypothèse pédagogique"}\npeople:'
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(TEXT.replace("\npeople:", f"\n{more}", 1), encoding="utf-8")
    with pytest.raises(ContentErrors, match="somme 1 au plus sur «\u202fcharge\u202f»"):
        load_scenario(faulty, load_references(BOOK))


def test_an_open_model_without_rules_is_refused(tmp_path):
    start, end = TEXT.index("  rules:\n"), TEXT.index("people:\n")
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(TEXT[:start] + TEXT[end:], encoding="utf-8")
    with pytest.raises(ContentErrors, match="des règles"):
        load_scenario(faulty, load_references(BOOK))


def test_a_first_week_worked_by_hand():
    """Four visits from the first week on: 11 waiting, 26 followed, 36 h, fatigue 20, trust 60."""
    answers = iter(("quatre", "tenir"))
    trace = simulate(load_case().program, build_chance(1), lambda _point: pick(next(answers)))
    index = load_case().program.layout.index
    week = {name: trace.periods[1][rank] for name, rank in index.items()}
    assert week["attente"] == pytest.approx(11 + 2 - 0.01 * 4 * 80)
    assert week["suivies"] == pytest.approx(26 + 3.2 - 0.02 * 26)
    assert week["sorties"] == pytest.approx(0.52)
    assert week["charge"] == pytest.approx(36 + 0.5 * (12 + 0.6 * 26 + 8 + 3 - 36))
    assert week["fatigue"] == pytest.approx(20 - 2 + 1.2 * 1)
    assert week["confiance"] == pytest.approx(60 + 0.2 * (75 - 3 * 3 - 60))


def test_people_are_neither_made_nor_lost_in_any_run():
    """Those waiting, followed and gone are the 37 of the start and two more each week."""
    case = load_case()
    ranks = [case.program.layout.index[name] for name in ("attente", "suivies", "sorties")]
    for seed in range(40):
        trace = simulate(case.program, build_chance(seed), choose_at_random(seed))
        for week, values in enumerate(trace.periods):
            assert sum(values[rank] for rank in ranks) == pytest.approx(37 + 2 * week)
            for value, low, high in zip(
                values, case.program.layout.low, case.program.layout.high, strict=True
            ):
                assert low <= value <= high


def test_a_replayed_run_is_the_same_to_the_last_digit():
    case = load_case()
    run = drive(case, 5, choose_at_random(5), run_id="x")
    assert play(case, run) == play(case, run)
    assert case.unit == "semaine"


@pytest.mark.parametrize(("path", "digest"), DIGESTS, ids=[path.stem for path, _ in DIGESTS])
def test_a_run_is_the_same_to_the_last_digit_on_every_python(path, digest):
    """Every answer to the first decision of each case, ten seeds each."""
    case = load_scenario(path, load_references(BOOK))
    told = hashlib.sha256()
    for choice, seed in product(case.decisions[0].choices, range(10)):

        def choose(point, first=choice.id):
            return pick(first if point.step == 0 else point.question.spec.choices[0].id)

        for values in simulate(case.program, build_chance(seed), choose).periods:
            told.update(" ".join(value.hex() for value in values).encode())
    assert told.hexdigest()[:16] == digest


def test_the_rules_are_told_with_their_reasons():
    told = tell_model(load_case())
    assert told.count("\n- ") == len(load_case().model.rules) == 6
    assert "« Personnes en attente », chaque semaine : +\u00a02\u00a0pers." in told.replace(
        "\u202f", " "
    )
    assert "*Deux demandes nouvelles par semaine (hypothèse pédagogique).*" in told
    assert "ce qui manque à" in told


def test_a_rule_that_a_bound_may_stop_is_remarked_not_refused():
    [(where, text)] = iter_rule_remarks(load_case())
    assert where == ("model", "rules", 5)
    assert "la cible peut sortir des bornes" in text


def test_the_check_and_the_graph_of_cases_work_on_it():
    case = load_case()
    found = review_case(case, survey_case(case, random_runs=150, greedy_runs=20))
    assert [finding for finding in found if finding.kind == "défaut"] == []
    titles = {node.title for node in build_case_graph(case).nodes}
    assert {"Deux arrêts de plus", "À mi-parcours, que changez-vous\u202f?"} <= titles


def test_it_is_as_fast_as_the_other_cases():
    case = load_case()
    run = drive(case, 5, choose_at_random(5), run_id="x")
    chance = build_chance(run.seed)
    spent = []
    for _ in range(3):
        begin = time.process_time()
        for _ in range(200):
            simulate(case.program, chance, follow_run(run))
        spent.append(time.process_time() - begin)
    assert 200 / min(spent) > WHOLE_RUNS
    begin = time.process_time()
    what_if(case, run, 0, pick("deux" if run.decisions[0].choice == "quatre" else "quatre"))
    assert time.process_time() - begin < 0.05
