"""The embedded Neo4j as it is: real servers, started, killed, raced for, dumped and loaded.

The tests of the first class share two homes and go on from each other in order, since every start of a
server costs seconds.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from service import embedded
from service.embedded.jars import class_path, locked_jars
from service.embedded.places import Connection, Places
from service.errors import EmbeddedError, InputFileError, UsageError
from service.settings import Settings

START = """
import json, sys
from service import embedded
from service.errors import EmbeddedError
from service.settings import Settings
try:
    found = embedded.ensure_running(Settings.from_env())
    print(json.dumps({"uri": found.uri, "password": found.password, "started": found.started}))
except EmbeddedError as error:
    print(json.dumps({"key": error.key, "en": error.message("en"), "ja": error.message("ja")}))
"""


def settings_for(home: Path) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENISHI_HOME", str(home))
        patch.delenv("NEO4J_URI", raising=False)
        return Settings.from_env()


def starter(home: Path, **options: Any) -> subprocess.Popen[str]:
    """Start a process that asks for the server of the home, as a command would."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    extra = options.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-c", START],
        env={**environment, "ENISHI_HOME": str(home), **extra},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def answer_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, _ = process.communicate(timeout=240)
    return dict(json.loads(output))


def query(connection: Connection, statement: str) -> list[list[Any]]:
    auth = (connection.username, connection.password)
    with GraphDatabase.driver(connection.uri, auth=auth) as driver:
        return [record.values() for record in driver.execute_query(statement).records]


def kill_server(settings: Settings) -> int:
    pid = embedded.status(settings).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(timeout=10)
    return pid


@dataclass
class Homes:
    """Two homes, the path of one with spaces and kanji in it."""

    one: Settings
    two: Settings


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    folder = tmp_path_factory.mktemp("homes")
    found = Homes(settings_for(folder / "one 縁 home"), settings_for(folder / "two"))
    yield found
    embedded.stop(found.one)
    embedded.stop(found.two)


class TestLife:
    def test_the_first_call_starts_and_the_second_reuses(self, homes: Homes) -> None:
        seen: list[str] = []
        first = embedded.ensure_running(homes.one, lambda step: seen.append(step.phase))
        assert first.started
        assert {"prepare", "start", "ready"} <= set(seen)
        pid = embedded.status(homes.one).pid
        second = embedded.ensure_running(homes.one)
        assert not second.started
        assert (second.uri, second.password) == (first.uri, first.password)
        assert embedded.status(homes.one).pid == pid
        query(second, "UNWIND range(1, 1000) AS i CREATE (:Kept {i: i})")

    def test_it_is_a_real_community_server_with_a_password(self, homes: Homes) -> None:
        connection = embedded.ensure_running(homes.one)
        [[version, edition]] = query(
            connection,
            "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
            "RETURN versions[0], edition",
        )
        assert (version, edition) == (embedded.VERSION, "community")
        with (
            GraphDatabase.driver(connection.uri, auth=("neo4j", "neo4j")) as driver,
            pytest.raises(AuthError),
        ):
            driver.verify_connectivity()

    def test_it_listens_on_loopback_only_and_on_one_port(self, homes: Homes) -> None:
        found = embedded.status(homes.one)
        assert found.pid is not None
        listening = [
            each.laddr for each in psutil.Process(found.pid).net_connections() if each.status == "LISTEN"
        ]
        assert [f"{found.uri}"] == [f"bolt://127.0.0.1:{address.port}" for address in listening]
        assert all(address.ip.removeprefix("::ffff:") == "127.0.0.1" for address in listening)
        udp = [each for each in psutil.Process(found.pid).net_connections() if each.type == socket.SOCK_DGRAM]
        assert udp == []  # no announcements to the local network

    def test_the_password_is_in_no_command_line_and_readable_by_its_owner_only(self, homes: Homes) -> None:
        connection = embedded.ensure_running(homes.one)
        found = embedded.status(homes.one)
        assert found.pid is not None
        assert connection.password not in " ".join(psutil.Process(found.pid).cmdline())
        places = Places.of(homes.one.home)
        assert stat.S_IMODE(places.password_file.stat().st_mode) == 0o600
        assert not list(places.run.glob("*password*"))

    def test_killed_server_and_killed_starter_lose_nothing(self, homes: Homes) -> None:
        """The server is killed, and so is the command that starts it again, before it is up."""
        old = kill_server(homes.one)
        assert not embedded.status(homes.one).running
        process = starter(homes.one.home)
        deadline = time.monotonic() + 60
        while (new := embedded.status(homes.one).pid) is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.kill()
        process.communicate()
        connection = embedded.ensure_running(homes.one)
        assert not connection.started
        assert old != new == embedded.status(homes.one).pid
        assert query(connection, "MATCH (k:Kept) RETURN count(k)") == [[1000]]

    def test_a_server_without_a_state_file_is_found(self, homes: Homes) -> None:
        """As when its starter was killed between the start and the writing of the file."""
        before = embedded.status(homes.one)
        Places.of(homes.one.home).state.unlink()
        assert embedded.status(homes.one).pid == before.pid
        assert not embedded.ensure_running(homes.one).started

    def test_two_at_once_give_one_server_and_another_home_another(self, homes: Homes) -> None:
        answers = [answer_of(process) for process in [starter(homes.two.home), starter(homes.two.home)]]
        assert sorted(answer["started"] for answer in answers) == [False, True]
        assert answers[0]["uri"] == answers[1]["uri"]
        one, two = embedded.ensure_running(homes.one), embedded.ensure_running(homes.two)
        assert not one.started
        assert not two.started
        assert one.uri != two.uri == answers[0]["uri"]
        assert one.password != two.password
        assert query(two, "MATCH (k:Kept) RETURN count(k)") == [[0]]

    def test_a_dump_of_one_home_is_loaded_into_the_other(self, homes: Homes, tmp_path: Path) -> None:
        file = tmp_path / "a dump.dump"
        steps: list[tuple[str, float]] = []
        archive = embedded.dump(homes.one, file, progress=lambda step: steps.append((step.phase, step.done)))
        assert archive.restarted
        assert archive.bytes == file.stat().st_size > 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert ("dump", 100) in steps
        assert not embedded.ensure_running(homes.one).started
        assert list(tmp_path.iterdir()) == [file]
        with pytest.raises(UsageError) as exists:
            embedded.dump(homes.one, file)
        assert exists.value.key == "embedded.dump_exists"

        query(embedded.ensure_running(homes.two), "CREATE (:Old)")
        with pytest.raises(UsageError) as there:
            embedded.load(homes.two, file)
        assert there.value.key == "embedded.load_exists"
        damaged = tmp_path / "damaged.dump"
        damaged.write_bytes(file.read_bytes()[:-200])
        with pytest.raises(InputFileError) as broken:
            embedded.load(homes.two, damaged, overwrite=True)
        assert broken.value.key == "embedded.dump_damaged"
        assert str(damaged) in broken.value.message("ja")
        assert query(embedded.ensure_running(homes.two), "MATCH (n) RETURN labels(n)") == [[["Old"]]]

        assert embedded.load(homes.two, file, overwrite=True).restarted
        connection = embedded.ensure_running(homes.two)
        assert not connection.started
        assert query(connection, "MATCH (n) RETURN labels(n)[0], count(*), sum(n.i)") == [
            ["Kept", 1000, 500500]
        ]

    def test_stop_is_clean_and_a_taken_port_is_avoided(self, homes: Homes) -> None:
        before = embedded.ensure_running(homes.one)
        pid = embedded.status(homes.one).pid
        assert pid is not None
        assert embedded.stop(homes.one)
        assert not psutil.pid_exists(pid)
        assert not embedded.stop(homes.one)
        assert (Places.of(homes.one.home).logs / "neo4j.log").read_text().rstrip().endswith("Stopped.")
        port = int(before.uri.rsplit(":", 1)[1])
        with socket.create_server(("127.0.0.1", port)):
            after = embedded.ensure_running(homes.one)
        assert after.started
        assert after.uri != before.uri
        assert query(after, "MATCH (k:Kept) RETURN count(k)") == [[1000]]

    def test_a_dump_after_a_kill_has_everything(self, homes: Homes, tmp_path: Path) -> None:
        """The admin tool refuses a store that was not closed; it is opened and closed first."""
        query(embedded.ensure_running(homes.two), "CREATE (:Late)")
        kill_server(homes.two)
        archive = embedded.dump(homes.two, tmp_path / "late.dump")
        assert not archive.restarted
        assert not embedded.status(homes.two).running
        assert archive.bytes > 0

    def test_a_store_that_cannot_be_read_is_told(self, homes: Homes) -> None:
        neostore = Places.of(homes.two.home).data / "databases" / "neo4j" / "neostore"
        neostore.write_bytes(bytes(range(256)) * 32)
        with pytest.raises(EmbeddedError) as caught:
            embedded.ensure_running(homes.two)
        assert caught.value.key == "embedded.store_version"
        assert embedded.VERSION in caught.value.message("ja")
        assert not embedded.status(homes.two).running


def test_not_enough_memory_is_told(tmp_path: Path) -> None:
    limit = 900 << 20

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    answer = answer_of(starter(tmp_path, preexec_fn=little))
    assert answer["key"] == "embedded.memory"
    assert "memory" in answer["en"]
    assert "メモリー" in answer["ja"]


def test_without_a_network_the_download_is_told_and_damaged_jars_are_not_used(tmp_path: Path) -> None:
    """A repository with one jar cut short: it is fetched again, or the start fails; it is never used."""
    repository = tmp_path / "repository"
    for jar, path in zip(locked_jars(), class_path(lambda _: None), strict=True):
        copy = repository / jar.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(path)
    jar = min(locked_jars(), key=lambda each: each.size)
    broken = repository / jar.path
    whole = broken.resolve()
    broken.unlink()
    broken.write_bytes(whole.read_bytes()[:-1])
    nowhere = "http://127.0.0.1:9"
    environment = {"M2_REPO": str(repository), "HTTPS_PROXY": nowhere, "https_proxy": nowhere}
    answer = answer_of(starter(tmp_path / "home", env=environment))
    assert answer["key"] == "embedded.download_failed"
    assert "network" in answer["en"]
    assert "ネットワーク" in answer["ja"]
    assert not broken.exists()
    assert not list(repository.glob(".enishi-neo4j-*"))
