"""Files that hang on entries: stored under their SHA-256, handed out only to be saved, never to be shown."""

import asyncio
import hashlib
import mimetypes
import re
import unicodedata
from pathlib import Path, PurePosixPath

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.service import Account
from api.audit.trail import AuditTrail
from api.curation.rules import curation_rules
from api.curation.stages import Action
from api.curation.steps import Steps
from api.curation.tables import AttachmentRow
from api.curation.work import check_owns, person_of
from api.db.engine import Database
from api.records.catalogue import Catalogue
from knowledge.clock import Clock, new_id
from knowledge.errors import InvalidInput, NotFound

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME = 120
_PLAIN = "application/octet-stream"


def safe_name(name: str) -> str:
    """Return the file name without folders and without characters that mislead or that a file system refuses."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = _UNSAFE.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    cleaned = "".join(char for char in cleaned if not "\ud800" <= char <= "\udfff")
    stem, dot, suffix = cleaned.rpartition(".")
    if dot and len(suffix) <= 10:
        return f"{stem[: _LONGEST_NAME - len(suffix) - 1] or '附件'}.{suffix}"
    return cleaned[:_LONGEST_NAME] or "附件"


class Attachments:
    """Keeps files in ``folder`` and what they are called in the database."""

    def __init__(self, database: Database, folder: Path, clock: Clock, eyes: int) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock
        self._eyes = eyes

    async def add(self, account: Account, entry_id: str, name: str, data: bytes) -> AttachmentRow:
        """Hang a file on an entry.

        Raises:
            InvalidInput: it is empty or too large, or there are too many.
            NotYours: the entry is another department's.
        """
        limits = curation_rules().limits
        if not data:
            raise InvalidInput("文件是空的")
        if len(data) > limits.attachment_bytes:
            raise InvalidInput(f"附件不能超过 {limits.attachment_bytes // 2**20} MB")
        digest = hashlib.sha256(data).hexdigest()
        await asyncio.to_thread(self._store, digest, data)
        async with self._database.write() as session:
            await self._begun(session, account, entry_id)
            count = await session.scalar(select(func.count()).where(AttachmentRow.entry_id == entry_id))
            if (count or 0) >= limits.attachments:
                raise InvalidInput(f"一个条目最多 {limits.attachments} 个附件")
            shown = safe_name(name)
            row = AttachmentRow(
                id=new_id(), entry_id=entry_id, sha256=digest, name=shown,
                media_type=mimetypes.guess_type(shown)[0] or _PLAIN, size=len(data), created_by=account.username,
                created_at=self._clock(),
            )  # fmt: skip
            session.add(row)
            await self._note(session, account, "attached", row)
        return row

    async def read(self, account: Account, attachment_id: str) -> tuple[AttachmentRow, Path]:
        """Return what a file is called and where its bytes lie.

        Raises:
            NotFound: there is no such file.
            NotYours: its entry is another department's.
        """
        async with self._database.read() as session:
            row = await self._row(session, attachment_id)
            check_owns(account, await Catalogue(session, self._clock).line(row.entry_id))
        path = self._path(row.sha256)
        if not await asyncio.to_thread(path.is_file):
            raise NotFound("附件的文件不在了", remedy="请检查数据目录的备份")
        return row, path

    async def remove(self, account: Account, attachment_id: str) -> None:
        """Take a file off its entry; the bytes go when nothing else has them."""
        async with self._database.write() as session:
            row = await self._row(session, attachment_id)
            await self._begun(session, account, row.entry_id)
            await session.delete(row)
            await self._note(session, account, "detached", row)
            left = await session.scalar(select(func.count()).where(AttachmentRow.sha256 == row.sha256))
        if not left:
            await asyncio.to_thread(self._path(row.sha256).unlink, missing_ok=True)

    async def _begun(self, session: AsyncSession, account: Account, entry_id: str) -> None:
        line = await Steps(session, self._clock, self._eyes).begun(Action.EDIT, person_of(account), entry_id)
        check_owns(account, line)

    async def _row(self, session: AsyncSession, attachment_id: str) -> AttachmentRow:
        row = await session.get(AttachmentRow, attachment_id)
        if row is None:
            raise NotFound("没有这个附件")
        return row

    async def _note(self, session: AsyncSession, account: Account, what: str, row: AttachmentRow) -> None:
        said = {"attachment": row.id, "name": row.name, "sha256": row.sha256, "size": row.size}
        await AuditTrail(session, self._clock).record(account.username, f"entry.{what}", row.entry_id, said)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _store(self, digest: str, data: bytes) -> None:
        path = self._path(digest)
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{digest}.{new_id()}.partial")
        partial.write_bytes(data)
        partial.replace(path)
