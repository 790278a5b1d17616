"""Voila as ``coordo serve`` runs it: the course's notebooks alive, and nothing that executes."""

from __future__ import annotations

import logging
import os
import shutil
import webbrowser
from typing import TYPE_CHECKING, Any

import tornado.ioloop
from jupyter_core.utils import run_sync
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from traitlets.config import Config
from voila.app import Voila

from coordo_course.serving import build_voila_settings
from coordo_course.serving_kernels import WarmKernelManager
from coordo_course.serving_messages import FROM_PAGE, WidgetsOnlyConnection
from coordo_course.serving_pages import (
    FrontHandler,
    KernelHandler,
    KeyNeededHandler,
    NotFoundHandler,
)
from coordo_course.serving_routes import KERNEL_ID, build_page_routes, build_page_settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

LOCAL = ("127.0.0.1", "localhost", "::1")
FORGOTTEN_AFTER_SECONDS = 3600
"""A kernel that no page holds any more is freed after this time (a closed laptop comes back)."""


class CourseVoila(Voila):  # type: ignore[misc]  # Voila has no types
    """Serves the notebooks of one folder; its sockets are bound before it starts."""

    def __init__(
        self,
        sockets: list[socket.socket],
        announce: Callable[[], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.sockets = sockets
        self.announce = announce

    def init_settings(self) -> dict[str, Any]:
        """Close what Voila leaves open."""
        settings: dict[str, Any] = super().init_settings()
        settings["kernel_manager"].allowed_message_types = list(FROM_PAGE)
        settings |= build_page_settings()
        settings |= {
            "kernel_websocket_connection_class": WidgetsOnlyConnection,
            # Elsewhere than on this machine, the name is the proxy's business.
            "allow_remote_access": self.ip not in LOCAL,
            "default_handler_class": NotFoundHandler,
            "config": self.config,
        }
        return settings

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Answer the addresses a page needs, and no other."""
        return [
            # A hub sends its visitors to the addresses of a Jupyter server.
            (url_path_join(self.server_url, "(?:lab|tree)?/?"), FrontHandler),
            (url_path_join(self.server_url, "login"), KeyNeededHandler),
            (url_path_join(self.server_url, "api/kernels", KERNEL_ID), KernelHandler),
            (
                url_path_join(self.server_url, "api/kernels", KERNEL_ID, "channels"),
                KernelWebsocketHandler,
            ),
            *build_page_routes(self.server_url, self.voila_configuration, self.app.settings),
        ]

    def listen(self) -> None:
        """Serve on the sockets bound beforehand, until stopped."""
        HTTPServer(self.app, xheaders=self.ip not in LOCAL).add_sockets(self.sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        self.ioloop.add_callback(self.kernel_manager.fill_pool)
        self.ioloop.add_callback(self.announce)
        if self.open_browser:
            self.ioloop.run_in_executor(None, webbrowser.open, self._url(self.ip))
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopped from the keyboard.")
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop every kernel at once: what was acknowledged is on the disk."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def build_app(
    modules: Path,
    sockets: list[socket.socket],
    announce: Callable[[], None],
    **options: Any,
) -> CourseVoila:
    """Build the server of ``modules``; options are Voila's (ip, base_url, token, open_browser)."""
    port = sockets[0].getsockname()[1]
    voila = {"root_dir": str(modules), "port": port, "log_level": "WARN", **options}
    config = Config(
        {
            "CourseVoila": voila,
            "VoilaConfiguration": {
                **build_voila_settings(),
                "multi_kernel_manager_class": WarmKernelManager,
            },
            "WarmKernelManager": {
                "transport_encryption": "auto",
                "cull_idle_timeout": FORGOTTEN_AFTER_SECONDS,
                "cull_interval": 60,
            },
            "ContentsManager": {"allow_hidden": False},
        },
    )
    # No configuration file of the user's is read: it could open again what is closed here.
    app = CourseVoila(sockets, announce, config=config, config_file_paths=[])
    os.chdir(modules)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    app.initialize([])
    return app
