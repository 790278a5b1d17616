"""A pool of worker processes that outlives the death of one of them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

_shared: list[Any] = []


def count_workers() -> int:
    """Processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Sent(Generic[TaskT, ResultT]):
    """Tasks on their way; ``iter_results`` waits for them in their order."""

    def __init__(
        self,
        pool: GradingPool,
        function: Callable[[Any, TaskT], ResultT],
        pairs: list[tuple[TaskT, Future[ResultT] | None]],
    ) -> None:
        """Made by ``GradingPool.send``; no future means: done when asked for."""
        self._pool = pool
        self._function = function
        self._pairs = pairs

    def iter_results(self, on_death: Callable[[TaskT], ResultT]) -> Iterator[ResultT]:
        """Yield the results.

        Args:
            on_death: makes the result of a task whose worker died twice (out of memory, say).
        """
        for task, future in self._pairs:
            if future is None:
                yield self._function(self._pool.shared, task)
                continue
            try:
                yield future.result()
            except BrokenProcessPool:
                yield self._pool.run_alone(self._function, task, on_death)


class GradingPool:
    """Runs functions of (shared, task) in processes, or here where there is one worker only.

    Workers start from a clean process that imports ``preload`` once (not a fork of this one,
    whose threads and database connections they must not inherit).
    """

    def __init__(self, shared: object, workers: int, preload: str) -> None:
        """Start no process yet.

        Args:
            shared: sent once to each worker.
            workers: one means: in this process.
            preload: the module of the functions.
        """
        self.shared = shared
        self._workers = workers
        self._preload = preload
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def send(
        self, function: Callable[[Any, TaskT], ResultT], tasks: Iterable[TaskT]
    ) -> Sent[TaskT, ResultT]:
        """Give tasks to the workers."""
        if self._workers == 1:
            return Sent(self, function, [(task, None) for task in tasks])
        return Sent(self, function, [(task, self._submit(function, task)) for task in tasks])

    def run_alone(
        self,
        function: Callable[[Any, TaskT], ResultT],
        task: TaskT,
        on_death: Callable[[TaskT], ResultT],
    ) -> ResultT:
        """Try a task again, in a process that it can take no other task down with."""
        with self._start(1) as executor:
            try:
                return executor.submit(_call, function, task).result()
            except BrokenProcessPool:
                return on_death(task)

    def _submit(self, function: Callable[[Any, TaskT], ResultT], task: TaskT) -> Future[ResultT]:
        for _ in range(2):
            if self._executor is None:
                self._executor = self._start(self._workers)
            try:
                return self._executor.submit(_call, function, task)
            except BrokenProcessPool:
                self._executor.shutdown(wait=False)
                self._executor = None
        raise BrokenProcessPool("les processus de correction ne démarrent pas")

    def _start(self, workers: int) -> ProcessPoolExecutor:
        method = "forkserver" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([self._preload])
        return ProcessPoolExecutor(workers, context, initializer=_share, initargs=(self.shared,))


def _share(shared: object) -> None:
    _shared[:] = [shared]


def _call(function: Callable[[Any, TaskT], ResultT], task: TaskT) -> ResultT:
    return function(_shared[0], task)
