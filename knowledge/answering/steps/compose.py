"""Step 9: the curated answer or the clause itself, word for word, in a fixed order: 结论, 办理, 依据, 咨询."""

from datetime import date

from knowledge.answering.answer import Answer, Button
from knowledge.answering.citing import cite, source_names
from knowledge.answering.context import TurnContext
from knowledge.answering.notes import Notes
from knowledge.answering.outcome import Outcome
from knowledge.answering.ports import PolicySearch
from knowledge.answering.sentences import sentences
from knowledge.answering.validity_text import as_of_text, expiry_text, validity_text
from knowledge.model.passage import Passage, PassageKind

_MAX_BUTTONS = 3
_MAX_SPOKEN = 80


class Compose:
    """Write the answer of the passage that was chosen."""

    def __init__(self, search: PolicySearch, notes: Notes | None = None) -> None:
        """``notes`` says for whom and where an answer holds."""
        self._search = search
        self._notes = notes

    def __call__(self, context: TurnContext) -> None:
        """Answer with the best passage. Only called for a turn that was decided in its favour."""
        if context.found is None or not context.found.hits:
            return
        passage = context.found.hits[0].passage
        context.answer = Answer(
            outcome=Outcome.ANSWERED,
            text=answer_text(passage, context.on, context.today),
            spoken=spoken_text(passage, context.on, context.today),
            citations=cite(passage, context.on, context.today),
            buttons=self._related(passage, context.text),
            confidence=context.confidence,
            topic_id=passage.entry_id,
        )
        if self._notes is not None:
            context.answer = self._notes.added(context.answer, context)

    def _related(self, passage: Passage, asked: str) -> tuple[Button, ...]:
        siblings = [
            sibling.questions[0]
            for sibling in self._search.passages_of(passage.entry_id)
            if sibling.questions and sibling.id != passage.id and sibling.questions[0] != asked
        ]
        return tuple(Button(question, question) for question in siblings[:_MAX_BUTTONS])


def answer_text(passage: Passage, on: date, today: date | None = None) -> str:
    """Return the full answer as text. ``today`` is the day on which ``on`` is asked about, the same unless given."""
    words, today = sentences().answered, today or on
    parts = [as_of_text(passage, on, today), validity_text(passage, on, today), _body(passage)]
    if passage.responsible_units:
        parts.append(words.units.format(units="、".join(passage.responsible_units)))
    parts.append(words.basis.format(sources=source_names(passage)))
    if passage.department:
        parts.append(words.consult.format(department=passage.department))
    if on == today:
        parts.append(expiry_text(passage, on))
    return "\n".join(part for part in parts if part)


def spoken_text(passage: Passage, on: date, today: date | None = None) -> str:
    """Return what an operator reads out: the conclusion, or the beginning of the clause and where it stands."""
    as_of = as_of_text(passage, on, today or on)
    if warning := validity_text(passage, on, today):
        return as_of + warning
    return as_of + _conclusion(passage)


def _conclusion(passage: Passage) -> str:
    if passage.spoken:
        return passage.spoken
    start = passage.text[:_MAX_SPOKEN]
    sentence = start[: start.rfind("。") + 1] or start
    return f"{passage.sources[0].title}{passage.sources[0].clause}规定：{sentence}"


def _body(passage: Passage) -> str:
    if passage.kind is PassageKind.ANSWER:
        return passage.text
    label = passage.heading[-1] if passage.kind is PassageKind.ELEMENT and passage.heading else ""
    return f"{label}：{passage.text}" if label else passage.text
