"""Opens input files: what they are, how they are encoded, and how large they may become.

``inspect`` reads a whole file once before anything is imported, so that a file of the wrong kind, a damaged
archive or a decompression bomb is refused while nothing has been written. Memory stays flat.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from charset_normalizer import from_bytes

from service.errors import InputFileError

Expected = Literal["csv", "json", "table"]
"""``table``: any text that holds rows, which is then looked at more closely."""

CHUNK = 1 << 20
MAX_UNPACKED = 8 << 30
"""Bytes a compressed file may unpack to."""
MAX_RATIO = 200
"""How many times its size a compressed file may unpack to; open data in CSV unpacks 5 to 20 times."""
FREE_UNPACKED = 64 << 20
"""Bytes that may be unpacked before the ratio counts."""
MAX_DAMAGE = 0.1
"""Share of the non-ASCII characters that may be broken for a file still to count as UTF-8."""

_GZIP = b"\x1f\x8b"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_TYPES = (
    (b"PK\x03\x04", "Excel (.xlsx) / ZIP"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"SQLite", "SQLite"),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that was inspected. ``size``: bytes on disk; ``errors``: how broken characters are read."""

    path: Path
    encoding: str
    errors: str
    is_gzip: bool
    size: int

    @contextmanager
    def open(self) -> Iterator[OpenText]:
        """Open it for reading.

        Raises
        ------
        InputFileError
            When it can no longer be read as it was when it was inspected.
        """
        try:
            with self.path.open("rb") as raw:
                packed = gzip.GzipFile(fileobj=raw) if self.is_gzip else raw
                text = io.TextIOWrapper(packed, self.encoding, self.errors, newline="")
                yield OpenText(text, raw)
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise InputFileError("importing.file_changed", file=self.path.name) from error


class OpenText:
    """Text of an open file, with the bytes of the file on disk read so far."""

    def __init__(self, text: io.TextIOWrapper, raw: BinaryIO) -> None:
        self._text = text
        self._raw = raw
        self.readline = text.readline
        self.read = text.read

    @property
    def done(self) -> int:
        """Bytes of the file on disk read so far."""
        return self._raw.tell()


def inspect(path: Path, expected: Expected, *, max_unpacked: int = MAX_UNPACKED) -> TextFile:
    """Return how to read the file.

    Raises
    ------
    InputFileError
        When it is missing, empty, damaged, too large when unpacked, of another type, or of no known encoding.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputFileError("errors.file_missing", file=name)
        with path.open("rb") as raw:
            is_gzip = raw.read(2) == _GZIP
        head = _first_text(path, is_gzip, max_unpacked)
        _refuse_other_types(name, head, expected)
        encoding, errors = _encoding(path, is_gzip, head, max_unpacked)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputFileError("importing.gzip_damaged", file=name) from error
    except OSError as error:
        raise InputFileError("errors.file_missing", file=name) from error
    return TextFile(path, encoding, errors, is_gzip, size)


def _chunks(path: Path, is_gzip: bool, max_unpacked: int) -> Iterator[bytes]:
    with path.open("rb") as raw:
        stream = gzip.GzipFile(fileobj=raw) if is_gzip else raw
        total = 0
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            is_bomb = total > FREE_UNPACKED and total > MAX_RATIO * raw.tell()
            if is_gzip and (total > max_unpacked or is_bomb):
                key, limit = "importing.unpacks_too_large", max_unpacked >> 20
                raise InputFileError(key, file=path.name, megabytes=limit, ratio=MAX_RATIO)
            yield chunk


def _first_text(path: Path, is_gzip: bool, max_unpacked: int) -> bytes:
    """Return the first chunk that holds anything but white space."""
    for chunk in _chunks(path, is_gzip, max_unpacked):
        if chunk.removeprefix(codecs.BOM_UTF8).strip():
            return chunk
    raise InputFileError("importing.empty_file", file=path.name)


def _refuse_other_types(name: str, head: bytes, expected: Expected) -> None:
    wanted = expected.upper()
    found = next((kind for magic, kind in _OTHER_TYPES if head.startswith(magic)), None)
    if found is None and not any(head.startswith(bom) for bom, _ in _BOMS):
        start = head[:4096]
        odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
        # One stray control character spoils a row; many mean that this is no text.
        found = "binary" if odd > 3 and odd > len(start) / 50 else None
    first = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if found is None and expected == "csv" and first in (b"{", b"["):
        found = "JSON"
    if found is None and expected in ("csv", "table") and first == b"<":
        found = "HTML / XML"
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if found is None and expected == "json" and first not in (b"{", b"[", b"#") and not is_wide:
        found = "CSV / text"
    if found is not None:
        raise InputFileError(f"importing.not_{expected}", file=name, found=found, wanted=wanted)


def _encoding(path: Path, is_gzip: bool, head: bytes, max_unpacked: int) -> tuple[str, str]:
    """Return the encoding and how broken characters are to be read.

    UTF-8 first, then CP932: each accepts little of the other. A detector alone takes a file with a byte order
    mark for plain UTF-8 and guesses at short ones.
    """

    def decodes(encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in _chunks(path, is_gzip, max_unpacked):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, "replace"
    if decodes("utf-8"):
        return ("iso2022_jp", "replace") if b"\x1b$" in head else ("utf-8-sig", "strict")
    if _damage(path, is_gzip, max_unpacked) <= MAX_DAMAGE:
        # Its rows with broken characters are set aside one by one.
        return "utf-8-sig", "replace"
    if decodes("cp932"):
        is_euc = _halfwidth_share(head.decode("cp932", "replace")) > 0.5 and decodes("euc_jp")
        return ("euc_jp" if is_euc else "cp932"), "strict"
    best = from_bytes(head).best()
    if best is None or not decodes(best.encoding):
        raise InputFileError("importing.unknown_encoding", file=path.name)
    return best.encoding, "strict"


def _damage(path: Path, is_gzip: bool, max_unpacked: int) -> float:
    """Return the share of the non-ASCII characters that are broken when read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    for chunk in _chunks(path, is_gzip, max_unpacked):
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        whole += len(text) - len(text.encode("ascii", "ignore"))
    return broken / whole if whole else 1.0


def _halfwidth_share(text: str) -> float:
    """Return the share of half-width kana: EUC-JP read as CP932 is full of them."""
    others = [character for character in text if character > "\x7f"]
    return sum("\uff61" <= character <= "\uff9f" for character in others) / len(others) if others else 0.0
