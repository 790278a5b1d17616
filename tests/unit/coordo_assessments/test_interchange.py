"""Items to Moodle and back: nothing dropped in silence, files that Moodle's rules accept."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import moodle_reading
import pytest
from coordo_assessments.bank import load_bank
from coordo_assessments.interchange.draft import TO_WRITE
from coordo_assessments.interchange.fractions_of_moodle import LISTED, divide, find_nearest
from coordo_assessments.interchange.from_moodle import Defaults, import_question, slugify
from coordo_assessments.interchange.gift import read_gift, write_gift
from coordo_assessments.interchange.html_to_markdown import convert_html
from coordo_assessments.interchange.moodle_rules import find_faults
from coordo_assessments.interchange.moodle_xml import (
    UnreadableQuizError,
    parse_xml,
    read_xml,
    write_xml,
)
from coordo_assessments.interchange.question import MoodleAnswer, MoodleQuestion, MoodleQuiz
from coordo_assessments.interchange.to_moodle import export_item
from coordo_assessments.markdown import render_plain
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references
from hypothesis import given, settings
from hypothesis import strategies as st
from item_samples import BOOK, NUMERIC, QRM, QRU, SAMPLES, build_item

if TYPE_CHECKING:
    from coordo_assessments.interchange.question import Loss
    from coordo_assessments.items import Item

PROJECT = Path(__file__).parents[3]
DEFAULTS = Defaults(("m1-o1",), ("c-1",))
CARRIED = ("qru", "qrm", "qrp", "qrpl", "qroc", "numeric", "matching", "classification")
RICH = "Un **gras**, { accolades } = # ~ : \\ % <b> & « cité » ?\n\n- une ligne\n- deux"


@cache
def load_all() -> tuple[tuple[Item, ...], Any]:
    book = load_references(PROJECT / "course" / "references.yml")
    banks = sorted((PROJECT / "assessments" / "bank").glob("*/*"))
    items = [
        item for folder in banks if folder.is_dir() for item in load_bank(folder).items.values()
    ]
    return tuple(items), book


def travel(item: Item, book: Any, form: str) -> tuple[Item | None, tuple[Loss, ...]]:
    """Send an item through a file, and read it back."""
    question, losses = export_item(item, book)
    if question is None:
        return None, losses
    quiz = MoodleQuiz("Thème", (question,))
    if form == "xml":
        back = read_xml(write_xml(quiz))
    else:
        text, more = write_gift(quiz)
        back, losses = read_gift(text), (*losses, *more)
    if not back.questions:
        return None, losses
    found, imported = import_question(back.questions[0], DEFAULTS)
    return found, (*losses, *back.losses, *imported)


def list_changes(before: Item, after: Item, book: Any) -> set[str]:
    """Keys of the YAML whose content is not the same, typography and cited values aside."""
    first, second = flatten(before.model_dump(), book), flatten(after.model_dump(), book)
    return {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}


def flatten(node: Any, book: Any, path: str = "") -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    if isinstance(node, dict):
        for key, child in node.items():
            for deep, values in flatten(child, book, f"{path}.{key}".strip(".")).items():
                found.setdefault(deep, []).extend(values)
    elif isinstance(node, list | tuple):
        for child in node:
            for deep, values in flatten(child, book, path).items():
                found.setdefault(deep, []).extend(values)
    elif isinstance(node, str):
        found[path] = [set_spaces(render_plain(node.strip(), book))]
    elif node is not None:
        found[path] = [node]
    return found


def is_named(change: str, losses: tuple[Loss, ...]) -> bool:
    fields = {loss.field for loss in losses if not loss.is_recovered}
    top = change.partition(".")[0]
    if top in {"sources", "explanation"} and "sources" in fields:
        return True  # sources become text at the end of the feedback
    if top == "references" and "références" in fields:
        return True  # what a text cited becomes a reference of the item
    return any(field and (field.split(".")[0] == top) for field in fields)


@pytest.mark.parametrize("form", ["xml", "gift"])
def test_every_item_of_the_banks_travels_or_says_what_it_lost(form: str) -> None:
    items, book = load_all()
    assert len(items) > 50
    carried = 0
    for item in items:
        back, losses = travel(item, book, form)
        if back is None:
            assert any("non exporté" in str(loss) or "non importé" in str(loss) for loss in losses)
            continue
        carried += 1
        unnamed = {c for c in list_changes(item, back, book) if not is_named(c, losses)}
        assert not unnamed, (item.id, unnamed)
    assert carried > len(items) * 0.7


@pytest.mark.parametrize("form", ["xml", "gift"])
@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_format_travels_or_says_what_it_lost(kind: str, form: str) -> None:
    item = build_item(**{**SAMPLES[kind], "id": "un-item"})
    back, losses = travel(item, BOOK, form)
    if back is None:
        assert any("non exporté" in loss.reason or "non importé" in loss.reason for loss in losses)
        return
    unnamed = {c for c in list_changes(item, back, BOOK) if not is_named(c, losses)}
    assert not unnamed
    assert back.type == kind


@pytest.mark.parametrize("kind", CARRIED)
@pytest.mark.parametrize("form", ["xml", "gift"])
def test_marks_of_both_formats_in_a_text_come_back(kind: str, form: str) -> None:
    item = build_item(**{**SAMPLES[kind], "id": "un-item", "stem": RICH, "explanation": RICH})
    back, _losses = travel(item, BOOK, form)
    assert back is not None
    assert set_spaces(back.stem) == set_spaces(RICH)
    assert set_spaces(back.explanation) == set_spaces(RICH)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1)
)
@settings(deadline=None, max_examples=150)
def test_any_text_survives_both_formats(text: str) -> None:
    stem = f"A {text} Z"
    item = build_item(**{**QRU, "id": "un-item", "stem": stem.replace("[[", "[ [")})
    for form in ("xml", "gift"):
        back, _losses = travel(item, BOOK, form)
        assert back is not None
        expected = set_spaces(item.stem)
        expected = expected.replace("->", "→") if form == "gift" else expected
        assert squeeze(back.stem) == squeeze(expected)


def squeeze(text: str) -> str:
    """XML turns every line end into one kind; GIFT keeps lines only by its own escape."""
    return " ".join(text.split())


def test_the_second_journey_changes_nothing_more() -> None:
    for kind in (*CARRIED, "ordering"):
        item = build_item(**{**SAMPLES[kind], "id": "un-item"})
        once, _losses = travel(item, BOOK, "xml")
        assert once is not None
        twice, _losses = travel(once, BOOK, "xml")
        assert twice == once


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("qrm", ["discordances", "indispensable", "inacceptable"]),
        ("qrp", ["coches", "indispensable", "inacceptable"]),
        ("qrpl", ["coches"]),
        ("qroc", ["accent"]),
        ("ordering", ["Kendall"]),
        ("matching", ["chaque paire"]),
        ("tcs", ["votes"]),
        ("free_text", ["grille"]),
        ("dossier", ["retour en arrière"]),
        ("kfp", ["trois questions"]),
        ("zone", ["clavier"]),
    ],
)
def test_what_moodle_cannot_do_is_named(kind: str, words: list[str]) -> None:
    _question, losses = export_item(build_item(**{**SAMPLES[kind], "id": "un-item"}), BOOK)
    told = " ".join(str(loss) for loss in losses)
    assert all(word in told for word in words), told


def test_cited_facts_are_frozen_and_said_so() -> None:
    question, losses = export_item(build_item(**{**QRU, "id": "un-item"}), BOOK)
    assert question is not None
    assert "24,58" in question.text
    assert "[[" not in question.text
    assert any(loss.field == "références" for loss in losses)
    assert "coordo:reference=plancher" in question.tags


def test_our_xml_keeps_moodles_rules_for_every_item_of_the_banks() -> None:
    items, book = load_all()
    questions = [question for item in items if (question := export_item(item, book)[0])]
    text = write_xml(MoodleQuiz("Module 1", tuple(questions)))
    assert find_faults(parse_xml(text)) == []


def test_an_independent_reader_finds_the_same_in_our_xml() -> None:
    items, book = load_all()
    questions = [question for item in items if (question := export_item(item, book)[0])]
    seen = moodle_reading.read_xml(write_xml(MoodleQuiz("Module 1", tuple(questions))))
    assert len(seen) == len(questions)
    for ours, theirs in zip(questions, seen, strict=True):
        assert_same(ours, theirs)
        assert theirs["grade"] == float(ours.grade)
        assert theirs["tags"] == list(ours.tags)


def test_an_independent_reader_finds_the_same_in_our_gift() -> None:
    items, book = load_all()
    exported = [question for item in items if (question := export_item(item, book)[0])]
    questions = [question for question in exported if question.kind != "ordering"]
    seen = moodle_reading.read_gift(write_gift(MoodleQuiz("Module 1", tuple(exported)))[0])
    assert len(seen) == len(questions)
    for ours, theirs in zip(questions, seen, strict=True):
        assert_same(ours, theirs)
        assert theirs["tags"] == list(ours.tags)


def assert_same(ours: MoodleQuestion, theirs: dict[str, Any]) -> None:
    assert theirs["type"] == ours.kind
    assert theirs["name"] == ours.name
    assert theirs["idnumber"] == ours.idnumber
    assert squeeze(theirs["text"]) == squeeze(ours.text)
    assert theirs["format"] == "markdown"
    assert len(theirs["answers"]) == len(ours.answers)
    if ours.kind == "multichoice":
        assert theirs["single"] == ours.is_single
    for mine, other in zip(ours.answers, theirs["answers"], strict=True):
        expected = mine.fraction / 100
        assert other["fraction"] == pytest.approx(float(expected))
        assert squeeze(other["feedback"]) == squeeze(mine.feedback)
        assert squeeze(other["text"]).startswith(squeeze(mine.text))
    assert [tuple(map(squeeze, pair)) for pair in theirs.get("pairs", [])] == [
        tuple(map(squeeze, pair)) for pair in ours.pairs
    ]


def test_moodles_own_score_of_a_key_is_full_and_of_an_unacceptable_tick_is_zero() -> None:
    """Moodle adds the fractions of what is ticked, between 0 and 100."""
    items, book = load_all()
    for item in (*items, build_item(**{**QRM, "id": "un-item"})):
        question, _losses = export_item(item, book if item in items else BOOK)
        if question is None or question.kind != "multichoice" or question.is_single:
            continue
        gained = sum(answer.fraction for answer in question.answers if answer.fraction > 0)
        assert gained == pytest.approx(Decimal(100), abs=Decimal("0.01"))
        everything = sum(answer.fraction for answer in question.answers)
        if any(answer.fraction < 0 for answer in question.answers):
            assert everything <= Decimal("0.01") or item.type in {"qrp", "qrpl"}
        for option, answer in zip(item.options, question.answers, strict=True):
            if option.weight == "inacceptable":
                assert answer.fraction == -100


@pytest.mark.parametrize("count", range(1, 11))
def test_shares_are_percents_that_moodle_lists(count: int) -> None:
    share = divide(count)
    assert find_nearest(share) == pytest.approx(share, abs=Decimal("0.001"))
    assert len(LISTED) == 41


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Domicile</text></category></question>
  <question type="multichoice">
    <name><text>Qui décide ?</text></name>
    <questiontext format="html"><text><![CDATA[<p>Madame <b>A.</b> refuse.</p><ul><li>un</li>
      <li>deux</li></ul><img src="@@PLUGINFILE@@/a.png">]]></text>
      <file name="a.png" path="/" encoding="base64">AAAA</file></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>2.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
    <single>true</single><shuffleanswers>true</shuffleanswers>
    <correctfeedback format="html"><text>Bravo</text></correctfeedback>
    <answer fraction="100" format="html"><text><![CDATA[<p>Elle</p>]]></text>
      <feedback format="html"><text>Oui.</text></feedback></answer>
    <answer fraction="0" format="html"><text>Lui</text></answer>
    <answer fraction="0" format="html"><text>Vous</text></answer>
    <answer fraction="0" format="html"><text>Le maire</text></answer>
    <hint format="html"><text>Pensez à la loi</text></hint>
    <tags><tag><text>droits</text></tag></tags>
  </question>
  <question type="truefalse"><name><text>VF</text></name>
    <questiontext><text>?</text></questiontext></question>
  <question type="multichoice"><name><text>Court</text></name>
    <questiontext><text>?</text></questiontext><single>true</single>
    <answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>
  </question>
  <question type="shortanswer"><name><text>Sigle</text></name>
    <questiontext format="html"><text>Sigle du service&#160;?</text></questiontext>
    <answer fraction="100"><text>SAD</text></answer>
    <answer fraction="25"><text>SSIAD</text></answer>
    <answer fraction="0"><text>*</text></answer></question>
</quiz>"""


def test_a_foreign_file_is_read_and_all_that_is_left_is_named() -> None:
    quiz = read_xml(FOREIGN)
    assert quiz.category == "Domicile"
    results = [import_question(question, DEFAULTS) for question in quiz.questions]
    choice, told = results[0]
    assert choice is not None
    assert choice.type == "qru"
    assert choice.points == 2
    assert choice.stem == "Madame **A.** refuse.\n\n- un\n- deux"
    assert choice.options[0].explanation == "Oui."
    assert choice.options[1].explanation.startswith(TO_WRITE)
    words = " ".join(str(loss) for loss in told)
    named = ("fichier joint", "<img>", "<correctfeedback>", "<hint>", "droits", "objectif")
    for expected in (*named, "options.b.explanation", "sources"):
        assert expected in words, expected
    assert results[1][0] is None
    assert "vrai ou faux" in str(results[1][1][0])
    assert results[2][0] is None
    assert any("non importé, attendu" in str(loss) for loss in results[2][1])
    short, told = results[3]
    assert short is not None
    assert (short.accepted, short.acceptable) == (("SAD",), ("SSIAD",))
    words = " ".join(str(loss) for loss in told)
    assert "joker" in words
    assert "25" in words


def test_a_foreign_gift_file_is_read() -> None:
    text = """// commentaire
$CATEGORY: $course$/top/Divers

::Durée:: Combien de mois\\: au plus ? {#=%100%5:0#ok =%0%12:1#trop ~#Relisez.}

Qui finance l'aide ? {
=Le département#oui
~L'État ~La commune ~%50%L'agence#en partie
}

::Paires::Associez.{=un -> A =deux -> B =trois -> A}

Sans réponse {

{}  // jamais

::Texte:: Racontez. {}
"""
    quiz = read_gift(text)
    kinds = [question.kind for question in quiz.questions]
    assert kinds[:3] == ["numerical", "multichoice", "matching"]
    assert any("accolades" in loss.reason for loss in quiz.losses)
    number, told = import_question(quiz.questions[0], DEFAULTS)
    assert number is not None
    assert (number.value, number.mistakes[0].value) == (5, 12)
    assert "toute autre réponse" in " ".join(map(str, told))
    choice, told = import_question(quiz.questions[1], DEFAULTS)
    assert choice is not None
    assert choice.title.startswith("Qui finance")
    assert any("en partie justes" in str(loss) for loss in told)
    matching, _told = import_question(quiz.questions[2], DEFAULTS)
    assert matching is not None
    assert len(matching.right) == 2
    assert not {entry.id for entry in matching.left} & {entry.id for entry in matching.right}


@pytest.mark.parametrize("count", range(3, 9))
def test_made_up_ids_tell_neither_the_order_nor_the_pairs(count: int) -> None:
    answers = tuple(MoodleAnswer(f"étape {n}", Decimal(n)) for n in range(1, count + 1))
    found, _told = import_question(
        MoodleQuestion("ordering", "Ordre", "Rangez.", answers=answers), DEFAULTS
    )
    assert found is not None
    assert list(found.key) != sorted(found.key)
    pairs = tuple((f"g{n}", f"d{n}") for n in range(count))
    found, _told = import_question(
        MoodleQuestion("matching", "Paires", "Associez.", pairs=pairs), DEFAULTS
    )
    assert found is not None
    lefts = [entry.id.removeprefix("gauche-") for entry in found.left]
    rights = [entry.match.removeprefix("droite-") for entry in found.left]
    assert lefts != rights


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<quiz>", "ligne 1"),
        ("<autre/>", "<quiz>"),
        ('<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>', "DOCTYPE"),
        ("pas du XML", "XML illisible"),
    ],
)
def test_what_is_not_moodles_is_refused_in_french(text: str, words: str) -> None:
    with pytest.raises(UnreadableQuizError, match=words):
        read_xml(text)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("<single>true</single>", "<single>oui</single>", "<single> vaut"),
        ('fraction="100"', 'fraction="77"', "pourcentage"),
        ('fraction="100"', 'fraction="50"', "aucune réponse à 100"),
        ('type="multichoice"', 'type="inconnu"', "type inconnu"),
        ("<hidden>0</hidden>", "<caché>0</caché>", "n’a pas de place"),
        ('format="markdown"', 'format="rtf"', "format de texte"),
        ("<defaultgrade>1</defaultgrade>", "<defaultgrade>un</defaultgrade>", "pas un nombre"),
    ],
)
def test_the_validation_can_fail(before: str, after: str, words: str) -> None:
    question, _losses = export_item(build_item(**{**QRU, "id": "un-item"}), BOOK)
    assert question is not None
    text = write_xml(MoodleQuiz("", (question,)))
    assert before in text
    spoilt = parse_xml(text.replace(before, after))
    assert any(words in fault for fault in find_faults(spoilt))


def test_html_keeps_its_sense_and_names_the_rest() -> None:
    text, lost = convert_html(
        '<h2>Titre</h2><p>Un <em>mot</em>,<br>puis <a href="https://a.fr">là</a>.</p>'
        "<ol><li>a</li><li>b</li></ol><table><tr><td>x</td></tr></table>"
        "<script>alert(1)</script>"
    )
    assert text.startswith("Titre\n\nUn *mot*,\npuis [là](https://a.fr).\n\n1. a\n2. b")
    assert set(lost) >= {"table", "script"}
    assert "alert" not in text


@pytest.mark.parametrize(
    ("text", "slug"),
    [("L’œuvre d’Élodie !", "l-oeuvre-d-elodie"), ("???", ""), ("déjà vu", "deja-vu")],
)
def test_ids_are_made_of_names(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_number_keeps_its_unit_and_tolerance_in_xml() -> None:
    item = build_item(**{**NUMERIC, "id": "un-item"})
    back, _losses = travel(item, BOOK, "xml")
    assert back is not None
    assert (back.unit, back.tolerance, back.decimals, back.value) == (
        "€",
        Decimal("0.5"),
        1,
        Decimal("1234.5"),
    )
