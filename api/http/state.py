"""What routes work with: built once at start, handed in, never a module's global."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from api.accounts.service import AccountService
from api.conversations.service import TurnService
from api.db.engine import Database
from api.dialogue.port import Dialogue
from api.documents.bulk import BulkPublisher
from api.documents.service import DocumentService
from api.imports.preview import PreviewService
from api.imports.service import ImportService
from api.replica.live import LiveReplica
from api.settings import Settings
from api.watches.service import WatchService
from knowledge.clock import Clock
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The parts of a running service."""

    settings: Settings
    database: Database
    replica: LiveReplica
    dialogue: Dialogue
    turns: TurnService
    documents: DocumentService
    bulk: BulkPublisher
    accounts: AccountService
    imports: ImportService
    import_previews: PreviewService
    watches: WatchService
    regions: RegionTree
    clock: Clock


def service_state(request: Request) -> ServiceState:
    """Return the state of the application that serves this request."""
    return cast("ServiceState", request.app.state.service)


StateDep = Annotated[ServiceState, Depends(service_state)]
