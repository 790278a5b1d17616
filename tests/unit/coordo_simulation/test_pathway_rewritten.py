"""The rules of docs/modeles/pathway.md written a second time, in one flat loop, and compared.

Nothing of the model is used but its data (needs, shares, parameters) and its luck, so that a rule
that changes on one side only is seen, whatever the tables of the page say.
"""

from __future__ import annotations

from math import floor

import pytest
from coordo_simulation.chance import draw
from coordo_simulation.pathway import ACTIONS, MonthlyHours
from coordo_simulation.pathway_example import EXAMPLE, PLANS
from coordo_simulation.pathway_life import simulate_life
from coordo_simulation.pathway_rules import DECLARATION
from coordo_simulation.pathway_week import PathwayModel
from hypothesis import given, settings
from hypothesis import strategies as st

INTERRUPTED = {
    "sortie": {"aide", "soins"},
    "droits": {"aide"},
    "epuisement": {"fille"},
    "absence": {"aide"},
    "information": {"medecin"},
}
SHARES = {
    actor.id: {cover.domain: cover.share for cover in actor.covers} for actor in EXAMPLE.actors
}
VISITS = {actor.id: actor.visits for actor in EXAMPLE.actors}
CARER_LAST = ("aide", "soins", "medecin", "accueil", "sociale", "fille")


def cover(week, coming):
    """What nobody covers in health, and what falls on the daughter."""
    needs, carried = {}, 0.0
    for need in EXAMPLE.needs:
        if need.week <= week:
            needs[need.domain] = need.level
    for actor in CARER_LAST:
        for domain, share in SHARES[actor].items() if actor in coming else ():
            if actor == "fille" and domain in {"sante", "autonomie"}:
                carried += needs[domain] * share
            needs[domain] *= 1 - share
    return needs["sante"], carried


def relive(monthly, seed, p):
    """Yield what each week of a life begins with: strain, information, days, hours, hazards."""
    total = sum(monthly.values()) * 12 / 52
    strain, information, days, since = 35.0, 35.0, 4, 999
    going_on, left = {}, {"sociale": 4.0, "accueil": 6.0}  # hours before each begins
    for week in range(EXAMPLE.weeks):
        there = {"fille", "aide", "soins", "medecin"} | {each for each in left if left[each] <= 0}
        away = {actor for kind in going_on for actor in INTERRUPTED[kind]} & there
        unmet, carried = cover(week, there - away)
        home = 1 - min(7, days) / 7
        known = {kind: each for kind, each in going_on.items() if each["known"] <= week}
        repair = min(total, sum(each["hours"] for each in known.values()))
        kept = 1 - repair / total if total else 0
        dose = {a: h * kept / (h * kept + p["half-hours"]) for a, h in monthly.items()}
        is_home, silence = days == 0, 1 - information / 100
        raised = {
            "hopital": is_home
            * (1 + p["health-effect"] * unmet / 100)
            * (p["after-discharge"] if since <= 4 else 1),
            "sortie": 0 < days <= 7,
            "droits": p["renewal-factor"] if week == 26 else 1,
            "epuisement": is_home * (1 + p["strain-effect"] * strain / 100),
            "absence": is_home,
            "information": is_home * (1 + p["silence-effect"] * silence),
        }
        against = {
            "sortie": "sorties",
            "droits": "echeances",
            "epuisement": "aidant",
            "absence": "remplacements",
            "information": "transmissions",
        }
        hazards = {}
        for kind, factor in raised.items():
            action = against.get(kind)
            spared = p[f"effect-{action}"] * dose[action] if action else 0
            chance = min(0.95, p[f"hazard-{kind}"] * factor) * (1 - spared)
            hazards[kind] = 0 if kind in going_on else chance
        lost = sum(VISITS[actor] for actor in away) * home
        yield strain, information, min(7, days), repair, lost, hazards
        # what comes of it
        happened = [kind for kind in hazards if draw(seed, f"pathway/{kind}", week) < hazards[kind]]
        broken = [kind for kind in happened if kind != "hopital"]
        for kind, each in list(going_on.items()):
            spent = min(repair, each["hours"]) if kind in known else 0
            repair -= spent
            each["hours"] -= spent
            if (kind in known and each["hours"] <= 0) or week - each["week"] >= p["self-repair"]:
                del going_on[kind]
        late = floor(p["silence-weeks"] * silence) if total else 10_000
        for kind in broken:
            going_on[kind] = {"week": week, "hours": p["repair-hours"], "known": week + 1 + late}
        setup = monthly["mise_en_place"] * 12 / 52 * kept
        for each in ("sociale", "accueil"):
            spent = min(setup, left[each])
            left[each] -= spent
            setup -= spent
        rest = p["strain-rest"] * (1 + p["relief"] * dose["aidant"])
        change = p["strain-load"] * carried / 100 * home + p["rupture-strain"] * len(broken)
        strain = min(100, max(0, strain * (1 - rest) + change))
        gain = p["informal-gain"] + p["information-gain"] * dose["transmissions"]
        lost_news = p["information-decay"] * information + p["rupture-information"] * len(broken)
        information = min(100, max(0, information + gain * (100 - information) - lost_news))
        since = 1 if 0 < days <= 7 else since + 1
        days = max(0, days - 7)
        if "hopital" in happened:
            spread = 1 + p["stay-spread"] * (2 * draw(seed, "pathway/stay", week) - 1)
            days = max(1, floor(p["stay-days"] * spread + 0.5))


def check(hours, seed, changed):
    model = PathwayModel(EXAMPLE, hours, changed)
    life = simulate_life(model, seed)
    relived = relive(hours.by_action, seed, model.values)
    for week, (strain, information, days, repair, lost, hazards) in zip(
        life.weeks, relived, strict=True
    ):
        assert week.state.strain == pytest.approx(strain, abs=1e-7)
        assert week.state.information == pytest.approx(information, abs=1e-7)
        assert week.hospital_days == days
        assert week.spending.repair == pytest.approx(repair, abs=1e-9)
        assert week.visits_lost == pytest.approx(lost, abs=1e-9)
        assert week.hazards == pytest.approx(hazards, abs=1e-9)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_lives_of_the_example_are_those_of_the_rules_written_again(plan):
    for seed in range(1, 21):
        check(plan.hours, seed, {})


@settings(max_examples=40, deadline=None)
@given(
    hours=st.builds(MonthlyHours, **{a: st.sampled_from((0, 1, 3, 9)) for a in ACTIONS}),
    changed=st.fixed_dictionaries(
        {},
        optional={
            each.id: st.sampled_from((each.minimum, (each.minimum + each.value) / 2, each.maximum))
            for each in DECLARATION.parameters
        },
    ),
    seed=st.integers(0, 10**6),
)
def test_lives_under_any_parameters_are_those_of_the_rules_written_again(hours, changed, seed):
    check(hours, seed, changed)


def test_without_hazard_nothing_happens_and_one_week_is_a_story():
    none = {each.id: 0.0 for each in DECLARATION.parameters if each.id.startswith("hazard-")}
    life = simulate_life(PathwayModel(EXAMPLE, MonthlyHours(), none), 1)
    assert (life.events, life.ruptures, life.hospital_days) == ((), (), EXAMPLE.hospital_days)
    short = EXAMPLE.model_copy(update={"weeks": 1, "plan": (), "renewals": ()})
    life = simulate_life(PathwayModel(short, PLANS[1].hours), 1)
    assert len(life.weeks) == 1
    assert life.done == {}
    assert life.weeks[0].spending.unused == pytest.approx(2 * 12 / 52)  # no plan to set up
