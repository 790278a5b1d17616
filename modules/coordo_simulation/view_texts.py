"""What an author writes for a picture: texts that a phone can hold, hours as one says them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from coordo_simulation.references import KebabId

LONGEST_WORD = 18
"""Letters in a row: a line of a picture on a phone holds no more beside its mark."""


def check_words(text: str) -> str:
    """Return the text; raise where it is blank or one of its words cannot be broken to fit.

    Raises:
        ValueError: what is expected, in French.
    """
    if not text.strip():
        raise ValueError("un texte, et non des espaces")
    longest = max(re.split(r"[\s\u202f\u00a0-]", text), key=len)
    if len(longest) > LONGEST_WORD:
        raise ValueError(f"des mots d’au plus {LONGEST_WORD} lettres ; lu : {longest}")
    return text


def read_hour(value: object) -> object:
    """« 7 h 30 » in minutes since midnight; anything else as it is."""
    found = re.fullmatch(r"(\d{1,2})\s?h\s?(\d{2})?", value) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2] or 0) if found else value


ShortName = Annotated[str, Field(min_length=1, max_length=24), AfterValidator(check_words)]
"""A name beside a mark."""
Name = Annotated[str, Field(min_length=1, max_length=48), AfterValidator(check_words)]
"""A title, or the words of a choice."""
Line = Annotated[str, Field(min_length=1, max_length=160), AfterValidator(check_words)]
"""A sentence in a picture, or in a table."""
Story = Annotated[str, Field(min_length=1, max_length=600)]
"""A few sentences above a picture or in its answer."""
Origin = Annotated[str, Field(min_length=1, max_length=80)]
"""Whence data come: « exemple inventé », or who kept them and when."""
Id = KebabId
"""What names a thing to the other things of its file."""
