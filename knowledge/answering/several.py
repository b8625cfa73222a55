"""Several questions in one message: each is answered on its own, and the reply holds them in order."""

from dataclasses import dataclass, replace

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.memory import OF_POLICY
from knowledge.answering.outcome import Outcome
from knowledge.answering.pipeline import Pipeline
from knowledge.answering.sentences import sentences
from knowledge.answering.steps.split_questions import MAX_QUESTIONS

_MAX_BUTTONS = 3
_BEST_FIRST = (Outcome.ANSWERED, Outcome.CLARIFICATION)


@dataclass(frozen=True, slots=True)
class RestOfQuestions:
    """Answers what is left of a message whose first question has its answer. ``intake`` completes, ``policy`` answers."""

    intake: Pipeline
    policy: Pipeline

    def __call__(self, context: TurnContext) -> None:
        """Put the answers to ``context.more`` behind ``context.answer``."""
        if context.answer is None or not context.more:
            return
        before, answers = context, [(context.question or context.text, context.answer)]
        for words in context.more[: MAX_QUESTIONS - 1]:
            part = self._part(words, before)
            if part.answer is None or not _adds(part.answer, [answer for _, answer in answers]):
                continue
            answers.append((words, part.answer))
            context.rules.extend(f"part:{rule}" for rule in part.rules)
            before = part
        context.remembered = before.remember()
        left = len(context.more) >= MAX_QUESTIONS
        if len(answers) > 1 or left:
            context.answer = _joined(answers, left=left)
            choices = tuple(button.payload for button in context.answer.buttons)
            asks = bool(choices) and context.answer.outcome is Outcome.CLARIFICATION
            context.remembered = replace(context.remembered, choices=choices, asked_back=asks)

    def _part(self, words: str, before: TurnContext) -> TurnContext:
        part = TurnContext(
            turn_id=before.turn_id,
            original=words,
            on=before.on,
            region=before.region,
            memory=before.remember(),
        )
        self.intake.run(part)
        return self.policy.run(part)


def _adds(answer: Answer, before: list[Answer]) -> bool:
    """Whether an answer is worth a place: not the same again, and no question back where no policy was talked about."""
    if answer.outcome is not Outcome.ANSWERED and before[0].outcome not in OF_POLICY:
        return False
    return all(answer.text != known.text for known in before)


def _joined(answers: list[tuple[str, Answer]], *, left: bool) -> Answer:
    """Return one answer; it is an answered one when any of its parts is, and every part says for itself how it went."""
    words, parts = sentences().several, [answer for _, answer in answers]
    texts = [
        words.part.format(number=number, question=question.strip(" ,。?"), text=answer.text)
        for number, (question, answer) in enumerate(answers, 1)
    ]
    best = next((part for outcome in _BEST_FIRST for part in parts if part.outcome is outcome), parts[0])
    citations = dict.fromkeys(citation for part in parts for citation in part.citations)
    buttons = dict.fromkeys(button for part in parts for button in part.buttons)
    return Answer(
        outcome=best.outcome,
        text="\n\n".join([*texts, words.left] if left else texts),
        spoken="".join(part.spoken for part in parts),
        citations=tuple(citations),
        buttons=tuple(buttons)[:_MAX_BUTTONS],
        confidence=min(part.confidence for part in parts if part.outcome is best.outcome),
        topic_id=next((part.topic_id for part in reversed(parts) if part.topic_id), ""),
    )
