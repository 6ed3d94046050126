"""The compose file fits the official schema and keeps what it promises: secrets in files, loopback ports."""

from __future__ import annotations

import json
import re
import stat
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from scripts.make_secrets import write
from service.api.access import TOKEN_LENGTH
from service.settings import SETTINGS

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]


def test_it_fits_the_compose_specification() -> None:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(schema.read_text("utf-8")))


def test_the_schema_would_find_a_mistake() -> None:
    schema = json.loads(
        (files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json").read_text("utf-8")
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**COMPOSE, "services": {"service": {"portz": []}}}, schema)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_and_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["restart"] == "unless-stopped"
    assert "no-new-privileges:true" in service["security_opt"]
    assert "mem_limit" in service
    assert not service.get("privileged")


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_published_on_loopback_only(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert port.startswith("127.0.0.1:")


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files(name: str) -> None:
    service = SERVICES[name]
    for key, value in service["environment"].items():
        if re.search(r"PASSWORD|TOKEN|AUTH|SECRET", key):
            assert key.endswith("_FILE")
            secret = value.removeprefix("/run/secrets/")
            assert secret in service["secrets"]
    assert set(service["secrets"]) <= COMPOSE["secrets"].keys()


def test_all_that_is_named_is_there() -> None:
    for service in SERVICES.values():
        for volume in service["volumes"]:
            assert volume.split(":")[0] in COMPOSE["volumes"]
        assert set(service["networks"]) <= COMPOSE["networks"].keys()
        assert set(service.get("depends_on", {})) <= SERVICES.keys()


def test_the_database_is_not_reached_from_outside() -> None:
    assert "ports" not in SERVICES["neo4j"]
    assert COMPOSE["networks"]["graph"]["internal"] is True
    assert SERVICES["neo4j"]["networks"] == ["graph"]


def test_the_service_is_told_by_settings_that_exist() -> None:
    known = {setting.name for setting in SETTINGS}
    assert set(SERVICES["service"]["environment"]) <= known
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    # What compose fills in comes from .env, whose names are those of .env.example.
    assert set(re.findall(r"\$\{(\w+)", text)) <= known


def test_the_neo4j_is_the_version_we_run_ourselves() -> None:
    from service.embedded import VERSION

    assert SERVICES["neo4j"]["image"] == f"neo4j:{'.'.join(VERSION.split('.')[:2])}-community"


def test_the_image_is_the_version_of_the_project() -> None:
    version = re.search(r'(?m)^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert version is not None
    assert SERVICES["service"]["image"] == f"enishi:{version[1]}"


def test_the_image_runs_as_a_user_without_rights_and_holds_no_database() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert "\nUSER enishi\n" in last
    assert "embedded" not in re.sub(r"(?m)^#.*", "", text)
    assert re.findall(r"(?m)^FROM .*:latest", text) == []


def test_the_image_is_made_with_the_pip_of_the_makefile() -> None:
    wanted = re.search(r"(?m)^PIP_VERSION := (.+)$", (ROOT / "Makefile").read_text("utf-8"))
    assert wanted is not None
    assert f"pip install pip=={wanted[1]} " in (ROOT / "Dockerfile").read_text("utf-8")


def test_all_that_the_image_copies_is_sent_to_the_builder() -> None:
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    text = (ROOT / "Dockerfile").read_text("utf-8")
    copied = {
        source for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", text) for source in line.split()[:-1]
    }
    assert copied == allowed
    assert all((ROOT / path).exists() for path in copied)


def test_the_secrets_are_made_once_and_fit_together(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    made = write(folder)
    named = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert {file.name for file in made} == named
    texts = {file.name: file.read_text("ascii").strip() for file in made}
    assert len(texts["access_token"]) >= TOKEN_LENGTH
    assert texts["neo4j_auth"] == f"neo4j/{texts['neo4j_password']}"
    assert "/" not in texts["neo4j_password"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert write(folder) == []
    (folder / "neo4j_auth").unlink()
    write(folder)
    assert (folder / "neo4j_auth").read_text("ascii").strip() == texts["neo4j_auth"]
