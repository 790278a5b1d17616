"""What is shown before an answer holds no key; what is shown after explains each option."""

from __future__ import annotations

import pytest
from coordo_assessments.citations import iter_texts, list_citations
from coordo_assessments.feedback import build_feedback
from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.public import build_public_item
from coordo_simulation.references import UnknownReferenceError
from item_samples import BOOK, KEYS, ORDERING, SAMPLES, build_item


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_the_public_half_holds_no_key_and_no_explanation(kind):
    item = build_item(**SAMPLES[kind])
    public = build_public_item(item, BOOK).model_dump_json()
    assert "Raison" not in public
    assert "Parce que" not in public
    assert "correct" not in public
    assert "1234" not in public
    assert "onférence" not in public
    assert "inacceptable" not in public
    assert "au centre" not in public
    assert "match" not in public.replace('"type":"matching"', "")
    assert "panel" not in public
    assert "votes" not in public
    assert "radius" not in public
    assert "reach" not in public
    assert "truth" not in public
    assert "category" not in public


def test_the_order_shown_does_not_depend_on_the_order_written():
    first = build_item(**ORDERING)
    second = build_item(**{**ORDERING, "elements": [ORDERING["elements"][i] for i in (1, 0, 3, 2)]})
    assert [e.id for e in build_public_item(first, BOOK).elements] == [
        e.id for e in build_public_item(second, BOOK).elements
    ]


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_the_key_is_told_right(kind):
    feedback = build_feedback(build_item(**SAMPLES[kind]), KEYS[kind], BOOK)
    assert feedback.verdict == "juste"
    assert feedback.points == feedback.points_max
    assert "Parce que" in feedback.explanation_html
    assert all(part.is_right for part in feedback.options)
    assert all(step.verdict == "juste" for step in feedback.steps)


def test_each_option_is_explained_whether_chosen_or_not():
    feedback = build_feedback(build_item(**SAMPLES["qrm"]), {"options": ["a", "d"]}, BOOK)
    assert [part.explanation_html for part in feedback.options] == [
        f"Raison {name}" for name in "abcd"
    ]
    assert [part.is_right for part in feedback.options] == [True, True, False, False]
    assert feedback.verdict == "partiel"


def test_a_frequent_mistake_is_named():
    numeric = build_feedback(build_item(**SAMPLES["numeric"]), {"text": "1000"}, BOOK)
    assert "majorations" in numeric.mistake_html
    short = build_feedback(
        build_item(**SAMPLES["qroc"]), {"text": "le Conseil départemental"}, BOOK
    )
    assert "ne réunit pas" in short.mistake_html


def test_sources_carry_value_date_and_address():
    source = build_feedback(build_item(**SAMPLES["qru"]), None, BOOK).sources[0]
    assert (source.value, source.url) == ("24,58\u00a0€/h", "https://exemple.fr/")
    assert source.checked_on == "22\u00a0novembre\u00a02026"


def test_citations_are_found_in_texts_and_by_name():
    item = build_item(**{**SAMPLES["qru"], "references": []})
    assert list_citations(item) == ("plancher",)
    assert "Raison a" in set(iter_texts(item))


def test_an_unknown_citation_is_refused():
    with pytest.raises(UnknownReferenceError, match="absente"):
        render_markdown("Voir [[absente]].", BOOK)


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"],
)
def test_markup_in_a_text_is_shown_and_not_interpreted(hostile):
    html = render_markdown(hostile, BOOK)
    assert "<script" not in html
    assert "<img" not in html
    assert "href=" not in html


def test_a_citation_shows_its_value_with_its_date():
    html = render_inline("Le tarif est de [[plancher]].", BOOK)
    assert "24,58\u00a0€/h</span>" in html
    assert "22\u00a0novembre\u00a02026" in html
