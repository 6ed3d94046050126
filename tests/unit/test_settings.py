"""Settings: read, refused in one sentence, and documented to the last one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from service.errors import NotAllowedError, UsageError
from service.settings import SETTINGS, Settings

ROOT = Path(__file__).parents[2]
NAMES = [setting.name for setting in SETTINGS]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_defaults() -> None:
    settings = Settings.from_env()
    assert (settings.host, settings.port, settings.port_is_given) == ("127.0.0.1", 8000, False)
    assert (settings.language, settings.timezone.key, settings.log_level) == ("ja", "Asia/Tokyo", "info")
    assert settings.neo4j_uri is None
    assert settings.memory_gb == 2
    assert settings.neo4j_password is None
    assert settings.token_file is None
    assert settings.home.is_absolute()
    assert settings.home.name == "enishi"


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    # docker compose hands over empty strings for what is not set.
    plain = Settings.from_env()
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert Settings.from_env() == plain


def test_values_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "ENISHI_HOME": "graph",
        "ENISHI_HOST": "0.0.0.0",  # noqa: S104  (nothing listens here)
        "ENISHI_PORT": "9001",
        "ENISHI_LANG": "en",
        "ENISHI_TIMEZONE": "UTC",
        "ENISHI_MEMORY_GB": "6",
        "NEO4J_URI": "neo4j+s://graph.example",
        "NEO4J_PASSWORD": "päss $word",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_env()
    assert settings.home == tmp_path / "graph"
    assert (settings.host, settings.port, settings.port_is_given) == ("0.0.0.0", 9001, True)  # noqa: S104
    assert (settings.language, settings.timezone.key) == ("en", "UTC")
    assert settings.memory_gb == 6
    assert settings.neo4j_password == "päss $word"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENISHI_PORT", "eighty"),
        ("ENISHI_PORT", "70000"),
        ("ENISHI_PORT", "-1"),
        ("ENISHI_MEMORY_GB", "1"),
        ("ENISHI_MEMORY_GB", "2.5"),
        ("ENISHI_LANG", "fr"),
        ("ENISHI_TIMEZONE", "Mars/Olympus"),
        ("ENISHI_TIMEZONE", "../etc/passwd"),
        ("ENISHI_LOG", "loud"),
    ],
)
def test_a_wrong_value_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        Settings.from_env()
    for lang in ("en", "ja"):
        assert name in caught.value.message(lang)
        assert value in caught.value.message(lang)


def test_the_password_comes_from_a_file_of_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("from the file\n", "utf-8")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(secret))
    assert Settings.from_env().neo4j_password == "from the file"
    monkeypatch.setenv("NEO4J_PASSWORD", "from the variable")
    assert Settings.from_env().neo4j_password == "from the variable"


def test_a_missing_file_of_secrets_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(NotAllowedError, match="nowhere"):
        Settings.from_env()


def test_the_table_has_every_setting_that_the_code_reads() -> None:
    read = set()
    for path in (ROOT / "service").rglob("*.py"):
        read |= set(re.findall(r"[\"']((?:ENISHI|NEO4J)_[A-Z0-9_]+)[\"']", path.read_text("utf-8")))
    # What Neo4j's own tools read is handed to them, not read by us; the explorer's is a key of Flask's.
    assert read - {"NEO4J_HOME", "NEO4J_CONF", "ENISHI_LANGUAGE"} == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_the_defaults_of_the_table_are_the_real_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Settings.from_env()
    for setting in SETTINGS:
        if setting.default and setting.name not in ("ENISHI_HOME", "ENISHI_PORT"):
            monkeypatch.setenv(setting.name, setting.default)
    assert Settings.from_env() == plain


def test_the_example_file_has_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    found = dict(re.findall(r"(?m)^#?([A-Z][A-Z0-9_]+)=(.*)$", text))
    expected = {item.name: "" if item.name == "ENISHI_HOME" else item.default for item in SETTINGS}
    assert found == expected
    assert not [name for name in os.environ if name in NAMES]
