"""A course of our own, one item of each format, shared with the browser tests."""

from __future__ import annotations

import itertools
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "browser"))

from small_course import lay_course


@pytest.fixture(scope="session", autouse=True)
def drawn_seeds():
    """Draw the seeds of runs from a known start: a story that fails can be told again."""
    with pytest.MonkeyPatch.context() as patch:
        drawn = itertools.count(1)
        patch.setattr("coordo_widgets.case_session.secrets.randbits", lambda _: next(drawn))
        yield


@pytest.fixture(scope="session")
def laid_course(tmp_path_factory):
    root = tmp_path_factory.mktemp("laid") / "course"
    return root, lay_course(root).relative_to(root)


@pytest.fixture
def module_folder(tmp_path, monkeypatch, laid_course):
    """The folder of the open module, current as it is for the kernel of a notebook."""
    root, module = laid_course
    shutil.copytree(root, tmp_path / "copy")
    folder = tmp_path / "copy" / module
    monkeypatch.chdir(folder)
    for variable in ("JPY_SESSION_NAME", "SCRIPT_NAME", "PATH_INFO"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("coordo_widgets.place._declared", {})
    return folder
