"""Where the embedded Neo4j keeps its things below ``ENISHI_HOME``, and how it is spoken of."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from service.errors import EmbeddedError
from service.language import Language, say

VERSION = "2026.09.0"
USERNAME = "neo4j"
DATABASE = "neo4j"
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach the database. ``started`` says whether this very call started the server."""

    uri: str
    username: str
    password: str
    database: str
    started: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a long task.

    ``phase`` is ``download``, ``prepare``, ``wait``, ``start``, ``ready``, ``stop``, ``dump`` or ``load``;
    ``done`` and ``total`` count bytes (download) or seconds (the rest; total is None when nobody knows).
    """

    phase: str
    done: float = 0
    total: float | None = None

    def text(self, lang: Language) -> str:
        """Return the phase in words, such as “Starting Neo4j”."""
        return say(f"embedded.phase_{self.phase}", lang)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one home; two homes share nothing but the downloaded jars."""

    root: Path

    @classmethod
    def of(cls, home: Path) -> Places:
        """Return the places below the data folder ``home``, however its path is spelled."""
        return cls(home.resolve() / "neo4j")

    @property
    def conf(self) -> Path:
        """Folder of ``neo4j.conf``."""
        return self.root / "conf"

    @property
    def data(self) -> Path:
        """Folder of the databases and transaction logs."""
        return self.root / "data"

    @property
    def logs(self) -> Path:
        """Folder of Neo4j's own logs and of ``console.log``."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Folder of the state file and the lock."""
        return self.root / "run"

    @property
    def state(self) -> Path:
        """The file that says which process serves this home."""
        return self.run / "server.json"

    @property
    def lock(self) -> Path:
        """The file locked while a server is started, stopped, dumped or loaded."""
        return self.run / "lock"

    @property
    def console(self) -> Path:
        """What the Java process itself printed since its last start."""
        return self.logs / "console.log"

    @property
    def password_file(self) -> Path:
        """The generated password, readable by its owner only."""
        return self.root / "password"

    @property
    def has_data(self) -> bool:
        """True once the server has made its system database (its password is set from then on)."""
        return (self.data / "databases" / "system" / "neostore").exists()

    @property
    def has_database(self) -> bool:
        """True once there is a database that a load would replace."""
        return (self.data / "databases" / DATABASE / "neostore").exists()

    def make(self) -> None:
        """Make the folders.

        Raises
        ------
        EmbeddedError
            When the home cannot be written.
        """
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.conf, self.data, self.logs, self.run):
                folder.mkdir(exist_ok=True)
            probe = self.run / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise EmbeddedError(
                "embedded.home_not_writable", home=self.root, reason=error.strerror
            ) from error

    def password(self) -> str:
        """Return the generated password, making it the first time.

        Raises
        ------
        EmbeddedError
            When there is a database but its password is gone: a new one would not open it.
        """
        try:
            found = self.password_file.read_text("ascii").strip()
        except FileNotFoundError:
            found = ""
        if found:
            return found
        if self.has_data:
            raise EmbeddedError("embedded.password_lost", file=self.password_file)
        # Letters and digits only: the admin tool takes a word that begins with a dash for an option.
        made = secrets.token_hex(24)
        write_private(self.password_file, made + "\n")
        return made


def write_private(file: Path, text: str) -> None:
    """Write the text in one step, to a file that only its owner may read."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
