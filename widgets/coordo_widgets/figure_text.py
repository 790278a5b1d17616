"""Measures and wraps text in the figures' own font, so that labels fit what is drawn for them."""

from __future__ import annotations

import struct
from functools import cache

from coordo_widgets.charts import STATIC


@cache
def load_advances(weight: str = "regular") -> tuple[dict[int, float], float]:
    """Read a TrueType font: width of each character in em, and of one it does not hold."""
    font = (STATIC / "fonts" / "ttf" / f"atkinson-hyperlegible-{weight}.ttf").read_bytes()
    tables = _load_tables(font)
    units = struct.unpack_from(">H", tables[b"head"], 18)[0]
    count = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
    metrics = tables[b"hmtx"]
    widths = [struct.unpack_from(">H", metrics, 4 * glyph)[0] / units for glyph in range(count)]
    glyphs = _load_glyphs(tables[b"cmap"])
    advances = {code: widths[min(glyph, count - 1)] for code, glyph in glyphs.items()}
    return advances, sum(widths) / len(widths)


def measure(text: str, size: float, weight: str = "regular") -> float:
    """Width of a line of text in px."""
    advances, other = load_advances(weight)
    return size * sum(advances.get(ord(character), other) for character in text)


def wrap(text: str, width: float, size: float, weight: str = "regular") -> list[str]:
    """Break a text into lines no wider than ``width`` px, and where it must, a word by a hyphen."""
    lines: list[str] = []
    words = [part for word in text.split(" ") for part in _cut(word, width, size, weight)]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shorten(text: str, width: float, size: float, weight: str = "regular") -> str:
    """The text, or as much of it as a line of ``width`` px holds, and an ellipsis."""
    if measure(text, size, weight) <= width:
        return text
    end = len(text) - 1
    while end and measure(f"{text[:end].rstrip()}…", size, weight) > width:
        end -= 1
    return f"{text[:end].rstrip()}…"


def _cut(word: str, width: float, size: float, weight: str) -> list[str]:
    """Cut a word that no line holds into parts that one does; each holds two letters at least."""
    parts = []
    while len(word) > 2 and measure(word, size, weight) > width:  # noqa: PLR2004  (two letters)
        end = len(word) - 1
        while end > 2 and measure(f"{word[:end]}-", size, weight) > width:  # noqa: PLR2004
            end -= 1
        parts.append(f"{word[:end]}-")
        word = word[end:]
    return [*parts, word]


def _load_tables(font: bytes) -> dict[bytes, bytes]:
    tables = {}
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        tables[tag] = font[offset : offset + length]
    return tables


def _load_glyphs(cmap: bytes) -> dict[int, int]:
    """Character → glyph, from the format 4 subtable that both our fonts begin with."""
    table = cmap[struct.unpack_from(">I", cmap, 8)[0] :]
    segments = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", table, 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", table, 16 + 2 * segments * part) for part in (1, 2, 3)
    )
    glyphs = {}
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                at = 16 + 6 * segments + 2 * index + offsets[index] + 2 * (code - start)
                glyph = struct.unpack_from(">H", table, at)[0]
            glyphs[code] = (glyph + deltas[index]) % 0x10000
    return glyphs
