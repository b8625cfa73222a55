"""The rights of a person over what is kept: to see and copy it, and to have it deleted (个人信息保护法 44–47)."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.privacy.erasing import Erased, Order, erase
from api.privacy.exporting import Gathering
from api.privacy.schemas import SubjectRecord
from api.privacy.subjects import Subject, subject_of_code, subject_of_visitor
from api.privacy.words import PrivacyWords
from api.sealing import Sealer
from knowledge.answering.sentences import sentences
from knowledge.clock import Clock
from knowledge.errors import NotFound

VISITOR = "visitor"  # who acts in the audit log where the person does, by a token or a channel
_BY_PERSON, _BY_CODE = "asked by visitor", "asked by code"


class Privacy:
    """Exports and erases. ``visitor_id`` comes from a token, or from a channel that vouches for the person."""

    def __init__(self, database: Database, clock: Clock, sealer: Sealer, words: PrivacyWords) -> None:
        self._database = database
        self._clock = clock
        self._sealer = sealer
        self._words = words

    async def export(self, visitor_id: str) -> SubjectRecord:
        """Return everything that is kept of a visitor."""
        async with self._database.read() as session:
            return await self._record(session, await subject_of_visitor(session, visitor_id))

    async def erase(self, visitor_id: str) -> Erased:
        """Delete everything that is kept of a visitor; a second time there is nothing, and that is no error."""
        async with self._database.write() as session:
            subject = await subject_of_visitor(session, visitor_id, lock=True)
            erased = await erase(session, subject, Order(_BY_PERSON, VISITOR, self._clock()))
            if erased.conversations:
                await AuditTrail(session, self._clock).record(VISITOR, "privacy.erased", "", erased.counts())
            return erased

    async def export_by_code(self, said: str, username: str) -> SubjectRecord:
        """Return everything that is kept of who has a code; that it was taken is written down.

        Raises:
            NotFound: there is no such code.
        """
        async with self._database.write() as session:
            subject = _found(await subject_of_code(session, said))
            record = await self._record(session, subject)
            await AuditTrail(session, self._clock).record(username, "privacy.exported", _named(subject))
            return record

    async def erase_by_code(self, said: str, username: str, reason: str) -> Erased:
        """Delete everything that is kept of who has a code, for a person who asked a member of staff.

        Raises:
            NotFound: there is no such code.
        """
        async with self._database.write() as session:
            subject = _found(await subject_of_code(session, said, lock=True))
            named = _named(subject)
            erased = await erase(session, subject, Order(_BY_CODE, username, self._clock()))
            details = {**erased.counts(), "reason": reason}
            await AuditTrail(session, self._clock).record(username, "privacy.erased", named, details)
            return erased

    async def _record(self, session: AsyncSession, subject: Subject) -> SubjectRecord:
        gathering = Gathering(session, subject, self._sealer)
        return SubjectRecord(
            title=self._words.title,
            basis=self._words.basis,
            notice=sentences().notice,
            made_at=self._clock(),
            conversations=await gathering.conversations(),
            names=await gathering.names(),
            arrived=await gathering.arrived(),
            sent=await gathering.sent(),
            kept=list(self._words.kept),
        )


def _found(subject: Subject | None) -> Subject:
    if subject is None or not subject.conversations:
        raise NotFound("没有这个咨询编号")
    return subject


def _named(subject: Subject) -> str:
    return " ".join(f"{row.channel} {row.consult_code}" for row in subject.conversations)
