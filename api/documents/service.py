"""Documents in: read, stored as a revision, published."""

import asyncio
import secrets
from pathlib import PurePath

from api.db.engine import Database
from api.documents.drafting import policy_document, region_of, warnings_of
from api.documents.port import Indexing
from api.documents.schemas import ClauseOut, DocumentOut, ImportReport
from api.records.entry import EntryKind
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import Clock
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput, YihaodaError
from knowledge.model.document import PolicyDocument
from knowledge.model.region import RegionTree
from knowledge.passages.documents import document_passages


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
            document = policy_document(parsed, region_of(parsed, self._regions, self._home))
        except InvalidInput as error:
            return ImportReport(name=name, state="failed", error=_line(error))
        report = report_of(name, parsed, document)
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
