"""Kernels kept ready, with the course's packages imported, for the next page that is opened.

Voila's own pool runs the notebook beforehand: a page would then show the progress of yesterday.
Here only the imports are done beforehand; the notebook runs when it is opened, in its own folder.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from traitlets import Float, Integer

KERNEL_NAME = "python3"

WARM_UP = """\
def _warm_up():
    import importlib, os
    import coordo_widgets
    for name in set(coordo_widgets.PUBLIC_NAMES.values()):
        importlib.import_module("coordo_widgets." + name)
    import altair, vl_convert
    chart = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    vl_convert.vegalite_to_svg(chart)
_warm_up()
del _warm_up
"""

MOVE = "__import__('os').chdir({folder!r}); __import__('os').environ.update({environment!r})"

WARM_UP_SECONDS = 60
MOVE_SECONDS = 10


class WarmKernelManager(AsyncMappingKernelManager):
    """Starts kernels as jupyter-server does, but hands out one that waits ready if there is one."""

    pool_size = Integer(1, help="How many kernels wait ready.").tag(config=True)
    refill_delay = Float(1.0, help="Seconds left to a page that opens before the next.").tag(
        config=True,
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._warm: list[str] = []
        self._refill: asyncio.Task[None] | None = None

    def fill_pool(self, delay: float = 0.0) -> None:
        """Bring the pool to its size, in the background."""
        if self._refill is None or self._refill.done():
            self._refill = asyncio.ensure_future(self._fill_pool(delay))

    async def _fill_pool(self, delay: float) -> None:
        await asyncio.sleep(delay)
        while len(self._warm) < self.pool_size:
            kernel_id = await super().start_kernel(kernel_name=KERNEL_NAME, path=ApiPath(""))
            if not await self._run(kernel_id, WARM_UP, WARM_UP_SECONDS):
                self.log.warning("A kernel could not be warmed: pages will open more slowly.")
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
                return
            self._warm.append(kernel_id)

    async def _run(self, kernel_id: str, code: str, seconds: float) -> bool:
        """Run ``code`` in a kernel without a trace in its history; False if it failed."""
        client = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            reply = await client.execute(code, silent=True, reply=True, timeout=seconds)
        except TimeoutError:
            return False
        finally:
            client.stop_channels()
        if reply["content"]["status"] != "ok":
            self.log.warning("%(ename)s: %(evalue)s", reply["content"])
            return False
        return True

    async def start_kernel(  # type: ignore[override]
        self,
        *,
        kernel_id: str | None = None,
        path: ApiPath | None = None,
        **kwargs: Any,
    ) -> str:
        """Give a kernel whose folder is ``path``: one that waits ready, else a new one."""
        wanted = kwargs.get("kernel_name") or KERNEL_NAME
        if kernel_id is None and wanted == KERNEL_NAME and path is not None and self._warm:
            warm_id = self._warm.pop(0)
            self.fill_pool(self.refill_delay)
            if warm_id in self and await self._move(warm_id, path, kwargs.get("env") or {}):
                return warm_id
        return str(await super().start_kernel(kernel_id=kernel_id, path=path, **kwargs))

    async def _move(self, kernel_id: str, path: ApiPath, environment: dict[str, str]) -> bool:
        """Give a ready kernel the folder and environment it would have been started with."""
        folder = self.cwd_for_path(path)  # type: ignore[no-untyped-call]
        added = {k: v for k, v in environment.items() if os.environ.get(k) != v}
        code = MOVE.format(folder=folder, environment=added)
        # A restart starts the process anew, from these arguments.
        kernel = self.get_kernel(kernel_id)
        kernel._launch_args = {  # noqa: SLF001
            **(kernel._launch_args or {}),  # noqa: SLF001
            "cwd": folder,
            **({"env": environment} if environment else {}),  # type: ignore[dict-item]
        }
        if await self._run(kernel_id, code, MOVE_SECONDS):
            return True
        await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
        return False

    def list_kernels(self) -> list[dict[str, Any]]:
        """List the kernels somebody uses."""
        return [model for model in super().list_kernels() if model["id"] not in self._warm]  # type: ignore[no-untyped-call]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Free a kernel nobody is connected to any more, never one that waits ready."""
        if kernel_id not in self._warm:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    async def shutdown_all(self, now: bool = False) -> None:  # type: ignore[override]  # noqa: FBT001, FBT002
        """Stop every kernel, the one being warmed included."""
        if self._refill is not None:
            self._refill.cancel()
        self._warm.clear()
        await super().shutdown_all(now=now)
