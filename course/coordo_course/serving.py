"""What a served page is made of: where its look lives, and what its address is.

The same pages are served by ``coordo serve`` (Voila alone, nothing can be executed) and by
``coordo lab`` (Voila's preview inside JupyterLab).
"""

from __future__ import annotations

import os
from hashlib import blake2s
from importlib import metadata
from pathlib import Path
from typing import Any

import coordo_widgets

WIDGETS = Path(coordo_widgets.__file__).parent
JUPYTER_DATA = WIDGETS / "jupyter"
"""A Jupyter data folder of ours: it holds the Voila template ``coordo``."""

TEMPLATE = "coordo"
PORTAL = "portail.ipynb"
ASSETS = "coordo/assets"
"""URL prefix of the static files, followed by their version."""

FRONT_END = ("voila", "ipywidgets", "jupyterlab-widgets", "anywidget")
"""Distributions whose JavaScript the pages load."""

LAB_EXTENSIONS = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
"""All that a page needs of JupyterLab's extensions: the others would only slow it."""


def publish_jupyter_data(environment: dict[str, str] | os._Environ[str] = os.environ) -> None:
    """Make Jupyter find our template, first, in this process and in those it starts."""
    paths = environment.get("JUPYTER_PATH", "").split(os.pathsep)
    kept = [path for path in paths if path and path != str(JUPYTER_DATA)]
    environment["JUPYTER_PATH"] = os.pathsep.join([str(JUPYTER_DATA), *kept])


def compute_assets_version() -> str:
    """Name the present state of every static file, so that a browser may keep them for a year."""
    state = [f"{name} {metadata.version(name)}" for name in FRONT_END]
    for folder in (WIDGETS / "static", JUPYTER_DATA):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                stat = file.stat()
                state.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
    return blake2s("\n".join(state).encode(), digest_size=6).hexdigest()


def build_voila_settings() -> dict[str, Any]:
    """Build the settings of Voila that every way of serving shares.

    A visitor chooses neither template nor theme (a theme is echoed into the page), no file beside
    a notebook is served, and a cell's source never leaves the server.
    """
    return {
        "template": TEMPLATE,
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        "strip_sources": True,
        "show_tracebacks": False,
        "file_allowlist": [],
        "extension_allowlist": list(LAB_EXTENSIONS),
        "preheat_kernel": False,
    }


def is_servable(root: Path, path: str) -> bool:
    """Whether ``path``, relative to ``root``, is a notebook that a visitor may open."""
    parts = path.split("/")
    if not path.endswith(".ipynb") or any(part in {"", ".."} or part[0] == "." for part in parts):
        return False
    file = root.joinpath(*parts)
    return file.is_file() and file.resolve().is_relative_to(root.resolve())
