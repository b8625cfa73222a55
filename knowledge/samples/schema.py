"""The file format of the sample knowledge: ``laws/*.yaml`` and ``interpretations/*.yaml``, checked on load."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.model.passage import Aspect, Audience
from knowledge.samples.constraints import (
    Article,
    Conclusion,
    Department,
    Details,
    ElementText,
    Keyword,
    LawTitle,
    Question,
    RegionCode,
    Slug,
    Title,
)
from knowledge.samples.faults import InvalidSamples, described


class LawKind(StrEnum):
    """The rank of a policy document."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    DEPARTMENTAL_RULE = "部门规章"
    NORMATIVE_DOCUMENT = "规范性文件"
    LOCAL_REGULATION = "地方性法规"
    JUDICIAL_INTERPRETATION = "司法解释"


class Element(StrEnum):
    """What an interpretation explains about its documents (解读要素)."""

    BACKGROUND = "background"
    PURPOSE = "purpose"
    GOALS = "goals"
    MEASURES = "measures"
    APPLIES_TO = "applies_to"
    STANDARDS = "standards"
    MATERIALS = "materials"
    PROCESS = "process"
    NOTES = "notes"
    TERMS = "terms"
    BENEFITS = "benefits"
    DIFFERENCES = "differences"
    CONTACT = "contact"


REQUIRED_ELEMENTS = frozenset({Element.BACKGROUND, Element.PURPOSE, Element.MEASURES, Element.APPLIES_TO})


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(_Row):
    """The record of a policy document: its official full title and what is surely known of it."""

    title: LawTitle
    document_number: str = ""
    issuer: str
    kind: LawKind
    region: RegionCode
    effective_from: date | None = None
    source_url: str = ""

    def merged(self, other: "Law") -> "Law":
        """Return this record completed from ``other``, a record of the same law.

        Raises:
            InvalidSamples: the two say different things.
        """
        for name in ("document_number", "effective_from"):
            ours, theirs = getattr(self, name), getattr(other, name)
            if ours and theirs and ours != theirs:
                raise InvalidSamples(f"{self.title}: {name} is {ours} in one file and {theirs} in another")
        number, start = self.document_number or other.document_number, self.effective_from or other.effective_from
        return self.model_copy(update={"document_number": number, "effective_from": start})


class Basis(_Row):
    """An article that an answer rests on; ``article`` is empty where the whole document is meant."""

    law: LawTitle
    article: Article = ""


class SampleAnswer(_Row):
    """A curated answer: ``conclusion`` is read out, ``details`` is read."""

    question: Question
    similar: Annotated[tuple[Question, ...], Field(min_length=2)]
    negative: tuple[Question, ...] = ()
    aspect: Aspect
    conclusion: Conclusion
    details: Details
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _negatives_differ(self) -> Self:
        if both := {self.question, *self.similar} & set(self.negative):
            raise ValueError(f"asked and negative at once: {'、'.join(sorted(both))}")
        return self


class SampleInterpretation(_Row):
    """One interpretation (政策解读) with its elements and answers."""

    id: Slug
    title: Title
    documents: Annotated[tuple[LawTitle, ...], Field(min_length=1)]
    region: RegionCode
    department: Department
    audience: Annotated[frozenset[Audience], Field(min_length=1)]
    keywords: Annotated[tuple[Keyword, ...], Field(min_length=1)]
    elements: dict[Element, ElementText]
    qa: Annotated[tuple[SampleAnswer, ...], Field(min_length=5)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := REQUIRED_ELEMENTS - self.elements.keys():
            raise ValueError(f"elements missing: {', '.join(sorted(missing))}")
        if unlisted := {basis.law for answer in self.qa for basis in answer.basis} - set(self.documents):
            raise ValueError(f"cited but not among documents: {'、'.join(sorted(unlisted))}")
        return self


class SampleField(_Row):
    """One file of interpretations: a field of the sample knowledge."""

    field: Slug
    title: Title
    interpretations: Annotated[tuple[SampleInterpretation, ...], Field(min_length=1)]


class _LawFile(_Row):
    laws: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Samples:
    """All sample knowledge: each law once, and the fields in the order of their files."""

    laws: tuple[Law, ...]
    fields: tuple[SampleField, ...]

    @property
    def interpretations(self) -> tuple[SampleInterpretation, ...]:
        """Every interpretation, field by field."""
        return tuple(entry for field in self.fields for entry in field.interpretations)


def load_samples(root: Path) -> Samples:
    """Read and check the sample knowledge below ``root``.

    Raises:
        InvalidSamples: a file or the whole breaks a rule; the message names the file and the entry.
    """
    laws = _merged_laws(row for path in _files(root / "laws") for row in _read(path, _LawFile).laws)
    samples = Samples(laws, tuple(_read_field(path) for path in _files(root / "interpretations")))
    _check_unique("id", (entry.id for entry in samples.interpretations))
    _check_unique("question", _questions(samples.interpretations))
    _check_documents(samples)
    return samples


# libyaml reads a hundred times faster; a wheel without it falls back.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


_FileT = TypeVar("_FileT", bound=BaseModel)


def _read(path: Path, model: type[_FileT]) -> _FileT:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  # both are safe loaders
    except yaml.YAMLError as error:
        raise InvalidSamples(f"{path.name}: no valid YAML: {error}") from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InvalidSamples(f"{path.name}: {described(error, content)}") from error


def _read_field(path: Path) -> SampleField:
    field = _read(path, SampleField)
    if field.field != path.stem:
        raise InvalidSamples(f"{path.name}: field is {field.field}, wanted the name of the file")
    return field


def _merged_laws(rows: Iterable[Law]) -> tuple[Law, ...]:
    merged: dict[str, Law] = {}
    for row in rows:
        merged[row.title] = merged[row.title].merged(row) if row.title in merged else row
    return tuple(merged.values())


def _questions(entries: Iterable[SampleInterpretation]) -> Iterator[str]:
    for entry in entries:
        for answer in entry.qa:
            yield from (question.rstrip("？?") for question in (answer.question, *answer.similar))


def _check_unique(name: str, values: Iterable[str]) -> None:
    if repeated := [value for value, count in Counter(values).items() if count > 1]:
        raise InvalidSamples(f"{name} used more than once: {'、'.join(repeated)}")


def _check_documents(samples: Samples) -> None:
    known = {law.title for law in samples.laws}
    for entry in samples.interpretations:
        if unknown := [title for title in entry.documents if title not in known]:
            raise InvalidSamples(f"{entry.id}: documents that stand in no laws file: {'、'.join(unknown)}")
