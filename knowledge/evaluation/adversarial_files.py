"""Files of adversarial and sensitive inputs: what may come out, what must be said, what must not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.answering.outcome import Outcome
from knowledge.errors import InvalidInput, NotFound


class UnreadableInputs(InvalidInput):
    """The file has another shape."""

    code = "unreadable_adversarial_file"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectation(_Part):
    """What must hold of an answer. ``absent`` may stand nowhere, ``forbidden_unquoted`` only inside a quoted clause."""

    text: str
    outcomes: tuple[Outcome, ...] = ()
    contains: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    forbidden_unquoted: tuple[str, ...] = ()


class InputClause(_Part):
    """A clause of an invented document."""

    label: str
    text: str


class InputDocument(_Part):
    """A document that is published beside the knowledge, with words that try to be obeyed."""

    title: str
    document_number: str
    clauses: tuple[InputClause, ...]


class AdversarialFile(_Part):
    """Inputs of one kind; what the file says holds for each, and an input may add to it."""

    kind: str
    outcomes: tuple[Outcome, ...]
    contains: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    citations: Literal["none", "verbatim"]
    documents: tuple[InputDocument, ...] = ()
    inputs: tuple[str | Expectation, ...]

    def expectations(self) -> tuple[Expectation, ...]:
        """Return what must hold, input by input."""
        return tuple(self._complete(row) for row in self.inputs)

    def _complete(self, row: str | Expectation) -> Expectation:
        own = Expectation(text=row) if isinstance(row, str) else row
        return Expectation(
            text=own.text,
            outcomes=own.outcomes or self.outcomes,
            contains=self.contains + own.contains,
            absent=self.absent + own.absent,
            forbidden_unquoted=own.forbidden_unquoted,
        )


def read_adversarial(paths: Sequence[Path]) -> tuple[AdversarialFile, ...]:
    """Read the files.

    Raises:
        NotFound: there is no such file.
        UnreadableInputs: a file has another shape.
    """
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> AdversarialFile:
    if not path.is_file():
        raise NotFound(f"文件不存在：{path}")
    try:
        return AdversarialFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise UnreadableInputs(f"{path.name} 不是对抗测试文件：{str(error).splitlines()[0]}") from error
