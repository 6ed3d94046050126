"""The Flask application and its server."""

from __future__ import annotations

import time
import uuid
from datetime import date
from typing import Any

from flask import Flask, Response, g, request
from flask.json.provider import DefaultJSONProvider
from flask_smorest import Api
from prometheus_client import Histogram

from service import web
from service.api import (
    analysis,
    backtest,
    conditions,
    custom_fields,
    entities,
    events,
    expansion_items,
    facts,
    graph,
    group,
    health,
    imports,
    ingest_keys,
    notices,
    nurture,
    nurture_tasks,
    planning,
    profiles,
    quality,
    questions,
    resolution,
    role_templates,
    runs,
    sales,
    scores,
    search,
    segments,
    site_map,
    status,
    suggestions,
    ties,
    voices,
    webhooks,
)
from service.api.access import install_access
from service.api.context import KEY
from service.api.errors import install_errors
from service.database import Database
from service.settings import Settings

API_PREFIX = "/api/v1"
MAX_UPLOAD_BYTES = 256 * 1024 * 1024


class IsoJson(DefaultJSONProvider):
    """JSON with dates and times in ISO form and Japanese as it is."""

    ensure_ascii = False
    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """Return what stands for a value JSON does not know."""
        return value.isoformat() if isinstance(value, date) else DefaultJSONProvider.default(value)


_seconds = Histogram("enishi_request_seconds", "Time to answer", ("method", "endpoint", "status"))


def create_app(settings: Settings, database: Database) -> Flask:
    """Return the application: API, explorer and health, on an open graph.

    Raises
    ------
    NotAllowedError
        When the settings ask for an address other than loopback without a fit access token.
    """
    app = Flask("service", static_folder=None, template_folder=None)
    app.config.update(
        API_TITLE="Enishi",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=API_PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        ENISHI_LANGUAGE=settings.language,
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    app.json = IsoJson(app)
    app.extensions[KEY] = {"database": database, "settings": settings}
    app.before_request(_begin)
    install_access(app, settings)
    api = Api(app)
    for module in (
        entities,
        facts,
        role_templates,
        search,
        graph,
        group,
        site_map,
        questions,
        conditions,
        expansion_items,
        backtest,
        sales,
        analysis,
        ties,
        planning,
        suggestions,
        imports,
        ingest_keys,
        notices,
        nurture,
        nurture_tasks,
        segments,
        events,
        profiles,
        runs,
        webhooks,
        scores,
        voices,
        status,
        custom_fields,
        quality,
        resolution,
    ):
        blueprint = module.blueprint
        api.register_blueprint(blueprint, url_prefix=API_PREFIX + (blueprint.url_prefix or ""))
    # After the Api, whose own handlers would answer in another shape.
    install_errors(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(web.blueprint)
    app.after_request(_finish)
    return app


def _begin() -> None:
    g.request_id = uuid.uuid4().hex
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    endpoint = request.endpoint or "none"
    _seconds.labels(request.method, endpoint, response.status_code).observe(time.perf_counter() - g.started)
    if request.method == "GET" and response.status_code == 200 and response.is_json:
        response.add_etag()
        conditional: Any = response.make_conditional(request)
        return conditional  # type: ignore[no-any-return]
    return response
