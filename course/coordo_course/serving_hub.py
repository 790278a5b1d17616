"""The portal in the place of the Jupyter server that a hub (Binder) asks for.

The hub gives a command line for a Jupyter server: the address, the prefix and the access key in it
are obeyed, the rest is for a server that executes code, which this one is not.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from coordo_assessments.course_root import find_course_root

from coordo_course.serving_start import Place, serve_course

if TYPE_CHECKING:
    from collections.abc import Sequence

HUB_PORT = 8888
OPTION = re.compile(r"--(?:\w+\.)?(?P<name>ip|port|base_url|token)=(?P<value>.*)")


def read_command(command: Sequence[str]) -> Place:
    """Read where to serve in a Jupyter server's command line.

    An option may carry its class (``--ServerApp.token=…``); given twice, the last one counts.
    """
    found = [option for part in command if (option := OPTION.fullmatch(part))]
    said = {option["name"]: option["value"].strip("'\"") for option in found}
    base_url = said.get("base_url", "").strip("/")
    return Place(
        host=said.get("ip", "0.0.0.0"),  # noqa: S104 - a container is reached from outside
        port=int(said.get("port", HUB_PORT)),
        base_url=f"/{base_url}/" if base_url else "/",
        token=said.get("token", ""),
    )


def main() -> None:
    """Serve the course of this folder as the hub's command line says."""
    place = read_command(sys.argv[1:])
    serve_course(find_course_root(), place, announce=lambda: print(place.address, flush=True))  # noqa: T201


if __name__ == "__main__":
    main()
