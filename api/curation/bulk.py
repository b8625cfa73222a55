"""Many entries at once: the gate first where many become public, then each by the rules, with a line on each."""

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from api.accounts.service import Account
from api.curation.releasing import Releasing
from api.curation.schemas import Id, Number, Reason
from api.curation.service import CurationService
from api.curation.work import COMMAND_LINE, check_owns, person_of
from api.documents.port import Examining
from api.documents.schemas import Draft, GateState, PublishReport
from api.gate.audit import GateAudit
from api.gate.report import sentences
from api.records.catalogue import Catalogue
from api.records.change_log import lock_records
from api.records.entry import EntryKind
from api.records.repository import RecordRepository
from api.replica.passages import passages_to_be
from knowledge.errors import InvalidInput, NotFound, YihaodaError
from knowledge.gate.settings import gate_settings
from knowledge.model.passage import Passage

_EMBEDDED_TOGETHER = 20


class BulkAction(StrEnum):
    """What can be done with many entries."""

    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    ASSIGN = "assign"
    CONFIRM = "confirm"


class Chosen(BaseModel):
    """An entry as the caller saw it."""

    entry_id: Id
    revision: Number


class BulkRequest(BaseModel):
    """What is to be done with which entries."""

    action: BulkAction
    entries: Annotated[list[Chosen], Field(min_length=1, max_length=500)]
    reason: Reason = ""
    assignee: Annotated[str, Field(max_length=80)] = ""
    despite_gate: Reason = ""


class BulkResult(BaseModel):
    """What became of one entry; ``code`` and ``message`` say why nothing did."""

    entry_id: str
    ok: bool
    code: str = ""
    message: str = ""


class BulkReport(BaseModel):
    """What became of each, and what the gate found."""

    results: list[BulkResult]
    gate: GateState
    findings: list[str] = []


class BulkPublisher:
    """Acts on many entries; more than ``bulk_above`` of them pass the gate before they become public."""

    def __init__(self, desk: CurationService, gate: Examining, audit: GateAudit) -> None:
        self._desk = desk
        self._gate = gate
        self._audit = audit

    async def act(self, account: Account, request: BulkRequest) -> BulkReport:
        """Do with each entry what is asked; one that cannot is reported, the others are not held up.

        Raises:
            InvalidInput: a withdrawal without a reason, an assignment without a person.
        """
        _check(request)
        state, findings = GateState.NOT_NEEDED, list[str]()
        if request.action is BulkAction.PUBLISH:
            state, findings = await self._gated(request.entries, request.despite_gate, account.username)
        if state is GateState.FAILED:
            message = "门禁没有通过，没有发布"
            rows = [
                BulkResult(entry_id=one.entry_id, ok=False, code="gate_failed", message=message)
                for one in request.entries
            ]
            return BulkReport(results=rows, gate=state, findings=findings)
        results = [await self._one(account, request, one) for one in request.entries]
        return BulkReport(results=results, gate=state, findings=findings)

    async def publish(
        self, drafts: Sequence[Draft], *, despite_gate: str = "", account: Account | None = None
    ) -> PublishReport:
        """Publish documents together, or none of them; without an account the person at the machine does it.

        That person publishes answers too: they come from a sheet somebody checked before it was imported.

        Raises:
            NotFound: an entry or a revision does not exist.
            InvalidInput: an account publishes something else than a policy document.
            SecondPersonNeeded: nobody else has found a draft right.
        """
        for draft in drafts:
            await self._check_draft(draft, documents_only=account is not None)
        chosen = [Chosen(entry_id=draft.entry_id, revision=draft.revision) for draft in drafts]
        if account is not None:
            for one in chosen:  # the rules first: the gate takes a while
                await self._release(one, account, for_show=True)
        state, findings = await self._gated(chosen, despite_gate, account.username if account else COMMAND_LINE)
        if state is GateState.FAILED:
            return PublishReport(gate=state, published=[], findings=findings)
        for start in range(0, len(chosen), _EMBEDDED_TOGETHER):
            some = chosen[start : start + _EMBEDDED_TOGETHER]
            await self._desk.prepare_all([(one.entry_id, one.revision) for one in some])
            for one in some:
                await self._release(one, account)
        await self._desk.indexing.catch_up()
        return PublishReport(gate=state, published=[draft.entry_id for draft in drafts], findings=findings)

    async def _release(self, one: Chosen, account: Account | None, *, for_show: bool = False) -> None:
        """Publish one, in a transaction of its own so that nobody has to wait long; ``for_show`` only asks the rules."""
        async with self._desk.database.write() as session:
            await lock_records(session)
            releasing = Releasing(session, self._desk.clock, self._desk.eyes)
            row = await Catalogue(session, self._desk.clock).line(one.entry_id)
            if account is None:
                await releasing.release(COMMAND_LINE, one.entry_id, one.revision)
                return
            check_owns(account, row)
            if row.published_revision == one.revision:
                return
            act = releasing.may_publish if for_show else releasing.publish
            await act(person_of(account), one.entry_id, one.revision)

    async def _one(self, account: Account, request: BulkRequest, one: Chosen) -> BulkResult:
        try:
            await self._step(account, request, one)
        except YihaodaError as error:
            return BulkResult(entry_id=one.entry_id, ok=False, code=error.code, message=error.message)
        return BulkResult(entry_id=one.entry_id, ok=True)

    async def _step(self, account: Account, request: BulkRequest, one: Chosen) -> None:
        desk, entry_id, revision = self._desk, one.entry_id, one.revision
        steps: dict[BulkAction, Callable[[], Awaitable[object]]] = {
            BulkAction.SUBMIT: lambda: desk.submit(account, entry_id, revision, request.reason),
            BulkAction.APPROVE: lambda: desk.approve(account, entry_id, revision, request.reason),
            BulkAction.PUBLISH: lambda: desk.publish(account, entry_id, revision),
            BulkAction.WITHDRAW: lambda: desk.withdraw(account, entry_id, request.reason),
            BulkAction.ASSIGN: lambda: desk.assign(account, entry_id, request.assignee, None),
            BulkAction.CONFIRM: lambda: desk.confirm(account, entry_id, None),
        }
        await steps[request.action]()

    async def _gated(self, chosen: Sequence[Chosen], despite_gate: str, author: str) -> tuple[GateState, list[str]]:
        if len(chosen) <= gate_settings().bulk_above:
            return GateState.NOT_NEEDED, []
        found = await self._gate.compare(await self._passages(chosen))
        if found.passed:
            return GateState.PASSED, []
        findings, reason = sentences(found), despite_gate.strip()
        if not reason:
            return GateState.FAILED, findings
        entries = [one.entry_id for one in chosen]
        await self._audit.overridden(author, reason, entries, findings)
        return GateState.OVERRIDDEN, findings

    async def _passages(self, chosen: Sequence[Chosen]) -> list[tuple[str, tuple[Passage, ...]]]:
        """Return what would become public; what does not exist is left to the step itself to complain of."""
        async with self._desk.database.read() as session:
            records = RecordRepository(session, self._desk.clock)
            catalogue = Catalogue(session, self._desk.clock)
            lines = [(one, await catalogue.find(one.entry_id)) for one in chosen]
            return [
                (one.entry_id, await passages_to_be(records, one.entry_id, one.revision))
                for one, line in lines
                if line is not None and one.revision <= line.revision
            ]

    async def _check_draft(self, draft: Draft, *, documents_only: bool) -> None:
        async with self._desk.database.read() as session:
            entry = await RecordRepository(session, self._desk.clock).entry(draft.entry_id)
        if draft.revision > entry.latest_revision:
            raise NotFound(f"条目 {draft.entry_id} 没有第 {draft.revision} 版")
        if documents_only and entry.kind != EntryKind.DOCUMENT:
            raise InvalidInput(f"条目 {draft.entry_id} 不是政策文件")


def _check(request: BulkRequest) -> None:
    if request.action is BulkAction.WITHDRAW and not request.reason.strip():
        raise InvalidInput("请写明撤回的原因")
    if request.action is BulkAction.ASSIGN and not request.assignee:
        raise InvalidInput("请选择要分派的人")
