"""Who called, behind proxies: only what the installation's own proxies wrote is believed."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from api.http.client_address import ClientAddress, client_of, coarse, one_caller, parse_address

TRUSTED = (IPv4Network("10.0.0.0/8"), IPv6Network("fd00::/8"))
PROXY, STRANGER = "10.0.0.1", "203.0.113.7"
addresses = st.ip_addresses().map(lambda found: getattr(found, "ipv4_mapped", None) or found)
strangers = addresses.filter(lambda found: not any(found.version == n.version and found in n for n in TRUSTED))
proxies = st.integers(1, 2**24 - 2).map(lambda n: IPv4Address("10.0.0.0") + n)
junk = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


def headers(*pairs: tuple[str, str]) -> Headers:
    return Headers(raw=[(name.encode(), value.encode("latin-1")) for name, value in pairs])


def told(header: str, peer: str = PROXY) -> str:
    return str(client_of(peer, headers(("x-forwarded-for", header)), TRUSTED))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7\t", "203.0.113.7"),
        ("203.0.113.7:8080", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ('"[2001:db8::1]:443"', "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("[::ffff:203.0.113.7]:1", "203.0.113.7"),
    ],
)
def test_an_address_in_any_spelling(text: str, address: str) -> None:
    assert parse_address(text) == ip_address(address)


@pytest.mark.parametrize(
    "text",
    ["", " ", "unknown", "_hidden", "203.0.113", "203.0.113.256", "1.2.3.4.5", "::g", "[", "[]", "localhost", "１.２.３.４",
     "1" * 100_000, ":" * 1000, "203.0.113.7\x00", "你好", "\ud800"],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


@given(st.text(max_size=200))
def test_whatever_is_written_is_an_address_or_nothing(text: str) -> None:
    found = parse_address(text)
    assert found is None or isinstance(found, IPv4Address | IPv6Address)


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the left one was made up
        ("203.0.113.7, 10.0.0.2", "203.0.113.7"),  # two proxies
        ("198.51.100.1, 203.0.113.7, 10.0.0.3, 10.0.0.2", "203.0.113.7"),
        ("127.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.9, 10.0.0.2", "10.0.0.9"),  # a machine of the installation itself
        ("2001:db8::1", "2001:db8::1"),
        ("", PROXY),
        (" , ,", PROXY),
        ("unknown", PROXY),
        ("203.0.113.7, unknown", PROXY),  # the nearest proxy could not say
        ("203.0.113.7, garbage, 10.0.0.2", "10.0.0.2"),
        ("203.0.113.7" + ", 10.0.0.2" * 10_000, "10.0.0.2"),  # longer than any way through proxies
        ("1.1.1.1, " * 10_000 + "203.0.113.7", "203.0.113.7"),
    ],
)
def test_the_rightmost_stranger_called(header: str, client: str) -> None:
    assert told(header) == client


@given(made_up=st.lists(junk | addresses.map(str), max_size=6), client=strangers, way=st.lists(proxies, max_size=5))
def test_nothing_a_caller_makes_up_counts(
    made_up: list[str], client: IPv4Address | IPv6Address, way: list[IPv4Address]
) -> None:
    assert told(", ".join([*made_up, str(client), *map(str, way)])) == str(client)


@given(peer=strangers, header=junk | addresses.map(str))
def test_a_stranger_who_tells_of_others_is_the_caller(peer: IPv4Address | IPv6Address, header: str) -> None:
    said = headers(("x-forwarded-for", header), ("forwarded", f"for={header}"))
    assert client_of(str(peer), said, TRUSTED) == peer


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("for=203.0.113.7", "203.0.113.7"),
        ('For="[2001:db8::1]:4711";proto=https;by=10.0.0.1', "2001:db8::1"),
        ("proto=https; for=203.0.113.7", "203.0.113.7"),
        ("for=198.51.100.1, for=203.0.113.7;proto=http, for=10.0.0.2", "203.0.113.7"),
        ('for="198.51.100.1, for=203.0.113.7', "203.0.113.7"),  # the caller left a quotation mark open
        ("for=_secret", PROXY),
        ("for=unknown", PROXY),
        ("by=203.0.113.7", PROXY),
        ("for", PROXY),
    ],
)
def test_the_standard_header(header: str, client: str) -> None:
    assert str(client_of(PROXY, headers(("forwarded", header)), TRUSTED)) == client


def test_several_lines_of_a_header_are_one() -> None:
    said = headers(("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", f"{STRANGER}, 10.0.0.2"))
    assert str(client_of(PROXY, said, TRUSTED)) == STRANGER


def test_two_headers_that_disagree_are_not_believed() -> None:
    said = headers(("x-forwarded-for", STRANGER), ("forwarded", "for=198.51.100.1"))
    assert str(client_of(PROXY, said, TRUSTED)) == PROXY
    agreeing = headers(("x-forwarded-for", STRANGER), ("forwarded", f"for={STRANGER}"))
    assert str(client_of(PROXY, agreeing, TRUSTED)) == STRANGER


@pytest.mark.parametrize(
    ("address", "counted", "kept"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.0/24"),
        ("testclient", "", ""),
        ("", "", ""),
    ],
)
def test_what_counts_as_one_and_what_logs_keep(address: str, counted: str, kept: str) -> None:
    assert (one_caller(address), coarse(address)) == (counted, kept)


@given(st.ip_addresses(v=6).filter(lambda found: found.ipv4_mapped is None), st.integers(0, 2**64 - 1))
def test_a_household_is_one_caller(address: IPv6Address, host: int) -> None:
    neighbour = IPv6Address((int(address) >> 64 << 64) | host)
    if neighbour.ipv4_mapped is None:
        assert one_caller(str(address)) == one_caller(str(neighbour))


@pytest.mark.parametrize(
    ("trusted", "peer", "client", "scheme"),
    [
        (TRUSTED, (PROXY, 1), (STRANGER, 0), "https"),
        ((), (PROXY, 1), (PROXY, 1), "http"),
        (TRUSTED, (STRANGER, 1), (STRANGER, 1), "http"),
        (TRUSTED, ("testclient", 1), ("testclient", 1), "http"),
        (TRUSTED, None, None, "http"),
    ],
)
@pytest.mark.asyncio
async def test_the_application_sees_who_called(
    trusted: tuple[IPv4Network, ...], peer: tuple[str, int] | None, client: tuple[str, int] | None, scheme: str
) -> None:
    seen = {}

    async def app(scope: dict[str, object], _receive: object, _send: object) -> None:
        seen.update(scope)

    scope = {
        "type": "http", "client": peer, "scheme": "http",
        "headers": [(b"x-forwarded-for", STRANGER.encode()), (b"x-forwarded-proto", b"https")],
    }  # fmt: skip
    await ClientAddress(app, trusted)(scope, None, None)  # type: ignore[arg-type]
    assert (seen["client"], seen["scheme"]) == (client, scheme)
