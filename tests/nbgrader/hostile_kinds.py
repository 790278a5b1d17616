"""Every way we know to spoil a submission, by accident or on purpose.

Each kind spoils a healthy folder and says what must come of it: the points of the closed
questions (None: not graded, which is no zero), words of what the instructor is told, words of
what the trainee sees on the feedback page.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal
from coordo_assessments.journal_origin import build_author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nbformat import NotebookNode

ALL = 10.0  # points of the fixture's closed questions
HEALTHY = "a-saine"
DUE = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
SCRIPT = "<script>alert('PRIS')</script><img src=x onerror=\"alert('PRIS')\">"
RAN = Path(tempfile.gettempdir()) / "la-charge-a-tourne"  # left behind by code that ran
PAYLOAD = f"import pathlib; pathlib.Path({str(RAN)!r}).touch()"
UNREAD = "carnet illisible ou absent"
NOT_GRADED = "Copie non corrigée"


@dataclass(frozen=True)
class Kind:
    """A kind of damage: how it is done, and what must come of it."""

    name: str
    spoil: Callable[[Path], None]
    score: float | None
    told: tuple[str, ...]
    seen: tuple[str, ...]
    is_plain: bool

    @property
    def description(self) -> str:
        return (self.spoil.__doc__ or "").strip()


KINDS: dict[str, Kind] = {}


def kind(
    score: float | None = ALL,
    *told: str,
    seen: Iterable[str] = (),
    is_plain: bool = True,
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a kind; ``is_plain``: also graded by plain ``nbgrader autograde``."""
    shown = (NOT_GRADED, *seen) if score is None else tuple(seen)

    def register(spoil: Callable[[Path], None]) -> Callable[[Path], None]:
        name = spoil.__name__.replace("_", "-")
        KINDS[name] = Kind(name, spoil, score, told, shown, is_plain)
        return spoil

    return register


def _edit_notebook(folder: Path, change: Callable[[NotebookNode], None]) -> None:
    path = folder / "evaluation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


def _replace(path: Path) -> Path:
    path.unlink(missing_ok=True)
    return path


def _lines(folder: Path) -> list[bytes]:
    return (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)


def _append(folder: Path, *lines: bytes) -> None:
    with (folder / "journal.jsonl").open("ab") as stream:
        stream.writelines(lines)


def _answer(folder: Path, item: str, answer: dict[str, object] | None, **more: object) -> None:
    event = AnswerGiven(activity="evaluation", item=item, answer=answer, **more)
    Journal(folder / "journal.jsonl").append(event)


def _answer_raw(folder: Path, item: str, answer: str) -> None:
    """Append an answer written as JSON that our own models would not write."""
    head = f'{{"v":1,"id":"{os.urandom(8).hex()}","at":"{datetime.now(UTC).isoformat()}"'
    body = f'"kind":"answer","activity":"evaluation","item":"{item}","answer":{answer}'
    _append(folder, f"{head},{body}}}\n".encode())


def _edit_lines(folder: Path, pattern: str, new: str) -> None:
    path = folder / "journal.jsonl"
    path.write_text(re.sub(pattern, new, path.read_text("utf-8")), "utf-8")


def _event(kind: str, body: str, at: str = "2026-02-12T10:00:00Z") -> bytes:
    return f'{{"v":1,"id":"{0:024x}","at":"{at}","kind":"{kind}",{body}}}\n'.encode()


SECTION = _event("section", '"activity":"1_cours","section":"a"')
FORMATIVE = _event(
    "answer", '"activity":"3_exercices","item":"x","answer":{"text":"' + "mot " * 400 + '"}'
)
REPEATED = _event("answer", '"activity":"evaluation","item":"fixture-qru","answer":null')


def _write_many(path: Path, line: bytes, count: int) -> None:
    block = line * 20_000
    with path.open("ab") as stream:
        for _ in range(count // 20_000):
            stream.write(block)


# --- the notebook: nothing that is graded stands in it ---------------------------------------


@kind(ALL, UNREAD, seen=[UNREAD])
def carnet_json_corrompu(folder: Path) -> None:
    """The JSON stops in the middle."""
    (folder / "evaluation.ipynb").write_text('{"cells": [', "utf-8")


@kind(ALL, UNREAD)
def carnet_vide(folder: Path) -> None:
    """The notebook has no byte."""
    (folder / "evaluation.ipynb").write_bytes(b"")


@kind(ALL, UNREAD)
def carnet_binaire(folder: Path) -> None:
    """The notebook is a picture."""
    (folder / "evaluation.ipynb").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)


@kind(ALL, UNREAD)
def carnet_imbrique(folder: Path) -> None:
    """JSON 10,000 deep."""
    (folder / "evaluation.ipynb").write_text("[" * 10_000 + "]" * 10_000, "utf-8")


@kind(ALL, UNREAD)
def carnet_enorme(folder: Path) -> None:
    """A notebook of 30 MB."""
    with (folder / "evaluation.ipynb").open("r+b") as stream:
        stream.truncate(30_000_000)


@kind(ALL, "cellules supprimées", seen=["cellules supprimées"])
def cellules_supprimees(folder: Path) -> None:
    """Every second cell is gone."""
    _edit_notebook(folder, lambda notebook: notebook.cells.__delitem__(slice(None, None, 2)))


@kind(ALL, "cellules en double")
def cellules_doublees(folder: Path) -> None:
    """Cells were copied and pasted, their nbgrader ids with them."""
    _edit_notebook(folder, lambda notebook: notebook.cells.extend(notebook.cells[2:6]))


@kind(ALL, "cellules dans un autre ordre")
def cellules_melangees(folder: Path) -> None:
    """The cells stand in the reverse order."""
    _edit_notebook(folder, lambda notebook: notebook.cells.reverse())


@kind(ALL, "cellules dont le type a changé")
def cellules_retypees(folder: Path) -> None:
    """Code cells became raw ones."""

    def retype(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.cell_type = "raw"
                del cell["outputs"], cell["execution_count"]

    _edit_notebook(folder, retype)


@kind(ALL, "cellules modifiées")
def cellules_piegees(folder: Path) -> None:
    """Every cell holds code that leaves a trace if it runs."""

    def arm(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.source = PAYLOAD

    _edit_notebook(folder, arm)


@kind(ALL, "sans métadonnées")
def metadonnees_retirees(folder: Path) -> None:
    """All metadata of the cells were stripped."""

    def strip(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.metadata = {}

    _edit_notebook(folder, strip)


@kind(ALL, "cellules aux marques modifiées")
def metadonnees_forgees(folder: Path) -> None:
    """The cells claim a thousand points, and to be graded by nobody."""

    def forge(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.metadata.nbgrader |= {"points": 1000, "grade": True, "solution": True}

    _edit_notebook(folder, forge)


@kind(ALL, "cellules supprimées")
def metadonnees_absurdes(folder: Path) -> None:
    """The nbgrader metadata are of every wrong type, of a version from the future."""
    odd = [None, 3, "x", [], {"grade_id": ["a"]}, {"grade_id": None}, {"schema_version": 99}]

    def spoil(notebook: NotebookNode) -> None:
        for rank, cell in enumerate(notebook.cells):
            cell.metadata.nbgrader = odd[rank % len(odd)]

    _edit_notebook(folder, spoil)


@kind(ALL)
def sorties_forgees(folder: Path) -> None:
    """The outputs claim full marks and hold a script."""

    def forge(notebook: NotebookNode) -> None:
        data = {"text/plain": "1000.0", "text/html": SCRIPT, "application/javascript": "alert(1)"}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [
                    nbformat.v4.new_output("execute_result", data, execution_count=1),
                ]

    _edit_notebook(folder, forge)


@kind(ALL, UNREAD, "autres carnets", "mon evaluation.ipynb")
def carnet_renomme(folder: Path) -> None:
    """The notebook has another name."""
    (folder / "evaluation.ipynb").rename(folder / "mon evaluation.ipynb")


@kind(ALL, UNREAD)
def carnet_absent(folder: Path) -> None:
    """There is no notebook."""
    (folder / "evaluation.ipynb").unlink()


@kind(ALL, "cellules supprimées", "cellules ajoutées")
def carnet_d_un_autre_module(folder: Path) -> None:
    """The notebook is another module's evaluation."""

    def rename(notebook: NotebookNode) -> None:
        notebook.metadata.coordo.assignment = "m2_quality"
        for cell in notebook.cells:
            cell.metadata.nbgrader.grade_id = f"autre-{cell.metadata.nbgrader.grade_id}"

    _edit_notebook(folder, rename)


@kind(ALL, UNREAD, "liens écartés")
def carnet_lien(folder: Path) -> None:
    """The notebook is a link to a file of the system."""
    _replace(folder / "evaluation.ipynb").symlink_to("/etc/passwd")


@kind(ALL, UNREAD, "dossiers à la place de fichiers")
def carnet_dossier(folder: Path) -> None:
    """The notebook is a folder that holds files."""
    path = _replace(folder / "evaluation.ipynb")
    path.mkdir()
    (path / "evaluation.ipynb").write_text("{}", "utf-8")


@kind(ALL, UNREAD, "ni fichiers ni dossiers")
def carnet_tube(folder: Path) -> None:
    """The notebook is a pipe that nobody writes to."""
    os.mkfifo(_replace(folder / "evaluation.ipynb"))


# --- the journal as a file --------------------------------------------------------------------


@kind(None, "journal absent")
def journal_absent(folder: Path) -> None:
    """There is no journal."""
    (folder / "journal.jsonl").unlink()


@kind(None, "journal vide")
def journal_vide(folder: Path) -> None:
    """The journal has no byte."""
    (folder / "journal.jsonl").write_bytes(b"")


@kind(8.0, "ligne 2\u202f: ligne illisible", seen=["Sans réponse"])
def journal_dechire_au_milieu(folder: Path) -> None:
    """The end of an event and the start of the next are lost: one answer is, not two."""
    lines = _lines(folder)
    (folder / "journal.jsonl").write_bytes(b"".join([lines[0], lines[1][:90], *lines[2:]]))


@kind(ALL, "ligne interrompue")
def journal_dechire_a_la_fin(folder: Path) -> None:
    """A power cut left half an event at the end."""
    _append(folder, _lines(folder)[0][:60])


@kind(ALL)
def journal_avec_bom(folder: Path) -> None:
    """An editor put a byte order mark before the first event."""
    path = folder / "journal.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


@kind(ALL, "autre encodage", seen=["Chère équipe"])
def journal_en_latin_1(folder: Path) -> None:
    """An editor of Windows saved the journal in its Latin-1."""
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))


@kind(ALL, "autre encodage", seen=["Chère équipe"])
def journal_en_utf_16(folder: Path) -> None:
    """An editor saved the journal in UTF-16."""
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


@kind(ALL, "octets nuls")
def journal_avec_octets_nuls(folder: Path) -> None:
    """A power cut left zeros before an event, and a whole line of them."""
    lines = _lines(folder)
    whole = [lines[0], b"\x00" * 4096, *lines[1:], b"\x00" * 900 + b"\n"]
    (folder / "journal.jsonl").write_bytes(b"".join(whole))


@kind(ALL, "ligne illisible")
def journal_profond(folder: Path) -> None:
    """Answers 10,000 deep, in lists and in objects."""
    _answer_raw(folder, "fixture-qru", "[" * 10_000 + "]" * 10_000)
    _answer_raw(folder, "fixture-qrm", '{"a":' * 10_000 + "1" + "}" * 10_000)


@kind(ALL, "ligne trop longue")
def journal_d_une_ligne_geante(folder: Path) -> None:
    """A line of five megabytes among the others."""
    lines = _lines(folder)
    whole = [*lines[:3], b'{"' + b"x" * 5_000_000 + b'"}\n', *lines[3:]]
    (folder / "journal.jsonl").write_bytes(b"".join(whole))


@kind(ALL, is_plain=False)
def journal_de_49_mo(folder: Path) -> None:
    """49 MB of exercises after the evaluation: within the limit."""
    _append(folder, FORMATIVE * (49_000_000 // len(FORMATIVE) - 5))


@kind(None, "trop lourd", is_plain=False)
def journal_de_51_mo(folder: Path) -> None:
    """More than 50 MB: what was answered last may stand where nobody reads."""
    with (folder / "journal.jsonl").open("r+b") as stream:
        stream.truncate(51_000_000)


@kind(None, "trop lourd", is_plain=False)
def deux_millions_d_evenements(folder: Path) -> None:
    """Two million whole events: 180 MB."""
    _write_many(folder / "journal.jsonl", SECTION, 2_000_000)


@kind(ALL, "1999997 autres lignes", is_plain=False)
def deux_millions_de_lignes(folder: Path) -> None:
    """Two million lines that are no events: 18 MB."""
    _write_many(folder / "journal.jsonl", b'{"v":99}\n', 2_000_000)


@kind(None, "démesuré", is_plain=False)
def reponses_sans_fin(folder: Path) -> None:
    """More answers than anybody gives: 28 MB."""
    _write_many(folder / "journal.jsonl", REPEATED, 220_000)


@kind(None, "illisible")
def journal_comprime(folder: Path) -> None:
    """The journal was compressed."""
    path = folder / "journal.jsonl"
    path.write_bytes(gzip.compress(path.read_bytes()))


@kind(None, "pas un fichier ordinaire", "liens écartés")
def journal_lien_vers_passwd(folder: Path) -> None:
    """The journal is a link to a file of the system."""
    _replace(folder / "journal.jsonl").symlink_to("/etc/passwd")


@kind(None, "pas un fichier ordinaire")
def journal_lien_en_boucle(folder: Path) -> None:
    """The journal is a link to itself, beside a folder that holds itself."""
    _replace(folder / "journal.jsonl").symlink_to("journal.jsonl")
    (folder / "boucle").symlink_to(".")


@kind(None, "pas un fichier ordinaire", "dossiers à la place de fichiers")
def journal_dossier(folder: Path) -> None:
    """The journal is a folder."""
    _replace(folder / "journal.jsonl").mkdir()
    (folder / "journal.jsonl" / "journal.jsonl").write_text("{}", "utf-8")


@kind(None, "pas un fichier ordinaire", "ni fichiers ni dossiers")
def journal_tube(folder: Path) -> None:
    """The journal is a pipe that nobody writes to."""
    os.mkfifo(_replace(folder / "journal.jsonl"))


@kind(ALL if os.geteuid() == 0 else None, *([] if os.geteuid() == 0 else ["journal illisible"]))
def fichiers_illisibles(folder: Path) -> None:
    """Nobody may read the files; root, who runs these tests in a container, still does."""
    for path in folder.iterdir():
        path.chmod(0)


# --- whose journal it is -----------------------------------------------------------------------


@kind(None, "autre module", "m2_quality", "étrangères")
def journal_d_un_autre_module(folder: Path) -> None:
    """The journal of another module's evaluation."""
    _edit_lines(folder, "m1_regulation", "m2_quality")
    _edit_lines(folder, '"item":"fixture', '"item":"autre')


@kind(None, "autre module", "m4_clinical")
def journal_des_lecons_d_un_autre_module(folder: Path) -> None:
    """The journal of another module where no evaluation was taken: a zero would be a guess."""
    _edit_lines(folder, "m1_regulation", "m4_clinical")
    _edit_lines(folder, '"activity":"evaluation"', '"activity":"1_cours"')


@kind(ALL, "compte d’un autre stagiaire", HEALTHY)
def journal_d_un_autre_stagiaire(folder: Path) -> None:
    """Answers that another trainee's account signed."""
    author = build_author(HEALTHY)
    _edit_lines(folder, '"author":"[0-9a-f]+"', f'"author":"{author}"')


@kind(ALL, "mêmes réponses enregistrées", HEALTHY)
def journal_copie(folder: Path) -> None:
    """The file of a healthy submission, byte for byte."""
    other = folder.parent.parent / HEALTHY / folder.name / "journal.jsonl"
    shutil.copyfile(other, folder / "journal.jsonl")


@kind(9.0, "mêmes réponses enregistrées", HEALTHY)
def journal_copie_puis_continue(folder: Path) -> None:
    """The same, with one answer changed since."""
    journal_copie(folder)
    _answer(folder, "fixture-qru", {"options": ["maire"]})


# --- the answers --------------------------------------------------------------------------------


@kind(0.0)
def reponses_retirees(folder: Path) -> None:
    """Every answer was withdrawn: a blank copy, which is a true zero."""
    for line in _lines(folder):
        _answer(folder, json.loads(line)["item"], None)


@kind(ALL, "questions étrangères")
def questions_inconnues(folder: Path) -> None:
    """Answers to questions that nobody asked, one of them named by a script."""
    _answer(folder, "question-inventee", {"options": ["a"]})
    _answer(folder, SCRIPT, {"text": SCRIPT})
    _answer(folder, "\x1b[31m\x07\u202e", {"text": "x"})


@kind(0.0, "réponse écartée", seen=["réponse illisible"])
def reponses_de_mauvais_type(folder: Path) -> None:
    """Every answer has a shape that its question does not take."""
    odd = ['{"text":3}', '{"options":"ars"}', '{"options":[{}]}', '{"order":{}}', '{"pairs":[]}']
    for rank, line in enumerate(_lines(folder)):
        _answer_raw(folder, json.loads(line)["item"], odd[rank % len(odd)])


@kind(6.0, "réponse écartée")
def reponses_nan(folder: Path) -> None:
    """NaN where a text, a choice or a list is expected."""
    _answer_raw(folder, "fixture-numeric", '{"text":NaN}')
    _answer_raw(folder, "fixture-qru", '{"options":[NaN]}')
    _answer_raw(folder, "fixture-qrm", '{"options":NaN}')


@kind(8.0, "réponse écartée", "ligne illisible")
def reponses_infinies(folder: Path) -> None:
    """Infinite numbers, and one of a billion digits."""
    _answer(folder, "fixture-numeric", {"text": "Infinity"})
    _answer(folder, "fixture-numeric", {"text": "1e999999999"})
    _answer_raw(folder, "fixture-qroc", '{"text":Infinity}')
    _answer_raw(folder, "fixture-ordering", "1" * 5_000)


@kind(5.0, "réponse écartée")
def reponses_hors_bornes(folder: Path) -> None:
    """More propositions than asked, unknown ones, a place taken twice."""
    _answer(folder, "fixture-qrp", {"options": ["dac", "clic", "poste", "gare", "stade"]})
    _answer(folder, "fixture-qru", {"options": ["ars", "maire"]})
    _answer(folder, "fixture-ordering", {"order": ["evaluer"] * 4})
    _answer(folder, "fixture-qrm", {"options": ["accueil"] * 60})


@kind(ALL, "après la remise", "horloge")
def reponses_du_futur(folder: Path) -> None:
    """A clock that is a month fast."""
    at = (datetime.now(UTC) + timedelta(days=20)).isoformat()
    (folder / "timestamp.txt").write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")
    _edit_lines(folder, r'"at":"[^"]+"', f'"at":"{at}"')


@kind(ALL, "après l’échéance", "comptées")
def reponses_apres_l_echeance(folder: Path) -> None:
    """Answered and handed in an hour late."""
    at = DUE + timedelta(hours=1)
    _edit_lines(folder, r'"at":"[^"]+"', f'"at":"{at.isoformat()}"')
    (folder / "timestamp.txt").write_text(f"{at:%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")


@kind(None, "événement incomplet ou altéré", "aucun événement")
def reponses_de_l_an_un(folder: Path) -> None:
    """Times that no clock tells and no time zone can write."""
    _edit_lines(folder, r'"at":"[^"]+"', '"at":"0001-01-01T00:00:00+14:00"')


@kind(ALL, "événement inconnu")
def evenements_inconnus(folder: Path) -> None:
    """Kinds of events that do not exist, and one of another version."""
    _append(folder, b'{"v":1,"kind":"grade","score":20}\n', b'{"v":2,"kind":"answer"}\n')


# --- texts that would like to be more -----------------------------------------------------------


def _fill_texts(folder: Path, text: str) -> None:
    """Put a text wherever a trainee can put one."""
    for item in ("fixture-texte", "fixture-qroc", "fixture-numeric", text[:100]):
        _answer(folder, item, {"text": text})
    quoted = json.dumps(text)
    _answer_raw(folder, "fixture-qru", f'{{"options":[{quoted}]}}')
    _answer_raw(folder, "fixture-matching", f'{{"pairs":{{{quoted}:{quoted}}}}}')
    (folder / re.sub(r"[/\x00]", "", text)[:60]).write_text(text, "utf-8")


@kind(4.0, "fichiers écartés", "réponse écartée", seen=["&lt;script&gt;alert(&#x27;PRIS"])
def textes_html(folder: Path) -> None:
    """HTML and script in every text."""
    _fill_texts(folder, SCRIPT)


@kind(4.0, "fichiers écartés", seen=["![x](https://pris.example/x.png)"])
def textes_markdown(folder: Path) -> None:
    """Markdown that would ask another host for a picture."""
    _fill_texts(folder, "![x](https://pris.example/x.png) [[echeance-fixture]] **gras** {{ 7*7 }}")


@kind(4.0, "fichiers écartés", seen=["DROP TABLE"])
def textes_sql(folder: Path) -> None:
    """SQL in every text."""
    _fill_texts(folder, "'); DROP TABLE grade; -- \" OR 1=1")


@kind(4.0, "fichiers écartés", "[bold red]pris")
def textes_de_terminal(folder: Path) -> None:
    """Escape sequences, marks of rich, right-to-left overrides."""
    _fill_texts(folder, "\x1b]0;pris\x07\x1b[2J[bold red]pris[/] \u202egnirts \u200b\ufeff")


@kind(4.0, "fichiers écartés", seen=["=cmd|"])
def textes_de_tableur(folder: Path) -> None:
    """Formulas that a spreadsheet would run."""
    _fill_texts(folder, "=cmd|'/C calc'!A0")


# --- what stands beside -------------------------------------------------------------------------


@kind(ALL, "fichiers écartés", "bombe.zip")
def bombe_zip(folder: Path) -> None:
    """An archive of some kilobytes that unfolds into a gigabyte."""
    with zipfile.ZipFile(folder / "bombe.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            with archive.open(f"{number}.jsonl", "w") as stream:
                for _ in range(10):
                    stream.write(bytes(1_000_000))


@kind(ALL, "fichiers écartés", "page.html")
def page_piegee(folder: Path) -> None:
    """Pages that formgrader would serve from the instructor's own address."""
    for name in ("page.html", "dessin.svg", "evaluation.html"):
        (folder / name).write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}", "utf-8")


@kind(ALL, "fichiers écartés")
def programmes_pieges(folder: Path) -> None:
    """Python that a program started in this folder would import."""
    for name in ("nbgrader_config.py", "sitecustomize.py", "json.py", "coordo_widgets.py"):
        (folder / name).write_text(PAYLOAD, "utf-8")


@kind(ALL)
def questions_falsifiees(folder: Path) -> None:
    """The public items were rewritten."""
    (folder / "evaluation.items.json").write_text('{"items": "' + "x" * 100_000 + '"}', "utf-8")


@kind(ALL, "date de remise illisible")
def horodatage_illisible(folder: Path) -> None:
    """The time of the submission is a script."""
    (folder / "timestamp.txt").write_text(SCRIPT, "utf-8")


@kind(ALL, "ni fichiers ni dossiers")
def horodatage_tube(folder: Path) -> None:
    """The time of the submission is a pipe that nobody writes to."""
    os.mkfifo(folder / "timestamp.txt")


@kind(ALL, "liens écartés")
def horodatage_sans_fin(folder: Path) -> None:
    """The time of the submission is a link to an endless file."""
    (folder / "timestamp.txt").symlink_to("/dev/zero")


@kind(ALL, "dossiers écartés")
def dossiers_sans_fin(folder: Path) -> None:
    """Folders five hundred deep, and a link to the whole disk."""
    place = folder
    for _ in range(200):
        place = place / "d"
    place.mkdir(parents=True)
    (folder / "disque").symlink_to("/")
