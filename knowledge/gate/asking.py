"""Ask the frozen questions of an answerer, turn by turn, as the service does without its dialogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answering.answerer import Answerer
from knowledge.answering.context import TurnContext
from knowledge.answering.ports import PolicySearch
from knowledge.gate.judging import Grounds, Result, judge
from knowledge.gate.questions import GateQuestion


@dataclass(frozen=True, slots=True)
class Bench:
    """What is examined: the answerer, the knowledge behind it, its region, and the day that counts as today."""

    answerer: Answerer
    search: PolicySearch
    home: str
    on: date

    def run(self, questions: Iterable[GateQuestion]) -> Sequence[Result]:
        """Ask every question and judge what came of it."""
        grounds = Grounds(self.search, self.answerer.regions, self.home)
        return [judge(question, ask(self.answerer, question, self.on), grounds) for question in questions]


def ask(answerer: Answerer, question: GateQuestion, on: date) -> TurnContext:
    """Return the context of the last turn; the topic passes from each turn to the next, as in a conversation."""
    topic, context = "", TurnContext(turn_id=question.id, original="", on=on)
    for number, text in enumerate(question.ask):
        context = TurnContext(
            turn_id=f"{question.id}.{number}",
            original=text,
            on=question.day or on,
            region=question.region,
            topic_id=topic,
        )
        answerer.receive(context)
        if context.answer is None:
            answerer.answer(context)
        topic = (context.answer.topic_id if context.answer else "") or topic
    return context
