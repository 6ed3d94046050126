"""Arguments of requests. Unknown ones are refused by name; every limit has a ceiling."""

from __future__ import annotations

from marshmallow import RAISE, ValidationError, fields, validate, validates_schema

from graph_models.vocabulary import ExpansionKind, MotifRing
from service.api.schemas.told import Told, ToldSchema
from service.language import LANGUAGES

ID = validate.Length(min=1, max=200)


def id_of(what: str) -> fields.String:
    """Return the field for an id that must be given."""
    return fields.String(required=True, validate=ID, metadata={"description": f"id of {what}"})


def limit(default: int, most: int) -> fields.Integer:
    """Return the field for how many items are wanted."""
    return fields.Integer(load_default=default, validate=validate.Range(min=1, max=most))


class Arguments(ToldSchema):
    """What every request takes."""

    class Meta:
        unknown = RAISE

    lang = fields.String(
        validate=validate.OneOf(LANGUAGES), metadata={"description": "language of the words"}
    )


class MomentArguments(Arguments):
    """The moment a question is asked of; now by default."""

    as_of = fields.Date(metadata={"description": "what was true on this day"})
    known_at = fields.AwareDateTime(
        default_timezone=None, metadata={"description": "only what was known by this time"}
    )


class PageArguments(Arguments):
    """One page of a list."""

    cursor = fields.String(validate=validate.Length(max=200))
    limit = limit(50, 200)


class FieldPageArguments(PageArguments):
    """One page of a list, by the value of a user-defined field where one is named."""

    field = fields.String(validate=validate.Length(max=40), metadata={"description": "key of a field"})
    value = fields.String(validate=validate.Length(max=400), metadata={"description": "equal to this"})
    at_least = fields.String(validate=validate.Length(max=40))
    at_most = fields.String(validate=validate.Length(max=40))
    filled = fields.Boolean(metadata={"description": "false: those without a value"})

    @validates_schema
    def _field_first(self, data: dict[str, object], **_: object) -> None:
        if "field" not in data and data.keys() & {"value", "at_least", "at_most", "filled"}:
            raise ValidationError(Told("fields.required"), "field")


class SearchArguments(Arguments):
    """A search by name."""

    q = fields.String(required=True, validate=validate.Length(min=1, max=200))
    label = fields.String(validate=validate.Length(max=40))
    cursor = fields.String(validate=validate.Length(max=200))
    limit = limit(20, 100)


class OverviewArguments(MomentArguments):
    """The home screen."""

    limit = limit(20, 100)


class NeighbourArguments(MomentArguments):
    """What is around a node."""

    id = id_of("a node")
    type = fields.String(validate=validate.Length(max=40))
    direction = fields.String(validate=validate.OneOf(("in", "out")))
    label = fields.String(validate=validate.Length(max=40))
    limit = limit(30, 200)


class AccountArguments(MomentArguments):
    """The opening scene of an account."""

    id = id_of("a node")
    limit = limit(120, 500)


class CategoryArguments(MomentArguments):
    """Product categories, seen from a unit."""

    unit = id_of("a unit")


class PathArguments(MomentArguments):
    """Warm paths between two nodes."""

    from_id = id_of("a node")
    to_id = id_of("a node")
    limit = limit(3, 10)


class QuestionArguments(MomentArguments):
    """What all four questions take."""

    limit = limit(10, 100)

    def require_one(self, data: dict[str, object], *names: str) -> None:
        """Refuse a request that names none or several of the scopes."""
        if sum(1 for name in names if data.get(name)) != 1:
            raise ValidationError(Told("errors.one_scope").format(names=", ".join(names)), names[0])


class KeyPersonArguments(QuestionArguments):
    """Key person of a company, site, department or deal."""

    company = fields.String(validate=ID)
    site = fields.String(validate=ID)
    department = fields.String(validate=ID)
    deal = fields.String(validate=ID)
    category = fields.String(
        validate=validate.Length(max=80),
        metadata={"description": "code of a product category, for one there"},
    )

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        self.require_one(data, "company", "site", "department", "deal")


class DepartureArguments(MomentArguments):
    """What a departure would cost."""

    contact = id_of("a contact")


class BuyingCenterArguments(QuestionArguments):
    """Buying center of a deal, or of a site or company for a product category."""

    deal = fields.String(validate=ID)
    site = fields.String(validate=ID)
    company = fields.String(validate=ID)
    category = fields.String(validate=validate.Length(max=80))

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        self.require_one(data, "deal", "site", "company")
        if not data.get("deal") and not data.get("category"):
            raise ValidationError(Told("fields.category_needed"), "category")


class LookalikeArguments(QuestionArguments):
    """Lookalikes of companies or of a site."""

    where = fields.List(
        fields.String(validate=validate.Length(min=1, max=200)),
        load_default=list,
        validate=validate.Length(max=30),
        metadata={"description": "conditions such as employees>=300; all must hold, of = on one field any"},
    )
    company = fields.List(fields.String(validate=ID), load_default=list, validate=validate.Length(max=50))
    site = fields.String(validate=ID)
    exclude_customers = fields.Boolean(load_default=False)
    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv", "xlsx")))

    @validates_schema
    def _one_scope(self, data: dict[str, object], **_: object) -> None:
        self.require_one(data, "company", "site")


class ExpansionArguments(QuestionArguments):
    """Where a success can be carried on."""

    seller = fields.String(validate=ID)
    from_ = fields.String(data_key="from", validate=ID)
    kind = fields.String(validate=validate.OneOf([kind.value for kind in ExpansionKind]))


class MotifArguments(QuestionArguments):
    """Where the story of a won deal is found again."""

    deal = fields.String(required=True, validate=ID)
    kind = fields.String(validate=validate.OneOf([ring.value for ring in MotifRing]))


class ImportArguments(Arguments):
    """The form of an import."""

    source = fields.String(required=True, validate=validate.Length(min=1, max=40))
    upload = fields.List(
        fields.String(validate=validate.Length(min=1, max=64)),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "files that were uploaded to be inspected, instead of sending them again"},
    )
