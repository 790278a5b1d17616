"""The formats where one points: zone à pointer, positioning on two axes."""

from __future__ import annotations

from typing import ClassVar, Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.drawings import Drawing, read_size
from coordo_assessments.geometry import Length, Region, Target
from coordo_assessments.items_base import ItemBase, Text, refuse_doubles, refuse_telling_ids


class ZoneRegion(Closed):
    """A part of a drawing, its name for the list, and why it was to be pointed at or not."""

    id: KebabId
    text: Text
    region: Region
    correct: bool
    explanation: Text


class ZoneItem(ItemBase):
    """Zone à pointer: the drawing is shown bare; the names stand in a list beside it.

    Whoever cannot point picks names in the list: there are then at least twice as many names
    as expected zones.
    """

    type: Literal["zone"]
    drawing: Drawing
    description: Text = Field(description="the drawing in words, which gives nothing away")
    expected_count: int = Field(ge=1, le=5)
    regions: tuple[ZoneRegion, ...] = Field(min_length=2, max_length=20)

    @property
    def key(self) -> frozenset[str]:
        """Ids of the regions to point at."""
        return frozenset(region.id for region in self.regions if region.correct)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the drawing, in its own unit."""
        return read_size(self.drawing)

    @model_validator(mode="after")
    def _has_fair_regions(self) -> ZoneItem:
        ids = tuple(region.id for region in self.regions)
        refuse_doubles(ids, "des zones")
        refuse_telling_ids(ids)
        if len(self.key) != self.expected_count:
            raise ValueError(f"expected_count égal au nombre de zones justes ({len(self.key)})")
        if len(self.regions) < 2 * self.expected_count:
            raise ValueError("au moins autant de zones fausses que de justes (liste au clavier)")
        width, height = self.size
        for region in self.regions:
            left, top, right, bottom = region.region.box
            if left < 0 or top < 0 or right > width or bottom > height:
                raise ValueError(f"une zone dans le dessin ({region.id})")
        return self


class Axis(Closed):
    """One axis, from −1 (``low``) to 1 (``high``)."""

    title: Text
    low: Text
    high: Text


class Profile(Closed):
    """What is to be placed, where it is expected, and how far off it still earns something."""

    id: KebabId
    text: Text
    target: Target
    reach: Length = Field(default=0.6, le=2, description="distance from the target that earns 0")
    explanation: Text


class PositioningItem(ItemBase):
    """Profiles to place on a square of two axes.

    The coordinates are the authors': ``convention`` says so to the trainee.
    """

    type: Literal["positioning"]
    horizontal: Axis
    vertical: Axis
    convention: Text
    is_closed: ClassVar[bool] = False
    profiles: tuple[Profile, ...] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def _has_targets_on_the_square(self) -> PositioningItem:
        ids = tuple(profile.id for profile in self.profiles)
        refuse_doubles(ids, "des profils")
        refuse_telling_ids(ids)
        for profile in self.profiles:
            if max(map(abs, profile.target.box)) > 1:
                raise ValueError(f"une cible entre −1 et 1 ({profile.id})")
        return self
