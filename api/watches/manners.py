"""Manners towards a host, kept by all replicas together: its robots.txt, and time between requests."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit
from urllib.robotparser import RobotFileParser

from sqlalchemy.exc import IntegrityError

from api.db.engine import Database
from api.watches.errors import PageMissing, PageTooLarge, RobotsForbid, SiteBusy
from api.watches.fetching import Fetcher, Validators
from api.watches.limits import WatchLimits
from api.watches.tables import WatchedHostRow
from knowledge.clock import Clock

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
_ALLOW_ALL, _MAX_ROBOTS = "", 500_000  # RFC 9309, 2.5: at least 500 KiB are read


class Manners:
    """Waits for the turn at a host and refuses what its robots.txt forbids."""

    def __init__(
        self, database: Database, clock: Clock, fetcher: Fetcher, limits: WatchLimits, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._limits = limits
        self._sleep = sleep

    async def before(self, parts: SplitResult) -> None:
        """Return when a page may be asked for.

        Raises:
            RobotsForbid: robots.txt forbids it.
            SiteUnavailable: what robots.txt says cannot be learned now (RFC 9309, 2.3.1.4: then everything is forbidden).
        """
        robots = await self._robots(parts)
        if not robots.can_fetch(self._limits.robot_name, parts.geturl()):
            raise RobotsForbid(f"{parts.hostname} 的 robots.txt 不允许访问这个网页", remedy="请联系网站，或者手工导入")
        asked = float(robots.crawl_delay(self._limits.robot_name) or 0)
        await self._turn(_host(parts), min(max(self._limits.gap_seconds, asked), self._limits.max_gap_seconds))

    async def leave_alone(self, url: str, seconds: float) -> None:
        """Do not ask a host again for a while."""
        longest = self._limits.max_back_off_minutes * 60
        wait = min(seconds or self._limits.back_off_minutes * 60, longest)
        async with self._database.write() as session:
            row = await session.get(WatchedHostRow, _host(urlsplit(url)), with_for_update=True)
            if row is not None:
                row.next_at = max(row.next_at, self._clock() + timedelta(seconds=wait))

    async def _turn(self, host: str, gap: float) -> None:
        """Take the next free moment at a host, and wait for it."""
        wait = (await self._reserve(host, gap) - self._clock()).total_seconds()
        if wait > max(self._limits.max_gap_seconds, gap) * 2:
            raise SiteBusy(f"{host} 要求稍后再来", wait_seconds=wait)
        if wait > 0:
            await self._sleep(wait)

    async def _reserve(self, host: str, gap: float) -> datetime:
        now = self._clock()
        try:
            async with self._database.write() as session:
                row = await session.get(WatchedHostRow, host, with_for_update=True)
                if row is None:
                    session.add(
                        WatchedHostRow(host=host, next_at=now + timedelta(seconds=gap), robots=None, robots_at=None)
                    )
                    return now
                moment = max(now, row.next_at)
                if (moment - now).total_seconds() <= self._limits.max_gap_seconds * 2:
                    row.next_at = moment + timedelta(seconds=gap)
                return moment
        except IntegrityError:
            return await self._reserve(host, gap)  # another replica met the host at the same moment

    async def _robots(self, parts: SplitResult) -> RobotFileParser:
        async with self._database.read() as session:
            row = await session.get(WatchedHostRow, _host(parts))
        fresh = self._clock() - timedelta(hours=self._limits.robots_hours)
        if row is not None and row.robots is not None and row.robots_at is not None and row.robots_at > fresh:
            return _parsed(row.robots)
        text = await self._ask_robots(parts)
        async with self._database.write() as session:
            kept = await session.get(WatchedHostRow, _host(parts), with_for_update=True)
            if kept is not None:
                kept.robots, kept.robots_at = text, self._clock()
        return _parsed(text)

    async def _ask_robots(self, parts: SplitResult) -> str:
        async def turn(at: SplitResult) -> None:
            await self._turn(_host(at), self._limits.gap_seconds)

        url = parts._replace(path="/robots.txt", query="", fragment="").geturl()
        try:
            found = await self._fetcher.get(url, Validators(), turn)
        except (PageMissing, PageTooLarge):
            return _ALLOW_ALL  # RFC 9309, 2.3.1.3: there is none, so nothing is forbidden
        return (found.data or b"")[:_MAX_ROBOTS].decode("utf-8", "replace").replace("\0", "")


def _parsed(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def _host(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"[:300].lower()
