"""A course of synthetic items and trainees, graded by coordo and by stock nbgrader alike.

The same journals are handed in twice: to a course whose notebook coordo released, and to one
whose notebook holds, as an instructor would write it with nothing but nbgrader, a cell that
reads the journal and one graded cell per item that computes the same score.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import v4, write

if TYPE_CHECKING:
    from collections.abc import Iterable

PROJECT = Path(__file__).parents[2]
MODULE = "m1_regulation"
KINDS = ("qru", "qrm", "qrp", "numeric", "matching")
ITEMS = 40
_SENTENCE = (
    "À quatre-vingt-six ans, elle vit seule, sort peu, et son fils passe le dimanche ; "
    "le service vient deux fois par jour, et l’équipe s’interroge sur la suite. "
)

_NEEDS = ("toilette", "repas", "courses", "soin")
_HELPS = ("aide", "portage", "livraison", "infirmier", "teleassistance")

# what the stock notebook runs: the rules of QRU, QRM, QRP, numbers and pairs, in plain Python
STOCK_RULES = """import json

answers = {}
for line in open("journal.jsonl", encoding="utf-8"):
    event = json.loads(line)
    if event["kind"] == "answer":
        answers[event["item"]] = event["answer"] or {}


def score(item, kind, key):
    given = answers.get(item, {})
    if kind == "numeric":
        text = given.get("text", "").replace(",", ".")
        return float(bool(text) and abs(float(text) - key) <= 0.01)
    if kind == "matching":
        pairs = given.get("pairs", {})
        return round(sum(pairs.get(left) == right for left, right in key.items()) / len(key), 2)
    chosen, expected = set(given.get("options", [])), set(key)
    if not chosen:
        return 0.0
    if kind == "qru":
        return float(chosen == expected)
    if kind == "qrm":
        return {0: 1.0, 1: 0.5, 2: 0.2}.get(len(chosen ^ expected), 0.0)
    return round(len(chosen & expected) / len(expected), 2)
"""


@dataclass(frozen=True)
class SyntheticItem:
    """An item as the bank file holds it, and its key as a stock notebook would."""

    id: str
    kind: str
    key: Any
    entry: dict[str, Any]


def build_items(count: int = ITEMS) -> tuple[SyntheticItem, ...]:
    """Build items of the five kinds in turn, with stems and explanations of real length."""
    return tuple(_build_item(number) for number in range(count))


def _build_item(number: int) -> SyntheticItem:
    kind = KINDS[number % len(KINDS)]
    item = f"item-{number:02}"
    key, body = _BODIES[kind](number)
    entry = {
        "id": item,
        "type": kind,
        "title": f"Question de synthèse {number}",
        "objectives": ["m1-o1"],
        "competencies": ["c-socle-evaluer"],
        "difficulty": 2,
        "stem": f"{_SENTENCE * 4}\n\nQue retenez-vous **d’abord** ?\n",
        **body,
        "explanation": f"{_SENTENCE * 3}\n\n- un premier point ;\n- un second point.\n",
        "sources": [{"title": "Cours de synthèse"}],
    }
    return SyntheticItem(item, kind, key, entry)


def _build_choice(number: int, right: int, options: int) -> tuple[Any, dict[str, Any]]:
    ids = [f"o{place}" for place in range(options)]
    key = sorted(ids[(number + place) % options] for place in range(right))
    listed = [
        {
            "id": one,
            "text": f"Proposition {one} de la question {number}",
            "correct": one in key,
            "explanation": f"{_SENTENCE}C’est {'juste' if one in key else 'faux'} ({one}).",
        }
        for one in ids
    ]
    return key, {"options": listed}


def _build_qrp(number: int) -> tuple[Any, dict[str, Any]]:
    key, body = _build_choice(number, 2, 6)
    return key, {**body, "expected_count": 2}


def _build_number(number: int) -> tuple[Any, dict[str, Any]]:
    value = 10 + number
    return value, {"value": f"{value}.00", "tolerance": "0.01", "unit": "€", "decimals": 2}


def _build_pairs(number: int) -> tuple[Any, dict[str, Any]]:
    pairs = dict(zip(_NEEDS, _HELPS, strict=False))
    left = [
        {"id": one, "text": f"Besoin {one}", "match": other, "explanation": f"{_SENTENCE}{number}"}
        for one, other in pairs.items()
    ]
    right = [{"id": one, "text": f"Aide {one}"} for one in _HELPS]
    return pairs, {"left": left, "right": right}


_BODIES = {
    "qru": lambda number: _build_choice(number, 1, 5),
    "qrm": lambda number: _build_choice(number, 3, 5),
    "qrp": _build_qrp,
    "numeric": _build_number,
    "matching": _build_pairs,
}


def build_coordo_course(root: Path, items: Iterable[SyntheticItem]) -> Path:
    """Write a course whose exam bank holds the items; ``coordo release`` comes next."""
    course = root / "course"
    course.mkdir(parents=True)
    for name in ("syllabus.yml", "competencies.yml", "references.yml", "nbgrader_config.py"):
        shutil.copyfile(PROJECT / "course" / name, course / name)
    bank = root / "assessments" / "bank" / MODULE / "exam"
    bank.mkdir(parents=True)
    (root / "modules" / MODULE).mkdir(parents=True)
    entries = [item.entry for item in items]
    # JSON is YAML
    text = json.dumps({"theme": "Synthèse", "items": entries}, ensure_ascii=False, indent=1)
    (bank / "1_synthese.yml").write_text(text, "utf-8")
    return root


def build_stock_course(root: Path, items: Iterable[SyntheticItem]) -> Path:
    """Write a course for nbgrader without any of ours: the same scores, computed in cells."""
    source = root / "source" / MODULE
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", "utf-8")
    cells = [_build_stock_cell("rules", STOCK_RULES, points=None)]
    for item in items:
        call = f'score("{item.id}", "{item.kind}", {item.key!r})'
        cells.append(_build_stock_cell(item.id, call, points=1))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    write(notebook, source / "evaluation.ipynb")
    return root


def _build_stock_cell(grade_id: str, source: str, points: int | None) -> Any:
    marks = {"schema_version": 3, "grade_id": grade_id, "task": False, "locked": True}
    marks |= {"solution": False, "grade": points is not None}
    if points is not None:
        marks["points"] = points
    return v4.new_code_cell(source, metadata={"nbgrader": marks}, id=grade_id)


def write_journals(folder: Path, items: tuple[SyntheticItem, ...], count: int) -> list[Path]:
    """Write the journals of ``count`` trainees, each answer given once or twice."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"stagiaire-{number:04}.jsonl"
        path.write_text(_write_journal(items, random.Random(number)), "utf-8")  # noqa: S311
        paths.append(path)
    return paths


def _write_journal(items: tuple[SyntheticItem, ...], rng: random.Random) -> str:
    events = []
    for number, item in enumerate(items):
        for _ in range(1 + (rng.random() < 0.3)):
            event = {"kind": "answer", "activity": "evaluation", "item": item.id}
            event |= {"answer": _answer(item, rng), "v": 1}
            event |= {"at": f"2026-02-12T09:{number:02}:{rng.randrange(60):02}Z"}
            events.append({**event, "id": f"{rng.getrandbits(128):032X}"[:26]})
    return "".join(f"{json.dumps(event)}\n" for event in events)


def _answer(item: SyntheticItem, rng: random.Random) -> dict[str, Any] | None:
    if rng.random() < 0.03:
        return None
    is_right = rng.random() < 0.6
    if item.kind == "numeric":
        return {"text": f"{item.key + (0 if is_right else rng.choice((1, 2, 10)))},00"}
    if item.kind == "matching":
        rights = list(item.key.values())
        if not is_right:
            rng.shuffle(rights)
        return {"pairs": dict(zip(item.key, rights, strict=True))}
    ids = [option["id"] for option in item.entry["options"]]
    wrong = rng.sample(ids, len(item.key))
    return {"options": sorted(item.key if is_right else wrong)}


def hand_in(submitted: Path, notebook: Path, journals: Iterable[Path]) -> None:
    """Put submissions where nbgrader collects them: the notebook as released, and a journal."""
    for journal in journals:
        folder = submitted / journal.stem / MODULE
        folder.mkdir(parents=True)
        shutil.copyfile(notebook, folder / notebook.name)
        os.link(journal, folder / "journal.jsonl")
