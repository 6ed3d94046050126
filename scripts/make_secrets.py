"""Write the secrets that docker-compose.yml hands to the containers; those that are there stay.

The folder is closed to other people; the files in it are readable, since the containers read them as users of
their own.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

FOLDER = Path("secrets")


def write(folder: Path) -> list[Path]:
    """Write what is missing and return it.

    The password is kept twice: Neo4j's image wants it with its user name, the service without.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    password_file = folder / "neo4j_password"
    has_password = password_file.exists()
    password = password_file.read_text("ascii").strip() if has_password else secrets.token_urlsafe(32)
    wanted = {
        password_file: password,
        folder / "neo4j_auth": f"neo4j/{password}",
        folder / "access_token": secrets.token_urlsafe(32),
    }
    missing = {file: text for file, text in wanted.items() if not file.exists()}
    for file, text in missing.items():
        file.write_text(text + "\n", "ascii")
        file.chmod(0o644)
    return list(missing)


if __name__ == "__main__":
    for made in write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(made)
