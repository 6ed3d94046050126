"""The importer of a company's own files: what is rejected and why, and in what order rows may stand."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from graph_models.ids import node_id
from graph_models.merging import normalise
from graph_models.records import NodeRecord, RelationshipRecord
from graph_models.registry import NODE_PROPERTY, RELATIONSHIP_PROPERTY, RELATIONSHIPS, label_of
from service.errors import InputFileError
from service.importers.base import Outcome, Position, Rejected, Row, Skipped
from service.importers.demo import SHEETS, DemoImporter
from service.importers.rejects import RejectsFile
from service.language import LANGUAGES, say

DEMO = Path(__file__).parents[3] / "sample_data" / "demo"
WHEN = "2026-01-05T09:00+09:00"


def read(*paths: Path) -> list[Outcome]:
    importer = DemoImporter()
    importer.check(paths)
    return list(importer.read(paths, lambda _: None))


def rejected(outcomes: list[Outcome]) -> list[Rejected]:
    return [item for item in outcomes if isinstance(item, Rejected)]


def write(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """Write a file of the export with these cells, all others empty."""
    columns = next(sheet.columns for sheet in SHEETS if sheet.name == name)
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows({"recorded_at": WHEN, **row} for row in rows)
    return path


def region(key: str, parent: str = "") -> dict[str, str]:
    return {"region_id": key, "name": key, "parent_id": parent}


def company(key: str, **cells: str) -> dict[str, str]:
    return {"company_id": key, "name": f"{key}株式会社", "is_self": "no", **cells}


@pytest.fixture(scope="module")
def demonstration() -> list[Outcome]:
    return read(DEMO)


def test_the_demonstration_has_no_bad_row(demonstration: list[Outcome]) -> None:
    assert all(isinstance(item, Row) for item in demonstration)
    assert len(demonstration) > 30_000


def test_all_records_fit_the_model_and_ends_come_first(demonstration: list[Outcome]) -> None:
    there: set[str] = set()
    said: set[str] = set()
    for row in demonstration:
        assert isinstance(row, Row)
        for record in row.records:
            assert record.id not in said, "each thing is said once"
            said.add(record.id)
            if isinstance(record, NodeRecord):
                there.add(record.id)
                for name, value in record.properties.items():
                    normalise(value, NODE_PROPERTY[record.label][name])
                continue
            assert isinstance(record, RelationshipRecord)
            model = RELATIONSHIPS[record.type]
            assert label_of(record.start_id) in model.starts
            assert label_of(record.end_id) in model.ends
            assert {record.start_id, record.end_id} <= there
            for name, value in record.properties.items():
                normalise(value, RELATIONSHIP_PROPERTY[record.type][name])


def test_everything_says_when_it_was_recorded(demonstration: list[Outcome]) -> None:
    known: dict[str, str] = {}
    for row in demonstration:
        assert isinstance(row, Row)
        for record in row.records:
            assert record.recorded_at is not None
            if isinstance(record, NodeRecord):
                known[record.id] = record.recorded_at.isoformat()
            else:
                moment = record.recorded_at.isoformat()
                assert max(known[record.start_id], known[record.end_id]) <= moment, record


def test_a_key_that_points_nowhere_is_told_in_both_languages(tmp_path: Path) -> None:
    write(tmp_path, "regions", region("JP"))
    write(tmp_path, "companies", company("C1"))
    write(tmp_path, "sites", {"site_id": "S1", "company_id": "C9", "name": "本社", "region_id": "JP"})
    (bad,) = rejected(read(tmp_path))
    assert (bad.file.name, bad.number, bad.column) == ("sites.csv", 2, "company_id")
    for lang in LANGUAGES:
        sentence = say(bad.key, lang, column=bad.column, **bad.params)
        assert "C9" in sentence
        assert "companies.csv" in sentence


def test_rows_that_refer_to_a_rejected_row_are_rejected_too(tmp_path: Path) -> None:
    write(tmp_path, "regions", region("JP"))
    write(tmp_path, "companies", company("C1", founded="1868年"))
    write(tmp_path, "sites", {"site_id": "S1", "company_id": "C1", "name": "本社", "region_id": "JP"})
    assert [(item.file.name, item.column) for item in rejected(read(tmp_path))] == [
        ("companies.csv", "founded"),
        ("sites.csv", "company_id"),
    ]


def test_a_parent_may_stand_after_its_child(tmp_path: Path) -> None:
    path = write(tmp_path, "regions", region("JP-13", "JP"), region("JP", "WORLD"), region("WORLD"))
    rows = [item for item in read(path) if isinstance(item, Row)]
    assert [item.number for item in rows] == [4, 3, 2]
    assert rows[-1].records[0].id == node_id("Region", "demo", "JP-13")


def test_parents_in_a_circle_are_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "regions", region("A", "B"), region("B", "A"), region("C", "C"), region("D"))
    outcomes = read(path)
    assert len(rejected(outcomes)) == 3
    assert sum(isinstance(item, Row) for item in outcomes) == 1


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("company_id", "", "importing.empty_cell"),
        ("company_id", "C0", "demo.repeated_key"),
        ("is_self", "maybe", "demo.not_a_code"),
        ("share", "1.5", "demo.bad_number"),
        ("employees", "12.5", "demo.bad_number"),
        ("revenue", "nan", "demo.bad_number"),
        ("recorded_at", "2026-01-05", "demo.bad_moment"),
        ("recorded_at", "yesterday", "demo.bad_moment"),
        ("market_id", "none", "demo.unknown_key"),
        ("name", "a\x07b", "importing.control_character"),
    ],
)
def test_a_bad_cell_names_its_column(tmp_path: Path, column: str, value: str, key: str) -> None:
    cells = {"parent_id": "C0", **company("C1"), column: value}
    write(tmp_path, "companies", company("C0"), cells)
    (bad,) = rejected(read(tmp_path))
    assert (bad.number, bad.column, bad.key) == (3, column, key)
    assert all(say(bad.key, lang, column=bad.column, **bad.params) for lang in LANGUAGES)


def test_days_in_the_wrong_order_are_rejected(tmp_path: Path) -> None:
    deal = {"deal_id": "D1", "name": "更新", "company_id": "C1", "outcome": "won", "stage": "closed"}
    write(tmp_path, "companies", company("C1"))
    write(tmp_path, "deals", {**deal, "opened_on": "2026-03-02", "closed_on": "2026-03-01"})
    (bad,) = rejected(read(tmp_path))
    assert (bad.column, bad.key) == ("closed_on", "demo.wrong_order")


def test_empty_rows_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, "regions", region("JP"))
    path.write_text(path.read_text("utf-8") + ",,,,\n\n", "utf-8")
    outcomes = read(path)
    assert [item.reason for item in outcomes if isinstance(item, Skipped)] == ["empty_row"]


def test_mended_rejects_can_be_fed_again_beside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    write(folder, "regions", region("JP"))
    write(folder, "companies", company("C1"), company("C2", founded="むかし"))
    write(folder, "sites", {"site_id": "S2", "company_id": "C2", "name": "本社", "region_id": "JP"})
    path = tmp_path / "rejects.csv"
    with RejectsFile(path, DemoImporter.columns, "ja") as file:
        for item in rejected(read(folder)):
            file.write(item)
    path.write_text(path.read_text("utf-8-sig").replace("むかし", "1950"), "utf-8")
    outcomes = read(folder, path)
    good = {record.id for item in outcomes if isinstance(item, Row) for record in item.records}
    assert node_id("Company", "demo", "C2") in good
    assert node_id("Site", "demo", "S2") in good
    assert [item.column for item in rejected(outcomes)] == ["founded"], "the row as it stands in the folder"


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError) as caught:
        read(tmp_path)
    assert caught.value.key == "demo.no_files"
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputFileError) as caught:
        read(other)
    assert caught.value.key == "demo.unknown_file"
    regions = tmp_path / "regions.csv"
    regions.write_text("region_id,name\nJP,日本\n", "utf-8")
    with pytest.raises(InputFileError) as caught:
        read(regions)
    assert caught.value.key == "importing.missing_columns"
    regions.write_text("", "utf-8")
    with pytest.raises(InputFileError) as caught:
        read(regions)
    assert caught.value.key == "importing.empty_file"
    with pytest.raises(InputFileError) as caught:
        read(tmp_path / "contacts.csv")
    assert caught.value.key == "errors.file_missing"


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    shutil.copy(DEMO / "regions.csv", tmp_path)
    shutil.copy(DEMO / "markets.csv", tmp_path)
    seen: list[Position] = []
    importer = DemoImporter()
    importer.check([tmp_path])
    list(importer.read([tmp_path], seen.append))
    assert seen[-1].done == seen[-1].total > 0
