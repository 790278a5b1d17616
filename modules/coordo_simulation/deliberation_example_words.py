"""What was said in Madame Le Dantec's kitchen: one line an argument, in the words of who spoke."""

from __future__ import annotations

from coordo_simulation.deliberation_options import Argument, Principle, Side, Weight

_AUTONOMY, _GOOD, _HARM = Principle.AUTONOMY, Principle.BENEFICENCE, Principle.NON_MALEFICENCE
_JUSTICE, _DIGNITY = Principle.JUSTICE, Principle.DIGNITY
_PASSING, _INSISTENT, _DECISIVE = Weight.PASSING, Weight.INSISTENT, Weight.DECISIVE

_Line = tuple[Principle, Side, Weight, str | None, str, str]


def _say(option: str, *lines: _Line) -> tuple[Argument, ...]:
    return tuple(
        Argument(
            option=option,
            principle=principle,
            side=side,
            weight=weight,
            heard_from=speaker,
            claim=claim,
            words=words,
        )
        for principle, side, weight, speaker, claim, words in lines
    )


ARGUMENTS: tuple[Argument, ...] = (
    *_say(
        "passages-de-nuit",
        (
            _AUTONOMY,
            Side.FOR,
            _DECISIVE,
            "odette",
            "rester où elle connaît les murs",
            "Chez moi, la nuit, je sais où sont les murs. Ailleurs, ce sont eux qui me trouvent.",
        ),
        (
            _AUTONOMY,
            Side.AGAINST,
            _INSISTENT,
            "odette",
            "pas d’inconnu dans sa chambre à 5\u00a0heures",
            (
                "Un jeune homme à 5\u00a0heures du matin\u202f? À mon âge, on jaserait. "
                "Celui de 23\u00a0heures, passe encore\u202f: je ne dors pas."
            ),
        ),
        (
            _GOOD,
            Side.FOR,
            _INSISTENT,
            "samira",
            "quelqu’un au moment où elle se lève",
            "Les deux fois, c’était vers 5\u00a0heures. On sait quand, c’est rare.",
        ),
        (
            _GOOD,
            Side.AGAINST,
            _INSISTENT,
            "helene",
            "entre les deux passages, elle reste seule",
            "Deux fois un quart d’heure. Le reste de la nuit, c’est encore moi.",
        ),
        (
            _HARM,
            Side.AGAINST,
            _INSISTENT,
            "loic",
            "la réveiller pour vérifier qu’elle dort",
            (
                "On va la réveiller pour vérifier qu’elle dort. Elle se lèvera, puisqu’elle sera "
                "réveillée."
            ),
        ),
        (
            _JUSTICE,
            Side.FOR,
            _PASSING,
            "corvol",
            "une hanche cassée prend aussi une place",
            "Une hanche cassée prend une place aussi. Pas chez vous, à l’hôpital.",
        ),
        (
            _JUSTICE,
            Side.AGAINST,
            _DECISIVE,
            "ferec",
            "six places la nuit, et quelqu’un attend",
            (
                "J’ai six places la nuit. Si elle en prend deux, il faut que je rappelle Monsieur "
                "Prigent, à qui j’ai promis."
            ),
        ),
        (
            _DIGNITY,
            Side.FOR,
            _INSISTENT,
            "yann",
            "rester chez elle, c’est rester quelqu’un",
            "En bas, il y a encore son nom sur la vitrine. Ici, elle est quelqu’un.",
        ),
    ),
    *_say(
        "sejour-temporaire",
        (
            _AUTONOMY,
            Side.AGAINST,
            _DECISIVE,
            "odette",
            "sa sœur n’en est jamais revenue",
            "Trois semaines, c’est ce qu’on avait dit à ma sœur. Elle y a passé deux Noëls.",
        ),
        (
            _GOOD,
            Side.FOR,
            _DECISIVE,
            "helene",
            "que sa fille dorme, et tienne",
            (
                "Depuis septembre, je dors avec le téléphone sur l’oreiller. Si je tombe aussi, "
                "vous ferez quoi\u202f?"
            ),
        ),
        (
            _HARM,
            Side.FOR,
            _INSISTENT,
            "corvol",
            "éviter une troisième chute",
            "La troisième chute, on ne la choisit pas. Trois semaines, le temps d’y voir clair.",
        ),
        (
            _HARM,
            Side.AGAINST,
            _INSISTENT,
            "samira",
            "perdre ses repères avant d’en trouver",
            (
                "Elle se repère au toucher. Là-bas, il lui faudra trois semaines pour apprendre la "
                "chambre."
            ),
        ),
        (
            _DIGNITY,
            Side.AGAINST,
            _PASSING,
            "yann",
            "décider pour elle parce qu’elle tombe",
            "On ne déménage pas les gens parce qu’ils trébuchent.",
        ),
    ),
    *_say(
        "barrieres",
        (
            _HARM,
            Side.FOR,
            _INSISTENT,
            "helene",
            "elle ne se lèverait plus seule",
            "Au moins, elle ne se lèverait plus sans que je le sache.",
        ),
        (
            _HARM,
            Side.AGAINST,
            _DECISIVE,
            "loic",
            "on tombe de plus haut en les enjambant",
            "Elle les enjambera. On tombe de plus haut, c’est tout ce qu’on y gagne.",
        ),
        (
            _DIGNITY,
            Side.AGAINST,
            _DECISIVE,
            "odette",
            "être couchée comme un enfant",
            "Des barrières\u202f? J’en ai eu pour mes deux petits. Je connais la marque.",
        ),
        (_GOOD, Side.FOR, _PASSING, None, "on le fait partout", "On fait comme cela partout."),
    ),
    *_say(
        "dire-a-helene",
        (
            _AUTONOMY,
            Side.AGAINST,
            _INSISTENT,
            "odette",
            "le dire elle-même, à son heure",
            "Hélène saura quand je pourrai le dire sans qu’elle pleure la première.",
        ),
        (
            _GOOD,
            Side.FOR,
            _DECISIVE,
            "helene",
            "savoir, pour mieux aider",
            "On me demande d’aider et on me cache avec quoi.",
        ),
        (
            _HARM,
            Side.AGAINST,
            _PASSING,
            "samira",
            "l’apprendre de l’infirmière, entre deux portes",
            "Si ça vient de moi, dans l’escalier, ce sera mal dit et ce sera trop tard.",
        ),
        (
            _JUSTICE,
            Side.FOR,
            _PASSING,
            "yann",
            "elle porte tout, sans rien savoir",
            "Elle monte cet escalier tous les soirs. Elle a bien le droit de savoir pourquoi.",
        ),
    ),
    *_say(
        "attendre",
        (
            _HARM,
            Side.AGAINST,
            _DECISIVE,
            "corvol",
            "deux chutes en trois semaines",
            "Deux en trois semaines. Je ne sais pas attendre avec ces chiffres-là.",
        ),
        (
            _GOOD,
            Side.AGAINST,
            _INSISTENT,
            "helene",
            "quinze nuits de plus",
            "Quinze jours, pour vous, c’est une date. Pour moi, c’est quinze nuits.",
        ),
    ),
)
