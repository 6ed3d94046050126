"""One tree of errors. Each carries the key of its message and the values that fill it in.

EnishiError                 1  something went wrong that we foresaw
├─ UsageError               2  the command or request asks for something impossible
│  ├─ InputFileError        2  the file cannot be read as what it was said to be
│  └─ InvalidRecordError    2  a record that was typed in does not keep the rules
├─ NotFoundError            1  no such thing
├─ ConflictError            1  the graph is not as the one who asks takes it to be
├─ DatabaseError            3
│  ├─ DatabaseUnavailableError  3  not there, or not answering in time
│  ├─ EmbeddedError         3  the local Neo4j cannot be started (port, disk, memory, download)
│  └─ SchemaError           3  the graph is newer than the code, or a migration failed
└─ NotAllowedError          4  a secret is missing or wrong

The number is the exit code of the command line; HTTP status lives in ``service/api/errors.py``.
"""

from __future__ import annotations

from typing import ClassVar

from service.language import Language, say


class EnishiError(Exception):
    """Root of the errors that are told to a person in one sentence.

    Parameters
    ----------
    key
        Key of the message in ``service/locale``, such as ``errors.not_found``.
    params
        Values for its placeholders.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **params: object) -> None:
        self.key = key
        self.params = params
        super().__init__(say(key, "en", **params))

    def message(self, lang: Language) -> str:
        """Return the sentence in the language."""
        return say(self.key, lang, **self.params)


class UsageError(EnishiError):
    """The command or request asks for something impossible; ``field`` names the culprit if there is one."""

    exit_code = 2

    def __init__(self, key: str, *, field: str | None = None, **params: object) -> None:
        self.field = field
        super().__init__(key, **params)


class InputFileError(UsageError):
    """A file cannot be read as what it was said to be; nothing was written."""


class InvalidRecordError(UsageError):
    """A record that was typed in does not keep the rules; ``problems`` tells each fault with its field."""

    def __init__(
        self, key: str, *, problems: tuple[UsageError, ...], field: str | None = None, **params: object
    ) -> None:
        self.problems = problems
        super().__init__(key, field=field, **params)


class NotFoundError(EnishiError):
    """There is no node or relationship with this id."""


class ConflictError(EnishiError):
    """The graph is not, or no longer, as the one who asks takes it to be; nothing was written."""


class DatabaseError(EnishiError):
    """The database refused or failed."""

    exit_code = 3


class DatabaseUnavailableError(DatabaseError):
    """The database is not there or did not answer in time; trying again later may help."""


class UnreachableError(EnishiError):
    """Another system, such as the mail server, is not there or refuses us; trying again later may help."""

    exit_code = 3


class EmbeddedError(DatabaseError):
    """The local Neo4j cannot be started."""


class SchemaError(DatabaseError):
    """The graph's schema does not fit this version of the code."""


class NotAllowedError(EnishiError):
    """A secret is missing, too short or wrong."""

    exit_code = 4
