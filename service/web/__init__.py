"""The explorer: one page and its static files. It knows only the API, like any other client.

No script is inline but the import map, which the content security policy names by its hash, and nothing is
loaded from another host.
"""

from __future__ import annotations

import base64
import hashlib
import json

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request, url_for

from service.language import LANGUAGES, Language, best_language, say, texts

LANGUAGE_COOKIE = "enishi_lang"
VENDORED = {
    "preact": "preact.js",
    "preact/hooks": "preact-hooks.js",
    "htm": "htm.js",
    "cytoscape": "cytoscape.js",
}
DATA_ROOMS = ("status", "fields", "quality", "review", "register")
QUESTIONS = ("key-person", "buying-center", "lookalike", "expansion", "motif")

blueprint = Blueprint(
    "web", __name__, template_folder="templates", static_folder="static", static_url_path="/web/static"
)


def page_language() -> Language:
    """Return the language of the page: the address, then the stored choice, then the browser's."""
    default: Language = current_app.config.get("ENISHI_LANGUAGE", "ja")
    wanted = [request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")]
    return best_language([*wanted, *(tag for tag, _ in request.accept_languages)], default)


def import_map() -> str:
    """Return the import map of the vendored modules, as the text of its script element."""
    imports = {
        name: url_for("web.static", filename=f"vendor/{file}") for name, file in sorted(VENDORED.items())
    }
    return json.dumps({"imports": imports}, separators=(",", ":"))


def content_security_policy(inline_script: str = "", *, inline_styles: bool = False) -> str:
    """Return the policy: everything from this host only, and of inline scripts at most the one given."""
    digest = base64.b64encode(hashlib.sha256(inline_script.encode()).digest()).decode()
    allowed = f" 'sha256-{digest}'" if inline_script else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{allowed}",
            "style-src 'self'" + (" 'unsafe-inline'" if inline_styles else ""),
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def secure(response: Response, inline_script: str = "", *, inline_styles: bool = False) -> Response:
    """Set the headers that every page of the explorer carries, the sign-in page included."""
    policy = content_security_policy(inline_script, inline_styles=inline_styles)
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """Give the templates the explorer's own texts."""
    return {"text": lambda key, lang: say(f"web.{key}", lang), "languages": LANGUAGES}


@blueprint.get("/")
@blueprint.get("/explore")
@blueprint.get("/decision-map")
@blueprint.get("/account")
@blueprint.get("/account-plan")
@blueprint.get("/group")
@blueprint.get("/sites")
@blueprint.get("/expansion")
@blueprint.get("/backtest")
@blueprint.get("/analysis")
@blueprint.get("/scores")
@blueprint.get("/nurture")
@blueprint.get("/segments")
@blueprint.get("/notices")
@blueprint.get("/import")
def page() -> Response:
    """Return the page; its modules read the rest from the address."""
    modules = import_map()
    body = render_template("page.html", lang=page_language(), import_map=modules)
    response = secure(make_response(body), modules)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get(f"/answers/<any({', '.join(repr(q) for q in QUESTIONS)}):question>")
def answers(question: str) -> Response:  # noqa: ARG001  (the page reads it from the address)
    """Return the same page for one of the four questions."""
    return page()


@blueprint.get(f"/data/<any({', '.join(repr(one) for one in DATA_ROOMS)}):room>")
def data(room: str) -> Response:  # noqa: ARG001  (the page reads it from the address)
    """Return the same page for one of the rooms about the data."""
    return page()


@blueprint.get("/api/v1/docs")
def api_docs() -> Response:
    """Return the page that shows the OpenAPI description, by the vendored Swagger UI."""
    body = render_template("api_docs.html", lang=page_language())
    # Swagger UI sets styles on its elements; it has no script inline.
    return secure(make_response(body), inline_styles=True)


@blueprint.get(f"/web/texts/<any({', '.join(LANGUAGES)}):lang>.json")
def page_texts(lang: Language) -> Response:
    """Return the explorer's words in one language: name -> text with ``{placeholders}``."""
    found = {
        key.removeprefix("web."): by_language[lang]
        for key, by_language in texts().items()
        if key.startswith("web.")
    }
    response = jsonify(found)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.after_app_request
def secure_sign_in(response: Response) -> Response:
    """Give the sign-in page, which another module answers, the same headers."""
    if request.path == "/sign-in" and response.mimetype == "text/html":
        secure(response)
    return response
