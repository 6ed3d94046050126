"""Words for every code, so that screens and scripts need no list of their own."""

from __future__ import annotations

from service.language import Language, texts

_LISTS = (
    "role",
    "stance",
    "status",
    "seniority",
    "job_function",
    "site_function",
    "activity_kind",
    "direction",
    "deal_stage",
    "deal_outcome",
    "state",
    "expansion_kind",
    "motif_ring",
    "work_state",
    "expansion_outcome",
)


def vocabulary(lang: Language) -> dict[str, dict[str, object]]:
    """Return list of codes -> code -> word; types have a word for each direction."""
    found: dict[str, dict[str, object]] = {
        "label": dict(_words("labels.", lang)),
        "part": dict(_words("parts.", lang)),
        **{name: dict(_words(f"codes.{name}_", lang)) for name in _LISTS},
    }
    types: dict[str, object] = {}
    for key, word in _words("types.", lang):
        type_, _, end = key.rpartition("_")
        types[type_] = {**types.get(type_, {}), end: word}  # type: ignore[dict-item]
    return {**found, "type": types}


def _words(prefix: str, lang: Language) -> list[tuple[str, str]]:
    return [
        (key.removeprefix(prefix), by_language[lang])
        for key, by_language in texts().items()
        if key.startswith(prefix)
    ]
