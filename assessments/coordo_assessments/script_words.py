"""The words of the script concordance test, by kind of hypothesis."""

from __future__ import annotations

from typing import Literal

Kind = Literal["diagnostic", "action"]

LEADS: dict[Kind, tuple[str, str, str]] = {
    "diagnostic": ("Vous pensez à", "Vous apprenez que", "Cette hypothèse devient"),
    "action": ("Vous envisagez de", "Vous apprenez que", "Cette action devient"),
}
DEGREE_LABELS: dict[Kind, dict[int, str]] = {
    "diagnostic": {
        -2: "exclue, ou presque",
        -1: "moins probable",
        0: "ni plus ni moins probable",
        1: "plus probable",
        2: "certaine, ou presque",
    },
    "action": {
        -2: "à écarter, ou presque",
        -1: "moins utile",
        0: "ni plus ni moins utile",
        1: "plus utile",
        2: "indispensable, ou presque",
    },
}


def write_degree(degree: int) -> str:
    """Write a degree with its sign: −2, 0, +1."""
    return "0" if degree == 0 else f"{'+' if degree > 0 else '−'}{abs(degree)}"
