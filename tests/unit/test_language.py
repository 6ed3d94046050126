"""Every message is there in both languages, and every message the code asks for is there."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_models.registry import NODES, RELATIONSHIPS
from service.language import LANGUAGES, best_language, say, texts

SERVICE = Path(__file__).parents[2] / "service"
TOPICS = {key.split(".", 1)[0] for key in texts()}
KEY = re.compile(rf"({'|'.join(sorted(TOPICS))})\.[A-Za-z0-9_]+")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ENDPOINTS = {"web.static", "web.page"}
NOT_PARAMETERS = {"lang", "field"}


def placeholders(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_both_languages_say_it_with_the_same_values(topic: str) -> None:
    for key, by_language in texts().items():
        if key.startswith(f"{topic}."):
            assert by_language.keys() == set(LANGUAGES), key
            assert all(text.strip() for text in by_language.values()), key
            assert placeholders(by_language["en"]) == placeholders(by_language["ja"]), key


def test_the_english_has_no_japanese_in_it() -> None:
    # Words that are explained or shown as they are: the other language's own name, terms, the brand.
    allowed = re.compile(r"日本語|縁|横展開|法人番号|稟議")
    for key, by_language in texts().items():
        assert not JAPANESE.search(allowed.sub("", by_language["en"])), key


def test_every_code_label_and_type_has_its_words() -> None:
    for label in NODES:
        assert f"labels.{label}" in texts()
    for type_ in RELATIONSHIPS:
        assert f"types.{type_}_forward" in texts()
        assert f"types.{type_}_backward" in texts()


def calls() -> Iterator[tuple[str, int, ast.Call]]:
    for path in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func).endswith(("say", "Error")):
                yield str(path.relative_to(SERVICE)), node.lineno, node


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


def test_every_message_the_code_asks_for_is_there() -> None:
    for path in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                if node.value in ENDPOINTS or node.value.endswith(".toml"):
                    continue
                # One that ends in _ is the beginning of a key that is put together.
                is_beginning = node.value.endswith("_")
                fits = [key for key in texts() if key.startswith(node.value)]
                assert fits if is_beginning else node.value in fits, (
                    f"{path.relative_to(SERVICE)}:{node.lineno}: {node.value}"
                )
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                pattern = "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                )
                if KEY.match(str(node.values[0].value) + "x") and " " not in pattern:
                    pattern += ".+" if pattern.endswith("_") else ""
                    assert any(re.fullmatch(pattern, key) for key in texts()), (
                        f"{path.relative_to(SERVICE)}:{node.lineno}: {pattern}"
                    )


def test_every_message_gets_the_values_it_needs() -> None:
    checked = 0
    for place, line, call in calls():
        key = call.args[0]
        named = {keyword.arg for keyword in call.keywords}
        if isinstance(key, ast.Constant) and key.value in texts() and None not in named:
            needed = placeholders(texts()[key.value]["en"])
            # A placeholder may be called field: then the error's own argument fills it in by another name.
            assert needed <= named - NOT_PARAMETERS, f"{place}:{line}: {key.value} needs {sorted(needed)}"
            checked += 1
    assert checked > 40


def test_a_message_is_filled_in() -> None:
    assert say("errors.not_found", "en", id="site-1") == "There is nothing with the id “site-1”."
    assert "site-1" in say("errors.not_found", "ja", id="site-1")
    with pytest.raises(KeyError):
        say("errors.no_such_message", "en")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [(["ja-JP", "en"], "ja"), (["fr", "en-GB"], "en"), (["fr"], "ja"), ([], "ja"), (["EN"], "en")],
)
def test_the_first_language_that_we_speak_is_taken(tags: list[str], expected: str) -> None:
    assert best_language(tags, "ja") == expected
