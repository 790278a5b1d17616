"""``coordo serve`` as a visitor meets it: the portal, an answer that lasts, and what is refused."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
import websocket
from coordo_assessments.bank import load_bank
from coordo_assessments.graded_case import load_graded_case
from playwright.sync_api import Browser, Page, expect
from servers import copy_course, run_coordo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULE = "voila/render/m1_regulation"
SOURCE_MARK = "CODE-SOURCE"
SLOW = f"import time; time.sleep(2)  # {SOURCE_MARK}"
RUN = {"msg_type": "execute_request", "version": "5.3", "username": "", "session": "x"}


def write_probe(folder: Path, *sources: str) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Essai"), *map(nbformat.v4.new_code_cell, sources)],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "P"}},
    )
    nbformat.write(notebook, folder / f"essai_{len(sources)}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("course"))
    write_probe(root / "modules", "1 / 0")
    write_probe(root / "modules", SLOW, "print(1)")
    write_probe(root / "modules", SLOW, "import os, signal", "os.kill(os.getpid(), signal.SIGKILL)")
    return root


@pytest.fixture(scope="module")
def url(course: Path) -> Iterator[str]:
    with run_coordo(course, "serve") as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    yield opened
    opened.close()


def open_page(page: Page, address: str) -> None:
    """Open a page and wait until it says no more that it is preparing itself."""
    page.goto(address)
    expect(page.locator("#co-status")).to_have_count(0, timeout=60_000)


def fetch(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """Ask for an address as a program would: status, text, headers."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8", "replace"), dict(error.headers)


def find_kernel(text: str) -> str:
    """Find a page's kernel id in its source."""
    found = re.search(r'"kernelId": "([\w-]+)"', text)
    assert found
    return found.group(1)


def test_the_front_page_is_the_portal_without_a_console_error(page: Page, url: str) -> None:
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_page(page, url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coordonnateur")
    assert page.url.endswith("/voila/render/portail.ipynb")
    assert problems == []


def test_the_portal_leads_to_a_lesson(page: Page, url: str) -> None:
    open_page(page, url)
    page.get_by_role("link", name="Trois leçons").click()
    page.wait_for_url("**/1_cours.ipynb")
    expect(page.locator("#co-status")).to_have_count(0, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_answer_lasts(page: Page, url: str, course: Path) -> None:
    open_page(page, f"{url}{MODULE}/3_exercices.ipynb")
    question = page.locator("section.co-question:has(input[type=radio])").first
    name = question.get_attribute("id")
    question.locator("input[type=radio]").first.check()
    question.locator("button[type=submit]").click()
    expect(question.locator(".co-verdict")).to_be_visible()
    journal = course / "modules" / "m1_regulation" / "journal.jsonl"
    assert [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    open_page(page, page.url)
    again = page.locator(f"[id='{name}']")
    expect(again.locator("input[type=radio]").first).to_be_checked()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_its_window(chromium: Browser, url: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for path in ("", f"{MODULE}/1_cours.ipynb", "nulle-part"):
        page.goto(url + path)
        expect(page.locator("#co-status")).to_have_count(0, timeout=60_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_a_page_that_opens_says_so(page: Page, url: str) -> None:
    page.goto(f"{url}voila/render/essai_2.ipynb", wait_until="commit")
    expect(page.locator("#co-status")).to_contain_text("La page se prépare")
    expect(page.get_by_role("heading", name="Essai")).to_be_visible()
    expect(page.locator("#co-status")).to_have_count(0, timeout=60_000)


def test_the_wait_does_not_move_where_movement_is_unwelcome(chromium: Browser, url: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(f"{url}voila/render/essai_2.ipynb", wait_until="commit")
    page.locator("#co-status").wait_for()
    script = "getComputedStyle(document.querySelector('#co-status'), '::before').animationName"
    assert page.evaluate(script) == "none"
    page.close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nulle-part", "Cette page n’existe pas"),
        ("voila/render/absent.ipynb", "Cette page n’existe pas"),
        ("voila/render/essai_1.ipynb", "Cette partie de la page n’a pas pu s’afficher"),
        ("voila/render/essai_3.ipynb", "n’a pas pu s’"),  # ouvrir or afficher: who sees it first
    ],
)
def test_a_failure_is_said_in_french_without_a_traceback(
    page: Page, url: str, path: str, words: str
) -> None:
    page.goto(url + path)
    expect(page.get_by_text(words)).to_be_visible(timeout=60_000)
    source = page.content()
    assert not re.search(r"Traceback|ZeroDivision|DeadKernel|Voil[aà] is|Not Found", source)


def test_a_page_whose_server_stops_says_so(page: Page, course: Path) -> None:
    with run_coordo(course, "serve") as url:
        open_page(page, url)
    expect(page.get_by_role("alert")).to_contain_text("perdu le contact", timeout=20_000)
    expect(page.get_by_role("button", name="Recharger la page")).to_be_visible()


@pytest.mark.parametrize("is_ready", [True, False], ids=["open", "opening"])
def test_a_page_that_closes_frees_its_kernel(page: Page, url: str, *, is_ready: bool) -> None:
    page.goto(f"{url}voila/render/essai_2.ipynb", wait_until="commit")
    page.locator("#jupyter-config-data").wait_for(state="attached")
    if is_ready:
        expect(page.locator("#co-status")).to_have_count(0, timeout=60_000)
    kernel = find_kernel(page.content())
    assert fetch(f"{url}api/kernels/{kernel}")[0] == 200
    page.goto("about:blank")
    deadline = time.monotonic() + 30
    while fetch(f"{url}api/kernels/{kernel}")[0] == 200:
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_a_stranger_cannot_stop_a_kernel(page: Page, url: str) -> None:
    open_page(page, url)
    address = f"{url}voila/api/shutdown/{find_kernel(page.content())}"
    request = urllib.request.Request(address, method="POST", data=b"")  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310
    assert refused.value.code == 403
    refused.value.close()


def test_static_files_are_small_and_kept(url: str) -> None:
    _, text, _ = fetch(f"{url}voila/render/portail.ipynb")
    found = re.search(r'src="(/coordo/assets/\w+/static/voila.js)"', text)
    assert found
    status, _, headers = fetch(url.rstrip("/") + found.group(1), **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/m1_regulation/scenario.yml",
        "voila/files/portail.ipynb",
        f"{MODULE}/scenario.yml",
        f"{MODULE}/journal.jsonl",
        f"{MODULE}/evaluation.items.json",
        f"{MODULE}/../../assessments/bank/m1_regulation/exam/",
        "voila/render/../course/syllabus.yml",
        "voila/tree",
        "voila/tree/m1_regulation",
        "voila/api/contents",
        "voila/api/contents/portail.ipynb",
        "voila/templates/coordo/static/page.css",
        "api/kernels",
        "api/contents",
        "api/sessions",
        "api/terminals",
        "files/portail.ipynb",
        "coordo/assets/0/look/../__init__.py",
        "coordo/assets/0/look/%2e%2e/__init__.py",
        "coordo/assets/0/static/..%2f..%2findex.html.j2",
    ],
)
def test_nothing_but_pages_is_served(url: str, path: str) -> None:
    status, text, _ = fetch(url + path)
    assert status == 404
    assert "import " not in text


@pytest.mark.parametrize(
    "query",
    [
        "theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "template=nonexist",
        "template=lab&theme=dark",
    ],
)
def test_a_visitor_chooses_neither_template_nor_theme(url: str, query: str) -> None:
    status, text, _ = fetch(f"{url}voila/render/essai_2.ipynb?{query}")
    assert status == 200
    assert "<script>alert" not in text
    assert "coordo/assets" in text


def test_a_page_does_not_hold_its_source(url: str) -> None:
    for path in ("voila/render/essai_2.ipynb", f"{MODULE}/1_cours.ipynb"):
        _, text, _ = fetch(url + path)
        assert SOURCE_MARK not in text
        assert "from coordo_widgets import" not in text


def connect(url: str, kernel: str, *protocols: str) -> websocket.WebSocket:
    address = f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?session_id=probe"
    socket = websocket.create_connection(address, timeout=60, subprotocols=list(protocols) or None)
    socket.settimeout(3)  # silent so long, it has said all
    return socket


def ask(socket: websocket.WebSocket, kind: str, content: dict[str, Any]) -> None:
    header = {**RUN, "msg_type": kind, "msg_id": kind, "date": "2026-01-01T00:00:00Z"}
    empty: dict[str, Any] = {"parent_header": {}, "metadata": {}, "buffers": []}
    socket.send(json.dumps({"header": header, "channel": "shell", "content": content, **empty}))


def listen(socket: websocket.WebSocket, until: str = "") -> str:
    """Collect all that the server says until it is silent, and has said what is waited for."""
    heard: list[str] = []
    deadline = time.monotonic() + 60
    while True:
        try:
            said = socket.recv()
            heard.append(said if isinstance(said, str) else said.decode("utf-8", "replace"))
        except websocket.WebSocketTimeoutException:
            everything = "\n".join(heard)
            if until in everything or time.monotonic() > deadline:
                return everything


@pytest.mark.parametrize("protocols", [(), ("v1.kernel.websocket.jupyter.org",)])
def test_a_socket_neither_executes_nor_shows_sources(
    page: Page, url: str, course: Path, protocols: tuple[str, ...]
) -> None:
    page.goto(f"{url}voila/render/essai_2.ipynb", wait_until="commit")
    page.locator("#jupyter-config-data").wait_for(state="attached")
    socket = connect(url, find_kernel(page.content()), *protocols)
    target = course / "executed"
    if not protocols:
        ask(socket, "execute_request", {"code": f"open({str(target)!r}, 'w')", "silent": False})
        ask(socket, "comm_info_request", {})
    heard = listen(socket)
    socket.close()
    assert SOURCE_MARK not in heard
    assert "execute_input" not in heard
    assert not target.exists()
    assert protocols or "comm_info_reply" in heard


def test_a_foreign_page_gets_no_socket(page: Page, url: str) -> None:
    open_page(page, url)
    kernel = find_kernel(page.content())
    address = f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?session_id=x"
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, timeout=5, origin="http://evil.example")


def test_a_foreign_name_for_this_machine_is_refused(url: str) -> None:
    assert fetch(url, Host="evil.example")[0] == 403


def list_keys(course: Path) -> set[str]:
    """List what only the exam bank knows: the plain beginning of every explanation."""
    bank = load_bank(course / "assessments" / "bank" / "m1_regulation" / "exam")
    rubric = load_graded_case(course, "m1_regulation").rubric
    texts = {
        re.split(r"[\[*`\n]", text)[0][:60]
        for part in (*bank.items.values(), rubric)
        for text in iter_private(part.model_dump(mode="json"))
    }
    return {text for text in texts if len(text) > 30}


def iter_private(node: object) -> Iterator[str]:
    """Yield the texts of an item that are for those who hold its key."""
    if isinstance(node, list):
        for entry in node:
            yield from iter_private(entry)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in {"explanation", "guidance"} and isinstance(value, str):
                yield value
            else:
                yield from iter_private(value)


def hear_states(url: str, kernel: str, tries: int = 3) -> str:
    """Ask a page's kernel for the state of all its widgets, as any visitor can.

    On a starved machine the socket was dropped, why was not found: the probe asks again.
    """
    socket = connect(url, kernel)
    opening = {"comm_id": "probe", "target_name": "jupyter.widget.control", "data": {}}
    try:
        ask(socket, "comm_info_request", {})
        ask(socket, "comm_open", opening)
        ask(socket, "comm_msg", {"comm_id": "probe", "data": {"method": "request_states"}})
        return listen(socket, until="update_states")
    except websocket.WebSocketConnectionClosedException:
        if tries == 1:
            raise
        return hear_states(url, kernel, tries - 1)
    finally:
        socket.close()


def test_no_exam_key_reaches_a_visitor(page: Page, url: str, course: Path) -> None:
    keys = list_keys(course)
    assert len(keys) > 100
    written = [form for key in keys for form in {key, json.dumps(key)[1:-1]}]
    modules = course / "modules"
    notebooks = [path for path in modules.rglob("*.ipynb") if not path.name.startswith("essai_")]
    assert len(notebooks) >= 5
    for notebook in notebooks:
        open_page(page, f"{url}voila/render/{notebook.relative_to(modules).as_posix()}")
        heard = hear_states(url, find_kernel(page.content()))
        assert "update_states" in heard
        seen = heard + page.content()
        assert not [form for form in written if form in seen], notebook
