#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The State API's document, held to its word: its Python examples run unchanged, with a helper that
is given a base URL and a key, and so does the curl of each operation. And no secret leaks."""

import json
import re
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from program import PATIENCE, Program, environment

# The document's use cases, as they stand there.
USE_CASES = {
    "Incremental Sync Position": """
# Get current position
current = api_get("/state/orders_last_id").json()
last_id = current.get('lastId', 0)

# Export records after last_id
orders = export_orders_since(last_id)

# Update position
if orders:
    api_put("/state/orders_last_id", {
        "lastId": orders[-1]['id'],
        "syncedAt": datetime.now().isoformat()
    })
""",
    "Daily Counters": """
today = datetime.now().strftime('%Y-%m-%d')
key = f"daily_count_{today}"

# Get or initialize counter
try:
    counter = api_get(f"/state/{key}").json()
except:
    counter = {"count": 0, "date": today}

# Increment
counter['count'] += len(processed_records)

# Save
api_put(f"/state/{key}", counter)
""",
    "Rate Limit Tracking": """
def update_rate_limit(remaining, reset_time):
    api_put("/state/api_rate_limit", {
        "remaining": remaining,
        "resetAt": reset_time,
        "updatedAt": datetime.now().isoformat()
    })

def check_rate_limit():
    state = api_get("/state/api_rate_limit").json()
    if state['remaining'] < 10:
        wait_until(state['resetAt'])
""",
    "Cursor-Based Pagination": """
# Initialize or resume
try:
    state = api_get("/state/shopify_products_cursor").json()
    cursor = state.get('cursor')
except:
    cursor = None

# Fetch page
products, next_cursor = fetch_products(cursor)

# Save cursor for next run
api_put("/state/shopify_products_cursor", {
    "cursor": next_cursor,
    "lastFetchedAt": datetime.now().isoformat(),
    "pageCount": state.get('pageCount', 0) + 1
})
""",
    "Configuration Storage": """
# Save config
api_put("/state/integration_config", {
    "batchSize": 100,
    "retryAttempts": 3,
    "notifyOnError": True,
    "emailRecipients": ["admin@example.com"]
})

# Read config in flow
config = api_get("/state/integration_config").json()
batch_size = config.get('batchSize', 50)
""",
    "Error Tracking": """
# Record error occurrence
errors = api_get("/state/error_log").json() or {"errors": []}

errors['errors'].append({
    "timestamp": datetime.now().isoformat(),
    "code": error_code,
    "message": error_message,
    "flowId": flow_id
})

# Keep last 100 errors
errors['errors'] = errors['errors'][-100:]

api_put("/state/error_log", errors)
""",
}

# All that a program needs to use the examples. `raising` is how its HTTP library treats a 404.
HELPER = """
import json, urllib.error, urllib.request
from datetime import datetime

class Answer:
    def __init__(self, text): self.text = text
    def json(self): return json.loads(self.text)

def call(method, path, value=None):
    data = None if method == "GET" else json.dumps(value).encode()
    request = urllib.request.Request(base + path, data, {"Authorization": "Bearer " + key_text}, method=method)
    try:
        return Answer(urllib.request.urlopen(request).read())
    except urllib.error.HTTPError as error:
        if raising: raise
        return Answer(error.read())

def api_get(path): return call("GET", path)
def api_put(path, value): return call("PUT", path, value)
"""


class Integration(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name)
        self.program = Program("--log-requests", data=self.data).__enter__().wait_until_ready()
        self.key = json.loads((self.data / "keys.json").read_text())["integration"]

    def tearDown(self):
        self.program.__exit__()
        self.folder.cleanup()

    def run_case(self, name, raising=False, **variables):
        """Runs one of the document's examples; what it has defined then."""
        scope = {"base": self.program.url + "/v1", "key_text": self.key, "raising": raising,
                 **variables}
        exec(HELPER, scope)
        exec(USE_CASES[name], scope)
        return scope

    def stored(self, key):
        headers = {"Authorization": "Bearer " + self.key}
        return self.program.call("GET", "/v1/state/" + key, headers=headers)[2]

    def test_sync_position_moves_on(self):
        for last in (3, 7):
            asked = []
            self.run_case("Incremental Sync Position", export_orders_since=lambda since: (
                asked.append(since), [{"id": last - 1}, {"id": last}])[1])
            self.assertEqual(asked, [0 if last == 3 else 3])
            self.assertEqual(self.stored("orders_last_id")["lastId"], last)

    def test_daily_counter_counts_on(self):
        for expected in (2, 4):
            scope = self.run_case("Daily Counters", raising=True, processed_records=["a", "b"])
            self.assertEqual(self.stored(scope["key"])["count"], expected)

    def test_rate_limit_waits_when_few_are_left(self):
        waited = []
        scope = self.run_case("Rate Limit Tracking", wait_until=waited.append)
        scope["update_rate_limit"](50, "noon")
        scope["check_rate_limit"]()
        self.assertEqual(waited, [])
        scope["update_rate_limit"](3, "noon")
        scope["check_rate_limit"]()
        self.assertEqual(waited, ["noon"])

    def test_cursor_is_resumed(self):
        pages = {None: (["a", "b"], "two"), "two": (["c"], "three")}
        for cursor, count in (("two", 1), ("three", 2)):
            self.run_case("Cursor-Based Pagination", fetch_products=pages.get)
            state = self.stored("shopify_products_cursor")
            self.assertEqual((state["cursor"], state["pageCount"]), (cursor, count))

    def test_configuration_is_read_back(self):
        self.assertEqual(self.run_case("Configuration Storage")["batch_size"], 100)

    def test_error_log_grows(self):
        for code in ("E1", "E2"):
            self.run_case("Error Tracking", error_code=code, error_message="m", flow_id="f")
        self.assertEqual([e["code"] for e in self.stored("error_log")["errors"]][-2:], ["E1", "E2"])

    def curl(self, *arguments):
        command = ["curl", "-s", "-w", "\n%{http_code}", *arguments,
                   "-H", "Authorization: Bearer " + self.key]
        ran = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True,
                             env=environment(self.data))
        body, _, status = ran.stdout.decode().rpartition("\n")
        return int(status), json.loads(body) if body else None

    def test_curl_of_each_operation(self):
        url = self.program.url + "/v1/state/customer_sync_position"
        value = {"lastSyncId": "12346", "lastSyncDate": "2024-01-15T11:00:00.000Z",
                 "recordsProcessed": 1550}
        self.assertEqual(self.curl("-X", "PUT", url, "-H", "Content-Type: application/json",
                                   "-d", json.dumps(value, indent=2)), (200, {"success": True}))
        self.assertEqual(self.curl("-X", "GET", url), (200, value))
        self.assertEqual(self.curl("-X", "DELETE", url), (204, None))
        self.assertEqual(self.curl("-X", "GET", url), (404, {"errors": [
            {"code": "not_found", "message": "State key not found"}]}))
        self.assertEqual(self.curl("-X", "PUT", url, "-d", "nope")[1]["errors"][0]["message"],
                         "Value must be JSON-serializable")
        self.assertEqual(self.curl("-X", "PUT", url + "x" * 256, "-d", "1")[1]["errors"][0],
                         {"code": "validation_error",
                          "message": "Key exceeds maximum length of 256 characters"})

    def test_secrets_stand_in_their_files_alone(self):
        control = (self.data / "control-token").read_text().strip()
        headers = {"Authorization": "Bearer " + control}
        status, _, made = self.program.call(
            "POST", "/_stateroom/v1/keys", {"api": "integration"}, headers)
        self.assertEqual(status, 201)
        texts = [self.key, made["text"], control]
        for text in texts:
            self.program.call("GET", "/v1/state/a", headers={"Authorization": "Bearer " + text})
            self.program.call("GET", f"/v1/state/wf/k?api_key={text}")
            self.program.call("GET", f"/v1/state/wf/k?API%5fkey={text}")
        listing = self.program.call("GET", "/_stateroom/v1/keys", headers=headers)[2]
        self.assertEqual(len([k for k in listing["keys"] if k["api"] == "integration"]), 2)
        shown = Path(f"/proc/{self.program.process.pid}")
        seen = json.dumps(listing) + "".join(
            (shown / name).read_bytes().decode("latin-1") for name in ("cmdline", "environ"))
        self.program.stop()
        self.program.errors.seek(0)
        seen += self.program.errors.read().decode("latin-1")
        self.assertIn("GET /v1/state/wf/k", seen)
        for text in texts:
            self.assertNotIn(text, seen)
            secret = text.split("_", 1)[1].encode()
            holders = {file.name for file in self.data.rglob("*")
                       if file.is_file() and secret in file.read_bytes()}
            expected = {self.key: {"keys.json"}, control: {"control-token"}}.get(text, set())
            self.assertEqual(holders, expected)

    def test_a_request_cannot_forge_lines_of_the_log(self):
        forged = "2026-01-01T00:00:00.000Z info stateroom.request FORGED"
        for path in (f"/x%0A{forged.replace(' ', '%20')}", "/x%1b%5b2K%1b%5b1A", "/x%0D%0A", "/%C2%9B2K",
                     f"/x?y=%0a{forged.replace(' ', '%20')}"):
            for headers in ({}, {"X-Request-Id": "\x1b[31mred"}, {"X-Request-Id": forged}):
                self.program.call("GET", path, headers=headers)
        self.program.stop()
        self.program.errors.seek(0)
        log = self.program.errors.read()
        self.assertIsNone(re.search(rb"[^\n\x20-\x7e]", log), log)
        lines = [line for line in log.decode().splitlines() if "stateroom.request" in line]
        self.assertEqual(len(lines), 15)
        for line in lines:
            self.assertRegex(line, r"^\S+Z info stateroom\.request GET /\S* \d{3} ")
            self.assertNotIn("FORGED id=", line)


if __name__ == "__main__":
    unittest.main()
