"""Whatever an answer can say, it can say in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from graph_models.records import Change
from graph_models.vocabulary import ExpansionKind, MotifRing, Role, SiteFunction, Stance
from service.analysis import committee
from service.analysis.weights import WEIGHTS
from service.language import LANGUAGES, say, texts
from service.operations.answering import worded

PARTS = {
    section: tuple(getattr(WEIGHTS, section).parts)
    for section in ("key_person", "buying_center", "expansion", "lookalike")
}


def said(key: str, **params: object) -> dict[str, str]:
    """Return what a change says in each language."""
    return {lang: worded(Change(key, params), lang)["text"] for lang in LANGUAGES}


@pytest.mark.parametrize(("section", "part"), [(s, part) for s, parts in PARTS.items() for part in parts])
def test_every_part_has_a_title_and_can_be_unknown(section: str, part: str) -> None:
    assert say(f"parts.{part}", "en") != say(f"parts.{part}", "ja")
    if section in ("key_person", "buying_center"):
        texts_ = said(f"{section}.unknown_{part}", part=part, rank=1)
    else:
        texts_ = said(f"{section}.unknown_part", part=part)
        assert all(say(f"parts.{part}", lang) in text for lang, text in texts_.items())
    assert texts_["en"] != texts_["ja"]


@pytest.mark.parametrize("section", PARTS)
def test_all_parts_of_a_question_are_called_differently(section: str) -> None:
    for lang in LANGUAGES:
        assert len({say(f"parts.{part}", lang) for part in PARTS[section]}) == len(PARTS[section])


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("role", Role),
        ("stance", Stance),
        ("expansion_kind", ExpansionKind),
        ("motif_ring", MotifRing),
        ("site_function", SiteFunction),
    ],
)
def test_every_code_an_answer_can_hold_has_its_words(
    kind: str, codes: type[Role | Stance | ExpansionKind | MotifRing | SiteFunction]
) -> None:
    for code in codes:
        assert say(f"codes.{kind}_{code.value}", "en") != say(f"codes.{kind}_{code.value}", "ja")


def test_every_red_flag_is_said_with_the_values_it_gets() -> None:
    source = ast.parse(Path(committee.__file__).read_text("utf-8"))
    calls = [
        node
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "flag"
    ]
    assert len(calls) >= 8
    for call in calls:
        if isinstance(call.args[0], ast.Constant):
            key = f"buying_center.{call.args[0].value}"
            given = {keyword.arg for keyword in call.keywords}
            needed = {name for _, name, _, _ in string.Formatter().parse(texts()[key]["en"]) if name}
            assert needed <= given, key
    for role in ("approver", "decider"):
        assert said(f"buying_center.missing_{role}")["en"] != said(f"buying_center.missing_{role}")["ja"]


def test_every_flag_of_a_person_has_its_words() -> None:
    for name in ("key_person", "buying_center"):
        module = Path(committee.__file__).with_name(f"{name}.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            for flag in _flags(node):
                assert say(f"web.flag_{flag}", "en") != say(f"web.flag_{flag}", "ja")


def _flags(node: ast.AST) -> list[str]:
    """Return the constants that are put into a list called flags."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "flags.append":
        return [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "flags":
        return [str(part.value) for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
    return []
