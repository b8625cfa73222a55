"""Documents in: read, stored as a revision, published."""

import asyncio
import secrets
from dataclasses import replace
from pathlib import PurePath

from api.accounts.errors import NotYours
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.curation.errors import SecondPersonNeeded
from api.curation.events import Events
from api.curation.listing import Wanted, find_entries
from api.curation.releasing import Releasing
from api.curation.service import CurationService
from api.curation.work import COMMAND_LINE, check_owns
from api.documents.drafting import policy_document, region_of, warnings_of
from api.documents.schemas import ClauseOut, DocumentOut, ImportReport
from api.records.catalogue import Catalogue
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from knowledge.clock import china_day
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput, NotAllowed, YihaodaError
from knowledge.model.document import PolicyDocument
from knowledge.model.region import RegionTree

_SHOWN = 200


class DocumentService:
    """Imports policy documents."""

    def __init__(self, desk: CurationService, regions: RegionTree, home: str) -> None:
        self._desk = desk
        self._database = desk.database
        self._clock = desk.clock
        self._regions = regions
        self._home = home

    async def import_file(
        self, name: str, data: bytes, *, publish: bool = False, dry_run: bool = False, account: Account | None = None
    ) -> ImportReport:
        """Import one file; without an account the person at the machine does it.

        A file that cannot be used is reported, not raised: the next one may be fine.

        Raises:
            NotAllowed: ``publish`` without the right to.
            SecondPersonNeeded: ``publish`` where somebody else has to find it right first; nothing is stored.
            NotYours: it is a document of another department.
        """
        if publish and account is not None:
            self._check_alone(account)
        try:
            parsed = await asyncio.to_thread(read_document, data, PurePath(name).name)
            document = policy_document(parsed, region_of(parsed, self._regions, self._home))
        except InvalidInput as error:
            return ImportReport(name=name, state="failed", error=_line(error))
        report = report_of(name, parsed, document)
        if dry_run:
            return report
        entry_id, revision, changed = await self._store(document, account, name)
        report.entry_id, report.revision = entry_id, revision
        if publish:
            await self._publish(entry_id, revision, account)
            report.state = "published"
        elif not changed:
            report.state = "unchanged"
        return report

    async def documents(self, account: Account) -> list[DocumentOut]:
        """Return the newest policy documents that a person may see."""
        wanted = Wanted(kind=EntryKind.DOCUMENT, size=_SHOWN)
        async with self._database.read() as session:
            found = await find_entries(session, wanted, account, china_day(self._clock()))
        return [
            DocumentOut(
                entry_id=row.entry_id, title=row.title, document_number=row.document_number, state=row.state,
                revision=row.revision,
            )
            for row in found.rows
        ]  # fmt: skip

    def _check_alone(self, account: Account) -> None:
        if Permission.PUBLISH_ENTRIES not in account.permissions:
            raise NotAllowed("您可以导入草稿，但没有发布的权限", remedy="请保存为草稿，由发布人员发布")
        if self._desk.eyes > 1:
            raise SecondPersonNeeded("上传的文件要经过别人审核才能发布", remedy="请存为草稿，再提交审核")

    async def _store(self, document: PolicyDocument, account: Account | None, name: str) -> tuple[str, int, bool]:
        author, reason = account.username if account else COMMAND_LINE, f"导入 {name}"[:500]
        async with self._database.write() as session:
            records = RecordRepository(session, self._clock)
            known = await records.find_document(document.document_number, document.title)
            if account is not None:
                document = _for(account, document)
                if known is not None:
                    check_owns(account, await Catalogue(session, self._clock).line(known))
            entry_id = known or f"doc-{secrets.token_hex(8)}"
            number, changed = await records.add_revision(entry_id, document, author=author, reason=reason)
            if changed:
                await Events(session, self._clock).note(author, "imported", entry_id, number, reason)
        return entry_id, number, changed

    async def _publish(self, entry_id: str, revision: int, account: Account | None) -> None:
        await self._desk.prepare(entry_id, revision)
        async with self._database.write() as session:
            actor = account.username if account else COMMAND_LINE
            await Releasing(session, self._clock, self._desk.eyes).release(actor, entry_id, revision)
        await self._desk.indexing.catch_up()


def _for(account: Account, document: PolicyDocument) -> PolicyDocument:
    """Return the document as one of the person's own: what a curator brings in, the own department answers for."""
    if account.owns(document.department, document.region):
        return document
    own = replace(document, department=account.departments[0] if account.departments else "")
    if not account.owns(own.department, own.region):
        raise NotYours("只能为本部门、本地区导入", remedy=f"您的部门：{'、'.join(account.departments) or '没有设置'}")
    return own


def report_of(name: str, parsed: ParsedDocument, document: PolicyDocument) -> ImportReport:
    """Return what one file was read as."""
    return ImportReport(
        name=name,
        state="draft",
        title=document.title,
        document_number=document.document_number,
        issuer=document.issuer,
        clauses=[
            ClauseOut(
                number=clause.number, heading=" / ".join(clause.heading), text=clause.text,
                responsible_units=list(clause.responsible_units),
            )
            for clause in parsed.clauses
        ],
        warnings=warnings_of(parsed),
    )  # fmt: skip


def _line(error: YihaodaError) -> str:
    return f"{error.message}{error.remedy}"
