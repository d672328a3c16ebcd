# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the disk under stateroomd, and takes its right to write away.

Full: a limit of file sizes, and a small tmpfs of our own where the system lets us have one (unshare
and mount). Rights: files and directories without them, as a user whom they bind (nobody, when
this is root); and a file system that turns read-only while it serves, by the shim.
usage: room.py SHIM
"""
import ctypes
import errno
import os
import resource
import signal
import sys
import tempfile
import time

from daemon import Daemon, check, check_crash, main
from faults import OPEN, SYNC, TRUNCATE, WRITE, Disk

MIB = 1 << 20
NOBODY = 65534
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x40000, 2


class SmallDisk:
    """A tmpfs that only this process and those that it starts can see."""

    SIZE = 3 * MIB

    def __init__(self, folder):
        self.path = os.path.join(folder, "small")
        os.mkdir(self.path)
        self._libc = libc = ctypes.CDLL(None, use_errno=True)

        def call(function, *arguments):
            if getattr(libc, function)(*arguments) != 0:
                raise OSError(ctypes.get_errno(), function)

        if os.geteuid() == 0:
            call("unshare", CLONE_NEWNS)
        else:
            user, group = os.getuid(), os.getgid()
            call("unshare", CLONE_NEWNS | CLONE_NEWUSER)
            for name, text in [("setgroups", "deny"), ("uid_map", f"0 {user} 1"),
                               ("gid_map", f"0 {group} 1")]:
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                    file.write(text)
        call("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
        call("mount", b"tmpfs", self.path.encode(), b"tmpfs", 0, f"size={self.SIZE}".encode())
        self.ballast = os.path.join(self.path, "ballast")
        self.grow_ballast(MIB)

    def grow_ballast(self, size):
        with open(self.ballast, "wb") as file:
            file.write(bytes(size))

    def start(self, data):
        return Daemon(data)

    def make_room(self, _):
        os.remove(self.ballast)

    def close(self):
        self._libc.umount2(self.path.encode(), MNT_DETACH)

    @staticmethod
    def name():
        return "a small tmpfs"


class LimitedFiles:
    """No file may grow beyond a limit."""

    LIMIT = MIB

    def __init__(self, folder):
        self.path = os.path.join(folder, "limited")
        os.mkdir(self.path)

    def start(self, data):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.LIMIT, resource.RLIM_INFINITY))
        return Daemon(data, preexec=limit)

    def make_room(self, daemon):
        resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE,
                         (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    @staticmethod
    def name():
        return "a limit of file sizes"


def check_values(daemon, expected):
    for key, value in expected.items():
        answer = daemon.get(key)
        check(answer.status == 200 and answer.json["value"] == value,
              f"{key} is not as acknowledged: {str(answer)[:200]}")


def fill(daemon, expected, size):
    """Writes values of that size until the disk is full."""
    for i in range(2_000):
        key, value = f"v{size}-{i}", "x" * size
        answer = daemon.set(key, value)
        if answer.status == 200:
            expected[key] = value
            continue
        # A limit of file sizes is an I/O error for SQLite, a full disk is not.
        check((answer.status, answer.json["code"]) in
              [(507, "INSUFFICIENT_STORAGE"), (503, "STORAGE_FAILED")] and answer.json["message"],
              f"a strange refusal: {answer}")
        check(daemon.get(key).status == 404, f"{key} was refused, and is there")
        return answer
    raise AssertionError("the disk does not fill")


def try_full(folder):
    """Both ways to fill a disk."""
    fill_and_empty(LimitedFiles(folder))
    try:
        disk = SmallDisk(folder)
    except OSError as error:
        print(f"no tmpfs of our own to be had here: {error}")
        return
    try:
        fill_and_empty(disk)
    finally:
        disk.close()


def fill_and_empty(disk):
    """A disk that fills up, is emptied, and fills up again under a program that is killed."""
    data = os.path.join(disk.path, "data")
    expected = {}
    with disk.start(data) as daemon:
        check(daemon.is_serving, daemon.errors())
        check(daemon.set("brief", 1, ttl=1).status == 200, "set with ttl")
        expiry = time.monotonic() + 1
        for size in (100_000, 5_000, 10):
            answer = fill(daemon, expected, size)
        print(f"full, by {disk.name()}, after {len(expected)} values: {answer}")
        if isinstance(disk, SmallDisk):
            check(answer.status == 507, f"a full disk is told otherwise: {answer}")
        check_values(daemon, expected)
        time.sleep(max(0, expiry - time.monotonic()) + 0.01)
        # There may be no room to write that it has expired.
        check(daemon.keys().json == {"keys": sorted(expected)}, "other keys than those")
        check(daemon.call("GET", "/health").json["writable"], "given up for good")
        disk.make_room(daemon)
        for i in range(50):
            check(daemon.set(f"again{i}", i).status == 200, "refused though there is room again")
            expected[f"again{i}"] = i
        check(daemon.get("brief").status == 404, "what has expired is there")
        check_values(daemon, expected)
        if isinstance(disk, SmallDisk):
            fill(daemon, expected, 50_000)
        daemon.kill()
    if isinstance(disk, SmallDisk):
        # On a disk without a byte: it serves what is there, or says what it needs.
        try:
            disk.grow_ballast(disk.SIZE)
        except OSError:
            pass
        with disk.start(data) as daemon:
            if daemon.is_serving:
                check_values(daemon, expected)
            else:
                check_crash(daemon)
                check(data in daemon.errors(), daemon.errors())
            print("a start on the full disk", "serves" if daemon.is_serving else "is refused: "
                  + daemon.errors().strip())
        disk.make_room(None)
    with disk.start(data) as daemon:
        check(daemon.is_serving, daemon.errors())
        check_values(daemon, expected)
        daemon.stop()


def as_nobody():
    """For the program's process: a user whom permissions bind."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def give_away(path):
    if os.geteuid() == 0:
        for where, folders, files in os.walk(path):
            for name in [where, *(os.path.join(where, n) for n in folders + files)]:
                os.chown(name, NOBODY, NOBODY)


def can_run_as_nobody(data):
    try:
        with Daemon(data, preexec=as_nobody) as daemon:
            return daemon.is_serving
    except OSError:
        return False


def try_rights(folder):
    """A directory, and a file, that may not be written."""
    os.chmod(folder, 0o755)
    data = os.path.join(folder, "rights")
    os.mkdir(data)
    give_away(data)
    if not can_run_as_nobody(data):
        print("another user may not run the program from here: rights are not tried")
        return
    with Daemon(data, preexec=as_nobody) as daemon:
        check(daemon.set("k", 1).status == 200, "set")
        daemon.stop()
    file = os.path.join(data, "stateroom.db")

    os.chmod(data, 0o555)
    with Daemon(data, preexec=as_nobody) as daemon:
        check(not daemon.is_serving, "serves a directory that it may not write")
        check_crash(daemon)
        check(data in daemon.errors() and "permissions" in daemon.errors(), daemon.errors())
    os.chmod(data, 0o755)

    os.chmod(file, 0o444)
    with open(file, "rb") as opened:
        before = opened.read()
    with Daemon(data, preexec=as_nobody) as daemon:
        check(daemon.is_serving, f"a file that may only be read: {daemon.errors()}")
        check(daemon.get("k").json == {"value": 1, "version": 1}, "the value cannot be read")
        answer = daemon.set("k", 2)
        check(answer.status == 503 and answer.json["code"] == "READ_ONLY"
              and "permission" in answer.text, f"{answer}")
        check(daemon.get("k").json == {"value": 1, "version": 1}, "the value has changed")
        health = daemon.call("GET", "/health").json
        check(health["writable"] is False and file in health["reason"], f"{health}")
        daemon.stop()
    with open(file, "rb") as opened:
        check(opened.read() == before, "a read-only file has been changed")

    os.chmod(file, 0o000)
    with Daemon(data, preexec=as_nobody) as daemon:
        check(not daemon.is_serving, "serves a file that it may not read")
        check_crash(daemon)
        check(file in daemon.errors(), daemon.errors())
    os.chmod(file, 0o644)
    with Daemon(data, preexec=as_nobody) as daemon:
        answer = daemon.set("k", 2)
        check(answer.json == {"version": 2}, f"no writing after the rights came back: {answer}")
        daemon.stop()


def try_turned_readonly(folder, shim):
    """A file system that is remounted read-only, as Linux does after errors, and back."""
    data = os.path.join(folder, "turned")
    os.mkdir(data)
    disk = Disk(shim, data)
    with Daemon(data, disk.environment) as daemon:
        check(daemon.set("k", 1).status == 200, "set")
        disk.fail(1, many=0, error=errno.EROFS, kinds=WRITE | SYNC | TRUNCATE | OPEN)
        for i in range(20):
            answer = daemon.set("k", 2)
            check(answer.status == 503 and answer.json["message"], f"{answer}")
            check(daemon.get("k").json == {"value": 1, "version": 1}, "the value has changed")
        check(disk.fired > 0, "nothing was refused to it")
        disk.heal()
        check(daemon.set("k", 2).json == {"version": 2}, "no writing when it may be written again")
        daemon.stop()


def run():
    shim = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="stateroom-room-") as folder:
        try_rights(folder)
        try_turned_readonly(folder, shim)
        try_full(folder)


if __name__ == "__main__":
    main(run)
