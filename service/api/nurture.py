"""Nurture over HTTP: its rules, and looking who is to be brought on."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from service.api.blueprint import Blueprint
from service.api.context import database, language, moment
from service.api.schemas.arguments import Arguments, MomentArguments
from service.api.schemas.nurture import (
    NurturePreviewArguments,
    NurturePreviewSchema,
    NurtureRulesArguments,
    NurtureRulesSchema,
    NurtureRunSchema,
)
from service.operations.nurture import run_nurture
from service.operations.nurture_rules import nurture_rules_told, preview_nurture, set_nurture_rules
from service.operations.opening import COMMAND_PATIENCE

blueprint = Blueprint("nurture", __name__, description="Bringing people on: triggers, playbooks, tasks")


@blueprint.route("/nurture/rules")
class NurtureRulesView(MethodView):
    """The rules."""

    @blueprint.arguments(Arguments, location="query")
    @blueprint.response(200, NurtureRulesSchema)
    def get(self, _: dict[str, Any]) -> dict[str, Any]:
        """The triggers and playbooks in use, and who put which version into use."""
        return nurture_rules_told(database(), language())

    @blueprint.arguments(Arguments, location="query")
    @blueprint.arguments(NurtureRulesArguments, location="json")
    @blueprint.response(200, NurtureRulesSchema)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Put triggers and playbooks into use; what began goes on as it was."""
        set_nurture_rules(database(), body["rules"], by=body.get("by"), reason=body["reason"])
        return nurture_rules_told(database(), language())


@blueprint.route("/nurture/rules/preview", methods=["POST"])
@blueprint.arguments(MomentArguments, location="query")
@blueprint.arguments(NurturePreviewArguments, location="json")
@blueprint.response(200, NurturePreviewSchema)
def preview_view(arguments: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """For whom triggers would have fired in the last days; nothing is kept."""
    patient = database().patient(COMMAND_PATIENCE)
    return preview_nurture(patient, body["rules"], moment(arguments), language(), days=body["days"])


@blueprint.route("/nurture/run", methods=["POST"])
@blueprint.arguments(Arguments, location="query")
@blueprint.response(200, NurtureRunSchema)
def run_view(_: dict[str, Any]) -> dict[str, int]:
    """Look now who is to be brought on; the running service does so by itself."""
    return run_nurture(database().patient(COMMAND_PATIENCE), moment({}))
