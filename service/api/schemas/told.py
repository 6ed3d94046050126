"""What is wrong with a field, as a key of our own that is put into words once the language is known.

marshmallow has its messages in English only, and says them before anybody has asked for a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from service.language import Language, say


class Told(str):
    """Key of a message. marshmallow takes it for a text and fills it in, which only remembers the values."""

    params: Mapping[str, Any] = {}

    def format(self, *_: object, **params: object) -> Told:
        """Return the key with what will fill it in."""
        filled = Told(self)
        filled.params = params
        return filled

    def text(self, lang: Language) -> str:
        """Return the message in the language."""
        return say(self, lang, **self.params)


_DATE_TIME = Told("fields.date_time")
_MESSAGES: Mapping[type[fields.Field[Any]], Mapping[str, Told]] = {
    fields.Field: {"required": Told("fields.required"), "null": Told("fields.required")},
    fields.String: {"invalid": Told("fields.text"), "invalid_utf8": Told("fields.text")},
    fields.Number: {"invalid": Told("fields.number"), "too_large": Told("fields.number")},
    fields.Integer: {"invalid": Told("fields.integer")},
    fields.Boolean: {"invalid": Told("fields.boolean")},
    fields.Date: {"invalid": Told("fields.date")},
    fields.AwareDateTime: {"invalid": _DATE_TIME, "invalid_awareness": _DATE_TIME},
}


class ToldSchema(Schema):
    """A schema whose messages are all in our own words."""

    error_messages = {"unknown": Told("fields.unknown")}  # noqa: RUF012 -- marshmallow reads it as it is

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Give a field and its validators their messages."""
        for kind in reversed(type(field_obj).__mro__):
            field_obj.error_messages.update(_MESSAGES.get(kind, {}))
        for validator in field_obj.validators:
            match validator:
                case validate.Length(min=None):
                    validator.error = Told("fields.too_long")
                case validate.Length():
                    validator.error = Told("fields.length")
                case validate.Range():
                    validator.error = Told("fields.range")
                case validate.OneOf():
                    validator.error = Told("fields.one_of")
        if isinstance(field_obj, fields.List):
            self.on_bind_field(field_name, field_obj.inner)
