"""Status of companies, sites and contacts over HTTP."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.arguments import Arguments, MomentArguments
from service.api.schemas.status import (
    MonitorArguments,
    MonitorSchema,
    OverrideArguments,
    RefreshSchema,
    RulesArguments,
    RulesSchema,
    StatusSchema,
    WithdrawArguments,
)
from service.operations.opening import COMMAND_PATIENCE
from service.operations.status import change_rules, refresh_statuses, rules_told, show
from service.operations.status_monitor import monitor
from service.operations.status_overrides import override_status, withdraw_override

blueprint = Blueprint("status", __name__, description="Status P/C/L/D/S and customer type")


@blueprint.route("/status/monitor")
@blueprint.arguments(MonitorArguments, location="query")
@blueprint.response(200, MonitorSchema)
def monitor_view(arguments: dict[str, Any]) -> dict[str, Any]:
    """What changed in the last days, and what falls due."""
    return monitor(
        database(),
        moment(arguments),
        language(),
        days=arguments["days"],
        due_days=arguments["due_days"],
        limit=arguments["limit"],
    )


@blueprint.route("/status/refresh", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, RefreshSchema)
def refresh_view(arguments: dict[str, Any]) -> dict[str, int]:
    """Derive the status of everything anew."""
    return refresh_statuses(database().patient(COMMAND_PATIENCE), moment(arguments))


@blueprint.route("/status/rules")
class RulesView(MethodView):
    """The rules."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, RulesSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The rules as they are set."""
        return rules_told(database())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(RulesArguments, location="json")
    @blueprint.response(200, RulesSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Set the rules; they take effect when the status is derived the next time."""
        change_rules(database(), lapse_days=body["lapse_days"])
        return rules_told(database())


@blueprint.route("/status/<string:id>")
class StatusView(MethodView):
    """The status of one company, site or contact."""

    @blueprint.arguments(MomentArguments, location="query")
    @blueprint.response(200, StatusSchema)
    def get(self, arguments: dict[str, Any], id: str) -> dict[str, Any]:
        """Status, customer type, reasons with evidence, overrides and history."""
        return show(database(), id, moment(arguments), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(OverrideArguments, location="json")
    @blueprint.response(200, StatusSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any], id: str) -> dict[str, Any]:
        """Override the status with a reason."""
        override_status(
            database(),
            id,
            body["status"],
            body["reason"],
            by=body.get("by"),
            review_on=body.get("review_on"),
        )
        return show(database(), id, moment({}), language())

    @blueprint.arguments(WithdrawArguments, location="query")
    @blueprint.response(200, StatusSchema)
    def delete(self, arguments: dict[str, Any], id: str) -> dict[str, Any]:
        """Withdraw the override with a reason; the rule decides again."""
        withdraw_override(database(), id, arguments["reason"], by=arguments.get("by"))
        return show(database(), id, moment({}), language())
