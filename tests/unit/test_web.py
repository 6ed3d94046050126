"""The explorer's files: vendored as pinned, all words in both languages, no other host, small modules."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask

from scripts.vendor import faults
from service import web
from service.language import texts

STATIC = Path(str(files("service.web") / "static"))
MODULES = sorted((STATIC / "js").rglob("*.js"))
# Keys that are put together at run time: their beginnings.
BUILT = re.compile(
    r"^(count|order|state|band|flag|line|prop|role|structure|size|template|health|trend|language|bt|view|lead|room|key|white|customer|fieldtype|problem|motif|piece|webhooks|ingest_keys|analysis_kind|analysis_opt|scores_page|lane)_|^import_(step|kind|state|do|done|created|updated|unchanged|merged|review)|^(map_of|cell|item|work_do|work_what)_|^sign_in_|^language$|^needs_script$"
)


def test_the_vendored_libraries_are_as_pinned() -> None:
    assert faults() == []


def test_every_text_of_the_modules_is_there() -> None:
    known = {key.removeprefix("web.") for key in texts() if key.startswith("web.")}
    used = {
        key for module in MODULES for key in re.findall(r'\bt\(\s*"([a-z_]+)"', module.read_text("utf-8"))
    }
    assert used - known == set()
    quoted = {word for module in MODULES for word in re.findall(r'"([a-z_]+)"', module.read_text("utf-8"))}
    assert {key for key in known - quoted if not BUILT.match(key)} == set(), "texts that nothing uses"


def test_both_languages_fill_in_the_same_places() -> None:
    file = files("service") / "locale" / "web.toml"
    for key, by_language in tomllib.loads(file.read_text("utf-8")).items():
        places = [sorted(set(re.findall(r"\{(\w+)\}", by_language[lang]))) for lang in ("en", "ja")]
        assert places[0] == places[1], key


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_modules_are_small_checked_and_stay_at_home(module: Path) -> None:
    text = module.read_text("utf-8")
    assert text.startswith("// @ts-check")
    assert len(text.splitlines()) < 300
    assert re.findall(r"https?://(?!www\.w3\.org)", text) == []


def test_pages_name_their_import_map_by_hash_and_allow_nothing_else_inline() -> None:
    app = Flask("test", static_folder=None)
    app.register_blueprint(web.blueprint)
    client = app.test_client()
    for path in (
        "/",
        "/explore",
        "/decision-map",
        "/account-plan",
        "/group",
        "/expansion",
        "/analysis",
        "/backtest",
        "/answers/key-person",
        "/answers/expansion",
    ):
        answer = client.get(path, headers={"Accept-Language": "en"})
        assert answer.status_code == 200
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
        inline = [body for _, body in scripts if body.strip()]
        assert len(inline) == 1
        assert web.content_security_policy(inline[0]) == answer.headers["Content-Security-Policy"]
        assert not re.search(r"""\s(on\w+|style)=["']""", answer.text)
    assert client.get("/answers/nonesuch").status_code == 404


def test_the_language_of_the_page_follows_address_choice_browser() -> None:
    app = Flask("test", static_folder=None)
    app.register_blueprint(web.blueprint)
    client = app.test_client()
    english = {"Accept-Language": "en-GB,en;q=0.8,ja;q=0.5"}
    assert '<html lang="en">' in client.get("/", headers=english).text
    client.set_cookie(web.LANGUAGE_COOKIE, "ja")
    assert '<html lang="ja">' in client.get("/", headers=english).text
    assert '<html lang="en">' in client.get("/?lang=en").text
