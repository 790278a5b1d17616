"""Figures of a lesson as they are seen: found by name, whole on the page, sound for axe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from waits import LOADING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page


def open_figures(
    open_page: Callable[..., Page], address: str, names: tuple[str, ...], **options: object
) -> Page:
    """Open a lesson and wait until each of its figures is drawn."""
    page = open_page(address, **options)
    for name in names:
        find_figure(page, name).locator("svg").wait_for(timeout=LOADING)
    return page


def find_figure(page: Page, name: str) -> Locator:
    """One figure of the page."""
    return page.locator(f'[data-figure="{name}"]')


def check_figures(page: Page, find_violations: Callable[[Page], list[str]], width: int) -> None:
    """All details open: no sideways scroll, no picture cut, targets of 44 px, nothing for axe."""
    for summary in page.locator(".co-figure summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in page.locator(".co-figure-picture svg").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    small = page.eval_on_selector_all(
        ".co-figure-option, .co-figure select, .co-figure button",
        "nodes => nodes.filter(n => n.getBoundingClientRect().height < 44).length",
    )
    assert small == 0
    assert find_violations(page) == []


def keep_figures(page: Page, names: tuple[str, ...], label: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        for name in names:
            find_figure(page, name).screenshot(path=Path(folder) / f"{name}-{label}.png")
