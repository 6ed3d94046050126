"""The query files hold their contract, and a file that breaks it is told by name and line."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from cypher.catalogue import CatalogueError, migrations, parse, queries
from graph_models.registry import NODES, SERVICE_LABELS

ROOT = Path(__file__).parents[2]

GOOD = """// Direct owners of a company,
// largest share first.
// params: company_id: str
// returns: owner_id: str,
//   share: float | null
MATCH (o)-[r:OWNS]->(:Company {id: $company_id})
RETURN o.id AS owner_id, r.share AS share
"""


def test_a_header_is_read() -> None:
    query = parse("owners/direct", "read", GOOD)
    assert query.meaning == "Direct owners of a company, largest share first."
    assert query.parameters == {"company_id": "str"}
    assert query.columns == {"owner_id": "str", "share": "float | null"}
    assert query.text.startswith("MATCH")


def test_brackets_hold_a_type_together() -> None:
    query = parse(
        "a/b", "read", "// x\n// params: none\n// returns: node: map{id: str, n: int}, b: int\nRETURN 1"
    )
    assert query.columns == {"node": "map{id: str, n: int}", "b": "int"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("$company_id", "$other"), r"read/owners/direct\.cypher:3: .*company_id.*other"),
        (GOOD.replace("// params: company_id: str\n", ""), r"read/owners/direct\.cypher:1"),
        (GOOD.replace("owner_id: str", "owner_id"), r"owners/direct\.cypher:4.*owner_id"),
        (GOOD.replace("share: float", "owner_id: float"), r"owners/direct\.cypher:4"),
        ("RETURN 1 AS one\n", r"owners/direct\.cypher:1"),
    ],
)
def test_a_broken_header_is_told_with_file_and_line(text: str, told: str) -> None:
    with pytest.raises(CatalogueError, match=told):
        parse("owners/direct", "read", text)


def test_a_dollar_in_quotes_or_comments_is_no_parameter() -> None:
    text = "// x\n// params: none\n// returns: price: str\n// costs $much\nRETURN '$5' AS price\n"
    assert parse("a/b", "read", text).parameters == {}


def test_every_file_is_in_the_catalogue_once() -> None:
    files = [path for access in ("read", "write") for path in (ROOT / "cypher" / access).rglob("*.cypher")]
    assert len(files) == len(queries())
    assert {query.access for query in queries().values()} == {"read", "write"}


def test_every_query_has_exactly_one_caller() -> None:
    callers: Counter[str] = Counter()
    for path in (ROOT / "service").rglob("*.py"):
        found = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in queries()
        ]
        callers.update(found)
        place = path.relative_to(ROOT / "service")
        assert not found or place.parts[0] == "store" or place.name == "database.py", f"{place} calls {found}"
    assert {name: callers[name] for name in queries() if callers[name] != 1} == {}


def test_read_queries_only_read() -> None:
    writing = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD\s+CSV)\b", re.IGNORECASE)
    for query in queries().values():
        if query.access == "read":
            body = re.sub(r"//.*|'[^']*'|\"[^\"]*\"|`[^`]*`", "", query.text)
            assert not writing.search(body), query.name


def test_variable_length_paths_have_a_written_ceiling() -> None:
    for query in queries().values():
        body = re.sub(r"//.*", "", query.text)
        assert not re.search(r"\[[^\]]*\*(?!\s*\d*\s*\.\.\s*\d)(?!\s*\d+\s*\])[^\]]*\]", body), query.name
        assert not re.search(r"(\{\d*,\}|\)\s*[+*]\s*[(-])", body), query.name


def test_the_schema_constrains_exactly_the_labels_of_the_model() -> None:
    made = re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE", _schema())
    assert len(made) == len(set(made))
    assert set(made) == {"Entity", *NODES, *SERVICE_LABELS} - {"SourceTrust"}


def test_migrations_can_be_repeated() -> None:
    for migration in migrations():
        for statement in migration.statements:
            if statement.upper().startswith("CREATE"):
                assert "IF NOT EXISTS" in statement.upper(), f"{migration.version}: {statement}"


def _schema() -> str:
    return "\n".join(statement for migration in migrations() for statement in migration.statements)
