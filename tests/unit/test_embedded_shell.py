"""How ``enishi db shell`` tells where a statement ends."""

from __future__ import annotations

import pytest

from service.cli.db_shell import split_statements


@pytest.mark.parametrize(
    ("text", "statements", "rest"),
    [
        ("RETURN 1;", ["RETURN 1"], ""),
        ("RETURN 1; RETURN 2", ["RETURN 1"], "RETURN 2"),
        ("RETURN ';' AS a; RETURN \"a;b\";", ["RETURN ';' AS a", 'RETURN "a;b"'], ""),
        (r"RETURN 'it\';s';", [r"RETURN 'it\';s'"], ""),
        ("MATCH (n:`a;b`) RETURN n;", ["MATCH (n:`a;b`) RETURN n"], ""),
        ("RETURN 1 // one; two\n;", ["RETURN 1 // one; two"], ""),
        ("RETURN /* ; */ 1;", ["RETURN /* ; */ 1"], ""),
        ("RETURN 'not finished; still", [], "RETURN 'not finished; still"),
        ("RETURN /* not finished; still", [], "RETURN /* not finished; still"),
        (" ; ;; ", [], ""),
    ],
)
def test_a_semicolon_ends_a_statement_outside_strings_and_comments(
    text: str, statements: list[str], rest: str
) -> None:
    assert split_statements(text) == (statements, rest)
