"""Records compared and decided on: what must merge, what a person must see, what must stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.resolution.clusters import clusters
from service.resolution.comparison import compare
from service.resolution.decision import Decision, Judged, decide, learn
from service.resolution.match_keys import MATCH_PROPERTIES, match_keys
from service.resolution.weights import DEFAULT, weights_from

NUMBER, OTHER_NUMBER = "7000012050002", "5070001000715"


def decided(label: str, left: dict[str, Any], right: dict[str, Any]) -> Decision:
    there, back = compare(label, left, right), compare(label, right, left)
    assert there.score == back.score
    assert decide(there) is decide(back)
    return decide(there)


YAMADA = {"name": "山田 太郎", "organisations": {"c1"}}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # One number is one legal entity, whatever the name; two are two.
        (
            {"name": "旧社名株式会社", "corporate_number": NUMBER},
            {"name": "新社", "corporate_number": NUMBER},
            "merge",
        ),
        (
            {"name": "株式会社山川", "corporate_number": NUMBER},
            {"name": "株式会社山川", "corporate_number": OTHER_NUMBER},
            "apart",
        ),
        # A number that fails its check digit says nothing.
        (
            {"name": "株式会社山川工業", "corporate_number": "1" * 13},
            {"name": "株式会社山川工業", "corporate_number": NUMBER},
            "merge",
        ),
        ({"name": "㈱山川工業"}, {"name": "株式会社 山川工業 静岡支店"}, "merge"),
        ({"name": "株式会社大澤組"}, {"name": "株式会社大沢組"}, "review"),
        (
            {"name": "株式会社大澤組", "phones": ["03-1234-5678"]},
            {"name": "株式会社大沢組", "phones": ["０３（１２３４）５６７８"]},
            "merge",
        ),
        ({"name": "株式会社山川工業"}, {"name": "有限会社山川工業"}, "review"),
        ({"name": "株式会社山川工業"}, {"name": "山川工業"}, "review"),
        (
            {"name": "株式会社山川工業", "domain": "a.co.jp"},
            {"name": "株式会社山川工業", "domain": "b.co.jp"},
            "review",
        ),
        ({"name": "株式会社山川工業", "namesakes": 5}, {"name": "株式会社山川工業"}, "review"),
        ({"name": "株式会社旭"}, {"name": "株式会社旭"}, "review"),
        ({"name": "株式会社山川工業"}, {"name": "株式会社海山商事"}, "apart"),
        (
            {"name": "株式会社山川工業", "name_latin": "Yamakawa Industries Co., Ltd."},
            {"name": "Yamakawa Industries"},
            "review",
        ),
        # One sound written three ways is one witness, not three.
        (
            {"name": "株式会社ＡＫＡＲＩ", "name_kana": "アカリ", "name_latin": "AKARI Corporation"},
            {"name": "株式会社灯", "name_kana": "アカリ", "name_latin": "AKARI Co., Ltd."},
            "review",
        ),
        # Mirrored names of one group, at one address.
        (
            {"name": "山川通信株式会社", "name_kana": "ヤマカワツウシン", "address": "港区新橋1-2-3"},
            {"name": "株式会社山川通信", "name_kana": "ヤマカワツウシン", "address": "港区新橋一丁目2番3号"},
            "review",
        ),
        # A joint venture carries its lead firm's number and is not its lead firm.
        (
            {"name": "山川・海山特定建設工事共同企業体", "corporate_number": NUMBER},
            {"name": "株式会社山川", "corporate_number": NUMBER},
            "apart",
        ),
        ({"name": "Acme Widgets Ltd"}, {"name": "ACME WIDGETS LIMITED"}, "merge"),
    ],
)
def test_companies(left: dict[str, Any], right: dict[str, Any], expected: str) -> None:
    assert decided("Company", left, right).value == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (YAMADA, {"name": "山田太郎", "organisations": {"c1"}}, "merge"),
        (YAMADA, {"name": "山田 太郎"}, "review"),
        # Homonyms in one company.
        (YAMADA | {"emails": ["t.yamada@a.co.jp"]}, YAMADA | {"emails": ["yamada2@a.co.jp"]}, "review"),
        (YAMADA | {"departments": {"総務部"}}, YAMADA | {"departments": {"営業部"}}, "review"),
        (YAMADA | {"name_kana": "ヤマダ タロウ"}, YAMADA | {"name_kana": "ヤマダ フトシロウ"}, "review"),
        # A desk's address is nobody's.
        (
            {"name": "山田 太郎", "emails": ["info@a.co.jp"]},
            {"name": "鈴木 花子", "emails": ["info@a.co.jp"]},
            "apart",
        ),
        # Somebody who changed jobs.
        (
            YAMADA | {"phones": ["090-1234-5678"]},
            {"name": "山田太郎", "organisations": {"c2"}, "phones": ["+819012345678"]},
            "merge",
        ),
        (
            YAMADA | {"emails": ["taro.y@gmail.com"]},
            {"name": "山田 太郎", "organisations": {"c2"}, "emails": ["taro.y@gmail.com", "yamada@b.co.jp"]},
            "merge",
        ),
        (YAMADA, {"name": "山田 太郎", "organisations": {"c2"}}, "apart"),
        (
            YAMADA | {"name_kana": "ヤマダタロウ"},
            {
                "name": "山田 太郎",
                "name_kana": "やまだ たろう",
                "organisations": {"c2"},
                "former_organisations": {"c1"},
            },
            "merge",
        ),
        (
            YAMADA | {"name_kana": "ヤマダタロウ"},
            {"name": "山田 太郎", "name_kana": "やまだ たろう", "organisations": {"c2"}},
            "review",
        ),
        # Another family name at one personal address: perhaps a marriage, perhaps a successor.
        (
            {"name": "佐藤 花子", "emails": ["hanako@a.co.jp"]},
            {"name": "鈴木 花子", "emails": ["hanako@a.co.jp"]},
            "review",
        ),
        (
            {"name": "佐藤 花子", "name_kana": "さとう はなこ", "organisations": ["c1"]},
            {"name": "Hanako SATOH", "organisations": ["c1"]},
            "review",
        ),
        (
            {"name": "Taro Yamada", "organisations": ["c1"]},
            {"name": "YAMADA, Taro", "organisations": ["c1"]},
            "merge",
        ),
        (
            {"name": "Rod Grange", "organisations": ["c1"]},
            {"name": "Jane Watts", "organisations": ["c1"]},
            "apart",
        ),
    ],
)
def test_contacts(left: dict[str, Any], right: dict[str, Any], expected: str) -> None:
    assert decided("Contact", left, right).value == expected


HALL = {"company_id": "c1", "company_name": "株式会社山川工業"}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (HALL | {"name": "静岡支店"}, HALL | {"name": "静岡支店"}, "merge"),
        (HALL | {"name": "山川工業　静岡支店"}, HALL | {"name": "静岡支店"}, "merge"),
        (HALL | {"name": "静岡支店"}, {"company_id": "c2", "name": "静岡支店"}, "apart"),
        (
            HALL | {"name": "静岡支店", "address": "静岡市葵区追手町9-6"},
            HALL | {"name": "静岡支店", "address": "静岡市駿河区南町1番1号"},
            "review",
        ),
        (
            HALL | {"name": "本社", "address": "千葉市中央区1-1"},
            HALL | {"name": "本店", "address": "千葉県千葉市中央区１丁目１"},
            "review",
        ),
        (HALL | {"name": "静岡支店"}, HALL | {"name": "東京支店"}, "apart"),
    ],
)
def test_sites(left: dict[str, Any], right: dict[str, Any], expected: str) -> None:
    assert decided("Site", left, right).value == expected


def test_every_reason_has_the_bits_of_the_file_and_unknown_has_none() -> None:
    found = compare("Contact", YAMADA | {"emails": ["a@x.jp"]}, YAMADA)
    for reason in found.reasons:
        assert reason.bits == DEFAULT.of("Contact", reason.field, reason.outcome)
        assert reason.outcome != "unknown" or reason.bits == 0.0
    assert found.version == DEFAULT.version


TEXTS = st.sampled_from(
    [
        "㈱山川",
        "山川(株)",
        "株式会社髙橋 東京支店",
        "Acme Ltd",
        "",
        "a@example.com",
        "info@example.com",
        "090-1234-5678",
        "港区新橋1-2-3",
        "ヤマダ タロウ",
        "山田太郎",
        "Taro Yamada",
        "なし",
        "\u3000",
        "〒100-0001",
        "c1",
    ]
)
NODES = st.dictionaries(
    st.sampled_from(
        [
            "name",
            "name_kana",
            "name_latin",
            "aliases",
            "emails",
            "phones",
            "domain",
            "address",
            "company_id",
            "title",
        ]
    ),
    st.one_of(TEXTS, st.lists(TEXTS, max_size=3)),
)


@given(st.sampled_from(sorted(MATCH_PROPERTIES)), NODES, NODES)
def test_comparison_is_symmetric_and_keys_do_not_hang_on_order(
    label: str, left: dict[str, Any], right: dict[str, Any]
) -> None:
    left, right = (
        {
            key: value
            for key, value in side.items()
            if isinstance(value, str) or key in ("aliases", "emails", "phones")
        }
        for side in (left, right)
    )
    decided(label, left, right)
    keys = match_keys(label, left)
    assert set(keys) <= set(MATCH_PROPERTIES[label])
    turned = {key: value[::-1] if isinstance(value, list) else value for key, value in reversed(left.items())}
    assert match_keys(label, turned) == keys


def test_keys_leave_out_what_is_shared_by_many() -> None:
    company = {"name": "山川工業", "domain": "gmail.com", "phones": ["090-1234-5678"]}
    assert match_keys("Company", company) == {"match_name": "山川工業"}
    contact = {"name": "山田", "emails": ["soumu@a.co.jp"], "phones": ["03-1234-5678", "090-1234-5678"]}
    assert match_keys("Contact", contact) == {"match_name": "山田", "match_phone": "+819012345678"}


def judged(is_match: bool, number: int) -> list[Judged]:
    pair = compare("Company", {"name": "株式会社山川工業"}, {"name": "山川工業"})
    return [Judged("Company", pair.reasons, is_match)] * number


def test_judgements_move_the_weights_and_no_order_matters() -> None:
    pair = ("Company", {"name": "株式会社山川工業"}, {"name": "山川工業"})
    before = compare(*pair).score
    assert learn([]) is DEFAULT
    one = compare(*pair, learn(judged(True, 1))).score
    many = compare(*pair, learn(judged(True, 40))).score
    none = compare(*pair, learn(judged(False, 40))).score
    assert none < 0.35 < before < one < many
    assert many > 0.95
    mixed = judged(True, 3) + judged(False, 2)
    assert learn(mixed) == learn(mixed[::-1])
    assert learn(mixed).version != DEFAULT.version
    # What nobody judged stays as it was.
    assert learn(mixed).of("Contact", "name", "exact") == DEFAULT.of("Contact", "name", "exact")
    assert weights_from(learn(mixed).table()) == learn(mixed)


def test_groups_respect_what_is_apart() -> None:
    merges = [("a", "b", 0.99), ("c", "b", 0.99), ("c", "d", 1.0), ("x", "x", 1.0)]
    assert clusters(merges).groups == (("a", "b", "c", "d"),)
    found = clusters(reversed(merges), apart=[("d", "a")])
    assert found == clusters(merges, apart=[("a", "d")])
    assert found.groups == (("a", "b"), ("c", "d"))
    assert found.refused == (("b", "c"),)
