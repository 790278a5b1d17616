"""The rows of the made-up week: caregivers, persons, habits. Nothing here is a fact."""

from __future__ import annotations

from typing import NamedTuple


class Habit(NamedTuple):
    """A visit that comes back; ``who`` has a letter a day, Monday first.

    A point is no visit, a question mark a visit without anybody.
    """

    person: str
    key: str
    label: str
    start: int
    duration: int
    who: str
    skills: str = ""
    sooner: int = 0
    later: int = 0


def _at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


# letter, id, name, contract h, skills, wished off, evenings, worked the week before, Sunday's end
CAREGIVERS = (
    ("N", "nadege", "Nadège Ollivier", 35, "toilette transfert mémoire", "", "", "lmjvs", 0),
    ("K", "karim", "Karim Benali", 26, "toilette transfert mémoire", "", "", "lmjsd", 20.75),
    ("M", "marta", "Marta Ferreira", 22, "toilette transfert mémoire", "M", "", "lmjvs", 0),
    ("S", "sylvie", "Sylvie Marchand", 22, "toilette mémoire", "s", "sans soirée", "lmMjd", 13),
    ("A", "aissatou", "Aïssatou Diop", 20, "toilette transfert", "", "", "mMjvs", 0),
    ("L", "lucie", "Lucie Perrot", 18, "toilette", "M", "", "lmjvd", 19.75),
    ("T", "thomas", "Thomas Guérin", 16, "mémoire", "", "", "lMjv", 0),
    ("D", "deborah", "Déborah Nguyen", 14, "toilette mémoire", "", "sans soirée", "lmMs", 0),
    ("J", "joelle", "Joëlle Vasseur", 10, "", "v", "sans soirée", "lmj", 0),
)

# id, name, sector, known faces, faces she would rather not see
PERSONS = (
    ("lavigne", "Mme Lavigne", "Bourg", "NAL", ""),
    ("aubertin", "M. Aubertin", "Bourg", "KMN", ""),
    ("kerdoncuff", "Mme Kerdoncuff", "Coteau", "SD", "K"),
    ("sauvage", "M. et Mme Sauvage", "Plaine", "MKN", ""),
    ("rahmani", "Mme Rahmani", "Bourg", "JT", "T"),
    ("teixeira", "M. Teixeira", "Plaine", "ALK", ""),
    ("dore", "Mme Doré", "Coteau", "TSD", ""),
    ("lefort", "M. Lefort", "Plaine", "JL", ""),
    ("blanchet", "Mme Blanchet", "Coteau", "DSA", ""),
    ("haddad", "M. Haddad", "Bourg", "TJK", ""),
    ("pichon", "Mme Pichon", "Plaine", "LAM", ""),
    ("vidal", "Mme Vidal", "Bourg", "NKT", ""),
    ("courtois", "M. Courtois", "Coteau", "TJ", ""),
    ("nowak", "Mme Nowak", "Plaine", "JL", ""),
    ("esteve", "Mme Estève", "Bourg", "JNT", ""),
    ("garnier", "M. Garnier", "Coteau", "SDM", ""),
)

HABITS = (
    Habit("lavigne", "lever", "lever et toilette", _at(7, 30), 75, "SKNLNNN", "toilette"),
    Habit("lavigne", "coucher", "coucher", _at(19, 30), 45, "LNALLAL", "toilette", 15, 30),
    Habit("aubertin", "lever", "lever au lève-personne", _at(8, 50), 75, "KNNKNNN", "transfert"),
    Habit("aubertin", "repas", "déjeuner", _at(12), 75, "TMNKNNM", "", 0, 30),
    Habit("kerdoncuff", "lever", "toilette", _at(8), 75, "DDDDSM.", "toilette"),
    Habit("kerdoncuff", "menage", "ménage", _at(14), 150, ".S..M..", "", 30, 60),
    Habit("sauvage", "repas", "déjeuner", _at(11, 45), 90, "KNKMKMN", "mémoire"),
    Habit("sauvage", "coucher", "coucher au lève-personne", _at(20), 60, "KMKMMMM", "transfert"),
    Habit("rahmani", "courses", "courses et ménage", _at(9, 30), 150, "J..M...", "", 30, 60),
    Habit("teixeira", "lever", "toilette", _at(9, 5), 60, "LAATAAA", "toilette", 0, 30),
    Habit("dore", "presence", "présence", _at(14), 180, "S.S.NN.", "mémoire", 0, 60),
    Habit("dore", "diner", "dîner", _at(18, 30), 60, "STSDDTT", "mémoire"),
    Habit("lefort", "menage", "ménage", _at(10), 150, ".J..L..", "", 30, 60),
    Habit("blanchet", "lever", "toilette", _at(9, 30), 45, "DDDDSM.", "toilette", 0, 30),
    Habit("blanchet", "repas", "déjeuner", _at(12, 15), 75, "DSSDA..", "", 15, 15),
    Habit("haddad", "presence", "présence", _at(14, 30), 180, "KTKK?..", "", 30, 60),
    Habit("pichon", "lever", "lever", _at(7, 45), 60, "LAAMAAA", "toilette"),
    Habit("pichon", "repas", "déjeuner", _at(12), 75, "LAALM..", "", 15, 15),
    Habit("vidal", "coucher", "dîner et coucher", _at(18, 45), 75, "TNNTKNN", "", 15, 30),
    Habit("courtois", "sortie", "sortie accompagnée", _at(15), 150, ".J.T.T.", "", 60, 60),
    Habit("nowak", "menage", "ménage", _at(14), 150, "L.J.A..", "", 30, 60),
    Habit("esteve", "diner", "aide au repas", _at(18, 30), 60, "JJTJN..", "", 0, 30),
    Habit("garnier", "lever", "lever et petit déjeuner", _at(9), 75, "SSSSMJM", "", 0, 30),
)
