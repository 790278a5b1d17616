from __future__ import annotations

import re

from coordo_assessments.nbgrader_bridge.feedback_page import _PAGE_STYLE
from coordo_assessments.nbgrader_bridge.report import load_style
from temporary_course import PROJECT


def test_every_colour_of_the_feedback_is_a_token_of_the_course() -> None:
    tokens = (PROJECT / "widgets" / "coordo_widgets" / "static" / "tokens.css").read_text("utf-8")
    used = set(re.findall(r"#[0-9a-f]{3,6}\b", _PAGE_STYLE + load_style()))
    assert len(used) >= 4
    assert used <= set(re.findall(r"#[0-9a-f]{3,6}\b", tokens))
