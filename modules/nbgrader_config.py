# ruff: noqa: INP001  (nbgrader reads this file by its path, it is no package)
"""Lets ``nbgrader fetch_assignment`` and ``nbgrader submit`` run from this folder."""

from pathlib import Path

load_subconfig("nbgrader_config.py", path=str(Path(__file__).parents[1] / "course"))  # noqa: F821  (given by traitlets)
