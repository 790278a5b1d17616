"""A situation that an author writes, for the three views that read one.

One file may serve the three: the force field needs a question, options and what was said of them;
the gate needs news to be told; the path needs an act and the facts that it starts from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from coordo_simulation.deliberation import Act, Disclosure, Person, Role, Situation
from coordo_simulation.deliberation_options import Argument, Deliberation, Option
from coordo_simulation.deliberation_path import CaseFacts
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Line, Name, Origin, ShortName, Story

OLDEST_DAY = date(2024, 5, 1)
"""Some texts that the course has read are in force from then only: it cannot answer for before."""


def _check_day(day: date) -> date:
    if day < OLDEST_DAY:
        raise ValueError(f"un jour depuis le {OLDEST_DAY} : avant, le cours n’a pas lu les textes")
    return day


RecentDay = Annotated[date, AfterValidator(_check_day)]


class NamedPerson(Person):
    """Someone whose name and tie fit a box."""

    id: Id
    name: ShortName
    tie: Annotated[str, Field(max_length=24)] = ""


class LivedSituation(Situation):
    """A situation of a day for which the course knows the texts."""

    date: RecentDay
    people: tuple[NamedPerson, ...] = Field(min_length=2, max_length=12)
    story: Annotated[str, Field(max_length=600)] = ""

    @property
    def trusted_name(self) -> str:
        """Name of the person of trust, or nothing where nobody is."""
        return next((each.name for each in self.people if each.role is Role.TRUSTED), "")


class NamedAct(Act):
    """An act that a sentence can name."""

    label: Name


class NamedTelling(Disclosure):
    """A thing told that a sentence can name."""

    information: Name


class ShownOption(Option):
    """An option that a list can name."""

    label: Name
    acts: tuple[NamedAct, ...] = Field(default=(), max_length=4)
    disclosures: tuple[NamedTelling, ...] = Field(default=(), max_length=4)


class News(Closed):
    """A thing that one might tell, what it is good for, whether it is needed or grave."""

    id: Id
    label: Name
    use: Name
    is_needed: bool = True
    is_grave: bool = False


class ActInQuestion(Closed):
    """What one would do, as a care or as a support, told by ``lead``; what one knows at first."""

    lead: Story
    care: Name
    support: Name
    facts: CaseFacts = CaseFacts()


class SituationStudy(Closed):
    """A situation, and what a view or another asks of it; ``origin`` says whence it comes."""

    origin: Origin
    situation: LivedSituation
    question: Line | None = None
    options: tuple[ShownOption, ...] = Field(default=(), max_length=8)
    arguments: tuple[Argument, ...] = Field(default=(), max_length=60)
    news: tuple[News, ...] = Field(default=(), max_length=8)
    act: ActInQuestion | None = None


class DebatedSituation(SituationStudy):
    """A situation with a question, options and what was said of each."""

    question: Line
    options: tuple[ShownOption, ...] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _is_one_deliberation(self) -> Self:
        _ = self.deliberation
        return self

    @property
    def deliberation(self) -> Deliberation:
        """The deliberation alone."""
        return Deliberation(
            question=self.question,
            situation=self.situation,
            options=self.options,
            arguments=self.arguments,
        )


class ToldSituation(SituationStudy):
    """A situation in which something may be told, by a professional."""

    news: tuple[News, ...] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _has_who_tells(self) -> Self:
        if not any(each.role is Role.PROFESSIONAL for each in self.situation.people):
            raise ValueError("au moins un professionnel, qui pourrait le dire")
        if len({each.id for each in self.news}) < len(self.news):
            raise ValueError("des identifiants distincts (news)")
        return self


class ActedSituation(SituationStudy):
    """A situation in which an act is in question."""

    act: ActInQuestion
