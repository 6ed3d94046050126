"""The profiles there are: those that come with Enishi, and those a user saved in the data folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from service.errors import UsageError
from service.importers.mapping.profile import Profile, load_profile, profile_of, read_profile

SAVED = "profiles"
"""Folder of the saved profiles in the data folder."""
LARGEST = 200_000
"""Bytes of a saved profile."""


@cache
def shipped_profiles() -> dict[str, Profile]:
    """Return the profiles that come with Enishi, by source."""
    folder = files("service.importers") / "profiles"
    texts = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".toml")}
    profiles = [read_profile(texts[name], source=name.removesuffix(".toml")) for name in sorted(texts)]
    return {profile.source: profile for profile in profiles}


def saved_profiles(folder: Path | None) -> dict[str, Profile]:
    """Return the saved profiles by source; a file that is no profile any more is left out."""
    found: dict[str, Profile] = {}
    if folder is None or not folder.is_dir():
        return found
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.stat().st_size <= LARGEST:
                found[path.stem] = load_profile(path, is_saved=True)
        except UsageError:
            continue
    return found


def profiles(folder: Path | None = None) -> dict[str, Profile]:
    """Return all profiles; a saved one never takes the place of one that comes with Enishi."""
    return {**saved_profiles(folder), **shipped_profiles()}


def save_profile(
    folder: Path, name: str, mapping: Mapping[str, Sequence[str]], *, title: str = "", country: str = "JP"
) -> Profile:
    """Save a mapping of columns as a profile.

    Parameters
    ----------
    name
        Small letters, digits and hyphens: the source of what is imported with it.
    mapping
        Target -> columns.

    Raises
    ------
    UsageError
        When the name is taken by a profile of Enishi's own or is none, or a target is not known.
    """
    columns = {target: list(names) for target, names in mapping.items() if names}
    # Recognised again by its columns: at least those that say who or what a row is about.
    needs = [[column] for target, names in columns.items() for column in names[:1] if _is_identity(target)]
    data = {
        "source": name,
        "name": {"en": title or name, "ja": title or name},
        "country": country,
        "tables": [{"name": "rows", "needs": needs, "columns": columns}],
    }
    profile = profile_of(data, source=name, is_saved=True)
    if profile.source in shipped_profiles() or profile.source in RESERVED:
        raise UsageError("mapping.name_taken", field="name", name=name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{profile.source}.toml"
    partial = path.with_suffix(".partial")
    partial.write_text(_toml(data), "utf-8")
    partial.replace(path)
    return profile


RESERVED = frozenset({"awards", "ocds", "demo", "manual", "edinet", "gbizinfo"})
"""Sources that are no profiles."""


def _is_identity(target: str) -> bool:
    return target in ("Company.name", "Company.key", "Contact.name", "Contact.key", "Deal.key", "Deal.name")


def _toml(data: Mapping[str, object]) -> str:
    """Return the profile as TOML; the strings of JSON are strings of TOML too."""

    def quoted(value: object) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    table = data["tables"][0]  # type: ignore[index]
    lines = [f"source = {quoted(data['source'])}", f"country = {quoted(data['country'])}", "", "[name]"]
    lines += [f"{lang} = {quoted(text)}" for lang, text in data["name"].items()]  # type: ignore[attr-defined]
    lines += ["", "[[tables]]", f"name = {quoted(table['name'])}", f"needs = {quoted(table['needs'])}"]
    lines += ["", "[tables.columns]"]
    lines += [f"{quoted(target)} = {quoted(names)}" for target, names in table["columns"].items()]
    return "\n".join(lines) + "\n"
