"""One event as somebody sends it: checked field by field, with what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from graph_models.vocabulary import ActivityKind, Direction
from service.errors import UsageError
from service.resolution.mails import normalise_email

TEXTS = ("subject", "page", "link", "referrer", "keyword", "form", "campaign")
"""Fields that are kept on the activity as they are."""
FIELDS = (
    "id",
    "kind",
    "at",
    "visitor",
    "email",
    "name",
    "consent",
    "direction",
    "minutes",
    "channel",
    *TEXTS,
)
LONGEST = 2_000
AHEAD = timedelta(hours=1)
"""How far a sender's clock may be ahead of ours."""

_OUTBOUND = {ActivityKind.MAIL, ActivityKind.CALL, ActivityKind.MAIL_BOUNCE}
_MUTUAL = {ActivityKind.MEETING, ActivityKind.SEMINAR, ActivityKind.EXHIBITION, ActivityKind.BUSINESS_CARD}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a visitor or a known person did. ``email`` is normalised; ``said`` goes on the activity.

    ``has_consent``: whether the person agreed that earlier visits are put together with the name; None where
    the event does not say.
    """

    id: str
    kind: ActivityKind
    at: datetime
    visitor: str | None
    email: str | None
    name: str | None
    has_consent: bool | None
    channel: str | None
    said: Mapping[str, Any] = field(default_factory=dict)


def read_event(given: object, now: datetime) -> Event:
    """Return an event in the types of the model.

    Raises
    ------
    UsageError
        When it cannot be used; ``field`` names the culprit.
    """
    if not isinstance(given, Mapping):
        raise UsageError("events.no_object")
    if unknown := sorted(str(name) for name in given.keys() - set(FIELDS)):
        raise UsageError("events.unknown_field", field=unknown[0], known=", ".join(FIELDS))
    texts = {
        name: _text(given, name) for name in ("id", "kind", "visitor", "email", "name", "channel", *TEXTS)
    }
    id_, visitor, email = texts["id"], texts["visitor"], texts["email"]
    if id_ is None:
        raise UsageError("events.no_id", field="id")
    kinds = [one.value for one in ActivityKind]
    if texts["kind"] not in kinds:
        raise UsageError("events.bad_kind", field="kind", known=", ".join(kinds))
    kind = ActivityKind(texts["kind"])
    if visitor is None and email is None:
        raise UsageError("events.nobody", field="visitor")
    mail = normalise_email(email) if email else None
    if email and not mail:
        raise UsageError("events.bad_mail", field="email", value=email)
    consent = given.get("consent")
    if consent is not None and not isinstance(consent, bool):
        raise UsageError("events.bad_consent", field="consent")
    said: dict[str, Any] = {name: texts[name] for name in TEXTS if texts[name] is not None}
    said["direction"] = _direction(_text(given, "direction"), kind)
    if (minutes := _minutes(given.get("minutes"))) is not None:
        said["minutes"] = minutes
    at = _time(given.get("at"), now)
    return Event(id_, kind, at, visitor, mail, texts["name"], consent, texts["channel"], said)


def _text(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        raise UsageError("events.bad_text", field=name, name=name, most=LONGEST)
    return value.strip() or None


def _time(value: object, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        raise UsageError("events.bad_time", field="at")
    if at > now + AHEAD:
        raise UsageError("events.in_future", field="at", value=at.isoformat())
    return at


def _minutes(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 24 * 60:
        raise UsageError("events.bad_minutes", field="minutes", most=24 * 60)
    return value


def _direction(value: str | None, kind: ActivityKind) -> str:
    known = [one.value for one in Direction]
    if value is not None and value not in known:
        raise UsageError("events.bad_direction", field="direction", known=", ".join(known))
    if value is not None:
        return value
    usual = Direction.OUTBOUND if kind in _OUTBOUND else Direction.INBOUND
    return (Direction.MUTUAL if kind in _MUTUAL else usual).value
