# SPDX-License-Identifier: GPL-3.0-or-later
"""Many requests on one connection before the first answer: the way to ask more of a server than
this language could one by one."""

import re

from client import Connection
from server import Violation

HEAD = re.compile(rb"HTTP/1\.1 (\d+)[^\r]*\r\n(?:[^\r]+\r\n)*?Content-Length: (\d+)\r\n"
                  rb"(?:[^\r]+\r\n)*\r\n")


def request(method, path, body, fields=""):
    """The bytes of one."""
    return (f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{fields}"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


class Pipeline:
    def __init__(self, port):
        self._connection = Connection(port)

    async def exchange(self, requests):
        """The bodies of the answers, each of which must be 200."""
        await self._connection.send(b"".join(requests))
        bodies = []
        while len(bodies) < len(requests):
            await self._connection.receive()
            self._take(bodies)
        return bodies

    def _take(self, bodies):
        data, at = self._connection.received, 0
        while head := HEAD.match(data, at):
            end = head.end() + int(head[2])
            if end > len(data):
                break
            if head[1] != b"200":
                raise Violation(f"{head[0]!r} {data[head.end():end]!r}")
            bodies.append(data[head.end():end])
            at = end
        self._connection.received = data[at:]

    def close(self):
        self._connection.close()
