"""The embedded Neo4j's own parts, without a server: what is on disk, what logs mean, what is refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from service import embedded
from service.embedded import failures, process, staging
from service.embedded.configuration import Memory, configured_port, free_port, write_class_path, write_conf
from service.embedded.jars import locked_jars
from service.embedded.places import DATABASE, VERSION, Places
from service.errors import EmbeddedError, EnishiError, InputFileError, UsageError
from service.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("NEO4J_URI", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENISHI_HOME", str(tmp_path / "a home 縁"))
    return Settings.from_env()


@pytest.fixture
def places(settings: Settings) -> Places:
    found = Places.of(settings.home)
    found.make()
    return found


def both(error: EnishiError) -> tuple[str, str]:
    """Return the sentence in both languages, checking that each is one line with nothing left open."""
    sentences = error.message("en"), error.message("ja")
    for sentence in sentences:
        assert "\n" not in sentence
        assert "{" not in sentence
    assert sentences[0].isascii() or "縁" in sentences[0] or "“" in sentences[0]
    assert not sentences[1].isascii()
    return sentences


def test_the_lock_names_each_jar_once_with_its_hash() -> None:
    jars = locked_jars()
    assert len({jar.path for jar in jars}) == len(jars) > 200
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)
    assert f"org.neo4j:neo4j:{VERSION}" in {jar.coordinate for jar in jars}


def test_a_classifier_is_part_of_the_file_name() -> None:
    jar = next(jar for jar in locked_jars() if jar.coordinate.endswith(":linux-x86_64"))
    assert jar.path.name.endswith("-linux-x86_64.jar")


def test_the_password_is_made_once_and_is_for_its_owner_only(places: Places) -> None:
    first = places.password()
    # A dash in front would be an option of the admin tool.
    assert first.isalnum()
    assert len(first) >= 32
    assert places.password() == first
    assert stat.S_IMODE(places.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.root.stat().st_mode) == 0o700


def test_a_lost_password_is_told_and_not_replaced(places: Places) -> None:
    neostore = places.data / "databases" / "system" / "neostore"
    neostore.parent.mkdir(parents=True)
    neostore.write_bytes(b"x")
    with pytest.raises(EmbeddedError) as caught:
        places.password()
    assert caught.value.key == "embedded.password_lost"
    assert str(places.password_file) in both(caught.value)[0]
    assert not places.password_file.exists()


def test_a_wished_port_is_kept_while_it_is_free() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        assert free_port(taken) != taken
    assert free_port(taken) == taken


def test_the_configured_port_is_read_back(places: Places) -> None:
    assert configured_port(places) is None
    write_conf(places, 12345)
    assert configured_port(places) == 12345


@pytest.mark.parametrize("total", [2, 3, 4, 16, 64])
def test_heap_and_pages_fit_into_the_memory(places: Places, total: int) -> None:
    memory = Memory(total)
    write_conf(places, 12345, memory)
    text = (places.conf / "neo4j.conf").read_text("utf-8")
    told = dict(re.findall(r"(?m)^server\.memory\.(\w+)\.(?:max_)?size=(\d+)m$", text))
    assert told == {"heap": str(memory.heap_mb), "pagecache": str(memory.pages_mb)}
    assert memory.heap_mb >= 1024
    assert memory.pages_mb >= 256
    assert memory.heap_mb + memory.pages_mb < total * 1024
    assert f"-Xmx{memory.heap_mb}m" in memory.arguments
    assert ("-XX:TieredStopAtLevel=1" in memory.arguments) == (total < 4)


def test_the_class_path_file_survives_spaces_and_quotes(places: Places) -> None:
    file = write_class_path(places, [Path("/a b/c.jar"), Path('/d"e/f.jar')])
    assert file.read_text("utf-8") == '-cp\n"/a b/c.jar:/d\\"e/f.jar"\n'


def test_another_process_with_the_recorded_id_is_not_our_server(places: Places) -> None:
    places.state.write_text(json.dumps({"pid": os.getpid(), "created": 0, "port": 1}))
    assert process.find(places) is None
    places.state.write_text("{ half a fi")
    assert process.find(places) is None


def test_a_port_that_speaks_something_else_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(64)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n"[:3])

        thread = threading.Thread(target=refuse)
        thread.start()
        assert not process.answers(server.getsockname()[1])
        thread.join()
    assert not process.answers(free_port(None))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Caused by: java.io.IOException: No space left on device", "disk_full"),
        ("Error: Could not reserve enough space for 1048576KB object heap", "memory"),
        ("# There is insufficient memory for the Java Runtime Environment to continue.", "memory"),
        ("java.net.BindException: Address already in use", "no_port"),
        ("Lock file has been locked by another process: /x/store_lock", "in_use"),
        ("IllegalStateException: Failed to read current store version.", "store_version"),
        ("java.nio.file.AccessDeniedException: /x/data", "home_not_writable"),
        ("ERROR Failed to start Neo4j: something new", "died"),
    ],
)
def test_what_neo4j_logs_becomes_one_sentence(places: Places, line: str, key: str) -> None:
    error = failures.start_failure(places, ["INFO Starting...", line, "\tat a.b.C(D.java:1)"], 1)
    assert error.key == f"embedded.{key}"
    both(error)
    if key == "died":
        assert "something new" in error.message("ja")


def test_a_server_killed_by_the_system_is_told_as_such(places: Places) -> None:
    error = failures.start_failure(places, ["INFO Starting..."], -9)
    assert error.key == "embedded.killed"
    both(error)


def test_only_what_a_start_added_to_the_logs_is_read(places: Places) -> None:
    log = places.logs / "debug.log"
    log.write_text('{"level":"ERROR","message":"No space left on device"}\n')
    sizes = failures.log_sizes(places)
    with log.open("a") as stream:
        stream.write('{"level":"ERROR","message":"Address already in use"}\n')
    assert failures.start_failure(places, failures.added_lines(places, sizes), 1).key == "embedded.no_port"


def test_a_panic_of_an_earlier_run_does_not_count(places: Places) -> None:
    # Cut short, as it is when the disk is full.
    line = '{"time":"2026-01-02 03:04:05.678+0000","message":"Database panic: The datab{"time":"2026'
    (places.logs / "debug.log").write_text(line)
    at = 1767323045.678
    assert failures.has_panicked(places, at - 1)
    assert not failures.has_panicked(places, at + 1)


def test_a_full_disk_is_told_before_anything_is_started(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil._ntuple_diskusage(10**9, 10**9 - 12_000_000, 12_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(EmbeddedError) as caught:
        embedded.ensure_running(settings)
    assert caught.value.key == "embedded.disk_full"
    assert all("12" in sentence and "300" in sentence for sentence in both(caught.value))
    assert not embedded.status(settings).running


def test_a_home_that_is_a_file_cannot_be_written(settings: Settings) -> None:
    settings.home.write_text("")
    with pytest.raises(EmbeddedError) as caught:
        embedded.ensure_running(settings)
    assert caught.value.key == "embedded.home_not_writable"
    assert all(str(settings.home) in sentence for sentence in both(caught.value))
    assert caught.value.exit_code == 3


def test_a_server_of_somebody_else_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    elsewhere = replace(settings, neo4j_uri="neo4j://graph.example:7687")
    file = tmp_path / "x.dump"
    for call in (
        lambda: embedded.ensure_running(elsewhere),
        lambda: embedded.stop(elsewhere),
        lambda: embedded.dump(elsewhere, file),
        lambda: embedded.load(elsewhere, file),
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert "neo4j://graph.example:7687" in both(caught.value)[1]
    assert not settings.home.exists()


def test_nothing_to_stop_or_dump_in_a_new_home(settings: Settings, tmp_path: Path) -> None:
    assert embedded.stop(settings) is False
    with pytest.raises(EmbeddedError) as caught:
        embedded.dump(settings, tmp_path / "x.dump")
    assert caught.value.key == "embedded.nothing_to_dump"
    both(caught.value)


def test_a_file_that_is_no_dump_is_refused_before_anything_happens(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Neo4j,")
    with pytest.raises(InputFileError) as caught:
        embedded.load(settings, file)
    assert caught.value.key == "embedded.not_a_dump"
    both(caught.value)
    with pytest.raises(InputFileError):
        embedded.load(settings, tmp_path / "nowhere.dump")
    assert not settings.home.exists()


@pytest.mark.parametrize("steps_done", range(5))
def test_a_load_that_was_killed_half_way_is_finished(places: Places, steps_done: int) -> None:
    """Play the steps of the exchange up to a point, as a kill would leave them, then settle."""
    beside = staging.incoming(places)
    for home, content in ((places, "old"), (beside, "new")):
        for part in ("databases", "transactions"):
            folder = home.data / part / DATABASE
            folder.mkdir(parents=True)
            (folder / "content").write_text(content)
    staging.stage(places)
    outgoing = places.root / "outgoing"
    moves = []
    for part in ("databases", "transactions"):
        current = places.data / part / DATABASE
        moves += [(current, outgoing / part / DATABASE), (beside.data / part / DATABASE, current)]
    for begin, end in moves[:steps_done]:
        end.parent.mkdir(parents=True, exist_ok=True)
        begin.rename(end)
    staging.settle(places)
    for part in ("databases", "transactions"):
        assert (places.data / part / DATABASE / "content").read_text() == "new"
    assert not outgoing.exists()
    assert not beside.root.exists()


def test_a_load_that_was_killed_before_it_was_whole_changes_nothing(places: Places) -> None:
    current = places.data / "databases" / DATABASE
    current.mkdir(parents=True)
    (staging.incoming(places).data / "databases" / DATABASE).mkdir(parents=True)
    staging.settle(places)
    assert current.is_dir()
    assert not staging.incoming(places).root.exists()
