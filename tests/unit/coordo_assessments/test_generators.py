from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.generators import GENERATORS
from coordo_assessments.generators.model import EFFORT_BANDS, Variant
from coordo_assessments.items import ChoiceItem, NumericItem
from coordo_assessments.items_generated import BankFile
from coordo_assessments.scoring import score_answer
from coordo_assessments.seeded_draw import SeededDraw
from coordo_assessments.variants import VariantError, draw_item, fill_text
from coordo_simulation.french import MONTHS
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from variant_samples import BOOK, PARAMETERS, SHAPES, build_template

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = sorted(GENERATORS)
SEEDS = st.binary(min_size=1, max_size=40)
FEW = settings(max_examples=30, deadline=None)


def draw(name: str, seed: bytes) -> Variant:
    generator = GENERATORS[name]
    parameters = generator.parameters.model_validate(PARAMETERS.get(name, {}))
    return generator.draw(SeededDraw(seed), parameters, BOOK)


def number(variant: Variant, name: str) -> Decimal:
    """Read a value back as the trainee reads it."""
    kept = "".join(mark for mark in variant.values[name] if mark.isdigit() or mark == ",")
    return Decimal(kept.replace(",", "."))


def day(text: str) -> date:
    number_, month, year = text.replace("1er", "1").split("\u00a0")
    return date(int(year), MONTHS.index(month) + 1, int(number_))


def ratings(variant: Variant) -> list[int]:
    return [int(mark) for mark in variant.values["cotes"] if mark.isdigit()]


def recompute_participation(v: Variant) -> Decimal:
    mtp, plan = Decimal("1288.13"), number(v, "plan")
    counted = number(v, "ressources") / Decimal("1.7")
    share = (counted - Decimal("0.725") * mtp) / (Decimal("1.945") * mtp)
    return min(share, Decimal(1)) * plan * Decimal("0.9")


def recompute_excess(v: Variant) -> Decimal:
    ceiling = (Decimal("0.944") * Decimal("1288.13")).quantize(Decimal("0.01"))
    return number(v, "heures") * number(v, "prix") - ceiling


def recompute_package(v: Variant) -> Decimal:
    light = number(v, "personnes-4") * number(v, "semaines-4") * Decimal("112.44")
    heavy = number(v, "personnes-9") * number(v, "semaines-9") * Decimal("270.32")
    return number(v, "places") * Decimal("8684.23") + light + heavy


def recompute_cost(v: Variant) -> Decimal:
    paid = number(v, "equipe") * number(v, "contrat")
    done = paid - number(v, "absences") - number(v, "trajets") - number(v, "reunions")
    return paid * number(v, "cout-employeur").quantize(Decimal("0.01")) / done


def recompute_journeys(v: Variant) -> Decimal:
    visits = number(v, "visites")
    road = (visits - 1) * number(v, "trajet") + 2 * number(v, "acces")
    return 100 * road / (road + visits * number(v, "duree"))


def recompute_demands(v: Variant) -> Decimal:
    waiting = number(v, "demandes") - number(v, "retirees")
    return 100 * (waiting - number(v, "partielles") - number(v, "satisfaites")) / waiting


def recompute_deadline(v: Variant) -> Decimal:
    span = (day(v.values["echeance"]) - day(v.values["aujourd-hui"])).days
    return span - number(v, "relecture") - number(v, "signature")


def recompute_criterion(v: Variant) -> Decimal:
    return Decimal(sum(ratings(v))) / len(ratings(v))


RECOMPUTED: dict[str, Callable[[Variant], Decimal]] = {
    "apa-participation": recompute_participation,
    "apa-au-dela-du-plafond": recompute_excess,
    "ssiad-forfait-de-soins": recompute_package,
    "cout-heure-faite": recompute_cost,
    "part-des-trajets": recompute_journeys,
    "demandes-sans-reponse": recompute_demands,
    "jours-avant-echeance": recompute_deadline,
    "moyenne-de-critere": recompute_criterion,
}


def test_every_generator_is_recomputed_here() -> None:
    assert set(RECOMPUTED) == set(GENERATORS) == set(SHAPES)


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS)
@FEW
def test_the_key_follows_from_the_values_that_the_trainee_reads(name: str, seed: bytes) -> None:
    variant = draw(name, seed)
    assert abs(RECOMPUTED[name](variant) - variant.key) < Decimal("0.01")


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS)
@FEW
def test_the_same_seed_gives_the_same_item(name: str, seed: bytes) -> None:
    template = build_template(name)
    assert draw_item(template, seed, BOOK) == draw_item(template, seed, BOOK)


@pytest.mark.parametrize("name", NAMES)
def test_two_trainees_mostly_get_different_data(name: str) -> None:
    template = build_template(name)
    drawn = [draw_item(template, f"stagiaire-{rank}".encode(), BOOK) for rank in range(60)]
    digests = [one.digest for one in drawn]
    pairs = [(a, b) for rank, a in enumerate(digests) for b in digests[:rank]]
    assert sum(a == b for a, b in pairs) / len(pairs) < 0.02


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS)
@FEW
def test_the_key_earns_all_and_each_named_error_nothing(name: str, seed: bytes) -> None:
    item = draw_item(build_template(name), seed, BOOK).item
    assert isinstance(item, NumericItem)
    typed = f"{item.value:f}".replace(".", ",")
    assert score_answer(item, {"text": typed}).value == 1
    for mistake in item.mistakes:
        assert score_answer(item, {"text": f"{mistake.value:f}"}).value == 0


@pytest.mark.parametrize("name", NAMES)
@given(seed=SEEDS)
@FEW
def test_a_drawn_choice_has_one_key_and_distinct_propositions(name: str, seed: bytes) -> None:
    item = draw_item(build_template(name, "qru"), seed, BOOK).item
    assert isinstance(item, ChoiceItem)
    assert len({option.text for option in item.options}) == len(item.options) == 4
    earned = [score_answer(item, {"options": [option.id]}).value for option in item.options]
    assert sorted(earned) == [0, 0, 0, 1]


def test_the_place_and_the_id_of_a_drawn_key_tell_nothing() -> None:
    template = build_template("moyenne-de-critere", "qru")
    items = [draw_item(template, f"s{rank}".encode(), BOOK).item for rank in range(200)]
    places = [[option.correct for option in item.options].index(True) for item in items]
    assert all(30 <= places.count(place) <= 70 for place in range(4))
    ids = {option.id for item in items for option in item.options}
    assert len(ids) == 800


@pytest.mark.parametrize("name", NAMES)
def test_effort_stays_in_a_band(name: str) -> None:
    efforts = {draw(name, f"s{rank}".encode()).effort for rank in range(200)}
    assert any(low <= min(efforts) and max(efforts) <= high for low, high in EFFORT_BANDS.values())


def test_draws_do_not_change_with_python() -> None:
    """Papers are rebuilt years later: a change here makes every old release ungradable."""
    chance = SeededDraw(b"graine")
    assert [chance.below(100) for _ in range(8)] == GOLDEN_DRAWS
    assert SeededDraw(b"graine").shuffle("abcdef") == GOLDEN_ORDER
    item = draw_item(build_template("cout-heure-faite"), b"graine", BOOK).item
    assert isinstance(item, NumericItem)
    assert item.value == GOLDEN_VALUE


GOLDEN_DRAWS = [29, 30, 42, 10, 68, 83, 99, 8]
GOLDEN_ORDER = ("d", "a", "e", "b", "c", "f")
GOLDEN_VALUE = Decimal("28.00")


@given(st.integers(1, 10_000), SEEDS)
def test_a_draw_stays_below_its_bound(bound: int, seed: bytes) -> None:
    assert 0 <= SeededDraw(seed).below(bound) < bound


def test_draws_are_even() -> None:
    chance = SeededDraw(b"equilibre")
    counts = [0] * 7
    for _ in range(7000):
        counts[chance.below(7)] += 1
    assert all(900 < count < 1100 for count in counts)


def test_values_are_written_the_french_way() -> None:
    item = draw_item(build_template("cout-heure-faite", stem="{{total}}"), b"x", BOOK).item
    whole, _, cents = item.stem.partition(",")
    assert "\u202f" in whole
    assert cents.endswith("\u00a0€")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stem": "Avec {{revenu}} ?"}, "revenu"),
        ({"mistakes": [{"error": "inconnue", "explanation": "Non."}]}, "inconnue"),
    ],
)
def test_a_template_that_asks_what_is_not_given_is_refused(
    changes: dict[str, object], told: str
) -> None:
    with pytest.raises(VariantError, match=told):
        draw_item(build_template("cout-heure-faite", **changes), b"x", BOOK)


def test_a_text_without_places_is_left_alone() -> None:
    assert fill_text("Rien ici.", {}) == "Rien ici."


@pytest.mark.parametrize(
    ("generator", "told"),
    [
        ({"name": "os-system"}, "un générateur parmi"),
        ({"name": "cout-heure-faite", "parameters": {"code": "import os"}}, "aucune clé"),
        ({"name": "apa-participation", "parameters": {}}, "on"),
    ],
)
def test_yaml_names_a_generator_and_holds_no_code(generator: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        build_template("cout-heure-faite", generator=generator)


def test_a_written_item_stays_a_written_item() -> None:
    with pytest.raises(ValidationError):
        BankFile.model_validate({"theme": "T", "items": [{"id": "a", "type": "numeric"}]})
