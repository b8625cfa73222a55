"""Fetches a page: from a checked address, within limits, only where it changed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeAlias
from urllib.parse import SplitResult, urljoin

import httpx2

from api.http.trust import trusted
from api.watches.addresses import AddressGuard, Network, port_of, split_url
from api.watches.errors import PageMissing, PageTooLarge, SiteBusy, SiteUnavailable
from api.watches.limits import WatchLimits

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said of the state of a page, to ask whether it changed since."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request."""
        said = {"if-none-match": self.etag, "if-modified-since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page. ``data`` is nothing where it did not change; ``url`` is where it was found at last."""

    url: str
    status: int
    data: bytes | None
    validators: Validators


# Called before each request, redirects included: waits for the turn at the host, or refuses.
BeforeRequest: TypeAlias = Callable[[SplitResult], Awaitable[None]]


class Fetcher:
    """Speaks HTTP. The name is resolved and checked for each request, and that very address is connected to."""

    def __init__(self, limits: WatchLimits, guard: AddressGuard) -> None:
        self._limits = limits
        self._guard = guard
        timeout = httpx2.Timeout(limits.page_seconds, connect=limits.connect_seconds)
        self._client = httpx2.AsyncClient(
            timeout=timeout, verify=trusted(), trust_env=False, follow_redirects=False,
            limits=httpx2.Limits(max_connections=4, max_keepalive_connections=0),
        )  # fmt: skip

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def admit(self, parts: SplitResult) -> None:
        """Refuse an address that plainly may not be spoken to, before anything is asked of it.

        Raises:
            ForbiddenAddress: it is one of an internal network.
        """
        self._guard.admit(parts)

    async def get(self, url: str, validators: Validators, before: BeforeRequest) -> Fetched:
        """Fetch a page.

        Raises:
            InvalidInput: the address, or one it leads to, is none, or may not be spoken to.
            PageTooLarge: more bytes than allowed.
            PageMissing: the site has no such page for us.
            SiteBusy: the site wants to be left alone for a while.
            SiteUnavailable: no proper answer, or none in time.
        """
        for _hop in range(self._limits.max_redirects + 1):
            parts = split_url(url)
            await before(parts)
            try:
                async with asyncio.timeout(self._limits.page_seconds):
                    answer = await self._once(parts, validators)
            except TimeoutError as error:
                raise SiteUnavailable(f"{parts.hostname} 太慢，没有等到", remedy="系统会自动再试") from error
            except httpx2.HTTPError as error:
                raise SiteUnavailable(
                    f"{parts.hostname} 连不上（{type(error).__name__}）", remedy="系统会自动再试"
                ) from error
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise SiteUnavailable(f"{url[:100]} 转来转去超过 {self._limits.max_redirects} 次")

    async def _once(self, parts: SplitResult, validators: Validators) -> Fetched | str:
        """Make one request; return the page, or where it was moved to."""
        address = await self._guard.address(parts)
        host = f"[{address}]" if address.version == 6 else str(address)
        target = parts._replace(netloc=f"{host}:{port_of(parts)}", fragment="").geturl()
        headers = {
            "host": parts.netloc.rpartition("@")[2],
            "user-agent": self._limits.user_agent,
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "accept-encoding": "identity",
            **validators.headers(),
        }
        extensions = {"sni_hostname": parts.hostname or ""}
        async with self._client.stream("GET", target, headers=headers, extensions=extensions) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return response.headers["location"]
            return await self._page(parts.geturl(), response)

    async def _page(self, url: str, response: httpx2.Response) -> Fetched:
        status, headers = response.status_code, response.headers
        if status == 304:
            return Fetched(url, status, None, Validators())
        if status == 429 or status >= 500:
            raise SiteBusy(f"网站回应 {status}", wait_seconds=_retry_after(headers))
        if status != 200:
            raise PageMissing(f"网站回应 {status}", remedy="请检查网址是否还在")
        declared = headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self._limits.max_bytes:
            raise PageTooLarge(f"网页有 {declared} 字节，太大")
        data = await self._limited(response.aiter_bytes())
        return Fetched(
            url, status, data, Validators(headers.get("etag", "")[:300], headers.get("last-modified", "")[:60])
        )

    async def _limited(self, pieces: AsyncIterator[bytes]) -> bytes:
        kept, size = [], 0
        async for piece in pieces:
            size += len(piece)
            if size > self._limits.max_bytes:
                raise PageTooLarge(f"网页超过 {self._limits.max_bytes} 字节，太大")
            kept.append(piece)
        return b"".join(kept)


def build_fetcher(limits: WatchLimits, allowed: tuple[Network, ...]) -> Fetcher:
    """Return a fetcher for public sites, and for those in the networks ``allowed``."""
    return Fetcher(limits, AddressGuard(allowed))


def _retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds a site wants to be left alone, 0 where it does not say (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return 0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
