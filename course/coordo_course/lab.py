"""JupyterLab for the course: in French, opened on the portal, its notebooks shown alive.

A trainee works in ``modules/`` and sees the assignment list; an instructor works in the course's
folder, with Formgrader and the authoring tools of nbgrader. Our settings are passed to the server,
never installed over those of the user's environment.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import voila  # noqa: F401 - turns warnings of traitlets on: before we turn them off
from jupyterlab.labapp import LabApp
from traitlets.config import Config

from coordo_course.serving import PORTAL
from coordo_course.serving_kernels import WarmKernelManager
from coordo_course.serving_start import bind, prepare_course, trust_notebooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_course.serving_start import Place

OVERRIDES: dict[str, dict[str, Any]] = {
    "@jupyterlab/translation-extension:plugin": {"locale": "fr_FR"},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"notebook": "Voila Preview"}},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}

NOT_FOR_TRAINEES = (
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:formgrader",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:validate-assignment",
)
NEVER = (
    "@jupyterlab/extensionmanager-extension:plugin",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/lsp-extension",
)
NBGRADER = "nbgrader.server_extensions"
INSTRUCTOR_NOTEBOOKS = Path("course") / "formateur"
"""Never under modules/, which is all that a trainee is served."""


def write_settings(folder: Path, *, is_instructor: bool) -> None:
    """Write the application's settings: what is set for everyone, and what is left out."""
    left_out = [*NEVER, *(() if is_instructor else NOT_FOR_TRAINEES)]
    page = {"disabledExtensions": dict.fromkeys(left_out, True)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(OVERRIDES), encoding="utf-8")
    (folder / "page_config.json").write_text(json.dumps(page), encoding="utf-8")


def build_extensions(*, is_instructor: bool) -> dict[str, bool]:
    """Say which server extensions are on; the others are as the environment has them."""
    return {
        "jupyterlab": True,
        "voila.server_extension": False,
        "coordo_course.lab_extension": True,
        f"{NBGRADER}.assignment_list": True,
        f"{NBGRADER}.formgrader": is_instructor,
        f"{NBGRADER}.course_list": is_instructor,
        f"{NBGRADER}.validate_assignment": is_instructor,
        "notebook": False,
    }


def find_portal(*, is_instructor: bool) -> str:
    """Give the address that opens the portal, in a workspace of its own."""
    folder = "modules/" if is_instructor else ""
    return f"/lab/workspaces/coordo/tree/{folder}{PORTAL}"


def build_config(root: Path, place: Place, settings: Path, *, is_instructor: bool) -> Config:
    """Build the server's configuration."""
    return Config(
        {
            "ServerApp": {
                "root_dir": str(root if is_instructor else root / "modules"),
                "ip": place.host,
                "port": place.port,
                "port_retries": 0,
                "answer_yes": True,
                "allow_root": True,
                "kernel_manager_class": WarmKernelManager,
                "log_level": "WARN",
            },
            "LabApp": {
                "default_url": find_portal(is_instructor=is_instructor),
                "app_settings_dir": str(settings),
                "extension_manager": "readonly",
                "news_url": None,
                "log_level": "WARN",
            },
            "IdentityProvider": {"token": place.token},
            "WarmKernelManager": {"transport_encryption": "auto"},
        },
    )


def publish_tools(root: Path) -> None:
    """Let nbgrader find its configuration, and the programs it calls by their bare names."""
    prepend_path("JUPYTER_CONFIG_PATH", root / "course")
    prepend_path("PATH", Path(sys.executable).parent)


def prepend_path(variable: str, folder: Path) -> None:
    """Put a folder first in an environment variable that lists folders."""
    others = [part for part in os.environ.get(variable, "").split(os.pathsep) if part]
    os.environ[variable] = os.pathsep.join([str(folder), *others])


def silence_deprecations() -> None:
    """Keep from the user what other packages tell their developers; ours is still said."""
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(?!coordo_)")


def open_lab(
    root: Path,
    place: Place,
    *,
    announce: Callable[[str], None],
    is_instructor: bool,
    open_browser: bool,
) -> None:
    """Serve JupyterLab until stopped.

    Raises:
        PortTakenError: another program holds the port.
        OSError: the address or the course's folder cannot be used.
    """
    for socket in bind(place):
        socket.close()
    prepare_course(root)
    if is_instructor:
        trust_notebooks(root / INSTRUCTOR_NOTEBOOKS)
    publish_tools(root)
    keyed = replace(place, token=place.token or secrets.token_hex(24))
    silence_deprecations()
    with TemporaryDirectory(prefix="coordo_lab_") as folder:
        settings = Path(folder) / "settings"
        write_settings(settings, is_instructor=is_instructor)
        server = LabApp.make_serverapp(
            config=build_config(root, keyed, settings, is_instructor=is_instructor),
            jpserver_extensions=build_extensions(is_instructor=is_instructor),
        )
        server.initialize(argv=[], starter_extension=LabApp.name, find_extensions=True)
        server.open_browser = open_browser  # LabApp has its own idea
        portal = find_portal(is_instructor=is_instructor).lstrip("/")
        address = f"{keyed.address}{portal}?token={keyed.token}"
        server.io_loop.add_callback(announce, address)
        server.start()
