"""The addresses the service listens on."""

import errno
import socket

from knowledge.errors import Unavailable

_LOOPBACK = ("127.0.0.1", "::1")
_BACKLOG = 2048


class PortTaken(Unavailable):
    """The port is in use."""

    code = "port_taken"


def listen(host: str, port: int) -> list[socket.socket]:
    """Open the listening sockets: loopback on IPv4 and, where there is one, IPv6, unless a host is named.

    Raises:
        PortTaken: another process listens there.
    """
    hosts = (host,) if host else _LOOPBACK
    sockets: list[socket.socket] = []
    for name in hosts:
        try:
            sockets.append(_open(name, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                for opened in sockets:
                    opened.close()
                raise PortTaken(
                    f"端口 {port} 已被占用", remedy="请停掉占用它的程序，或设置 YIHAODA_PORT 换一个端口"
                ) from error
            if name != _LOOPBACK[1]:  # a machine without IPv6 is served over IPv4 alone
                raise Unavailable(f"不能监听 {name}:{port}：{error.strerror}") from error
    return sockets


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because the event loop turns Nagle's algorithm off only where it sees TCP; with it on, a
    # reply waits 40 ms for the client's delayed acknowledgement.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if host == "::" else 1)
        opened.bind((host, port))
        opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened


def free_port() -> int:
    """Return a loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
