"""What routes work with: built once at start, handed in, never a module's global."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from api.accounts.directory import StaffDirectory
from api.accounts.service import AccountService
from api.channels.registry import ChannelRegistry
from api.conversations.reception import Reception
from api.conversations.service import TurnService
from api.curation.attachments import Attachments
from api.curation.bulk import BulkPublisher
from api.curation.history import HistoryService
from api.curation.service import CurationService
from api.db.engine import Database
from api.dialogue.port import Dialogue
from api.dictionary.parts import DictionaryParts
from api.documents.service import DocumentService
from api.handover.building import HandoverParts
from api.hotline.building import HotlineParts
from api.imports.preview import PreviewService
from api.imports.service import ImportService
from api.inbox.receipts import Receipts
from api.outbox.outbox import Outbox
from api.preview.service import Preview
from api.privacy.retention import Retention
from api.privacy.service import Privacy
from api.replica.live import LiveReplica
from api.settings import Settings
from api.sso.service import SingleSignOn
from api.suggestions.service import Suggestions
from api.switches.service import Switches
from api.telephony.server import AudioSocketServer
from api.throttling.streams import OpenStreams
from api.throttling.throttle import Throttle
from api.visitors.tokens import VisitorTokens
from api.voicebot.building import Voicebot
from api.wall.building import DeskParts
from api.watches.service import WatchService
from api.wechat.building import WeChat
from api.wecom.building import WeCom
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
    reception: Reception
    documents: DocumentService
    bulk: BulkPublisher
    curation: CurationService
    history: HistoryService
    attachments: Attachments
    accounts: AccountService
    directory: StaffDirectory
    imports: ImportService
    import_previews: PreviewService
    preview: Preview
    dictionary: DictionaryParts
    sso: SingleSignOn
    watches: WatchService
    visitors: VisitorTokens
    handover: HandoverParts
    hotline: HotlineParts
    desk: DeskParts
    privacy: Privacy
    retention: Retention
    channels: ChannelRegistry
    inbox: Receipts
    outbox: Outbox
    suggestions: Suggestions
    switches: Switches
    throttle: Throttle
    streams: OpenStreams
    regions: RegionTree
    clock: Clock
    telephone: AudioSocketServer | None = None
    wechat: WeChat | None = None
    wecom: WeCom | None = None
    voicebot: Voicebot | None = None


def service_state(request: Request) -> ServiceState:
    """Return the state of the application that serves this request."""
    return cast("ServiceState", request.app.state.service)


StateDep = Annotated[ServiceState, Depends(service_state)]
