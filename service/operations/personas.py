"""Personas: what the members of a segment have in common, what is not known, and what to ask them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from graph_models.records import Moment
from graph_models.registry import label_of
from service.analysis.conditions import Value
from service.analysis.persona import Line, persona
from service.database import Database
from service.language import Language, say, texts
from service.operations.conditions import (
    TIES,
    choice_word,
    facts_of,
    field_titles,
    kinds_of,
)
from service.operations.segments import members_of, segment_of
from service.operations.sheets import Cell, sheet
from service.store import expansion_items as names_store
from service.store import segments as store

BEHAVIOUR = ("role", "channel", "activity_kind")
"""What people do and stand for, beside what is known of them."""
YEAR = timedelta(days=365)
YEARS = frozenset({"founded"})
"""Numbers that are written without separators."""
MOST_ASKED = 20
"""Members named beside a question."""
_YES_NO = ("yes", "no")
_COUNTED = frozenset({"choice", "number", "yes_no"})
Row = dict[str, Any]


def persona_of(database: Database, id_: str, moment: Moment, lang: Language) -> Row:
    """Return the persona of a segment.

    Returns
    -------
    dict
        ``segment``, ``kind`` (organisation or contact), ``members``, ``lines`` (each with of how many it is
        known, the traits with their share, and whether to ask), ``notes``.

    Raises
    ------
    NotFoundError
        When there is no such segment.
    """
    segment = segment_of(database, id_)
    label = segment["label"]
    members = members_of(database, segment, moment).ids
    titles = field_titles(database, label, lang)
    kinds = {
        field: kind
        for field, kind in kinds_of(database, label).items()
        if kind in _COUNTED and field in titles
    }
    rows, facts = facts_of(database, label, set(kinds), moment, None)
    if len({one for id_ in members for one in facts.get(id_, {}).get("currency", ())}) > 1:
        # Yen and euros have no median together.
        kinds.pop("revenue", None)
    for row in store.behaviour(database, members, moment.until - YEAR, moment):
        facts.setdefault(row["id"], {}).setdefault(row["field"], []).append(row["value"])
    kinds |= dict.fromkeys(BEHAVIOUR, "choice")
    titles |= {field: say(f"personas.field_{field}", lang) for field in BEHAVIOUR}
    told = {row["id"]: _plain(facts[row["id"]]) for row in rows}
    here = [one for one in members if one in told]
    names = _names(database, {str(v) for one in told.values() for some in one.values() for v in some})
    lines = [
        {"field": line.field, "title": titles[line.field], **_line(line, names, lang)}
        for line in persona(told, here, kinds, _word)
        if line.known or _is_worth_asking(line.field, told)
    ]
    return {
        "segment": {"id": id_, "name": segment["name"], "label": label},
        "kind": "contact" if label == "Contact" else "organisation",
        "as_of": moment.as_of,
        "known_at": moment.known_at,
        "members": len(here),
        "others": len(told) - len(here),
        "lines": lines,
        "notes": [
            {"key": key, "text": say(key, lang)} for key in ("personas.note_shares", "personas.note_asked")
        ],
    }


def persona_file(found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return a persona as a file, ``csv`` or ``xlsx``: a line for each trait, with the members of it."""
    columns = ("field", "value", "members", "share", "low", "high", "of_others", "known", "not_known", "ids")
    rows: list[list[Cell]] = []
    for line in found["lines"]:
        known: list[Cell] = [line["known"], line["not_known"]]
        for one in line["traits"]:
            shares = [one[name] for name in ("share", "low", "high", "of_others")]
            rows.append([line["title"], one["name"], one["number"], *shares, *known, " ".join(one["ids"])])
        if not line["traits"]:
            words = persona_words(line, lang) or None
            rows.append(
                [line["title"], words, len(line["ids"]), *[None] * 4, *known, " ".join(line["ids"]) or None]
            )
    header = [say(f"personas.column_{name}", lang) for name in columns]
    return sheet(format_, say("personas.sheet", lang), header, rows)


def persona_words(line: Mapping[str, Any], lang: Language) -> str:
    """Return a line in words: the median of numbers, or values with their shares."""
    if line["median"] is not None:
        return say("personas.middle", lang, **_figures(line))
    return ", ".join(f"{one['name']} {one['share']:.0%}" for one in line["traits"])


def interview_file(database: Database, found: Mapping[str, Any], format_: str, lang: Language) -> bytes:
    """Return the interview sheet of a persona: a question for each line of which too little is known."""
    asked = [line for line in found["lines"] if line["is_asked"]]
    named = names_store.names(database, sorted({id_ for line in asked for id_ in line["not_known_ids"]}))
    columns = ("question", "answer", "options", "known", "not_known", "whom")
    rows: list[list[Cell]] = []
    for line in asked:
        key = f"personas.ask_{line['field']}"
        question = say(key, lang) if key in texts() else say("personas.ask", lang, title=line["title"])
        whom = [_name(named[id_], lang) for id_ in line["not_known_ids"] if id_ in named]
        options = " / ".join(one["name"] for one in line["traits"])
        rows.append([question, None, options, line["known"], line["not_known"], ", ".join(whom)])
    title = say("personas.interview", lang)
    return sheet(format_, title, [say(f"personas.column_{c}", lang) for c in columns], rows)


def _line(line: Line, names: Mapping[str, Row], lang: Language) -> Row:
    return {
        "known": line.known,
        "not_known": line.not_known,
        "not_known_ids": list(line.not_known_ids[:MOST_ASKED]),
        "is_asked": line.is_asked,
        "median": line.median,
        "middle": list(line.middle) if line.middle else None,
        "ids": list(line.ids),
        "more": line.more,
        "traits": [
            {
                "value": one.value,
                "name": _name(names[one.value], lang)
                if one.value in names
                else say(f"personas.{one.value}", lang)
                if one.value in _YES_NO
                else choice_word(line.field, one.value, lang),
                **{name: getattr(one, name) for name in ("number", "share", "low", "high", "of_others")},
                "ids": list(one.ids),
            }
            for one in line.traits
        ],
    }


def _plain(facts: Mapping[str, list[Value]]) -> dict[str, list[Value]]:
    """Return the facts with each thing they are tied to once: by its id, where it has one."""
    found = {}
    for field, values in facts.items():
        ids = [one for one in values if label_of(str(one)) is not None] if field in TIES.values() else []
        found[field] = ids or values
    return found


def _word(value: Value) -> str:
    return _YES_NO[not value] if isinstance(value, bool) else str(value)


def _is_worth_asking(field: str, told: Mapping[str, Mapping[str, list[Value]]]) -> bool:
    """Whether anything is known of it of anybody: what nobody ever recorded is not missed."""
    return any(one.get(field) for one in told.values())


def _names(database: Database, values: set[str]) -> dict[str, Row]:
    ids = sorted(one for one in values if label_of(one) is not None)
    return names_store.names(database, ids) if ids else {}


def _figures(line: Mapping[str, Any]) -> Row:
    form = "{:.0f}" if line["field"] in YEARS else "{:,.0f}"
    figures = {"median": line["median"], "low": line["middle"][0], "high": line["middle"][1]}
    return {name: form.format(figure) for name, figure in figures.items()}


def _name(node: Mapping[str, Any], lang: Language) -> str:
    return str((lang == "en" and node.get("name_latin")) or node["name"])
