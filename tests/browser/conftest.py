"""What browser tests share: Chromium, a course of our own, and the server that shows it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright
from servers import CHROMIUM_ARGUMENTS, find_chromium
from small_course import lay_course
from waits import ACTING, LOADING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each browser test a second chance: a starved machine drops sockets, a fault recurs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of the session: a second Playwright cannot start beside the first."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """A served course: its address, the folder of its open module, the server's process."""

    url: str
    folder: Path
    process: subprocess.Popen[str]

    def address(self, notebook: str) -> str:
        return f"{self.url}/voila/render/{notebook}"

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    def find_kernels(self) -> list[int]:
        """Processes of the server that run in the folder of the module."""
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _is_in(entry, self.folder, self.process.pid)
        ]

    def kill_kernels(self) -> None:
        for pid in self.find_kernels():
            os.kill(pid, signal.SIGKILL)


def _is_in(entry: Path, folder: Path, parent: int) -> bool:
    try:
        status = (entry / "stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return int(status[1]) == parent and (entry / "cwd").resolve() == folder.resolve()
    except (OSError, IndexError):
        return False


@pytest.fixture(scope="module")
def served_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("course")
    folder = lay_course(root / "copy")
    with (root / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "serve_course.py"), str(root / "copy" / "modules")],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    if not port:
        pytest.fail(f"The server did not start: {(root / 'server.log').read_text()[-2000:]}")
    yield Served(f"http://127.0.0.1:{port}", folder, process)
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


@pytest.fixture
def served(served_course: Served) -> Served:
    """The served course with an empty journal: what a new trainee finds."""
    journal = served_course.journal
    if journal.is_dir():
        journal.rmdir()
    journal.unlink(missing_ok=True)
    return served_course


@dataclass
class Visit:
    """A page and what went wrong on it: errors of the scripts, requests to other hosts."""

    page: Page
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(chromium: Browser):
    """Open pages in a fresh context; other hosts are out of reach, and any attempt fails."""
    contexts, visits = [], []

    def opened(url: str, width: int = 1280, **options) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **options,
        )
        contexts.append(context)
        visit = Visit(context.new_page())
        visits.append(visit)
        visit.page.set_default_timeout(ACTING)
        visit.page.on("pageerror", lambda error: visit.errors.append(f"{error}\n{error.stack}"))
        visit.page.route(_is_elsewhere, lambda route: route.abort())
        visit.page.on("request", lambda request: _note_elsewhere(visit, request))
        visit.page.goto(url, timeout=LOADING)
        return visit.page

    yield opened
    for context in contexts:
        context.close()
    assert [visit.errors for visit in visits if visit.errors] == []
    assert [visit.elsewhere for visit in visits if visit.elsewhere] == []


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"


def _note_elsewhere(visit: Visit, request: Request) -> None:
    if _is_elsewhere(request.url):
        visit.elsewhere.append(request.url)


@pytest.fixture(scope="session")
def find_violations():
    """Serious and critical violations that axe-core finds in a page, as readable lines."""
    axe = Axe()

    def found(page: Page) -> list[str]:
        results = axe.run(page).response["violations"]
        return [
            f"{entry['id']}: {node['html'][:160]}"
            for entry in results
            if entry["impact"] in {"serious", "critical"}
            for node in entry["nodes"]
        ]

    return found
