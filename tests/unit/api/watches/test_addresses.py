"""Which machines may be spoken to."""

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest

from api.watches.addresses import AddressGuard, split_url
from api.watches.errors import ForbiddenAddress, SiteUnavailable
from knowledge.errors import InvalidInput


def guard(*found: str, allowed: Sequence[str] = ()) -> AddressGuard:
    async def resolver(_host: str, _port: int) -> Sequence[str]:
        return found

    return AddressGuard([ip_network(network) for network in allowed], resolver)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    assert not guard().is_allowed(ip_address(address))
    with pytest.raises(ForbiddenAddress):
        asyncio.run(guard(address).address(split_url("http://site.test/")))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_accepted(address: str) -> None:
    assert guard().is_allowed(ip_address(address))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://localhost/", "http://a.localhost/", "http://[::1]/"])
def test_what_is_plainly_internal_is_refused_without_asking_for_names(url: str) -> None:
    with pytest.raises(ForbiddenAddress, match="内部网络"):
        guard("93.184.216.34").admit(split_url(url))
    guard(allowed=["127.0.0.0/8", "::1/128"]).admit(split_url(url))


@pytest.mark.parametrize("url", ["http://site.test/", "http://93.184.216.34/"])
def test_what_may_be_public_is_admitted(url: str) -> None:
    guard().admit(split_url(url))


def test_one_private_address_of_several_is_enough_to_refuse() -> None:
    with pytest.raises(ForbiddenAddress):
        asyncio.run(guard("93.184.216.34", "10.0.0.1").address(split_url("http://site.test/")))


def test_networks_of_the_settings_are_accepted_and_no_others() -> None:
    inside = guard("10.1.2.3", allowed=["10.1.0.0/16"])
    assert str(asyncio.run(inside.address(split_url("http://intranet.test/")))) == "10.1.2.3"
    assert not inside.is_allowed(ip_address("10.2.0.1"))
    assert inside.is_allowed(ip_address("::ffff:10.1.0.1"))


def test_a_host_that_does_not_exist() -> None:
    with pytest.raises(SiteUnavailable):
        asyncio.run(guard().address(split_url("http://site.test/")))


@pytest.mark.parametrize(
    "url",
    [
        "", "ftp://site.test/", "file:/a", "http://", "//site.test/", "http://[::1", "http://site.test:0/",
        "http://site.test:99999/", "http://user:secret@site.test/", "javascript:alert(1)", "http://a/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page(url: str) -> None:
    with pytest.raises(InvalidInput):
        split_url(url)
