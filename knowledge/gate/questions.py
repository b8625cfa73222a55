"""The frozen questions: own wordings, each with what has to come of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from knowledge.answering.outcome import Outcome
from knowledge.gate.errors import InvalidGateFile
from knowledge.gate.settings import Kind, gate_settings
from knowledge.model.passage import Aspect

FOLDER = Path(__file__).with_name("questions")
INTENTS = Path(__file__).with_name("intents.yml")


def _turns(value: Any) -> Any:  # noqa: ANN401  # whatever YAML held
    return (value,) if isinstance(value, str) else value


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GateQuestion(_Row):
    """One question. Of several turns the last is judged; the others lead to it.

    ``entry`` with ``answer`` (the standard question), ``clause`` or ``aspect`` names what has to be answered;
    ``warns`` wants the warning that it is not in force. ``outcomes`` replaces the outcomes of the kind,
    ``or_outcomes`` adds to them. ``never`` are entries that must not be cited, ``secrets`` words that must be masked.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    ask: Annotated[tuple[str, ...], BeforeValidator(_turns), Field(min_length=1, max_length=4)]
    kind: Kind = Kind.COVERED
    entry: str = ""
    answer: str = ""
    clause: str = ""
    aspect: Aspect | None = None
    also: tuple[str, ...] = ()
    day: date | None = None
    region: str = ""
    outcomes: frozenset[Outcome] = frozenset()
    or_outcomes: frozenset[Outcome] = frozenset()
    warns: bool = False
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if Outcome.ANSWERED in self.wanted and not self.entry:
            raise ValueError(f"{self.id}: 要能答出来的问题须写明 entry")
        return self

    @property
    def wanted(self) -> frozenset[Outcome]:
        """The outcomes that are right."""
        return (self.outcomes or gate_settings().kinds[self.kind].outcomes) | self.or_outcomes


class IntentText(_Row):
    """One text and the intent that the dialogue has to understand."""

    id: str
    text: str
    intent: str


class _QuestionFile(_Row):
    kind: Kind
    questions: tuple[dict[str, Any], ...]


class _IntentFile(_Row):
    intents: tuple[IntentText, ...]


def load_questions(*folders: Path) -> tuple[GateQuestion, ...]:
    """Read every ``*.yml`` below the folders; the shipped folder where none is named.

    Raises:
        InvalidGateFile: a file has another shape, or two questions have one id.
    """
    files = [path for folder in folders or (FOLDER,) for path in sorted(folder.glob("*.yml"))]
    questions = tuple(question for path in files for question in _read(path))
    if repeated := [name for name, count in Counter(q.id for q in questions).items() if count > 1]:
        raise InvalidGateFile(files[-1], f"id 重复：{'、'.join(repeated)}")
    return questions


def load_intents(path: Path = INTENTS) -> tuple[IntentText, ...]:
    """Read the texts whose intent is checked."""
    return _IntentFile.model_validate(_yaml(path)).intents


def askable(questions: Iterable[GateQuestion], entries: Collection[str]) -> Sequence[GateQuestion]:
    """Return the questions whose entries are among ``entries``: what is expected, and one of what is ruled out."""
    return [
        question
        for question in questions
        if (not question.entry or question.entry in entries) and (not question.never or question.never & set(entries))
    ]


def _read(path: Path) -> list[GateQuestion]:
    try:
        file = _QuestionFile.model_validate(_yaml(path))
        return [GateQuestion.model_validate({"kind": file.kind} | row) for row in file.questions]
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidGateFile(path, f"{'.'.join(map(str, first['loc']))} {first['msg']}") from error


def _yaml(path: Path) -> Any:  # noqa: ANN401  # checked by the model
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidGateFile(path, f"不是 UTF-8 的 YAML（{str(error).splitlines()[0]}）") from error
