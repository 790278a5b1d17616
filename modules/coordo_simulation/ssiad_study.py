"""A caseload of home nursing as an author writes it: places, and people in the nine groups."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Name, Origin

GROUPS = 9
MOST_PEOPLE = 40
"""Of one group; a slider goes no further."""
Count = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]


class CaseloadStudy(Closed):
    """A service, its places, and how many people of each group it follows all year.

    ``people`` are those of group 1, then of group 2, to group 9.
    """

    service: Name
    origin: Origin
    places: int = Field(ge=2, le=400)
    people: Annotated[tuple[Count, ...], Field(min_length=GROUPS, max_length=GROUPS)]
    is_overseas: bool = False


def build_example_caseload() -> CaseloadStudy:
    """Build sixty places; groups 6 and 8, whose amounts were not found, are empty."""
    return CaseloadStudy(
        service="Un service de soins infirmiers",
        origin="exemple inventé",
        places=60,
        people=(3, 7, 6, 13, 9, 0, 6, 0, 14),
    )
