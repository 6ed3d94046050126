"""Files of events: lists, JSON lines and mails; those refused come back in a file that goes in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from service.cli import enishi
from service.database import Database
from service.errors import UsageError
from service.operations.event_files import ERROR, events_of_file, refused_file
from service.settings import Settings
from tests.conftest import clear

GOOD = {"id": "1", "kind": "web_visit", "at": "2026-05-01T10:00:00+09:00", "visitor": "cookie-1"}


def given(path: Path, *ours: str) -> list[object]:
    return [event for _, event in events_of_file(path, ours)]


def test_a_list_says_what_json_says(tmp_path: Path) -> None:
    rows = tmp_path / "events.csv"
    rows.write_text(
        "id,kind,at,visitor,email,consent,minutes,_error\n"
        f"1,web_visit,{GOOD['at']},cookie-1,,,,old\n2,call,{GOOD['at']},,a@x.example,TRUE,30,\n",
        "utf-8-sig",
    )
    call = {
        "id": "2",
        "kind": "call",
        "at": GOOD["at"],
        "email": "a@x.example",
        "consent": True,
        "minutes": 30,
    }
    assert given(rows) == [GOOD, call]
    lines = tmp_path / "events.jsonl"
    lines.write_text(f"{json.dumps(GOOD | {ERROR: 'old'})}\n\n{json.dumps(call)}\n{{broken\n", "utf-8")
    assert given(lines) == [GOOD, call, "{broken"]


@pytest.mark.parametrize("header", ["id,sort,at", ""])
def test_a_list_with_an_unknown_column_is_refused_whole(tmp_path: Path, header: str) -> None:
    rows = tmp_path / "events.csv"
    rows.write_text(f"{header}\n1,2,3\n", "utf-8")
    with pytest.raises(UsageError):
        given(rows)


def test_mails_need_to_know_who_we_are(tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(b"From: a@x.example\nTo: b@our.example\nMessage-ID: <1>\n\nbody\n")
    with pytest.raises(UsageError) as caught:
        given(mail)
    assert caught.value.field == "domain"
    (event,) = given(mail, "@Our.Example")
    assert isinstance(event, dict)
    assert (event["email"], event["direction"]) == ("a@x.example", "inbound")


@pytest.mark.parametrize("name", ["events.csv", "events.tsv", "events.jsonl", "all.mbox"])
def test_what_was_refused_comes_back_in_the_form_it_came_in(tmp_path: Path, name: str) -> None:
    refused = refused_file(tmp_path / name, None, tmp_path / "rejects")
    bad: dict[str, Any] = {**GOOD, "kind": "dance", "consent": True, "minutes": 5}
    refused.add(bad, 'what is wrong, and "why"')
    refused.add({**bad, "id": "2"}, "again")
    assert given(refused.path) == [bad, {**bad, "id": "2"}]
    assert "what is wrong" in refused.path.read_text("utf-8")
    refused_file(tmp_path / name, None, tmp_path / "rejects").add(bad, "anew")
    assert given(refused.path) == [bad]


def test_a_list_goes_in_and_its_bad_rows_are_mended(
    database: Database, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear(database)
    monkeypatch.setenv("ENISHI_HOME", str(settings.home))
    rows = tmp_path / "events.csv"
    rows.write_text(f"id,kind,at,visitor\n1,web_visit,{GOOD['at']},c1\n2,dance,{GOOD['at']},c1\n", "utf-8")
    bad = tmp_path / "bad.csv"

    def run(file: Path) -> dict[str, Any]:
        asked = ["events", str(file), "--source", "site", "--rejects", str(bad), "--json"]
        found: dict[str, Any] = json.loads(CliRunner().invoke(enishi, asked).stdout)
        return found

    first = run(rows)
    assert (first["accepted"], first["new"], first["rejects_file"]) == (1, 1, str(bad))
    assert [one["line"] for one in first["rejected"]] == [3]
    bad.write_text(bad.read_text("utf-8").replace("dance", "web_visit"), "utf-8")
    mended = run(bad)
    assert (mended["accepted"], mended["new"], mended["rejected"]) == (1, 1, [])
    assert run(rows)["new"] == 0
