"""Ask the same of every channel, and name every difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

from api.agreement.askers import Asker
from api.agreement.said import Said
from api.conversations.schemas import ChatRequest
from knowledge.answering.aspects import ASPECT_INTENT
from knowledge.answering.outcome import Outcome
from knowledge.errors import NotAllowed, Unavailable
from knowledge.gate.questions import GateQuestion
from knowledge.gate.settings import Kind

# What a policy question is called by the dialogue; only such a question is answered without it, too.
_POLICY_INTENTS = frozenset({"ask_policy", ASPECT_INTENT, ""})


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two channels answer differently, and in what."""

    question: str
    asked: str
    channel: str
    what: str
    reference: str
    found: str


@dataclass(slots=True)
class Agreement:
    """What came of a comparison. ``closed`` holds channels that could not be asked, and why."""

    asked: int = 0
    channels: list[str] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


async def compare_channels(channels: Sequence[Asker], questions: Sequence[GateQuestion]) -> Agreement:
    """Ask every question through every channel; the first is the reference.

    Raises:
        Unavailable: the reference gives no reply.
    """
    reference, *others = channels
    agreement = Agreement(channels=[channel.name for channel in channels])
    for question in questions:
        said = await _converse(reference, question)
        for channel in others:
            if channel.name in agreement.closed or not _comparable(channel, question, said):
                continue
            try:
                found = await _converse(channel, question)
            except NotAllowed as error:
                agreement.closed[channel.name] = error.message
            except Unavailable as error:
                agreement.differences.append(_difference(question, channel, "reply", said.outcome, error.message))
            else:
                agreement.differences += _differences(question, channel, said, found)
        agreement.asked += 1
    return agreement


def spread(questions: Sequence[GateQuestion], count: int) -> list[GateQuestion]:
    """Return ``count`` questions, of every kind in turn; all of them where ``count`` is 0."""
    kinds = [[question for question in questions if question.kind is kind] for kind in Kind]
    mixed = [question for question in chain.from_iterable(zip_longest(*kinds)) if question is not None]
    return mixed[: count or None]


async def _converse(channel: Asker, question: GateQuestion) -> Said:
    """Take the turns of a question in one conversation and return the last reply."""
    said = Said()
    for message in question.ask:
        said = await channel.ask(
            ChatRequest(
                message=message,
                conversation_id=said.conversation_id or None,
                region=question.region or None,
                on=question.day,
            )
        )
    return said


def _comparable(channel: Asker, question: GateQuestion, said: Said) -> bool:
    if channel.name == "operator":  # searches one text, and only an answer has an entry
        return said.outcome == Outcome.ANSWERED and len(question.ask) == 1
    return channel.name != "degraded" or said.intent in _POLICY_INTENTS


def _differences(question: GateQuestion, channel: Asker, reference: Said, found: Said) -> Iterator[Difference]:
    if channel.name == "degraded" and Outcome.ANSWERED not in {reference.outcome, found.outcome}:
        return  # neither asserts anything; how it asks back may well depend on what the dialogue understood
    for what in sorted(channel.compared):
        wanted, got = _part(reference, what), _part(found, what)
        if wanted != got:
            yield _difference(question, channel, what, str(wanted), str(got))


def _part(said: Said, what: str) -> Any:  # noqa: ANN401  # text or citations
    if what == "entry":
        return said.citations[0].entry_id if said.citations else ""
    return getattr(said, what)


def _difference(question: GateQuestion, channel: Asker, what: str, reference: str, found: str) -> Difference:
    return Difference(question.id, " → ".join(question.ask), channel.name, what, reference, found)
