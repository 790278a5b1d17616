"""The look of a page: the tokens, the font and the style that every notebook needs once."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
VOILA_VARIABLE = "VOILA_BASE_URL"
"""Set in the kernels of our Voila, whose template serves the font as files one may cache."""

# One file per face; the latin subset holds all of French.
FACES = (("regular", "normal", 400), ("italic", "italic", 400), ("bold", "normal", 700))


def load_static(name: str) -> str:
    """Read a text file of the static folder."""
    return (STATIC / name).read_text(encoding="utf-8")


def join_static(*names: str) -> str:
    """Read text files of the static folder as one: scripts of a view share one scope."""
    return "\n".join(load_static(name) for name in names)


@cache
def build_font_css() -> str:
    """Build the @font-face rules, the font inside: a notebook page has no address for files."""
    return "\n".join(_build_face(*face) for face in FACES)


def build_page_css() -> str:
    """Build the style of a page: tokens, header, portal, and the font where no one serves it."""
    sheets = [load_static(name) for name in ("tokens.css", "page.css", "portal.css")]
    is_served = VOILA_VARIABLE in os.environ
    return "\n".join(sheets if is_served else [build_font_css(), *sheets])


def _build_face(name: str, style: str, weight: int) -> str:
    font = (STATIC / "fonts" / f"atkinson-hyperlegible-{name}.woff2").read_bytes()
    address = f"data:font/woff2;base64,{b64encode(font).decode('ascii')}"
    return (
        "@font-face{font-family:'Atkinson Hyperlegible';"
        f"font-style:{style};font-weight:{weight};font-display:swap;"
        f"src:url({address}) format('woff2')}}"
    )
