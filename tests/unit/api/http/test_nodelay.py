import asyncio
import socket

from api.http.sockets import free_port, listen


def test_an_accepted_connection_sends_at_once() -> None:
    port = free_port()
    sockets = listen("127.0.0.1", port)

    async def nodelay() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection: socket.socket = writer.get_extra_info("socket")
            accepted.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(serve, sock=sockets[0])
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            return await accepted
        finally:
            writer.close()
            server.close()

    assert asyncio.run(nodelay()) != 0
