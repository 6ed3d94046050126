"""The wheel, installed into a clean environment outside the checkout, starts and answers.

The service is run as the image and the compose file run it: the same command, the same settings, secrets from
files; only the addresses are those of this machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph_models.ids import node_id
from graph_models.records import NodeRecord
from scripts.make_secrets import write as write_secrets
from service.database import Database
from service.operations.opening import address_of
from service.settings import Settings
from tests.conftest import write

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["service"]


def run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the commands of a clean environment with the wheel, without any extra, as in the image."""
    folder = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    commands = folder / "venv" / "bin"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "wheel.txt").write_text(f"{wheel} --hash=sha256:{digest}\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", commands / "python")
    lock = ROOT / "requirements.lock"
    run(*pip, "install", "--quiet", "--requirement", "wheel.txt", "--constraint", lock, cwd=folder)
    return commands


def clean(**settings: str) -> dict[str, str]:
    """Return the environment without anything of the checkout's."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {**kept, **settings}


def test_everything_that_is_needed_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for package in ("graph_models", "cypher", "service"):
        tracked = run("git", "ls-files", package, cwd=ROOT).split("\n")
        missing = {name for name in tracked if name and not name.endswith(".md")} - names
        assert not missing
    demo = {f"service/demo_data/{path.name}" for path in (ROOT / "sample_data" / "demo").iterdir()}
    assert demo <= names
    assert not [name for name in names if name.startswith(("tests/", "sample_data/", "scripts/", "docs/"))]


def test_the_command_runs_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    version = re.search(r'(?m)^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert version is not None
    told = run(installed / "enishi", "--version", cwd=tmp_path, env=clean())
    assert version[1] in told
    code = (
        "import service, service.operations.demonstration as demonstration;"
        "print(service.__file__, demonstration.demonstration_folder())"
    )
    for place in run(installed / "python", "-c", code, cwd=tmp_path, env=clean()).split():
        assert place.startswith(str(installed.parent))


def test_without_the_extra_it_says_what_is_missing(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "enishi", "db", "start"],
        env=clean(ENISHI_HOME=str(tmp_path), ENISHI_LANG="en"),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 3
    assert "embedded" in done.stderr
    assert "Traceback" not in done.stderr


class Running:
    """The service as the compose file runs it."""

    def __init__(self, url: str, token: str, environment: dict[str, str], process: subprocess.Popen[str]):
        self.url = url
        self.token = token
        self.environment = environment
        self.process = process

    def get(self, path: str, token: str | None = None) -> tuple[int, bytes]:
        request = urllib.request.Request(self.url + path)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def entrypoint() -> list[str]:
    """Return the command of the image."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    entry, command = (re.search(rf"(?m)^{word} (\[.*\])$", text) for word in ("ENTRYPOINT", "CMD"))
    assert entry is not None
    assert command is not None
    return [*json.loads(entry[1]), *json.loads(command[1])]


@pytest.fixture(scope="module")
def running(
    installed: Path, database: Database, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    write(
        database, NodeRecord("Company", node_id("Company", "縁水質"), {"name": "縁水質分析センター"}, "test")
    )
    address, folder = address_of(settings), tmp_path_factory.mktemp("container")
    write_secrets(folder / "secrets")
    (folder / "secrets" / "neo4j_password").write_text(address.password + "\n", "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {
        # Servers under test listen on loopback only; the token is asked for there too.
        "ENISHI_HOST": "127.0.0.1",
        "ENISHI_PORT": str(port),
        "ENISHI_HOME": str(folder / "home"),
        "NEO4J_URI": address.uri,
    }
    environment = {
        name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value).replace("/run/secrets", str(folder / "secrets"))
        for name, value in SERVICE["environment"].items()
    } | here
    assert environment["NEO4J_USERNAME"] == address.username
    path = f"{installed}{os.pathsep}{os.environ['PATH']}"
    with (folder / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [installed / entrypoint()[0], *entrypoint()[1:]],
            env=clean(**environment, PATH=path),
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        token = (folder / "secrets" / "access_token").read_text("ascii").strip()
        found = Running(f"http://127.0.0.1:{port}", token, clean(**environment, PATH=path), process)
        try:
            for _ in range(300):
                if process.poll() is not None:
                    log.seek(0)
                    pytest.fail(log.read())
                if _is_ready(found):
                    break
                time.sleep(0.2)
            yield found
        finally:
            process.terminate()
            process.wait(20)


def _is_ready(service: Running) -> bool:
    try:
        return service.get("/ready")[0] == 200
    except OSError:
        return False


def test_it_is_ready_and_the_health_check_says_so(running: Running, tmp_path: Path) -> None:
    assert running.get("/ready")[0] == 200
    kind, *command = SERVICE["healthcheck"]["test"]
    assert kind == "CMD"
    run(*command, env=running.environment, cwd=tmp_path)


def test_the_health_check_fails_where_nothing_answers(running: Running, tmp_path: Path) -> None:
    command = SERVICE["healthcheck"]["test"][1:]
    environment = {**running.environment, "ENISHI_PORT": "9"}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0


def test_the_api_answers_the_holder_of_the_token(running: Running) -> None:
    path = f"/api/v1/search?q={urllib.parse.quote('縁水質')}"
    assert running.get(path)[0] == 401
    status, body = running.get(path, running.token)
    assert status == 200
    assert [item["name"] for item in json.loads(body)["items"]] == ["縁水質分析センター"]


def test_the_explorer_and_its_files_are_there(running: Running) -> None:
    status, body = running.get("/", running.token)
    assert status == 200
    for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode()):
        assert running.get(asset)[0] == 200, asset


def test_no_secret_is_in_what_it_prints_or_shows(running: Running) -> None:
    assert running.process.args
    shown = " ".join(map(str, running.process.args))  # type: ignore[union-attr]
    assert running.token not in shown
