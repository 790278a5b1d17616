"""The public image: what repo2docker would build, and the same steps played in a fresh venv."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coordo_assessments.bank import load_bank

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
EXAM = Path("assessments") / "bank" / "m1_regulation" / "exam"
PREFIX = "/user/coordo-essai/"
KEY = "cle-essai"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a hub would clone: the files under version control and those about to be."""
    folder = tmp_path_factory.mktemp("clone")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def dockerfile(clone: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "repo2docker", "--no-build", "--debug"]
    command += ["--user-id", "1000", "--user-name", "jovyan", str(clone)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout + done.stderr


def list_commands(name: str) -> list[str]:
    """List the lines of a file of binder/ that are not comments."""
    lines = (REPOSITORY / "binder" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_image_is_built_from_binder_in_order(dockerfile: str) -> None:
    steps = [
        "src/ ${REPO_DIR}/",
        "RUN ./binder/postBuild",
        'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"',
    ]
    places = [dockerfile.index(step) for step in steps]
    assert places == sorted(places)
    assert "environment for python=3.11" in dockerfile


def test_the_image_installs_the_runtime_lock_and_nothing_else(dockerfile: str) -> None:
    assert list_commands("requirements.txt") == []
    assert dockerfile.count("pip install") == 1
    installed = [line for line in list_commands("postBuild") if "pip install" in line]
    assert len(installed) == 2
    assert installed[0].endswith("--require-hashes --no-deps -r requirements.lock")
    assert installed[1].endswith("--no-deps --no-build-isolation --editable .")


def test_start_downloads_nothing() -> None:
    assert list_commands("start") == ['exec python -m coordo_course.serving_hub "$@"']


def iter_keys(value: Any, name: str = "") -> Iterator[str]:
    """Yield the texts of an item that only its corrector may read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from iter_keys(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from iter_keys(inner, name)
    elif isinstance(value, str) and name in {"explanation", "guidance"} and len(value) > 40:
        yield value.split("[[")[0].split("\n")[0][:60]


def find_leaks(folder: Path, keys: set[str]) -> list[str]:
    """Find the files under ``folder`` that hold a key, plain or escaped as JSON."""
    spelt = {form.encode() for key in keys for form in (key, json.dumps(key)[1:-1])}
    return [
        f"{file.relative_to(folder)}: {key.decode()}"
        for file in folder.rglob("*")
        if file.is_file()
        for content in [file.read_bytes()]
        for key in spelt
        if key in content
    ]


def play_build(clone: Path, environment: dict[str, str]) -> None:
    """Do what the Dockerfile's last steps do, in the clone."""
    install = ["pip", "install", "--quiet", "--no-cache-dir", "-r", "binder/requirements.txt"]
    for command in (install, ["bash", "binder/postBuild"]):
        done = subprocess.run(
            command, cwd=clone, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def fetch(address: str) -> tuple[int, str]:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    try:
        with browser.open(address, timeout=60) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8")
    except OSError as error:
        return 0, str(error)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_same_steps_serve_the_portal_and_leave_no_exam_key(clone: Path, tmp_path: Path) -> None:
    bank = load_bank(clone / EXAM)
    texts = {key for item in bank.items.values() for key in iter_keys(item.model_dump(mode="json"))}
    keys = {text for text in texts if len(text) > 30}
    assert len(keys) > 50
    assert find_leaks(clone, keys)  # the search finds them where they are

    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    environment = {**os.environ, "HOME": str(tmp_path)}
    environment["PATH"] = f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    play_build(clone, environment)
    assert not (clone / EXAM).exists()
    assert (clone / "modules" / "m1_regulation" / "evaluation.items.json").is_file()
    assert find_leaks(clone, keys) == []

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["binder/start", "jupyter-notebook", "--ip=127.0.0.1", f"--port={port}"]
    command += [f"--NotebookApp.base_url={PREFIX}", f"--NotebookApp.token={KEY}"]
    server = subprocess.Popen(command, cwd=clone, env=environment)
    try:
        address = f"http://127.0.0.1:{port}{PREFIX}"
        deadline = time.monotonic() + 60
        while fetch(address)[0] == 0:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert fetch(address)[0] == 403
        status, page = fetch(f"{address}?token={KEY}")
        assert status == 200
        assert "application/vnd.jupyter.widget-view+json" in page
        assert "n’a pas pu s’" not in page
        assert f'"baseUrl": "{PREFIX}"' in page
        assert fetch(f"{address}api/contents?token={KEY}")[0] == 404
    finally:
        server.terminate()  # not SIGINT: a shell's background jobs are born deaf to it
        try:
            server.wait(30)
        finally:
            server.kill()
            server.wait()
