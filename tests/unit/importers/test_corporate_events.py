"""The change log of 法人番号: names and head offices with their days, closures, mergers from either side."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_models.records import NodeRecord, RelationshipRecord
from service.errors import InputFileError
from service.importers.base import Outcome, Rejected, Row, Skipped
from service.importers.corporate_causes import successor_name
from service.importers.corporate_events import CorporateEventsImporter
from service.importers.corporate_life import EventCells, company_id

OLD, NEW, THIRD = "7000012050002", "5040001043849", "1040001042029"


def event(
    number: str, process: str, on: str, name: str, street: str = "新港177", **more: str
) -> dict[str, str]:
    cells = dict.fromkeys(EventCells._fields, "")
    return {
        **cells,
        "corporateNumber": number,
        "process": process,
        "changeDate": on,
        "updateDate": on,
        "name": name,
        "prefectureName": "千葉県",
        "cityName": "千葉市",
        "streetNumber": street,
        **more,
    }


def write(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, EventCells._fields)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, known: set[str] | None = None) -> list[Outcome]:
    importer = CorporateEventsImporter(None if known is None else lambda numbers: set(numbers) & known)
    importer.check([path])
    return list(importer.read([path], lambda _: None))


def said(outcomes: list[Outcome]) -> tuple[dict[str, dict[str, Any]], dict[str, RelationshipRecord]]:
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[str, RelationshipRecord] = {}
    for outcome in outcomes:
        assert isinstance(outcome, Row), outcome
        for record in outcome.records:
            if isinstance(record, NodeRecord):
                known = nodes.setdefault(record.id, {"label": record.label})
                aliases = {*known.get("aliases", ()), *record.properties.get("aliases", ())}  # type: ignore[misc]
                known.update(record.properties, aliases=sorted(aliases))
            else:
                assert links.setdefault(record.id, record) == record
    return nodes, links


LIFE = [
    event(OLD, "01", "2015-10-05", "株式会社青空計測"),
    event(OLD, "11", "2020-04-01", "青空ホールディングス株式会社"),
    event(OLD, "12", "2021-07-01", "青空ホールディングス株式会社", "本町1-9"),
    event(OLD, "12", "2022-07-01", "青空ホールディングス株式会社"),
]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_a_name_and_a_head_office_last_until_the_next(tmp_path: Path, order: Sequence[int]) -> None:
    nodes, links = said(read(write(tmp_path / "events.csv", [LIFE[place] for place in order])))
    company = nodes[company_id(OLD)]
    assert company["name"] == "青空ホールディングス株式会社"
    assert company["aliases"] == ["株式会社青空計測", "青空ホールディングス株式会社"]
    names = sorted(
        (node["value"], str(node.get("valid_from")), str(node.get("valid_to")))
        for node in nodes.values()
        if node["label"] == "Fact"
    )
    assert names == [
        ('"株式会社青空計測"', "None", "2020-04-01"),
        ('"青空ホールディングス株式会社"', "2020-04-01", "None"),
    ]
    stays = sorted(
        (str(link.valid_from), str(link.valid_to), nodes[link.start_id]["address"])
        for link in links.values()
        if link.type == "SITE_OF"
    )
    assert stays == [
        ("2021-07-01", "2022-07-01", "千葉県千葉市本町1-9"),
        ("2022-07-01", "None", "千葉県千葉市新港177"),
        ("None", "2021-07-01", "千葉県千葉市新港177"),
    ]


def merger(gone: str, into: str) -> list[dict[str, str]]:
    cause = f"令和３年７月１日東京都港区新橋五丁目１８番１号南海薬品株式会社（{into}）に合併し解散"
    other = f"令和３年７月１日千葉県千葉市新港１７７番地株式会社北洋（{gone}）を合併"
    closed = {"closeDate": "2021-07-12", "successorCorporateNumber": into, "changeCause": cause}
    return [
        event(gone, "21", "2021-07-12", "株式会社北洋", **closed),
        event(into, "71", "2021-07-05", "南海薬品株式会社", changeCause=other),
    ]


def test_a_merger_told_from_either_side_is_one(tmp_path: Path) -> None:
    rows = merger(OLD, NEW)
    found = []
    for number, some in enumerate((rows, rows[:1], rows[1:])):
        _, links = said(read(write(tmp_path / f"{number}.csv", some)))
        (one,) = [link for link in links.values() if link.type == "SUCCEEDED_BY"]
        found.append((one.start_id, one.end_id, one.properties["on"], one.valid_from))
    day = date(2021, 7, 1)
    assert set(found) == {(company_id(OLD), company_id(NEW), day, day)}
    nodes, _ = said(read(write(tmp_path / "closed.csv", rows[:1])))
    assert nodes[company_id(OLD)]["dissolved_on"] == date(2021, 7, 12)
    assert nodes[company_id(NEW)]["aliases"] == ["南海薬品株式会社"]


def test_companies_nobody_else_speaks_of_are_left_out(tmp_path: Path) -> None:
    rows = [*merger(OLD, NEW), event(THIRD, "11", "2021-01-01", "東西商事株式会社")]
    path = write(tmp_path / "events.csv", rows)
    kinds = [type(one) for one in read(path, {NEW})]
    assert kinds == [Row, Row, Skipped]
    assert [one.reason for one in read(path, set()) if isinstance(one, Skipped)] == ["unknown_company"] * 3


def test_bad_rows_are_told(tmp_path: Path) -> None:
    bad = [
        event("7000012050003", "11", "2021-01-01", "甲"),
        event(OLD, "11", "2021-13-01", "甲"),
        event(OLD, "99", "2021-01-01", "甲"),
    ]
    found = read(write(tmp_path / "events.csv", bad))
    assert [one.column if isinstance(one, Rejected) else type(one) for one in found] == [
        "corporateNumber",
        "changeDate",
        Skipped,
    ]
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputFileError):
        CorporateEventsImporter().check([tmp_path / "other.csv"])


def test_names_are_not_cut_out_of_addresses() -> None:
    for text, name in (
        (f"令和３年７月１日神島７６１番１株式会社タウンズ（{OLD}）を合併", "株式会社タウンズ"),
        (f"令和３年７月１日中央三丁目５番６号の２階青空株式会社（{OLD}）を合併", ""),
        (f"令和３年７月１日青空株式会社（{OLD}）を合併", ""),
    ):
        assert successor_name(text, OLD) == name


def test_the_real_change_log_is_read_whole(data_folder: Path) -> None:
    path = data_folder / "gbizinfo" / "mergers_all.csv.gz"
    found = read(path)
    assert len(found) == 31_086
    assert all(isinstance(one, Row) for one in found)
    pairs = {
        (record.start_id, record.end_id)
        for one in found
        if isinstance(one, Row)
        for record in one.records
        if isinstance(record, RelationshipRecord) and record.type == "SUCCEEDED_BY"
    }
    assert len(pairs) > 30_900
