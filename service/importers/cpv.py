"""The Common Procurement Vocabulary as a product tree: division, then code.

Source of the division names: Commission Regulation (EC) No 213/2008, annex I.
"""

from __future__ import annotations

import re

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord, Value
from service.importers.base import Record

SCHEME = "CPV"
_CODE = re.compile(r"(\d{8})(?:-\d)?")

DIVISIONS: dict[str, tuple[str, str]] = {
    "03": ("Agricultural, forestry and fishing products", "農林水産物"),
    "09": ("Petroleum, fuel, electricity and energy", "燃料・電力・エネルギー"),
    "14": ("Mining, basic metals and related products", "鉱物・素材金属"),
    "15": ("Food, beverages and tobacco", "食品・飲料・たばこ"),
    "16": ("Agricultural machinery", "農業機械"),
    "18": ("Clothing, footwear and luggage", "衣類・履物・かばん"),
    "19": ("Leather, textile, plastic and rubber", "皮革・繊維・プラスチック・ゴム"),
    "22": ("Printed matter", "印刷物"),
    "24": ("Chemical products", "化学製品"),
    "30": ("Office and computing machinery", "事務機器・コンピューター"),
    "31": ("Electrical machinery and lighting", "電気機器・照明"),
    "32": ("Radio, television and telecommunication", "通信・放送機器"),
    "33": ("Medical equipment and pharmaceuticals", "医療機器・医薬品"),
    "34": ("Transport equipment", "輸送機器"),
    "35": ("Security, fire-fighting, police and defence", "警備・消防・防衛機器"),
    "37": ("Musical instruments, sport goods and toys", "楽器・運動用品・玩具"),
    "38": ("Laboratory, optical and precision equipment", "理化学・光学・精密機器"),
    "39": ("Furniture, appliances and cleaning products", "家具・家電・清掃用品"),
    "41": ("Collected and purified water", "用水"),
    "42": ("Industrial machinery", "産業機械"),
    "43": ("Mining and construction machinery", "鉱山・建設機械"),
    "44": ("Construction structures and materials", "建設資材"),
    "45": ("Construction work", "建設工事"),
    "48": ("Software packages and information systems", "ソフトウェア・情報システム"),
    "50": ("Repair and maintenance services", "修理・保守"),
    "51": ("Installation services", "据付"),
    "55": ("Hotel, restaurant and retail services", "宿泊・飲食・小売"),
    "60": ("Transport services", "運輸"),
    "63": ("Supporting transport and travel services", "運輸支援・旅行"),
    "64": ("Postal and telecommunications services", "郵便・通信サービス"),
    "65": ("Public utilities", "公益事業"),
    "66": ("Financial and insurance services", "金融・保険"),
    "70": ("Real estate services", "不動産"),
    "71": ("Architectural, engineering and inspection services", "建築・技術・検査"),
    "72": ("IT services", "情報サービス"),
    "73": ("Research and development services", "研究開発"),
    "75": ("Administration, defence and social security services", "行政・防衛・社会保障"),
    "76": ("Oil and gas industry services", "石油・ガス関連サービス"),
    "77": ("Agricultural, forestry and horticultural services", "農林・造園サービス"),
    "79": ("Business services", "事業支援サービス"),
    "80": ("Education and training services", "教育・研修"),
    "85": ("Health and social work services", "保健・福祉"),
    "90": ("Sewage, refuse, cleaning and environmental services", "下水・廃棄物・清掃・環境"),
    "92": ("Recreational, cultural and sporting services", "娯楽・文化・スポーツ"),
    "98": ("Other community, social and personal services", "その他の対人・地域サービス"),
}
"""Division -> English and Japanese name."""


def cpv_code(text: str) -> str | None:
    """Return the eight digits of a code, or None when it is none.

    >>> cpv_code("60112000-6"), cpv_code("n/a")
    ('60112000', None)
    """
    found = _CODE.fullmatch(text.strip())
    return found[1] if found else None


def cpv_records(code: str, description: str, source: str) -> tuple[str, tuple[Record, ...]]:
    """Return the id of the product class of a code, and its records with its division.

    The class is named after its division and code, which is the same in every release; the description, which
    some publishers leave out and others word differently, is kept as an alias and so is found by search.
    """
    division = code[:2] + "000000"
    english, japanese = DIVISIONS.get(code[:2], (f"CPV {code[:2]}", ""))
    top_id = node_id("Product", SCHEME, division)
    top: dict[str, Value] = {"name": english, "code": division, "is_category": True}
    if japanese:
        top["aliases"] = [japanese]
    if code == division:
        return top_id, (NodeRecord("Product", top_id, top, source),)
    id_ = node_id("Product", SCHEME, code)
    properties: dict[str, Value] = {
        "name": f"{english} {code}",
        "code": code,
        "category": division,
        "is_category": True,
    }
    if description:
        properties["aliases"] = [description]
    return id_, (
        NodeRecord("Product", top_id, top, source),
        NodeRecord("Product", id_, properties, source),
        RelationshipRecord("CHILD_OF", id_, top_id, source),
    )
