"""What this trainee sees of the questions: found from the login, without any secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.formative_variants import build_own_bank
from coordo_assessments.journal_origin import find_login
from coordo_assessments.own_papers import VARIANTS_NAME, load_own_paper, personalise_paper
from coordo_assessments.state import fold

from coordo_widgets.place import EVALUATION

if TYPE_CHECKING:
    from coordo_assessments.bank import Bank
    from coordo_assessments.public import PublicPaper

    from coordo_widgets.place import Place


def find_own_paper(place: Place, paper: PublicPaper) -> PublicPaper:
    """Return the trainee's version of a released paper: the common one for who has none.

    A common question that the trainee has answered already stays the common one: a paper that
    is released again never takes work away.

    Raises:
        ValueError: the variants file is damaged.
    """
    own = load_own_paper(place.folder / VARIANTS_NAME, find_login())
    if own is None:
        return paper
    answers = fold(place.journal.read().events).answers if own.items else {}
    kept = {
        latest.variant
        for (activity, _item), latest in answers.items()
        if activity == EVALUATION and latest.answer is not None and latest.variant
    }
    return personalise_paper(paper, own, kept)


def find_own_bank(place: Place, bank: Bank) -> Bank:
    """Return the exercises with this trainee's data."""
    return build_own_bank(bank, find_login(), place.references) if bank.templates else bank
