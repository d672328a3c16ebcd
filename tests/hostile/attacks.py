# SPDX-License-Identifier: GPL-3.0-or-later
"""What hostile clients do to a server. Each attack takes the server, says what it was answered, and
fails if that is not what it should be."""

import collections
import contextlib
import itertools
import select
import socket
import struct
import time

from observed import PATIENCE

GIB = 1 << 30
MIB = 1 << 20
HOST = b"Host: localhost\r\n"
POST = b"POST /v1/state/hostile/key HTTP/1.1\r\n" + HOST
GET = b"GET /v1/state/bystander/key HTTP/1.1\r\n" + HOST + b"\r\n"
GET_LARGE = b"GET /v1/state/hostile/large HTTP/1.1\r\n" + HOST + b"\r\n"
LARGE = 2 * MIB
REQUEST_TIMEOUT = 30  # seconds
STALL_TIMEOUT = 30
MOST_CONNECTIONS = 1024


def prepare(server):
    """What the attacks read; and everything has been used once."""
    server.set("hostile/large", "x" * LARGE)
    for _ in range(30):
        server.get("hostile/large")


def connect(server, receive_buffer=None):
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.settimeout(PATIENCE)
    client.connect(("127.0.0.1", server.port))
    return client


def reset(client):
    """Leaves by RST."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def status_of(client):
    """The status of the next answer; None when the server closes instead."""
    text = b""
    with contextlib.suppress(ConnectionError):
        while b"\r\n\r\n" not in text:
            if not (piece := client.recv(65536)):
                break
            text += piece
    return int(text.split()[1]) if text else None


def pour(client, pieces, stubborn=False):
    """Sends until the server answers, or if `stubborn` until it hangs up; how much was sent."""
    sent = 0
    with contextlib.suppress(ConnectionError):
        for piece in pieces:
            if not stubborn and select.select([client], [], [], 0)[0]:
                break
            client.sendall(piece)
            sent += len(piece)
    return sent


def poured(server, wanted, head, pieces, stubborn=False):
    with connect(server) as client:
        client.sendall(head)
        sent = pour(client, pieces, stubborn)
        status = status_of(client)
        # One that went on sending may see the reset before the answer.
        assert status == wanted or (stubborn and status is None), f"{status}, not {wanted}"
        # What is in flight, and what the server is ready to throw away.
        assert sent < 128 * MIB, f"{sent / MIB:.0f} MiB were taken"
        return f"{status} after {sent / MIB:.1f} MiB"


def body_declared(server):
    head = POST + b"Content-Length: %d\r\n\r\n" % GIB
    return poured(server, 413, head, itertools.repeat(bytes(65536), GIB // 65536))


def body_declared_and_sent(server):
    head = POST + b"Content-Length: %d\r\n\r\n" % GIB
    return poured(server, 413, head, itertools.repeat(bytes(65536), GIB // 65536), stubborn=True)


def body_chunked(server):
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + bytes(65536) + b"\r\n"
    return poured(server, 413, head, itertools.repeat(chunk, GIB // 65536))


def body_in_chunks_of_a_byte(server):
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    return poured(server, 413, head, itertools.repeat(b"1\r\nx\r\n" * 65536, GIB // 65536))


def body_with_endless_extensions(server):
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n1"
    return poured(server, 400, head, itertools.repeat(b";" + b"e" * 65535, GIB // 65536))


def headers_100_000(server):
    return poured(server, 431, GET[:-2], (b"X-%d: y\r\n" % i for i in range(100_000)))


def header_of_64_mib(server):
    return poured(server, 431, GET[:-2] + b"X: ", itertools.repeat(b"y" * 65536, 1024))


def target_of_64_mib(server):
    return poured(server, 414, b"GET /", itertools.repeat(b"y" * 65536, 1024))


def slow_clients(server):
    """150 of them drip a byte a second into a head, a body, a chunk."""
    starts = [GET[:-2] + b"X: ", POST + b"Content-Length: 1000\r\n\r\n",
              POST + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n"]
    start = time.monotonic()
    waiting = {}
    for kind, first in enumerate(starts):
        for _ in range(50):
            client = connect(server)
            client.sendall(first)
            waiting[client] = kind
    answered = collections.Counter()
    while waiting:
        assert time.monotonic() - start < REQUEST_TIMEOUT + PATIENCE, "they are waited for still"
        for client in select.select(list(waiting), [], [], 1)[0]:
            status = status_of(client)
            assert status == 408, status
            assert time.monotonic() - start > REQUEST_TIMEOUT - 1, "too soon"
            answered[waiting.pop(client)] += 1
            client.close()
        for client in waiting:
            with contextlib.suppress(ConnectionError):
                client.send(b"x")
    return f"408 for each of {answered.total()} after {time.monotonic() - start:.0f} s"


def send_what_fits(client, data):
    """As much as the kernel takes without the server."""
    client.setblocking(False)
    rest = memoryview(data)
    with contextlib.suppress(BlockingIOError):
        while rest:
            rest = rest[client.send(rest):]


def pipelines_and_leaves(server):
    """200,000 writes at once by each of six, of which the first is still to be answered."""
    before = server.sockets()
    value = b'{"value":1}'
    request = POST + b"Content-Length: %d\r\n\r\n%s" % (len(value), value)
    for leave in (socket.socket.close, reset) * 3:
        client = connect(server)
        send_what_fits(client, request * 200_000)
        leave(client)
    assert server.is_back_to(before + 1)  # the bystander may be about to connect
    return "6 left"


def never_reads(server, patience=4):
    """2,000 pipelined requests for 4 GB of answers, none of which is taken; for how long, and how
    many of three clients were cut."""
    clients = [connect(server, receive_buffer=4096) for _ in range(3)]
    cut = select.poll()  # tells of resets alone, past what is unread
    for client in clients:
        send_what_fits(client, GET_LARGE * 2000)
        cut.register(client, 0)
    start = time.monotonic()
    while len(cut.poll(0)) < len(clients) and time.monotonic() - start < patience:
        time.sleep(0.1)
    said = f"{len(cut.poll(0))} of 3 cut after {time.monotonic() - start:.0f} s"
    for client in clients:
        client.close()
    return said


def never_reads_until_cut(server):
    said = never_reads(server, patience=STALL_TIMEOUT + PATIENCE)
    assert said.startswith("3 of 3"), said
    return said


def leave_at_every_byte(server):
    """Of each kind of request, by each way to leave."""
    value = b'{"value":{"name":"some value"}}'
    kinds = [GET,
             POST + b"Content-Length: %d\r\n\r\n%s" % (len(value), value),
             POST + b"Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
             % (len(value), value),
             b"GET /v1/state/hostile/key/stream HTTP/1.1\r\n" + HOST + b"\r\n",
             b"GET /v1/state/hostile HTTP/1.1\r\n" + HOST + b"\r\n" + GET]
    left, before = 0, server.sockets()
    for request, leave in itertools.product(kinds, (socket.socket.close, reset)):
        for length in range(len(request) + 1):
            client = connect(server)
            client.sendall(request[:length])
            leave(client)
            left += 1
    assert server.is_back_to(before + 1)
    return f"{left} left"


def leave_while_answered(server):
    left, before = 0, server.sockets()
    for size in [0, 1, 10, 200, 300, 5000, 65536, 200_000, MIB, LARGE, LARGE + 400] * 4:
        for leave in (socket.socket.close, reset):
            client = connect(server, receive_buffer=65536)
            client.sendall(GET_LARGE * 3)
            while size > 0 and (piece := client.recv(size)):
                size -= len(piece)
            leave(client)
            left += 1
    assert server.is_back_to(before + 1)
    return f"{left} left"


def connections_1100(server):
    clients = [connect(server) for _ in range(1100)]
    turned_away = 0
    for client in clients:
        client.settimeout(0)
    end = time.monotonic() + PATIENCE
    open_ones = set(clients)
    while len(open_ones) >= MOST_CONNECTIONS and time.monotonic() < end:
        for client in list(open_ones):
            with contextlib.suppress(BlockingIOError):
                assert status_of(client) == 503
                turned_away += 1
                open_ones.discard(client)
    time.sleep(2)  # idle ones cost nothing
    for client in clients:
        client.close()
    # The bystander has one of the places.
    assert turned_away == 1100 - (MOST_CONNECTIONS - 1), turned_away
    return f"503 for {turned_away}"


def descriptors_run_out(server):
    """Those for whom there is none are told so; as soon as there are some, others are served."""
    limit = server.descriptors() + 10
    server.limit_descriptors(limit)
    clients = [connect(server) for _ in range(100)]
    for client in clients:
        with contextlib.suppress(ConnectionError):  # turned away already
            client.sendall(GET)
    statuses = [status_of(client) for client in clients]
    time.sleep(3)
    assert server.descriptors() <= limit
    # A place is kept for saying no, and one may be on its way back to it.
    assert 7 <= statuses.count(200) <= 10 and statuses.count(503) >= 85, statuses
    for client in clients:
        client.close()
    for _ in range(20):
        with connect(server) as client:
            client.sendall(GET)
            assert status_of(client) == 200
    server.limit_descriptors(MOST_CONNECTIONS + 128)
    return f"200 for {statuses.count(200)}, 503 for {statuses.count(503)} of 100"


def descriptors_taken_away(server):
    """Not one is left to say no with: they wait, and the server does not spin over them."""
    server.limit_descriptors(3)
    clients = [connect(server) for _ in range(20)]  # the kernel takes them in
    for client in clients:
        client.sendall(GET)
    time.sleep(3)
    assert not select.select(clients, [], [], 0)[0]
    server.limit_descriptors(MOST_CONNECTIONS + 128)
    for client in clients:
        assert status_of(client) == 200
        client.close()
    return "none served, later all"
