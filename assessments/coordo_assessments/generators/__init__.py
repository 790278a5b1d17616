"""The generators that an item may name: one registry, no code in YAML.

A new generator is one function, its closed parameters, and one entry here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.generators.activity import ACTIVITY
from coordo_assessments.generators.funding import FUNDING
from coordo_assessments.generators.measure import MEASURE

if TYPE_CHECKING:
    from coordo_assessments.generators.model import Generator

GENERATORS: dict[str, Generator] = {**ACTIVITY, **FUNDING, **MEASURE}
