"""The record of what operators did with answers; what they changed or found wrong becomes proposals on the entries."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.assist.answers import UsedAnswer, used_answer
from api.assist.port import AnswerUse
from api.assist.states import UseKind
from api.assist.substance import says_the_same
from api.assist.tables import AnswerUseRow
from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.schemas import PersonWords
from api.handover.service import Along
from api.reports.reporting import Proposal, Reporting
from api.reports.states import ReportKind
from knowledge.clock import Clock, Ids
from knowledge.errors import NotFound
from knowledge.text.pii import mask

_MAX_REASON = 500


class SqlAnswerUses:
    """Keeps uses in the database."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    async def record(self, use: AnswerUse) -> str:
        """Keep a use in a transaction of its own; see ``record_in``."""
        async with self._database.write() as session:
            use_id, _ = await self.record_in(session, use)
            return use_id

    async def record_in(self, session: AsyncSession, use: AnswerUse) -> tuple[str, Sequence[str]]:
        """Keep a use in the caller's transaction; return its id and those of the proposals that came of it.

        Raises:
            NotFound: there is no such conversation, or no such answer in it.
        """
        if await session.get(ConversationRow, use.conversation_id) is None:
            raise NotFound("没有这个会话")
        answer, kind = await used_answer(session, use), UseKind(use.kind)
        words, reason = mask(use.words).text, mask(use.reason).text[:_MAX_REASON]
        row = AnswerUseRow(
            id=self._ids(), conversation_id=use.conversation_id, call_id=use.call_id or None,
            turn_id=use.turn_id or None, draft_id=use.draft_id or None, entry_ids=list(answer.entry_ids), kind=kind,
            question=answer.question, words=words, reason=reason, username=use.username, at=self._clock(),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        if not is_proposal(kind, words, answer):
            return row.id, ()
        proposal = Proposal(ReportKind(kind), answer.question, answer.text, words, reason, use.username)
        return row.id, await self._propose(session, use, answer, proposal)

    def of_words(self, conversation_id: str, username: str, said: PersonWords) -> Along:
        """Return what keeps the use of an answer in the transaction of the words that were made from it."""

        async def keep(session: AsyncSession) -> object:
            made_from = AnswerUse(
                conversation_id, UseKind.ADOPTED, username, said.text, turn_id=said.turn_id or "",
                draft_id=said.draft_id or "",
            )  # fmt: skip
            kind = kind_of(said.text, await used_answer(session, made_from))
            return await self.record_in(session, replace(made_from, kind=kind))

        return keep

    async def _propose(
        self, session: AsyncSession, use: AnswerUse, answer: UsedAnswer, proposal: Proposal
    ) -> Sequence[str]:
        """Propose on what the operator named, otherwise on what the answer was made from."""
        wanted = answer.entry_ids if use.entry_ids else answer.entry_ids[:1]
        reporting = Reporting(session, self._clock)
        reports = [await reporting.propose(entry_id, proposal) for entry_id in dict.fromkeys(wanted)]
        return [report for report in reports if report]


def is_proposal(kind: UseKind, words: str, answer: UsedAnswer) -> bool:
    """Whether a use says something to those who answer for the entry: it was wrong, or said otherwise in substance."""
    if kind is UseKind.WRONG:
        return True
    return kind is UseKind.EDITED and bool(words) and not says_the_same(words, answer.text, answer.spoken)


def kind_of(words: str, answer: UsedAnswer) -> UseKind:
    """Return what words made of an answer: adopted where they say the same."""
    return UseKind.ADOPTED if says_the_same(words, answer.text, answer.spoken) else UseKind.EDITED
