"""Times a step in a process where everything is imported, and prints the seconds."""

from __future__ import annotations

import logging
import sys
import time
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def print_seconds(action: Callable[[], object]) -> None:
    """Run an action without its log and its warnings."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    start = time.perf_counter()
    action()
    sys.stdout.write(f"{time.perf_counter() - start}\n")
