"""What every exported item goes through: texts, tags, and the list of what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_simulation.french import set_spaces

from coordo_assessments.citations import iter_texts, list_citations
from coordo_assessments.interchange.moodle_tags import MAX_TAG, build_tags
from coordo_assessments.interchange.question import Loss, MoodleQuestion
from coordo_assessments.markdown import iter_citations, render_plain

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items import Item

SOURCES = "**Sources**"


class Exporter:
    """Exports one item; gathers what is lost meanwhile."""

    def __init__(self, item: Item, book: ReferenceBook) -> None:
        self.item = item
        self.book = book
        self.losses: list[Loss] = []
        self.tags: dict[str, list[str]] = {
            "type": [item.type],
            "difficulte": [str(item.difficulty)],
            "objectif": list(item.objectives),
            "competence": list(item.competencies),
            "reference": list(list_citations(item)),
        }

    def lose(self, field: str, reason: str, *, is_recovered: bool = False) -> None:
        """Note a loss."""
        self.losses.append(Loss(self.item.id, field, reason, is_recovered))

    def write(self, text: str) -> str:
        """Write a text with the values of the facts it cites, in French typography."""
        return set_spaces(render_plain(text.strip(), self.book))

    def build(self, parts: dict[str, Any]) -> MoodleQuestion:
        """Build the question from the parts of its format, among them ``kind``."""
        self._note_common()
        common = {"text": self.write(self.item.stem), "feedback": self._write_feedback()}
        return MoodleQuestion(
            name=self.item.title,
            grade=self.item.points,
            idnumber=self.item.id,
            tags=self._build_tags(),
            **{**common, **parts},
        )

    def _note_common(self) -> None:
        item = self.item
        if any(True for text in iter_texts(item) for _cited in iter_citations(text)):
            self.lose("références", "les valeurs citées sont figées à ce jour dans le texte.")
        if item.as_of:
            self.tags["au"] = [item.as_of.isoformat()]
            self.lose("as_of", "Moodle ne date pas une situation.", is_recovered=True)
        if item.sources:
            self.lose("sources", "écrites à la fin du retour, elles n’y sont plus que du texte.")
        if item.certainty:
            self.tags["certitude"] = ["oui"]
            why = "demandée par un comportement du test Moodle, non par la question."
            self.lose("certainty", why, is_recovered=True)

    def _write_feedback(self) -> str:
        lines = [
            f"- {', '.join(part for part in (source.title, source.locator, source.url) if part)}"
            for source in self.item.sources
        ]
        sources = f"\n\n{SOURCES}\n\n" + "\n".join(lines) if lines else ""
        return self.write(self.item.explanation) + set_spaces(sources)

    def _build_tags(self) -> tuple[str, ...]:
        tags = build_tags(self.tags)
        for tag in tags:
            if len(tag) > MAX_TAG:
                self.lose("", f"une étiquette de plus de {MAX_TAG} caractères est omise.")
        return tuple(tag for tag in tags if len(tag) <= MAX_TAG)
