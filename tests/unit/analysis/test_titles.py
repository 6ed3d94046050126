"""Titles as customers write them."""

from __future__ import annotations

import pytest

from graph_models.vocabulary import JobFunction, Seniority
from service.analysis.title_words import AUTHORITY
from service.analysis.titles import read_function, read_title


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("代表取締役社長", "executive"),
        ("取締役 兼 工場長", "executive"),
        ("執行役員　品質本部長", "director"),
        ("水道局長", "director"),
        ("品質保証部　部長", "manager"),
        ("部 長", "manager"),
        ("課長 兼 室長", "manager"),
        ("課長(品質管理)", "section_head"),
        ("グループマネージャー", "section_head"),
        ("社長室 主任", "lead"),
        ("主任研究員", "lead"),
        ("社長秘書", "staff"),
        ("部長付", "staff"),
        ("元部長", "staff"),
        ("元 工場長", "staff"),
        ("前工程課 課長", "section_head"),
        ("担当", "staff"),
        ("President & CEO", "executive"),
        ("Managing Director", "executive"),
        ("VP of Quality", "director"),
        ("Plant Manager", "director"),
        ("Head of Research and Development", "manager"),
        ("Lab Manager", "section_head"),
        ("Key Account Manager", "lead"),
        ("Senior Scientist", "lead"),
        ("Assistant to the CEO", "staff"),
        ("Executive Assistant", "staff"),
        ("Buyer", "staff"),
        ("Geschäftsführerin", "executive"),
        ("Werkleitung", "director"),
        ("Abteilungsleiter Einkauf", "manager"),
        ("Teamleiter/in Labor", "section_head"),
        ("Laborant/in", "staff"),
        ("대표이사", "executive"),
        ("품질보증팀 팀장", "section_head"),
        ("总经理", "executive"),
    ],
)
def test_level_of_a_title(title: str, level: str) -> None:
    reading = read_title(title)
    assert reading is not None
    assert reading.seniority == level


@pytest.mark.parametrize("title", ["部長代理", "副所長", "課長補佐", "Deputy Director", "Stellv. Leiter QS"])
def test_a_deputy_stands_half_a_step_below(title: str) -> None:
    reading = read_title(title)
    assert reading is not None
    assert reading.is_deputy
    levels = list(AUTHORITY)
    below = AUTHORITY[levels[levels.index(reading.seniority) + 1]]
    assert reading.authority == pytest.approx((AUTHORITY[reading.seniority] + below) / 2)


@pytest.mark.parametrize("title", [None, "", "よろず", "???", "Generalbevollmächtigte"])
def test_what_no_table_knows_is_unknown(title: str | None) -> None:
    assert read_title(title) is None


def test_width_and_space_do_not_matter() -> None:
    assert read_title("ＣＥＯ") == read_title("CEO")
    assert read_title(" 部　長 ") == read_title("部長")


def test_authority_falls_with_the_level() -> None:
    values = [AUTHORITY[level] for level in Seniority]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("購買部", JobFunction.PROCUREMENT),
        ("Einkauf", JobFunction.PROCUREMENT),
        ("品質保証課", JobFunction.QUALITY),
        ("R&D Center", JobFunction.RESEARCH),
        ("経理部", JobFunction.FINANCE),
        ("山田", None),
    ],
)
def test_function_of_a_department(text: str, function: JobFunction | None) -> None:
    assert read_function(text) is function
