"""Whether an act may be done: consent, refusal, who speaks for who cannot, advance directives.

Sources: code de la santé publique, L. 1111-4, L. 1111-6, L. 1111-11; code de l'action sociale et
des familles, L. 311-3 and L. 311-5-1. Care and support do not rest on the same text. Not here:
psychiatric care without consent, minors, and the case law of extreme emergency, on which a
refusal by someone able to say no is held to stand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from coordo_simulation.deliberation import (
    Act,
    ActKind,
    Capacity,
    Consent,
    Directives,
    Protection,
    Situation,
    Trust,
)
from coordo_simulation.deliberation_gates import Outcome, Rule, Verdict, decide, when
from coordo_simulation.in_force import find_in_force
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook


class Stance(StrEnum):
    """What the advance directives say of this act."""

    SILENT = "n’en disent rien"
    AGAINST = "le refusent"
    SET_ASIDE = "le refusent, mais sont jugées inadaptées"


class ActFacts(Closed):
    """All that the table looks at."""

    kind: ActKind
    capacity: Capacity
    consent: Consent
    is_informed: bool
    stance: Stance
    is_vital_emergency: bool
    is_represented: bool
    is_trust_written: bool


CAN_SAY = (Capacity.ABLE, Capacity.FLUCTUATING)
CARE, SUPPORT = (ActKind.CARE,), (ActKind.SUPPORT,)

ACT_RULES: tuple[Rule, ...] = (
    Rule(
        id="refus-de-soin",
        conditions=when(kind=CARE, capacity=CAN_SAY, consent=(Consent.REFUSED,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, elle refuse ce soin",
        reason="Aucun acte n’est pratiqué sans le consentement libre et éclairé de la personne, "
        "qui peut le retirer à tout moment. Le médecin respecte sa volonté, même si sa vie est "
        "en danger.",
        instead="L’informer des conséquences et de leur gravité ; si sa vie est en jeu, lui "
        "reposer la question dans un délai raisonnable ; proposer un autre médecin ; l’écrire au "
        "dossier ; continuer de l’accompagner.",
        texts=("refus-de-soin", "consentement-aux-soins"),
    ),
    Rule(
        id="refus-accompagnement",
        conditions=when(kind=SUPPORT, capacity=CAN_SAY, consent=(Consent.REFUSED,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, elle n’en veut pas",
        reason="Le libre choix des prestations et le consentement éclairé sont des droits de la "
        "personne accompagnée.",
        instead="Chercher ce qu’elle refuse au juste (l’heure, la personne, l’idée), et ce "
        "qu’elle accepterait. Si sa vie est en danger, alerter : c’est alors un soin, qui "
        "s’examine comme tel.",
        texts=("droits-usagers",),
    ),
    Rule(
        id="soin-a-eclairer",
        conditions=when(
            kind=CARE, capacity=CAN_SAY, consent=(Consent.GIVEN,), is_informed=(False,)
        ),
        outcome=Outcome.ON_CONDITION,
        says="Une fois qu’elle saura à quoi elle consent",
        reason="Elle a dit oui sans avoir été informée, et le consentement est libre et éclairé : "
        "elle décide compte tenu des informations que le professionnel de santé lui fournit.",
        instead="La faire informer par le professionnel de santé dont c’est la compétence (le "
        "soin, ses suites, celles d’un refus), puis lui reposer la question.",
        texts=("consentement-aux-soins",),
        also=("droit-information-sante",),
    ),
    Rule(
        id="soin-consenti",
        conditions=when(kind=CARE, capacity=CAN_SAY, consent=(Consent.GIVEN,)),
        outcome=Outcome.ALLOWED,
        says="Oui, elle y consent",
        reason="Son consentement est libre et éclairé ; elle peut le retirer à tout moment, et "
        "ce qu’elle dit aujourd’hui passe avant ce qu’elle a écrit.",
        instead="Le redemander lorsque le soin ou son état change.",
        texts=("consentement-aux-soins",),
    ),
    Rule(
        id="accompagnement-a-eclairer",
        conditions=when(
            kind=SUPPORT, capacity=CAN_SAY, consent=(Consent.GIVEN,), is_informed=(False,)
        ),
        outcome=Outcome.ON_CONDITION,
        says="Une fois qu’elle saura à quoi elle consent",
        reason="Le consentement que le texte demande est éclairé, et elle a dit oui sans savoir "
        "ce qu’on lui propose.",
        instead="Lui dire qui viendra, quand et pour quoi faire, avec une autre façon de faire ; "
        "puis lui reposer la question.",
        texts=("droits-usagers",),
    ),
    Rule(
        id="accompagnement-consenti",
        conditions=when(kind=SUPPORT, capacity=CAN_SAY, consent=(Consent.GIVEN,)),
        outcome=Outcome.ALLOWED,
        says="Oui, elle y consent",
        reason="Son consentement éclairé a été recherché, et elle l’a donné.",
        instead="Le redemander lorsque l’accompagnement ou son état change.",
        texts=("droits-usagers",),
    ),
    Rule(
        id="soin-a-demander-au-bon-moment",
        conditions=when(kind=CARE, capacity=(Capacity.FLUCTUATING,)),
        outcome=Outcome.ON_CONDITION,
        says="Si elle y consent, à un moment où elle le peut",
        reason="Elle est apte par moments : son consentement se recherche à l’un de ceux-là.",
        instead="Choisir l’heure et la personne avec qui elle parle le mieux, et revenir.",
        texts=("consentement-aux-soins",),
    ),
    Rule(
        id="soin-a-demander",
        conditions=when(kind=CARE, capacity=(Capacity.ABLE,)),
        outcome=Outcome.ON_CONDITION,
        says="Avec son accord, à lui demander d’abord",
        reason="Aucun acte médical ni traitement sans son consentement libre et éclairé.",
        instead="Lui expliquer le soin, ses suites, et celles d’un refus.",
        texts=("consentement-aux-soins",),
    ),
    Rule(
        id="accompagnement-a-demander",
        conditions=when(kind=SUPPORT, capacity=CAN_SAY),
        outcome=Outcome.ON_CONDITION,
        says="Avec son accord, à lui demander d’abord",
        reason="Son consentement éclairé est recherché chaque fois qu’elle est apte à exprimer "
        "sa volonté et à participer à la décision.",
        instead="Lui présenter au moins deux façons de faire, à une heure où elle est disponible.",
        texts=("droits-usagers",),
    ),
    Rule(
        id="directives-en-urgence",
        conditions=when(kind=CARE, stance=(Stance.AGAINST,), is_vital_emergency=(True,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Le temps d’évaluer, pas davantage",
        reason="Ses directives refusent ce soin et s’imposent, sauf urgence vitale, pendant le "
        "temps nécessaire à une évaluation complète de la situation.",
        instead="Transmettre les directives au médecin qui intervient, tout de suite.",
        texts=("directives-anticipees",),
        exception="urgence vitale, le temps d’une évaluation complète (L.\u00a01111-11)",
    ),
    Rule(
        id="directives-contre",
        conditions=when(kind=CARE, stance=(Stance.AGAINST,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, ses directives anticipées le refusent",
        reason="Elle est hors d’état de s’exprimer, et ses directives s’imposent au médecin.",
        instead="Les appliquer, le dire à la personne de confiance et aux proches, soulager.",
        texts=("directives-anticipees",),
    ),
    Rule(
        id="directives-ecartees",
        conditions=when(kind=CARE, stance=(Stance.SET_ASIDE,), is_vital_emergency=(False,)),
        outcome=Outcome.ON_CONDITION,
        says="Après une procédure collégiale, inscrite au dossier",
        reason="Des directives jugées manifestement inappropriées ou non conformes à la "
        "situation médicale ne s’écartent pas à un seul.",
        instead="Attendre la procédure ; la décision est portée à la connaissance de la "
        "personne de confiance ou, à défaut, de la famille ou des proches.",
        texts=("directives-anticipees",),
    ),
    Rule(
        id="urgence",
        conditions=when(kind=CARE, is_vital_emergency=(True,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, ce que l’urgence exige",
        reason="Elle est hors d’état de s’exprimer : l’urgence permet d’intervenir sans avoir "
        "consulté la personne de confiance ou la famille.",
        instead="Transmettre au médecin ce qu’elle avait dit, refus compris ; consulter dès "
        "que l’urgence cède.",
        texts=("personne-hors-d-etat",),
        exception="urgence, la personne étant hors d’état de s’exprimer (L.\u00a01111-4)",
    ),
    Rule(
        id="representant-autorise",
        conditions=when(kind=CARE, is_represented=(True,)),
        outcome=Outcome.ON_CONDITION,
        says="Si la personne qui la représente l’autorise",
        reason="Elle ne peut pas consentir ; la mesure de protection porte sur sa personne.",
        instead="Chercher son avis à elle malgré tout, et le porter à qui autorise.",
        texts=("majeur-protege-sante",),
        also=("personne-hors-d-etat",),
    ),
    Rule(
        id="confiance-temoigne",
        conditions=when(kind=CARE, is_trust_written=(True,)),
        outcome=Outcome.ON_CONDITION,
        says="Après avoir consulté la personne de confiance",
        reason="Elle est hors d’état de s’exprimer : la personne désignée par écrit rend compte "
        "de sa volonté. Elle témoigne, elle ne décide pas.",
        instead="Demander : « Qu’aurait-elle dit ? », et noter les mots.",
        texts=("personne-de-confiance-csp", "personne-hors-d-etat"),
    ),
    Rule(
        id="famille-consultee",
        conditions=when(kind=CARE),
        outcome=Outcome.ON_CONDITION,
        says="Après avoir consulté la famille ou, à défaut, un proche",
        reason="Elle est hors d’état de s’exprimer et n’a désigné personne par écrit.",
        instead="Consulter par le médecin ; écrire ce que chacun rapporte de sa volonté.",
        texts=("personne-hors-d-etat",),
    ),
    Rule(
        id="representant-consent",
        conditions=when(is_represented=(True,)),
        outcome=Outcome.ON_CONDITION,
        says="Si la personne qui la représente y consent",
        reason="Son consentement ne peut pas être recherché ; à défaut, celui de la personne "
        "chargée de la mesure, lorsque celle-ci porte sur sa personne.",
        instead="Chercher tout de même ce qui lui convient, et le porter à qui consent.",
        texts=("representant-accompagnement",),
        also=("droits-usagers",),
    ),
    Rule(
        id="confiance-accompagne",
        conditions=when(is_trust_written=(True,)),
        outcome=Outcome.ON_CONDITION,
        says="Après avoir entendu la personne de confiance",
        reason="Son consentement ne peut pas être recherché. La personne de confiance est "
        "consultée sur ses droits et l’accompagne dans ses démarches ; elle ne consent pas à sa "
        "place.",
        instead="Proposer un essai court, que l’on arrête à ses signes de refus.",
        texts=("personne-de-confiance-casf",),
        also=("droits-usagers",),
    ),
    Rule(
        id="accompagnement-sans-voix",
        outcome=Outcome.ON_CONDITION,
        says="En cherchant son adhésion, avec ses proches",
        reason="Son consentement ne peut pas être recherché, et le texte lu ne dit pas qui "
        "consent pour qui n’a ni représentant ni personne de confiance.",
        instead="Réunir ceux qui la connaissent, noter ses signes d’accord et de refus, se "
        "donner une date pour revoir.",
        texts=("droits-usagers",),
    ),
)


def check_act(situation: Situation, act: Act, book: ReferenceBook) -> Verdict:
    """Say whether an act may be done, on what condition, and from which text.

    Raises:
        NoValueInForceError: the day is before the texts that the course holds (23 April 2005
            for care, 2 January 2002 for support).
    """
    if act.kind is ActKind.CARE:  # the last rule of the table, on support, is older
        find_in_force(book, "consentement-aux-soins", situation.date)
    return decide(ACT_RULES, build_facts(situation, act), book, situation.date)


def build_facts(situation: Situation, act: Act) -> ActFacts:
    """Reduce an act in a situation to the facts that the table looks at."""
    return ActFacts(
        kind=act.kind,
        capacity=situation.capacity,
        consent=act.consent,
        is_informed=act.is_informed,
        stance=_read_directives(situation, act),
        is_vital_emergency=situation.is_vital_emergency,
        is_represented=situation.protection is Protection.REPRESENTATION,
        is_trust_written=situation.trust is Trust.WRITTEN,
    )


def _read_directives(situation: Situation, act: Act) -> Stance:
    if not act.is_refused_by_directives:
        return Stance.SILENT
    return {
        Directives.SUITED: Stance.AGAINST,
        Directives.UNSUITED: Stance.SET_ASIDE,
    }.get(situation.directives, Stance.SILENT)
