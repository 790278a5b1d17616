"""An expert panel judged by its votes: unanimous or split items, experts apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from coordo_assessments.analysis.panel_votes import DEGREES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordo_assessments.analysis.panel_votes import Panel

FEWEST_EXPERTS = 10
"""Panels under ten are not advised (Gagnon et al., Medical Education 2005, 39:284–291)."""
APART = -2.0
"""Standard deviations under the panel's mean from which an expert stands apart."""
CAMP = 1 / 3
FAR = 2
_FEWEST_FOR_SPREAD = 5


@dataclass(frozen=True)
class ItemVotes:
    """The votes on one item, how they score, and what to look at (French)."""

    item: str
    votes: Mapping[int, int]
    credits: Mapping[int, float]
    is_unanimous: bool
    is_split: bool
    cautions: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many experts voted."""
        return sum(self.votes.values())


@dataclass(frozen=True)
class ExpertRecord:
    """One expert measured by the others.

    Attributes:
        score: mean credit that the others' votes give to this expert's, in [0, 1].
        distance: standard deviations from the mean of the panel; None in too small a panel.
        far: items on which the vote is two steps or more from every mode of the others.
    """

    expert: str
    count: int
    score: float
    distance: float | None
    far: tuple[str, ...]

    @property
    def is_apart(self) -> bool:
        """Whether the others agree with this expert much less than among themselves."""
        return self.distance is not None and self.distance <= APART


@dataclass(frozen=True)
class PanelReport:
    """What the votes say of the items and of the experts."""

    items: tuple[ItemVotes, ...]
    experts: tuple[ExpertRecord, ...]
    cautions: tuple[str, ...]


def compute_credits(votes: Mapping[int, int]) -> dict[int, float]:
    """Credit of each degree: its votes over those of the mode (aggregate scoring)."""
    most = max(votes.values(), default=0)
    return {degree: votes.get(degree, 0) / most if most else 0.0 for degree in DEGREES}


def analyse_panel(panel: Panel) -> PanelReport:
    """Judge items and experts by the votes."""
    return PanelReport(
        items=tuple(_judge_item(panel, item) for item in panel.items),
        experts=_judge_experts(panel),
        cautions=_caution_panel(panel),
    )


def count_votes(panel: Panel, item: str, experts: Sequence[str] | None = None) -> Counter[int]:
    """Votes on an item, of some experts only if asked."""
    kept = None if experts is None else set(experts)
    return Counter(
        vote.degree
        for vote in panel.votes
        if vote.item == item and (kept is None or vote.expert in kept)
    )


def _judge_item(panel: Panel, item: str) -> ItemVotes:
    votes = count_votes(panel, item)
    total = votes.total()
    against = sum(count for degree, count in votes.items() if degree < 0) / total
    favour = sum(count for degree, count in votes.items() if degree > 0) / total
    is_unanimous = len(votes) == 1
    is_split = against >= CAMP and favour >= CAMP
    cautions = []
    if is_unanimous:
        cautions.append(
            "Unanime\u202f: aucune incertitude à mesurer. Faites-en une question à réponse unique, "
            "ou retirez-la."
        )
    if is_split:
        cautions.append(
            "Deux camps opposés\u202f: la vignette se lit de deux façons, ou la pratique diverge. "
            "Relisez les raisons des experts avant de la garder."
        )
    if total < len(panel.experts):
        cautions.append(f"{len(panel.experts) - total} expert(s) sans vote.")
    return ItemVotes(
        item=item,
        votes={degree: votes.get(degree, 0) for degree in DEGREES},
        credits=compute_credits(votes),
        is_unanimous=is_unanimous,
        is_split=is_split,
        cautions=tuple(cautions),
    )


def _judge_experts(panel: Panel) -> tuple[ExpertRecord, ...]:
    scores = {expert: _score_against_others(panel, expert) for expert in panel.experts}
    values = list(scores.values())
    spread = stdev(values) if len(values) >= _FEWEST_FOR_SPREAD else 0.0
    centre = fmean(values)
    return tuple(
        ExpertRecord(
            expert=expert,
            count=len(panel.by_expert[expert]),
            score=score,
            distance=(score - centre) / spread if spread else None,
            far=_list_far(panel, expert),
        )
        for expert, score in scores.items()
    )


def _score_against_others(panel: Panel, expert: str) -> float:
    others = [other for other in panel.experts if other != expert]
    given = panel.by_expert[expert]
    return fmean(
        compute_credits(count_votes(panel, item, others))[degree] for item, degree in given.items()
    )


def _list_far(panel: Panel, expert: str) -> tuple[str, ...]:
    others = [other for other in panel.experts if other != expert]
    far = []
    for item, degree in panel.by_expert[expert].items():
        votes = count_votes(panel, item, others)
        most = max(votes.values(), default=0)
        modes = [value for value, count in votes.items() if count == most]
        if modes and min(abs(degree - mode) for mode in modes) >= FAR:
            far.append(item)
    return tuple(far)


def _caution_panel(panel: Panel) -> tuple[str, ...]:
    count = len(panel.experts)
    if count >= FEWEST_EXPERTS:
        return ()
    less = f"moins de {FEWEST_EXPERTS}, la clé change beaucoup d’un panel à l’autre"
    return (f"{count} experts\u202f: {less}.",)
