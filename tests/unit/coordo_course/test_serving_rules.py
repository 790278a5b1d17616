from __future__ import annotations

import json
import os
import re
import socket
from pathlib import Path

import nbformat
import pytest
from coordo_course import lab, serving, serving_assets, serving_hub, serving_messages, serving_start
from coordo_course.french_help import translate_error
from nbformat.sign import NotebookNotary

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    root = tmp_path / "modules"
    for path in (
        "portail.ipynb",
        "m1/1_cours.ipynb",
        ".hidden.ipynb",
        "m1/.ipynb_checkpoints/a.ipynb",
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), file)
    (root / "m1" / "journal.jsonl").touch()
    (tmp_path / "secret.ipynb").touch()
    return root


@pytest.mark.parametrize("path", ["portail.ipynb", "m1/1_cours.ipynb"])
def test_a_notebook_of_the_course_is_served(modules: Path, path: str) -> None:
    assert serving.is_servable(modules, path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "m1",
        "m1/journal.jsonl",
        "absent.ipynb",
        ".hidden.ipynb",
        "m1/.ipynb_checkpoints/a.ipynb",
        "../secret.ipynb",
        "m1/../../secret.ipynb",
        "/etc/passwd",
        "m1//1_cours.ipynb",
    ],
)
def test_nothing_else_is(modules: Path, path: str) -> None:
    assert not serving.is_servable(modules, path)


def test_a_link_that_leaves_the_course_is_not_followed(modules: Path) -> None:
    (modules / "lien.ipynb").symlink_to(modules.parent / "secret.ipynb")
    assert not serving.is_servable(modules, "lien.ipynb")


def test_our_template_is_found_first_and_once() -> None:
    environment = {"JUPYTER_PATH": "/elsewhere"}
    serving.publish_jupyter_data(environment)
    serving.publish_jupyter_data(environment)
    assert environment["JUPYTER_PATH"].split(os.pathsep) == [
        str(serving.JUPYTER_DATA),
        "/elsewhere",
    ]


def test_the_template_is_in_the_package() -> None:
    template = serving.JUPYTER_DATA / "voila" / "templates" / serving.TEMPLATE
    assert {"index.html.j2", "error.html", "broken.html", "conf.json"} <= {
        file.name for file in template.iterdir()
    }


def test_nothing_in_the_template_asks_another_host() -> None:
    files = [file for file in serving.JUPYTER_DATA.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert not re.search(r"(?:https?:)?//\w+\.", file.read_text(encoding="utf-8")), file


def test_the_version_of_the_assets_changes_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "WIDGETS", tmp_path)
    (tmp_path / "static").mkdir()
    before = serving.compute_assets_version()
    (tmp_path / "static" / "tokens.css").write_text("a", encoding="utf-8")
    assert serving.compute_assets_version() != before


@pytest.mark.parametrize("path", ["../__init__.py", "../../pyproject.toml", "absent.css", ""])
def test_an_asset_outside_its_root_is_not_found(path: str) -> None:
    assert serving_assets.find_asset((serving.WIDGETS / "static",), path) is None


def test_an_asset_is_found() -> None:
    found = serving_assets.find_asset((serving.WIDGETS / "static",), "tokens.css")
    assert found == serving.WIDGETS / "static" / "tokens.css"


def test_a_page_may_not_execute_nor_see_sources_and_tracebacks() -> None:
    assert not {"execute_request", "shutdown_request", "input_reply"} & {
        *serving_messages.FROM_PAGE
    }
    assert not {"execute_input", "error", "stream", "execute_reply"} & serving_messages.TO_PAGE


def test_a_taken_port_is_said_in_french_with_the_next_step() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(serving_start.PortTakenError, match=f"--port {port + 1}"):
            serving_start.bind(serving_start.Place(port=port))


def test_notebooks_are_trusted_and_copies_left_alone(
    modules: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    serving_start.trust_notebooks(modules)
    signed = nbformat.read(modules / "portail.ipynb", as_version=4)
    assert NotebookNotary().check_signature(signed)
    names = [str(file.relative_to(modules)) for file in serving_start.iter_notebooks(modules)]
    assert names == ["m1/1_cours.ipynb", "portail.ipynb"]


def test_a_hub_s_command_line_is_obeyed_where_it_says_the_place() -> None:
    place = serving_hub.read_command(
        [
            "jupyter-notebook",
            "--ip=0.0.0.0",
            "--port=8888",
            "--NotebookApp.base_url=/user/coordo-abc/",
            "--NotebookApp.token=secret",
            "--NotebookApp.trust_xheaders=True",
            "--ServerApp.base_url=/user/coordo-abc/",
            "--IdentityProvider.token=secret",
            "--NotebookApp.default_url=/lab/",
        ]
    )
    assert place == serving_start.Place("0.0.0.0", 8888, "/user/coordo-abc/", "secret")  # noqa: S104


def test_a_bare_container_serves_at_the_root_on_the_usual_port() -> None:
    place = serving_hub.read_command(["jupyter", "notebook", "--ip", "0.0.0.0"])  # noqa: S104
    assert (place.port, place.base_url, place.token) == (8888, "/", "")


def test_a_trainee_s_jupyterlab_leaves_out_the_instructor_s_tools(tmp_path: Path) -> None:
    lab.write_settings(tmp_path, is_instructor=False)
    left_out = json.loads((tmp_path / "page_config.json").read_text("utf-8"))["disabledExtensions"]
    assert left_out["@jupyter/nbgrader:formgrader"]
    assert left_out["@jupyter/nbgrader:create-assignment"]
    assert "@jupyter/nbgrader:assignment-list" not in left_out
    extensions = lab.build_extensions(is_instructor=False)
    assert extensions["nbgrader.server_extensions.assignment_list"]
    assert not extensions["nbgrader.server_extensions.formgrader"]


def test_an_instructor_s_jupyterlab_has_them(tmp_path: Path) -> None:
    lab.write_settings(tmp_path, is_instructor=True)
    left_out = json.loads((tmp_path / "page_config.json").read_text("utf-8"))["disabledExtensions"]
    assert not [name for name in left_out if "nbgrader" in name]
    assert lab.build_extensions(is_instructor=True)["nbgrader.server_extensions.formgrader"]


@pytest.mark.parametrize("is_instructor", [True, False])
def test_jupyterlab_serves_our_pages_and_not_voila_s(*, is_instructor: bool) -> None:
    extensions = lab.build_extensions(is_instructor=is_instructor)
    assert extensions["coordo_course.lab_extension"]
    assert not extensions["voila.server_extension"]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("No such command 'serv'.", "La commande « serv » n’existe pas."),
        ("No such option: --prt", "L’option --prt n’existe pas."),
        ("Missing argument 'MODULE'.", "Il manque l’argument MODULE."),
        ("Something new.", "Something new."),
    ],
)
def test_typer_s_errors_are_in_french(english: str, french: str) -> None:
    assert translate_error(english).replace("\u202f", " ") == french
