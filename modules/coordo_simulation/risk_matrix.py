"""Risk matrix: severity by likelihood, zones of acceptability, before and after actions.

The five names of severity are those of the French scale of medication errors (Interop'Santé, code
system "gravité de l'erreur"); three zones (acceptable, acceptable under control, unacceptable) are
those of Weka, "Matrice de criticité". The words of the levels for home care, the likelihood scale,
the product as criticality and the bounds of the zones are teaching hypotheses.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, TypeAdapter, model_validator

from coordo_simulation.declaration import Standing
from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Line, ShortName

_ID, _SHORT, _LINE = (TypeAdapter[str](each) for each in (Id, ShortName, Line))
When = Literal["before", "after"]
Axis = Literal["severity", "likelihood"]
AXIS_LABELS: dict[Axis, str] = {"severity": "gravité", "likelihood": "vraisemblance"}


class Level(Closed):
    """One step of a scale; ``help`` says how one recognises it."""

    rank: int = Field(ge=1)
    label: str
    help: str


class Scale(Closed):
    """Levels from 1 up, without a gap."""

    axis: Axis
    levels: tuple[Level, ...] = Field(min_length=2)
    standing: Standing
    source: str

    @model_validator(mode="after")
    def _ranks_follow(self) -> Self:
        if [level.rank for level in self.levels] != list(range(1, len(self.levels) + 1)):
            raise ValueError("des niveaux numérotés de 1 en 1")
        return self

    def get(self, rank: int) -> Level:
        """Return the level of a rank.

        Raises:
            ValueError: no such level (in French).
        """
        if not 1 <= rank <= len(self.levels):
            name = AXIS_LABELS[self.axis]
            raise ValueError(
                set_spaces(f"{name} {rank} : un niveau de 1 à {len(self.levels)} est attendu")
            )
        return self.levels[rank - 1]


class Zone(Closed):
    """Criticalities up to ``highest`` included, from just above the zone before."""

    id: str
    label: str
    highest: int = Field(ge=1)
    duty: str


class Matrix(Closed):
    """Two scales and the zones that their product falls into, lowest first."""

    severity: Scale
    likelihood: Scale
    zones: tuple[Zone, ...] = Field(min_length=1)
    standing: Standing
    source: str

    @model_validator(mode="after")
    def _zones_cover_all(self) -> Self:
        bounds = [zone.highest for zone in self.zones]
        if bounds != sorted(set(bounds)):
            raise ValueError("des zones de plus en plus hautes")
        if bounds[-1] < len(self.severity.levels) * len(self.likelihood.levels):
            raise ValueError("une dernière zone qui couvre la plus haute criticité")
        return self

    def find_zone(self, criticality: int) -> Zone:
        """Return the zone of a criticality."""
        return next(zone for zone in self.zones if criticality <= zone.highest)


class Rating(Closed):
    """Ranks of a risk on the two scales."""

    severity: int = Field(ge=1)
    likelihood: int = Field(ge=1)


class RiskAction(Closed):
    """What is done, and which of the two it is expected to lower."""

    text: str
    lowers: Axis


class Risk(Closed):
    """A risk of the register. ``short`` names it in a picture; ``owner`` answers for it."""

    id: str
    short: str
    title: str
    owner: str
    before: Rating
    actions: tuple[RiskAction, ...] = ()
    after: Rating

    def get_rating(self, when: When) -> Rating:
        """Return the rating before or after the actions."""
        return self.before if when == "before" else self.after


class RankedRisk(Closed):
    """A risk's place: risks of equal criticality share ``rank`` and say so."""

    risk: Risk
    rating: Rating
    criticality: int
    zone: Zone
    rank: int
    is_tied: bool


def compute_criticality(rating: Rating, matrix: Matrix) -> int:
    """Severity times likelihood, both ordinal: it orders, it does not measure.

    Raises:
        ValueError: a rank that the scale does not have (in French).
    """
    severity = matrix.severity.get(rating.severity)
    return severity.rank * matrix.likelihood.get(rating.likelihood).rank


def rank_risks(
    risks: tuple[Risk, ...], matrix: Matrix, when: When = "before"
) -> tuple[RankedRisk, ...]:
    """Order risks by criticality, ties by severity, then by id so that the order is always one.

    Equal criticalities share a rank (1, 2, 2, 4): the order within a tie is a choice, not a
    computation.
    """
    rated = [(each, each.get_rating(when)) for each in risks]
    scores = [compute_criticality(rating, matrix) for _, rating in rated]
    ranked = [
        RankedRisk(
            risk=risk,
            rating=rating,
            criticality=score,
            zone=matrix.find_zone(score),
            rank=1 + sum(other > score for other in scores),
            is_tied=scores.count(score) > 1,
        )
        for (risk, rating), score in zip(rated, scores, strict=True)
    ]
    return tuple(
        sorted(ranked, key=lambda each: (-each.criticality, -each.rating.severity, each.risk.id))
    )


def check_risk(risk: Risk, matrix: Matrix) -> tuple[str, ...]:
    """Say in French what does not hold between a risk's ratings and its actions."""
    remarks = []
    axes: tuple[Axis, ...] = ("severity", "likelihood")
    for axis in axes:
        change = getattr(risk.after, axis) - getattr(risk.before, axis)
        acting = [each for each in risk.actions if each.lowers == axis]
        name = AXIS_LABELS[axis]
        if change < 0 and not acting:
            remarks.append(f"la {name} baisse sans qu’aucune action agisse sur elle.")
        if change >= 0 and acting:
            remarks.append(f"une action vise la {name}, qui ne baisse pas.")
        if change > 0:
            remarks.append(f"la {name} monte après les actions.")
    before, after = (
        matrix.find_zone(compute_criticality(each, matrix)) for each in (risk.before, risk.after)
    )
    if after == matrix.zones[-1]:
        verb = "reste" if before == after else "devient"
        remarks.append(f"après les actions, le risque {verb} « {after.label} ».")
    if not risk.owner.strip():
        remarks.append("personne n’en répond.")
    return tuple(set_spaces(f"{risk.short} : {remark}") for remark in remarks)


def _level(rank: int, label: str, text: str) -> Level:
    return Level(rank=rank, label=label, help=set_spaces(text))


HYPOTHESIS: Standing = "hypothèse pédagogique"
SEVERITY = Scale(
    axis="severity",
    levels=(
        _level(1, "mineure", "gêne sans suite"),
        _level(2, "significative", "surveillance nécessaire, sans conséquence sur la santé"),
        _level(3, "majeure", "conséquences passagères sur la santé ou sur la vie quotidienne"),
        _level(4, "critique", "hospitalisation, ou perte d’autonomie durable"),
        _level(5, "catastrophique", "mise en jeu du pronostic vital ou décès"),
    ),
    standing=HYPOTHESIS,
    source=(
        "Noms des niveaux : Interop’Santé, gravité d’une erreur médicamenteuse ; leur description "
        "pour le domicile est du cours."
    ),
)
LIKELIHOOD = Scale(
    axis="likelihood",
    levels=(
        _level(1, "exceptionnelle", "pas vue en cinq ans"),
        _level(2, "rare", "moins d’une fois par an"),
        _level(3, "occasionnelle", "une à onze fois par an"),
        _level(4, "fréquente", "une à trois fois par mois"),
        _level(5, "très fréquente", "chaque semaine ou plus"),
    ),
    standing=HYPOTHESIS,
    source="Échelle du cours, à refaire avec votre équipe.",
)
HOME_CARE_MATRIX = Matrix(
    severity=SEVERITY,
    likelihood=LIKELIHOOD,
    zones=(
        Zone(id="low", label="acceptable en l’état", highest=4, duty="surveiller"),
        Zone(id="middle", label="acceptable sous contrôle", highest=10, duty="agir et mesurer"),
        Zone(id="high", label="inacceptable", highest=25, duty="agir avant de continuer"),
    ),
    standing=HYPOTHESIS,
    source="Trois zones : Weka, « Matrice de criticité ». Leurs bornes sont du cours.",
)


MOST_RISKS = 20
"""Above, the cells of a matrix can no longer name what stands in them."""


def _check_risk(risk: Risk) -> Risk:
    """Hold that a risk is rated on the scales, and said in words that a picture can hold."""
    for rating in (risk.before, risk.after):
        compute_criticality(rating, HOME_CARE_MATRIX)
    _ID.validate_python(risk.id)
    _SHORT.validate_python(risk.short)
    for text in (risk.title, *(each.text for each in risk.actions)):
        _LINE.validate_python(text)
    return risk


class Register(Closed):
    """The risks of a service on the scales for home care; ``origin`` says whence they come."""

    service: str = Field(min_length=1)
    origin: str = Field(min_length=1)
    risks: tuple[Annotated[Risk, AfterValidator(_check_risk)], ...] = Field(
        min_length=1, max_length=MOST_RISKS
    )

    @model_validator(mode="after")
    def _has_distinct_ids(self) -> Self:
        ids = [risk.id for risk in self.risks]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants de risques distincts")
        return self
