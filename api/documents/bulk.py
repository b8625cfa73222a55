"""Publishing many drafts at once: all of them, or, when answers would get worse, none."""

from collections.abc import Sequence

from api.db.engine import Database
from api.documents.port import Examining
from api.documents.schemas import Draft, GateState, PublishReport
from api.documents.service import DocumentService
from api.gate.audit import GateAudit
from api.gate.report import sentences
from api.records.repository import RecordRepository
from knowledge.clock import utc_now
from knowledge.errors import InvalidInput, NotFound
from knowledge.gate.settings import gate_settings
from knowledge.model.document import PolicyDocument
from knowledge.passages.documents import document_passages


class BulkPublisher:
    """Publishes drafts; more than ``bulk_above`` of them pass the gate first."""

    def __init__(self, database: Database, documents: DocumentService, gate: Examining, audit: GateAudit) -> None:
        self._database = database
        self._documents = documents
        self._gate = gate
        self._audit = audit

    async def publish(self, drafts: Sequence[Draft], *, despite_gate: str = "", author: str = "") -> PublishReport:
        """Publish the drafts, or none of them and say which questions would be answered worse, and why.

        Raises:
            NotFound: an entry or a revision does not exist.
            InvalidInput: an entry is no policy document.
        """
        contents = [(draft, await self._content(draft)) for draft in drafts]
        state, findings = await self._examined(contents)
        reason = despite_gate.strip()
        if state is GateState.FAILED and reason:
            entries = [draft.entry_id for draft in drafts]
            await self._audit.overridden(author or "import", reason, entries, findings)
            state = GateState.OVERRIDDEN
        if state is GateState.FAILED:
            return PublishReport(gate=state, published=[], findings=findings)
        for draft, content in contents:
            await self._documents.publish(draft.entry_id, draft.revision, content)
        return PublishReport(gate=state, published=[draft.entry_id for draft in drafts], findings=findings)

    async def _examined(self, contents: Sequence[tuple[Draft, PolicyDocument]]) -> tuple[GateState, list[str]]:
        if len(contents) <= gate_settings().bulk_above:
            return GateState.NOT_NEEDED, []
        found = await self._gate.compare(
            [
                (draft.entry_id, document_passages(draft.entry_id, draft.revision, content))
                for draft, content in contents
            ]
        )
        return (GateState.PASSED, []) if found.passed else (GateState.FAILED, sentences(found))

    async def _content(self, draft: Draft) -> PolicyDocument:
        async with self._database.read() as session:
            records = RecordRepository(session, utc_now)
            if draft.revision > (await records.entry(draft.entry_id)).latest_revision:
                raise NotFound(f"条目 {draft.entry_id} 没有第 {draft.revision} 版")
            content = await records.content(draft.entry_id, draft.revision)
        if not isinstance(content, PolicyDocument):
            raise InvalidInput(f"条目 {draft.entry_id} 不是政策文件")
        return content
