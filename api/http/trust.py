"""Whom connections to other machines trust."""

import ssl
from functools import cache

import httpx2


@cache
def trusted() -> ssl.SSLContext:
    """Return the certificates of the system, read once in a process: that takes longer than many a request."""
    return httpx2.create_ssl_context()
