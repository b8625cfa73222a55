"""What a consult code tells on WeChat: the same as on the website."""

from collections.abc import Iterator

from api.handover.consultations import Consultation, Consultations, PublicAnswer
from api.throttling.throttle import TooMany
from api.wechat.messages import CHANNEL
from api.wechat.rendering import source_name
from api.wechat.wording import CodeSentences
from knowledge.errors import NotFound


class ConsultationWords:
    """Puts consultations into words."""

    def __init__(self, consultations: Consultations, sentences: CodeSentences, channel: str = CHANNEL) -> None:
        self._channel = channel
        self._consultations = consultations
        self._sentences = sentences

    async def state_of(self, code: str, visitor_id: str) -> str | None:
        """Return what may be told to whoever has a code; nothing where there is no such consultation."""
        try:
            told = await self._consultations.consultation_state(code, channel=self._channel, visitor_id=visitor_id)
        except NotFound:
            return None
        except TooMany as error:
            return error.message
        return "\n".join(self._words(told))

    def _words(self, told: Consultation) -> Iterator[str]:
        sentences = self._sentences
        channel = sentences.channels.get(told.channel, told.channel)
        day = f"{told.started_on.year}年{told.started_on.month}月{told.started_on.day}日"
        yield sentences.begun.format(code=told.consult_code, channel=channel, day=day)
        yield sentences.states[told.state]
        if told.last_answer is not None:
            yield from self._answer(told.last_answer)

    def _answer(self, answer: PublicAnswer) -> Iterator[str]:
        yield ""
        yield self._sentences.answer
        yield answer.text
        for citation in answer.citations:
            yield " ".join(part for part in (source_name(citation), citation.status_text, citation.url) if part)
