"""Which machines may be spoken to: public ones, whatever a name resolves to; others only where the settings say so."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from api.watches.errors import ForbiddenAddress, SiteUnavailable
from knowledge.errors import InvalidInput

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_THIS_MACHINE = IPv4Address("127.0.0.1")
_NAT64 = IPv6Network("64:ff9b::/96")
_MAX_URL = 2000


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system knows them.

    Raises:
        SiteUnavailable: there is no such host.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SiteUnavailable(f"找不到网站 {host[:100]}", remedy="请检查网址") from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def split_url(url: str) -> SplitResult:
    """Take a page's address apart.

    Raises:
        InvalidInput: it is no address of a web page, or carries a password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InvalidInput(f"“{url[:100]}”不是网址") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or port == 0 or len(url) > _MAX_URL:
        raise InvalidInput(f"“{url[:100]}”不是网页的网址", remedy="网址以 http:// 或 https:// 开头")
    if parts.username is not None or parts.password is not None:
        raise InvalidInput("网址里不能有用户名和密码")
    return parts


def port_of(parts: SplitResult) -> int:
    """Return the port of a page's address."""
    return parts.port or _DEFAULT_PORTS[parts.scheme]


class AddressGuard:
    """Resolves names and accepts only addresses that may be spoken to; the caller connects to what it returns."""

    def __init__(self, allowed: Sequence[Network] = (), resolver: Resolver = resolve) -> None:
        """Accept public addresses and those of the networks ``allowed``."""
        self._allowed = tuple(allowed)
        self._resolver = resolver

    async def address(self, parts: SplitResult) -> Address:
        """Return the address to connect to. One bad address of several is enough to refuse.

        Raises:
            ForbiddenAddress: the host is, or resolves to, an address that may not be spoken to.
            SiteUnavailable: there is no such host.
        """
        host = parts.hostname or ""
        try:
            found: list[Address] = [ip_address(host)]
        except ValueError:
            found = [ip_address(text.partition("%")[0]) for text in await self._resolver(host, port_of(parts))]
        if not found:
            raise SiteUnavailable(f"找不到网站 {host[:100]}", remedy="请检查网址")
        for address in found:
            self._admit(host, address)
        return found[0]

    def admit(self, parts: SplitResult) -> None:
        """Refuse what is plainly an address of an internal network, without asking for names.

        Raises:
            ForbiddenAddress: the host is written as an address that may not be spoken to, or is this machine.
        """
        host = parts.hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return self._admit(host, _THIS_MACHINE)
        try:
            address = ip_address(host)
        except ValueError:
            return None
        return self._admit(host, address)

    def _admit(self, host: str, address: Address) -> None:
        if not self.is_allowed(address):
            raise ForbiddenAddress(f"{host[:100]} 指向内部网络，不能访问", remedy="只能关注公开网站")

    def is_allowed(self, address: Address) -> bool:
        """Whether an address may be spoken to; an IPv4 address inside an IPv6 one counts as itself."""
        inner = _embedded(address)
        if any(inner.version == network.version and inner in network for network in self._allowed):
            return True
        return inner.is_global and not inner.is_multicast and not inner.is_reserved and not inner.is_unspecified


def _embedded(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
