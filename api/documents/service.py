"""Documents in: read, stored as a revision, published."""

import asyncio
import secrets
from pathlib import PurePath

from api.db.engine import Database
from api.documents.port import Indexing
from api.documents.schemas import ClauseOut, DocumentOut, ImportReport
from api.records.entry import EntryKind
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import Clock
from knowledge.documents.metadata import propose
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput, YihaodaError
from knowledge.model.document import PolicyDocument
from knowledge.model.region import NATION, RegionTree
from knowledge.model.validity import Validity
from knowledge.passages.documents import document_passages

_NATIONAL = ("国务院", "全国人民代表大会", "最高人民", "国家", "中华人民共和国", "中共中央")


class DocumentService:
    """Imports policy documents."""

    def __init__(self, database: Database, indexing: Indexing, clock: Clock, regions: RegionTree, home: str) -> None:
        self._database = database
        self._indexing = indexing
        self._clock = clock
        self._regions = regions
        self._home = home

    async def import_file(
        self, name: str, data: bytes, *, publish: bool, dry_run: bool = False, author: str = ""
    ) -> ImportReport:
        """Import one file. A file that cannot be used is reported, not raised: the next one may be fine."""
        try:
            parsed = await asyncio.to_thread(read_document, data, PurePath(name).name)
            document = _policy_document(parsed, self._region(parsed))
        except InvalidInput as error:
            return ImportReport(name=name, state="failed", error=_line(error))
        report = _report(name, parsed, document)
        if dry_run:
            return report
        entry_id, revision, changed = await self._store(document, author or "import", name)
        report.entry_id, report.revision = entry_id, revision
        if publish:
            await self.publish(entry_id, revision, document)
            report.state = "published"
        elif not changed:
            report.state = "unchanged"
        return report

    def _region(self, parsed: ParsedDocument) -> str:
        """Return the region whose authority issued the document; the state's own organs name none."""
        named = self._regions.mentioned(f"{parsed.issuer} {parsed.title}")
        if named is not None:
            return named.code
        return NATION if parsed.issuer.startswith(_NATIONAL) else self._home

    async def documents(self) -> list[DocumentOut]:
        """Return the newest policy documents."""
        async with self._database.read() as session:
            rows = await RecordRepository(session, self._clock).summaries(EntryKind.DOCUMENT)
        return [
            DocumentOut(
                entry_id=row.id, title=row.title, document_number=row.document_number, state=row.state,
                revision=row.revision,
            )
            for row in rows
        ]  # fmt: skip

    async def _store(self, document: PolicyDocument, author: str, name: str) -> tuple[str, int, bool]:
        async with self._database.write() as session:
            records = RecordRepository(session, self._clock)
            entry_id = await records.find_document(document.document_number, document.title)
            entry_id = entry_id or f"doc-{secrets.token_hex(8)}"
            number, changed = await records.add_revision(entry_id, document, author=author, reason=f"导入 {name}"[:500])
        return entry_id, number, changed

    async def publish(self, entry_id: str, revision: int, document: PolicyDocument) -> None:
        """Publish a revision and have it found."""
        # Embedded before the change is visible, so that the moment between publishing and finding is short.
        await self._indexing.prepare(document_passages(entry_id, revision, document))
        async with self._database.write() as session:
            await Publisher(session, self._clock).publish(entry_id, revision)
        await self._indexing.catch_up()


def _policy_document(parsed: ParsedDocument, region: str) -> PolicyDocument:
    if not parsed.title:
        raise InvalidInput("没有认出标题", remedy="请检查文件开头是不是公文标题")
    dates = propose(parsed)
    return PolicyDocument(
        title=parsed.title,
        region=region,
        document_number=parsed.document_number,
        issuer=parsed.issuer,
        department=parsed.issuer,
        written_on=parsed.written_on,
        validity=Validity(
            effective_from=dates.effective_from.value if dates.effective_from else None,
            expires_on=dates.expires_on.value if dates.expires_on else None,
        ),
        clauses=parsed.to_clauses(),
    )


def _report(name: str, parsed: ParsedDocument, document: PolicyDocument) -> ImportReport:
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
        warnings=[f"第{finding.line}行：{finding.message}" for finding in parsed.warnings],
    )  # fmt: skip


def _line(error: YihaodaError) -> str:
    return f"{error.message}{error.remedy}"
