"""Who calls from this machine."""

from ipaddress import IPv6Address, ip_address

from fastapi import Request


def is_loopback(request: Request) -> bool:
    """Whether the caller is on this machine; one behind a proxy is not."""
    if request.client is None or "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        address = ip_address(request.client.host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
