"""Which machine a request comes from, when proxies of the installation stand in front of the service.

Only a peer on the list of trusted proxies is believed, and of what it passes on only what the trusted ones wrote: from the
right, up to the first address that is not theirs. Everything left of that may have been made up by the caller.
"""

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from itertools import islice
from typing import TypeAlias

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_MAX_HOPS = 32
_LONGEST = 80  # an IPv6 address with brackets, zone and port, quoted
_SCHEMES = ("http", "https")
_ONE_HOUSEHOLD = 64  # what a provider gives one customer of IPv6 at the least
_COARSE = {4: 24, 6: 48}
_log = structlog.get_logger()


def parse_address(text: str) -> Address | None:
    """Return the address in ``1.2.3.4:5``, ``[2001:db8::1]:5``, ``fe80::1%eth0`` and their kind, nothing if there is none."""
    text = text.strip().strip('"')
    if len(text) > _LONGEST:
        return None
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def client_of(peer: str, headers: Headers, trusted: Sequence[Network]) -> Address | None:
    """Return who called, as far as it can be known; nothing where the peer has no address.

    Where ``X-Forwarded-For`` and ``Forwarded`` are both there and disagree, one of them is the caller's own: then neither is
    believed.
    """
    address = parse_address(peer)
    if address is None or not _is_in(address, trusted):
        return address
    told = {
        _first_stranger(nodes, address, trusted)
        for nodes in (
            _from_the_right(headers.getlist("x-forwarded-for")),
            map(_node_of, _from_the_right(headers.getlist("forwarded"))),
        )
    } - {address}
    return told.pop() if len(told) == 1 else address


def one_caller(address: str) -> str:
    """Return what counts as one caller: an IPv4 address, or a household's network of IPv6."""
    parsed = parse_address(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _ONE_HOUSEHOLD), strict=False))
    return str(parsed) if parsed else ""


def coarse(address: str) -> str:
    """Return an address as ordinary logs keep it: a network too large to name a person."""
    parsed = parse_address(address)
    return str(ip_network((parsed, _COARSE[parsed.version]), strict=False)) if parsed else ""


class ClientAddress:
    """Puts the caller's address, and the scheme the caller used, in place of the proxy's."""

    def __init__(self, app: ASGIApp, trusted: Iterable[Network] = ()) -> None:
        self._app = app
        self._trusted = tuple(trusted)
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look once, before anything asks who is calling."""
        if scope["type"] == "http" and scope.get("client"):
            self._see_through(scope)
        await self._app(scope, receive, send)

    def _see_through(self, scope: Scope) -> None:
        peer, headers = parse_address(scope["client"][0]), Headers(scope=scope)
        if peer is None:
            return
        if not _is_in(peer, self._trusted):
            self._warn_of(peer, headers)
            return
        if (client := client_of(str(peer), headers, self._trusted)) != peer:
            scope["client"] = (str(client), 0)
        if (scheme := headers.get("x-forwarded-proto", "").strip().lower()) in _SCHEMES:
            scope["scheme"] = scheme

    def _warn_of(self, peer: Address, headers: Headers) -> None:
        """Tell once of a proxy nearby that was not named: whoever comes through it is counted as one caller."""
        if peer.is_private and "x-forwarded-for" in headers and not self._has_warned:
            self._has_warned = True
            _log.warning("proxy_not_trusted", proxy=str(peer))


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(network.version == address.version and address in network for network in networks)


def _first_stranger(nodes: Iterable[str], peer: Address, trusted: Sequence[Network]) -> Address:
    nearest = peer
    for node in islice(nodes, _MAX_HOPS):
        address = parse_address(node)
        if address is None:
            break  # a trusted proxy could not name who called it: it is the last that is known
        nearest = address
        if not _is_in(address, trusted):
            break
    return nearest


def _from_the_right(values: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a header, its last line first. Quotes do not count: the caller may have left one open."""
    for value in reversed(values):
        rest = value
        while rest:
            rest, _, part = rest.rpartition(",")
            yield part


def _node_of(element: str) -> str:
    for pair in element.split(";"):
        name, _, value = pair.partition("=")
        if name.strip().lower() == "for":
            return value
    return ""
