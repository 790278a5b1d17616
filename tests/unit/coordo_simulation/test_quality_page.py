"""The quality page tells what the models compute: its scores, ranks, limits and dates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from coordo_simulation.control_charts import D2, KIND_LABELS, build_chart
from coordo_simulation.control_charts_example import (
    FALLS_CHANGE,
    build_delays,
    build_falls,
    build_late_visits,
)
from coordo_simulation.control_rules import (
    NOT_A_CAUSE,
    RULES,
    list_signals,
    tell_false_alarms,
    tell_signal,
)
from coordo_simulation.event_analysis import HELD_LABELS
from coordo_simulation.event_analysis_example import build_example_analysis
from coordo_simulation.event_checks import check_analysis
from coordo_simulation.event_duties import list_duties
from coordo_simulation.event_grids import GRIDS
from coordo_simulation.event_strength import STRENGTH_LABELS
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.has_scoring import (
    FULL,
    LETTER_REFUSAL,
    POINTS,
    RATING_LABELS,
    READINGS,
    ROUNDING_RULE,
    compute_assessment,
)
from coordo_simulation.has_scoring_example import NOTICE, build_example_criteria
from coordo_simulation.indicator_card import check_card, compute_card, tell_measured
from coordo_simulation.indicator_card_example import (
    build_bare_card,
    build_indicators,
    build_late_card,
)
from coordo_simulation.references import load_references
from coordo_simulation.risk_matrix import HOME_CARE_MATRIX, check_risk, rank_risks
from coordo_simulation.risk_matrix_example import build_example_register

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/modeles/quality.md").read_text(encoding="utf-8")
BOOK = load_references(ROOT / "course" / "references.yml")


def rows_after(heading, columns):
    """Rows of the tables between a heading and the next of its level."""
    part = PAGE.split(heading, 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return [row for row in rows if len(row) == columns]


def test_typography_is_french():
    text = re.sub(r"`[^`]*`", "", PAGE)
    assert [line for line in text.splitlines() if set_spaces(line) != line] == []


def tell_criterion(result):
    """Say in French what a criterion gets, and what it calls for."""
    criterion = result.criterion
    if result.score is None:
        return set_spaces(f"{criterion.title} : aucun élément coté, hors de la moyenne.")
    score = format_number(result.score, 2)
    if not criterion.is_imperative:
        return set_spaces(f"{criterion.title} : {score} sur 4.")
    if result.is_met:
        return set_spaces(f"{criterion.title} : {score}, impératif satisfait.")
    below = sum(POINTS.get(each, FULL) < FULL for each in criterion.elements)
    which = "un élément est" if below == 1 else f"{below} éléments sont"
    plan = "il est écrit" if criterion.has_plan else "il n’est pas écrit"
    return set_spaces(
        f"{criterion.title} : {score}, impératif non satisfait, car {which} sous 4. "
        f"Un plan d’actions est exigé : {plan}."
    )


def test_scores_of_the_extract():
    result = compute_assessment(build_example_criteria())
    for text in (ROUNDING_RULE, LETTER_REFUSAL, NOTICE, *READINGS):
        assert text in PAGE
    for mark, label in RATING_LABELS.items():
        written = mark.replace("*", "\\*")
        assert set_spaces(f"- {written} : {label}\n") in PAGE
    for each in result.criteria:
        assert f"- {tell_criterion(each)}\n" in PAGE
    told = {tuple(row) for row in rows_after("## 1. ", 3)}
    for level in (*result.themes, *result.chapters):
        assert level.score is not None
        assert (
            level.label,
            format_number(level.score, 2),
            f"{level.rated} sur {level.total}",
        ) in told


def test_scales_zones_and_ranks():
    matrix = HOME_CARE_MATRIX
    for severity, likelihood in zip(matrix.severity.levels, matrix.likelihood.levels, strict=True):
        row = f"| {severity.rank} | {severity.label} : {severity.help} | {likelihood.label} : "
        assert set_spaces(row + likelihood.help) in PAGE
    lowest = 1
    for zone in matrix.zones:
        assert f"| {zone.label} | {lowest} à {zone.highest} | {zone.duty} |" in PAGE
        lowest = zone.highest + 1
    register = build_example_register().risks
    after = {each.risk.id: each for each in rank_risks(register, matrix, "after")}
    told = rows_after("Neuf risques", 4)[1:10]
    ranked = rank_risks(register, matrix)
    assert len(told) == len(ranked)
    for row, each in zip(told, ranked, strict=True):
        rank = f"{each.rank} (à égalité)" if each.is_tied else str(each.rank)
        assert row == [rank, each.risk.short, tell(each), tell(after[each.risk.id])]
    for remark in (text for risk in register for text in check_risk(risk, matrix)):
        assert f"- {remark}\n" in PAGE


def tell(ranked):
    rating = ranked.rating
    return f"{rating.severity} × {rating.likelihood} = {ranked.criticality}, {ranked.zone.label}"


def test_the_event_and_its_analysis():
    analysis = build_example_analysis()
    for moment in analysis.event.story:
        assert f"- **{moment.when}.** {moment.what}\n" in PAGE
    told = rows_after("## 3. ", 4)
    for factor in analysis.factors:
        family = analysis.method.get(factor.family).label
        evidence = set_spaces(" ; ".join(factor.evidence))
        assert [factor.text, family, "oui" if factor.is_root else "non", evidence] in told
    for barrier in analysis.barriers:
        assert set_spaces(f"- {barrier.text} : {HELD_LABELS[barrier.held]}\n") in PAGE
    for action in analysis.actions:
        strength = STRENGTH_LABELS[action.strength].split(" :")[0]
        assert f"| {action.text} | {strength} | {action.indicator} |" in PAGE
    for label in STRENGTH_LABELS.values():
        assert set_spaces(f"- {label}\n") in PAGE
    assert (
        set_spaces(
            f"rien n’a été écrit : {', '.join(each.label for each in analysis.unused_families)}."
        )
        in PAGE
    )
    for duty in list_duties(analysis.event, BOOK):
        assert f"- {duty.text}\n" in PAGE
    for grid in GRIDS.values():
        assert ", ".join(family.label for family in grid.families) in PAGE


def test_the_remark_on_karim():
    analysis = build_example_analysis()
    factors = tuple(
        factor.model_copy(update={"is_root": factor.is_root or factor.id == "f5"})
        for factor in analysis.factors
    )
    (remark,) = check_analysis(analysis.model_copy(update={"factors": factors}))
    assert f"> {remark.text}\n" in PAGE


def span(values):
    low, high = format_number(min(values), 2), format_number(max(values), 2)
    return low if low == high else f"de {low} à {high}"


@pytest.mark.parametrize(
    ("series", "changes"),
    [
        (build_falls(), ()),
        (build_falls(), (FALLS_CHANGE,)),
        (build_late_visits(), ()),
        (build_delays(), ()),
    ],
)
def test_centres_limits_and_signals(series, changes):
    chart = build_chart(series, changes)
    since = f", limites recalculées à partir d’{chart.points[FALLS_CHANGE].label}"
    kind = KIND_LABELS[series.kind]
    centres = " puis ".join(format_number(each.centre * series.scale, 2) for each in chart.phases)
    high = span([each.upper * series.scale for each in chart.points])
    low = span([each.lower * series.scale for each in chart.points])
    head = set_spaces(
        f"**{series.title}{since if changes else ''}.** {kind[0].upper()}{kind[1:]}. "
        f"Centre : {centres} {series.unit}. Limite haute : {high} ; limite basse : {low}.\n"
    )
    assert head in PAGE
    told = PAGE.split(head)[1].split("\n**")[0]
    signals = list_signals(chart)
    expected = [tell_signal(chart, each) for each in signals] or ["Aucun signal."]
    assert re.findall(r"^- (.+)$", told.split("\n\nLa plus")[0], re.MULTILINE)[
        : len(expected) + len(chart.warnings)
    ] == [*expected, *chart.warnings]


def test_the_rules_and_what_they_do_not_prove():
    for rule in RULES.values():
        assert f"{rule.number}. {rule.label}\n" in PAGE
    assert tell_false_alarms() in PAGE
    assert NOT_A_CAUSE in PAGE
    assert f"| {format_number(D2, 3)} |" in PAGE
    delays = build_chart(build_delays())
    longest = max(delays.points, key=lambda point: point.value)
    assert f"{longest.value:g} heures à la {longest.label}, n’est pas un signal" in PAGE
    low, high = (format_number(x, 2) for x in (longest.lower, longest.upper))
    assert f"de {low} à {high} heures" in PAGE


def test_the_cards():
    card = build_late_card()
    last = next(each for each in build_indicators() if each.card.id == card.id).own.periods[-1]
    assert f"{tell_measured(card, compute_card(card, last.events, last.size))}\n" in PAGE
    for text in check_card(build_bare_card()):
        assert f"- {text}\n" in PAGE
