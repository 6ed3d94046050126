"""A dry run tells which records would become one with others: those that do when the import goes in."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from service.cli.imports import show_difference
from service.database import Database
from service.operations import foreseeing
from service.operations.imports import ImportReport, run_import
from service.operations.resolving import LABELS
from service.store.checksum import graph_checksum
from tests.conftest import clear

CARDS = """会社名,住所,氏名,役職,メール,電話
青空計測工業株式会社,東京都港区新橋5-18-1,山田 太郎,購買部長,taro@aozora.example,03-1234-5678
緑川化学株式会社,大阪府大阪市北区梅田1-1,佐藤 花子,係長,hanako@midori.example,06-1234-0000
"""
LIST = """会社名,住所,氏名,役職,メール,電話
青空計測工業(株),東京都港区新橋5丁目18番1号,山田太郎,部長,taro@aozora.example,03-1234-5678
ミドリカワ化学,大阪市北区梅田1-1,佐藤 花子,課長,hanako@midori.example,06-1234-0000
赤城製作所,群馬県前橋市大手町1-1-1,鈴木 一郎,主任,ichiro@akagi.example,027-123-4567
赤城製作所株式会社,群馬県前橋市大手町1-1-1,鈴木 一郎,主任,ichiro@akagi.example,027-123-4567
"""


def imported(database: Database, source: str, *paths: Path, is_dry_run: bool = False) -> ImportReport:
    rejects = paths[0].with_suffix(".rejects.csv")
    return run_import(database, source, list(paths), rejects=rejects, lang="en", is_dry_run=is_dry_run)


def pairs(report: ImportReport, change: str) -> set[tuple[str, str]]:
    assert report.difference is not None
    items = [item for item in report.difference.as_dict()["items"] if item["change"] == change]
    return {(item["id"], item["other"]["id"]) for item in items}


def standing(database: Database) -> tuple[set[tuple[str, str]], set[tuple[str, ...]]]:
    """Return which records went into which others, and the pairs that wait for a person."""
    merged = database.run_statement(
        "MATCH (m:Merged) WHERE m.id <> m.into_id RETURN m.id AS id, m.into_id AS into"
    )
    waiting = database.run_statement(
        "MATCH (p:ResolutionPair {state: 'review'}) RETURN p.left_id AS l, p.right_id AS r"
    )
    return {(row["id"], row["into"]) for row in merged}, {
        tuple(sorted((row["l"], row["r"]))) for row in waiting
    }


def check(database: Database, source: str, path: Path) -> ImportReport:
    """Try a file, import it, and compare what was foreseen with what came of it."""
    before, checksum = standing(database), graph_checksum(database)
    tried = imported(database, source, path, is_dry_run=True)
    assert (standing(database), graph_checksum(database)) == (before, checksum)
    imported(database, source, path)
    merged, waiting = standing(database)
    assert pairs(tried, "merged") == merged - before[0]
    assert {tuple(sorted(key)) for key in pairs(tried, "review")} == waiting - before[1]
    return tried


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    cards, more = tmp_path / "cards.csv", tmp_path / "list.csv"
    cards.write_text(CARDS, "utf-8")
    more.write_text(LIST, "utf-8")
    return cards, more


def test_merges_with_the_graph_and_within_the_file_are_foreseen(
    database: Database, lists: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    cards, more = lists
    imported(database, "business-cards", cards)
    tried = check(database, "lead-list", more)
    labels = {id_.partition("-")[0] for id_, _ in pairs(tried, "merged")}
    assert labels >= {"company", "contact"}
    assert tried.difference is not None
    capsys.readouterr()
    show_difference(tried.difference, "ja")
    shown = capsys.readouterr().out
    assert "山田" in shown
    assert "統合されます" in shown


def test_what_is_not_compared_is_counted(
    database: Database, lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreseeing, "MOST_FORESEEN", 5)
    clear(database)
    tried = imported(database, "lead-list", lists[1], is_dry_run=True)
    assert tried.difference is not None
    created = sum(tried.difference.totals.get(("created", label), 0) for label in LABELS)
    assert created > 5
    assert tried.difference.not_compared == created - 5


@pytest.mark.data
def test_merges_of_public_awards_are_foreseen(database: Database, data_folder: Path, tmp_path: Path) -> None:
    with gzip.open(data_folder / "jp_local_awards" / "awards.csv.gz", "rt", encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file)
    halves = [tmp_path / "one.csv", tmp_path / "other.csv"]
    for place, half in enumerate(halves):
        with half.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows[place * 40 :: 80]])
    check(database, "awards", halves[0])
    assert pairs(check(database, "awards", halves[1]), "merged")
