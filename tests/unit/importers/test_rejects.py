"""The file of rejected rows: written at once, readable by a person, and input again once mended."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from service.importers.awards import AwardsImporter
from service.importers.base import Rejected, Row
from service.importers.ocds import OcdsImporter
from service.importers.rejects import NOTES, RejectsFile
from tests.unit.importers.folding import fold
from tests.unit.importers.test_awards import COLUMNS, GOOD, lines, read, write


def reject_all(importer: AwardsImporter | OcdsImporter, source: Path, target: Path) -> list[Rejected]:
    importer.check([source])
    found = [item for item in importer.read([source], lambda _: None) if isinstance(item, Rejected)]
    with RejectsFile(target, importer.columns, "ja") as file:
        for rejected in found:
            file.write(rejected)
            assert not target.exists(), "it appears when it is whole"
    return found


def test_mended_rows_can_be_fed_again(tmp_path: Path) -> None:
    bad = {**GOOD, "amount": "約百万", "name": '=SUM(1) "特別"\n工事'}
    source, target = write(tmp_path / "in.csv", [GOOD, bad]), tmp_path / "out" / "rejects.csv"
    assert len(reject_all(AwardsImporter(), source, target)) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == (*COLUMNS, *NOTES)
    assert {column: row[column] for column in COLUMNS} == bad, "nothing is changed, formula signs included"
    assert (row["_file"], row["_row"], row["_column"]) == ("in.csv", "3", "amount")
    assert "約百万" in row["_reason"]
    assert "amount" in row["_reason"]

    target.write_text(target.read_text("utf-8-sig").replace("約百万", "1000000", 1), "utf-8-sig")
    (mended,) = read(target)
    assert isinstance(mended, Row)
    assert fold([mended]) == fold(read(write(tmp_path / "fine.csv", [{**bad, "amount": "1000000"}])))


def test_a_row_that_cannot_be_split_keeps_its_line(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "rejects.csv"
    source.write_bytes(lines("GOOD", "GOOD,too,many", '"never closed'))
    reject_all(AwardsImporter(), source, target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        many, unclosed = csv.DictReader(file)
    assert many["_line"].endswith("too,many")
    assert many["org"] == GOOD["org"]
    assert unclosed["_line"] == '"never closed'


def test_mended_json_lines_can_be_fed_again(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "rejects.jsonl"
    good = json.dumps(
        {
            "ocid": "ocds-xxxxxx-1",
            "date": "2025-01-01T00:00:00Z",
            "buyer": {"name": "Blue Council"},
            "tender": {"title": "T"},
        }
    )
    source.write_text(good + "\n" + good.replace('"tender"', "tender") + "\n", "utf-8")
    (rejected,) = reject_all(OcdsImporter(), source, target)
    assert rejected.number == 2
    comment, line = target.read_text("utf-8").splitlines()
    assert comment.startswith("# in.jsonl:2")
    assert line == rejected.raw
    target.write_text(target.read_text("utf-8").replace(" tender", ' "tender"', 1), "utf-8")
    importer = OcdsImporter()
    importer.check([target])
    (mended,) = importer.read([target], lambda _: None)
    assert isinstance(mended, Row)


def test_no_rejects_no_file(tmp_path: Path) -> None:
    with RejectsFile(tmp_path / "none.csv", COLUMNS, "en"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_was_rejected_before_a_failure_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "rejects.csv"
    rejected = Rejected(tmp_path / "in.csv", 7, "amount", "importing.bad_amount", {"value": "x"}, GOOD)

    def break_off() -> None:
        with RejectsFile(target, COLUMNS, "en") as file:
            file.write(rejected)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert "is not an amount" in target.read_text("utf-8-sig")
    assert list(tmp_path.iterdir()) == [target]
