"""What can be measured of the quality of the items of every bank in the repository.

Whether a distractor is one that good professionals choose is for a reader to judge; these
tests hold what would let a trainee guess, or a copy of the bank drift from the law.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.bank import Bank, load_bank
from coordo_assessments.citations import iter_texts, list_citations
from coordo_assessments.competencies import load_competencies
from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrocItem,
    QrpItem,
)
from coordo_assessments.items_cases import CaseItem
from coordo_assessments.items_judgement import JustifiedItem, TcsItem
from coordo_assessments.markdown import iter_citations
from coordo_assessments.syllabus import load_syllabus
from coordo_simulation.french import set_spaces
from coordo_simulation.references import DateValue, NumberValue, Reference, load_references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coordo_assessments.items import Item, Option

ROOT = Path(__file__).parents[2]
BANK_ROOT = ROOT / "assessments" / "bank"
MODULES = sorted(path.parent.name for path in BANK_ROOT.glob("*/exam"))
KINDS = ("formative", "exam")
BANKS = [(module, kind) for module in MODULES for kind in KINDS]
BOOK = load_references(ROOT / "course" / "references.yml")
SYLLABUS = load_syllabus(ROOT / "course" / "syllabus.yml")
FRAMEWORK = load_competencies(ROOT / "course" / "competencies.yml")

MEETING = date(2025, 3, 12)
CITATION = re.compile(r"\[\[[^\]]*\]\]")
ABSOLUTE = re.compile(
    r"\b(toujours|jamais|aucune?|tous les|toutes les|uniquement|systématiquement|"
    r"en aucun cas|obligatoirement)\b",
    re.IGNORECASE,
)
POINT_MEDIAN = re.compile(r"\w[·•]\w|\w\((?:e|ne|trice)\)|\w\.e\.?s?\b")
BANNED = re.compile(
    r"nos aînés|laquelle de ces affirmations|voir le cours|que signifie le sigle|"
    r"bravo|félicitations",
    re.IGNORECASE,
)


def load(module: str, kind: str) -> Bank:
    return load_bank(BANK_ROOT / module / kind)


def iter_items() -> Iterator[tuple[str, Item]]:
    for module, kind in BANKS:
        for item in load(module, kind).items.values():
            yield f"{module}/{kind}/{item.id}", item


def iter_questions(item: Item) -> Iterator[Item]:
    """The questions of a dossier or a KFP, or the item itself."""
    if isinstance(item, CaseItem):
        yield from (step.question for step in item.steps)
    else:
        yield item


ITEMS = dict(iter_items())
QUESTIONS = {
    f"{name.rpartition('/')[0]}/{question.id}": question
    for name, item in ITEMS.items()
    for question in iter_questions(item)
}


def iter_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def render(text: str) -> str:
    """The text as it is read, citations replaced by their value or label."""
    for reference_id, label in iter_citations(text):
        shown = label or BOOK.get(reference_id).value_text
        text = CITATION.sub(lambda _match, shown=shown: shown, text, count=1)
    return text


def list_options(bank: Bank) -> list[Option]:
    return [
        option
        for item in bank.items.values()
        for question in iter_questions(item)
        if isinstance(question, ChoiceItem)
        for option in question.options
    ]


def list_visible_texts(item: Item) -> list[str]:
    """What a trainee reads before answering."""
    texts = [item.title, item.stem]
    if isinstance(item, ChoiceItem):
        texts += [option.text for option in item.options]
    elif isinstance(item, OrderingItem):
        texts += [element.text for element in item.elements]
    elif isinstance(item, MatchingItem):
        texts += [entry.text for entry in (*item.left, *item.right)]
    elif isinstance(item, TcsItem):
        texts += [item.hypothesis, item.information]
    elif isinstance(item, JustifiedItem):
        texts += [item.statement, *(reason.text for reason in item.reasons)]
    elif isinstance(item, CaseItem):
        for step in item.steps:
            texts += [step.information, *list_visible_texts(step.question)]
    return texts


def list_explanations(item: Item) -> list[str]:
    texts = [item.explanation]
    if isinstance(item, ChoiceItem):
        texts += [option.explanation for option in item.options]
    elif isinstance(item, OrderingItem):
        texts += [element.explanation for element in item.elements]
    elif isinstance(item, MatchingItem):
        texts += [entry.explanation for entry in item.left]
    elif isinstance(item, NumericItem | QrocItem):
        texts += [mistake.explanation for mistake in item.mistakes]
    elif isinstance(item, TcsItem):
        texts += [vote.reason for vote in item.panel]
    elif isinstance(item, JustifiedItem):
        texts += [reason.explanation for reason in item.reasons]
    elif isinstance(item, CaseItem):
        texts += [text for step in item.steps for text in list_explanations(step.question)]
    return texts


def test_there_are_banks_to_read() -> None:
    files = sorted(BANK_ROOT.glob("*/*/*.yml"))
    assert ("m1_regulation", "exam") in BANKS
    assert len(files) >= 8
    assert len(ITEMS) >= 54
    assert {path.parent.name for path in files} == set(KINDS)


def test_module_one_holds_the_promised_items() -> None:
    formative = load("m1_regulation", "formative")
    exam = load("m1_regulation", "exam")
    assert len(formative.items) >= 28
    assert len(exam.items) >= 26
    assert len(formative.themes) >= 4
    assert len(exam.themes) == 4
    formats = {"qru", "qrm", "qrp", "qroc", "numeric", "ordering", "matching", "free_text"}
    assert {item.type for item in exam.items.values()} == formats
    assert {item.type for item in formative.items.values()} == formats | {"tcs", "dossier", "kfp"}
    assert sum(isinstance(item, FreeTextItem) for item in exam.items.values()) == 2


@pytest.mark.parametrize(("module", "kind"), BANKS)
def test_length_does_not_tell_a_right_proposition(module: str, kind: str) -> None:
    options = list_options(load(module, kind))
    right = mean(len(render(option.text)) for option in options if option.correct)
    wrong = mean(len(render(option.text)) for option in options if not option.correct)
    assert abs(right - wrong) / max(right, wrong) <= 0.15, (right, wrong)


@pytest.mark.parametrize("name", [name for name, item in QUESTIONS.items() if item.type == "qru"])
def test_the_key_of_a_qru_does_not_stand_out_by_its_length(name: str) -> None:
    item = QUESTIONS[name]
    assert isinstance(item, ChoiceItem)
    key = next(len(render(option.text)) for option in item.options if option.correct)
    wrong = mean(len(render(option.text)) for option in item.options if not option.correct)
    assert abs(key - wrong) / wrong <= 0.20, (key, wrong)


@pytest.mark.parametrize(("module", "kind"), BANKS)
def test_the_key_is_seldom_the_longest_of_a_qru(module: str, kind: str) -> None:
    items = [item for item in load(module, kind).items.values() if item.type == "qru"]
    longest = [
        item
        for item in items
        if isinstance(item, ChoiceItem)
        and max(item.options, key=lambda option: len(render(option.text))).correct
    ]
    assert items
    assert len(longest) / len(items) <= 0.40, [item.id for item in longest]


@pytest.mark.parametrize(("module", "kind"), BANKS)
def test_the_right_answers_are_spread(module: str, kind: str) -> None:
    items = [item for item in load(module, kind).items.values() if isinstance(item, ChoiceItem)]
    singles = Counter(tuple(item.key) for item in items if item.type == "qru")
    assert max(singles.values()) / singles.total() <= 0.40, singles
    assert len(singles) >= 4
    patterns = Counter(tuple(sorted(item.key)) for item in items if item.type == "qrm")
    assert max(patterns.values()) / patterns.total() <= 0.40, patterns
    assert len({len(pattern) for pattern in patterns}) >= 3, patterns


@pytest.mark.parametrize("name", ITEMS)
def test_every_proposition_and_key_is_explained(name: str) -> None:
    short = [text for text in list_explanations(ITEMS[name]) if len(iter_words(text)) < 8]
    assert not short


@pytest.mark.parametrize("name", ITEMS)
def test_every_item_starts_from_a_situation_and_names_its_source(name: str) -> None:
    item = ITEMS[name]
    assert len(iter_words(item.stem)) >= 25
    assert 2 <= len(item.title.split()) <= 8
    assert list_citations(item) or item.sources


@pytest.mark.parametrize("name", ITEMS)
def test_every_name_of_the_course_is_known(name: str) -> None:
    item = ITEMS[name]
    module_id = name.split("/", maxsplit=1)[0]
    module = next(module for module in SYLLABUS.modules if module.id == module_id)
    assert set(item.objectives) <= {objective.id for objective in module.objectives}
    assert set(item.competencies) <= {entry.id for entry in FRAMEWORK.competencies}
    for reference_id in list_citations(item):
        BOOK.get(reference_id)


@pytest.mark.parametrize("objective", [entry.id for entry in SYLLABUS.modules[0].objectives])
def test_each_objective_of_module_one_is_practised_and_examined(objective: str) -> None:
    for kind in KINDS:
        items = load("m1_regulation", kind).items.values()
        assert sum(objective in item.objectives for item in items) >= 2, kind


def test_an_id_serves_one_item_only() -> None:
    for module in MODULES:
        ids = [item_id for kind in KINDS for item_id in load(module, kind).items]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("module", MODULES)
def test_no_exam_item_retells_a_formative_one(module: str) -> None:
    formative = load(module, "formative").items.values()
    exam = load(module, "exam").items.values()
    for ours in exam:
        grams = iter_grams(ours)
        for theirs in formative:
            shared = grams & iter_grams(theirs)
            assert not shared, (ours.id, theirs.id, shared)
            likeness = SequenceMatcher(
                None, drop_rules(ours.stem), drop_rules(theirs.stem), autojunk=False
            )
            if likeness.quick_ratio() > 0.7:
                assert likeness.ratio() < 0.5, (ours.id, theirs.id)


RULES_OF_A_FORMAT = re.compile(
    r"Associez [^.]*\.|\w+ propositions? de droite [^.]*\.|Rangez[^.]*\."
)


def drop_rules(text: str) -> str:
    return RULES_OF_A_FORMAT.sub("", text)


def iter_grams(item: Item, size: int = 9) -> set[tuple[str, ...]]:
    """Runs of words that a trainee reads; the names of devices are shorter than the runs."""
    grams: set[tuple[str, ...]] = set()
    for text in list_visible_texts(item):
        words = iter_words(drop_rules(text))
        grams |= {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}
    return grams


@pytest.mark.parametrize(("module", "kind"), BANKS)
def test_absolute_words_do_not_betray_wrong_propositions(module: str, kind: str) -> None:
    options = list_options(load(module, kind))
    rates = {
        truth: mean(
            bool(ABSOLUTE.search(option.text)) for option in options if option.correct is truth
        )
        for truth in (True, False)
    }
    assert abs(rates[True] - rates[False]) <= 0.08, rates


@pytest.mark.parametrize("name", QUESTIONS)
def test_weights_are_kept_for_what_matters(name: str) -> None:
    item = QUESTIONS[name]
    if isinstance(item, ChoiceItem):
        weights = [option.weight for option in item.options if option.weight]
        assert len(weights) <= 2
        assert len(set(weights)) == len(weights)


@pytest.mark.parametrize("name", ITEMS)
def test_the_french_is_set_as_french(name: str) -> None:
    for text in iter_texts(ITEMS[name]):
        if text.startswith("http"):
            continue
        assert set_spaces(text) == text
        assert "'" not in text, text
        assert "  " not in text.strip(), text
        assert not re.search(r"[^\s\u202f(\[]«|»\w", text), text
        assert not re.search(r"\d \d{3}\b|\d \d\d\d,", text), text
        assert not re.search(r"\d ?h ?\d\d\b", text), text
        assert not re.search(r"\d\.\d+ ?€", text), text
        assert not POINT_MEDIAN.search(text), text
        assert not BANNED.search(text), text


@pytest.mark.parametrize("name", ITEMS)
def test_a_figure_of_law_is_cited_and_never_spelled(name: str) -> None:
    item = ITEMS[name]
    texts = [*list_visible_texts(item), *list_explanations(item)]
    for reference in BOOK.references:
        if not is_figure_of_law(reference):
            continue
        written = reference.value_text.removesuffix("/h")
        pattern = re.compile(rf"(?<![\d,\u202f]){re.escape(written)}(?!\d)")
        for text in texts:
            assert not pattern.search(CITATION.sub("", text)), (reference.id, text)


def is_figure_of_law(reference: Reference) -> bool:
    """Dates and exact amounts; small whole numbers and percentages may mean something else."""
    value = reference.value
    if isinstance(value, DateValue):
        return True
    return isinstance(value, NumberValue) and value.decimals == 2


@pytest.mark.parametrize(
    "name", [name for name, item in QUESTIONS.items() if isinstance(item, QrocItem)]
)
def test_a_short_answer_is_short(name: str) -> None:
    item = QUESTIONS[name]
    assert isinstance(item, QrocItem)
    assert len(item.accepted) >= 3
    for answer in (*item.accepted, *item.acceptable):
        assert len(answer.split()) <= 7, answer
    assert not set(item.accepted) & set(item.acceptable)


def test_no_exam_item_prints_the_short_answer_of_another() -> None:
    for module in MODULES:
        exam = load(module, "exam").items.values()
        printed = {
            item.id: " ".join(iter_words(" ".join(list_visible_texts(item)))) for item in exam
        }
        for item in exam:
            if not isinstance(item, QrocItem):
                continue
            for answer in map(" ".join, map(iter_words, item.accepted)):
                telling = [other for other, text in printed.items() if f" {answer} " in f" {text} "]
                assert not telling, (item.id, answer, telling)


@pytest.mark.parametrize(
    "name", [name for name, item in ITEMS.items() if isinstance(item, NumericItem)]
)
def test_a_number_names_its_frequent_errors(name: str) -> None:
    item = ITEMS[name]
    assert isinstance(item, NumericItem)
    assert item.unit
    assert len(item.mistakes) >= 3
    assert len({mistake.value for mistake in item.mistakes}) == len(item.mistakes)


@pytest.mark.parametrize(
    "name", [name for name, item in QUESTIONS.items() if isinstance(item, QrpItem)]
)
def test_a_qrp_cannot_be_had_by_ticking_half(name: str) -> None:
    item = QUESTIONS[name]
    assert isinstance(item, QrpItem)
    assert item.expected_count <= len(item.options) / 2


@pytest.mark.parametrize(
    "name", [name for name, item in ITEMS.items() if isinstance(item, FreeTextItem)]
)
def test_a_free_text_is_worth_four_to_six_points(name: str) -> None:
    item = ITEMS[name]
    assert 4 <= item.points <= 6


def figure(reference_id: str) -> Decimal:
    return BOOK.get(reference_id).number


def count_forfait() -> Decimal:
    weeks = {"1": 180, "4": 520, "5": 900, "9": 300}
    return 40 * figure("histo-socle-2024") + sum(
        count * figure(f"histo-groupe-{group}-2024") for group, count in weeks.items()
    )


SOLUTIONS: dict[str, Callable[[], Decimal]] = {
    "la-facture-de-mars": lambda: (Decimal("27.20") - figure("histo-tarif-plancher-2025")) * 32,
    "la-hausse-au-courrier": lambda: (
        Decimal("26.40") * (1 + figure("histo-prix-hausse-2025") / 100)
    ),
    "le-forfait-de-quarante-places": count_forfait,
    "huit-week-ends-oublies": lambda: (
        8 * 41 * (figure("histo-groupe-4-2023") - figure("histo-groupe-2-2023"))
    ),
    "dix-places-de-plus": lambda: figure("histo-place-nouvelle-2025") * 26 / 12,
    "moins-de-places-ou-plus-d-ages": lambda: (
        100 * (1 - figure("ssiad-densite-2019") / figure("ssiad-densite-2018"))
    ),
    "le-dernier-moment-pour-l-audit": lambda: Decimal(4 * 12 - 15 - (4 + 3 + 6 + 5)),
    "demandes-restees-sans-reponse": lambda: 100 * Decimal(62) / (186 - 24),
    "semaines-de-marge": lambda: Decimal(
        (BOOK.get("ssiad-echeance-sad").day - MEETING).days // 7 - (8 + 12 + 6 - 3 + 4)
    ),
}


@pytest.mark.parametrize("item_id", SOLUTIONS)
def test_a_computed_key_follows_from_the_dated_facts(item_id: str) -> None:
    item = next(item for item in ITEMS.values() if item.id == item_id)
    assert isinstance(item, NumericItem)
    step = Decimal(1).scaleb(-item.decimals)
    assert SOLUTIONS[item_id]().quantize(step, ROUND_HALF_UP) == item.value.quantize(step)


def test_every_numeric_item_is_recomputed() -> None:
    """Those that are drawn are recomputed at each draw, by ``test_generators``."""
    drawn = {name for module, kind in BANKS for name in load(module, kind).templates}
    numeric = {item.id for item in ITEMS.values() if isinstance(item, NumericItem)}
    assert numeric - drawn == set(SOLUTIONS)


@pytest.mark.parametrize("name", [name for name, item in ITEMS.items() if item.type == "tcs"])
def test_a_simulated_panel_says_so_disagrees_and_does_not_overturn(name: str) -> None:
    item = ITEMS[name]
    assert isinstance(item, TcsItem)
    assert "Panel simulé à des fins d’exercice" in item.panel_origin
    assert len({vote.expert for vote in item.panel}) == len(item.panel)
    assert len(item.votes) >= 3
    assert max(item.votes.values()) / len(item.panel) <= 0.6
    assert abs(mean(vote.degree for vote in item.panel)) <= 1.2


def test_certainty_is_asked_where_being_sure_and_wrong_harms() -> None:
    asked = [item for item in load("m1_regulation", "formative").items.values() if item.certainty]
    assert len(asked) >= 6
