"""Five ways of coordinating, as the choices they make; the first open one of each is taken."""

from coordo_simulation.answer import Answer, pick
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.point import Point

Intention = dict[str, tuple[str, ...]]

PRUDENTE: Intention = {
    "annonce": ("dire",),
    "partenaire": ("comparer",),
    "coustal": ("garder",),
    "rumeur": ("table",),
    "rencontre": ("organigramme",),
    "forme": ("convention",),
    "autorites": ("arbitrage",),
    "partenaire-tardif": ("seul",),
    "hiver": ("suspendre",),
    "ecarts": ("papiers",),
    "yann": ("laisser-partir",),
    "planning": ("deux-plannings",),
    "mazel": ("protocole",),
    "depot": ("garder",),
    "creux": ("reserves",),
    "hamadi": ("courrier",),
    "teixeira": ("hebergement",),
    "apres-rupture": ("sursis",),
    "entite": ("attendre-autorisation",),
    "complements": ("vrai",),
    "depot-urgence": ("tel-quel",),
    "souffle": ("lacher",),
    "derniere": ("moins",),
}
AUTORITAIRE: Intention = {
    "annonce": ("note",),
    "partenaire": ("presence",),
    "coustal": ("tenir",),
    "rumeur": ("dementir",),
    "rencontre": ("organigramme",),
    "forme": ("fusion",),
    "autorites": ("plateau",),
    "partenaire-tardif": ("presence-tard",),
    "hiver": ("interim",),
    "ecarts": ("papiers",),
    "yann": ("laisser-partir",),
    "planning": ("sandrine",),
    "mazel": ("famille",),
    "depot": ("embellir",),
    "creux": ("geler",),
    "hamadi": ("courrier",),
    "teixeira": ("urgences",),
    "apres-rupture": ("groupe-secours",),
    "entite": ("voter",),
    "complements": ("minimum",),
    "depot-urgence": ("tel-quel",),
    "souffle": ("tenir",),
    "derniere": ("cap",),
}
GENEREUSE: Intention = {
    "annonce": ("groupe",),
    "partenaire": ("presence",),
    "coustal": ("ensemble",),
    "rumeur": ("table",),
    "rencontre": ("tandems",),
    "forme": ("groupement",),
    "autorites": ("douze",),
    "partenaire-tardif": ("ccas-tard",),
    "hiver": ("tournee",),
    "ecarts": ("personnes",),
    "yann": ("temps-clinique",),
    "planning": ("vous-meme",),
    "mazel": ("avec-lui",),
    "depot": ("tot",),
    "creux": ("reserves",),
    "hamadi": ("comite",),
    "teixeira": ("vous-la-nuit", "roulement"),
    "apres-rupture": ("reparer",),
    "entite": ("direction-commune",),
    "complements": ("visite",),
    "depot-urgence": ("tel-quel",),
    "souffle": ("tenir",),
    "derniere": ("fete",),
}
ECONOME: Intention = {
    "annonce": ("attendre",),
    "partenaire": ("presence",),
    "coustal": ("tenir",),
    "rumeur": ("laisser",),
    "rencontre": ("directions",),
    "forme": ("convention",),
    "autorites": ("arbitrage",),
    "partenaire-tardif": ("seul",),
    "hiver": ("tournee",),
    "ecarts": ("papiers",),
    "yann": ("laisser-partir",),
    "planning": ("sandrine",),
    "mazel": ("protocole",),
    "depot": ("complet", "tot"),
    "creux": ("geler",),
    "hamadi": ("courrier",),
    "teixeira": ("hebergement",),
    "apres-rupture": ("sursis",),
    "entite": ("attendre-autorisation",),
    "complements": ("vrai",),
    "depot-urgence": ("tel-quel",),
    "souffle": ("lacher",),
    "derniere": ("merci",),
}
ABSENTE: Intention = {
    "annonce": ("attendre",),
    "partenaire": ("comparer",),
    "coustal": ("tenir",),
    "rumeur": ("laisser",),
    "rencontre": ("directions",),
    "forme": ("convention",),
    "autorites": ("deux-langages",),
    "partenaire-tardif": ("seul",),
    "hiver": ("suspendre",),
    "ecarts": ("cabinet",),
    "yann": ("laisser-partir",),
    "planning": ("deux-plannings",),
    "mazel": ("infirmier-seul",),
    "depot": ("garder",),
    "creux": ("reserves",),
    "hamadi": ("courrier",),
    "teixeira": ("hebergement",),
    "apres-rupture": ("sursis",),
    "entite": ("attendre-autorisation",),
    "complements": ("minimum",),
    "depot-urgence": ("rien",),
    "souffle": ("tenir",),
    "derniere": ("merci",),
}
INTENTIONS = {
    "prudente": PRUDENTE,
    "autoritaire": AUTORITAIRE,
    "généreuse": GENEREUSE,
    "économe": ECONOME,
    "absente": ABSENTE,
}


def follow_intention(intention: Intention) -> "Follower":
    """Return a policy that decides as this way of coordinating would."""
    return Follower(intention)


class Follower:
    """Takes the first choice of the intention that is open, else the first one open."""

    def __init__(self, intention: Intention) -> None:
        self.intention = intention

    def __call__(self, point: Point) -> Answer:
        """Answer one decision."""
        for choice in self.intention[point.question.spec.id]:
            position = point.question.find_option(choice)
            assert position is not None, f"{point.question.spec.id} has no choice {choice}"
            if point.available[position]:
                return pick(choice)
        return list_candidates(point)[0]
