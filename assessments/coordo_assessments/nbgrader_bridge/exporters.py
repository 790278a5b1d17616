"""How the bridge reads a submitted notebook and writes a feedback page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter, HTMLExporter, NotebookExporter

from coordo_assessments.nbgrader_bridge.feedback_page import render_feedback_page
from coordo_assessments.nbgrader_bridge.released import is_compiled
from coordo_assessments.nbgrader_bridge.submitted_notebook import read_notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode


class SubmissionExporter(NotebookExporter):
    """Reads whatever a trainee handed in; what is no notebook comes out marked unreadable.

    Stock nbgrader fails the submission there; here the released notebook will take its place.
    """

    def from_filename(  # type: ignore[override]  # nbconvert announces a node, returns a text
        self,
        filename: str,
        resources: dict[str, Any] | None = None,
        **kw: Any,
    ) -> tuple[str, dict[str, Any]]:
        """Convert a file that may be damaged."""
        path = Path(filename)
        resources = resources if resources is not None else {}
        resources["metadata"] = {
            **resources.get("metadata", {}),
            "name": path.stem,
            "path": str(path.parent),
            "modified_date": datetime.now(UTC).date().isoformat(),
        }
        convert: Callable[..., tuple[str, dict[str, Any]]] = self.from_notebook_node
        return convert(read_notebook(path), resources=resources, **kw)


class FeedbackExporter(HTMLExporter):
    """Writes the trainee's feedback page: no script, no request to another host."""

    def from_notebook_node(  # type: ignore[override]  # nbconvert announces a node, returns a text
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,
    ) -> tuple[str, dict[str, Any]]:
        """Render a compiled notebook as our page, any other with nbgrader's template."""
        if not is_compiled(nb):
            stock: tuple[str, dict[str, Any]] = super().from_notebook_node(nb, resources, **kw)
            return stock
        shown, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        return render_feedback_page(shown, resources["nbgrader"]), resources
