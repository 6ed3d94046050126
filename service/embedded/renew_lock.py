"""Write ``jars.lock`` for another version of Neo4j: ``python -m service.embedded.renew_lock 2026.10.0``.

For developers only. It resolves the coordinates anew (some minutes), fetches the jars and takes their
hashes; ``VERSION`` in ``places.py`` is then changed by hand and a test holds the two together.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jgo import resolve

from service.embedded.jars import file_hash


def lock_lines(version: str) -> list[str]:
    """Return the lines of the lock: SHA-256, size in bytes, coordinate, sorted by coordinate."""
    lines = []
    for artifact in {each.key: each for each in resolve(f"org.neo4j:neo4j:{version}")}.values():
        if artifact.packaging != "jar":
            continue
        path = Path(artifact.resolve())
        parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
        coordinate = ":".join(part for part in parts if part)
        lines.append(f"{file_hash(path)} {path.stat().st_size} {coordinate}")
    return sorted(lines, key=lambda line: line.split(" ")[2])


if __name__ == "__main__":
    lock = Path(__file__).with_name("jars.lock")
    lock.write_text("\n".join(lock_lines(sys.argv[1])) + "\n", "ascii")
