"""What a target of expansion or of a story is told with in the terminal, beside its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.language import Language, say

PIECES = ("fits", "likely", "missing", "unknown")


def told_of_target(details: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """Yield lines: whom to see or which role to find, who else sells there, and the pieces of a story."""
    if contact := details.get("contact"):
        yield say("cli.target_contact", lang, name=_name(contact, lang), title=contact.get("title") or "")
    elif role := details.get("role_to_find"):
        yield say("cli.target_role", lang, role=say(f"codes.role_{role}", lang))
    if rivals := details.get("competitors"):
        names = [_name(one, lang) for one in rivals]
        if (more := details["competitors_known"] - len(rivals)) > 0:
            names.append(say("cli.target_more", lang, number=more))
        yield say("cli.target_competitors", lang, names=", ".join(names))
    for state in PIECES:
        if texts := [piece["text"] for piece in details.get("pieces", ()) if piece["state"] == state]:
            yield f"{say(f'cli.piece_{state}', lang)}: {', '.join(texts)}"


def _name(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node.get("name_latin")) or node["name"])
