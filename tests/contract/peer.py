"""A server on a real socket, whose answer depends on the path of the request."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

BODY: Final = b'{"ok": true}'
EVENT: Final = b'data: {"blockId": "b", "chunk": "a"}\n\n'


def answer(body: bytes = BODY, *lines: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *lines]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


ANSWERS: Final = {
    "ok": answer(),
    "twice": answer(BODY, "X-Twice: 1", "x-twice: é"),
    "redirect": answer(b"", "location: /ok", status="307 Temporary Redirect"),
    "cookie": answer(BODY, "set-cookie: seen=yes"),
    "gzip": answer(gzip.compress(BODY), "content-encoding: gzip"),
    "cut-gzip": answer(gzip.compress(BODY)[:-6], "content-encoding: gzip"),
    "chunked": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    b"5\r\n" + BODY[:5] + b"\r\n%x\r\n" % (len(BODY) - 5) + BODY[5:] + b"\r\n0\r\n\r\n",
    "interim": b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + answer(),
    "long-head": answer(BODY, "x-long: " + "a" * 20_000),
    "many-headers": answer(BODY, *(f"x-{number}: a" for number in range(200))),
}
# These end the connection after what they send.
ENDING: Final = {
    "until-end": b"HTTP/1.1 200 OK\r\n\r\n" + BODY,
    "last": answer(),
    "hang-up": b"",
    "garbage": b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
    "cut-head": b"HTTP/1.1 200 OK\r\ncontent-le",
    "cut-body": answer(BODY + b" " * 100)[:-100],
    "cut-chunk": ANSWERS["chunked"][:-10],
    "switched": b"HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
    "coded": b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\na",
    "cut-events": b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
    b"transfer-encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(EVENT), EVENT),
}
# These reset the connection after it: nothing more can be read or written.
RESET: Final = {
    "reset": b"",
    "reset-body": ENDING["cut-body"],
    "reset-events": ENDING["cut-events"],
    "reset-end": ENDING["until-end"],
}
# These leave it open, and say no more.
SILENT: Final = {
    "silent": b"",
    "half": answer(BODY + b" " * 100)[:-100],
    "events": b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + EVENT,
}


class Peer:
    """A server of the tests: `requests` are the heads it received; `ended` is set by a hang-up."""

    def __init__(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        self._listener = listener
        self._context = context
        self.host = f"127.0.0.1:{listener.getsockname()[1]}"
        self.url = f"{'https' if context else 'http'}://{self.host}"
        self.requests: list[str] = []
        self.cleared = threading.Event()
        self.clear()

    def clear(self) -> None:
        """Begin anew; ends what waits."""
        self.cleared.set()
        self.cleared = threading.Event()
        self.requests.clear()
        self.connections = 0
        self.ended = threading.Semaphore(0)
        self.arrived = threading.Semaphore(0)

    def headers(self) -> list[dict[str, str]]:
        """The headers of each request."""
        lines = [request.split("\r\n")[1:] for request in self.requests]
        return [
            {name.lower(): value for name, _, value in (text.partition(": ") for text in some)}
            for some in lines
        ]

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.connections += 1
        ended = self.ended
        with suppress(OSError), connection:
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                while self._answer(connection):
                    pass
        ended.release()

    def _answer(self, connection: socket.socket) -> bool:
        """Answer one request; return whether another may follow."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return False
            data += piece
        head, _, rest = data.partition(b"\r\n\r\n")
        self.requests.append(head.decode("latin-1"))
        self.arrived.release()
        target = self.requests[-1].split(" ")[1].rpartition("//")[2].partition("?")[0]
        behaviour = target.split("/")[1] if "/" in target else "refused"
        if behaviour == "unread":
            return self.cleared.wait(5) and False
        is_whole = self._receive(connection, head, len(rest))
        return is_whole and self._respond(connection, head, behaviour)

    def _receive(self, connection: socket.socket, head: bytes, received: int) -> bool:
        """Read the body to its end; return whether it has come whole."""
        lengths = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
        wanted = int(lengths[0].partition(b":")[2]) if lengths else 0
        while received < wanted:
            piece = len(connection.recv(65536))
            if not piece:
                return False
            received += piece
        return True

    def _respond(self, connection: socket.socket, head: bytes, behaviour: str) -> bool:
        if behaviour == "refused":
            connection.sendall(answer(b"", status="407 Proxy Authentication Required"))
            return False
        if behaviour == "drip":
            return self._drip(connection)
        if behaviour == "quoting":
            lines = [f"x-seen: {line.decode('latin-1')}" for line in head.split(b"\r\n")[1:]]
            connection.sendall(answer(b"seen: " + head, *lines, status="401 Unauthorized"))
        elif behaviour == "misquoting":
            connection.sendall(b"HTTP/1.1 200 OK\r\n" + head.replace(b": ", b" ") + b"\r\n\r\n")
            return False
        elif behaviour in ANSWERS:
            connection.sendall(ANSWERS[behaviour])
        elif behaviour in ENDING:
            connection.sendall(ENDING[behaviour])
            return False
        elif behaviour in RESET:
            connection.sendall(RESET[behaviour])
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        else:
            connection.sendall(SILENT[behaviour])
            return self._wait(connection)
        return True

    def _wait(self, connection: socket.socket) -> bool:
        """Wait for the client to hang up."""
        with suppress(OSError):
            connection.recv(1)
        return False

    def _drip(self, connection: socket.socket) -> bool:
        connection.settimeout(0.005)
        for byte in answer(BODY, "x-drip: " + "a" * 10_000):
            connection.sendall(bytes([byte]))
            with suppress(TimeoutError):
                if not connection.recv(1):
                    return False
        return False


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Peer]:
    """Run a peer in threads of this process."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        peer = Peer(listener, context)
        thread = threading.Thread(target=peer.accept, daemon=True)
        thread.start()
        try:
            yield peer
        finally:
            with suppress(OSError):  # wakes the thread, which closing doesn't
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)
