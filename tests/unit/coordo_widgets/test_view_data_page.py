"""The page on views and their data says what they read, and its example is recomputed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from coordo_simulation.french import set_spaces
from coordo_simulation.yaml_source import ContentErrors, load_yaml, parse_model
from coordo_widgets import PUBLIC_NAMES
from coordo_widgets.view_data import find_view
from page_of_views import PAGE, PATH, build_rows, build_said

KINDS = {name: kind for name in PUBLIC_NAMES if (kind := find_view(name))}


def read_block(start):
    """The fenced text that begins so."""
    return next(each for each in re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL) if start in each)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    register = read_block("service:")
    (tmp_path / "data" / "registre.yml").write_text(register, encoding="utf-8")
    return tmp_path


def test_each_view_is_there_with_all_its_keys():
    for row in build_rows(KINDS):
        assert row in PAGE


@pytest.mark.parametrize("name", KINDS)
def test_each_view_has_its_example_to_copy(name):
    """Written anew by hand where a model changes: what an author copies must fit."""
    source = load_yaml(PATH.parent / "vues" / f"{name}.yml")
    assert parse_model(KINDS[name].model, source) == KINDS[name].build_example()


def test_the_example_says_what_the_view_says(folder):
    for said in build_said(folder):
        assert f"> {said}" in PAGE


def test_the_fault_is_the_one_that_is_told(folder):
    path = folder / "data" / "registre.yml"
    text = path.read_text(encoding="utf-8").replace("likelihood: 4", "likelihood: 9")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentErrors) as error:
        find_view("risk_matrix").load("registre", folder)
    told = str(error.value).replace(str(folder), "modules/m1_regulation")
    assert told in PAGE


def test_the_document_of_a_case_is_one(tmp_path):
    from coordo_simulation.case_items import Document  # noqa: PLC0415 -- beside its only use

    path = Path(tmp_path / "piece.yml")
    path.write_text(read_block("documents:"), encoding="utf-8")
    (document,) = load_yaml(path).plain["documents"]
    view = Document.model_validate(document).view
    assert (view.name, view.data) == ("risk_matrix", "registre")


def test_typography_is_french():
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", PAGE, flags=re.DOTALL)
    assert [line for line in prose.splitlines() if set_spaces(line) != line] == []
