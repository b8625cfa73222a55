"""Connections whose request line and headers are neither endless nor sent drop by drop."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

MAX_HEAD = 32 * 1024
HEAD_SECONDS = 10.0
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's protocol, which has no limit of its own: neither for the size of a request's head nor for its time."""

    head_seconds = HEAD_SECONDS
    _due: asyncio.TimerHandle | None = None
    _in_head = False
    _is_refused = False
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Expect a head."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._stop_expecting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse; count what does not complete a head."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD:
                self._refuse()
        elif (cycle := self._last_cycle) is None or cycle.response_complete:
            self._expect()  # empty lines in front of a request stop the pause that uvicorn allows between requests

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        self._expect()

    def on_headers_complete(self) -> None:
        """It is there: hand it on, unless it is too large for all that it came in one piece."""
        self._in_head = False
        self._stop_expecting()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD:
            self._is_refused = True
            raise ValueError("head too large")  # the parser stops, and the answer to that is given below
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, or was not meant to be."""
        if self._is_refused:
            self._refuse()
        else:
            super().send_400_response(msg)

    @property
    def _last_cycle(self) -> RequestResponseCycle | None:
        return self.cycle  # nothing before the first request, whatever its declaration says

    def _expect(self) -> None:
        if self._due is None:
            self._due = self.loop.call_later(self.head_seconds, self.timeout_keep_alive_handler)

    def _stop_expecting(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _refuse(self) -> None:
        self._stop_expecting()
        self.transport.write(_TOO_LARGE)
        self.transport.close()
