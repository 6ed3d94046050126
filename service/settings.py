"""All settings, read once from the environment into one frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import Env
from platformdirs import user_data_path

from service.errors import NotAllowedError, UsageError
from service.language import LANGUAGES, Language

LOG_LEVELS = ("debug", "info", "warning", "error")
SMTP_SECURITIES = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment, as the documentation tells it."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ENISHI_HOME",
        "the platform's folder for user data",
        "Data folder: the embedded Neo4j, uploads and rejected rows. Two homes are two separate databases.",
    ),
    Setting(
        "ENISHI_HOST",
        "127.0.0.1",
        "Address the service listens on. Any but loopback needs an access token (`ENISHI_TOKEN_FILE`).",
    ),
    Setting(
        "ENISHI_PORT",
        "8000",
        "Port of the service. When it is not set and 8000 is taken, the next free one is used and printed.",
    ),
    Setting(
        "ENISHI_TOKEN_FILE",
        "",
        "File with the access token, 32 characters or more. When it is set, loopback asks for the token too.",
    ),
    Setting(
        "ENISHI_LANG",
        "ja",
        "Language of messages and answers when nothing else asks for one: `ja` or `en`.",
    ),
    Setting("ENISHI_TIMEZONE", "Asia/Tokyo", "Time zone whose days the rules and `as_of` mean."),
    Setting(
        "ENISHI_MEMORY_GB",
        "2",
        "Memory in GB that Enishi's own Neo4j may take, from its next start on; more for millions of nodes.",
    ),
    Setting(
        "ENISHI_URL",
        "",
        "Address under which people open the explorer, such as `https://enishi.example.com`; for mails.",
    ),
    Setting("ENISHI_SMTP_HOST", "", "Mail server for the daily digest of notices; none is sent without one."),
    Setting("ENISHI_SMTP_PORT", "587", "Port of the mail server."),
    Setting(
        "ENISHI_SMTP_SECURITY",
        "starttls",
        "How the connection to it is kept secret: `starttls`, `tls` from the beginning, or `none`.",
    ),
    Setting("ENISHI_SMTP_USERNAME", "", "User name at the mail server, if it asks for one."),
    Setting("ENISHI_SMTP_PASSWORD_FILE", "", "File with the password at the mail server."),
    Setting("ENISHI_SMTP_FROM", "", "Address the digest comes from; needed with `ENISHI_SMTP_HOST`."),
    Setting(
        "ENISHI_DIGEST_TO",
        "",
        "Addresses, with commas between, that get what is for everybody; what has an owner goes to that one.",
    ),
    Setting("ENISHI_DIGEST_HOUR", "8", "Hour in `ENISHI_TIMEZONE` from which the day's digest is sent."),
    Setting("ENISHI_LOG", "info", "Level of the log: `debug`, `info`, `warning` or `error`."),
    Setting("ENISHI_DATA", "", "Folder of the evaluation data; for development only."),
    Setting(
        "NEO4J_URI",
        "",
        "A Neo4j of your own, such as `neo4j+s://db.example.com`. When it is not set, Enishi runs its own.",
    ),
    Setting("NEO4J_USERNAME", "neo4j", "User name at `NEO4J_URI`."),
    Setting("NEO4J_PASSWORD", "", "Password at `NEO4J_URI`."),
    Setting(
        "NEO4J_PASSWORD_FILE",
        "",
        "File with the password, such as a container's secret; read when `NEO4J_PASSWORD` is not set.",
    ),
    Setting("NEO4J_DATABASE", "neo4j", "Name of the database at `NEO4J_URI`."),
)
"""Every setting; the reference page is made from it, and tests hold it against the code."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server for digests, and who gets them."""

    host: str
    port: int
    security: str
    username: str | None
    password: str | None
    sender: str
    everybody: tuple[str, ...]
    hour: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. ``neo4j_uri`` is None when the embedded Neo4j is to be used."""

    home: Path
    host: str
    port: int
    port_is_given: bool
    token_file: Path | None
    language: Language
    timezone: ZoneInfo
    memory_gb: int
    log_level: str
    url: str | None
    smtp: Smtp | None
    data: Path | None
    neo4j_uri: str | None
    neo4j_username: str
    neo4j_password: str | None
    neo4j_database: str

    @classmethod
    def from_env(cls) -> Settings:
        """Read the ``ENISHI_*`` and ``NEO4J_*`` variables.

        Raises
        ------
        UsageError
            When a value cannot be used; the message names the setting.
        NotAllowedError
            When the password file cannot be read.
        """
        env = Env(expand_vars=False)
        home = env.str("ENISHI_HOME", "") or str(user_data_path("enishi", appauthor=False))
        return cls(
            home=Path(home).expanduser().absolute(),
            host=env.str("ENISHI_HOST", "") or "127.0.0.1",
            port=_whole(env, "ENISHI_PORT", 8000, range(65536)),
            port_is_given=bool(env.str("ENISHI_PORT", "")),
            token_file=_path(env, "ENISHI_TOKEN_FILE"),
            language=cast(Language, _one_of(env, "ENISHI_LANG", LANGUAGES, "ja")),
            timezone=_timezone(env),
            memory_gb=_whole(env, "ENISHI_MEMORY_GB", 2, range(2, 257)),
            log_level=_one_of(env, "ENISHI_LOG", LOG_LEVELS, "info"),
            url=env.str("ENISHI_URL", "").rstrip("/") or None,
            smtp=_smtp(env),
            data=_path(env, "ENISHI_DATA"),
            neo4j_uri=env.str("NEO4J_URI", "") or None,
            neo4j_username=env.str("NEO4J_USERNAME", "") or "neo4j",
            neo4j_password=env.str("NEO4J_PASSWORD", "") or _secret(env, "NEO4J_PASSWORD_FILE"),
            neo4j_database=env.str("NEO4J_DATABASE", "") or "neo4j",
        )


def _smtp(env: Env) -> Smtp | None:
    host = env.str("ENISHI_SMTP_HOST", "")
    port = _whole(env, "ENISHI_SMTP_PORT", 587, range(1, 65536))
    security = _one_of(env, "ENISHI_SMTP_SECURITY", SMTP_SECURITIES, "starttls")
    hour = _whole(env, "ENISHI_DIGEST_HOUR", 8, range(24))
    if not host:
        return None
    if "@" not in (sender := env.str("ENISHI_SMTP_FROM", "")):
        raise _invalid("ENISHI_SMTP_FROM", sender, "enishi@example.com")
    everybody = [one.strip() for one in env.str("ENISHI_DIGEST_TO", "").split(",") if one.strip()]
    return Smtp(
        host,
        port,
        security,
        env.str("ENISHI_SMTP_USERNAME", "") or None,
        _secret(env, "ENISHI_SMTP_PASSWORD_FILE"),
        sender,
        tuple(everybody),
        hour,
    )


def _path(env: Env, name: str) -> Path | None:
    value = env.str(name, "")
    return Path(value).expanduser().absolute() if value else None


def _secret(env: Env, name: str) -> str | None:
    file = _path(env, name)
    if file is None:
        return None
    try:
        # Whoever writes a secret with an editor ends it with a line break.
        return file.read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowedError("errors.file_missing", file=file) from error


def _whole(env: Env, name: str, default: int, allowed: range) -> int:
    text = env.str(name, "") or str(default)
    try:
        number = int(text)
    except ValueError:
        number = allowed.start - 1
    if number not in allowed:
        raise _invalid(name, text, f"{allowed.start}-{allowed.stop - 1}")
    return number


def _one_of(env: Env, name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.str(name, "") or default
    if value not in allowed:
        raise _invalid(name, value, " / ".join(allowed))
    return value


def _timezone(env: Env) -> ZoneInfo:
    name = env.str("ENISHI_TIMEZONE", "") or "Asia/Tokyo"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _invalid("ENISHI_TIMEZONE", name, "Asia/Tokyo, UTC, …") from error


def _invalid(name: str, value: str, expected: str) -> UsageError:
    return UsageError("errors.setting_invalid", field=name, name=name, value=value, expected=expected)
