"""Serves the notebooks of a folder as ``coordo serve`` does, on a free port it prints."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from coordo_course.serving import publish_jupyter_data
from coordo_course.voila_app import build_app


def main() -> None:
    publish_jupyter_data()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    listener.setblocking(False)
    port = listener.getsockname()[1]
    app = build_app(
        Path(sys.argv[1]),
        [listener],
        lambda: print(port, flush=True),  # noqa: T201 - the test reads it
        ip="127.0.0.1",
        open_browser=False,
    )
    app.start()


if __name__ == "__main__":
    main()
