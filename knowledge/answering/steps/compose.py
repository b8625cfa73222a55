"""Step 9: the curated answer or the clause itself, word for word, in a fixed order: 结论, 办理, 依据, 咨询."""

from datetime import date

from knowledge.answering.answer import Answer, Button
from knowledge.answering.citing import cite, source_names
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.ports import PolicySearch
from knowledge.answering.sentences import sentences
from knowledge.model.passage import Passage, PassageKind
from knowledge.model.validity import Status

_MAX_BUTTONS = 3
_MAX_SPOKEN = 80


class Compose:
    """Write the answer of the passage that was chosen."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext) -> None:
        """Answer with the best passage. Only called for a turn that was decided in its favour."""
        if context.found is None or not context.found.hits:
            return
        passage = context.found.hits[0].passage
        context.answer = Answer(
            outcome=Outcome.ANSWERED,
            text=answer_text(passage, context.on),
            spoken=spoken_text(passage, context.on),
            citations=cite(passage, context.on),
            buttons=self._related(passage, context.text),
            confidence=context.confidence,
            topic_id=passage.entry_id,
        )

    def _related(self, passage: Passage, asked: str) -> tuple[Button, ...]:
        siblings = [
            sibling.questions[0]
            for sibling in self._search.passages_of(passage.entry_id)
            if sibling.questions and sibling.id != passage.id and sibling.questions[0] != asked
        ]
        return tuple(Button(question, question) for question in siblings[:_MAX_BUTTONS])


def answer_text(passage: Passage, on: date) -> str:
    """Return the full answer as text."""
    words = sentences().answered
    parts = [validity_text(passage, on), _body(passage)]
    if passage.responsible_units:
        parts.append(words.units.format(units="、".join(passage.responsible_units)))
    parts.append(words.basis.format(sources=source_names(passage)))
    if passage.department:
        parts.append(words.consult.format(department=passage.department))
    return "\n".join(part for part in parts if part)


def spoken_text(passage: Passage, on: date) -> str:
    """Return what an operator reads out: the conclusion, or the beginning of the clause and where it stands."""
    warning = validity_text(passage, on)
    if warning:
        return warning
    if passage.spoken:
        return passage.spoken
    start = passage.text[:_MAX_SPOKEN]
    sentence = start[: start.rfind("。") + 1] or start
    return f"{passage.sources[0].title}{passage.sources[0].clause}规定：{sentence}"


def validity_text(passage: Passage, on: date) -> str:
    """Return the warning of a passage that does not hold on the day; empty for one that does."""
    words, validity, name = sentences().answered, passage.validity, f"《{passage.sources[0].title}》"
    status = validity.status(on)
    if status is Status.NOT_YET and validity.effective_from:
        return words.not_yet.format(title=name, day=_day(validity.effective_from))
    if status is Status.REPEALED and validity.repealed_on:
        reason = words.repealed.format(day=_day(validity.repealed_on))
    elif status is Status.EXPIRED and validity.expires_on:
        reason = words.expired.format(day=_day(validity.expires_on))
    else:
        return ""
    after = words.successor.format(successor=passage.successor) if passage.successor else words.no_successor
    return words.not_in_force.format(title=name, reason=reason) + after


def _body(passage: Passage) -> str:
    if passage.kind is PassageKind.ANSWER:
        return passage.text
    label = passage.heading[-1] if passage.kind is PassageKind.ELEMENT and passage.heading else ""
    return f"{label}：{passage.text}" if label else passage.text


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
