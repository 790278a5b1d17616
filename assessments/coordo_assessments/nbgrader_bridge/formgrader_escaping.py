"""Makes formgrader escape the names that it shows.

Its templates are rendered without escaping: a trainee's id or name that holds HTML runs in the
instructor's session, with the rights to grade. Ids come from account names, from the folders of
an archive, from a list that was imported.
"""

from __future__ import annotations

import sys
from html import escape
from typing import Any

_BASE = "nbgrader.server_extensions.formgrader.base"
_NAMES = ("student", "first_name", "last_name")


def install_escaping() -> None:
    """Mend the formgrader of this process, where there is one. Idempotent."""
    base = sys.modules.get(_BASE)
    if base is not None:
        base.BaseHandler.render = _render
        base.BaseHandler.exporter = property(_find_exporter)


class _EscapingExporter:
    """Formgrader's exporter, given the names of a submission escaped."""

    def __init__(self, exporter: Any) -> None:  # noqa: ANN401  (nbgrader is untyped)
        self._exporter = exporter

    def from_filename(self, filename: str, resources: dict[str, Any]) -> Any:  # noqa: ANN401
        names = {key: escape(resources[key]) for key in _NAMES if resources.get(key)}
        return self._exporter.from_filename(filename, resources={**resources, **names})


def _render(self: Any, name: str, **values: Any) -> str:  # noqa: ANN401
    environment = self.settings["nbgrader_jinja2_env"]
    environment.autoescape = True
    page: str = environment.get_template(name).render(**values)
    return page


def _find_exporter(self: Any) -> _EscapingExporter:  # noqa: ANN401
    return _EscapingExporter(self.settings["nbgrader_exporter"])
