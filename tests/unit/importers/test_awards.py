"""The importer of public awards, on rows invented for the purpose."""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_models.records import NodeRecord, RelationshipRecord
from service.errors import InputFileError
from service.importers.awards import AwardsImporter
from service.importers.base import Outcome, Position, Rejected, Row, Skipped
from service.importers.csv_rows import MAX_CELL
from service.language import LANGUAGES, say
from tests.unit.importers.folding import fold

SMALL = Path(__file__).parents[2] / "data" / "awards_small.csv"
COLUMNS = tuple(AwardsImporter.columns)
NUMBER = "7000012050002"
GOOD = {
    "src": "demo", "org": "青空市", "dept": "青空市 建設部 東部土木事務所", "pref": "静岡県",
    "name": "市道１号線舗装工事", "open_date": "2025-04-10", "category": "工事", "method": "一般競争",
    "winner_name": "（株）みどり組", "corporate_no": "", "amount": "100", "slug": "koji",
    "fiscal_year": "2025", "first_seen": "",
}  # fmt: skip


def write(path: Path, rows: Sequence[dict[str, str]], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(*paths: Path) -> list[Outcome]:
    importer = AwardsImporter()
    importer.check(paths)
    return list(importer.read(paths, lambda _: None))


def read_rows(tmp_path: Path, *rows: dict[str, str]) -> list[Outcome]:
    return read(write(tmp_path / "rows.csv", [{**GOOD, **row} for row in rows]))


def nodes(outcomes: Sequence[Outcome], label: str) -> dict[str, dict[str, Any]]:
    return {
        id_: found
        for id_, found in fold(outcomes).items()
        if id_.startswith(f"{label.lower()}-") and "." not in id_
    }


def links(outcome: Outcome, type_: str) -> list[RelationshipRecord]:
    assert isinstance(outcome, Row)
    return [r for r in outcome.records if isinstance(r, RelationshipRecord) and r.type == type_]


def test_a_row_becomes_a_deal_with_buyer_unit_winner_branch_and_class() -> None:
    outcomes = read(SMALL)
    assert [type(outcome) for outcome in outcomes] == [Row, Row, Row, Skipped]
    first = outcomes[0]
    assert isinstance(first, Row)
    deal = next(r for r in first.records if isinstance(r, NodeRecord) and r.label == "Deal")
    assert deal.source == "awards:demo"
    assert deal.properties == {
        "name": "市道１号線舗装工事", "stage": "closed", "outcome": "won", "amount": 12_000_000.0,
        "currency": "JPY", "method": "一般競争", "work_type": "工事",
        "opened_on": date(2025, 4, 10), "closed_on": date(2025, 4, 10),
    }  # fmt: skip
    known = fold([first])
    (at,) = links(first, "AT")
    assert known[at.end_id]["name"] == "建設部 東部土木事務所"
    assert known[at.end_id]["function"] == "public_office"
    sellers = [known[link.end_id]["name"] for link in links(first, "SOLD_BY")]
    assert sellers == ["株式会社みどり組", "沼津支店"]
    (includes,) = links(first, "INCLUDES")
    assert known[includes.end_id]["code"] == "koji"
    assert {link.valid_from for type_ in ("WITH", "AT", "SOLD_BY") for link in links(first, type_)} == {
        date(2025, 4, 10)
    }
    assert {link.valid_from for link in links(first, "SITE_OF")} == {None}
    assert outcomes[3] == Skipped(SMALL, 5, "no_winner")


def test_department_head_office_method_and_amount() -> None:
    second = read(SMALL)[1]
    known = fold([second])
    (part_of,) = links(second, "PART_OF")
    assert known[part_of.start_id]["name"] == "総務課"
    assert known[part_of.end_id] == known[part_of.end_id] | {"name": "青空市役所", "function": "head_office"}
    (deal,) = nodes([second], "Deal").values()
    assert (deal["method"], deal["amount"]) == ("事後審査 市町村", 1_500_000.0)


def test_a_joint_venture_is_its_own_company_and_keeps_the_lead_firms_number() -> None:
    third = read(SMALL)[2]
    (sold_by,) = links(third, "SOLD_BY")
    venture = fold([third])[sold_by.end_id]
    assert venture["is_joint_venture"] is True
    assert venture["lead_corporate_number"] == NUMBER
    assert "corporate_number" not in venture


def test_the_number_is_the_identity_else_the_name_is(tmp_path: Path) -> None:
    by_number = read_rows(
        tmp_path,
        {"winner_name": "（株）みどり組", "corporate_no": NUMBER},
        {"winner_name": "みどり組", "corporate_no": NUMBER, "name": "別の工事"},
    )
    (company,) = [c for c in nodes(by_number, "Company").values() if "corporate_number" in c]
    assert company["name"] == "みどり組", "the shortest"
    assert {"(株)みどり組", "株式会社みどり組", "みどり組"} <= set(company["aliases"])
    by_name = read_rows(
        tmp_path, {"winner_name": "（株）みどり組"}, {"winner_name": "株式会社　みどり組 静岡支店"}
    )
    assert len(nodes(by_name, "Company")) == 2, "the buyer and one winner"


ROWS = st.fixed_dictionaries(
    {
        "dept": st.sampled_from(
            ["青空市 建設部 東部土木事務所", "青空市 総務課", "青空市", "青空市 緑土木事務所管理課"]
        ),
        "name": st.sampled_from(["舗装工事", "ほそう工事", "舗装 工事"]),
        "winner_name": st.sampled_from(
            ["（株）みどり組", "株式会社みどり組沼津支店", "みどり組", "㈱ミドリ", "青・空ＪＶ", "－", "ﾐﾄﾞﾘ"]
        ),
        "corporate_no": st.sampled_from(["", NUMBER, "1"]),
        "amount": st.sampled_from(["1", "２", "x", ""]),
        "slug": st.sampled_from(["koji", "sekkei", "", "unheard-of"]),
        "method": st.sampled_from(["一般競争", "", "随意契約"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=12), seed=st.integers(0, 99), cut=st.integers(0, 12))
def test_order_and_split_over_files_do_not_matter(
    tmp_path: Path, rows: list[dict[str, str]], seed: int, cut: int
) -> None:
    full = [{**GOOD, **row} for row in rows]
    shuffled = random.Random(seed).sample(full, len(full))
    one = fold(read(write(tmp_path / "one.csv", full)))
    first, second = write(tmp_path / "a.csv", shuffled[:cut]), write(tmp_path / "b.csv", shuffled[cut:])
    assert fold(read(first, second)) == one
    assert fold([*read(second), *read(first), *read(first)]) == one, "and again in other commands"


@pytest.mark.parametrize(
    ("cells", "column", "key"),
    [
        ({"open_date": "2025-02-30"}, "open_date", "bad_date"),
        ({"open_date": "soon"}, "open_date", "bad_date"),
        ({"open_date": ""}, "open_date", "empty_cell"),
        ({"amount": "-5"}, "amount", "bad_amount"),
        ({"amount": "1.2.3"}, "amount", "bad_amount"),
        ({"amount": "1,2"}, "amount", "bad_amount"),
        ({"amount": "nan"}, "amount", "bad_amount"),
        ({"amount": "1" * 20}, "amount", "bad_amount"),
        ({"corporate_no": "8000012050002"}, "corporate_no", "bad_corporate_number"),
        ({"corporate_no": "123"}, "corporate_no", "bad_corporate_number"),
        ({"corporate_no": "7.00001E+12"}, "corporate_no", "bad_corporate_number"),
        ({"org": " "}, "org", "empty_cell"),
        ({"name": ""}, "name", "empty_cell"),
        ({"name": "a\0b"}, "name", "control_character"),
        ({"name": "x" * (MAX_CELL + 1)}, "name", "cell_too_long"),
    ],
)
def test_bad_cells_are_rejected_with_a_reason(
    tmp_path: Path, cells: dict[str, str], column: str, key: str
) -> None:
    before, rejected, after = read_rows(tmp_path, {}, cells, {"name": "次の工事"})
    assert isinstance(before, Row)
    assert isinstance(after, Row)
    assert isinstance(rejected, Rejected)
    assert (rejected.column, rejected.key, rejected.number) == (column, f"importing.{key}", 3)
    for lang in LANGUAGES:
        assert say(rejected.key, lang, **{"column": rejected.column, **rejected.params})


@pytest.mark.parametrize("written", ["2025/4/10", "2025-4-10", "２０２５－０４－１０", "2025年4月10日"])
def test_other_ways_to_write_a_day(tmp_path: Path, written: str) -> None:
    assert fold(read_rows(tmp_path, {"open_date": written})) == fold(read_rows(tmp_path, {}))


def lines(*rows: str) -> bytes:
    good = ",".join(GOOD.values())
    return "\r\n".join([",".join(COLUMNS), *(row.replace("GOOD", good) for row in rows), ""]).encode()


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        ('"GOOD', "broken_quotes"),
        ("a,b,c", "too_few_cells"),
        ("GOOD,more", "too_many_cells"),
        ('a,"b"c,d', "broken_quotes"),
    ],
)
def test_a_broken_row_takes_no_other_with_it(tmp_path: Path, bad: str, key: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(lines("GOOD", bad, *["GOOD"] * 200))
    outcomes = read(path)
    assert len(outcomes) == 202
    assert sum(isinstance(outcome, Row) for outcome in outcomes) == 201
    rejected = outcomes[1]
    assert isinstance(rejected, Rejected)
    assert (rejected.number, rejected.key) == (3, f"importing.{key}")
    last = outcomes[-1]
    assert isinstance(last, Row)
    assert last.number == 203


def test_numbers_are_right_behind_cells_with_line_breaks(tmp_path: Path) -> None:
    outcomes = read_rows(tmp_path, {"name": "工事\n（その１）"}, {"amount": "x"})
    assert [outcome.number for outcome in outcomes] == [2, 4]
    assert isinstance(outcomes[0], Row)


def test_a_line_of_millions_of_letters_is_rejected_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(lines("GOOD", "x" * 5_000_000, "GOOD"))
    assert [type(outcome) for outcome in read(path)] == [Row, Rejected, Row]


def test_empty_rows_and_repeated_headers_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "joined.csv"
    path.write_bytes(lines("GOOD", "", "," * (len(COLUMNS) - 1), ",".join(COLUMNS), "GOOD"))
    outcomes = read(path)
    assert [getattr(outcome, "reason", "") for outcome in outcomes] == [
        "",
        "empty_row",
        "repeated_header",
        "",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
@pytest.mark.parametrize("is_gzip", [False, True])
def test_encodings(tmp_path: Path, encoding: str, is_gzip: bool) -> None:
    rows = [
        {**GOOD, "name": f"髙橋邸前舗装工事{number}" if encoding != "euc_jp" else f"舗装工事{number}"}
        for number in range(20)
    ]
    plain = fold(read(write(tmp_path / "plain.csv", rows)))
    path = write(tmp_path / "other.csv", rows, encoding)
    if is_gzip:
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert fold(read(path)) == plain


def test_one_broken_character_spoils_one_row_of_a_utf8_file(tmp_path: Path) -> None:
    path = write(tmp_path / "broken.csv", [{**GOOD, "name": f"工事{n}"} for n in range(30)])
    content = path.read_bytes()
    path.write_bytes(content.replace("工事7".encode(), b"\xe5\xb7\xff7"))
    outcomes = read(path)
    (rejected,) = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
    assert (rejected.number, rejected.column) == (9, "name")
    assert rejected.key == "importing.unreadable_character"
    assert len(outcomes) == 30


def test_progress_counts_bytes_of_the_file_on_disk(tmp_path: Path) -> None:
    path = write(tmp_path / "many.csv", [{**GOOD, "name": f"工事{n}"} for n in range(3000)])
    path.write_bytes(gzip.compress(path.read_bytes()))
    seen: list[Position] = []
    importer = AwardsImporter()
    importer.check([path])
    for _ in importer.read([path], seen.append):
        pass
    assert len(seen) == 7
    assert [position.done for position in seen] == sorted(position.done for position in seen)
    assert seen[-1] == Position(path, path.stat().st_size, path.stat().st_size)


def test_repeated_parties_are_the_same_records(tmp_path: Path) -> None:
    first, second = read_rows(tmp_path, {}, {"name": "次の工事"})
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    shared = {id(record) for record in first.records} & {id(record) for record in second.records}
    assert len(shared) >= 10, "the store folds them away by identity"


def refused(tmp_path: Path, content: bytes, name: str = "file.csv") -> InputFileError:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputFileError) as caught:
        AwardsImporter().check([path])
    for lang in LANGUAGES:
        assert name in caught.value.message(lang)
    return caught.value


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (gzip.compress(b"", mtime=0), "empty_file"),
        (b"PK\x03\x04rest", "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b'{"releases": []}', "not_csv"),
        (b"[1, 2]", "not_csv"),
        (b"<html></html>", "not_csv"),
        (bytes(range(256)) * 4, "not_csv"),
        (gzip.compress(lines("GOOD"), mtime=0)[:-20], "gzip_damaged"),
        (b"a,b,c\n1,2,3\n", "missing_columns"),
        ((",".join(COLUMNS) + ",org\n").encode(), "repeated_columns"),
    ],
)
def test_other_files_are_refused_in_one_sentence(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, content).key == f"importing.{key}"


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_needed_and_named(tmp_path: Path, column: str) -> None:
    error = refused(tmp_path, (",".join(c for c in COLUMNS if c != column) + "\n").encode())
    assert error.params["columns"] == column


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(lines("GOOD") + b"\n" * (80 << 20))
    assert refused(tmp_path, bomb, "bomb.csv.gz").key == "importing.unpacks_too_large"


def test_a_missing_file_or_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputFileError):
            AwardsImporter().check([path])


def test_columns_may_stand_in_any_order_with_others_between(tmp_path: Path) -> None:
    path = tmp_path / "order.csv"
    names = ["remark", *reversed(COLUMNS), "_reason"]
    values = ["x", *(GOOD[column] for column in reversed(COLUMNS)), "y"]
    path.write_text(",".join(names) + "\n" + ",".join(values) + "\n", "utf-8")
    assert fold(read(path)) == fold(read(write(tmp_path / "plain.csv", [GOOD])))
