"""Whether the service lives, whether it can answer, and its figures for Prometheus."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from cypher.catalogue import migrations
from service.api.context import database
from service.store.schema import schema_version

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> dict[str, str]:
    """The process lives; says nothing of the graph."""
    return {"status": "live"}


@blueprint.get("/ready")
def ready() -> tuple[dict[str, Any], int]:
    """The graph is reachable and its schema is the one this code needs."""
    found, known = schema_version(database()), migrations()[-1].version
    fits = found == known
    return {"status": "ready" if fits else "wrong schema", "schema": found}, 200 if fits else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures in the Prometheus text form."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
