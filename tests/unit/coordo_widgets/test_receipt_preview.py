"""What a trainee sees of the receipt before handing in."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal
from coordo_widgets.place import find_place
from coordo_widgets.questions import load_paper
from coordo_widgets.summary import build_preview


@pytest.fixture
def preview(module_folder):
    paper = load_paper(find_place())
    return lambda: build_preview(module_folder, paper)


def test_the_preview_states_the_digest_and_what_is_unanswered(module_folder, preview):
    journal = Journal(module_folder / "journal.jsonl")
    journal.append(AnswerGiven(activity="evaluation", item="n-qru", answer={"options": ["a"]}))
    html = preview()
    assert "Ce que vous remettriez maintenant" in html
    assert hashlib.sha256(journal.path.read_bytes()).hexdigest() in html
    assert "1 sur 8" in html
    assert "À savoir" not in html


def test_the_preview_tells_what_the_grader_will_tell(module_folder, preview):
    journal = Journal(module_folder / "journal.jsonl")
    journal.append(AnswerGiven(activity="evaluation", item="n-qru", answer={"options": ["a"]}))
    with journal.path.open("ab") as stream:
        stream.write(b'{"<script>')
    html = preview()
    assert "ligne interrompue" in html
    assert "<script>" not in html


def test_before_the_first_answer_there_is_nothing_to_preview(preview):
    assert preview() == ""


def test_a_trainees_kernel_loads_nothing_of_nbgrader():
    check = (
        "import sys, coordo_assessments.nbgrader_bridge.receipt, "
        "coordo_assessments.nbgrader_bridge.submission_journal; "
        "sys.exit(bool({'nbgrader', 'nbformat', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
