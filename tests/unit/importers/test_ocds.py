"""The importer of OCDS releases, on releases invented for the purpose."""

from __future__ import annotations

import copy
import gzip
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InputFileError
from service.importers.base import Outcome, Rejected, Row, Skipped
from service.importers.ocds import OcdsImporter
from service.importers.ocds_release import release_records
from service.language import LANGUAGES, say
from tests.unit.importers.folding import fold

OCID = "ocds-b5fd17-00000000-0000-0000-0000-000000000001"
BUYER = {
    "id": "GB-CFS-1",
    "name": "Blue Shire Council",
    "identifier": {"legalName": "Blue Shire Council"},
    "address": {
        "streetAddress": "Sky Hall, Cloud Street",
        "locality": "Bluetown",
        "postalCode": "BL1 1UE",
        "countryName": "England",
    },
    "contactPoint": {
        "name": "Ada Fairweather",
        "email": "Ada.Fairweather@blue.example",
        "telephone": "01632 960123",
    },
    "roles": ["buyer"],
}
SELLER = {
    "id": "GB-COH-00000001",
    "name": "Cloud Works Ltd",
    "identifier": {"scheme": "GB-COH", "id": "00000001", "legalName": "Cloud Works Ltd"},
    "address": {"streetAddress": "1 Rain Road, Wet Town, WT1 1AA"},
    "roles": ["supplier"],
}
TENDER: dict[str, Any] = {
    "ocid": OCID,
    "id": "r1",
    "date": "2025-01-10T09:00:00Z",
    "tag": ["tender"],
    "buyer": {"id": "GB-CFS-1", "name": "Blue Shire Council"},
    "parties": [BUYER],
    "tender": {
        "title": "Umbrellas",
        "status": "active",
        "datePublished": "2025-01-09T23:30:00+01:00",
        "value": {"amount": 1000, "currency": "GBP"},
        "procurementMethod": "open",
        "procurementMethodDetails": "Other - Open house",
        "mainProcurementCategory": "goods",
        "classification": {"scheme": "CPV", "id": "39295200", "description": "Umbrellas and sunshades"},
    },
}
AWARD: dict[str, Any] = {
    **copy.deepcopy(TENDER),
    "id": "r2",
    "date": "2025-03-01T09:00:00Z",
    "tag": ["award"],
    "parties": [BUYER, SELLER],
    "awards": [
        {
            "id": "a",
            "status": "active",
            "date": "2025-02-20T00:00:00Z",
            "value": {"amount": 900.5, "currency": "GBP"},
            "suppliers": [{"id": "GB-COH-00000001", "name": "Cloud Works Ltd"}],
        }
    ],
}


def outcome_of(release: dict[str, Any]) -> Row:
    return Row(Path("x"), 1, release_records(release))


def the(label: str, *releases: dict[str, Any]) -> dict[str, Any]:
    (found,) = all_of(label, *releases)
    return found


def all_of(label: str, *releases: dict[str, Any]) -> list[dict[str, Any]]:
    graph = fold(outcome_of(release) for release in releases)
    return [node for id_, node in graph.items() if id_.startswith(f"{label.lower()}-") and "." not in id_]


def read(path: Path) -> list[Outcome]:
    importer = OcdsImporter()
    importer.check([path])
    return list(importer.read([path], lambda _: None))


def write_lines(path: Path, items: Sequence[object]) -> Path:
    path.write_text("".join(f"{json.dumps(item)}\n" for item in items), "utf-8")
    return path


def test_a_tender_is_an_open_deal() -> None:
    deal = the("Deal", TENDER)
    assert (deal["name"], deal["stage"], deal["outcome"]) == ("Umbrellas", "proposal", "open")
    assert (deal["amount"], deal["method"], deal.get("closed_on")) == (1000.0, "Open house", None)
    assert deal["opened_on"] == date(2025, 1, 9), "the day as its publisher wrote it"


def test_an_award_is_won_on_its_day_and_sold_from_then() -> None:
    deal = the("Deal", AWARD)
    assert (deal["stage"], deal["outcome"], deal["closed_on"]) == ("closed", "won", date(2025, 2, 20))
    assert (deal["amount"], deal["budget"]) == (900.5, 1000.0)
    graph = fold([outcome_of(AWARD)])
    (sold_by,) = [link for id_, link in graph.items() if id_.startswith("sold_by.")]
    assert sold_by["valid_from"] == date(2025, 2, 20)


def test_parties_sites_and_contact() -> None:
    companies = {company["name"]: company for company in all_of("Company", AWARD)}
    assert set(companies) == {"Blue Shire Council", "Cloud Works Ltd"}
    assert {company["country"] for company in companies.values()} == {"GB"}
    contact = the("Contact", AWARD)
    assert contact["emails"] == ["ada.fairweather@blue.example"]
    assert contact["phones"] == ["+441632960123"]
    assert {site["name"] for site in all_of("Site", AWARD)} == {"Sky Hall, Bluetown", "1 Rain Road"}
    graph = fold([outcome_of(AWARD)])
    (role,) = [link for id_, link in graph.items() if id_.startswith("holds_role.")]
    assert (role["role"], role["stance"], role["state"]) == ("gatekeeper", "unknown", "assumed")


def test_a_central_purchasing_body_also_buys() -> None:
    buyer = {**BUYER, "roles": ["buyer", "centralPurchasingBody"]}
    graph = fold([outcome_of({**TENDER, "parties": [buyer]})])
    assert {link["role"] for id_, link in graph.items() if id_.startswith("holds_role.")} == {
        "gatekeeper", "buyer",
    }  # fmt: skip


def test_team_mailboxes_are_no_persons_and_placeholders_no_numbers() -> None:
    for name in ("Procurement Team", "Blue Shire Council", ""):
        buyer = {**BUYER, "contactPoint": {"name": name, "email": "procurement@blue.example"}}
        assert all_of("Contact", {**TENDER, "parties": [buyer]}) == []
    buyer = {**BUYER, "contactPoint": {"name": "Ada Fairweather", "telephone": "000000000"}}
    assert "phones" not in the("Contact", {**TENDER, "parties": [buyer]})


def test_one_organisation_under_several_notice_ids_is_one_company() -> None:
    other = copy.deepcopy(TENDER)
    other["ocid"] += "9"
    other["buyer"]["id"] = other["parties"][0]["id"] = "GB-CFS-2"
    assert len(all_of("Company", TENDER, other)) == 1


def test_a_supplier_without_an_id_or_name() -> None:
    release = copy.deepcopy(AWARD)
    release["awards"][0]["suppliers"] = [{"name": "Nameless Id plc"}, {"id": "GB-CFS-77"}]
    assert {company["name"] for company in all_of("Company", release)} == {
        "Blue Shire Council", "Nameless Id plc",
    }  # fmt: skip


def test_classes_hang_under_their_division() -> None:
    classes = {product["code"]: product for product in all_of("Product", TENDER)}
    assert set(classes) == {"39000000", "39295200"}
    assert classes["39295200"]["aliases"] == ["Umbrellas and sunshades"]
    assert classes["39295200"]["category"] == "39000000"


@pytest.mark.parametrize(
    ("change", "stage", "outcome"),
    [
        ({"tag": ["planning"], "tender": {**TENDER["tender"], "status": "planned"}}, "lead", "open"),
        ({"tender": {**TENDER["tender"], "status": "cancelled"}}, "closed", "cancelled"),
        ({"awards": [{"status": "cancelled"}]}, "closed", "cancelled"),
        ({"awards": [{"status": "pending"}]}, "negotiation", "open"),
    ],
)
def test_stage_and_outcome(change: dict[str, Any], stage: str, outcome: str) -> None:
    deal = the("Deal", {**TENDER, **change})
    assert (deal["stage"], deal["outcome"]) == (stage, outcome)


AMENDED: dict[str, Any] = {
    **copy.deepcopy(AWARD),
    "id": "r3",
    "date": "2025-04-01T09:00:00+01:00",
    "tag": ["awardUpdate"],
    "awards": [
        {**AWARD["awards"][0], "date": "2025-02-21T00:00:00Z", "value": {"amount": 950, "currency": "GBP"}}
    ],
}


@given(st.permutations([TENDER, AWARD, AMENDED, AWARD]))
def test_the_newest_release_wins_in_any_order(releases: list[dict[str, Any]]) -> None:
    deal = the("Deal", *releases)
    assert (deal["amount"], deal["outcome"], deal["closed_on"]) == (950.0, "won", date(2025, 2, 21))
    assert fold(map(outcome_of, releases)) == fold(map(outcome_of, [TENDER, AWARD, AMENDED]))


def test_broken_names_of_fields_and_lost_line_breaks(tmp_path: Path) -> None:
    text = (
        json.dumps(TENDER)
        .replace('"contactPoint"', '"contactP    oint"')
        .replace("Sky Hall", "Sky HallROWnLONDON")
    )
    path = tmp_path / "broken.jsonl"
    path.write_text(text.replace('"Umbrellas"', '"Umbrellas.rn Many"', 1) + "\n", "utf-8")
    graph = fold(read(path))
    assert any(node.get("emails") == ["ada.fairweather@blue.example"] for node in graph.values())
    assert any(node.get("name") == "Umbrellas. Many" for node in graph.values())


@pytest.mark.parametrize(
    ("line", "column", "key"),
    [
        ("{not json", "", "not_json_line"),
        ("[1]", "", "not_an_object"),
        ('"text"', "", "not_an_object"),
        ("[" * 100_000, "", "not_json_line"),
        (json.dumps({**TENDER, "ocid": ""}), "ocid", "missing_field"),
        (json.dumps({**TENDER, "date": None}), "date", "missing_field"),
        (json.dumps({**TENDER, "date": "2025-02-30T00:00:00Z"}), "date", "bad_date"),
        (json.dumps({**TENDER, "tender": []}), "tender", "wrong_field_type"),
        (json.dumps({**TENDER, "parties": {"a": 1}}), "parties", "wrong_field_type"),
        (json.dumps({**TENDER, "parties": [1]}), "parties[0]", "wrong_field_type"),
        (json.dumps({**TENDER, "buyer": {}, "parties": []}), "buyer", "missing_field"),
        (json.dumps({**TENDER, "tender": {}}), "tender.title", "missing_field"),
        (
            json.dumps({**TENDER, "tender": {"title": "T", "value": {"amount": "much"}}}),
            "tender.value.amount",
            "wrong_field_type",
        ),
        (
            json.dumps({**TENDER, "tender": {"title": "T", "value": {"amount": -1}}}),
            "tender.value.amount",
            "bad_amount",
        ),
        (json.dumps({**TENDER, "x": float("nan")}), "", "not_json_line"),
    ],
)
def test_bad_lines_are_rejected_with_a_reason(tmp_path: Path, line: str, column: str, key: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join((json.dumps(TENDER), "", line, json.dumps(AWARD))) + "\n", "utf-8")
    before, rejected, after = read(path)
    assert isinstance(before, Row)
    assert isinstance(after, Row)
    assert isinstance(rejected, Rejected)
    assert (rejected.column, rejected.key, rejected.number) == (column, f"importing.{key}", 3)
    assert rejected.raw == line
    for lang in LANGUAGES:
        assert say(rejected.key, lang, **{"column": rejected.column, **rejected.params})


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("is_gzip", [False, True])
def test_packages(tmp_path: Path, indent: int | None, is_gzip: bool) -> None:
    expected = fold(read(write_lines(tmp_path / "lines.jsonl", [TENDER, AWARD])))
    others = {"uri": 'a "releases" [ {', "publisher": {"releases": [{"no": 1}]}}
    packages = {
        "release": {**others, "releases": [TENDER, AWARD], "after": [{"x": 1}]},
        "records": {"records": [{"ocid": OCID, "releases": [TENDER, AWARD]}]},
        "array": [TENDER, AWARD],
    }
    for name, package in packages.items():
        path = tmp_path / f"{name}.json"
        content = json.dumps(package, indent=indent, ensure_ascii=False).encode()
        path.write_bytes(gzip.compress(content) if is_gzip else content)
        assert fold(read(path)) == expected, name


def test_a_compiled_release_is_preferred_and_links_alone_are_skipped(tmp_path: Path) -> None:
    records = [
        {"ocid": OCID, "compiledRelease": AWARD, "releases": [TENDER]},
        {"ocid": OCID, "releases": [{"url": "https://blue.example/1"}]},
    ]
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"records": records}, indent=1), "utf-8")
    row, skipped = read(path)
    assert fold([row]) == fold([outcome_of(AWARD)])
    assert isinstance(skipped, Skipped)


def test_one_bad_element_of_a_package_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    content = json.dumps({"releases": [TENDER, {"ocid": 7}, 5, AWARD]}, indent=1)
    path.write_text(content.replace('"ocid": 7', '"ocid": nope'), "utf-8")
    assert [type(outcome) for outcome in read(path)] == [Row, Rejected, Rejected, Row]
    path.write_text(content[:-700], "utf-8")
    assert isinstance(read(path)[-1], Rejected), "cut off in the middle"


@given(
    st.lists(
        st.recursive(
            st.one_of(st.none(), st.integers(), st.text('{}[]"\\,: あ\n')),
            lambda inner: st.lists(inner) | st.dictionaries(st.text('a{]"\\'), inner),
        ).map(lambda value: {"v": value}),
        max_size=5,
    ),
    st.sampled_from([None, 1]),
    st.integers(1, 7),
)
def test_cutting_a_package_at_any_place(values: list[Any], indent: int | None, size: int) -> None:
    from service.importers.json_items import _Cutter

    text = json.dumps({"k": ["[", {"releases": []}], "releases": values, "z": "]"}, indent=indent)
    cutter = _Cutter(frozenset({"releases"}))
    items = [item for at in range(0, len(text), size) for item in cutter.feed(text[at : at + size])]
    assert [json.loads(item.raw) for item in items] == values
    assert cutter.found
    if indent:
        lines = text.splitlines()
        assert all(lines[item.number - 1].strip().startswith("{") for item in items)


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.json", b"", "empty_file"),
        ("a.jsonl", b"# only a remark\n", "empty_file"),
        ("a.csv", b"src,org\n1,2\n", "not_json"),
        ("a.json", b"%PDF-1.7", "not_json"),
        ("a.json", b'{\n "name": "x"\n}', "not_ocds"),
        ("a.json", b'{"name": "x"}', "not_ocds"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputFileError) as caught:
        OcdsImporter().check([path])
    assert caught.value.key == f"importing.{key}"


def test_shuffled_lines_make_the_same_graph(tmp_path: Path) -> None:
    releases = [
        {
            **copy.deepcopy(AWARD),
            "ocid": f"{OCID}{number % 4}",
            "id": f"r{number}",
            "date": f"2025-03-{number + 1:02}T00:00:00Z",
        }
        for number in range(12)
    ]
    for number, release in enumerate(releases):
        release["tender"]["title"] = f"Umbrellas {number}"
    one = fold(read(write_lines(tmp_path / "one.jsonl", releases)))
    random.Random(1).shuffle(releases)
    assert fold(read(write_lines(tmp_path / "two.jsonl", releases))) == one
