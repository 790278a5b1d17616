"""Altair charts in coordo's own look, drawn to SVG in the kernel.

The browser receives a picture, never a drawing library: no vega, no request to another host. The
colours are the design tokens of ``static/tokens.css``; in the SVG each becomes the CSS variable it
came from, so that one picture serves light, dark and print.

Altair and vl-convert cost half a second and 70 MB: they are imported with the first chart.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from hashlib import blake2s
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

STATIC = Path(__file__).parent / "static"
FONT = "Atkinson Hyperlegible"
TEXT_SIZE = 14

_TOKEN = re.compile(r"--co-([a-z0-9-]+):\s*(#[0-9a-fA-F]{6});")
_COLOUR_ATTRIBUTE = re.compile(r'(fill|stroke)="(#[0-9a-fA-F]{6})"')
_INNER_ARIA = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SVG_ID = re.compile(r'(id="|url\(#)([A-Za-z_][\w-]*)')

# French usage: narrow no-break space between thousands, no-break space before the unit.
NUMBER_LOCALE: dict[str, Any] = {
    "decimal": ",",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": "\u00a0%",
    "minus": "\u2212",
}
TIME_LOCALE = "fr-FR"


@cache
def load_tokens() -> dict[str, str]:
    """Read the light palette: token name without its prefix, such as ``"sage"``, to hex colour."""
    light = (STATIC / "tokens.css").read_text(encoding="utf-8").split("@media", 1)[0]
    return {name: colour.lower() for name, colour in _TOKEN.findall(light)}


def build_theme() -> dict[str, Any]:
    """Build the Vega-Lite configuration that mirrors the tokens."""
    tokens = load_tokens()
    text = {"font": FONT, "fontSize": TEXT_SIZE}
    quiet = {"labelColor": tokens["ink-soft"], "titleColor": tokens["ink-soft"]}
    return {
        "font": FONT,
        "background": "transparent",
        "padding": 4,
        "view": {"stroke": None, "fill": None},
        "text": {**text, "color": tokens["ink"]},
        "title": {**text, "color": tokens["ink"], "fontWeight": "bold", "anchor": "start"},
        "axis": {
            "labelFont": FONT,
            "labelFontSize": TEXT_SIZE,
            "titleFont": FONT,
            "titleFontSize": TEXT_SIZE,
            "titleFontWeight": "normal",
            "domainColor": tokens["edge"],
            "tickColor": tokens["edge"],
            "gridColor": tokens["rule"],
            **quiet,
        },
        "legend": {"labelFont": FONT, "labelFontSize": TEXT_SIZE, "titleFont": FONT, **quiet},
        "header": {"labelFont": FONT, "labelFontSize": TEXT_SIZE, "titleFont": FONT, **quiet},
        "line": {"strokeWidth": 2.5, "color": tokens["chart-1"]},
        "bar": {"color": tokens["chart-1"]},
        "point": {"filled": True, "size": 70, "color": tokens["chart-1"]},
        "rule": {"color": tokens["edge"]},
        "range": {"category": [tokens[f"chart-{n}"] for n in range(1, 7)]},
    }


def start_chart(rows: Sequence[Mapping[str, object]]) -> alt.Chart:
    """Begin a chart on plain records: no data frame, hence no pandas, for a handful of rows."""
    import altair as alt  # noqa: PLC0415 -- half a second, paid by the first chart only

    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def render_svg(chart: alt.TopLevelMixin, *, alt: str) -> str:
    """Draw a chart as an inline SVG that one text alternative stands for.

    Args:
        chart: any Altair chart. Give it the width it should have at full size, in px; the page
            scales it down, so draw a narrower variant where a phone needs other proportions.
        alt: what a reader who does not see the picture should know, in French.

    Returns:
        An ``<svg role="img">`` with no width of its own (the page decides) and no script.
    """
    spec = chart.to_dict(validate=False)
    own = spec.get("config", {})
    spec["config"] = {
        key: {**part, **own.get(key, {})} if isinstance(part, dict) else part
        for key, part in build_theme().items()
    }
    spec["config"] |= {key: part for key, part in own.items() if key not in spec["config"]}
    return label_svg(_draw(json.dumps(spec, sort_keys=True)), alt)


def label_svg(svg: str, alt: str) -> str:
    """Give an SVG without text alternative its own, escaped."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)


def use_css_variables(svg: str) -> str:
    """Replace each token colour by its CSS variable, the colour itself staying as fallback."""
    names = {colour: name for name, colour in reversed(load_tokens().items())}

    def substitute(match: re.Match[str]) -> str:
        attribute, colour = match[1], match[2].lower()
        name = names.get(colour)
        return f'{attribute}="var(--co-{name}, {colour})"' if name else match[0]

    return _COLOUR_ATTRIBUTE.sub(substitute, svg)


@lru_cache(maxsize=128)
def _draw(spec: str) -> str:
    svg: str = _load_converter().vegalite_to_svg(
        json.loads(spec), format_locale=NUMBER_LOCALE, time_format_locale=TIME_LOCALE
    )
    svg = _INNER_ARIA.sub("", svg)
    own = "co" + blake2s(spec.encode(), digest_size=4).hexdigest()
    svg = _SVG_ID.sub(rf"\g<1>{own}-\g<2>", svg)
    svg = re.sub(r' (?:width|height)="[\d.]+"', "", svg[: svg.index(">")]) + svg[svg.index(">") :]
    return use_css_variables(svg)


@cache
def _load_converter() -> Any:  # noqa: ANN401 -- a compiled module without a public type
    import vl_convert  # noqa: PLC0415 -- half a second and 70 MB, paid by the first chart only

    # woff2 is for browsers; the renderer measures text with the same font as plain TrueType
    vl_convert.register_font_directory(str(STATIC / "fonts" / "ttf"))
    return vl_convert
