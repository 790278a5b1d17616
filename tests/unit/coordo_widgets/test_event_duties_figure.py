"""What an event obliges to, in all its states: bars as long as the delays, texts that are cited."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from itertools import combinations, product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.event_analysis import HARM_LABELS
from coordo_simulation.event_duties import (
    NO_DELAY_READ,
    is_serious_care_event,
    list_conditions,
    list_duties,
)
from coordo_simulation.event_study_example import build_example_story
from coordo_simulation.french import format_date, set_spaces
from coordo_widgets.figure_text import measure
from coordo_widgets.figures import duties
from coordo_widgets.place import find_place
from figure_samples import check_words_fit, lay_data

STUDY = build_example_story()
EVENT = STUDY.build_event()
build_view = partial(duties.build_view, STUDY)
SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = {"wide": 640, "narrow": 304}
STATES = [
    {"harm": harm, "facts": facts}
    for harm, size in product(HARM_LABELS, range(4))
    for facts in combinations(duties.FACTS, size)
]


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def build_event(values):
    return EVENT.model_copy(
        update={key: key in values["facts"] for key in duties.FACTS} | {"harm": values["harm"]}
    )


def list_words(picture):
    """Words of a picture: left, right, top, bottom and the text."""
    words = []
    for node in ET.fromstring(picture).iter(f"{SVG}text"):  # noqa: S314 -- ours
        weight = "bold" if node.get("font-weight") == "bold" else "regular"
        size = float(node.get("font-size"))
        length = measure(node.text, size, weight)
        left = float(node.get("x")) - (length if node.get("text-anchor") == "end" else 0)
        base = float(node.get("y"))
        words.append((left, left + length, base - 0.75 * size, base + 0.2 * size, node.text))
    return words


@pytest.mark.parametrize("layout", WIDTHS)
def test_every_state_fits_and_is_french(layout):
    for values in STATES:
        view = build_view(values, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- ours
        assert root.get("aria-label") == f"{view.title}."
        check_words_fit(root)
        words = list_words(view.picture)
        assert max(each[3] for each in words) <= float(root.get("viewBox").split()[3])
        for one, other in combinations(words, 2):
            is_apart = one[1] <= other[0] or other[1] <= one[0]
            assert is_apart or one[3] <= other[2] or other[3] <= one[2], (one[4], other[4])
        texts = [view.title, *view.answer, view.table.caption, *(each[4] for each in words)]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(texts)


@pytest.mark.parametrize("layout", WIDTHS)
def test_bars_are_as_long_as_the_delays(layout):
    for values in STATES:
        event = build_event(values)
        owed = list_duties(event, find_place().references)
        picture = build_view(values, layout).picture
        days = [(each.due_on - event.noticed_on).days for each in owed if each.due_on]
        bars = re.findall(r'd="M0,[\d.]+ H([\d.]+)"[^>]*stroke-width="6"', picture)
        longest = max(days, default=1)
        room = WIDTHS[layout] - 2
        assert [float(each) for each in bars] == [
            pytest.approx(room * day / longest, abs=0.1) for day in days
        ]
        at_once = [each for each in owed if each.delay == "sans délai"]
        assert picture.count("a6,6 0 1 0 12,0") == len(at_once)
        unread = [each for each in owed if each.delay == NO_DELAY_READ]
        assert picture.count('stroke-dasharray="2 6"') == len(unread)
        assert len(bars) + len(at_once) + len(unread) == len(owed)
        words = " ".join(each[4] for each in list_words(picture))
        for duty in owed:
            assert duty.recipient in words
            assert duty.short in words
            assert duty.due_on is None or f"le {format_date(duty.due_on)}" in words


def test_the_conditions_are_ticked_or_crossed_and_told():
    for values in STATES:
        event = build_event(values)
        view = build_view(values, "wide")
        conditions = list_conditions(event)
        crossed = [each for each in conditions if not each.is_met]
        assert view.picture.count("l5,5 l10,-11") == len(conditions) - len(crossed)
        assert view.picture.count("l11,11 M13,3") == len(crossed)
        assert all(each.text in view.answer[0] for each in crossed)
        is_grave = is_serious_care_event(event)
        assert ("\u202f: oui<" in view.picture) == is_grave
        assert view.title.startswith("Événement") == is_grave
        assert ("agence régionale" in " ".join(view.answer)) == is_grave


def test_each_duty_is_told_with_its_texts():
    book = find_place().references
    for values in STATES:
        view = build_view(values, "wide")
        owed = list_duties(build_event(values), book)
        assert len(view.table.rows) == len(owed)
        assert len(view.answer) == max(2, len(owed) + 1)
        for duty, told, row in zip(owed, view.answer[1:], view.table.rows, strict=False):
            assert told.startswith(duty.text)
            assert row[:3] == (duty.recipient, duty.text, duty.delay)
            assert row[3] == (format_date(duty.due_on) if duty.due_on else "aucune date")
            for name in duty.references:
                source = book.get(name).sources[0]
                assert set_spaces(source.locator) in told
                assert set_spaces(source.locator) in row[4]
                assert format_date(book.get(name).valid_from) in told
        days = [each.due_on for each in owed if each.due_on]
        assert not days or view.title.endswith(format_date(max(days)))
        assert bool(owed) != view.title.endswith("ne s’applique")


def test_it_opens_on_what_happened():
    figure = duties.VIEW.open()
    assert build_event(figure.values) == EVENT
    view = build_view(figure.values, "wide")
    last = EVENT.noticed_on + timedelta(days=92)  # three months from 15 March
    assert view.title == set_spaces(
        "Événement indésirable grave de soins : au moins six obligations, "
        f"jusqu’au {format_date(last)}"
    )
    definition = figure.definition
    assert "exemple inventé" in definition["lead"]
    assert [
        text for text in (definition["lead"], *definition["limits"]) if set_spaces(text) != text
    ] == []
    cited = {
        name for each in list_duties(EVENT, find_place().references) for name in each.references
    }
    assert cited == set(duties.SOURCES)
