"""What a conversation keeps from one turn to the next: a few facts, never a transcript."""

from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome
from knowledge.model.passage import Aspect, Audience

MAX_TOPICS = 5
OF_POLICY = {Outcome.ANSWERED, Outcome.CLARIFICATION, Outcome.NO_ANSWER, Outcome.OUT_OF_SCOPE}
_ENDS_TOPIC = {Outcome.HANDOFF, Outcome.EMERGENCY, Outcome.REFUSED}


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a conversation stands.

    ``topic_id`` is the entry that a follow-up leans on, empty when the last question left none; ``topics`` are the
    entries talked about, the newest first. ``question`` is the last policy question as it can be asked again (personal
    data masked), ``leaning`` whether it leaned on the topic; ``aspect``, ``region`` and ``audience`` are what it was
    about, the region only where words named one, ``day`` the day it asked for where it named another than that on which
    it was asked. ``choices`` are what the buttons of the last reply send,
    ``asked_back`` whether that reply was a question. ``policy_turn`` tells that the last turn was about a policy,
    ``form_open`` that a form waits for its next field.
    """

    topic_id: str = ""
    topics: tuple[str, ...] = ()
    question: str = ""
    leaning: bool = False
    aspect: Aspect | None = None
    region: str = ""
    audience: Audience | None = None
    day: date | None = None
    choices: tuple[str, ...] = ()
    asked_back: bool = False
    policy_turn: bool = False
    form_open: bool = False

    def after(self, asked: "Asked", answer: Answer) -> "Memory":
        """Return the memory once a question got its answer."""
        choices = () if asked.form_open else tuple(button.payload for button in answer.buttons)
        kept = replace(
            self,
            choices=choices,
            asked_back=bool(choices) and answer.outcome is Outcome.CLARIFICATION,
            policy_turn=False,
            form_open=asked.form_open,
        )
        if asked.searched and answer.outcome in OF_POLICY:
            return kept._with_question(asked, answer)
        starts_form = asked.form_open and not self.form_open
        return replace(kept, topic_id="") if starts_form or answer.outcome in _ENDS_TOPIC else kept

    def _with_question(self, asked: "Asked", answer: Answer) -> "Memory":
        """A question that found no policy of its own leaves no topic: the next follow-up must not lean on an older one."""
        topic = answer.topic_id or (self.topic_id if asked.leaning else "")
        others = tuple(known for known in self.topics if known != topic)
        return replace(
            self,
            topic_id=topic,
            topics=(topic, *others)[:MAX_TOPICS] if topic else self.topics,
            question=asked.question,
            leaning=asked.leaning,
            aspect=asked.aspect,
            region=asked.region,
            audience=asked.audience,
            day=asked.day,
            policy_turn=True,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a turn was about, as far as the next one can build on it."""

    question: str
    leaning: bool = False
    aspect: Aspect | None = None
    region: str = ""
    audience: Audience | None = None
    day: date | None = None
    searched: bool = False
    form_open: bool = False
