"""User-defined fields: what a definition says, and a text read as a value of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph_models.properties import FIELD
from service.errors import UsageError
from service.resolution.dates import parse_day

FieldValue = str | float | bool | date | list[str]
LONGEST_TEXT = 4000
_YES = frozenset(["yes", "y", "true", "1", "on", "はい", "有", "あり", "○", "〇", "◯", "済"])
_NO = frozenset(["no", "n", "false", "0", "off", "いいえ", "無", "なし", "×", "未"])
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;；、\n]|,(?!\d)")


class FieldType(StrEnum):
    """What kind of values a field has."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A field that somebody found and added: on which label, what it is called, what it may hold."""

    label: str
    key: str
    type: FieldType
    label_ja: str
    label_en: str
    options: tuple[str, ...] = ()
    is_retired: bool = False

    @property
    def property(self) -> str:
        """Name of the node property that holds its values."""
        return FIELD + self.key


def definition_of(definitions: Iterable[FieldDefinition], label: str, key: str) -> FieldDefinition:
    """Return the definition in use of a field.

    Raises
    ------
    UsageError
        When there is none, or it was retired.
    """
    found = next((one for one in definitions if one.label == label and one.key == key), None)
    if found is None:
        raise UsageError("custom_fields.unknown", field=key, name=key, label=label)
    if found.is_retired:
        raise UsageError("custom_fields.retired", field=key, name=key)
    return found


def validate_field_value(
    definitions: Iterable[FieldDefinition], label: str, key: str, text: object
) -> FieldValue:
    """Return what a text says as a value of a field.

    Parameters
    ----------
    definitions
        All definitions; those of ``store.fields.definitions``.
    label, key
        Which field.
    text
        What was typed in or read from a file. Numbers, booleans, days and lists are taken as well.

    Raises
    ------
    UsageError
        Which names the field, when it does not exist, was retired, or the text is no value of it.
    """
    return read_value(definition_of(definitions, label, key), text)


def read_value(field: FieldDefinition, text: object) -> FieldValue:
    """Return what a text says as a value of the field.

    Raises
    ------
    UsageError
        When it is none; it names the field.

    Examples
    --------
    >>> read_value(FieldDefinition("Site", "area", FieldType.NUMBER, "面積", "Area"), "１，２００")
    1200.0
    """
    if isinstance(text, list):
        text = ";".join(str(one) for one in text)
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    match field.type:
        case FieldType.TEXT:
            return _text(field, str(text).strip())
        case FieldType.NUMBER:
            bare = plain.replace(",", "").replace(" ", "")
            if _NUMBER.fullmatch(bare) and abs(float(bare)) < 1e300:
                return float(bare)
            raise _wrong(field, plain, "number")
        case FieldType.YES_NO:
            if plain.casefold() in _YES or plain.casefold() in _NO:
                return plain.casefold() in _YES
            raise _wrong(field, plain, "yes_no")
        case FieldType.DAY:
            if (day := parse_day(plain)) is not None:
                return day
            raise _wrong(field, plain, "day")
        case FieldType.CHOICE:
            return _option(field, plain)
        case FieldType.CHOICES:
            parts = [part.strip() for part in _SEPARATORS.split(plain)]
            chosen = {_option(field, part) for part in parts if part}
            if not chosen:
                raise _wrong(field, plain, "choice")
            return sorted(chosen)


def _text(field: FieldDefinition, text: str) -> str:
    if not text or len(text) > LONGEST_TEXT or "\0" in text:
        raise _wrong(field, text[:40], "text")
    return text


def _option(field: FieldDefinition, plain: str) -> str:
    for option in field.options:
        if unicodedata.normalize("NFKC", option).strip().casefold() == plain.casefold():
            return option
    raise UsageError(
        "custom_fields.not_an_option",
        field=field.key,
        name=field.key,
        value=plain[:40],
        options=", ".join(field.options),
    )


def _wrong(field: FieldDefinition, value: str, kind: str) -> UsageError:
    return UsageError(f"custom_fields.not_{kind}", field=field.key, name=field.key, value=value[:40])
