"""The queue at a hospital's door as an author writes it: what a coordinator can count."""

from __future__ import annotations

from pydantic import Field

from coordo_simulation.interface_queue import Interface, Stage
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Origin, Story

WEEKS = 52
"""One year, some 620 discharges: chance still weighs, so an outlook draws eight of them."""


class InterfaceStudy(Closed):
    """What is counted around a hospital's door; ``story`` presents it, shares are in per cent.

    ``starts``: places a working day to begin at home. ``evaluations``: people a working day.
    ``equipment``: working days to deliver. ``notice``: days by which one is told beforehand.
    """

    origin: Origin
    story: Story
    starts: int = Field(ge=1, le=8)
    ready: int = Field(ge=4, le=24)
    friday: int = Field(ge=10, le=60)
    weekend: int = Field(default=5, ge=0, le=30)
    evaluations: int = Field(default=4, ge=1, le=12)
    equipment: int = Field(default=1, ge=0, le=10)
    notice: int = Field(default=0, ge=0, le=5)

    def build_interface(self) -> Interface:
        """A year of it."""
        return Interface(
            ready_per_week=self.ready,
            friday_share=self.friday / 100,
            weekend_share=self.weekend / 100,
            evaluation=Stage(per_day=self.evaluations),
            home_start=Stage(per_day=self.starts),
            equipment_days=self.equipment,
            notice_days=self.notice,
            weeks=WEEKS,
        )
