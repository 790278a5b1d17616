from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import coordo_widgets
import pytest
from coordo_widgets import PUBLIC_NAMES

FOLDER = Path(coordo_widgets.__file__).parent
TEXT = ("ink", "ink-soft", "sage-ink", "terracotta-ink", "amber-ink")
SURFACES = ("paper", "raised", "sunken", "sage-wash", "terracotta-wash", "amber-wash")


def test_no_public_name_is_hidden_by_a_submodule():
    submodules = {path.stem for path in FOLDER.glob("*.py")} | {
        path.parent.name for path in FOLDER.glob("*/__init__.py")
    }
    assert not submodules & set(PUBLIC_NAMES)


@pytest.mark.parametrize("name", sorted(PUBLIC_NAMES))
def test_every_public_name_is_there(name):
    assert callable(getattr(coordo_widgets, name))


def test_a_question_costs_neither_altair_nor_pandas():
    code = (
        "import sys; from coordo_widgets import question, exercises, page, portal, page_end;"
        "print([m for m in ('altair', 'pandas', 'vl_convert', 'nbgrader') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read_palettes():
    css = (FOLDER / "static" / "tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    read = re.compile(r"--co-([a-z0-9-]+): (#[0-9a-f]{6})")
    return {"light": dict(read.findall(light)), "dark": dict(read.findall(dark))}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_tokens_keep_seven_to_one_on_every_surface(mode):
    palette = read_palettes()[mode]
    for text in TEXT:
        for surface in SURFACES:
            assert contrast(palette[text], palette[surface]) >= 7, (text, surface)
    assert contrast(palette["on-sage"], palette["sage-ink"]) >= 7
    assert contrast(palette["on-terracotta"], palette["terracotta-ink"]) >= 7
    assert contrast(palette["edge"], palette["paper"]) >= 3
