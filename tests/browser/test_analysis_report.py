"""The analysis report in Chromium: it asks for nothing, runs nothing, and can be read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from coordo_assessments.analysis.panel import analyse_panel
from coordo_assessments.analysis.panel_reliability import estimate_key_reliability
from coordo_assessments.analysis.panel_votes import Panel, Vote
from coordo_assessments.analysis.responses import Cohort, Response, Sheet
from coordo_assessments.analysis.summary import build_analysis
from coordo_assessments.bank import find_exam_folder, load_bank
from coordo_assessments.items import ChoiceItem
from coordo_course.analyse import build_page
from coordo_widgets.cohort_panel import render_panel
from coordo_widgets.cohort_report import render_analysis

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PROJECT = Path(__file__).parents[2]
HOSTILE = "<img src=https://ailleurs.exemple/x onerror=\"document.title='pris'\">"


def build_content() -> str:
    rng = random.Random(4)  # noqa: S311  (a sample)
    items = tuple(load_bank(find_exam_folder(PROJECT, "m1_regulation")).items.values())[:6]
    sheets = tuple(
        Sheet(
            f"{HOSTILE}{number}",
            {
                item.id: Response(
                    score=float(rng.random() < number / 12),
                    chosen=(item.options[0].id,) if isinstance(item, ChoiceItem) else (),
                    text="" if isinstance(item, ChoiceItem) else HOSTILE,
                    certainty=rng.randrange(6),
                )
                for item in items
            },
        )
        for number in range(12)
    )
    votes = tuple(
        Vote(f"Dr {expert}", f"script-{script}", rng.randint(-2, 2))
        for expert in range(11)
        for script in range(4)
    )
    panel = Panel(votes)
    workshop = render_panel(analyse_panel(panel), estimate_key_reliability(panel, draws=20))
    return render_analysis(build_analysis(Cohort("m1_regulation", items, sheets))) + workshop


@pytest.mark.parametrize("width", [1000, 320])
def test_the_report_stands_alone_and_is_readable(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "analyse.html"
    path.write_text(build_page("Analyse", build_content()), encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.title() == "Analyse"
    assert page.locator("svg[role=img]").count() >= 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = Axe().run(page).response["violations"]
    assert [(fault["id"], len(fault["nodes"])) for fault in violations] == []
    page.close()
