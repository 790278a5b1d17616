"""An item that cannot be scored, or that gives its key away, is refused when it is read."""

from __future__ import annotations

import pytest
from coordo_assessments.bank import load_bank
from coordo_simulation.yaml_source import ContentErrors
from item_samples import MATCHING, NUMERIC, ORDERING, QRM, QRP, QRU, SAMPLES, build_item, option


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_each_sample_is_valid(kind):
    assert build_item(**SAMPLES[kind]).type == kind


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({**QRU, "options": [option(n, correct=True) for n in "abcd"]}, "une seule"),
        ({**QRM, "options": [option(n, correct=False) for n in "abcd"]}, "au moins une"),
        ({**QRU, "options": QRU["options"][:3]}, "at least 4"),
        ({**QRP, "expected_count": 2}, "expected_count"),
        ({**QRM, "options": [option("a", correct=True)] * 4}, "en double"),
        ({**NUMERIC, "mistakes": [{"value": "1234.6", "explanation": "x"}]}, "hors de la tol"),
        (
            {
                **ORDERING,
                "elements": [{**e, "id": f"e{i}"} for i, e in enumerate(ORDERING["elements"])],
            },
            "en mots",
        ),
        (
            {
                **ORDERING,
                "elements": [
                    {**e, "id": f"{n}-x"} for n, e in zip("abcd", ORDERING["elements"], strict=True)
                ],
            },
            "alphabétique",
        ),
        ({**MATCHING, "right": MATCHING["right"][1:]}, "match"),
        ({**SAMPLES["free_text"], "points": "3"}, "somme de la grille"),
    ],
)
def test_a_faulty_item_is_refused(changes, expected):
    with pytest.raises(ValueError, match=expected):
        build_item(**changes)


@pytest.mark.parametrize(("correct", "weight"), [(False, "indispensable"), (True, "inacceptable")])
def test_a_weight_on_the_wrong_side_is_refused(correct, weight):
    with pytest.raises(ValueError, match=weight):
        build_item(
            type="qrm",
            options=[
                option("a", correct=correct, weight=weight),
                *(option(n, correct=True) for n in "bcd"),
            ],
        )


BODY = """\
theme: "Thème"
items:
  - id: "{id}"
    type: "qroc"
    title: "Titre"
    objectives: ["m1-o1"]
    competencies: ["c-1"]
    difficulty: 1
    stem: "Question"
    explanation: "Raison"
    accepted: ["oui"]
"""


def test_a_bank_reads_its_files_in_order(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.yml").write_text(BODY.format(id=f"item-{name}"), encoding="utf-8")
    bank = load_bank(tmp_path)
    assert list(bank.items) == ["item-a", "item-b"]
    assert bank.theme("a").title == "Thème"


def test_an_id_used_twice_in_a_bank_is_named_with_its_line(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text(BODY.format(id="item-x"), encoding="utf-8")
    with pytest.raises(ContentErrors, match=r"b\.yml:3.*déjà dans a\.yml"):
        load_bank(tmp_path)


def test_an_empty_bank_is_refused(tmp_path):
    with pytest.raises(ContentErrors, match=r"au moins un fichier \.yml"):
        load_bank(tmp_path)


def test_the_faults_of_all_files_come_together(tmp_path):
    (tmp_path / "a.yml").write_text(BODY.format(id="Majuscule"), encoding="utf-8")
    (tmp_path / "b.yml").write_text("theme: [", encoding="utf-8")
    with pytest.raises(ContentErrors) as caught:
        load_bank(tmp_path)
    assert {fault.file.name for fault in caught.value.errors} == {"a.yml", "b.yml"}
