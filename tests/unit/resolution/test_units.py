"""Sites and departments of public buyers; all names here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_models.vocabulary import SiteFunction
from service.resolution.corporate_number import check_digit, is_valid, normalise
from service.resolution.units import Unit, branch_function, place_function, unit_of


@pytest.mark.parametrize(
    ("dept", "unit"),
    [
        ("青空市 建設部 東部土木事務所", Unit("建設部 東部土木事務所", True)),
        ("青空市 市長部局 環境部環境課", Unit("市長部局 環境部環境課", False)),
        ("青空市 総務課 総務課", Unit("総務課", False)),
        ("青空市 企業局 企業局東部事務所", Unit("企業局東部事務所", True)),
        ("青空市 青空市財政部 契約課", Unit("財政部 契約課", False)),
        ("青空市 青空市 財政部契約課", Unit("財政部契約課", False)),
        ("青空市 市立学校 青空市立第一中学校", Unit("市立学校 青空市立第一中学校", True)),
        ("青空市 建設局 緑土木事務所管理課", Unit("建設局 緑土木事務所管理課", False, "建設局 緑土木事務所")),
        ("青空市 北区役所（水道分） 区振興課", Unit("北区役所(水道分) 区振興課", False, "北区役所")),
        ("青空市 教育委員会 学校教育課", Unit("教育委員会 学校教育課", False)),
        ("青空市 選挙管理委員会事務局", Unit("選挙管理委員会事務局", False)),
        ("青空市 水道部 中央浄水場", Unit("水道部 中央浄水場", True)),
    ],
)
def test_unit(dept: str, unit: Unit) -> None:
    assert unit_of("青空市", dept) == unit


@pytest.mark.parametrize("dept", ["", "青空市", "青空市 青空市"])
def test_the_organisation_itself(dept: str) -> None:
    assert unit_of("青空市", dept) is None


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("病院局 青空病院", SiteFunction.HOSPITAL),
        ("医療部 青空医療センター", SiteFunction.HOSPITAL),
        ("県立学校 青空高等学校", SiteFunction.SCHOOL),
        ("水道部 青空浄水場", SiteFunction.WATERWORKS),
        ("整備部 青空沼下水道事務所", SiteFunction.WATERWORKS),
        ("農林部 農林総合研究センター", SiteFunction.RD),
        ("整備部 青空土木事務所", SiteFunction.PUBLIC_OFFICE),
        ("市民部 青空プラザ", SiteFunction.OTHER),
    ],
)
def test_function_of_a_place(name: str, function: SiteFunction) -> None:
    assert place_function(name) is function


def test_function_of_a_branch() -> None:
    assert branch_function("富士工場") is SiteFunction.PLANT
    assert branch_function("東京本社") is SiteFunction.HEAD_OFFICE


@given(st.text("0123456789", min_size=12, max_size=12))
def test_exactly_one_check_digit_is_right(base: str) -> None:
    assert [digit for digit in "0123456789" if is_valid(digit + base)] == [str(check_digit(base))]


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 8))
def test_one_wrong_digit_is_noticed(base: str, place: int, step: int) -> None:
    digit = str((int(base[place]) + step) % 10)
    changed = base[:place] + digit + base[place + 1 :]
    # 0 and 9 weigh the same modulo 9: the one mistake this check digit cannot see.
    if {base[place], digit} != {"0", "9"}:
        assert not is_valid(str(check_digit(base)) + changed)


def test_full_width_digits_are_understood() -> None:
    assert normalise("７０００-０１２０５０００２ ") == "7000012050002"
    assert is_valid("7000012050002")
