"""Mails become events by their headers; what is damaged costs no more than itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import UsageError
from service.operations.event_mails import events_of_mail, mails_of_file
from service.operations.event_reading import read_event

OURS = ("our.example",)
MAIL = (
    b"From: =?utf-8?b?5L2Q6Jek6Iqx?= <Hana@Customer.Example>\r\n"
    b"To: Rep <rep@tokyo.our.example>, x@other.example\r\n"
    b"Date: Fri, 01 May 2026 10:00:00 +0900\r\n"
    b"Subject: =?iso-2022-jp?b?GyRCOCtAUSRiJGobKEI=?=\r\n"
    b"Message-ID: <1@customer.example>\r\n\r\nSECRET body\r\n\r\nTo: nobody@customer.example\r\n"
)


def test_headers_of_a_mail_become_an_event_that_is_taken() -> None:
    (event,) = events_of_mail(MAIL, OURS)
    assert (event["email"], event["name"], event["subject"]) == (
        "hana@customer.example",
        "佐藤花",
        "見積もり",
    )
    assert (event["direction"], event["at"]) == ("inbound", "2026-05-01T10:00:00+09:00")
    assert "SECRET" not in str(event)
    assert read_event(event, datetime(2026, 6, 1, tzinfo=UTC)).email == "hana@customer.example"
    assert events_of_mail(MAIL, OURS) == [event]


def test_a_mail_of_ours_goes_to_everybody_outside_once() -> None:
    raw = b"From: r@our.example\nTo: a@x.example, A@x.example\nCc: b@y.example, r2@our.example\n\n"
    events = events_of_mail(raw, OURS)
    assert [(one["email"], one["direction"]) for one in events] == [
        ("a@x.example", "outbound"),
        ("b@y.example", "outbound"),
    ]
    assert len({one["id"] for one in events}) == 2
    with pytest.raises(UsageError) as error:
        read_event(events[0], datetime(2026, 6, 1, tzinfo=UTC))
    assert error.value.field == "at"


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@x.example\nTo: b@y.example\n\n",
        b"From: a@our.example\nTo: b@our.example\n\n",
        b"From: a@our.example\nTo: " + b", ".join(b"p%d@x.example" % i for i in range(51)) + b"\n\n",
        b"From: a@notour.example\nTo: b@y.example\n\n",
        b"",
        b"\xff\xfe\x00",
    ],
    ids=["others", "ourselves", "mailing", "like ours", "empty", "bytes"],
)
def test_what_is_not_between_us_and_somebody_is_none(raw: bytes) -> None:
    assert events_of_mail(raw, OURS) == []


@pytest.mark.parametrize("date", ["Fri, 01 May 2026 10:00:00 -0000", "yesterday", "99 Foo 2026"])
def test_a_time_without_offset_is_not_guessed(date: str) -> None:
    raw = f"From: a@x.example\nTo: b@our.example\nDate: {date}\n\n".encode()
    assert ["at" in one for one in events_of_mail(raw, OURS)] == [False]


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@x.example\nTo: b@our.example\nCc: a@\nSubject: =?no-such?b?zz?=\n\n",
        b'From: a@x.example\nTo: b@our.example\nMessage-ID: <1@[\r"\n\n',
        b"From: \xe3\x81\x82 <a@x.example>\nTo: b@our.example\nCc: <\n\n",
        "From: a@x.example\nTo: b@our.example\nSubject: =?i\u30422-jp?b?GyRCOCs=?=\n\n".encode(),
        b"From: =?utf-8?b?44GCLCDjgYQ=?= <a@x.example>\nTo: b@our.example\n\n",
    ],
    ids=["character set", "id", "bytes", "name of a character set", "comma"],
)
def test_damaged_headers_cost_what_is_damaged_only(raw: bytes) -> None:
    (event,) = events_of_mail(raw, OURS)
    assert event["email"] == "a@x.example"
    str(event).encode()


def test_mailboxes_and_single_mails_are_read(tmp_path: Path) -> None:
    one, box = tmp_path / "one.eml", tmp_path / "all.mbox"
    one.write_bytes(MAIL)
    plain = MAIL.replace(b"\r\n", b"\n")
    box.write_bytes(
        b"From a Fri May  1 10:00:00 2026\n"
        + plain
        + b"\n>From here\n\nFrom b Fri May  1 10:00:00 2026\n"
        + plain.replace(b"<1@", b"<2@")
        + b"\n"
    )
    (single,) = mails_of_file(one)
    assert b"SECRET" not in single
    found = [event["id"] for mail in mails_of_file(box) for event in events_of_mail(mail, OURS)]
    assert len(found) == len(set(found)) == 2
    assert events_of_mail(single, OURS)[0]["id"] == found[0]
