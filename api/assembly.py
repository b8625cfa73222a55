"""Puts the parts of the service together; what is started and stopped with it is made elsewhere and handed in."""

from dataclasses import dataclass

import httpx2
from rasa_sdk.executor import ActionExecutor

from actions.registry import build_executor
from api.accounts.directory import StaffDirectory
from api.accounts.service import AccountService
from api.admission.limits import admission_limits
from api.admission.line import Line
from api.admission.room import WaitingRoom
from api.channels.building import build_channels
from api.conversations.desk import TurnDesk
from api.conversations.reception import Reception
from api.conversations.service import TurnParts, TurnService
from api.curation.attachments import Attachments
from api.curation.bulk import BulkPublisher
from api.curation.history import HistoryService
from api.curation.service import CurationService
from api.db.engine import Database
from api.dialogue.port import Dialogue
from api.dictionary.parts import build_dictionary
from api.documents.service import DocumentService
from api.gate.audit import GateAudit
from api.gate.publishing import PublishGate
from api.handover.building import CONTACTS, build_handover
from api.handover.post import OutboxPost
from api.hotline.ahead import LookAhead, LookAheadParts
from api.hotline.assistance import AssistanceParts
from api.hotline.building import CALLERS, build_hotline
from api.hotline.calls import build_calls
from api.http.state import ServiceState
from api.imports.parts import FileReader
from api.imports.preview import PreviewService
from api.imports.service import ImportService
from api.imports.uploads import Uploads
from api.imports.worker import ImportWorker
from api.inbox.receipts import Receipts
from api.outbox.outbox import Outbox
from api.preview.asking import Deployment
from api.preview.service import build_preview
from api.privacy.periods import periods
from api.privacy.retention import Retention
from api.privacy.service import Privacy
from api.privacy.words import privacy_words
from api.replica.live import LiveReplica
from api.sealing import Sealer
from api.settings import Settings
from api.sso.provider import Provider
from api.sso.service import SingleSignOn
from api.suggestions.limits import suggestion_limits
from api.suggestions.service import Suggestions
from api.switches.service import Switches
from api.telephony.wiring import with_telephone
from api.throttling.limiter import Limiter
from api.throttling.rules import throttling_rules
from api.throttling.streams import OpenStreams
from api.throttling.throttle import Throttle
from api.visitors.tokens import VisitorTokens
from api.voicebot.wiring import with_voicebot
from api.wall.building import build_desk
from api.watches.building import build_watches
from api.watches.fetching import Fetcher
from api.watches.limits import watch_limits
from api.wechat.wiring import with_wechat
from api.wecom.wiring import with_wecom
from knowledge.answering.answerer import build_answerer
from knowledge.answering.decision import load_decision
from knowledge.clock import new_id, utc_now
from knowledge.regions.loader import load_regions
from knowledge.scope.judge import LinearScopeJudge


@dataclass(frozen=True, slots=True)
class Outside:
    """What reaches out of the process, or works beside the requests; it is taken down with the service."""

    dialogue: Dialogue
    worker: ImportWorker
    fetcher: Fetcher
    issuer: httpx2.AsyncClient
    limiter: Limiter


def assemble(
    settings: Settings, database: Database, replica: LiveReplica, outside: Outside
) -> tuple[ServiceState, ActionExecutor]:
    """Return the state of the service and the executor of the dialogue's actions."""
    regions, decision = load_regions(), load_decision()
    judge = LinearScopeJudge.load(lambda: replica.encoder)
    answerer = build_answerer(replica, judge, regions, settings.region, decision, replica.reader)
    turns = TurnDesk(answerer, database, utc_now, settings.region, sure_intent=decision.sure_intent)
    parts = TurnParts(database, outside.dialogue, answerer, turns, replica, utc_now, new_id, decision.version)
    limits = admission_limits()
    turn_service = TurnService(parts, Line(limits))
    eyes, uploads = settings.curation.eyes, Uploads(settings.imports_dir)
    curation = CurationService(database, replica, utc_now, eyes)
    gate = PublishGate(replica.in_service, database, settings)
    secret = settings.secret_key.get_secret_value()
    accounts = AccountService(database, utc_now, secret=secret, settings=settings.accounts)
    reader = FileReader(regions, settings.region)
    throttle = Throttle(outside.limiter, throttling_rules())
    channels, outbox = build_channels(), Outbox(database, utc_now)
    post = OutboxPost(channels, outbox, utc_now)
    handover = build_handover(settings, database, utc_now, new_id, post=post, throttle=throttle)
    switches, desk = Switches(database, utc_now, new_id), build_desk(parts, curation, handover.rules)
    calls = build_calls(database, utc_now, new_id, Sealer.of(settings, CALLERS))
    assistance = AssistanceParts(database, utc_now, calls, turn_service, switches, replica, regions)
    ahead = LookAhead(LookAheadParts(calls, answerer, turn_service.line, switches, replica, utc_now))
    state = ServiceState(
        settings=settings,
        database=database,
        replica=replica,
        dialogue=outside.dialogue,
        turns=turn_service,
        reception=Reception(turn_service, WaitingRoom(limits.connections)),
        documents=DocumentService(curation, regions, settings.region),
        bulk=BulkPublisher(curation, gate, GateAudit(database, utc_now)),
        curation=curation,
        history=HistoryService(database, utc_now, eyes),
        attachments=Attachments(database, settings.attachments_dir, utc_now, eyes),
        accounts=accounts,
        sso=SingleSignOn(accounts, Provider(outside.issuer, settings.oidc, utc_now), settings.oidc),
        directory=StaffDirectory(accounts, [region.code for region in regions.all()]),
        imports=ImportService(database, utc_now, new_id, uploads, outside.worker, regions),
        import_previews=PreviewService(database, utc_now, uploads, regions),
        watches=build_watches(database, utc_now, new_id, reader, outside.fetcher, watch_limits()),
        visitors=VisitorTokens.of(settings, utc_now),
        channels=channels,
        handover=handover,
        hotline=build_hotline(assistance, ahead, handover.desk, desk.uses),
        desk=desk,
        retention=Retention(database, utc_now, periods()),
        privacy=Privacy(database, utc_now, Sealer.of(settings, CONTACTS), privacy_words()),
        inbox=Receipts(database, utc_now, new_id()),
        outbox=outbox,
        suggestions=Suggestions(replica, regions, utc_now, suggestion_limits()),
        switches=switches,
        throttle=throttle,
        streams=OpenStreams(throttling_rules()),
        preview=build_preview(
            database, replica, answerer, Deployment(judge, regions, settings.region, decision), utc_now
        ),
        dictionary=build_dictionary(settings, database, replica, utc_now, new_id),
        regions=regions,
        clock=utc_now,
    )
    return with_telephone(with_voicebot(with_wecom(with_wechat(state)), calls)), build_executor(turns)
