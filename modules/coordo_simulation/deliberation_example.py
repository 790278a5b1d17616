"""Madame Le Dantec falls at night: an invented situation in which nobody wants the same thing."""

from __future__ import annotations

from datetime import date

from coordo_simulation.deliberation import (
    Act,
    ActKind,
    Consent,
    Disclosure,
    Person,
    Role,
    Situation,
    Trust,
)
from coordo_simulation.deliberation_example_words import ARGUMENTS
from coordo_simulation.deliberation_options import Deliberation, Option

PEOPLE = (
    Person(
        id="odette",
        name="Odette Le Dantec",
        role=Role.ACCOMPANIED,
        who="86 ans, couturière pendant quarante ans, vit seule au-dessus de son ancien atelier",
        wants="rester, et que l’on cesse d’en parler à voix basse",
        voice="Je suis tombée deux fois. L’Empire romain aussi, et on le visite encore.",
    ),
    Person(
        id="helene",
        name="Hélène",
        role=Role.RELATIVE,
        tie="sa fille",
        who="sa fille, 58 ans, factrice\u202f; passe chaque soir et ne dort plus",
        wants="une nuit entière sans téléphone",
        voice="Je ne veux pas la placer. Je veux dormir. Ce n’est pas pareil, et on me regarde "
        "comme si c’était pareil.",
    ),
    Person(
        id="marc",
        name="Marc",
        role=Role.RELATIVE,
        tie="son fils",
        who="son fils, à Lyon\u202f; appelle le dimanche, n’a été joint par personne",
    ),
    Person(
        id="yann",
        name="Yann",
        role=Role.TRUSTED,
        tie="le voisin",
        who="le voisin, 41 ans, garagiste\u202f; elle l’a nommé de vive voix, rien n’est écrit",
        wants="qu’on la laisse finir ses phrases",
        voice="Elle m’a appris à lire une facture. Je ne vais pas voter pour qu’on la range.",
    ),
    Person(
        id="samira",
        name="Samira Benali",
        role=Role.PROFESSIONAL,
        tie="infirmière",
        who="infirmière du service\u202f; vient chaque matin depuis deux ans",
        wants="que quelqu’un soit là à 5\u00a0heures",
        voice="Je la trouve au sol à 8\u00a0heures et elle me demande si j’ai déjeuné.",
        takes_part=True,
        is_in_team=True,
    ),
    Person(
        id="loic",
        name="Loïc",
        role=Role.PROFESSIONAL,
        tie="aide à domicile",
        who="aide à domicile du même service\u202f; trois fois par semaine, et des mots croisés",
        wants="qu’on ne la réveille pas pour se rassurer",
        voice="La nuit, elle dort. C’est nous qui ne dormons pas.",
        takes_part=True,
        is_in_team=True,
    ),
    Person(
        id="corvol",
        name="Anne Corvol",
        role=Role.PROFESSIONAL,
        tie="médecin traitant",
        who="son médecin traitant\u202f; cabinet du bourg, hors du service",
        wants="éviter la fracture de trop",
        voice="J’ai déjà signé une sortie d’hôpital pour elle. Je n’en ai pas aimé le retour.",
        takes_part=True,
        is_physician=True,
    ),
    Person(
        id="ferec",
        name="Paul Férec",
        role=Role.PROFESSIONAL,
        tie="directeur",
        who="directeur du service\u202f; tient la tournée de nuit à bout de bras",
        wants="pouvoir regarder en face celui à qui il dira non",
        voice="Je n’ai rien contre elle. J’ai six places la nuit.",
    ),
)

OPTIONS = (
    Option(
        id="passages-de-nuit",
        label="Deux passages de nuit chez elle",
        acts=(
            Act(label="Deux passages, à 23\u00a0heures et à 5\u00a0heures", kind=ActKind.SUPPORT),
        ),
        disclosures=(
            Disclosure(
                information="L’heure de ses levers et de ses chutes",
                sender="samira",
                recipient="loic",
            ),
        ),
    ),
    Option(
        id="sejour-temporaire",
        label="Trois semaines en hébergement temporaire",
        acts=(
            Act(
                label="Un séjour temporaire de trois semaines",
                kind=ActKind.SUPPORT,
                consent=Consent.REFUSED,
            ),
        ),
    ),
    Option(
        id="barrieres",
        label="Des barrières au lit, la nuit",
        acts=(Act(label="Des barrières de lit", kind=ActKind.CARE, consent=Consent.REFUSED),),
    ),
    Option(
        id="dire-a-helene",
        label="Dire le diagnostic à sa fille",
        disclosures=(
            Disclosure(
                information="Le diagnostic du neurologue",
                sender="samira",
                recipient="helene",
                is_grave=True,
            ),
        ),
    ),
    Option(id="attendre", label="Attendre quinze jours"),
)

EXAMPLE = Deliberation(
    question="Deux chutes la nuit en trois semaines\u202f: que propose-t-on à Odette\u202f?",
    situation=Situation(
        date=date(2026, 11, 16),
        people=PEOPLE,
        story="Exemple inventé. Un lundi, 14\u00a0heures, dans la cuisine d’Odette Le Dantec. "
        "Elle a fait du café pour sept et n’a que cinq tasses.",
        trust=Trust.SPOKEN,
    ),
    options=OPTIONS,
    arguments=ARGUMENTS,
)
