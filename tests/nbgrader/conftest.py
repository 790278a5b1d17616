from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from coordo_assessments.nbgrader_bridge.shared_engine import dispose_engines

# pytest puts a test's folder on the path in one of its import modes only
sys.path.insert(0, str(Path(__file__).parent))

from temporary_course import Course, build_course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.delenv("COORDO_BANK", raising=False)
    return build_course(tmp_path / "cours")


@pytest.fixture(autouse=True)
def _close_gradebooks(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("PATH", os.environ["PATH"])
    yield
    dispose_engines()
