"""Who may be told what: the table of the professional secret, read from the top.

Sources: code de la santé publique, L. 1110-4 and L. 1110-12, L. 1111-2, L. 1111-4, L. 1111-6,
R. 4127-35; décrets 2016-994 and 2016-1349. Not read, and so not applied: the paragraph of
L. 1110-4 on how a person opposes an exchange (here any opposition closes the gate), the two
exceptions of the décret 2016-1349 (here sharing waits for the consent), and the paragraph of
L. 1111-2 on protected adults (here the public notice that tells it).
"""

from __future__ import annotations

from enum import StrEnum

from coordo_simulation.deliberation import Capacity, Consent, Mode
from coordo_simulation.deliberation_gates import Outcome, Rule, when
from coordo_simulation.references import Closed


class Recipient(StrEnum):
    """What the one who is told is, for the texts."""

    HERSELF = "la personne elle-même"
    TEAM = "équipe de soins"
    PARTNER = "participe à la prise en charge hors de l’équipe"
    OUTSIDER = "ne participe pas à la prise en charge"
    TRUSTED = "personne de confiance désignée par écrit"
    NAMED = "personne nommée de vive voix"
    REPRESENTATIVE = "représente la personne"
    ASSISTANT = "assiste la personne sans la représenter"
    RELATIVE = "proche"


class DisclosureFacts(Closed):
    """All that the table looks at."""

    recipient: Recipient
    is_sender_physician: bool
    mode: Mode
    consent: Consent
    capacity: Capacity
    is_needed: bool
    is_grave: bool
    is_trust_written: bool


CAN_SAY = (Capacity.ABLE, Capacity.FLUCTUATING)
KIN = (Recipient.RELATIVE, Recipient.NAMED)
PRIVATE = (*KIN, Recipient.TRUSTED, Recipient.ASSISTANT)
LAY = (*PRIVATE, Recipient.REPRESENTATIVE)

DISCLOSURE_RULES: tuple[Rule, ...] = (
    Rule(
        id="vouloir-ignorer",
        conditions=when(recipient=(Recipient.HERSELF,), consent=(Consent.REFUSED,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, elle a demandé à ne pas savoir",
        reason="La volonté de rester dans l’ignorance d’un diagnostic ou d’un pronostic est "
        "respectée, sauf si des tiers sont exposés à un risque de contamination.",
        instead="Lui dire que la porte reste ouverte, et lui reposer la question un autre jour.",
        texts=("volonte-d-ignorer",),
    ),
    Rule(
        id="a-elle-meme",
        conditions=when(recipient=(Recipient.HERSELF,)),
        outcome=Outcome.ALLOWED,
        says="Oui, c’est d’elle qu’il s’agit",
        reason="Toute personne a le droit d’être informée de son état de santé.",
        instead="Faire annoncer ce qui est médical par le professionnel de santé dont c’est la "
        "compétence, dans des mots qu’elle peut reprendre.",
        texts=("droit-information-sante",),
    ),
    Rule(
        id="opposition-au-representant",
        conditions=when(
            recipient=(Recipient.REPRESENTATIVE,), consent=(Consent.REFUSED,), is_needed=(True,)
        ),
        outcome=Outcome.ON_CONDITION,
        says="Pas contre son refus, sans que le juge se soit prononcé",
        reason="Le représentant peut accéder aux informations de santé, et elle s’y oppose : "
        "leur désaccord se porte devant le juge, sauf urgence.",
        instead="Chercher avec elle ce qu’elle accepte que l’on dise ; si le désaccord demeure, "
        "dire à chacun qu’il peut saisir le juge.",
        texts=("representant-information", "desaccord-protege-juge"),
        also=("l1110-4",),
    ),
    Rule(
        id="opposition",
        conditions=when(consent=(Consent.REFUSED,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, elle s’y oppose",
        reason="Le secret est le sien : il couvre tout ce qui la concerne, et aucune exception "
        "lue ici ne passe outre son opposition.",
        instead="Lui demander ce qu’elle craint que l’on dise, et à qui elle accepterait de le "
        "dire elle-même.",
        texts=("l1110-4",),
    ),
    Rule(
        id="hors-prise-en-charge",
        conditions=when(recipient=(Recipient.OUTSIDER,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, l’un des deux ne participe pas à sa prise en charge",
        reason="L’échange entre professionnels suppose que tous y participent. Son accord ne "
        "remplace pas cette condition.",
        instead="Lui laisser le soin de le dire elle-même, ou lui remettre le document qu’elle "
        "donnera.",
        texts=("l1110-4",),
    ),
    Rule(
        id="pas-necessaire",
        conditions=when(recipient=(Recipient.TEAM, Recipient.PARTNER), is_needed=(False,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, ce n’est pas nécessaire",
        reason="Deux limites s’ajoutent : ce qui est strictement nécessaire à la coordination, à "
        "la continuité des soins, à la prévention ou au suivi ; et la mission de qui reçoit.",
        instead="Ne transmettre que ce qui change un geste, un horaire ou une surveillance.",
        texts=("l1110-4",),
        also=("partage-conditions-decret",),
    ),
    Rule(
        id="equipe-de-soins",
        conditions=when(recipient=(Recipient.TEAM,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, le strict nécessaire, dans l’équipe de soins",
        reason="Ce qui est confié à l’un est réputé confié à toute l’équipe de soins, dans la "
        "limite de ce qui est strictement nécessaire.",
        instead="Avoir dit à la personne que l’équipe se parle, et de quoi.",
        texts=("l1110-4", "l1110-12"),
        also=("partage-conditions-decret",),
    ),
    Rule(
        id="echange-identifie",
        conditions=when(recipient=(Recipient.PARTNER,), mode=(Mode.EXCHANGE,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, le strict nécessaire, à ce professionnel identifié",
        reason="Des professionnels identifiés, qui participent tous à la prise en charge, "
        "peuvent échanger ce qui est strictement nécessaire.",
        instead="Dire d’abord à la personne ce que l’on transmet et à qui ; écrire à ce seul "
        "professionnel, et en garder la trace.",
        texts=("l1110-4",),
        also=("partage-conditions-decret",),
    ),
    Rule(
        id="partage-consenti",
        conditions=when(recipient=(Recipient.PARTNER,), consent=(Consent.GIVEN,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, elle a consenti à ce partage",
        reason="Hors de l’équipe de soins, le partage demande le consentement préalable de la "
        "personne : elle l’a donné. La limite du nécessaire demeure.",
        instead="Garder la trace de ce consentement, et de ce qu’il couvre.",
        texts=("l1110-4",),
        also=("partage-consentement-decret", "partage-conditions-decret"),
    ),
    Rule(
        id="partage-impossible",
        conditions=when(recipient=(Recipient.PARTNER,), capacity=(Capacity.UNABLE,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, pas ce partage, auquel elle ne peut pas consentir",
        reason="Hors de l’équipe de soins, le partage demande un consentement préalable, que "
        "personne ne peut recueillir aujourd’hui.",
        instead="Échanger le strict nécessaire avec le professionnel identifié qui participe à "
        "la prise en charge, et demander plus tard pour le partage.",
        texts=("l1110-4",),
        also=("partage-consentement-decret",),
    ),
    Rule(
        id="partage-a-demander",
        conditions=when(recipient=(Recipient.PARTNER,)),
        outcome=Outcome.ON_CONDITION,
        says="Avec son accord, à lui demander d’abord",
        reason="Hors de l’équipe de soins, le partage demande le consentement préalable de la "
        "personne, recueilli par tout moyen.",
        instead="Lui dire quoi, à quelles catégories de professionnels, sur quel support ; puis "
        "noter sa réponse.",
        texts=("l1110-4",),
        also=("partage-consentement-decret",),
    ),
    Rule(
        id="partage-entre-professionnels",
        conditions=when(recipient=PRIVATE, mode=(Mode.SHARING,)),
        outcome=Outcome.FORBIDDEN,
        says="Non, le partage est entre professionnels",
        reason="Le texte n’ouvre le partage qu’à des professionnels. Même avec son accord, un "
        "proche ne lit pas le dossier commun.",
        instead="Lui demander ce qu’elle veut que l’on dise à cette personne, et le dire ; ou lui "
        "remettre à elle le document.",
        texts=("l1110-4",),
    ),
    Rule(
        id="accord-pour-un-proche",
        conditions=when(consent=(Consent.GIVEN,)),
        outcome=Outcome.ALLOWED,
        says="Oui, dans la limite de son accord",
        reason="La personne décide des tiers qu’elle souhaite voir informés, et de quoi.",
        instead="Dire cela et rien d’autre, de préférence en sa présence.",
        texts=("l1110-4",),
        also=("droit-information-sante",),
    ),
    Rule(
        id="confiance-consultee",
        conditions=when(
            recipient=(Recipient.TRUSTED,), capacity=(Capacity.UNABLE,), is_needed=(True,)
        ),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, ce qu’il lui faut pour être consultée",
        reason="La personne est hors d’état de s’exprimer : celle qu’elle a désignée par écrit "
        "est consultée, reçoit l’information nécessaire à cette fin et rend compte de sa volonté.",
        instead="Lui demander ce que la personne voudrait, non ce qu’elle-même ferait.",
        texts=("personne-de-confiance-csp", "personne-hors-d-etat"),
    ),
    Rule(
        id="representant-informe",
        conditions=when(recipient=(Recipient.REPRESENTATIVE,), is_needed=(True,)),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, ce qu’il lui faut pour sa mission, après elle",
        reason="Le tuteur peut accéder aux informations de santé, et doit en garder le secret. "
        "La personne les reçoit la première, et décide seule si son état le permet.",
        instead="Vérifier sur le jugement que la représentation porte bien sur la personne, et "
        "lui dire à elle ce que l’on transmet.",
        texts=("representant-information",),
        also=("majeur-protege-sante",),
    ),
    Rule(
        id="famille-consultee",
        conditions=when(
            recipient=KIN,
            capacity=(Capacity.UNABLE,),
            is_needed=(True,),
            is_sender_physician=(True,),
            is_trust_written=(False,),
        ),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, ce qu’il faut pour consulter la famille",
        reason="La personne est hors d’état de s’exprimer et n’a désigné personne par écrit : "
        "le médecin consulte la famille ou, à défaut, un proche.",
        instead="Chercher ce que la personne disait, non ce que la famille préfère.",
        texts=("personne-hors-d-etat",),
    ),
    Rule(
        id="diagnostic-grave",
        conditions=when(
            recipient=(*KIN, Recipient.TRUSTED),
            is_grave=(True,),
            is_needed=(True,),
            is_sender_physician=(True,),
        ),
        outcome=Outcome.ONLY_NECESSARY,
        says="Oui, ce qu’il faut pour la soutenir, par le médecin",
        reason="En cas de diagnostic ou de pronostic grave, le secret ne s’oppose pas à ce que "
        "les proches reçoivent ce qui leur permet un soutien direct, sauf opposition de sa part. "
        "Seul un médecin le leur dit, ou le fait dire sous sa responsabilité.",
        instead="Lui avoir demandé d’abord si elle s’y oppose.",
        texts=("proches-diagnostic-grave",),
    ),
    Rule(
        id="ecrire-la-designation",
        conditions=when(recipient=(Recipient.NAMED,), capacity=CAN_SAY),
        outcome=Outcome.ON_CONDITION,
        says="Avec son accord, car le titre ne vaut que par écrit",
        reason="La désignation de vive voix n’a pas d’effet. Même écrite, elle ne donne aucun "
        "droit à l’information tant que la personne peut dire ce qu’elle veut.",
        instead="Demander son accord pour aujourd’hui, et lui proposer d’écrire la désignation.",
        texts=("personne-de-confiance-csp",),
        also=("l1110-4",),
    ),
    Rule(
        id="accord-a-demander",
        conditions=when(recipient=LAY, capacity=CAN_SAY),
        outcome=Outcome.ON_CONDITION,
        says="Avec son accord, à lui demander d’abord",
        reason="Ni la parenté, ni l’aide donnée chaque jour, ni le titre de personne de "
        "confiance ou de curateur n’ouvrent l’information tant que la personne peut dire oui ou "
        "non.",
        instead="Proposer d’en parler avec elle, vous assurer de son accord, et noter l’appel. "
        "Si elle ne peut répondre qu’à certaines heures, attendre l’une d’elles.",
        texts=("l1110-4",),
        also=("droit-information-sante",),
    ),
    Rule(
        id="secret",
        outcome=Outcome.FORBIDDEN,
        says="Non, rien n’ouvre le secret pour cette personne",
        reason="Le secret couvre tout ce qui concerne la personne. Elle ne peut pas donner son "
        "accord, et aucune exception lue ici ne vise cette demande.",
        instead="Entendre l’inquiétude, la transmettre au médecin, qui peut consulter ; lui "
        "indiquer la personne de confiance s’il y en a une.",
        texts=("l1110-4",),
    ),
)
