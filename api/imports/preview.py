"""One row beside its original: every paragraph with its role, and what was made of it."""

import asyncio
from collections.abc import Sequence

from api.accounts.service import Account
from api.db.engine import Database
from api.imports.contents import content_from
from api.imports.library import Library
from api.imports.linking import find_documents
from api.imports.original import Original, original_of
from api.imports.schemas import BlockOut, DuplicateOut, LinkOut, MetadataOut, PreviewClauseOut, PreviewOut
from api.imports.service import own_item, row_out
from api.imports.uploads import Uploads
from api.records.codec import Content
from knowledge.clock import Clock
from knowledge.documents.model import ParsedDocument
from knowledge.documents.proposals import proposals
from knowledge.documents.references import linked_documents
from knowledge.model.document import PolicyDocument
from knowledge.model.region import RegionTree

_MOST_LINKS = 50


class PreviewService:
    """Reads rows of imports again, for people to check."""

    def __init__(self, database: Database, clock: Clock, uploads: Uploads, regions: RegionTree) -> None:
        self._database = database
        self._clock = clock
        self._uploads = uploads
        self._regions = regions

    async def preview(self, job_id: str, n: int, account: Account) -> PreviewOut:
        """Return a row beside its original.

        Raises:
            NotFound: there is no such row, it is somebody else's, or the file was cleared away.
            InvalidInput: the file cannot be read.
        """
        async with self._database.read() as session:
            _job, file, item = await own_item(session, self._clock, job_id, n, account)
        path = self._uploads.existing(job_id, item.file_n)
        original = await asyncio.to_thread(original_of, path, file.name, item.part)
        content = content_from(item.kind, item.content) if item.content else None
        async with self._database.read() as session:
            links = await find_documents(Library(session, self._clock), _named(original, content))
        return PreviewOut(
            row=row_out(item),
            blocks=[BlockOut(line=line, role=role, text=text) for line, role, text in original.blocks],
            clauses=_clauses(original, content),
            metadata=_metadata(original.parsed, self._regions) if original.parsed else [],
            duplicates=[DuplicateOut.model_validate(duplicate) for duplicate in item.duplicates],
            links=[
                LinkOut(title=link.title, document_number=link.document_number, entry_id=link.entry_id)
                for link in links
            ],
            kind=item.kind,
            content=item.content,
        )


def _clauses(original: Original, content: Content | None) -> list[PreviewClauseOut]:
    if original.parsed:
        return [
            PreviewClauseOut(
                label=part.label, heading=list(part.heading), text=part.text,
                responsible_units=list(part.responsible_units), line=part.line,
            )
            for part in original.parsed.parts
        ]  # fmt: skip
    if content is None or isinstance(content, PolicyDocument):
        return []
    return [
        PreviewClauseOut(
            label=pair.question, heading=[], text=f"{pair.conclusion}\n{pair.details}".strip(), responsible_units=[],
            line=line,
        )
        for pair, line in zip(content.questions, original.rows, strict=False)
    ]  # fmt: skip


def _metadata(parsed: ParsedDocument, regions: RegionTree) -> list[MetadataOut]:
    return [
        MetadataOut(
            field=found.field.value, label=found.label, value=f"{found.value}{found.number}",
            sentence=found.sentence, line=found.line,
        )
        for found in proposals(parsed, regions)
    ]  # fmt: skip


def _named(original: Original, content: Content | None) -> Sequence[tuple[str, str]]:
    if original.parsed:
        found = linked_documents(original.parsed)
        return [(reference.title, reference.document_number) for reference in found[:_MOST_LINKS]]
    if content is None or isinstance(content, PolicyDocument):
        return []
    return [(source.title, source.document_number) for pair in content.questions for source in pair.basis]
