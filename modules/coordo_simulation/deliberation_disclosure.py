"""Who may be told what: a telling reduced to its facts, and the table applied to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation import (
    Disclosure,
    Person,
    Protection,
    Role,
    Situation,
    Trust,
)
from coordo_simulation.deliberation_disclosure_rules import (
    DISCLOSURE_RULES,
    DisclosureFacts,
    Recipient,
)
from coordo_simulation.deliberation_gates import Verdict, decide
from coordo_simulation.in_force import find_in_force

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook


def check_disclosure(situation: Situation, disclosure: Disclosure, book: ReferenceBook) -> Verdict:
    """Say whether the one may tell the other, why, and from which text.

    Raises:
        LookupError: someone is not in the situation.
        ValueError: the one who tells is not a professional (the secret does not bind relatives).
        NoValueInForceError: the day is before the present text of L. 1110-4 (26 January 2016).
    """
    find_in_force(book, "l1110-4", situation.date)
    return decide(DISCLOSURE_RULES, build_facts(situation, disclosure), book, situation.date)


def build_facts(situation: Situation, disclosure: Disclosure) -> DisclosureFacts:
    """Reduce a telling to the facts that the table looks at."""
    sender = situation.get(disclosure.sender)
    if sender.role is not Role.PROFESSIONAL:
        raise ValueError(f"{sender.name} n’est pas un professionnel : le secret ne le lie pas")
    return DisclosureFacts(
        recipient=_name_recipient(situation, sender, situation.get(disclosure.recipient)),
        is_sender_physician=sender.is_physician,
        mode=disclosure.mode,
        consent=disclosure.consent,
        capacity=situation.capacity,
        is_needed=disclosure.is_needed,
        is_grave=disclosure.is_grave,
        is_trust_written=situation.trust is Trust.WRITTEN,
    )


def _name_recipient(situation: Situation, sender: Person, recipient: Person) -> Recipient:
    match recipient.role:
        case Role.ACCOMPANIED:
            return Recipient.HERSELF
        case Role.TRUSTED:
            return {
                Trust.WRITTEN: Recipient.TRUSTED,
                Trust.SPOKEN: Recipient.NAMED,
                Trust.NONE: Recipient.RELATIVE,
            }[situation.trust]
        case Role.REPRESENTATIVE:
            has_power = situation.protection is Protection.REPRESENTATION
            return Recipient.REPRESENTATIVE if has_power else Recipient.ASSISTANT
        case Role.RELATIVE:
            return Recipient.RELATIVE
        case Role.PROFESSIONAL:
            if not (sender.takes_part and recipient.takes_part):
                return Recipient.OUTSIDER
            is_team = sender.is_in_team and recipient.is_in_team
            return Recipient.TEAM if is_team else Recipient.PARTNER
