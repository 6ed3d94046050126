"""The page of settings."""

from __future__ import annotations

from scripts.reference.markdown import code, table
from service.settings import SETTINGS


def page() -> str:
    """Return the page of settings."""
    rows = [
        (
            code(item.name),
            code(item.default) if " " not in item.default else item.default,
            item.meaning,
        )
        for item in SETTINGS
    ]
    return f"""# Settings

Enishi reads its settings from the environment when it starts; an empty value counts as not set. A value that
cannot be used stops the start with one sentence that names the setting (exit code 2).

{table(("Setting", "Default", "Meaning"), rows)}

The language of an answer is the `lang` of the request, else its `Accept-Language`, else `ENISHI_LANG`.
"""
