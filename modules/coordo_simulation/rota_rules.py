"""The rules that a rota is held to, each with its limit, its force and its source.

What forbids (a text of law, the branch agreement, what cannot physically be done) is told apart
from what is preferred (a wish, a habit). Limits of law are read in ``course/references.yml``.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from coordo_simulation.declaration import Parameter, Standing
from coordo_simulation.references import Closed
from coordo_simulation.rota_words import count, name_share

if TYPE_CHECKING:
    from coordo_simulation.references import Reference, ReferenceBook


class Force(StrEnum):
    """What stands behind a rule, from what cannot be to what is only preferred."""

    IMPOSSIBLE = "impossible"
    LAW = "loi"
    BRANCH = "convention"
    WISH = "souhait"
    HABIT = "habitude"

    @property
    def forbids(self) -> bool:
        """Whether a rota that breaks the rule must be mended."""
        return self not in (Force.WISH, Force.HABIT)


class RuleId(StrEnum):
    """The rules, in the order in which they are told."""

    COVERED = "visite-couverte"
    PRESENT = "presence"
    SKILLED = "competence"
    WINDOW = "plage-horaire"
    SEPARATE = "visites-compatibles"
    DAILY_REST = "repos-quotidien"
    WEEKLY_REST = "repos-hebdomadaire"
    DAYS_IN_A_ROW = "jours-consecutifs"
    DAILY_WORK = "duree-quotidienne"
    WEEKLY_WORK = "duree-hebdomadaire"
    BREAK = "pause"
    SPAN = "amplitude"
    SUNDAY = "dimanche"
    REST_DAYS = "repos-quatorzaine"
    REST_WITH_SUNDAY = "repos-dimanche"
    EXTRA_HOURS = "heures-complementaires"
    PART_TIME = "temps-partiel"
    DECLINED = "souhait-de-la-personne"
    WISHED_OFF = "souhait-de-jour"
    EVENINGS = "souhait-de-soiree"
    KNOWN_FACE = "visage-connu"


ONLY = {RuleId.SUNDAY: (2, "dimanche"), RuleId.REST_WITH_SUNDAY: (2, "jour")}
"""Rules that can be told for one limit only, since one week before this one is known."""


class Rule(Closed):
    """A rule; ``limit`` in minutes, days or Sundays, None where the rule has no figure.

    ``limit_text`` is French and says the limit in its own words.
    """

    id: RuleId
    label: str
    force: Force
    limit: int | None
    limit_text: str = ""
    standing: Standing
    source: str
    reference: str | None = None


class Rules(Closed):
    """All rules of a rota; minutes of a break, and from when on a visit is an evening one."""

    rules: tuple[Rule, ...]
    break_minutes: int
    evening: int

    @model_validator(mode="after")
    def _has_limits_that_can_be_told(self) -> Self:
        for rule, (known, noun) in ONLY.items():
            held = self.by_id[rule].limit
            if held != known:
                raise ValueError(
                    f"«\u202f{self.by_id[rule].label}\u202f»\u202f: {count(known, noun)}, et non "
                    f"{held}\u202f; avec une seule semaine d’avant, le modèle ne sait pas en "
                    "compter d’autres"
                )
        return self

    @cached_property
    def by_id(self) -> dict[RuleId, Rule]:
        """Rules by id."""
        return {each.id: each for each in self.rules}

    def limit(self, rule: RuleId) -> int:
        """Return the figure of a rule that has one."""
        limit = self.by_id[rule].limit
        if limit is None:
            raise LookupError(rule)
        return limit


EVENING = Parameter(
    id="evening",
    label="Heure à partir de laquelle une visite qui finit est une visite du soir",
    unit="min depuis minuit",
    minimum=18 * 60,
    maximum=22 * 60,
    value=19 * 60 + 30,
    standing="hypothèse pédagogique",
    source="convention de ce modèle, pour compter les soirées",
)
PARAMETERS = (EVENING,)

_HOUR = 60
_OF_TEXTS: tuple[tuple[RuleId, str, Force, int, str], ...] = (
    (RuleId.DAILY_REST, "Repos quotidien", Force.LAW, _HOUR, "repos-quotidien"),
    (RuleId.WEEKLY_REST, "Repos hebdomadaire", Force.LAW, _HOUR, "repos-hebdomadaire"),
    (RuleId.DAYS_IN_A_ROW, "Jours de suite", Force.BRANCH, 1, "jours-travail-consecutifs"),
    (RuleId.DAILY_WORK, "Durée de la journée", Force.LAW, _HOUR, "duree-max-jour"),
    (RuleId.WEEKLY_WORK, "Durée de la semaine", Force.LAW, _HOUR, "duree-max-semaine"),
    (RuleId.BREAK, "Pause", Force.LAW, _HOUR, "pause-seuil"),
    (RuleId.SPAN, "Amplitude de la journée", Force.LAW, _HOUR, "amplitude-jour"),
    (RuleId.SUNDAY, "Un dimanche sur deux", Force.BRANCH, 1, "bad-dimanche"),
    (RuleId.REST_DAYS, "Repos en deux semaines", Force.BRANCH, 1, "bad-repos-quatorzaine"),
    (
        RuleId.REST_WITH_SUNDAY,
        "Repos avec un dimanche",
        Force.BRANCH,
        1,
        "bad-repos-consecutifs",
    ),
    (
        RuleId.EXTRA_HOURS,
        "Heures complémentaires",
        Force.BRANCH,
        1,
        "bad-heures-complementaires",
    ),
    (RuleId.PART_TIME, "Temps partiel", Force.BRANCH, _HOUR, "temps-partiel-plafond"),
)
"""Rule, label, force, how many of our units make one of the reference's, the reference."""

_OF_SENSE: tuple[tuple[RuleId, str, Force, str], ...] = (
    (RuleId.COVERED, "Visite sans personne", Force.IMPOSSIBLE, "la visite est promise"),
    (RuleId.PRESENT, "Absence", Force.IMPOSSIBLE, "l’absence déclarée"),
    (RuleId.SKILLED, "Compétence", Force.IMPOSSIBLE, "la sécurité de la personne et de l’aide"),
    (RuleId.WINDOW, "Plage convenue", Force.IMPOSSIBLE, "ce qui est convenu avec la personne"),
    (RuleId.SEPARATE, "Un lieu à la fois", Force.IMPOSSIBLE, "les horaires et le temps de trajet"),
    (RuleId.DECLINED, "Souhait de la personne", Force.WISH, "ce que la personne a dit"),
    (RuleId.WISHED_OFF, "Jour souhaité libre", Force.WISH, "ce que l’intervenant a dit"),
    (RuleId.EVENINGS, "Soirées à éviter", Force.WISH, "ce que l’intervenant a dit"),
    (RuleId.KNOWN_FACE, "Visage connu", Force.HABIT, "l’habitude du service"),
)


def build_rules(book: ReferenceBook) -> Rules:
    """Read the limits of law and of the branch agreement in the references.

    Raises:
        UnknownReferenceError: the course holds no such reference.
    """
    of_texts = [
        Rule(
            id=rule,
            label=label,
            force=force,
            limit=int(book.get(reference).number * scale),
            limit_text=_word_limit(rule, book.get(reference)),
            standing="texte",
            source=_cite(book, reference),
            reference=reference,
        )
        for rule, label, force, scale, reference in _OF_TEXTS
    ]
    of_sense = [
        Rule(
            id=rule,
            label=label,
            force=force,
            limit=None,
            standing="hypothèse pédagogique",
            source=source,
        )
        for rule, label, force, source in _OF_SENSE
    ]
    order = list(RuleId)
    rules = sorted([*of_texts, *of_sense], key=lambda each: order.index(each.id))
    return Rules(
        rules=tuple(rules),
        break_minutes=int(book.get("pause-duree").number),
        evening=int(EVENING.value),
    )


def _word_limit(rule: RuleId, reference: Reference) -> str:
    """Say in French a limit whose figure alone would mislead; else the reference's own words."""
    if rule is RuleId.SUNDAY:
        return "un sur deux"
    if rule is RuleId.EXTRA_HOURS:
        return f"{name_share(int(reference.number))} du contrat"
    if rule is RuleId.BREAK:
        return f"dès {reference.value_text}"
    if rule is RuleId.PART_TIME:
        return f"moins de {reference.value_text}"
    return reference.value_text


def _cite(book: ReferenceBook, reference: str) -> str:
    first = book.get(reference).sources[0]
    return f"{first.title}, {first.locator}" if first.locator else first.title
