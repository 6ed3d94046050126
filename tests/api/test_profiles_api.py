"""Looking at files, mapping their columns and importing them, over HTTP."""

from __future__ import annotations

import io
import os
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
from service.operations.kept_uploads import FOLDER, KEPT_SECONDS, keep_upload, sweep
from service.settings import Settings
from service.store.checksum import graph_checksum
from tests.conftest import clear

LOCAL = "http://127.0.0.1:8000"
LIST = (
    "得意先,ご担当,TEL,メール,ランク\n"
    "株式会社青空,山田 太郎,03-1234-5678,taro@aozora.co.jp,A\n"
    "海産業㈱,佐藤,,x@,B\n"
)


@pytest.fixture
def client(settings: Settings, database: Database) -> Iterator[FlaskClient]:
    clear(database)
    with create_app(settings, database).test_client() as found:
        yield found


def inspected(client: FlaskClient, *files: tuple[bytes, str], lang: str = "en") -> TestResponse:
    uploads = [(io.BytesIO(data), name) for data, name in files]
    return client.post(f"/api/v1/imports/inspect?lang={lang}", data={"file": uploads}, base_url=LOCAL)


def sent(client: FlaskClient, path: str, body: dict[str, Any], lang: str = "en") -> TestResponse:
    return client.post(f"/api/v1{path}?lang={lang}", json=body, base_url=LOCAL)


def finished(client: FlaskClient, answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 202, answer.text
    end = time.monotonic() + 60
    while True:
        run: dict[str, Any] = client.get(answer.headers["Location"] + "?lang=en", base_url=LOCAL).json
        if run["state"] in ("done", "failed", "cancelled"):
            return run
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_list_is_mapped_saved_tried_and_imported(client: FlaskClient, database: Database) -> None:
    answer = inspected(client, (LIST.encode("cp932"), "リスト.csv"))
    assert answer.status_code == 200, answer.text
    (item,) = answer.json["items"]
    (table,) = item["tables"]
    assert (item["file"], item["source"], table["encoding"]) == ("リスト.csv", "lead-list", "cp932")
    assert (table["rows"], table["recognised"]) == (2, None)
    columns = {column["name"]: column for column in table["columns"]}
    assert columns["メール"]["target"] == "Contact.emails"
    assert columns["TEL"]["becomes"][0] == "+81312345678"
    assert columns["ランク"]["target"] is None

    body = {"upload": item["upload"], "column": "ランク", "target": "Company.field_rank"}
    assert sent(client, "/imports/becomes", body).json == {"becomes": ["A", "B"]}
    mapping = {
        "Company.name": ["得意先"],
        "Contact.name": ["ご担当"],
        "Contact.phones": ["TEL"],
        "Contact.emails": ["メール"],
    }
    saved = sent(client, "/profiles", {"name": "our-list", "mapping": mapping})
    assert saved.status_code == 201, saved.text
    listed = client.get("/api/v1/profiles?lang=ja", base_url=LOCAL).json
    assert {"our-list", "salesforce"} <= {one["source"] for one in listed["items"]}
    assert {"target": "Company.name", "name": "企業: 名称", "many": False} in listed["targets"]

    preview = sent(client, "/imports/preview", {"source": "our-list", "uploads": [item["upload"]]}).json
    assert preview["rows"] == {"read": 2, "rejected": 1, "skipped": {}}
    assert preview["labels"]["Company"]["created"] == 1
    assert preview["unmapped"] == {"リスト.csv": ["ランク"]}
    assert [(one["row"], one["column"]) for one in preview["rejected"]] == [(3, "メール")]
    assert graph_checksum(database)["nodes"] == 0

    answer = client.post(
        "/api/v1/imports?lang=en", data={"source": "our-list", "upload": [item["upload"]]}, base_url=LOCAL
    )
    run = finished(client, answer)
    assert (run["state"], run["rows_read"], run["rows_rejected"]) == ("done", 2, 1)
    rejects = client.get(f"/api/v1/imports/{run['id']}/rejects", base_url=LOCAL)
    assert rejects.status_code == 200
    assert "海産業" in rejects.get_data(as_text=True)
    mended = rejects.get_data().replace(b"x@", b"x@umi.co.jp")
    (again,) = inspected(client, (mended, "mended.csv")).json["items"]
    assert again["source"] == "our-list"


def test_a_known_export_is_recognised(client: FlaskClient) -> None:
    account = b"Id,Name,Industry\n001,Acme,Retail\n"
    contact = b"Id,AccountId,LastName,Email\n003,001,Doe,d@acme.com\n"
    items = inspected(client, (account, "a.csv"), (contact, "b.csv")).json["items"]
    assert [item["tables"][0]["recognised"]["table"] for item in items] == ["Account", "Contact"]
    assert {item["source"] for item in items} == {"salesforce"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_is_told(client: FlaskClient, lang: str) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    for answer, status in (
        (inspected(client, lang=lang), 422),
        (inspected(client, (locked, "x.xlsx"), lang=lang), 422),
        (sent(client, "/imports/preview", {"source": "x", "uploads": ["0" * 32]}, lang), 422),
        (sent(client, "/imports/preview", {"source": "x", "uploads": ["../../x"]}, lang), 422),
        (sent(client, "/profiles", {"name": "awards", "mapping": {"Company.name": ["a"]}}, lang), 422),
        (sent(client, "/profiles", {"name": "x", "mapping": {"Company.status": ["a"]}}, lang), 422),
        (client.get(f"/api/v1/profiles/nothing?lang={lang}", base_url=LOCAL), 404),
        (client.get(f"/api/v1/imports/run-x/rejects?lang={lang}", base_url=LOCAL), 404),
        (client.get(f"/api/v1/imports/..%2Frun/rejects?lang={lang}", base_url=LOCAL), 404),
    ):
        assert answer.status_code == status, answer.text
        assert answer.mimetype == "application/problem+json"


def test_what_waits_too_long_is_deleted(tmp_path: Path) -> None:
    id_ = keep_upload(tmp_path, "a.csv", io.BytesIO(b"x"))
    old = time.time() - KEPT_SECONDS - 1
    os.utime(tmp_path / FOLDER / id_, (old, old))
    newer = keep_upload(tmp_path, "../b.csv", io.BytesIO(b"y"))
    sweep(tmp_path)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [newer]
    assert [path.name for path in (tmp_path / FOLDER / newer).iterdir()] == ["b.csv"]
