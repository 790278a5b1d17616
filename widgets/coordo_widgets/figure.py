"""The one view of all figures: settings above, picture, prose answer, data and sources below.

The browser sends the whole state of the settings; the kernel answers with the picture and the
words for it. Nothing is drawn before the browser asks, so that a page of five figures shows at
once and the drawing library loads behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from coordo_widgets.charts import STATIC
from coordo_widgets.figure_notes import load_note, save_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_widgets.figure_model import Definition, Layout, Values, View


class Figure(anywidget.AnyWidget):
    """A figure that answers its settings.

    Args:
        definition: what does not change.
        build_view: state of the settings, proportions → what is shown. Pure.
        is_kept: whether the state is a trainee's answer, kept in the journal and restored.
    """

    _esm = STATIC / "figure.js"
    _css = STATIC / "figure.css"

    definition = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        definition: Definition,
        build_view: Callable[[Values, Layout], View],
        *,
        is_kept: bool = False,
    ) -> None:
        self._model = definition
        self._build_view = build_view
        self._is_kept = is_kept
        state: Values = {key: setting.value for key, setting in definition.settings.items()}
        if is_kept:
            state |= self._keep_valid(load_note(definition.id))
        super().__init__(definition=definition.model_dump(), values=state)
        self.on_msg(self._answer)

    def show(self, sequence: int, changes: dict[str, Any], layout: Layout) -> None:
        """Apply changed settings, keep them where they are an answer, and show the new view."""
        valid = self._keep_valid(changes)
        status = ""
        if valid:
            self.values = {**self.values, **valid}
            if self._is_kept:
                status = save_note(self._model.id, self.values)
        view = self._build_view(self.values, layout)
        self.view = {**view.model_dump(), "sequence": sequence, "status": status}

    def build_still(self, layout: Layout) -> View:
        """Return what is shown for the settings as they stand, and send nothing."""
        return self._build_view(self.values, layout)

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        sequence, changes = content.get("sequence"), content.get("changes")
        if isinstance(sequence, int) and isinstance(changes, dict):
            self.show(sequence, changes, "narrow" if content.get("layout") == "narrow" else "wide")

    def _keep_valid(self, values: dict[str, Any]) -> Values:
        """The values that the settings accept; lists become tuples."""
        settings = self._model.settings
        plain = {
            key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
        }
        return {
            key: value
            for key, value in plain.items()
            if key in settings and settings[key].accepts(value)
        }
