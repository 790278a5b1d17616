"""The pages a visitor sees: a notebook alive, the way in, and what is said when something fails."""

from __future__ import annotations

import asyncio
import json
import os
from asyncio import FIRST_COMPLETED
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from jupyter_client.jsonutil import json_default
from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import ApiPath, url_path_join
from tornado import web
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from coordo_course.serving import ASSETS, PORTAL, is_servable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from voila.configuration import VoilaConfiguration

HEARTBEAT_SECONDS = 15
FAREWELL_SECONDS = 5.0

# Nothing on a page asks another host, and the browser sees to it. Widgets bring their JavaScript
# through the kernel, as a blob; Voila's front end compiles its settings schemas (unsafe-eval).
PAGE_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self' data: blob:; "
    "frame-ancestors 'self'; "
    "base-uri 'self'; "
    "form-action 'self'"
)

ERRORS = {
    HTTPStatus.FORBIDDEN: (
        "Cette page n’est pas accessible",
        "L’adresse doit contenir sa clé d’accès. Reprenez le lien complet qui vous a été donné.",
    ),
    HTTPStatus.NOT_FOUND: (
        "Cette page n’existe pas",
        "L’adresse a peut-être changé. Tout le cours se retrouve à partir du portail.",
    ),
}
OTHER_ERROR = (
    "La page n’a pas pu s’ouvrir",
    (
        "Vos réponses enregistrées sont conservées. Rechargez la page\u202f; si cela se reproduit, "
        "arrêtez coordo puis relancez-le."
    ),
)


class PageHandler(JupyterHandler):
    """A page in the project's look, whose errors speak French and show no traceback."""

    @property
    def content_security_policy(self) -> str:
        """Forbid every other host."""
        return PAGE_POLICY

    def set_default_headers(self) -> None:
        """Add what keeps a page from being misread, kept or reported."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    @property
    def assets_url(self) -> str:
        """Address of the static files, version included."""
        return url_path_join(self.base_url, ASSETS, self.settings["coordo_assets_version"])

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what happened and what to do next."""
        title, text = ERRORS.get(HTTPStatus(status_code), OTHER_ERROR)
        template = self.settings["voila_jinja2_env"].get_template("error.html")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            template.render(
                title=title,
                text=text,
                assets_url=self.assets_url,
                portal_url=self.base_url,
            ),
        )


class NotFoundHandler(PageHandler):
    """Every address that nothing else answers."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Refuse, whoever asks."""
        raise web.HTTPError(HTTPStatus.NOT_FOUND)


class KeyNeededHandler(PageHandler):
    """Where a visitor without the access key is sent."""

    @allow_unauthenticated
    def get(self) -> None:
        """Refuse, and say why."""
        raise web.HTTPError(HTTPStatus.FORBIDDEN)


class FrontHandler(PageHandler):
    """The front page is the portal."""

    @web.authenticated
    def get(self) -> None:
        """Send the visitor to the portal."""
        self.redirect(url_path_join(self.base_url, "voila/render", PORTAL))


class RenderHandler(PageHandler):
    """A notebook, run in a kernel of its own and sent as it runs."""

    def initialize(
        self, voila_configuration: VoilaConfiguration, template_paths: list[str]
    ) -> None:
        """Remember how Voila is set."""
        self.voila_configuration = voila_configuration
        self.template_paths = template_paths

    @web.authenticated
    async def get(self, path: str) -> None:
        """Send the page; a failure on the way is said in the page itself."""
        if not is_servable(Path(self.contents_manager.root_dir), path):
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        _ = self.xsrf_token  # sets the cookie that the page's farewell must show
        renderer = self._build_renderer(path)
        await renderer.initialize()
        kernel_id = await self._start_kernel(renderer.notebook.metadata.kernelspec.name, path)
        renderer.page_config |= {"kernelId": kernel_id, "baseUrl": self.base_url}
        try:
            await self._send(renderer, kernel_id)
        except StreamClosedError:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id))

    def _build_renderer(self, path: str) -> NotebookRenderer:
        return NotebookRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=path,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=self._build_page_config(),
        )

    def _build_page_config(self) -> dict[str, Any]:
        page_config: dict[str, Any] = get_page_config(
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        return page_config | {
            "assetsUrl": self.assets_url,
            "fullStaticUrl": url_path_join(self.assets_url, "static"),
            "fullLabextensionsUrl": url_path_join(self.assets_url, "labextensions"),
            "fullMathjaxUrl": url_path_join(self.assets_url, "static/nomath.js"),
        }

    async def _start_kernel(self, name: str, path: str) -> str:
        kernel_id: str = await self.kernel_manager.start_kernel(
            kernel_name=name,
            path=ApiPath(path.rpartition("/")[0]),
            env={**os.environ, "VOILA_BASE_URL": self.base_url},
        )
        return kernel_id

    def _watch(self, kernel_id: str) -> asyncio.Future[None]:
        """Give a future that is set when the kernel dies, which restarts it silently."""
        lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def lose() -> None:
            if not lost.done():
                lost.set_result(None)

        for event in ("restart", "dead"):
            self.kernel_manager.add_restart_callback(kernel_id, lose, event)
        return lost

    async def _send(self, renderer: NotebookRenderer, kernel_id: str) -> None:
        kernel = self.kernel_manager.get_kernel(kernel_id)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        pieces = renderer.generate_content_generator(kernel_id, kernel)
        lost = self._watch(kernel_id)
        try:
            async for piece in iter_pieces(pieces, lost):
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            raise
        except Exception:
            self.log.exception("The page of kernel %s stopped half-way.", kernel_id)
            template = self.settings["voila_jinja2_env"].get_template("broken.html")
            title, text = OTHER_ERROR
            self.write(template.render(title=title, text=text))


class KernelLostError(RuntimeError):
    """The kernel died while it computed a page; what would answer now is another one."""


async def iter_pieces(
    pieces: AsyncIterator[tuple[str, Any]],
    lost: asyncio.Future[None],
) -> AsyncIterator[str]:
    """Yield the page's pieces, and a comment while one is long: proxies close a silent answer.

    Raises:
        KernelLostError: ``lost`` was set; the executor would wait for ever.
    """
    while True:
        step = asyncio.ensure_future(anext(pieces))
        awaited: set[asyncio.Future[Any]] = {step, lost}
        while not step.done():
            await asyncio.wait(awaited, timeout=HEARTBEAT_SECONDS, return_when=FIRST_COMPLETED)
            if lost.done():
                step.cancel()
                raise KernelLostError
            if not step.done():
                yield "<!-- … -->\n"
        try:
            yield step.result()[0]
        except StopAsyncIteration:
            return


class KernelHandler(APIHandler):
    """What a page asks of its kernel before it connects: it can neither stop nor restart it."""

    @web.authenticated
    async def get(self, kernel_id: str) -> None:
        """Describe one kernel, known by an id that only its page has."""
        model = await ensure_async(self.kernel_manager.kernel_model(kernel_id))
        self.finish(json.dumps(model, default=json_default))


class FarewellHandler(APIHandler):
    """Frees the kernel of a page that closes. The page proves itself by its XSRF cookie."""

    pending: ClassVar[set[asyncio.Task[None]]] = set()

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """Stop the kernel a little later: an answer sent just before must still be saved."""
        task = asyncio.create_task(self._release(kernel_id))
        self.pending.add(task)
        task.add_done_callback(self.pending.discard)
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()

    async def _release(self, kernel_id: str) -> None:
        await asyncio.sleep(FAREWELL_SECONDS)
        manager = self.kernel_manager
        if kernel_id in manager and not manager._kernel_connections.get(kernel_id):  # noqa: SLF001
            await ensure_async(manager.shutdown_kernel(kernel_id))
