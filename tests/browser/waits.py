"""How long browser tests wait, in ms, on a machine that others use too."""

LOADING = 60_000
"""For a page whose kernel starts."""

ACTING = 15_000
"""For the answer to a click."""
