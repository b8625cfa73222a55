"""The preview of an installation, put together once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.db.engine import Database
from api.preview.asking import Deployment, PreviewAsking
from api.preview.conflicts import PreviewConflicts
from api.preview.content import read_content
from api.preview.embeddings import DraftEmbeddings
from api.preview.overlay import Overlays
from api.preview.passages import Draft, DraftCutter
from api.records.embeddings import SqlEmbeddingStore
from api.records.entry import EntryKind
from api.replica.live import LiveReplica
from knowledge.answering.answerer import Answerer
from knowledge.answering.decision import Decision
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class Preview:
    """What the preview routes work with."""

    asking: PreviewAsking
    conflicts: PreviewConflicts
    home: str
    decision: Decision

    def draft(self, kind: EntryKind, content: Mapping[str, Any], entry_id: str) -> Draft:
        """Return a draft as the editor sent it.

        Raises:
            InvalidDraft: it has another shape.
        """
        return Draft(read_content(kind, content, self.home), entry_id)


def build_preview(
    database: Database, replica: LiveReplica, answerer: Answerer, deployment: Deployment, clock: Clock
) -> Preview:
    """Put the parts together around the answerer that citizens get."""
    store = DraftEmbeddings(SqlEmbeddingStore(database))
    overlays = Overlays(replica.in_service, DraftCutter(database, clock), store)
    return Preview(
        PreviewAsking(answerer, overlays, deployment, clock),
        PreviewConflicts(database, overlays, replica.in_service, deployment.regions, clock),
        deployment.home,
        deployment.decision,
    )
