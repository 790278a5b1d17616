"""Takes the README's pictures from the course as it is served: ``make pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from servers import CHROMIUM_ARGUMENTS, REPOSITORY, copy_course, find_chromium, run_coordo

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = REPOSITORY / "docs"
SIZE = {"width": 1280, "height": 880}
LOADING = 60_000


def picture_portal(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Trois leçons").wait_for(timeout=LOADING)
    page.screenshot(path=FOLDER / "portal.png")


def picture_case(page: Page, address: str) -> None:
    page.goto(f"{address}voila/render/m1_regulation/2_cas.ipynb")
    page.get_by_role("button", name="Commencer").click(timeout=LOADING)
    page.get_by_role("button", name="Je décide").wait_for(timeout=LOADING)
    page.get_by_role("heading", name="Juillet 2024").scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 360)")
    page.screenshot(path=FOLDER / "case.png")


def take_pictures() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        run_coordo(copy_course(Path(folder)), "serve") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS)
        )
        page = browser.new_page(viewport=SIZE)
        picture_portal(page, address)
        picture_case(page, address)
        browser.close()


if __name__ == "__main__":
    take_pictures()
