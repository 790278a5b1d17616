"""What comes before the first page: the port taken, the evaluation in place, notebooks trusted."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat
from nbformat.sign import NotebookNotary

from coordo_course.release import install_trainee_copy
from coordo_course.serving import publish_jupyter_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DEFAULT_PORT = 8866


class PortTakenError(OSError):
    """Another program already answers at this address."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Le port {port} est déjà pris\u202f: coordo est peut-être déjà ouvert, à l’adresse "
            f"http://{host}:{port}/ . Sinon, choisissez un autre port, par exemple "
            f"«\u202f--port {port + 1}\u202f».",
        )


@dataclass(frozen=True)
class Place:
    """Where pages are served: ``base_url`` and ``token`` are those of the hub in front, if any."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    base_url: str = "/"
    token: str = ""

    @property
    def address(self) -> str:
        """The address to type in a browser."""
        host = "127.0.0.1" if self.host in {"", "0.0.0.0"} else self.host  # noqa: S104
        return f"http://{host}:{self.port}{self.base_url}"


def bind(place: Place) -> list[socket.socket]:
    """Take the port.

    Raises:
        PortTakenError: another program holds it.
        OSError: this machine cannot use that address.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        listener = socket.create_server((place.host, place.port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(place.host, place.port) from None
        raise
    listener.setblocking(False)  # noqa: FBT003 - the only way to say it
    return [listener]


def iter_notebooks(modules: Path) -> Iterator[Path]:
    """Yield the course's notebooks, without Jupyter's own copies."""
    for file in sorted(modules.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in file.relative_to(modules).parts):
            yield file


def trust_notebooks(modules: Path) -> None:
    """Sign the course's notebooks, so that Jupyter shows their widgets without asking."""
    notary = NotebookNotary()
    for file in iter_notebooks(modules):
        notebook = nbformat.read(file, as_version=4)
        if not notary.check_signature(notebook):
            notary.sign(notebook)


def prepare_course(root: Path) -> None:
    """Put the evaluation in place, trust the notebooks, make our template findable.

    Raises:
        OSError: the course's folder cannot be written.
    """
    install_trainee_copy(root)
    trust_notebooks(root / "modules")
    publish_jupyter_data()


def serve_course(
    root: Path,
    place: Place,
    *,
    announce: Callable[[], None],
    open_browser: bool = False,
) -> None:
    """Serve the course's pages until stopped.

    Raises:
        PortTakenError: another program holds the port.
        OSError: the address or the course's folder cannot be used.
    """
    sockets = bind(place)
    prepare_course(root)
    from coordo_course.voila_app import build_app  # noqa: PLC0415 - reads JUPYTER_PATH when imported

    app = build_app(
        root / "modules",
        sockets,
        announce,
        ip=place.host,
        base_url=place.base_url,
        token=place.token,
        open_browser=open_browser,
    )
    app.start()
