"""Imports over HTTP: what may be sent, what is answered, and what is kept of it."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.database import Database
from service.language import LANGUAGES
from service.operations import imports as operation
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear

SMALL = Path(__file__).parents[1] / "data" / "awards_small.csv"
IMPORTS = "/api/v1/imports"
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def client(settings: Settings, database: Database) -> Iterator[FlaskClient]:
    clear(database)
    with create_app(settings, database).test_client() as found:
        yield found


def posted(client: FlaskClient, *files: tuple[bytes, str], **form: str) -> TestResponse:
    lang = form.pop("lang", "en")
    uploads = [(io.BytesIO(data), name) for data, name in files]
    return client.post(f"{IMPORTS}?lang={lang}", data={**form, "file": uploads}, base_url=LOCAL)


def finished(client: FlaskClient, answer: TestResponse) -> dict[str, Any]:
    """The run that an upload began, when it is over."""
    assert answer.status_code == 202, answer.text
    assert answer.json["state"] == "planned"
    assert answer.headers["Location"].endswith(f"{IMPORTS}/{answer.json['id']}")
    end = time.monotonic() + 60
    while True:
        run: dict[str, Any] = client.get(answer.headers["Location"] + "?lang=en", base_url=LOCAL).json
        if run["state"] not in ("planned", "running"):
            return run
        assert time.monotonic() < end
        time.sleep(0.05)


def halves() -> tuple[bytes, bytes]:
    header, *rows = SMALL.read_bytes().splitlines(keepends=True)
    half = len(rows) // 2
    return header + b"".join(rows[:half]), header + b"".join(rows[half:])


def test_an_upload_goes_in(client: FlaskClient, database: Database) -> None:
    run = finished(client, posted(client, (SMALL.read_bytes(), SMALL.name), source="awards"))
    assert (run["state"], run["source"], run["files"]) == ("done", "awards", [SMALL.name])
    assert run["rows_read"] > 0
    assert run["started_at"] <= run["finished_at"]
    listed = client.get(IMPORTS, base_url=LOCAL).json
    assert [item["id"] for item in listed["items"]] == [run["id"]]
    assert graph_checksum(database)["nodes"] > 0


def test_files_of_one_name_do_not_cover_each_other(client: FlaskClient, database: Database) -> None:
    whole = finished(client, posted(client, (SMALL.read_bytes(), "a.csv"), source="awards"))
    expected = graph_checksum(database)
    clear(database)
    first, second = halves()
    run = finished(client, posted(client, (first, "a.csv"), (second, "a.csv"), source="awards"))
    assert run["rows_read"] == whole["rows_read"]
    assert graph_checksum(database) == expected


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../escape.csv", "escape.csv"),
        ("C:/Docs/落札.csv", "落札.csv"),
        ("..", "upload"),
        ("a\x01b.csv", "ab.csv"),
        ("x" * 300 + ".csv", "x" * 76 + ".csv"),
    ],
)
def test_a_name_stays_in_its_folder(client: FlaskClient, settings: Settings, name: str, kept: str) -> None:
    run = finished(client, posted(client, (SMALL.read_bytes(), name), source="awards"))
    assert (run["state"], run["files"]) == ("done", [kept])
    assert not list(settings.home.rglob("escape.csv"))


def test_what_was_uploaded_is_not_kept(client: FlaskClient, settings: Settings) -> None:
    finished(client, posted(client, (SMALL.read_bytes(), SMALL.name), source="awards"))
    end = time.monotonic() + 10
    while any(path.is_dir() for path in (settings.home / "uploads").iterdir()):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bad_form_names_the_field(client: FlaskClient, database: Database, lang: str) -> None:
    good = (SMALL.read_bytes(), SMALL.name)
    for field, answer in (
        ("source", posted(client, good, lang=lang)),
        ("source", posted(client, good, lang=lang, source="nowhere")),
        ("source", posted(client, good, lang=lang, source="x" * 41)),
        ("file", posted(client, lang=lang, source="awards")),
        ("dry_run", posted(client, good, lang=lang, source="awards", dry_run="true")),
    ):
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"
        (error,) = answer.json["errors"]
        assert error["field"] == field
        assert error["message"].isascii() == (lang == "en") or "“" in error["message"]
    assert client.get(IMPORTS, base_url=LOCAL).json["items"] == []
    assert graph_checksum(database)["nodes"] == 0


def test_rejected_rows_are_counted(client: FlaskClient) -> None:
    header, row, *_ = SMALL.read_text("utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    bad = ",".join({**cells, "open_date": "2024-02-30"}.values())
    text = "\n".join((header, row, bad)).encode()
    run = finished(client, posted(client, (text, "rows.csv"), source="awards"))
    assert (run["state"], run["rows_read"], run["rows_rejected"]) == ("done", 2, 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_import_that_fails_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw goes to the log, and who asks is told that it is over."""
    monkeypatch.setattr(operation, "RejectsFile", Broken)
    answer = posted(client, (SMALL.read_bytes(), SMALL.name), source="awards")
    run = finished(client, answer)
    assert run["state"] == "failed"
    assert "finished_at" not in run
    assert run["error"].startswith("Something went wrong")
    japanese = client.get(answer.headers["Location"] + "?lang=ja", base_url=LOCAL).json
    assert japanese["error"].startswith("サービス内部で")


class Broken:
    """Stands for a disk that is full when the rejected rows are to be written."""

    def __init__(self, *_: object) -> None:
        raise OSError(28, "No space left on device")
