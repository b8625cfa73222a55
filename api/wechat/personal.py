"""What citizens ask for about themselves: a question left for a person, and their records (个人信息保护法 44–47)."""

from collections.abc import Iterator

from api.handover.service import Handover, Wish
from api.privacy.schemas import KeptConversation, SubjectRecord
from api.privacy.service import Privacy
from api.wechat.person import Person
from api.wechat.wording import Sentences
from knowledge.clock import china_day


class PersonalMatters:
    """Does what is asked and returns what to say."""

    def __init__(self, handover: Handover, privacy: Privacy, kept: tuple[str, ...], sentences: Sentences) -> None:
        """``kept`` names what is kept by law."""
        self._handover = handover
        self._privacy = privacy
        self._kept = "、".join(kept)
        self._sentences = sentences

    async def leave(self, question: str, person: Person) -> str:
        """Leave a question for a person, in the conversation under way or the one before."""
        if not question:
            return self._sentences.left
        if not person.last_conversation_id:
            return self._sentences.nothing_to_leave
        wish = Wish(person.last_conversation_id, person.visitor_id, question)
        return (await self._handover.request(wish)).notice

    async def export(self, person: Person) -> str:
        """Return everything that was said, as text."""
        return "\n".join(self._record(await self._privacy.export(person.visitor_id)))

    async def erase(self, person: Person) -> str:
        """Delete everything."""
        erased = await self._privacy.erase(person.visitor_id)
        return self._sentences.erased.format(conversations=erased.conversations, kept=self._kept)

    def _record(self, record: SubjectRecord) -> Iterator[str]:
        turns = sum(len(conversation.turns) for conversation in record.conversations)
        yield self._sentences.exported.format(conversations=len(record.conversations), turns=turns)
        for conversation in record.conversations:
            yield ""
            yield from self._conversation(conversation)
        yield ""
        yield self._sentences.exported_kept.format(kept=self._kept)
        yield record.notice

    def _conversation(self, conversation: KeptConversation) -> Iterator[str]:
        day = china_day(conversation.started_at).isoformat()
        yield self._sentences.exported_one.format(day=day, code=conversation.consult_code)
        for turn in conversation.turns:
            yield self._sentences.exported_turn.format(question=turn.question)
            yield turn.answer
        for message in conversation.messages:
            yield message.text
