"""What the tests of the territory model draw from: departments, parameters, policies."""

from __future__ import annotations

from math import fsum

from coordo_simulation.territory_area import Area, Department
from coordo_simulation.territory_declaration import DECLARATION
from coordo_simulation.territory_policies import BY_ID
from hypothesis import strategies as st

changes = st.fixed_dictionaries(
    {},
    optional={each.id: st.floats(each.minimum, each.maximum) for each in DECLARATION.parameters},
)
chosen = st.sets(st.sampled_from(sorted(BY_ID))).map(lambda ids: tuple(sorted(ids)))
areas = st.builds(
    Area,
    id=st.just("lieu"),
    label=st.just("Lieu"),
    portrait=st.just("inventé"),
    older=st.floats(100, 300_000),
    tilt=st.floats(-0.5, 0.5),
    move_rate=st.floats(-0.03, 0.03),
    need_factor=st.floats(0.5, 1.5),
    travel=st.floats(0, 0.6),
    initial_gap=st.floats(0, 0.6),
    failure_factor=st.floats(0.3, 2),
    place_density=st.floats(0, 40),
)
departments = st.lists(areas, min_size=1, max_size=3).map(
    lambda found: Department(
        label="Département",
        posts=10,
        areas=tuple(
            area.model_copy(update={"id": f"lieu-{place}"}) for place, area in enumerate(found)
        ),
    )
)


def balance(*terms: float) -> float:
    """Sum of terms that should cancel, against the largest of them."""
    return abs(fsum(terms)) / max(1.0, *(abs(term) for term in terms))
