"""Profiles: what exports of known systems become, how tables are recognised, relations over ids."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from graph_models.registry import NODES, RELATIONSHIPS
from service.errors import InputFileError, UsageError
from service.importers.award_parties import winner_records
from service.importers.base import Rejected, Row, Skipped
from service.importers.catalogue import importers
from service.importers.mapping.importer import ProfileImporter
from service.importers.mapping.library import profiles, save_profile, shipped_profiles
from service.importers.mapping.targets import target_of, targets
from service.importers.rejects import RejectsFile
from service.language import LANGUAGES, say

NUMBER = "7000012050002"


class Told:
    """What an import of files says, put together by id."""

    def __init__(self, importer: Any, *paths: Path) -> None:
        importer.check(paths)
        self.importer = importer
        self.nodes: dict[str, dict[str, Any]] = {}
        self.labels: Counter[str] = Counter()
        self.links: dict[str, RelationshipRecord] = {}
        self.rejected: list[Rejected] = []
        self.skipped: list[Skipped] = []
        for outcome in importer.read(paths, lambda _: None):
            if isinstance(outcome, Row):
                self._add(outcome)
            elif isinstance(outcome, Rejected):
                self.rejected.append(outcome)
            else:
                self.skipped.append(outcome)

    def _add(self, row: Row) -> None:
        seen: set[str] = set()
        for record in row.records:
            if isinstance(record, NodeRecord):
                assert record.properties.keys() <= {item.name for item in NODES[record.label].properties} | {
                    key for key in record.properties if key.startswith("field_")
                }, record
                seen.add(record.id)
                if record.id not in self.nodes:
                    self.labels[record.label] += 1
                self.nodes.setdefault(record.id, {}).update(record.properties)
            else:
                assert {record.start_id, record.end_id} <= seen | self.nodes.keys(), record
                model = RELATIONSHIPS[record.type]
                assert record.start_id.split("-")[0] in {label.lower() for label in model.starts}, record
                assert record.end_id.split("-")[0] in {label.lower() for label in model.ends}, record
                self.links[record.id] = record

    def node(self, label: str, **properties: Any) -> tuple[str, dict[str, Any]]:
        """The one node of the label with these properties."""
        (found,) = [
            (id_, node)
            for id_, node in self.nodes.items()
            if id_.startswith(f"{label.lower()}-") and properties.items() <= node.items()
        ]
        return found

    def has(self, type_: str, start: str, end: str) -> bool:
        return any((one.type, one.start_id, one.end_id) == (type_, start, end) for one in self.links.values())

    def types(self) -> set[str]:
        return {one.type for one in self.links.values()}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def told(source: str, *paths: Path) -> Told:
    return Told(importers()[source](), *paths)


ACCOUNT = """Id,Name,ParentId,Website,Industry,Employees,BillingState,BillingCity,BillingStreet,IsDeleted
001A,株式会社青空製作所,,https://www.aozora.co.jp,製造業,1200,東京都,港区,新橋5-18-1,false
001B,青空販売株式会社,001A,,商社,,,,,false
"""
CONTACT = """Id,AccountId,LastName,FirstName,Title,Department,ReportsToId,Email,MobilePhone,LeadSource
003A,001A,山田,太郎,購買部長,購買部,,taro@aozora.co.jp,090-1234-5678,展示会
003B,001A,佐藤,花子,係長,購買部,003A,hanako@aozora.co.jp,,
003C,001A,,,課長,,,,,
"""
OPPORTUNITY = """Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate
006A,001A,検査装置の更新,Negotiation/Review,12000000,2026-12-31,2026-04-01T00:00:00.000+0000
006B,001B,センサー,Closed Won,500000,2026-05-01,2026-03-01
006C,001B,センサー,On Hold,500000,2026-05-01,2026-03-01
"""
ROLES = """Id,OpportunityId,ContactId,Role,IsPrimary
00KA,006A,003A,Economic Buyer,true
00KB,006A,003B,,false
"""


@pytest.fixture
def salesforce(tmp_path: Path) -> list[Path]:
    texts = {"Account": ACCOUNT, "Contact": CONTACT, "Opportunity": OPPORTUNITY, "Roles": ROLES}
    return [written(tmp_path, f"{name}.csv", text) for name, text in texts.items()]


def test_salesforce_relations_run_over_the_ids(salesforce: list[Path]) -> None:
    found = told("salesforce", *salesforce)
    parent_id, parent = found.node("Company", name="株式会社青空製作所")
    assert (parent["domain"], parent["employees"]) == ("aozora.co.jp", 1200)
    child_id, _ = found.node("Company", name="青空販売株式会社")
    assert found.has("SUBSIDIARY_OF", child_id, parent_id)
    site_id, site = found.node("Site", address="東京都港区新橋5-18-1")
    assert (site["region"], site["country"]) == ("東京都", "JP")
    assert found.has("SITE_OF", site_id, parent_id)
    assert found.has("IN_REGION", site_id, node_id("Region", "JP-13"))
    boss_id, boss = found.node("Contact", name="山田 太郎")
    assert (boss["seniority"], boss["job_function"]) == ("manager", "procurement")
    assert boss["phones"] == ["+819012345678"]
    worker_id, _ = found.node("Contact", name="佐藤 花子")
    assert found.has("REPORTS_TO", worker_id, boss_id)
    department_id, _ = found.node("Department", name="購買部")
    assert found.has("WORKS_AT", worker_id, department_id)
    assert found.has("PART_OF", department_id, parent_id)
    campaign_id, _ = found.node("Campaign", name="展示会")
    assert found.has("ACQUIRED_BY", boss_id, campaign_id)
    open_id, open_deal = found.node("Deal", name="検査装置の更新")
    assert (open_deal["stage"], open_deal["outcome"]) == ("negotiation", "open")
    assert "closed_on" not in open_deal
    assert open_deal["opened_on"] == date(2026, 4, 1)
    _, won = found.node("Deal", name="センサー")
    assert (won["stage"], won["outcome"], won["closed_on"]) == ("closed", "won", date(2026, 5, 1))
    assert found.has("WITH", open_id, parent_id)
    roles = {one.start_id: one for one in found.links.values() if one.type == "HOLDS_ROLE"}
    assert roles[boss_id].properties["role"] == "budget_holder"
    assert (roles[worker_id].state.value, roles[worker_id].properties["role"]) == ("assumed", "influencer")
    assert [(one.number, one.column, one.key) for one in found.rejected] == [
        (4, "LastName", "importing.empty_cell"),
        (4, "StageName", "mapping.no_word"),
    ]
    assert found.importer.unmapped == {"Account.csv": ["IsDeleted"], "Roles.csv": ["Id", "IsPrimary"]}


def test_files_in_any_order_and_one_by_one_say_the_same(salesforce: list[Path]) -> None:
    whole = told("salesforce", *salesforce)
    backwards = told("salesforce", *reversed(salesforce))
    apart = [told("salesforce", path) for path in salesforce]
    assert whole.nodes == backwards.nodes
    assert whole.links == backwards.links
    assert whole.links.keys() == {id_ for one in apart for id_ in one.links}
    assert whole.nodes.keys() == {id_ for one in apart for id_ in one.nodes}


def test_rejected_rows_of_several_tables_are_mended_and_fed_again(
    salesforce: list[Path], tmp_path: Path
) -> None:
    found = told("salesforce", *salesforce)
    path = tmp_path / "rejects.csv"
    with RejectsFile(path, found.importer.columns, "ja") as bad:
        for rejected in found.rejected:
            bad.write(rejected)
    again = told("salesforce", path)
    assert len(again.rejected) == 2
    text = path.read_text("utf-8-sig")
    text = text.replace("On Hold", "Closed Lost")
    lines = text.splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("LastName")] = "田中"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), "utf-8")
    mended = told("salesforce", path)
    assert mended.rejected == []
    mended.node("Contact", name="田中")
    mended.node("Deal", outcome="lost")


def test_hubspot(tmp_path: Path) -> None:
    companies = "Record ID,Company name,Company Domain Name,Country/Region,City,Street Address,Score\n"
    companies += "11,Acme GmbH,acme.de,Germany,Berlin,Obere Str. 57,9\n"
    contacts = "Record ID,First Name,Last Name,Email,Job Title,Associated Company IDs,Buying Role\n"
    contacts += "21,Maria,Anders,m.anders@acme.de,Head of Procurement,11;12,Decision Maker\n"
    deals = "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company IDs,Associated Contact IDs\n"
    deals += "31,Pumps,closedwon,2026-02-01 10:00,1200.50,11,21;22\n"
    found = told(
        "hubspot",
        *(
            written(tmp_path, name, text)
            for name, text in (("c.csv", companies), ("p.csv", contacts), ("d.csv", deals))
        ),
    )
    assert found.rejected == []
    company_id, company = found.node("Company", name="Acme GmbH")
    assert (company["domain"], found.node("Site", country="DE")[1]["address"]) == (
        "acme.de",
        "Obere Str. 57, Berlin",
    )
    person_id, _ = found.node("Contact", name="Maria Anders")
    deal_id, deal = found.node("Deal", outcome="won")
    assert (deal["amount"], deal["closed_on"]) == (1200.5, date(2026, 2, 1))
    assert found.has("WORKS_AT", person_id, company_id)
    assert found.has("WITH", deal_id, company_id)
    assert sum(one.type == "HOLDS_ROLE" for one in found.links.values()) == 2
    assert found.importer.unmapped == {"c.csv": ["Score"]}


CARDS = (
    "会社名,部署名,役職,氏名,氏名カナ,e-mail,電話,携帯電話,郵便番号,住所,URL,名刺交換日,名刺所有者\n"
    "㈱青空製作所　名古屋支店,営業部,課長,髙橋　一郎,タカハシ　イチロウ,ichiro@aozora.co.jp,052-211-1111,"
    "090-1111-2222,460-0008,愛知県名古屋市中区栄1-2-3,http://www.aozora.co.jp/,令和6年4月1日,自社 太郎\n"
    "株式会社青空製作所,,,海野　次郎,,jiro@,,,,,,2024/4/1,\n"
)


def test_business_cards(tmp_path: Path) -> None:
    found = told("business-cards", written(tmp_path, "cards.csv", CARDS))
    company_id, _ = found.node("Company", name="株式会社青空製作所")
    site_id, site = found.node("Site", name="名古屋支店")
    assert (site["region"], site["postcode"], site["function"]) == ("愛知県", "4600008", "branch")
    department_id, _ = found.node("Department", name="営業部")
    assert found.has("PART_OF", department_id, site_id)
    assert found.has("SITE_OF", site_id, company_id)
    person_id, person = found.node("Contact")
    assert (person["name_kana"], person["phones"]) == (
        "タカハシ イチロウ",
        ["+819011112222", "+81522111111"],
    )
    member_id, _ = found.node("Member", name="自社 太郎")
    card_id, card = found.node("Activity", kind="business_card")
    assert card["at"].date() == date(2024, 4, 1)
    assert found.has("TOOK_PART", person_id, card_id)
    assert found.has("TOOK_PART", member_id, card_id)
    assert found.has("OWNS", member_id, person_id)
    assert [(one.column, one.key) for one in found.rejected] == [("e-mail", "mapping.bad_email")]


def test_a_corporate_number_is_the_same_identity_as_in_awards(tmp_path: Path) -> None:
    path = written(tmp_path, "list.csv", f"会社名,法人番号\n株式会社青空,{NUMBER}\n")
    company_id, _ = told("lead-list", path).node("Company")
    assert company_id == winner_records("awards", "(株)青空", NUMBER).company_id


def test_cards_are_taken_by_their_own_profile_and_as_a_list(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:山田 太郎\nN:山田;太郎;;;\nORG:株式会社青空;営業部\nEND:VCARD\n"
    text += "BEGIN:VCARD\nVERSION:3.0\nFN:Half\n"
    path = written(tmp_path, "book.vcf", text)
    found = told("vcard", path)
    assert told("lead-list", path).labels == found.labels
    assert found.types() == {"WORKS_AT", "PART_OF"}
    rejects = tmp_path / "rejects.vcf"
    with RejectsFile(rejects, found.importer.columns, "en") as bad:
        bad.write(found.rejected[0])
    assert rejects.read_text("utf-8").startswith("# book.vcf:7 : The card has no end")
    rejects.write_text(rejects.read_text("utf-8") + "END:VCARD\n", "utf-8")
    told("vcard", rejects).node("Contact", name="Half")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_list_again_has_the_same_ids_in_any_order(tmp_path: Path, end: str) -> None:
    lines = ["会社名,氏名,電話", "青空,山田 太郎,03-1234-5678", "青空,佐藤 花子,", "海,山田 太郎,"]
    one = told("lead-list", written(tmp_path, "a.csv", end.join(lines)))
    other = told("lead-list", written(tmp_path, "b.csv", end.join([lines[0], *reversed(lines[1:])])))
    assert one.nodes == other.nodes
    assert one.labels == {"Company": 2, "Contact": 3}


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "色,形\n赤,丸\n")
    for source in shipped_profiles():
        with pytest.raises(InputFileError) as caught:
            importers()[source]().check([path])
        for lang in LANGUAGES:
            assert "x.csv" in caught.value.message(lang)
    repeated = written(tmp_path, "y.csv", "会社名,氏名,氏名\n青空,a,b\n")
    with pytest.raises(InputFileError) as caught:
        importers()["lead-list"]().check([repeated])
    assert caught.value.key == "importing.repeated_columns"


def test_every_target_has_its_words() -> None:
    for target in targets().values():
        for lang in LANGUAGES:
            assert target.words(lang)
    own = target_of("Company.field_use_scene")
    assert own is not None
    assert "use_scene" in own.words("ja")
    assert target_of("Company.status") is None
    assert say("targets.of", "en", label="a", word="b") == "a: b"


def test_a_profile_is_saved_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    mapping = {"Company.name": ["得意先"], "Company.field_rank": ["ランク"], "Contact.phones": ['電"話']}
    saved = save_profile(folder, "my-list", mapping, title="私の\\リスト")
    assert profiles(folder)["my-list"] == saved
    path = written(tmp_path, "x.csv", "得意先,ランク,備考\n株式会社青空,A,x\n")
    found = Told(importers(folder)["my-list"](), path)
    assert found.node("Company")[1]["field_rank"] == "A"
    assert found.importer.unmapped == {"x.csv": ["備考"]}
    (folder / "broken.toml").write_text("source = [", "utf-8")
    assert "broken" not in profiles(folder)


@pytest.mark.parametrize(
    ("name", "mapping", "key"),
    [
        ("awards", {"Company.name": ["a"]}, "mapping.name_taken"),
        ("salesforce", {"Company.name": ["a"]}, "mapping.name_taken"),
        ("../x", {"Company.name": ["a"]}, "mapping.bad_name"),
        ("x", {"Company.status": ["a"]}, "mapping.unknown_target"),
        ("x", {}, "mapping.no_columns"),
    ],
)
def test_a_profile_that_cannot_be_is_not_saved(
    tmp_path: Path, name: str, mapping: dict[str, list[str]], key: str
) -> None:
    with pytest.raises(UsageError) as caught:
        save_profile(tmp_path, name, mapping)
    assert caught.value.key == key
    assert list(tmp_path.rglob("*.toml")) == []


@pytest.mark.data
def test_a_crm_export_is_understood_without_a_profile(data_folder: Path) -> None:
    folder = data_folder / "crm_maven"
    found = told("lead-list", folder / "accounts.csv", folder / "sales_pipeline.csv")
    assert found.rejected == []
    assert found.labels["Deal"] == 8800
    assert found.labels["Company"] == 85
    assert found.importer.unmapped == {}


def test_importers_are_those_of_profiles_too() -> None:
    own = {"awards", "corporate-events", "corporate-events-all", "ocds", "demo"}
    assert own | set(shipped_profiles()) == importers().keys()
    assert isinstance(importers()["salesforce"](), ProfileImporter)


def test_the_same_ordered_twice_is_two_orders_in_whatever_files(tmp_path: Path) -> None:
    header, row = "会社名,商品名,購入日,数量\n", "青空製作所,分析計,2026-04-01,2\n"
    other = "青空製作所,分析計,2026-05-01,1\n"
    whole = told("lead-list", written(tmp_path, "a.csv", header + row + other + row))
    assert whole.labels["Purchase"] == 3
    parts = (written(tmp_path, "b.csv", header + row), written(tmp_path, "c.csv", header + row + other))
    assert told("lead-list", *parts).nodes == whole.nodes
