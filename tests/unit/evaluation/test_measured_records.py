"""Records linked without a truth, and companies found again: on invented data, and on the real data."""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import enishi
from service.errors import EnishiError
from service.operations.evaluation.records import evaluate_records
from service.operations.evaluation.renames import evaluate_events, evaluate_renames
from service.resolution.linkage import Link, link, one_to_one
from service.resolution.renamed import Listed, find_again

FIRST = ["anna", "boris", "clara", "derek", "elena", "felix", "greta", "henri", "irina", "jonas"]
LAST = ["adler", "brandt", "castle", "dorman", "eckert", "farrow", "gruber", "holt", "iverson", "jung"]
TOWNS = ["ashford", "barnet", "corby", "dover", "epsom"]


def people(number: int, seed: int = 5) -> list[dict[str, str]]:
    dice = random.Random(seed)
    return [
        {
            "given_name": dice.choice(FIRST),
            "surname": dice.choice(LAST),
            "town": dice.choice(TOWNS),
            "born": f"{dice.randint(1930, 2005)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}",
            "phone": str(dice.randint(10**7, 10**8 - 1)),
        }
        for _ in range(number)
    ]


def spoiled(person: dict[str, str], dice: random.Random) -> dict[str, str]:
    """Return the record with one letter wrong in one field and another field lost."""
    wrong, lost = dice.sample(sorted(person), 2)
    text = person[wrong]
    place = dice.randrange(len(text))
    return {**person, wrong: text[:place] + dice.choice("xyz789") + text[place + 1 :], lost: ""}


def test_spoiled_records_are_found_again() -> None:
    originals = people(300)
    dice = random.Random(6)
    copies = [spoiled(person, dice) for person in originals[:200]]
    order = list(range(200))
    dice.shuffle(order)
    found = one_to_one(
        [f for f in link(originals, [copies[place] for place in order]) if f.probability >= 0.5]
    )
    right = sum(order[match.right] == match.left for match in found)
    assert right / len(found) > 0.98
    assert right / 200 > 0.95


def test_links_within_one_file_and_none_where_nothing_is_shared() -> None:
    records = people(150)
    found = [match for match in link([*records, records[3]]) if match.probability >= 0.5]
    assert [(match.left, match.right) for match in found] == [(3, 150)]
    assert link([{"a": "x"}, {"a": "y"}]) == []


def test_no_record_is_linked_twice() -> None:
    links = [Link(0, 0, 0.9), Link(1, 0, 0.95), Link(1, 1, 0.8), Link(0, 1, 0.7)]
    assert one_to_one(links) == [Link(1, 0, 0.95), Link(0, 1, 0.7)]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_records_beside_splink(tmp_path: Path) -> None:
    pytest.importorskip("splink", reason="splink, a development tool, is not installed")
    originals, dice = people(120), random.Random(2)
    old = [{"rec_id": f"rec-{place}-org", **person} for place, person in enumerate(originals)]
    new = [
        {"rec_id": f"rec-{place}-dup-0", **spoiled(person, dice)} for place, person in enumerate(originals)
    ]
    found = evaluate_records(write(tmp_path / "a.csv", old), write(tmp_path / "b.csv", new))
    group = found["groups"]["all"]
    assert group["n"] == 120
    assert set(group["methods"]) == {"enishi", "splink", "splink_one_to_one"}
    assert group["methods"]["enishi"]["f1"] > 0.9
    assert found["data"]["identifiers"] == ["born", "phone"]
    # Where every record is another, nothing can be measured.
    with pytest.raises(EnishiError) as caught:
        evaluate_records(tmp_path / "a.csv")
    assert caught.value.key == "evaluating.no_truth"


def test_without_splink_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    rows = [
        {"rec_id": f"rec-{place // 2}-dup-{place % 2}", **person} for place, person in enumerate(people(8))
    ]
    with pytest.raises(EnishiError) as caught:
        evaluate_records(write(tmp_path / "a.csv", rows))
    assert caught.value.key == "evaluating.splink_missing"


def test_records_without_fields_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnishiError) as caught:
        evaluate_records(write(tmp_path / "a.csv", [{"rec_id": "rec-1-org"}, {"rec_id": "rec-1-dup-0"}]))
    assert caught.value.key == "evaluating.no_fields"


FIRMS = [
    ("E1", "株式会社山川工業", "カブシキガイシャヤマカワコウギョウ", "千葉市中央区中央1-2-3", "機械", "120"),
    ("E2", "海山商事株式会社", "ウミヤマショウジカブシキガイシャ", "静岡市葵区追手町9-6", "卸売業", "3000"),
    ("E3", "北斗電機株式会社", "ホクトデンキカブシキガイシャ", "札幌市北区北8条西3-32", "電気機器", "811"),
    ("E4", "みなと銀行株式会社", "ミナトギンコウカブシキガイシャ", "神戸市中央区三宮町2", "銀行業", "27500"),
    ("E5", "東都運輸株式会社", "トウトウンユカブシキガイシャ", "江東区潮見2-8-10", "陸運業", "95"),
]  # fmt: skip
EDINET = "ＥＤＩＮＥＴコード,提出者名,提出者名（ヨミ）,所在地,提出者業種,資本金,決算日,提出者名（英字）"


def write_edinet(path: Path, firms: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="cp932", newline="") as lines:
        # As published: a line with the day and the count stands above the header.
        lines.write(f"ダウンロード実行日,2026年08月11日現在,件数,{len(firms)}件\n")
        writer = csv.writer(lines)
        writer.writerow(EDINET.split(","))
        writer.writerows((*firm, "3月31日", "") for firm in firms)
    return path


def test_renames_by_hand(tmp_path: Path) -> None:
    renamed = (
        "E1",
        "ヤマカワ株式会社",
        "ヤマカワカブシキガイシャ",
        "千葉県千葉市中央区中央一丁目2番3号",
        "機械",
        "120",
    )
    moved = (*FIRMS[1][:3], "浜松市中央区元城町103-2", *FIRMS[1][4:])
    old = write_edinet(tmp_path / "old.csv", FIRMS)
    new = write_edinet(tmp_path / "new.csv", [FIRMS[3], renamed, FIRMS[2], moved])
    found = evaluate_renames(old, new)
    assert found["data"] | {"false_links": 0} == found["data"]
    assert (found["data"]["old"], found["data"]["in_both"]) == (5, 4)
    assert [found["groups"][name]["n"] for name in ("all", "renamed", "moved")] == [4, 1, 2]
    assert found["groups"]["renamed"]["methods"]["enishi"]["recall"] == 1.0
    assert found["groups"]["moved"]["methods"]["enishi"]["recall"] == 1.0
    assert found["groups"]["renamed"]["methods"]["exact"]["recall"] == 0.0


def test_shuffling_the_withheld_codes_changes_no_decision(tmp_path: Path) -> None:
    codes = [firm[0] for firm in FIRMS]
    turned = [(code, *firm[1:]) for code, firm in zip(codes[1:] + codes[:1], FIRMS, strict=True)]
    right = evaluate_renames(write_edinet(tmp_path / "a.csv", FIRMS), write_edinet(tmp_path / "b.csv", FIRMS))
    wrong = evaluate_renames(tmp_path / "a.csv", write_edinet(tmp_path / "c.csv", turned))
    assert right["data"]["links"] == wrong["data"]["links"] == 5
    assert (right["data"]["false_links"], wrong["data"]["false_links"]) == (0, 5)


def test_the_order_of_lists_and_their_codes_tell_nothing() -> None:
    firms = [Listed(firm[1], firm[2], "", firm[3], {"industry": firm[4]}) for firm in FIRMS]
    found = {(f.left, f.right) for f in find_again(firms, firms[::-1])}
    assert found == {(place, 4 - place) for place in range(5)}


def test_the_command_prints_the_form_and_refuses_what_it_cannot_measure(tmp_path: Path) -> None:
    path = write(
        tmp_path / "pairs.csv", [{"schema": "Person", "name1": "A B", "name2": "B A", "is_match": "1"}]
    )
    run = CliRunner()
    done = run.invoke(enishi, ["evaluate", "resolution", "--pairs", str(path), "--json"])
    assert json.loads(done.output)["groups"]["Person"]["methods"]["enishi"]["f1"] == 1.0
    assert run.invoke(enishi, ["evaluate", "resolution", "--pairs", str(path)]).exit_code == 0
    for arguments, key in (
        (["--pairs", "--awards", str(path)], "evaluating.one_form"),
        ([str(path)], "evaluating.one_form"),
        (["--renames", str(path)], "evaluating.files_needed"),
        (["--awards", str(path)], "evaluating.missing_columns"),
        (["--records", str(path)], "evaluating.missing_columns"),
        (["--events", str(path)], "evaluating.missing_columns"),
        (["--pairs", str(tmp_path / "none.csv")], "errors.file_missing"),
    ):
        error = run.invoke(enishi, ["evaluate", "resolution", *arguments]).exception
        assert isinstance(error, EnishiError), arguments
        assert (error.key, error.exit_code) == (key, 2)


@pytest.mark.data
def test_renames_on_the_real_data(data_folder: Path) -> None:
    folder = data_folder / "edinet_codes"
    found = evaluate_renames(folder / "edinet_2024-07-21.csv.gz", folder / "edinet_2026-08-11.csv.gz")[
        "groups"
    ]
    assert found["all"]["methods"]["enishi"]["f1"] > 0.99
    assert found["renamed"]["methods"]["enishi"]["recall"] > 0.72
    assert found["renamed"]["methods"]["enishi"]["precision"] > 0.90
    assert found["moved"]["methods"]["enishi"]["recall"] > 0.90


@pytest.mark.data
def test_events_on_the_real_data(data_folder: Path) -> None:
    found = evaluate_events(data_folder / "gbizinfo" / "corp_changes_kept.csv.gz")["groups"]
    assert found["all"]["difference"]["f1"]["low"] > 0.0
    assert found["renamed"]["methods"]["enishi"]["precision"] > 0.88


@pytest.mark.data
def test_records_on_the_real_data(data_folder: Path) -> None:
    """Ours alone; the run beside splink takes half a minute and is for the command."""
    with gzip.open(data_folder / "er_bench" / "febrl_dataset1.csv.gz", "rt", encoding="utf-8") as lines:
        rows = list(csv.reader(lines, skipinitialspace=True))
    header = [name.strip() for name in rows[0]]
    records = [dict(zip(header, row, strict=True)) for row in rows[1:]]
    named = [record.pop("rec_id").split("-")[1] for record in records]
    found = [match for match in link(records) if match.probability >= 0.5]
    right = sum(named[match.left] == named[match.right] for match in found)
    assert right / len(found) > 0.99
    assert right / 500 > 0.99
