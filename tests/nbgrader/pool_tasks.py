"""What the tests of the pool have a worker do; a worker imports it by its name."""

from __future__ import annotations

import os
import signal


def double(factor: int, task: int) -> int:
    """Multiply, or be killed as the system kills what takes too much memory."""
    if task < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return factor * task
