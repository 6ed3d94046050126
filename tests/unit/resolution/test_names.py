"""Names taken apart: legal form, branch, joint venture; all names here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.resolution.legal_forms import JAPANESE
from service.resolution.names import clean, fold, is_nobody, parse_company
from service.resolution.people import person_name, telephone
from service.resolution.places import PLACES, PREFECTURES

FORMS = [(full, short) for full, shorts in JAPANESE.items() for short in shorts]
CORES = st.sampled_from(["青空建設", "ミドリ電機", "みらい測量", "ABCエンジニアリング", "千鳥設計事務所"])
BRANCHES = st.sampled_from(["静岡支店", "袋井営業所", "中部支社", "千葉出張所", "名古屋支店"])


@pytest.mark.parametrize(
    ("written", "plain", "branch"),
    [
        ("（株）青空建設", "株式会社青空建設", ""),
        ("青空建設㈱", "青空建設株式会社", ""),
        ("㈲ 青空建設", "有限会社青空建設", ""),
        ("青空建設（株） 静岡支店", "青空建設株式会社", "静岡支店"),
        ("青空建設株式会社静岡支店", "青空建設株式会社", "静岡支店"),
        ("（株）青空静岡営業所", "株式会社青空", "静岡営業所"),
        ("（株）ミドリ無名町営業所", "株式会社ミドリ", "無名町営業所"),
        ("（株）青空コンサルタント静岡東部出張所", "株式会社青空コンサルタント", "静岡東部出張所"),
        ("ミドリ電機（株） 中部支社 静岡支店", "ミドリ電機株式会社", "中部支社 静岡支店"),
        ("ミドリ電機（株） 営業第一部", "ミドリ電機株式会社", "営業第一部"),
        ("（株）青空設計事務所三島事務所", "株式会社青空設計事務所", "三島事務所"),
        ("千鳥設計事務所 裾野営業所", "千鳥設計事務所", "裾野営業所"),
        # Not branches: the words are part of the company's own name.
        ("（株）千鳥設計事務所", "株式会社千鳥設計事務所", ""),
        ("（株）青空環境センター", "株式会社青空環境センター", ""),
        ("一級建築士事務所 千鳥建築設計室", "一級建築士事務所 千鳥建築設計室", ""),
        ("（株）静岡営業所", "株式会社静岡営業所", ""),
        ("青空工務店 法人番号 －", "青空工務店", ""),
        ("（一社）青空協会", "一般社団法人青空協会", ""),
    ],
)
def test_taken_apart(written: str, plain: str, branch: str) -> None:
    name = parse_company(written)
    assert (name.plain, name.branch) == (plain, branch)


@given(core=CORES, form=st.sampled_from(FORMS), branch=BRANCHES, space=st.sampled_from(["", " ", "　"]))
def test_writings_of_one_company_have_one_key(
    core: str, form: tuple[str, str], branch: str, space: str
) -> None:
    full, short = form
    wide = short.replace("(", "（").replace(")", "）")
    keys = {
        parse_company(text).key
        for text in (
            full + core, short + core, wide + space + core,
            f"{full}{core}{space}{branch}", f"{wide}{core} {branch}",
        )
    }  # fmt: skip
    assert len(keys) == 1
    assert parse_company(core + full).key not in keys, "前株 and 後株 are two names"
    assert parse_company(f"{wide}{core} {branch}").branch == branch


@given(st.text(max_size=40))
def test_any_text_parses_and_is_stable(text: str) -> None:
    name = parse_company(text)
    assert parse_company(text) == name
    assert fold(fold(text)) == fold(text)
    if name.branch:
        assert name.branch in clean(text)


@pytest.mark.parametrize(
    "written",
    ["青・空特定建設工事共同企業体", "青空・ミドリ 設備ＪＶ", "青空・海特定事業共同企…", "山海提案共同体"],
)
def test_joint_ventures(written: str) -> None:
    assert parse_company(written).is_joint_venture


def test_a_company_with_joint_in_its_name_is_none() -> None:
    assert not parse_company("青空共同建設コンサルタント（株） 静岡営業所").is_joint_venture


@pytest.mark.parametrize("text", ["", " ", "-", "－", "ー", " － "])
def test_nobody_won(text: str) -> None:
    assert is_nobody(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bluesky Works Ltd", "BLUESKY WORKS LIMITED"),
        ("The Bluesky Council", "Bluesky Council"),
        ("Blue & Sky plc", "Blue and Sky PLC"),
        ("髙橋組", "高橋組"),
        ("ＡＢＣ‐商会", "ABC-商会"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    assert parse_company(one).key == parse_company(other).key


def test_different_forms_are_different_names() -> None:
    assert parse_company("Bluesky Ltd").key != parse_company("Bluesky LLP").key
    assert parse_company("（株）青空").key != parse_company("（有）青空").key


def test_places() -> None:
    assert len(PREFECTURES) == 47
    assert PREFECTURES["沖縄県"] == ("JP-47", "Okinawa")
    assert {"静岡", "千葉", "名古屋", "南伊豆"} <= PLACES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Fairweather", "Ada Fairweather"),
        ("ada  FAIRWEATHER (ABC)", "Ada Fairweather"),
        ("Dr. Ada McField", "Ada McField"),
        ("Procurement Team", ""),
        ("North Shire Procurement Team", ""),
        ("Procurement", ""),
        ("Desk Two 2", ""),
        ("Department for Clouds", ""),
        ("", ""),
    ],
)
def test_persons_and_teams(text: str, name: str) -> None:
    assert person_name(text) == name


@pytest.mark.parametrize("text", ["000000000", "111111111", "+44777777777", "n/a", "12"])
def test_placeholder_numbers_are_dropped(text: str) -> None:
    assert telephone(text, "44") == ""
