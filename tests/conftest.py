"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The machine is shared and slow at times: a law is judged by its examples, not by the clock.
settings.register_profile(
    "coordo", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("coordo")
