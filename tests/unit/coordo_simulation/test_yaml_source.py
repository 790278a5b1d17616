"""A fault of content is named by file, line, key, value and expectation, in French."""

from __future__ import annotations

import pytest
from coordo_simulation.references import ReferenceBook, load_references
from coordo_simulation.yaml_source import ContentError, ContentErrors, load_yaml, parse_model
from pydantic import BaseModel, Field

GOOD = """\
references:
  - id: "delai"
    label: "Délai"
    value: {kind: "number", number: "24.58", unit: "€/h", decimals: 2}
    valid_from: 2025-01-01
    sources: [{title: "Code"}]
    checked_on: 2026-11-22
    confidence: "haute"
"""


@pytest.fixture
def write(tmp_path):
    def _write(text: str):
        path = tmp_path / "fichier.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def faults_of(path):
    with pytest.raises(ContentErrors) as caught:
        load_references(path)
    return caught.value.errors


def test_a_good_file_is_read(write):
    book = load_references(write(GOOD))
    assert book.get("delai").value_text == "24,58\u00a0€/h"


def test_every_fault_is_told_at_once_in_the_order_of_the_file(write):
    text = GOOD.replace('"haute"', '"forte"').replace("label", "libelle")
    faults = faults_of(write(text))
    assert [(fault.line, fault.key) for fault in faults] == [
        (2, "references.0.label"),
        (3, "references.0.libelle"),
        (8, "references.0.confidence"),
    ]
    assert "fichier.yml:8" in str(faults[2])
    assert "'haute', 'moyenne' ou 'basse'" in str(faults[2])


def test_a_misspelt_key_is_refused(write):
    faults = faults_of(write(GOOD + '    notte: "x"\n'))
    assert faults[0].line == 9
    assert "faute de frappe" in faults[0].expected


def test_a_duplicate_key_is_refused_with_its_line(write):
    with pytest.raises(ContentError, match="une seule fois") as caught:
        load_yaml(write(GOOD + '    label: "Autre"\n'))
    assert caught.value.line == 9


def test_yaml_one_two_keeps_no_and_times_as_texts(write):
    data = load_yaml(write("a: no\nb: 12:30\n")).data
    assert (data["a"], data["b"]) == ("no", "12:30")


def test_a_missing_file_and_a_latin_one_are_told(tmp_path):
    with pytest.raises(ContentError, match="existant"):
        load_yaml(tmp_path / "absent.yml")
    latin = tmp_path / "latin.yml"
    latin.write_bytes("a: 1\nb: «é»\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"latin\.yml:2.*UTF-8"):
        load_yaml(latin)


def test_a_fault_inside_a_list_does_not_also_blame_the_list(write):
    faults = faults_of(write(GOOD.replace('title: "Code"', 'titre: "Code"')))
    assert {fault.key for fault in faults} == {
        "references.0.sources.0.title",
        "references.0.sources.0.titre",
    }


def test_doubles_are_refused(write):
    body = GOOD + GOOD.removeprefix("references:\n")
    with pytest.raises(ContentErrors, match="en double"):
        parse_model(ReferenceBook, load_yaml(write(body)))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("titre: La sortie : du vendredi\n", 1, "un seul « clé : valeur » par ligne"),
        ("a:\n\t- b\n", 2, "des espaces au début des lignes, et non une tabulation"),
        ('a: "Quat"orze"\n', 1, "le même retrait que les lignes sœurs"),
        ("a: [1, 2\nb: 3\n", 2, "le crochet « ] » qui ferme la liste"),
        ("a: {b: 1\nc: 2\n", 2, "l’accolade « } » qui ferme les clés"),
        ('a: 1\nb: "x\n', 3, "un guillemet qui ferme le texte"),
        ("a: *b\n", 1, "« *b » est un renvoi à rien"),
        ("a: @x\n", 1, "autre chose que « @ » au début"),
        ("a: 1\n---\nb: 2\n", 2, "un seul document"),
        ("a: 1\n\na: 2\n", 3, "une clé donnée une seule fois"),
        ("a: 1\nb: [x, {c: 2025-13-10}]\n", 2, "une date du calendrier, AAAA-MM-JJ"),
        ("a: 2025-02-30\n", 1, "une date du calendrier"),
        ("a: \x07\n", None, "un texte sans caractère de commande"),
    ],
)
def test_bad_yaml_is_told_in_french_with_its_line(tmp_path, text, line, expected):
    path = tmp_path / "essai.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_yaml(path)
    assert caught.value.line == line
    assert expected in caught.value.expected


def test_a_pattern_and_a_bound_are_told_in_words(tmp_path):
    class Small(BaseModel):
        id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
        share: float = Field(ge=0.0, le=0.5)

    path = tmp_path / "essai.yml"
    path.write_text('id: "Émile"\nshare: 2\n', encoding="utf-8")
    with pytest.raises(ContentErrors) as caught:
        parse_model(Small, load_yaml(path))
    told = str(caught.value)
    assert "des minuscules sans accent, des chiffres et des tirets" in told
    assert "un nombre inférieur ou égal à 0,5" in told
