"""A question in English is read into Chinese words, answered from the same records, and told what it was read as."""

from dataclasses import replace

from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.pipeline import Step
from knowledge.answering.sentences import sentences
from knowledge.foreign.english import english_reader

# Of the words with a meaning; up to it too much of the question is lost for its answer to be the answer to it.
_UNREAD_UP_TO = 0.5
_TALK = {Outcome.SMALLTALK, Outcome.FEEDBACK, Outcome.FORM}


class ReadForeign:
    """Replace the search text by the reading. Danger told in English is told here too, so ``watch`` comes after it."""

    def __init__(self, normalise: Step, watch: Step) -> None:
        self._normalise = normalise
        self._watch = watch

    def __call__(self, context: TurnContext) -> None:
        """Leave Chinese alone; end the turn where too little of the words is known."""
        reading = english_reader().read(context.text)
        if reading is None:
            return
        follows = not reading.terms and bool(reading.chinese and context.topic_id)
        if not follows and reading.known <= _UNREAD_UP_TO:
            context.rules.append("foreign:unread")
            context.answer = replies.foreign_unread()
            return
        context.text = context.read_as = reading.chinese
        context.rules.append(f"foreign:{reading.chinese}")
        self._normalise(context)
        self._watch(context)


def read_back(context: TurnContext) -> None:
    """Put in front of an answer what the question was read as, and for danger the numbers in English."""
    answer = context.answer
    if answer is None or not context.read_as or answer.outcome in _TALK:
        return
    context.answer = replace(answer, text=f"{_preface(answer, context.read_as)}\n\n{answer.text}")


def _preface(answer: Answer, reading: str) -> str:
    words = sentences().foreign
    return words.emergency if answer.outcome is Outcome.EMERGENCY else words.read.format(reading=reading)
