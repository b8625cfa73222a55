"""One look at a watched site: the list, then its pages, each by a conditional request; what changed becomes a draft."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import SplitResult

import structlog

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.imports.contents import text_of
from api.imports.library import mark_of
from api.imports.parts import FileReader
from api.imports.scope import Scope
from api.imports.storing import Storable, Stored, Storing
from api.records.codec import Content
from api.watches.errors import SiteBusy, SiteUnavailable
from api.watches.fetching import Fetched, Fetcher, Validators
from api.watches.limits import WatchLimits
from api.watches.listing import pages_of_feed, pages_of_list
from api.watches.manners import Manners
from api.watches.repository import Watches
from api.watches.schemas import WatchKind
from api.watches.tables import WatchedPageRow, WatchRow
from knowledge.clock import Clock
from knowledge.errors import InvalidInput, YihaodaError
from knowledge.model.document import PolicyDocument
from knowledge.sheets.drafting import Defaults

_log = structlog.get_logger()


@dataclass(slots=True)
class Look:
    """What a look brought."""

    found: int = 0
    waiting: int = 0
    changed: int = 0
    drafts: list[str] = field(default_factory=list)
    error: str = ""


class WatchChecker:
    """Looks at watched sites."""

    def __init__(
        self, database: Database, clock: Clock, reader: FileReader, fetcher: Fetcher, manners: Manners, limits: WatchLimits
    ) -> None:  # fmt: skip
        self._database = database
        self._clock = clock
        self._reader = reader
        self._fetcher = fetcher
        self._manners = manners
        self._limits = limits

    def admit(self, parts: SplitResult) -> None:
        """Refuse to watch what could never be looked at.

        Raises:
            ForbiddenAddress: it is an address of an internal network.
        """
        self._fetcher.admit(parts)

    async def check(self, watch_id: str, most: int) -> Look:
        """Look at the list, unless pages of the last one are left, and at up to ``most`` of its pages.

        What goes wrong is written down with the watch, and the next look comes later; it is not raised.

        Raises:
            NotFound: there is no such watch.
        """
        look = Look()
        async with self._database.read() as session:
            watches = Watches(session, self._clock)
            watch, left = await watches.get(watch_id), await watches.waiting(watch_id)
        try:
            if not left:
                await self._list(watch)
            await self._pages(watch, most, look)
        except SiteBusy as error:
            look.error = error.message
            await self._manners.leave_alone(watch.url, error.wait_seconds)
        except (SiteUnavailable, InvalidInput) as error:
            look.error = f"{error.message}{'。' + error.remedy if error.remedy else ''}"
        await self._finish(watch_id, look)
        return look

    async def _list(self, watch: WatchRow) -> None:
        """Ask for the list; pages are looked at even where it is the same, for they may have changed by themselves."""
        known = Validators(watch.etag, watch.last_modified)
        fetched = await self._fetcher.get(watch.url, known, self._manners.before)
        async with self._database.write() as session:
            watches = Watches(session, self._clock)
            row = await watches.get(watch.id)
            if fetched.data is None:
                await watches.look_again(watch.id)
                return
            read = pages_of_feed if watch.kind == WatchKind.FEED else pages_of_list
            pages = read(fetched.data, fetched.url, self._limits.max_links)
            row.etag, row.last_modified, row.found = (
                fetched.validators.etag,
                fetched.validators.last_modified,
                len(pages),
            )
            await watches.list_pages(watch.id, pages)

    async def _pages(self, watch: WatchRow, most: int, look: Look) -> None:
        async with self._database.read() as session:
            pages = await Watches(session, self._clock).next_pages(watch.id, most)
        for page in pages:
            try:
                fetched = await self._fetcher.get(
                    page.url, Validators(page.etag, page.last_modified), self._manners.before
                )
                await self._page(watch, page, fetched, look)
            except SiteBusy:
                raise
            except (YihaodaError, UnicodeError) as error:
                await self._note(page, error=getattr(error, "message", "网址不正确"))
        _log.info("watch_checked", watch=watch.id, pages=len(pages), changed=look.changed)

    async def _page(self, watch: WatchRow, page: WatchedPageRow, fetched: Fetched, look: Look) -> None:
        if fetched.data is None:
            await self._note(page)
            return
        defaults = Defaults(watch.department, watch.region_code, "")
        content = self._reader.document(fetched.data, fetched.url, defaults).content
        if content is None:
            raise InvalidInput("网页里没有可以导入的内容")
        if isinstance(content, PolicyDocument):
            content = replace(content, source_url=page.url)
        digest = mark_of(text_of(content)).text_hash
        if digest == page.text_hash:  # only what is around the text changed
            await self._note(page, fetched.validators)
            return
        stored = await self._store(watch, page, content, fetched.validators, digest)
        if stored.changed:
            look.changed += 1
            look.drafts.append(stored.entry_id)

    async def _store(
        self, watch: WatchRow, page: WatchedPageRow, content: Content, validators: Validators, digest: str
    ) -> Stored:
        async with self._database.write() as session:
            storing = Storing(session, self._clock, watch.created_by, _scope(watch))
            stored = await storing.store(Storable(content, page.url, page.entry_id))
            row = await session.get_one(WatchedPageRow, (page.watch_id, page.url_hash))
            row.entry_id, row.text_hash = stored.entry_id, digest
            self._seen(row, validators, "")
            if stored.changed:
                details = {"entry": stored.entry_id, "revision": stored.revision, "url": page.url[:300]}
                await AuditTrail(session, self._clock).record(watch.created_by, "watch.changed", watch.id, details)
        return stored

    async def _note(self, page: WatchedPageRow, validators: Validators | None = None, *, error: str = "") -> None:
        async with self._database.write() as session:
            row = await session.get_one(WatchedPageRow, (page.watch_id, page.url_hash))
            self._seen(row, validators, error)

    def _seen(self, row: WatchedPageRow, validators: Validators | None, error: str) -> None:
        row.due, row.checked_at, row.error = False, self._clock(), error
        if validators is not None:
            row.etag, row.last_modified = validators.etag, validators.last_modified

    async def _finish(self, watch_id: str, look: Look) -> None:
        async with self._database.write() as session:
            watches = Watches(session, self._clock)
            watch = await watches.get(watch_id)
            now = self._clock()
            watch.checked_at, watch.error = now, look.error[:500]
            watch.failures = watch.failures + 1 if look.error else 0
            look.found, look.waiting = watch.found, await watches.waiting(watch_id)
            doublings = min(watch.failures, self._limits.error_doublings)
            later = now + timedelta(minutes=watch.every_minutes * 2**doublings)
            watch.due_at = now if look.waiting and not look.error else later


def _scope(watch: WatchRow) -> Scope | None:
    """Return what a watch may change: entries of its department, of all where it names none."""
    regions = (watch.region_code,) if watch.region_code else ()
    return Scope((watch.department,), regions) if watch.department else None
