"""Watches for people, and the chore that looks at what is due."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

from api.accounts.service import Account
from api.audit.trail import AuditTrail
from api.chores.lease import Leases
from api.db.engine import Database
from api.imports.scope import scope_of
from api.watches.addresses import split_url
from api.watches.checking import Look, WatchChecker
from api.watches.limits import WatchLimits
from api.watches.repository import Watches
from api.watches.schemas import CheckOut, DraftOut, WatchKind, WatchOut, WatchRequest
from api.watches.tables import WatchRow
from knowledge.clock import Clock, Ids
from knowledge.errors import Conflict, InvalidInput, NotAllowed, NotFound
from knowledge.model.region import RegionTree

_DRAFTS_SHOWN = 10
_AT_MOST = timedelta(minutes=10)
_BUDGET_SECONDS = 240.0  # of one run of the chore, so that it ends before its lease does


class WatchService:
    """Everything people do with watches."""

    def __init__(
        self, database: Database, clock: Clock, ids: Ids, checker: WatchChecker, leases: Leases, limits: WatchLimits
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._checker = checker
        self._leases = leases
        self._limits = limits

    async def add(self, request: WatchRequest, account: Account, regions: RegionTree) -> WatchOut:
        """Begin to watch a site; the first look comes with the next run of the chore.

        Raises:
            InvalidInput: the address is none or one of an internal network, or the region is unknown.
            NotAllowed: the department or the region is not this person's own.
            Conflict: the address is watched already.
        """
        parts = split_url(request.url)
        self._checker.admit(parts)
        url = parts._replace(fragment="").geturl()
        if request.region and request.region not in regions:
            raise InvalidInput(f"没有行政区划 {request.region}")
        department = request.department
        if (scope := scope_of(account)) is not None:
            department = department or (scope.departments[0] if len(scope.departments) == 1 else "")
            if reason := scope.refusal(department, request.region):
                raise NotAllowed(reason, remedy="请选自己负责的部门和地区")
        async with self._database.write() as session:
            watches = Watches(session, self._clock)
            if any(row.url == url and row.department == department for row in await watches.all()):
                raise Conflict("这个网址已经在关注")
            now = self._clock()
            row = WatchRow(
                id=self._ids(), url=url, kind=request.kind, department=department, region_code=request.region,
                every_minutes=request.every_minutes, created_by=account.username, created_at=now, due_at=now,
                checked_at=None, found=0, failures=0, error="", etag="", last_modified="",
            )  # fmt: skip
            session.add(row)
            await session.flush()
            await AuditTrail(session, self._clock).record(account.username, "watch.added", row.id, {"url": url[:300]})
        return _shown(row, 0)

    async def all(self, account: Account) -> list[WatchOut]:
        """Return the watches; a curator sees those of the own departments."""
        async with self._database.read() as session:
            watches = Watches(session, self._clock)
            rows = [row for row in await watches.all() if account.owns(row.department, row.region_code)]
            return [
                _shown(row, await watches.waiting(row.id), await watches.drafts(row.id, _DRAFTS_SHOWN)) for row in rows
            ]

    async def delete(self, watch_id: str, account: Account) -> None:
        """Stop watching; the drafts it brought stay.

        Raises:
            NotFound: there is no such watch, or it is another department's.
        """
        async with self._database.write() as session:
            watches = Watches(session, self._clock)
            row = await _own(watches, watch_id, account)
            await watches.delete(watch_id)
            await AuditTrail(session, self._clock).record(
                account.username, "watch.deleted", watch_id, {"url": row.url[:300]}
            )

    async def check(self, watch_id: str, account: Account) -> CheckOut:
        """Look now, at a few pages; the chore goes on with the others.

        Raises:
            NotFound: there is no such watch, or it is another department's.
            Conflict: it is being looked at.
        """
        async with self._database.read() as session:
            await _own(Watches(session, self._clock), watch_id, account)
        look = await self._alone(watch_id, self._limits.pages_now)
        if look is None:
            raise Conflict("正在检查这个网站，请稍后再看")
        return CheckOut(
            checked_at=self._clock(), found=look.found, changed=look.changed, drafts=look.drafts,
            waiting=look.waiting, error=look.error,
        )  # fmt: skip

    async def check_due(self, seconds: Callable[[], float] = monotonic) -> None:
        """Look at what is due, for some minutes at most."""
        started = seconds()
        async with self._database.read() as session:
            due = await Watches(session, self._clock).due()
        for watch_id in due:
            if seconds() - started > _BUDGET_SECONDS:
                return
            await self._alone(watch_id, self._limits.pages_at_once)

    async def _alone(self, watch_id: str, most: int) -> Look | None:
        """Look, unless another replica is at it."""
        name = f"watch {watch_id}"
        if not await self._leases.take(name, every=timedelta(0), at_most=_AT_MOST):
            return None
        try:
            return await self._checker.check(watch_id, most)
        except NotFound:
            return None  # deleted meanwhile
        finally:
            await self._leases.done(name)


async def _own(watches: Watches, watch_id: str, account: Account) -> WatchRow:
    row = await watches.get(watch_id)
    if not account.owns(row.department, row.region_code):
        raise NotFound(f"没有关注 {watch_id[:40]}")
    return row


def _shown(row: WatchRow, waiting: int, drafts: Sequence[tuple[str, str]] = ()) -> WatchOut:
    return WatchOut(
        id=row.id, url=row.url, kind=WatchKind(row.kind), department=row.department, region=row.region_code,
        every_minutes=row.every_minutes, created_by=row.created_by, created_at=row.created_at, due_at=row.due_at,
        checked_at=row.checked_at, found=row.found, waiting=waiting, failures=row.failures, error=row.error,
        drafts=[DraftOut(entry_id=entry_id, title=title) for entry_id, title in drafts],
    )  # fmt: skip
