"""What a view of a model shows: the example it comes with, or what an author wrote for a lesson.

An author's data are one YAML file in the folder ``data`` beside the notebook, read against the
closed model of the view: a fault is told with its file, its line and what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.yaml_source import load_yaml, parse_model

from coordo_widgets import PUBLIC_NAMES
from coordo_widgets.showing import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

    import anywidget

Data = TypeVar("Data", bound=Closed)

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True)
class ViewKind(Generic[Data]):
    """A view that shows any data of one model.

    Args:
        id: id of the view on its example; a named one adds its name, so that what is kept of
            one never opens in the other.
        model: what its data are.
        build_example: the invented data that it comes with.
        build: data and id → the widget.
    """

    id: str
    model: type[Data]
    build_example: Callable[[], Data]
    build: Callable[[Data, str], anywidget.AnyWidget]

    def open(self, name: str | None = None, folder: Path | None = None) -> anywidget.AnyWidget:
        """Build the view on the example, or on the data of that name beside the notebook.

        Raises:
            UnavailableError: that is no name of data.
            ContentError, ContentErrors: the file is missing, or does not fit.
        """
        if name is None:
            return self.build(self.build_example(), self.id)
        return self.build(self.load(name, folder or Path.cwd()), f"{self.id}-{name}")

    def load(self, name: str, folder: Path) -> Data:
        """Read the data of that name in the folder of a module.

        Raises:
            UnavailableError: that is no name of data.
            ContentError, ContentErrors: the file is missing, or does not fit.
        """
        if not _NAME.fullmatch(name):
            wanted = "des minuscules, des chiffres et des tirets"
            raise UnavailableError(
                set_spaces(f"« {name} » n’est pas un nom de données : {wanted}.")
            )
        return parse_model(self.model, load_yaml(folder / "data" / f"{name}.yml"))


def find_view(function: str) -> ViewKind[Any] | None:
    """Return the view that a public function shows, None where it takes no data.

    Raises:
        KeyError: no such public function.
    """
    module = import_module(f"coordo_widgets.{PUBLIC_NAMES[function]}")
    kind = getattr(module, "VIEW", None)
    return kind if isinstance(kind, ViewKind) else None
