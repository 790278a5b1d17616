"""The look of a page: the tokens, the font and the style that every notebook needs once."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
# One file per face; the latin subset holds all of French.
FACES = (("regular", "normal", 400), ("italic", "italic", 400), ("bold", "normal", 700))


def load_static(name: str) -> str:
    """Read a text file of the static folder."""
    return (STATIC / name).read_text(encoding="utf-8")


@cache
def build_font_css() -> str:
    """Build the @font-face rules, the font inside: a notebook page has no address for files."""
    return "\n".join(_build_face(*face) for face in FACES)


def build_page_css() -> str:
    """Build the whole style of a page: font, tokens, header, portal."""
    sheets = ("tokens.css", "page.css", "portal.css")
    return "\n".join([build_font_css(), *(load_static(sheet) for sheet in sheets)])


def _build_face(name: str, style: str, weight: int) -> str:
    font = (STATIC / "fonts" / f"atkinson-hyperlegible-{name}.woff2").read_bytes()
    address = f"data:font/woff2;base64,{b64encode(font).decode('ascii')}"
    return (
        "@font-face{font-family:'Atkinson Hyperlegible';"
        f"font-style:{style};font-weight:{weight};font-display:swap;"
        f"src:url({address}) format('woff2')}}"
    )
