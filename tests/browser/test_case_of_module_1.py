"""The case of module 1 itself, from its first page to its debriefing, by the keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from case_play import (
    begin,
    list_decisions,
    open_case,
    open_debrief,
    open_everything,
    play_to_the_end,
)
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODULE = Path(__file__).parents[2] / "modules" / "m1_regulation"


def test_the_case_of_module_1_is_played_to_its_debriefing(served, open_page, find_violations):
    for name in ("scenario.yml", "2_cas.ipynb"):
        shutil.copy(MODULE / name, served.folder / name)
    page = open_case(served, open_page)
    begin(page)
    taken = play_to_the_end(page)
    assert taken >= 14
    assert len(list_decisions(served.journal)) == taken
    open_everything(page)
    assert find_violations(page) == []
    debrief = open_debrief(page)
    expect(debrief.locator("textarea")).to_have_count(3)
    assert debrief.locator("svg[role=img]").count() >= 5
    open_everything(page)
    assert find_violations(page) == []
