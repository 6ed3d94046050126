"""The database goes away under the running service, in every way it can, and comes back."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from http.client import HTTPMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from waitress.server import create_server

from service.app import create_app
from service.database import GREETING, Database
from service.operations.opening import REQUEST_PATIENCE
from service.settings import Settings

FIRST_BOUND = GREETING + 1.5
"""Seconds in which it must be told that the database is away, to whom it tells first."""
BOUND = 2.0
"""The same for all who come after; one that refuses is told within it from the beginning."""
BACK = 5.0
"""Seconds in which the service must answer again."""
SILENCES = ("refused", "silent", "frozen")
COMPANIES = "/api/v1/companies?limit=1"


class Gate:
    """A door before the database: open, refused, silent to who comes, or frozen for who is inside too."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._behind = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._inside: list[socket.socket] = []
        self._may_pass = threading.Event()
        self._may_pass.set()
        self._state = "open"
        threading.Thread(target=self._welcome, args=(self._listener,), daemon=True).start()

    def set(self, state: str) -> None:
        """Change the state of the door."""
        self._state = state
        if state == "open":
            if self._listener.fileno() < 0:
                self._listener = socket.create_server(("127.0.0.1", self.port))
                threading.Thread(target=self._welcome, args=(self._listener,), daemon=True).start()
            self._may_pass.set()
        elif state == "frozen":
            self._may_pass.clear()
        else:
            for end in self._inside:
                close(end)
            self._inside.clear()
            if state == "refused":
                close(self._listener)

    def close(self) -> None:
        """Let nobody in any more and send everybody away."""
        self._may_pass.set()
        self.set("refused")

    def _welcome(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                guest, _ = listener.accept()
                self._inside.append(guest)
                if self._state == "open":
                    host = socket.create_connection(self._behind)
                    self._inside.append(host)
                    for ends in ((guest, host), (host, guest)):
                        threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                self._may_pass.wait()
                target.sendall(data)
        close(source)
        close(target)


def close(end: socket.socket) -> None:
    # A thread that waits on the socket is woken by the first, not by the second.
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@pytest.fixture(scope="module")
def gate(database: Database) -> Iterator[Gate]:
    with closing(Gate(database.address.uri)) as found:
        yield found


@pytest.fixture(scope="module")
def url(settings: Settings, database: Database, gate: Gate) -> Iterator[str]:
    """The running service, whose database is behind the gate."""
    address = replace(database.address, uri=f"bolt://127.0.0.1:{gate.port}")
    with Database(address, patience=REQUEST_PATIENCE) as behind:
        server = create_server(create_app(settings, behind), host="127.0.0.1", port=0, threads=4, ident=None)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.close()
            server.task_dispatcher.shutdown()
            thread.join(timeout=10)


def asked(url: str, lang: str = "en") -> tuple[int, HTTPMessage, Any, float]:
    """Status, headers and body of the answer, and the seconds it took."""
    request = urllib.request.Request(url, headers={"Accept-Language": lang})
    begun = time.monotonic()
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        body = json.loads(answer.read())
    return answer.status, answer.headers, body, time.monotonic() - begun


@pytest.mark.parametrize("state", SILENCES)
def test_it_is_told_in_time_and_the_service_recovers(url: str, gate: Gate, state: str) -> None:
    assert asked(url + COMPANIES)[0] == 200
    # A connection that has rested is looked at before it is used; that finds a frozen server.
    time.sleep(2.1)
    gate.set(state)
    try:
        for path, lang, words, bound in (
            (COMPANIES, "en", "does not answer", BOUND if state == "refused" else FIRST_BOUND),
            (COMPANIES, "ja", "応答しません", BOUND),
            ("/ready", "en", "does not answer", BOUND),
        ):
            status, headers, problem, seconds = asked(url + path, lang)
            assert status == 503
            assert seconds < bound
            assert headers.get_content_type() == "application/problem+json"
            assert int(headers["Retry-After"]) > 0
            assert (problem["status"], bool(problem["request_id"])) == (503, True)
            assert words in problem["detail"]
            assert "password" not in json.dumps(problem)
        status, _, body, seconds = asked(url + "/health")
        assert (status, body) == (200, {"status": "live"})
        assert seconds < 0.5
    finally:
        gate.set("open")
    begun = time.monotonic()
    while (status := asked(url + COMPANIES)[0]) != 200:
        assert status == 503
        assert time.monotonic() - begun < BACK
    assert asked(url + "/ready")[0] == 200


def test_a_server_that_a_busy_machine_holds_up_is_waited_for(url: str, gate: Gate) -> None:
    assert asked(url + COMPANIES)[0] == 200
    time.sleep(2.1)
    gate.set("frozen")
    later = threading.Timer(BOUND, gate.set, ["open"])
    later.start()
    try:
        assert asked(url + COMPANIES)[0] == 200
    finally:
        later.join()


def test_many_who_wait_do_not_hold_up_the_others(url: str, gate: Gate) -> None:
    """Four threads serve; while the database is silent all are busy, but none for longer than the bound."""
    gate.set("silent")
    try:
        assert asked(url + COMPANIES)[0] == 503
        waiting = [threading.Thread(target=asked, args=(url + COMPANIES,)) for _ in range(4)]
        for thread in waiting:
            thread.start()
        time.sleep(0.1)
        status, _, _, seconds = asked(url + "/health")
        for thread in waiting:
            thread.join(timeout=10)
        assert status == 200
        assert seconds < BOUND
    finally:
        gate.set("open")
