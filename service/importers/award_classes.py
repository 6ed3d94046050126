"""The classes of public works and services in award files: names in two languages and their tree.

The 30 keyword classes are the source repository's own, by words in the title; each hangs under the official
class in which it occurs most, so that the tree does not depend on the rows of a file.
"""

from __future__ import annotations

from typing import NamedTuple


class ProductClass(NamedTuple):
    """A class of what is bought: names and the code of the class above it ("" at the top)."""

    name: str
    latin: str
    parent: str


WORKS, SERVICES, SURVEYS = "工事", "委託", "測量"

CLASSES: dict[str, ProductClass] = {
    WORKS: ProductClass("工事", "Works", ""),
    SERVICES: ProductClass("委託", "Contracted services", ""),
    SURVEYS: ProductClass("測量・建設コンサルタント", "Surveying and consulting", ""),
    "koji": ProductClass("工事一般", "General works", WORKS),
    "josen": ProductClass("撤去・除去・災害復旧", "Removal and restoration", WORKS),
    "josetsu": ProductClass("除雪", "Snow removal", WORKS),
    "ryokka": ProductClass("緑化・植栽管理", "Planting and greenery", WORKS),
    "tsushin": ProductClass("通信・信号設備", "Communication and signals", WORKS),
    "haiki": ProductClass("廃棄物処理", "Waste disposal", WORKS),
    "seiso": ProductClass("清掃", "Cleaning", WORKS),
    "kyushoku": ProductClass("給食施設", "School meal facilities", WORKS),
    "sharyo": ProductClass("車両・交通", "Vehicles and traffic", WORKS),
    "iryo": ProductClass("医療・薬品設備", "Medical and chemical equipment", WORKS),
    "energy": ProductClass("エネルギー・燃料", "Energy and fuel", WORKS),
    "unpan": ProductClass("運搬", "Haulage", WORKS),
    "kenshu": ProductClass("研修施設", "Training facilities", WORKS),
    "hoken": ProductClass("保険・国保施設", "Insurance and public health facilities", WORKS),
    "insatsu": ProductClass("印刷", "Printing", WORKS),
    "ringyo": ProductClass("林業・森林整備", "Forestry", WORKS),
    "sekkei": ProductClass("設計・用地測量", "Design and land survey", SERVICES),
    "chosa": ProductClass("調査", "Investigation", SERVICES),
    "hoshu": ProductClass("保守点検", "Maintenance and inspection", SERVICES),
    "system": ProductClass("システム・情報処理", "Systems and data processing", SERVICES),
    "unei": ProductClass("運営・管理", "Operation and management", SERVICES),
    "keibi": ProductClass("警備・監視", "Guarding and monitoring", SERVICES),
    "shien": ProductClass("支援業務", "Support services", SERVICES),
    "senmon": ProductClass("鑑定・登記など専門業務", "Appraisal and registration", SERVICES),
    "koho": ProductClass("広報・撮影", "Publicity and photography", SERVICES),
    "tosho": ProductClass("図書作成", "Document preparation", SURVEYS),
    "kounyu": ProductClass("購入", "Purchases", SERVICES),
    "kiki": ProductClass("機器", "Equipment", SERVICES),
    "seizo": ProductClass("製造", "Manufacturing", SERVICES),
    "other": ProductClass("その他", "Other", ""),
}
"""Code -> class. The codes of the official classes are the words of the source."""
