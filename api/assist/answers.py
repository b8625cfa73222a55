"""The answer that somebody used, found again: that of a turn, a draft, or what entries say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.assist.port import AnswerUse
from api.assist.tables import DraftedAnswerRow
from api.conversations.schemas import TurnReply
from api.conversations.tables import AnswerRecordRow, TurnRow
from knowledge.errors import NotFound

_NOT_THERE = "没有这条答复"


@dataclass(frozen=True, slots=True)
class UsedAnswer:
    """``question`` has personal data masked; ``entry_ids`` are what was cited, the first is what the answer was made from."""

    question: str
    text: str
    spoken: str
    entry_ids: Sequence[str]


async def used_answer(session: AsyncSession, use: AnswerUse) -> UsedAnswer:
    """Return the answer of a use.

    Raises:
        NotFound: its conversation has no such answer.
    """
    if use.draft_id:
        draft = await session.get(DraftedAnswerRow, use.draft_id)
        if draft is None or draft.conversation_id != use.conversation_id:
            raise NotFound(_NOT_THERE)
        return _used(draft.question, TurnReply.model_validate(draft.reply), use)
    if not use.turn_id:
        return UsedAnswer("", "", "", tuple(use.entry_ids))
    found = await session.execute(
        select(TurnRow.question, AnswerRecordRow.reply)
        .join(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
        .where(TurnRow.id == use.turn_id, TurnRow.conversation_id == use.conversation_id)
    )
    row = found.first()
    if row is None:
        raise NotFound(_NOT_THERE)
    return _used(row[0], TurnReply.model_validate(row[1]), use)


def _used(question: str, reply: TurnReply, use: AnswerUse) -> UsedAnswer:
    cited = dict.fromkeys(citation.entry_id for citation in reply.citations if citation.entry_id)
    named = tuple(use.entry_ids) or tuple(cited)
    # The code would lead from a proposal, which stays, to the conversation, which may be erased.
    text, spoken = (words.replace(reply.consult_code, "******") for words in (reply.reply.text, reply.reply.spoken))
    return UsedAnswer(question, text, spoken, named)
