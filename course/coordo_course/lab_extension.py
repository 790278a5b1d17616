"""A Jupyter Server extension: Voila's preview in JupyterLab, with our pages and our hardening.

It takes the place of ``voila.server_extension``, whose front-end half (« Voila Preview ») stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traitlets.config import Config
from voila.configuration import VoilaConfiguration

from coordo_course.serving import build_voila_settings
from coordo_course.serving_routes import build_page_routes, build_page_settings

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "coordo_course.lab_extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    web_app = server.web_app
    settings = build_page_settings()
    web_app.settings.update(settings)
    configuration = VoilaConfiguration(
        config=Config({"VoilaConfiguration": build_voila_settings()})
    )
    routes = build_page_routes(web_app.settings["base_url"], configuration, settings)
    web_app.add_handlers(".*$", routes)
    if fill_pool := getattr(server.kernel_manager, "fill_pool", None):
        server.io_loop.add_callback(fill_pool)
