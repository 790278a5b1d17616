"""The framework of competencies that objectives, items and cases point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coordo_simulation.references import Closed, KebabId, Source
from coordo_simulation.yaml_source import load_yaml, parse_model
from pydantic import Field, model_validator

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]


class Domain(Closed):
    """A family of competencies and the study it comes from."""

    id: KebabId
    title: Text
    source: Source


class Competency(Closed):
    """One competency; ``levels`` are four observable behaviours, lowest first."""

    id: KebabId
    domain: KebabId
    statement: Text
    source: Source
    levels: tuple[Text, Text, Text, Text]


class CompetencyFramework(Closed):
    """The whole of ``course/competencies.yml``."""

    domains: tuple[Domain, ...] = Field(min_length=1)
    competencies: tuple[Competency, ...] = Field(min_length=1)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the competencies."""
        return frozenset(competency.id for competency in self.competencies)

    @model_validator(mode="after")
    def _has_known_domains(self) -> CompetencyFramework:
        domains = {domain.id for domain in self.domains}
        ids = [competency.id for competency in self.competencies]
        if len(set(ids)) != len(ids):
            raise ValueError("des compétences aux identifiants uniques")
        for competency in self.competencies:
            if competency.domain not in domains:
                raise ValueError(f"un domaine connu pour « {competency.id} »")
        return self


def load_competencies(path: Path) -> CompetencyFramework:
    """Read ``course/competencies.yml``.

    Raises:
        ContentError, ContentErrors: the file cannot be read or does not fit.
    """
    return parse_model(CompetencyFramework, load_yaml(path))
