"""A fault that a rule finds in a rota, before the rule's name and source are set beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordo_simulation.rota_rules import RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is seen, what was expected and what would mend it, in French.

    ``caregiver`` is None where nobody is to blame: a visit without anybody.
    """

    rule: RuleId
    caregiver: str | None
    day: int | None
    visits: tuple[str, ...]
    fact: str
    limit: str
    remedy: str
