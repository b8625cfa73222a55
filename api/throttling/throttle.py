"""Asks every limit that holds for a request, and says how long to wait."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from math import ceil
from typing import TypeAlias

import structlog

from api.health.metrics import THROTTLED
from api.http.client_address import one_caller
from api.throttling.limiter import Limiter
from api.throttling.rules import Kind, Limit, Scope, ThrottlingRules
from knowledge.errors import YihaodaError

_UNITS = ((3600, "小时"), (60, "分钟"), (1, "秒"))
_Question: TypeAlias = Callable[[Limit, str], Awaitable[timedelta | None]]
_log = structlog.get_logger()


class TooMany(YihaodaError):
    """请求太频繁，请稍后再试"""

    code = "too_many_requests"
    http_status = 429

    def __init__(self, message: str, retry_after: timedelta) -> None:
        """Say how long to wait; never less than a second."""
        super().__init__(message)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """What a response carries."""
        return {"retry-after": str(max(ceil(self.retry_after.total_seconds()), 1))}


class Throttle:
    """What any channel asks before it takes on work. An empty name is not counted."""

    def __init__(self, limiter: Limiter, rules: ThrottlingRules) -> None:
        self._limiter = limiter
        self._rules = rules

    async def check(
        self, *, channel: str, visitor: str, address: str, account: str = "", kind: Kind = Kind.QUESTION
    ) -> None:
        """Count one request.

        Raises:
            TooMany: a limit is reached; ``retry_after`` says when there is room again.
        """
        await self._ask(self._limiter.take, kind, _names(channel, visitor, address, account))

    async def look(
        self, *, channel: str, visitor: str, address: str, account: str = "", kind: Kind = Kind.QUESTION
    ) -> None:
        """Ask without counting: for what is counted only when it went wrong.

        Raises:
            TooMany: as for ``check``.
        """
        await self._ask(self._limiter.wait, kind, _names(channel, visitor, address, account))

    async def close(self) -> None:
        """Let go of connections."""
        await self._limiter.close()

    async def _ask(self, question: _Question, kind: Kind, names: Mapping[Scope, str]) -> None:
        for scope, limit, name in self._limits(kind, names):
            wait = await question(limit, f"{kind}/{scope}/{name}")
            if wait is not None:
                THROTTLED.labels(kind, scope).inc()
                _log.warning("throttled", kind=kind, scope=scope, name=name)
                raise self._too_many(kind, wait)

    def _limits(self, kind: Kind, names: Mapping[Scope, str]) -> Iterator[tuple[Scope, Limit, str]]:
        for scope in Scope:
            if name := names[scope]:
                for limit in self._rules.kinds[kind].of(scope):
                    yield scope, limit, name

    def _too_many(self, kind: Kind, wait: timedelta) -> TooMany:
        text = self._rules.sentences.wait.format(doing=self._rules.kinds[kind].doing, wait=in_words(wait))
        return TooMany(text, wait)


def in_words(wait: timedelta) -> str:
    """Return a time to wait in Chinese, rounded up: 8秒, 3分钟, 2小时."""
    seconds = max(ceil(wait.total_seconds()), 1)
    size, unit = next(unit for unit in _UNITS if seconds >= unit[0])
    return f"{ceil(seconds / size)}{unit}"


def _names(channel: str, visitor: str, address: str, account: str) -> Mapping[Scope, str]:
    caller = one_caller(address)
    return {
        Scope.VISITOR: visitor,
        Scope.NAMELESS: "" if visitor or account else caller,
        Scope.ACCOUNT: account,
        Scope.ADDRESS: caller,
        Scope.CHANNEL: channel,
    }
