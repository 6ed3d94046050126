"""Phones, mails, domains, addresses and days in one writing."""

from __future__ import annotations

import csv
import gzip
import random
from datetime import date
from pathlib import Path

import pytest

from service.resolution import mails, phones
from service.resolution.addresses import parse_address
from service.resolution.dates import parse_day
from service.resolution.domains import company_domain
from service.resolution.mails import is_desk, is_private, normalise_email
from service.resolution.phones import normalise_phone


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("令和元年５月１日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和39年10月10日", date(1964, 10, 10)),
        ("2024/04/01 09:30", date(2024, 4, 1)),
        ("2024-04-01T09:30:00+09:00", date(2024, 4, 1)),
        ("2024年4月1日（月）", date(2024, 4, 1)),
        ("20240401", date(2024, 4, 1)),
        ("April 1, 2024", date(2024, 4, 1)),
        ("1-Apr-2024", date(2024, 4, 1)),
        ("令和6年13月1日", None),
        ("昨日", None),
        ("", None),
    ],
)
def test_days(written: str, day: date | None) -> None:
    assert parse_day(written) == day


@pytest.mark.parametrize(
    ("written", "number", "extension"),
    [
        ("03-1234-5678 内線123", "+81312345678", "123"),
        ("(03)1234-5678(内線 12)", "+81312345678", "12"),
        ("０４７５－１２－３４５６", "+81475123456", ""),
        ("０９０ー１２３４ー５６７８", "+819012345678", ""),
        ("+81 3 1234 5678 ext. 9", "+81312345678", "9"),
        ("電話：03-1234-5678（代）", "+81312345678", ""),
    ],
)
def test_phones(written: str, number: str, extension: str) -> None:
    phone = normalise_phone(written)
    assert phone is not None
    assert (phone.number, phone.extension) == (number, extension)


def test_the_quick_reading_of_usual_numbers_says_what_the_library_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(4)
    written = [f"0{dice.randint(1, 9)}{dice.randint(0, 9)}{dice.randint(0, 10**7):07}" for _ in range(300)]
    written += [
        f"0{dice.randint(5, 9)}0-{dice.randint(0, 9999):04}-{dice.randint(0, 9999):04}" for _ in range(200)
    ]
    written += [f"+81{dice.randint(10**8, 10**10)}" for _ in range(200)]
    quick = [phones.normalise_phone.__wrapped__(text) for text in written]
    monkeypatch.setattr(phones, "_japanese", lambda _plain: None)
    assert quick == [phones.normalise_phone.__wrapped__(text) for text in written]
    assert sum(phone is not None for phone in quick) > 200


def test_plain_mail_addresses_are_what_the_library_makes_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    written = ["a.b@c.co.jp", "a_b-c@d-e.example", "x@y.com", "1.2@3.net"]
    quick = [mails.normalise_email.__wrapped__(text) for text in written]
    monkeypatch.setattr(mails, "_SHORT", 0)
    assert quick == [mails.normalise_email.__wrapped__(text) for text in written] == written


@pytest.mark.parametrize("written", ["", "-", "03-0000-0000", "内線123", "1", "無し"])
def test_what_is_no_phone(written: str) -> None:
    assert normalise_phone(written) is None


def test_mails() -> None:
    assert normalise_email("mailto:Hanako@Example.com") == "hanako@example.com"
    assert normalise_email("a b@example.com") == ""
    assert is_desk("soumu@example.co.jp")
    assert not is_desk("info.taro.x@gmail.com") or is_desk("info@example.com")
    assert is_private("hanako.sato@gmail.com")
    assert not is_private("hanako.sato@example.co.jp")
    assert company_domain("https://www.example.co.jp:8080/a") == "example.co.jp"
    assert company_domain("x@docomo.ne.jp") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("千葉県千葉市中央区中央１丁目１番１号", "千葉市中央区中央1-1-1"),
        ("東京都港区新橋五丁目１８番１号　ビル３階", "〒105-0004 東京都港区新橋5-18-1"),
        ("埼玉県入間郡三芳町大字竹間沢１１番地", "入間郡三芳町竹間沢11"),
        ("札幌市北区北八条西三丁目３２番", "北海道札幌市北区北8条西3-32"),
    ],
)
def test_two_writings_of_one_address(one: str, other: str) -> None:
    left, right = parse_address(one), parse_address(other)
    assert left.key == right.key != ""
    assert left.prefecture == right.prefecture != ""


def test_an_address_without_numbers_has_no_key() -> None:
    assert parse_address("東京都千代田区").key == ""
    assert parse_address("12 Station Road, Leeds").key == ""


@pytest.mark.data
def test_prefecture_and_city_of_real_addresses(data_folder: Path) -> None:
    path = data_folder / "gbizinfo" / "corp_changes_kept.csv.gz"
    total = prefectures = cities = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            prefecture, city = row["prefectureName"], row["cityName"]
            if prefecture and city:
                total += 1
                prefectures += parse_address(city + row["streetNumber"]).prefecture == prefecture
                cities += parse_address(prefecture + city + row["streetNumber"]).city == city
    assert prefectures / total > 0.997
    assert cities / total > 0.997
