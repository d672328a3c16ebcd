# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of the workflow API on bare sockets, which knows when it cannot know."""

import asyncio
import json
import re
import socket
from typing import NamedTuple, Optional

from server import PATIENCE, Violation

LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


class Lost(Exception):
    """The connection ended before the answer: whether the request was done is unknown."""


class Answer(NamedTuple):
    status: int
    body: bytes

    def json(self):
        return json.loads(self.body)


class Event(NamedTuple):
    id: Optional[int]
    name: Optional[str]
    data: str


class Connection:
    """Bytes to and from a server on this machine. What goes wrong is Lost."""

    def __init__(self, port, receive_buffer=0):
        self._port = port
        self._receive_buffer = receive_buffer
        self._socket = None
        self.received = b""

    async def send(self, data):
        loop = asyncio.get_running_loop()
        try:
            if self._socket is None:
                self._socket = socket.socket()
                self._socket.setblocking(False)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self._receive_buffer:
                    self._socket.setsockopt(
                        socket.SOL_SOCKET, socket.SO_RCVBUF, self._receive_buffer)
                await loop.sock_connect(self._socket, ("127.0.0.1", self._port))
            await loop.sock_sendall(self._socket, data)
        except OSError as error:
            self.close()
            raise Lost from error

    async def receive(self, size=1 << 18):
        """Adds what has come to `received`."""
        try:
            data = await asyncio.get_running_loop().sock_recv(self._socket, size)
        except OSError as error:
            self.close()
            raise Lost from error
        if not data:
            self.close()
            raise Lost
        self.received += data

    async def receive_head(self):
        """Takes status and fields from what comes; what is behind them stays in `received`."""
        while (end := self.received.find(b"\r\n\r\n")) < 0:
            await self.receive()
        head = self.received[:end + 2]
        self.received = self.received[end + 4:]
        return int(head[9:12]), head

    def close(self):
        if self._socket:
            self._socket.close()
            self._socket = None
        self.received = b""


class Client:
    """One request after the other on one connection. `answered` is called after each answer."""

    def __init__(self, port, answered=lambda: None):
        self._connection = Connection(port)
        self._answered = answered

    async def call(self, method, path, body=None, fields=""):
        """`body`: bytes, or what is to be sent as JSON."""
        if body is None:
            body = b""
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection = self._connection
        await connection.send(
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{fields}"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        status, head = await connection.receive_head()
        length = LENGTH.search(head)
        if not length and status != 204:
            raise Violation(f"{method} {path}: an answer without a length: {head!r}")
        size = int(length[1]) if length else 0
        while len(connection.received) < size:
            await connection.receive()
        answer = Answer(status, connection.received[:size])
        connection.received = connection.received[size:]
        self._answered()
        return answer

    def close(self):
        self._connection.close()


class Stream:
    """An event stream of `path`. Ends with Lost. Chunk sizes stand on lines of their own between events,
    and are no fields."""

    def __init__(self, port, path, since=None, receive_buffer=0):
        self.connection = Connection(port, receive_buffer)
        self._path = path
        self._since = since

    async def open(self):
        """When this returns, the watch is in force."""
        resume = "" if self._since is None else f"Last-Event-ID: {self._since}\r\n"
        await self.connection.send(
            f"GET {self._path} HTTP/1.1\r\nHost: localhost\r\n"
            f"Accept: text/event-stream\r\n{resume}\r\n".encode())
        status, head = await self.connection.receive_head()
        if status != 200:
            raise Violation(f"GET {self._path} as a stream: {head!r}")
        return self

    async def next(self):
        """The next event; comments are skipped."""
        while True:
            while (end := self.connection.received.find(b"\n\n")) < 0:
                await self.connection.receive()
            block = self.connection.received[:end].decode()
            self.connection.received = self.connection.received[end + 2:]
            event = parse_event(block)
            if event:
                return event

    async def events(self):
        """Like next() again and again, but sooner done with much at once."""
        connection = self.connection
        while True:
            *blocks, connection.received = connection.received.split(b"\n\n")
            for block in blocks:
                event = parse_event(block.decode())
                if event:
                    yield event
            await connection.receive()

    def close(self):
        self.connection.close()


def parse_event(block):
    """An event of what stands between two empty lines; None when that is no event."""
    number, name, data = None, None, []
    for line in block.split("\n"):
        field, _, value = line.partition(": ")
        if field == "data":
            data.append(value)
        elif field == "id":
            number = int(value)
        elif field == "event":
            name = value
    return Event(number, name, "\n".join(data)) if data else None


async def replay(port, path, until, since=0):
    """The events behind `since` that are in the log, up to the first that `until` is true for."""
    async def read():
        events = []
        stream = await Stream(port, path, since).open()
        try:
            async for event in stream.events():
                if event.name == "reset":
                    raise Violation(f"{path} after {since}: the stream was reset: {event}")
                events.append(event)
                if until(event):
                    return events
        finally:
            stream.close()
    return await asyncio.wait_for(read(), PATIENCE)
