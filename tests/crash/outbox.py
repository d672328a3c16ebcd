# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders that are made and shipped across kills, with a webhook: each event is queued once, however
often its call is repeated, and comes to the receiver at least once."""

import asyncio
import json
import random
import time
from collections import Counter

from client import LENGTH, Client, Lost
from server import BUSINESS_KEY, PATIENCE, Violation, say

CLIENTS = 8
KILLS = 10
KILL_AFTER = (10, 60)  # answers
# The log of deliveries holds 1,000: so many orders make 900 events.
ORDERS = 450
EVENTS = ("order.created", "order.shipped")


class Receiver:
    """Answers 200 to whatever comes, and remembers it."""

    def __init__(self):
        self.seen = Counter()  # by record and type
        self._server = None

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    def close(self):
        self._server.close()

    async def _serve(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            size = int(LENGTH.search(head.replace(b"content-length", b"Content-Length"))[1])
            event = json.loads(await reader.readexactly(size))
            self.seen[event["data"]["object"]["id"], event["type"]] += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the server was killed in between
        finally:
            writer.close()


class Shop:
    """What is to be done, and what was answered. Every call has an Idempotency-Key of its own."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.todo = [("create", number) for number in range(ORDERS)]
        self.orders = {}  # by number: the id
        self.repeats = 0

    async def work(self, port, answered):
        client = Client(port, answered)
        try:
            while self.todo:
                task = self.todo.pop(0)
                try:
                    await self._do(client, task)
                except Lost:
                    self.todo.insert(0, task)  # whether it was done is unknown: once more
                    self.repeats += 1
                    return
        finally:
            client.close()

    async def _do(self, client, task):
        kind, number = task
        if kind == "create":
            identity = await self._call(client, task, "POST", "/v1/orders", {"number": number})
            if self.orders.setdefault(number, identity) != identity:
                raise Violation(f"order {number} was made twice")
            self.todo.append(("ship", number))
            if self.rng.random() < 0.1:
                self.todo.append(task)  # answered, and asked for again
        else:
            path = f"/v1/orders/{self.orders[number]}"
            await self._call(client, task, "PATCH", path, {"status": "shipped"})

    @staticmethod
    async def _call(client, task, method, path, body):
        answer = await client.call(
            method, path, body, f"Authorization: Bearer {BUSINESS_KEY}\r\n"
                                f"Idempotency-Key: {task[0]}-{task[1]}\r\n")
        if answer.status not in (200, 201):
            raise Violation(f"{task}: {answer}")
        return answer.json()["data"]["id"]


async def ask(port, method, path, body=None):
    client = Client(port)
    try:
        answer = await client.call(
            method, path, body, f"Authorization: Bearer {BUSINESS_KEY}\r\n")
    finally:
        client.close()
    if answer.status not in (200, 201):
        raise Violation(f"{method} {path}: {answer}")
    return answer.json()


async def pages(port, path):
    """All that a list has."""
    cursor = ""
    while True:
        page = await ask(port, "GET", f"{path}?limit=100&cursor={cursor}")
        for one in page["data"]:
            yield one
        if not page["has_more"]:
            return
        cursor = page["next_cursor"]


async def all_delivered(port, path):
    """The deliveries, once none waits any more."""
    until = time.monotonic() + PATIENCE
    while True:
        deliveries = [delivery async for delivery in pages(port, path)]
        if all(delivery["status"] == "delivered" for delivery in deliveries):
            return deliveries
        if time.monotonic() > until:
            raise Violation(f"still waiting: {Counter(d['status'] for d in deliveries)}")
        await asyncio.sleep(0.1)


async def until_killed(server, shop, answers):
    """False: all was done before."""
    enough = asyncio.Event()
    count = 0

    def answered():
        nonlocal count
        count += 1
        if count >= answers:
            enough.set()

    clients = [asyncio.create_task(shop.work(server.port, answered)) for _ in range(CLIENTS)]
    done = asyncio.gather(*clients)
    waiting = asyncio.create_task(enough.wait())
    try:
        await asyncio.wait({done, waiting}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if done.done():
            await done  # raises what a client found
            return False
        await server.kill()
        await asyncio.wait_for(done, PATIENCE)
        return True
    finally:
        waiting.cancel()
        for client in clients:
            client.cancel()


def check(shop, deliveries, receiver):
    expected = {(identity, event) for identity in shop.orders.values() for event in EVENTS}
    queued = Counter((delivery["record_id"], delivery["type"]) for delivery in deliveries)
    if set(queued) != expected:
        raise Violation(f"events lost: {expected - set(queued)}; made up: {set(queued) - expected}")
    if doubled := [event for event, count in queued.items() if count > 1]:
        raise Violation(f"queued twice: {doubled}")
    if len({delivery["event_id"] for delivery in deliveries}) != len(deliveries):
        raise Violation("two events have one id")
    if set(receiver.seen) != expected:
        raise Violation(f"never received: {expected - set(receiver.seen)}")


async def run(server, seed):
    """On a server with an empty directory."""
    began = time.monotonic()
    receiver = Receiver()
    port = await receiver.start()
    shop = Shop(seed)
    try:
        await server.start()
        made = await ask(server.port, "POST", "/v1/webhooks", {
            "url": f"http://127.0.0.1:{port}/", "events": ["*"]})
        path = f"/v1/webhooks/{made['data']['id']}/deliveries"
        kills = 0
        while await until_killed(
                server, shop, shop.rng.randint(*KILL_AFTER) if kills < KILLS else 10 ** 9):
            kills += 1
            await server.start()
        deliveries = await all_delivered(server.port, path)
        orders = [order async for order in pages(server.port, "/v1/orders")]
        if len(orders) != ORDERS:
            raise Violation(f"{len(orders)} orders, not {ORDERS}")
        check(shop, deliveries, receiver)
        await server.stop()
    finally:
        receiver.close()
    say(f"outbox: {len(deliveries)} events of {ORDERS} orders over {kills} kills, {shop.repeats}"
        f" calls repeated: each queued once; received {sum(receiver.seen.values())} times;"
        f" {time.monotonic() - began:.1f} s")
