"""What the indicator card says: the last value, what it settles, what another count gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity
from coordo_simulation.indicator_card import (
    FIELDS,
    Card,
    Target,
    check_card,
    compute_deciding_size,
    imagine_size,
    judge,
    tell_aim,
    tell_measured,
)
from coordo_simulation.indicator_series import (
    Counting,
    Indicator,
    Reading,
    group_periods,
    read_periods,
)
from coordo_simulation.references import Closed

from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from coordo_simulation.indicator_card import Measured, Verdict
    from coordo_simulation.indicator_series import Period

VERDICTS: dict[Verdict, str] = {"held": "tenue", "missed": "manquée", "open": "non tranchée"}


class Shown(Closed):
    """What the settings ask for: an indicator, one of its counts, a grouping, a target."""

    indicator: Indicator
    counting: Counting
    grouping: int
    card: Card
    target: Target
    readings: tuple[Reading, ...]

    @property
    def last(self) -> Reading:
        """The latest reading: the one that a meeting has before it."""
        return self.readings[-1]

    @property
    def is_other(self) -> bool:
        """Whether the denominator is not the card's."""
        return self.indicator.other is not None and self.counting == self.indicator.other


def build_shown(indicator: Indicator, *, is_other: bool, grouping: int, moves: int) -> Shown:
    """Read an indicator as the settings say; ``moves`` are steps of the target."""
    card = indicator.card
    if card.target is None:
        raise ValueError(f"une cible à déplacer : {card.id}")
    value = card.target.value + moves * indicator.step
    target = card.target.model_copy(update={"value": value})
    counting = (indicator.other if is_other else None) or indicator.own
    card = card.model_copy(update={"target": target})
    periods = group_periods(counting.periods, grouping)
    return Shown(
        indicator=indicator,
        counting=counting,
        grouping=grouping,
        card=card,
        target=target,
        readings=read_periods(card, periods, target),
    )


def tell_value(card: Card, value: float) -> str:
    """A value with its unit: 4,8 %."""
    return format_quantity(value, card.unit, card.decimals)


def tell_interval(card: Card, measured: Measured) -> str:
    """An interval with its unit: de 3,2 à 7,3 %."""
    low = format_number(measured.low, card.decimals)
    return f"de {low} à {tell_value(card, measured.high)}"


def tell_settled(shown: Shown) -> str:
    """The title of the card: how many points hold the target, miss it, or settle nothing."""
    count = len(shown.readings)
    if count == 1:
        words = {"held": "tient la cible", "missed": "manque la cible", "open": "ne tranche pas"}
        return f"{shown.indicator.short} : le seul point {words[shown.last.verdict or 'open']}"
    forms: dict[Verdict, tuple[str, str]] = {
        "held": ("tient la cible", "tiennent la cible"),
        "missed": ("manque la cible", "manquent la cible"),
        "open": ("ne tranche pas", "ne tranchent pas"),
    }
    whole = {"held": "tous tiennent la cible", "missed": "tous manquent la cible"}
    verdicts = {each.verdict for each in shown.readings}
    if len(verdicts) == 1:
        said = whole.get(verdicts.pop() or "open", "aucun ne tranche")
        return f"{shown.indicator.short} : sur {count} points, {said}"
    parts = []
    for verdict, (one, several) in forms.items():
        own = sum(each.verdict == verdict for each in shown.readings)
        if own:
            parts.append(f"{own} {one if own == 1 else several}")
    listed = " et ".join([", ".join(parts[:-1]), parts[-1]])
    return f"{shown.indicator.short} : sur {count} points, {listed}"


def tell_enough(shown: Shown) -> str:
    """The title of the size: whether what was counted is enough to judge the value."""
    last = shown.last
    said = "ne suffisent pas à juger" if last.verdict == "open" else "suffisent à juger"
    return (
        f"{shown.indicator.short} : {_count(last.period.size, shown)} {said} "
        f"{tell_value(shown.card, last.measured.value)}"
    )


def build_answer(shown: Shown, *, is_about_size: bool) -> list[str]:
    """What the settings give, in sentences."""
    lines = [_tell_last(shown)]
    lines.append(_tell_size(shown) if is_about_size else _tell_alert(shown))
    if shown.grouping > 1:
        lines.append(_tell_grouping(shown))
    lines.append(_tell_other(shown))
    if not is_about_size:
        lines.append(" ".join(check_card(shown.indicator.card)))
    lines.append(_tell_move(shown))
    return [line for line in lines if line]


def _count(size: int, shown: Shown) -> str:
    return f"{format_number(size)} {shown.indicator.unit_noun}"


def _tell_last(shown: Shown) -> str:
    last = shown.last
    label = last.period.label
    return (
        f"{label[0].upper()}{label[1:]} : {format_number(last.period.events)} sur "
        f"{_count(last.period.size, shown)}. {tell_measured(shown.card, last.measured)}"
    )


def _tell_alert(shown: Shown) -> str:
    """How many points pass the alert, and how many with their whole interval."""
    alert = shown.card.alert
    if alert is None:
        return ""
    beyond = [each for each in shown.readings if each.is_alert]
    whole = sum(judge(alert, each.measured) == "missed" for each in beyond)
    aim = tell_aim(shown.card, alert)
    if not beyond:
        return f"Seuil d’alerte : {aim}. Aucun point ne le passe."
    passes = "point le passe" if len(beyond) == 1 else "points le passent"
    return (
        f"Seuil d’alerte : {aim}. {len(beyond)} {passes}, dont {whole} avec tout l’intervalle : "
        "une alerte fait chercher, elle ne conclut pas."
    )


def _tell_size(shown: Shown) -> str:
    """How many it would take to settle, and the interval with four times more or fewer."""
    last, card = shown.last, shown.card
    size = last.period.size
    more, fewer = (imagine_size(card, last.measured.value, size * by) for by in (4, 0.25))
    noun = shown.indicator.unit_noun
    needed = compute_deciding_size(card, last.measured.value, shown.target)
    if needed is None:
        said = "La valeur est sur la cible : aucun effectif ne trancherait."
    elif last.verdict == "open":
        said = f"À cette valeur, il faudrait {_count(needed, shown)} pour trancher."
    else:
        said = f"À cette valeur, {_count(needed, shown)} auraient suffi pour trancher."
    return (
        f"{said} Avec quatre fois plus de {noun}, l’intervalle irait {tell_interval(card, more)} ; "
        f"avec quatre fois moins, {tell_interval(card, fewer)}."
    )


def _tell_grouping(shown: Shown) -> str:
    """What grouping gained in certainty, and what it costs."""
    single = read_periods(shown.card, shown.counting.periods, shown.target)
    alone, together = (
        f"{sum(each.verdict != 'open' for each in some)} sur {len(some)}"
        for some in (single, shown.readings)
    )
    _, several = shown.indicator.period_nouns
    return (
        f"Relevés qui tranchent, pris un par un : {alone} ; regroupés : {together}. Un groupe de "
        f"{min(shown.grouping, len(single))} {several} compte davantage, et se sait plus tard."
    )


def _tell_other(shown: Shown) -> str:
    """What the same periods would give, counted otherwise."""
    indicator = shown.indicator
    counting = indicator.own if shown.is_other else indicator.other
    if counting is None:
        return ""
    period = group_periods(counting.periods, shown.grouping)[-1]
    (reading,) = read_periods(shown.card, (period,), shown.target)
    said = (
        f"Compté sur {counting.words}, le même relevé donnerait "
        f"{tell_value(shown.card, reading.measured.value)} ({format_number(period.events)} sur "
        f"{format_number(period.size)})"
    )
    if reading.verdict and reading.verdict != shown.last.verdict:
        return f"{said}, et la cible serait {VERDICTS[reading.verdict]}."
    return f"{said}."


def _tell_move(shown: Shown) -> str:
    first = shown.indicator.card.target
    if first is None or first.value == shown.target.value:
        return ""
    origin = f" Elle venait de : {first.origin}." if first.origin else ""
    return (
        f"Vous avez mis la cible à {tell_value(shown.card, shown.target.value)} au lieu de "
        f"{tell_value(shown.card, first.value)}.{origin} Une cible déplacée après avoir vu les "
        "chiffres ne juge plus rien."
    )


def tell_definition(shown: Shown) -> str:
    """The card in one paragraph, for who does not see the picture; what is missing is said."""
    card = shown.indicator.card
    fields = [
        f"{words.split(' (')[0].split(',')[0]} : {getattr(card, name) or 'manque'}"
        for name, words in FIELDS.items()
    ]
    return f"La fiche. {' ; '.join(fields)}."


def build_table(shown: Shown, origin: str) -> Table:
    """Each point with what was counted, its value, its interval and what it says."""
    card = shown.card
    rows = [
        (
            each.period.label,
            _tell_counted(each.period),
            tell_value(card, each.measured.value),
            tell_interval(card, each.measured),
            VERDICTS[each.verdict or "open"],
            _tell_alerted(card, each),
        )
        for each in shown.readings
    ]
    return Table(
        caption=f"{card.name} : {card.numerator}, sur {shown.counting.words} ({origin})",
        columns=("Période", "Compté", "Valeur", "Intervalle à 95 %", "Cible", "Alerte"),
        rows=tuple(rows),
    )


def _tell_counted(period: Period) -> str:
    return f"{format_number(period.events)} sur {format_number(period.size)}"


def _tell_alerted(card: Card, reading: Reading) -> str:
    if card.alert is None:
        return "pas de seuil"
    return "passée" if reading.is_alert else "non"
