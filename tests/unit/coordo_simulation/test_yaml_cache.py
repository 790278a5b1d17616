"""A text read once is recalled; a changed one is read anew; a spoilt cache does no harm."""

from __future__ import annotations

import pytest
from coordo_simulation.yaml_cache import FOLDER_VARIABLE, recall
from coordo_simulation.yaml_source import ContentError, load_yaml


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "yaml"


def test_a_text_is_parsed_once(folder):
    calls = []

    def parse():
        calls.append(1)
        return {"a": 1}

    assert recall("a: 1", parse) == recall("a: 1", parse) == {"a": 1}
    assert len(calls) == 1
    recall("a: 2", parse)
    assert len(calls) == 2
    assert len(list(folder.iterdir())) == 2


def test_a_spoilt_cache_is_read_anew(folder):
    recall("a: 1", lambda: {"a": 1})
    next(folder.iterdir()).write_text("{", encoding="utf-8")
    assert recall("a: 1", lambda: {"a": 1}) == {"a": 1}


def test_without_a_place_to_write_everything_works(tmp_path, monkeypatch):
    blocked = tmp_path / "fichier"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(blocked))
    assert recall("a: 1", lambda: {"a": 1}) == {"a": 1}


def test_a_file_recalled_still_knows_its_lines(tmp_path):
    path = tmp_path / "f.yml"
    path.write_text('a: "x"\nb:\n  - c: 1\n', encoding="utf-8")
    load_yaml(path)
    again = load_yaml(path)
    assert again.plain == {"a": "x", "b": [{"c": 1}]}
    assert again.find_line(("b", 0, "c")) == 3


def test_a_broken_text_is_never_recalled(tmp_path, folder):
    path = tmp_path / "f.yml"
    path.write_text("a: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            load_yaml(path)
    assert not folder.exists()
