"""What columns of unknown lists are guessed to mean."""

from __future__ import annotations

import pytest

from service.importers.mapping.guess import SURE, guess_columns
from service.language import LANGUAGES, say


def guessed(header: str, *lines: str) -> dict[str, str | None]:
    names = header.split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines]
    return {one.column: one.target if one.confidence >= SURE else None for one in guess_columns(names, rows)}


@pytest.mark.parametrize(
    ("header", "line", "targets"),
    [
        (
            "会社名,部署,役職,お名前,フリガナ,メールアドレス,電話番号,携帯,郵便番号,都道府県,住所,流入元",
            "株式会社青空,購買部,部長,山田 太郎,ヤマダ タロウ,t@aozora.co.jp,03-1234-5678,090-1234-5678,"
            "105-0004,東京都,港区新橋5-18-1,展示会",
            "Company.name Department.name Contact.title Contact.name Contact.name_kana Contact.emails "
            "Contact.phones Contact.phones Site.postcode Site.region Site.address ACQUIRED_BY",
        ),
        (
            "Company,First Name,Last Name,Job Title,Email,Phone,Country,Lead Source,Notes",
            "Acme Inc,Jane,Doe,CEO,jane@acme.com,+1 212 555 0100,USA,Trade show,x",
            "Company.name Contact.given Contact.family Contact.title Contact.emails Contact.phones "
            "Site.country ACQUIRED_BY Note.text",
        ),
        (
            "企業名,法人番号,業種,従業員数,TEL,HP,色",
            "株式会社青空,7000012050002,製造業,120名,03-1234-5678,https://aozora.co.jp,赤",
            "Company.name Company.corporate_number Company.market Company.employees Company.phones "
            "Company.domain -",
        ),
        (
            "A,B,C,D,E",
            "株式会社青空,7000012050002,東京都港区新橋5-18-1,105-0004,03-1234-5678",
            "Company.name Company.corporate_number Site.address Site.postcode Company.phones",
        ),
    ],
)
def test_usual_lists_are_understood(header: str, line: str, targets: str) -> None:
    found = guessed(header, line, line)
    assert [target or "-" for target in found.values()] == targets.split()


def test_values_that_cannot_be_take_a_header_back() -> None:
    assert guessed("会社名,従業員数", "株式会社青空,101-300名", "有限会社海,11-50名")["従業員数"] is None
    assert guessed("会社名,URL", "株式会社青空,製品", "有限会社海,部品")["会社名"] == "Company.name"


def test_a_target_is_given_once_and_order_of_rows_does_not_matter() -> None:
    found = guessed("会社名,社名,氏名", "株式会社青空,青空,山田", "有限会社海,海,佐藤")
    assert list(found.values()) == ["Company.name", None, "Contact.name"]
    assert found == guessed("会社名,社名,氏名", "有限会社海,海,佐藤", "株式会社青空,青空,山田")


def test_reasons_are_told_in_both_languages() -> None:
    rows = [{"メール": "a@b.co.jp", "氏名": "x"}]
    for one in guess_columns(["メール", "氏名"], rows):
        assert one.why
        for key, params in one.why:
            for lang in LANGUAGES:
                assert say(key, lang, **params)
