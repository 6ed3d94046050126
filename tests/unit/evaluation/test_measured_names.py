"""Pairs of names and winners of awards: on invented data, and on the real data with a floor."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pytest

from service.errors import InputFileError
from service.operations.evaluation.awards import evaluate_awards, resolved_names
from service.operations.evaluation.pairs import evaluate_pairs
from service.resolution.latin import latin_letters
from service.resolution.likeness import COMPANY, PERSON, company_likeness, person_likeness

PAIRS = """schema,name1,name2,is_match
Company,Acme Widgets Ltd,ACME WIDGETS LIMITED,true
Company,Acme Widgets Ltd,Acme Gaskets Ltd,false
Person,Taro Yamada,"YAMADA, Taro",true
Person,Taro Yamada,Jiro Yamada,false
Person,broken,row,perhaps
"""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Müller Maschinenbau GmbH & Co. KG", "Mueller Maschinenbau", True),
        ("Müller Maschinenbau GmbH", "MULLER MASCHINENBAU G.m.b.H.", True),
        ("The Blue Harbour Company", "Blue Harbor Co.", True),
        ("Blue Harbour Group plc", "Green Harbour Group plc", False),
        ("Global Parts (France) SARL", "Global Parts (Italy) S.r.l.", False),
        ("Smith & Sons", "Smith and Sons", True),
        ("ООО Ромашка", "Romashka", True),
        ("株式会社山川工業", "㈱山川工業 静岡支店", True),
        ("株式会社山川工業", "株式会社海川工業", False),
        ("北関東エンジニアリング(株)", "北関東エンジニヤリング株式会社", True),
        ("株式会社ヤマカワ", "Yamakawa Co., Ltd.", True),
        ("ヤマカワ工業", "ヤマカワ商事", False),
    ],
)
def test_companies_by_name_alone(one: str, other: str, expected: bool) -> None:
    assert company_likeness(one, other) == company_likeness(other, one)
    assert (company_likeness(one, other) >= COMPANY.threshold) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Jon Smithe", "Jonathan Black", False),
        ("Anna-Maria Schmidt", "SCHMIDT Anna Maria", True),
        ("Пётр Иванов", "Petr Ivanov", True),
        ("高橋 太郎", "髙橋太郎", True),
        ("高橋太郎", "高橋次郎", False),
        ("Jane Carter", "Kate Carter", False),
        ("A. Lindqvist", "Astrid Lindqvist", True),
        ("さとう はなこ", "Hanako SATOH", True),
        ("さとう はなこ", "Hanako Suzuki", False),
        ("渡邊 一郎", "渡辺一郎", True),
    ],
)
def test_people_by_name_alone(one: str, other: str, expected: bool) -> None:
    assert person_likeness(one, other) == person_likeness(other, one)
    assert (person_likeness(one, other) >= PERSON.threshold) is expected


def test_marks_of_indic_scripts_are_letters() -> None:
    assert latin_letters("मोदी") == "मोदी"
    assert latin_letters("Émile Ñandú") == "emile nandu"


def test_the_report_has_the_one_form(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS, "utf-8")
    found = evaluate_pairs(path, seed=3)
    assert (found["task"], found["seed"]) == ("resolution", 3)
    assert found["data"] == {"pairs": 4, "matches": 2, "left_out": 1}
    group = found["groups"]["Company"]
    assert set(group) == {"n", "methods", "best_baseline", "difference"}
    assert set(group["methods"]) == {"enishi", "exact", "jaro_winkler", "token_sort"}
    assert set(group["difference"]["f1"]) == {"value", "low", "high"}
    assert evaluate_pairs(path, seed=3) == found


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("name1,name2,is_match\na,b,true\n", "evaluating.missing_columns"),
        ("schema,schema,name1,name2,is_match\n", "evaluating.repeated_columns"),
        ("schema,name1,name2,is_match\nCompany,a,b,perhaps\n", "evaluating.no_truth"),
        ("%PDF-1.4\n", "importing.other_type"),
    ],
)
def test_wrong_files_are_told_in_one_sentence(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputFileError) as caught:
        evaluate_pairs(path)
    assert caught.value.key.split(".")[0] == key.split(".")[0]
    assert caught.value.message("ja") != caught.value.message("en")


def write_awards(path: Path, rows: list[tuple[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["winner_name", "corporate_no"])
        writer.writerows(rows)


AWARDS = [
    ("(株)山川工業", "7000012050002"),
    ("株式会社山川工業 静岡支店", "7000012050002"),
    ("海山商事(有)", "5070001000715"),
    ("(株)海山商事", "6020001008662"),
    ("山川・海山共同企業体", "7000012050002"),
    ("-", ""),
]


def test_awards_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv.gz"
    write_awards(path, AWARDS)
    found = evaluate_awards(path)
    assert found["data"]["names"] == 4
    assert found["data"]["left_out"] == 2
    assert found["groups"]["all"]["n"] == 1
    assert found["groups"]["all"]["methods"]["enishi"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["groups"]["all"]["methods"]["branch_stripped"]["precision"] == 0.5


def read_names(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_numbers_are_withheld(tmp_path: Path) -> None:
    """Whatever numbers stand beside the names, the same names are brought together."""
    names = [name for name, _ in AWARDS]
    numbers = [number for _, number in AWARDS]
    random.Random(4).shuffle(numbers)
    path = tmp_path / "awards.csv.gz"
    write_awards(path, list(zip(names, numbers, strict=True)))
    shuffled = evaluate_awards(path)
    assert shuffled["data"]["pairs_found"] == 1
    assert resolved_names(names[:4]) == {("(株)山川工業", "株式会社山川工業 静岡支店")}
    assert shuffled["groups"]["all"]["methods"]["enishi"]["recall"] < 1.0


@pytest.mark.data
def test_shuffling_the_real_numbers_changes_no_decision(data_folder: Path, tmp_path: Path) -> None:
    rows = read_names(data_folder / "jp_local_awards" / "awards.csv.gz")[:6000]
    numbers = [row["corporate_no"] for row in rows]
    found = []
    for shuffle in (False, True):
        if shuffle:
            random.Random(9).shuffle(numbers)
        path = tmp_path / f"{shuffle}.csv.gz"
        write_awards(path, [(row["winner_name"], number) for row, number in zip(rows, numbers, strict=True)])
        found.append(evaluate_awards(path))
    assert found[0]["data"]["pairs_found"] == found[1]["data"]["pairs_found"] > 0
    recall = [report["groups"]["all"]["methods"]["enishi"]["recall"] for report in found]
    assert recall[0] > 0.3 > recall[1]


@pytest.mark.data
def test_awards_on_the_real_data(data_folder: Path) -> None:
    found = evaluate_awards(data_folder / "jp_local_awards" / "awards.csv.gz")["groups"]["all"]
    assert found["n"] > 300
    assert found["methods"]["enishi"]["precision"] >= 0.97
    assert found["methods"]["enishi"]["recall"] >= 0.92
    assert found["difference"]["f1"]["low"] > 0.0


@pytest.mark.data
def test_pairs_on_the_real_data(data_folder: Path) -> None:
    found = evaluate_pairs(data_folder / "er_bench" / "nomenklatura_name_cases.csv")["groups"]
    for name, floor in (("companies", 0.92), ("Person", 0.80), ("companies@other_half", 0.90)):
        assert found[name]["methods"]["enishi"]["f1"] >= floor
        assert found[name]["difference"]["f1"]["low"] > 0.0
    assert found["Person@other_half"]["difference"]["f1"]["value"] > 0.0
