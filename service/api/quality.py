"""Data quality and registration by hand over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment, settings
from service.api.schemas.arguments import Arguments
from service.api.schemas.quality import (
    AmendArguments,
    FaultyArguments,
    FaultySchema,
    QualityArguments,
    QualitySchema,
    RegisterArguments,
    RegisteredSchema,
    RegistrationRulesSchema,
    RulesArguments,
)
from service.operations.opening import COMMAND_PATIENCE
from service.operations.quality import faulty_records, quality
from service.operations.registration import amend, register
from service.operations.registration_rules import registration_rules

blueprint = Blueprint("quality", __name__, description="Data quality, and records typed in")
REGISTERED = {"companies": "Company", "sites": "Site", "contacts": "Contact"}
AMENDED = {**REGISTERED, "departments": "Department", "deals": "Deal", "buying-centers": "BuyingCenter"}


@blueprint.route("/quality")
@blueprint.arguments(QualityArguments, location="query")
@blueprint.response(200, QualitySchema)
def quality_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """Complete, free of doubles and contradictions, fresh: over all, and per company, source or owner."""
    return quality(
        database().patient(COMMAND_PATIENCE),
        moment(arguments),
        language(),
        by=arguments["by"],
        limit=arguments["limit"],
    )


@blueprint.route("/quality/records")
@blueprint.arguments(FaultyArguments, location="query")
@blueprint.response(200, FaultySchema)
def records_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """The records behind a figure; without one, all that are worth mending, worst of the important first."""
    return faulty_records(
        database().patient(COMMAND_PATIENCE),
        moment(arguments),
        language(),
        by=arguments.get("by"),
        key=arguments.get("key"),
        problem=arguments.get("problem"),
        limit=arguments["limit"],
    )


@blueprint.route("/registration/rules")
@blueprint.arguments(RulesArguments, location="query")
@blueprint.response(200, RegistrationRulesSchema)
def rules_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """What is checked when a record is typed in."""
    return registration_rules(settings().home, arguments["label"]).as_dict()


def _register_view(label: str) -> Callable[..., Any]:
    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(RegisterArguments, location="json")
    @blueprint.response(201, RegisteredSchema)
    @blueprint.alt_response(200, schema=RegisteredSchema)
    def view(_: dict[str, Any], body: dict[str, Any]) -> Any:
        found = register(
            database(),
            registration_rules(settings().home, label),
            body["properties"],
            company=body.get("company"),
            unit=body.get("unit"),
            is_sure=body["accept_duplicates"],
            is_check=body["check_only"],
            by=body.get("by"),
        )
        return found, 201 if found["saved"] else 200

    view.__doc__ = f"Type in a {label}; likely duplicates are shown before it is saved."
    made: Callable[..., Any] = view
    return made


def _amend_view(label: str) -> Callable[..., Any]:
    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(AmendArguments, location="json")
    @blueprint.response(200, RegisteredSchema)
    def view(_: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
        rules = registration_rules(settings().home, label)
        return amend(database(), rules, id, body["properties"], by=body.get("by"), reason=body.get("reason"))

    view.__doc__ = f"Change a {label} by hand; an empty value takes back what was typed in."
    made: Callable[..., Any] = view
    return made


for path, label in REGISTERED.items():
    blueprint.add_url_rule(f"/{path}", f"{path}_register", _register_view(label), methods=["POST"])
for path, label in AMENDED.items():
    blueprint.add_url_rule(f"/{path}/<string:id>", f"{path}_amend", _amend_view(label), methods=["PATCH"])
