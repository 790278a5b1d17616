"""Which address is answered by what, the same under ``coordo serve`` and ``coordo lab``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
from jupyter_server.utils import url_path_join
from voila.paths import collect_template_paths

from coordo_course.serving import ASSETS, TEMPLATE, compute_assets_version
from coordo_course.serving_assets import AssetHandler, build_roots
from coordo_course.serving_pages import FarewellHandler, RenderHandler

if TYPE_CHECKING:
    from voila.configuration import VoilaConfiguration

WS_PING_MILLISECONDS = 30_000
KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


def build_page_settings() -> dict[str, Any]:
    """Build what the page handlers read in the web application's settings."""
    loader = jinja2.FileSystemLoader(collect_template_paths(["voila"], TEMPLATE, prune=True))
    return {
        "voila_jinja2_env": jinja2.Environment(loader=loader, autoescape=True),
        "coordo_assets_version": compute_assets_version(),
        # Jupyter Server's default is longer than tornado allows.
        "ws_ping_timeout": WS_PING_MILLISECONDS,
    }


def build_page_routes(
    base_url: str,
    voila_configuration: VoilaConfiguration,
    settings: dict[str, Any],
) -> list[tuple[Any, ...]]:
    """Build the routes of the notebooks' pages and of what they load."""
    kinds = "|".join(build_roots())
    return [
        (
            url_path_join(base_url, "voila/render/(.*)"),
            RenderHandler,
            {
                "voila_configuration": voila_configuration,
                "template_paths": collect_template_paths(["voila", "nbconvert"], TEMPLATE),
            },
        ),
        (url_path_join(base_url, "voila/api/shutdown", KERNEL_ID), FarewellHandler),
        (
            url_path_join(base_url, ASSETS, rf"(\w+)/({kinds})/(.*)"),
            AssetHandler,
            {"version": settings["coordo_assets_version"], "roots": build_roots()},
        ),
    ]
