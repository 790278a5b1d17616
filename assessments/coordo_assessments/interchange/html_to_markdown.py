"""Brings Moodle's HTML back to the Markdown of the bank, and names what it cannot bring."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_INLINE = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_PLAIN = frozenset({"span", "br", "li", "a", "html", "body", "u", "font", "small", "sup", "sub"})
_SILENT = frozenset({"script", "style"})
_BLANK_LINES = re.compile(r"\n{3,}")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: list[str] = []
        self._links: list[str] = []
        self._lists: list[int | None] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.parts.append(self._start_line())
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        elif tag in _INLINE:
            self.parts.append(_INLINE[tag])
        elif tag in _SILENT:
            self._silent += 1
        if tag not in _BLOCKS | _PLAIN | _INLINE.keys():
            self.lost.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            self.parts.append(f"]({self._links.pop()})")
        elif tag in _INLINE:
            self.parts.append(_INLINE[tag])
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _start_line(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "\n- "
        self._lists[-1] = number + 1
        return f"\n{number + 1}. "


def convert_html(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown of an HTML text and the names of the elements that were left out."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    lines = "".join(writer.parts).split("\n")
    text = "\n".join(line.strip() for line in lines)
    return _BLANK_LINES.sub("\n\n", text).strip(), tuple(dict.fromkeys(writer.lost))
