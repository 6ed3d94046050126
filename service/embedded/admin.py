"""Neo4j's admin tool, run on the same jars as the server."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from service.embedded.configuration import admin_command, configured_port, free_port, write_conf
from service.embedded.failures import start_failure
from service.embedded.places import Places

_PERCENT = re.compile(r"data: +([\d.]+)%")


def run_admin(
    places: Places,
    jars: Sequence[Path],
    arguments: Sequence[str],
    *,
    source: IO[bytes] | None = None,
    target: IO[bytes] | None = None,
    percent: Callable[[float], None] | None = None,
) -> None:
    """Run one task to its end.

    Parameters
    ----------
    source, target
        Open files for its standard input and output, if it reads or writes them.
    percent
        Called with what the tool says of how far it is, 0 to 100.

    Raises
    ------
    EmbeddedError
        When it failed; the message has its last telling line.
    """
    if configured_port(places) is None:
        write_conf(places, free_port(None))
    with subprocess.Popen(
        admin_command(places, jars, arguments),
        stdin=source or subprocess.DEVNULL,
        stdout=target or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=places.root,
        env={**os.environ, "NEO4J_HOME": str(places.root), "NEO4J_CONF": str(places.conf)},
        encoding="utf-8",
        errors="replace",
    ) as process:
        lines = []
        for line in process.stderr or ():
            found = _PERCENT.search(line)
            if found is None:
                lines.append(line.rstrip())
            elif percent:
                percent(float(found[1]))
    if process.returncode != 0:
        raise start_failure(places, lines, process.returncode)
