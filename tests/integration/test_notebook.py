"""The notebook's py2neo graph, its classes and its data frames, on the real server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph_models.ids import node_id
from graph_models.records import NodeRecord, RelationshipRecord
from graph_models.registry import NODES, RELATIONSHIPS
from service import notebook
from service.database import Database
from service.errors import NotAllowedError, UsageError
from service.settings import Settings
from tests.conftest import write

COMPANY = node_id("Company", "ケミカルアナリティクス")
SITE = node_id("Site", COMPANY, "大阪工場")
CONTACT = node_id("Contact", COMPANY, "佐藤")


@pytest.fixture(scope="module", autouse=True)
def company(database: Database) -> None:
    write(
        database,
        NodeRecord("Company", COMPANY, {"name": "ケミカルアナリティクス", "employees": 120}, "test"),
        NodeRecord("Site", SITE, {"name": "大阪工場", "country": "JP"}, "test"),
        NodeRecord("Contact", CONTACT, {"name": "佐藤 花子", "emails": ["sato@example.com"]}, "test"),
        RelationshipRecord("SITE_OF", SITE, COMPANY, "test"),
        RelationshipRecord("WORKS_AT", CONTACT, SITE, "test", valid_from=date(2024, 4, 1)),
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_py2neo_reads_the_same_graph(settings: Settings) -> None:
    graph = notebook.connect(settings)
    found = graph.run("MATCH (c:Company) RETURN c.name AS name, c.employees AS employees").to_data_frame()
    assert found.to_dict("records") == [{"name": "ケミカルアナリティクス", "employees": 120}]


def test_there_is_a_class_for_every_label_with_its_properties_and_relationships() -> None:
    classes = notebook.classes()
    assert classes.keys() == {*NODES, "Entity"}
    for label, node in NODES.items():
        assert vars(classes[label]).keys() >= {prop.name for prop in node.properties}
    for type_, relationship in RELATIONSHIPS.items():
        assert all(type_.lower() in vars(classes[label]) for label in relationship.starts)
        assert all(f"incoming_{type_.lower()}" in vars(classes[label]) for label in relationship.ends)


def test_the_classes_walk_the_graph(settings: Settings) -> None:
    graph, classes = notebook.connect(settings), notebook.classes()
    company = classes["Company"].match(graph, COMPANY).first()
    assert (company.name, company.employees) == ("ケミカルアナリティクス", 120)
    (site,) = company.incoming_site_of
    assert (type(site).__name__, site.name, site.country) == ("Site", "大阪工場", "JP")
    (person,) = site.incoming_works_at
    assert (person.name, person.emails) == ("佐藤 花子", ["sato@example.com"])
    (place,) = person.works_at
    assert (type(place).__name__, place.id) == ("Entity", SITE)


def test_a_query_of_the_catalogue_becomes_a_data_frame(settings: Settings) -> None:
    found = notebook.frame("entities/counts", settings, id=SITE)
    assert list(found.columns) == ["type", "direction", "label", "total"]
    assert set(found["type"]) == {"SITE_OF", "WORKS_AT"}
    before = notebook.frame("entities/counts", settings, id=SITE, as_of=date(2020, 1, 1))
    assert set(before["type"]) == {"SITE_OF"}


def test_nothing_found_is_an_empty_frame_with_columns(settings: Settings) -> None:
    found = notebook.frame("entities/counts", settings, id="site-none")
    assert found.empty
    assert list(found.columns) == ["type", "direction", "label", "total"]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("no/query", {}),
        ("graph/create_nodes", {"rows": []}),
        ("entities/counts", {}),
        ("entities/card", {"id": SITE, "other": 1}),
    ],
)
def test_wrong_use_is_told(settings: Settings, name: str, parameters: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        notebook.frame(name, settings, **parameters)
    assert name in caught.value.message("ja")


def test_a_server_without_its_password_is_told(settings: Settings) -> None:
    with pytest.raises(NotAllowedError, match="NEO4J_PASSWORD"):
        notebook.connect(replace(settings, neo4j_uri="bolt://127.0.0.1:9", neo4j_password=None))
