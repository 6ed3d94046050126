"""Notices are posted to webhooks, signed, until they are taken, and mailed once a day."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from graph_models.records import NodeRecord
from service.database import Database
from service.errors import NotFoundError, UsageError
from service.operations.digests import is_due, send_digests
from service.operations.notices import mark_seen, notify
from service.operations.webhooks import end_webhook, make_webhook, post_notices, webhooks
from service.settings import Settings, Smtp
from tests.conftest import write

# A webhook gets what is new since it was made, which may be long after this file was read.
AT = datetime.now(UTC) + timedelta(days=1)
OWNER, NOBODY = "member-aaaaaaaaaaaaaaaa", "member-bbbbbbbbbbbbbbbb"
COMPANY = "company-aaaaaaaaaaaaaaaa"


class Receiver(ThreadingHTTPServer):
    """A system that takes messages, or answers with the status it is told to."""

    def __init__(self) -> None:
        self.status = 204
        self.taken: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/enishi?team=1"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def graph(database: Database) -> Iterator[Database]:
    write(
        database,
        NodeRecord("Member", OWNER, {"name": "佐藤", "email": "sato@example.com"}, "test"),
        NodeRecord("Member", NOBODY, {"name": "鈴木"}, "test"),
        NodeRecord("Company", COMPANY, {"name": "青葉電機", "name_latin": "Aoba Electric"}, "test"),
    )
    yield database
    database.run_statement("MATCH (n) WHERE n:Notice OR n:Webhook DELETE n", write=True)


def tell(database: Database, key: str, minutes: int = 0, owner: str | None = None) -> None:
    assert notify(
        database,
        kind="segment_entered",
        key=key,
        subject_id=COMPANY,
        owner=owner,
        params={"segment": "半導体"},
        evidence_ids=[COMPANY],
        at=AT + timedelta(minutes=minutes),
    )


def posted(database: Database, minutes: int = 10) -> dict[str, int]:
    return post_notices(database, at=AT + timedelta(minutes=minutes), may_reach=lambda _: True)


def test_a_notice_is_posted_once_and_signed(graph: Database, receiver: Receiver) -> None:
    made = make_webhook(graph, receiver.url)
    tell(graph, "b", minutes=1)
    tell(graph, "a")
    assert posted(graph) == {"posted": 2, "failed": 0}
    assert posted(graph) == {"posted": 0, "failed": 0}
    (headers, body), (_, later) = receiver.taken
    message = json.loads(body)
    assert message["type"] == "notice.segment_entered"
    assert message["data"]["subject"] == {
        "id": COMPANY,
        "label": "Company",
        "name": "青葉電機",
        "name_latin": "Aoba Electric",
    }
    assert "青葉電機" in message["data"]["text"]["ja"]
    assert "Aoba Electric" in message["data"]["text"]["en"]
    assert message["data"]["evidence_ids"] == [COMPANY]
    assert message["timestamp"] < json.loads(later)["timestamp"]
    # As the standard tells a receiver to do it.
    key = base64.b64decode(made["secret"].partition("_")[2])
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert int(headers["webhook-timestamp"]) == int((AT + timedelta(minutes=10)).timestamp())
    (kept,) = webhooks(graph)
    assert (kept["posted"], kept["last_fault"]) == (2, None)
    assert "secret" not in kept


def test_what_is_not_taken_comes_again_with_the_same_id(graph: Database, receiver: Receiver) -> None:
    make_webhook(graph, receiver.url)
    tell(graph, "a")
    tell(graph, "b", minutes=1)
    receiver.status = 302
    assert posted(graph, 10) == {"posted": 0, "failed": 1}
    assert posted(graph, 10) == {"posted": 0, "failed": 0}
    assert posted(graph, 11) == {"posted": 0, "failed": 1}
    (kept,) = webhooks(graph)
    assert (kept["tries"], kept["last_fault"]) == (2, "302")
    assert kept["next_at"] == AT + timedelta(minutes=13)
    receiver.status = 200
    assert posted(graph, 13) == {"posted": 2, "failed": 0}
    ids = [headers["webhook-id"] for headers, _ in receiver.taken]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    (kept,) = webhooks(graph)
    assert (kept["tries"], kept["last_fault"], kept["next_at"]) == (0, None, None)


def test_one_that_is_gone_does_not_hold_up_the_others(graph: Database, receiver: Receiver) -> None:
    gone = make_webhook(graph, receiver.url)
    with Receiver() as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        wanted = make_webhook(graph, other.url, ["segment_entered"])
        make_webhook(graph, other.url, ["segment_alike"])
        tell(graph, "a")
        receiver.status = 410
        assert posted(graph) == {"posted": 1, "failed": 1}
        assert posted(graph, 10_000) == {"posted": 0, "failed": 0}
        assert [one["posted"] for one in webhooks(graph)] == [0, 1, 0]
        assert webhooks(graph)[0]["ended_at"] is not None
        end_webhook(graph, wanted["id"])
        tell(graph, "b")
        assert posted(graph) == {"posted": 0, "failed": 0}
        other.shutdown()
        thread.join()
    with pytest.raises(NotFoundError):
        end_webhook(graph, wanted["id"])
    assert len(receiver.taken) == 1
    end_webhook(graph, gone["id"])


def test_nothing_is_sent_into_our_own_network(graph: Database, receiver: Receiver) -> None:
    make_webhook(graph, receiver.url)
    tell(graph, "a")
    assert post_notices(graph, at=AT) == {"posted": 0, "failed": 1}
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("url", "kinds", "field"),
    [
        ("ftp://example.com/", [], "url"),
        ("https://", [], "url"),
        ("https://example.com:99999/", [], "url"),
        ("https://example.com/a b", [], "url"),
        ("https://me:secret@example.com/", [], "url"),
        ("https://example.com/", ["nothing"], "kinds"),
    ],
)
def test_what_cannot_be_a_webhook(graph: Database, url: str, kinds: list[str], field: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_webhook(graph, url, kinds)
    assert caught.value.field == field
    assert webhooks(graph) == []


class Post(Message):  # type: ignore[misc]  # aiosmtpd has no types
    """A mail server that keeps what comes, and refuses whom it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def prepare_message(self, _session: Any, envelope: Any) -> EmailMessage:
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: EmailMessage) -> None:
        self.letters.append(message)


@pytest.fixture
def post() -> Iterator[tuple[Post, Settings]]:
    handler = Post()
    # The library asks the port it was told whether it has begun, so it cannot be told to take any.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    smtp = Smtp("127.0.0.1", port, "none", None, None, "enishi@example.com", ("all@example.com",), 8)
    yield handler, replace(Settings.from_env(), smtp=smtp, url="https://enishi.example.com", language="ja")
    controller.stop()


def test_a_digest_tells_each_owner_theirs_once(graph: Database, post: tuple[Post, Settings]) -> None:
    handler, settings = post
    tell(graph, "a", owner=OWNER)
    tell(graph, "b", minutes=1, owner=OWNER)
    tell(graph, "c")
    tell(graph, "d", owner=NOBODY)
    tell(graph, "old", minutes=-60 * 24 * 8)
    handler.refused = {"all@example.com"}
    now = AT + timedelta(hours=1)
    assert send_digests(graph, settings, at=now) == {
        "mails": 1,
        "notices": 2,
        "failed": 1,
        "without_address": 1,
    }
    (mine,) = handler.letters
    assert (mine["From"], mine["To"]) == ("enishi@example.com", "sato@example.com")
    assert mine["Subject"] == "Enishi: 新しいお知らせ2件"
    text = mine.get_content()
    assert text.count("青葉電機がセグメント") == 2
    assert text.index("青葉電機がセグメント") < text.index("Aoba Electric has come into")
    assert "https://enishi.example.com/notices?lang=ja" in text
    handler.refused.clear()
    assert send_digests(graph, settings, at=now)["mails"] == 1
    assert handler.letters[1]["To"] == "all@example.com"
    assert send_digests(graph, settings, at=now)["mails"] == 0


def test_what_was_seen_is_not_mailed(graph: Database, post: tuple[Post, Settings]) -> None:
    handler, settings = post
    tell(graph, "a", owner=OWNER)
    mark_seen(graph)
    assert send_digests(graph, settings, at=AT)["mails"] == 0
    assert handler.letters == []


def test_a_mail_server_that_is_away_loses_nothing(graph: Database, post: tuple[Post, Settings]) -> None:
    _, settings = post
    assert settings.smtp
    tell(graph, "a", owner=OWNER)
    with pytest.raises(OSError, match="refused"):
        send_digests(graph, replace(settings, smtp=replace(settings.smtp, port=1)), at=AT)
    assert send_digests(graph, settings, at=AT)["mails"] == 1


def test_a_digest_goes_once_a_day_from_its_hour(graph: Database, post: tuple[Post, Settings]) -> None:
    _, settings = post
    assert settings.smtp
    tell(graph, "a", owner=OWNER)
    zone = settings.timezone
    morning = (AT + timedelta(days=1)).astimezone(zone).replace(hour=7, minute=59)
    assert not is_due(graph, settings.smtp, zone, morning)
    due = morning + timedelta(minutes=1)
    assert is_due(graph, settings.smtp, zone, due)
    assert send_digests(graph, settings, at=due)["mails"] == 1
    assert not is_due(graph, settings.smtp, zone, due + timedelta(hours=15))
    assert is_due(graph, settings.smtp, zone, due + timedelta(days=1))
