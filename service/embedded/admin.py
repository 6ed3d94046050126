"""Neo4j's admin tool, run on the same jars as the server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from service.embedded.configuration import admin_command, configured_port, free_port, write_conf
from service.embedded.failures import start_failure
from service.embedded.places import Places


def run_admin(
    places: Places,
    jars: Sequence[Path],
    arguments: Sequence[str],
    *,
    source: IO[bytes] | None = None,
    target: IO[bytes] | None = None,
) -> None:
    """Run one task to its end.

    Parameters
    ----------
    source, target
        Open files for its standard input and output, if it reads or writes them.

    Raises
    ------
    EmbeddedError
        When it failed; the message has its last telling line.
    """
    if configured_port(places) is None:
        write_conf(places, free_port(None))
    done = subprocess.run(
        admin_command(places, jars, arguments),
        stdin=source or subprocess.DEVNULL,
        stdout=target or subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=places.root,
        env={**os.environ, "NEO4J_HOME": str(places.root), "NEO4J_CONF": str(places.conf)},
        check=False,
    )
    if done.returncode != 0:
        printed = (done.stdout or b"") + b"\n" + done.stderr
        raise start_failure(places, printed.decode("utf-8", "replace").splitlines(), done.returncode)
