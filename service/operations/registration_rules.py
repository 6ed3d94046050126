"""The rules for records that are typed in: a data file of ours, and the user's own in its place."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph_models.merging import ModelError, normalise
from graph_models.properties import Kind, Property
from graph_models.registry import NODE_PROPERTY
from service.errors import InputFileError, UsageError
from service.resolution import corporate_number
from service.resolution.dates import parse_day
from service.resolution.domains import normalise_domain
from service.resolution.mails import normalise_email
from service.resolution.phones import normalise_phone

FILE = "entry_rules.toml"
OLDEST_YEAR = 500
LONGEST_TEXT = 4000
# Decided elsewhere: by the rule of the status, by who we are, by what sources say.
_NOT_TYPED = {"id", "created_at", "updated_at", "sources", "status", "is_self", "versions"}
_NOT_TYPED |= {"is_joint_venture", "lead_corporate_number"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What is required, what is good to have, and which form the values of a property have."""

    label: str
    required: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the rules as plain values."""
        return {**asdict(self), "required": list(self.required), "advised": list(self.advised)}


def registration_rules(home: Path, label: str) -> Rules:
    """Return the rules of a label.

    Parameters
    ----------
    home
        Folder in which the user's own file may be.

    Raises
    ------
    InputFileError
        When the user's file cannot be read.
    """
    found = tomllib.loads((files(__package__) / FILE).read_text("utf-8"))
    own = home / FILE
    if own.is_file():
        try:
            found |= tomllib.loads(own.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise InputFileError("registration.bad_file", file=own, reason=str(error)) from error
    table = found.get(label, {})
    return Rules(
        label,
        tuple(table.get("required", ())),
        tuple(table.get("advised", ())),
        dict(table.get("formats", {})),
    )


def read_property(rules: Rules, name: str, given: object) -> Any:
    """Return a value that was typed in, in the type of the model and the form of the rules.

    Raises
    ------
    UsageError
        Which names the property that there is not, that cannot be typed in, or whose value does not fit.
    """
    model = NODE_PROPERTY[rules.label].get(name)
    if model is None or name in _NOT_TYPED:
        raise UsageError("registration.no_property", field=name, name=name)
    try:
        value = normalise(_typed(model, given), model)
    except (ModelError, ValueError, TypeError) as error:
        raise UsageError("registration.bad_value", field=name, name=name, value=str(given)[:40]) from error
    form = rules.formats.get(name)
    if form is None:
        return value
    check = _FORMS.get(form)
    if check is None:
        raise UsageError("registration.bad_form", field=name, form=form, known=", ".join(_FORMS))
    read = [check(str(one)) for one in value] if isinstance(value, list) else check(str(value))
    if read is None or (isinstance(read, list) and None in read):
        raise UsageError(f"registration.no_{form}", field=name, name=name, value=str(given)[:40])
    return sorted(set(read)) if isinstance(read, list) else type(value)(read)


def _typed(model: Property, given: object) -> Any:
    if isinstance(given, str):
        return _from_text(model, given)
    if model.kind is Kind.TEXTS and isinstance(given, list):
        return [_clean(str(one)) for one in given if str(one).strip()]
    return given


def _from_text(model: Property, text: str) -> Any:
    plain = unicodedata.normalize("NFKC", text).strip()
    match model.kind:
        case Kind.TEXT:
            return _clean(text)
        case Kind.TEXTS:
            return [_clean(part) for part in re.split(r"[;；、\n]", text) if part.strip()]
        case Kind.INTEGER:
            return int(plain.replace(",", ""))
        case Kind.DECIMAL:
            return float(plain.replace(",", ""))
        case Kind.DATE:
            return parse_day(plain)
        case Kind.BOOLEAN:
            return {"true": True, "yes": True, "はい": True, "false": False, "no": False, "いいえ": False}[
                plain.casefold()
            ]
    return text


def _clean(text: str) -> str:
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST_TEXT or not plain.isprintable():
        raise ValueError(text[:40])
    return plain


def _corporate_number(text: str) -> str | None:
    number = corporate_number.normalise(text)
    return number if corporate_number.is_valid(number) else None


def _phone(text: str) -> str | None:
    return text.strip() if normalise_phone(text) is not None else None


def _country(text: str) -> str | None:
    code = unicodedata.normalize("NFKC", text).strip().upper()
    return code if re.fullmatch(r"[A-Z]{2}", code) else None


def _year(text: str) -> str | None:
    return text if text.isdigit() and OLDEST_YEAR <= int(text) <= date.today().year else None


_FORMS: dict[str, Callable[[str], str | None]] = {
    "corporate_number": _corporate_number,
    "domain": lambda text: normalise_domain(text) or None,
    "email": lambda text: normalise_email(text) or None,
    "phone": _phone,
    "country": _country,
    "year": _year,
}
