"""Files of every format as rows of cells; what is broken, locked or a trap is told in one sentence."""

from __future__ import annotations

import gzip
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from service.errors import InputFileError
from service.importers.readers.opening import open_tables
from service.importers.readers.table import SourceRow
from service.language import LANGUAGES, say

HEADER = "会社名,氏名,電話\n"


def rows(path: Path, place: int = 0) -> list[SourceRow]:
    return list(open_tables(path)[place].rows(lambda _: None))


def written(folder: Path, content: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path, key: str) -> InputFileError:
    with pytest.raises(InputFileError) as caught:
        open_tables(path)
    assert caught.value.key == key
    for lang in LANGUAGES:
        assert path.name in caught.value.message(lang)
    return caught.value


def workbook(path: Path, *lines: list[object], formulas: dict[str, tuple[str, object]] | None = None) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("名簿")
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
    for cell, (formula, value) in (formulas or {}).items():
        sheet.write_formula(cell, formula, value=value)
    book.close()
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
def test_delimiter_and_encoding_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "会社名|氏名|住所\n株式会社青空|山田 太郎|東京都港区新橋\n有限会社海|佐藤 花子|大阪府大阪市北区\n"
    path = written(tmp_path, text.replace("|", delimiter).encode(encoding))
    (table,) = open_tables(path)
    assert (table.columns, table.delimiter) == (("会社名", "氏名", "住所"), delimiter)
    assert [row.cells["氏名"] for row in table.rows(lambda _: None)] == ["山田 太郎", "佐藤 花子"]


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    assert rows(written(tmp_path, HEADER + "青空,山田,03\n", "list.xlsx"))[0].cells["会社名"] == "青空"
    book = workbook(tmp_path / "book.csv", ["会社名"], ["青空"])
    assert rows(book)[0].cells == {"会社名": "青空"}
    packed = written(tmp_path, gzip.compress((HEADER + "青空,山田,03\n").encode()), "list.txt")
    assert rows(packed)[0].cells["氏名"] == "山田"
    refused(written(tmp_path, b"%PDF-1.7 ...", "list.csv"), "importing.not_table")


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    refused(folder, "importing.is_a_folder")
    refused(tmp_path / "nothing.csv", "errors.file_missing")
    refused(written(tmp_path, b"\xef\xbb\xbf \n"), "importing.empty_file")


def test_shift_jis_taken_for_utf8_sets_only_its_rows_aside(tmp_path: Path) -> None:
    good = "".join(f"株式会社{number},山田,03\n" for number in range(200)).encode()
    path = written(tmp_path, HEADER.encode() + good + "青空,田中,03\n".encode("cp932"))
    found = rows(path)
    assert [row.fault for row in found if row.fault] == ["importing.unreadable_character"]
    assert (found[-1].number, found[-1].column) == (202, "会社名")


def test_broken_cells_are_named(tmp_path: Path) -> None:
    path = written(
        tmp_path, HEADER + '青空,山\x00田,03\n"海,佐藤,04\n山,鈴木,05\n川,' + "長" * 20_000 + ",1\n"
    )
    told = [(row.number, row.column, row.fault) for row in rows(path)]
    assert told == [
        (2, "氏名", "importing.control_character"),
        (3, "", "importing.broken_quotes"),
        (4, "", ""),
        (5, "氏名", "importing.cell_too_long"),
    ]


def test_headers_without_name_or_twice(tmp_path: Path) -> None:
    (table,) = open_tables(written(tmp_path, "会社名,,電話,電話\n青空,x,1,2\n会社名,,電話,電話\n"))
    assert (table.columns, table.repeated) == (("会社名", "#2", "電話", "電話 (2)"), ("電話",))
    assert [row.fault for row in table.rows(lambda _: None)] == ["", "skipped:repeated_header"]
    refused(written(tmp_path, ",,\n1,2,3\n"), "importing.no_header")


def test_ten_thousand_columns(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    error = refused(written(tmp_path, f"{header}\n"), "importing.too_many_columns")
    assert error.params["columns"] == 10_000


def test_a_cell_of_64_megabytes_takes_no_memory(tmp_path: Path) -> None:
    piece = b"x" * (1 << 20)
    plain = tmp_path / "huge.csv"
    with plain.open("wb") as sparse:
        sparse.write(HEADER.encode() + b"good,person,03\nbad,")
        for _ in range(64):
            sparse.write(piece)
        sparse.write(b",03\nlast,person,04\n")
    tracemalloc.start()
    found = rows(plain)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.fault for row in found] == ["", "importing.row_too_long", ""]
    assert found[2].cells["会社名"] == "last"
    assert peak < 48 << 20


@pytest.mark.soak
def test_a_whole_gigabyte(tmp_path: Path) -> None:
    plain = tmp_path / "huge.csv"
    with plain.open("wb") as sparse:
        sparse.write(HEADER.encode() + b"bad,")
        for _ in range(1024):
            sparse.write(b"x" * (1 << 20))
        sparse.write(b",03\nlast,person,04\n")
    tracemalloc.start()
    found = rows(plain)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.fault for row in found] == ["importing.row_too_long", ""]
    assert peak < 48 << 20


def test_a_workbook_gives_values_and_runs_nothing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        ["会社名", "法人番号", "売上", "メモ"],
        ["株式会社青空", 7000012050002, 0.5, "=HYPERLINK(1)"],
        ["有限会社海", "@SUM(A1)", "", "+1"],
        formulas={"C3": ("=1+1", 2)},
    )
    (table,) = open_tables(path)
    assert table.sheet == "名簿"
    first, second = table.rows(lambda _: None)
    assert dict(first.cells) == {
        "会社名": "株式会社青空",
        "法人番号": "7000012050002",
        "売上": "0.5",
        "メモ": "=HYPERLINK(1)",
    }
    assert list(second.cells.values()) == ["有限会社海", "@SUM(A1)", "2", "+1"]
    assert (first.number, second.number) == (2, 3)


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [], [], ["会社名", "電話"], ["青空", "03"], [], ["海", "04"])
    assert [(row.number, row.cells["会社名"]) for row in rows(path)] == [(4, "青空"), (5, ""), (6, "海")]


def test_empty_locked_old_and_damaged_workbooks(tmp_path: Path) -> None:
    refused(workbook(tmp_path / "empty.xlsx"), "importing.empty_file")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    locked = written(tmp_path, ole + "EncryptedPackage".encode("utf-16-le") + bytes(500), "locked.xlsx")
    refused(locked, "importing.password")
    refused(written(tmp_path, ole, "old.xls"), "importing.old_excel")
    whole = workbook(tmp_path / "whole.xlsx", ["会社名"], ["青空"]).read_bytes()
    refused(written(tmp_path, whole[: len(whole) // 2], "half.xlsx"), "importing.workbook_damaged")
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("list.csv", "a,b\n")
    refused(tmp_path / "archive.zip", "importing.not_a_workbook")


def bomb(path: Path, megabytes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(megabytes):
                part.write(bytes(1 << 20))
    return path


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx", 300)
    tracemalloc.start()
    refused(path, "importing.unpacks_too_large")
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_a_zip_bomb_whose_directory_lies(tmp_path: Path) -> None:
    path = bomb(tmp_path / "liar.xlsx", 300)
    real = struct.pack("<L", 300 << 20)
    data = path.read_bytes()
    assert real in data
    path.write_bytes(data.replace(real, struct.pack("<L", 1000)))
    refused(path, "importing.unpacks_too_large")


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Cut Off
BEGIN:VCARD
VERSION:4.0
FN:山田 太郎
N:山田;太郎;;;
SORT-STRING:ヤマダ タロウ
ORG:株式会社青空;営業部
TEL;TYPE=CELL:090-1234-5678
TEL;VALUE=uri;TYPE="voice,work":tel:+81-3-1234-5678
TEL;TYPE=FAX:03-9999-9999
EMAIL;TYPE=WORK:taro@example.co.jp
EMAIL:t.yamada@example.com
ADR;TYPE=WORK:;;新橋5-18-1;港区;東京都;105-0004;日本
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BD=90=E8=97=A4;=E8=8A=B1=E5=AD=90
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BD=90=E8=97=A4=20=E8=8A=B1=E5=AD=90
X-PHONETIC-LAST-NAME:サトウ
X-PHONETIC-FIRST-NAME:ハナコ
END:VCARD
"""


def test_cards_go_in_but_for_the_half_one(tmp_path: Path) -> None:
    half, first, second = rows(written(tmp_path, CARDS, "cards.vcf"))
    assert (half.number, half.fault) == (1, "importing.half_a_card")
    assert "Cut Off" in str(half.raw)
    assert first.number == 4
    assert {name: value for name, value in first.cells.items() if value} == {
        "FN": "山田 太郎",
        "N.family": "山田",
        "N.given": "太郎",
        "KANA": "ヤマダ タロウ",
        "ORG": "株式会社青空",
        "ORG.unit": "営業部",
        "TEL.mobile": "090-1234-5678",
        "TEL.work": "+81-3-1234-5678",
        "TEL.fax": "03-9999-9999",
        "EMAIL": "taro@example.co.jp\nt.yamada@example.com",
        "ADR": "東京都港区新橋5-18-1",
        "ADR.postcode": "105-0004",
        "ADR.country": "日本",
    }
    assert (second.cells["FN"], second.cells["KANA"]) == ("佐藤 花子", "サトウ ハナコ")
    half_end = rows(written(tmp_path, CARDS[: CARDS.rindex("END")], "cards.vcf"))
    assert [row.fault for row in half_end] == ["importing.half_a_card", "", "importing.half_a_card"]


def test_json_lines(tmp_path: Path) -> None:
    text = '{"name": "青空", "site": {"city": "港区"}, "mails": ["a@b.jp", "c@d.jp"]}\n{"n": 1.5}\n[1]\n{"x\n'
    (table,) = open_tables(written(tmp_path, text, "rows.jsonl"))
    assert table.columns == ("name", "site.city", "mails", "n")
    first, second, *bad = table.rows(lambda _: None)
    assert first.cells == {"name": "青空", "site.city": "港区", "mails": "a@b.jp\nc@d.jp"}
    assert second.cells == {"n": "1.5"}
    assert [row.number for row in bad] == [3, 4]
    assert all(row.fault for row in bad)


def test_every_fault_is_told_in_both_languages(tmp_path: Path) -> None:
    def faults() -> Iterator[SourceRow]:
        yield from rows(written(tmp_path, CARDS, "cards.vcf"))
        yield from rows(written(tmp_path, HEADER + 'a\n"\n1,2,3,4\n'))

    for row in faults():
        if row.fault:
            for lang in LANGUAGES:
                assert say(row.fault, lang, **{"column": row.column, **row.params})


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEADER)
            file.writelines(
                f"株式会社{number},山田 {number},03-1234-{number % 10000:04}\n" for number in range(count)
            )
        tracemalloc.start()
        for _ in open_tables(path)[0].rows(lambda _: None):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(40_000) < peak(4_000) + (4 << 20)
