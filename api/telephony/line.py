"""The way back to the switchboard."""

import asyncio

from api.telephony.frames import Frame


class Line:
    """Writes frames to one connection. A peer that does not read is cut off; whoever listens to it is told by that."""

    def __init__(self, writer: asyncio.StreamWriter, write_seconds: float) -> None:
        self._writer, self._seconds = writer, write_seconds

    async def send(self, frame: Frame) -> None:
        """Send a frame, header and payload in one piece; on a line that is gone, nothing happens."""
        if self._writer.is_closing():
            return
        self._writer.write(frame.encode())
        try:
            await asyncio.wait_for(self._writer.drain(), self._seconds)
        except OSError:  # TimeoutError is one
            self._writer.transport.abort()

    async def close(self) -> None:
        """Close the connection once what was written has gone out."""
        self._writer.close()
        try:
            await asyncio.wait_for(self._writer.wait_closed(), self._seconds)
        except OSError:
            self._writer.transport.abort()
