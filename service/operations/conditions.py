"""Conditions as people give them: over every property, user-defined fields and what a thing is tied to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_models.properties import FIELD, Kind, is_bookkeeping
from graph_models.records import Moment
from graph_models.registry import NODES, label_of
from service.analysis.conditions import Condition, Value, as_number, holds, read_condition
from service.database import Database
from service.errors import UsageError
from service.language import Language, say, texts
from service.operations.entities import node_view
from service.resolution.field_values import FieldType
from service.store import conditions as store
from service.store import expansion as sales_store
from service.store import fields as fields_store
from service.store import lookalike as trade_store

LABELS = ("Company", "Site", "Contact")
"""What conditions can be about."""
MOST = 30
TIES = {
    "IN_REGION": "region",
    "IN_MARKET": "market",
    "HAS_NEED": "need",
    "HAS_USE_SCENE": "use_scene",
    "USES": "product",
    "SUBSIDIARY_OF": "parent",
    "OWNS": "owner",
}
_TREES = frozenset({"region", "market", "product"})
_MADE = ("status", "customer_type", "customer", *TIES.values())
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_WORDS = {
    "function": "codes.site_function_",
    "customer_type": "web.customer_",
    "channel": "analysis.channel_",
}
"""Where the words of a field's values stand, if not under its own name."""
_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}
_CHOICES = 300
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What conditions left: ``matching`` in order of id, and how many could not be told (``unknown``)."""

    matching: tuple[Row, ...]
    unknown: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Ids of what matches."""
        return frozenset(row["id"] for row in self.matching)


def conditions_of(database: Database, label: str, texts_: Sequence[str]) -> tuple[Condition, ...]:
    """Return the conditions that texts say of things with a label.

    Raises
    ------
    UsageError
        When one says none, names no field of the label, or compares with what is no number.
    """
    if not texts_:
        return ()
    if len(texts_) > MOST:
        raise UsageError("conditions.too_many", field="where", most=MOST)
    kinds = kinds_of(database, label)
    found = []
    for text in texts_:
        condition = read_condition(text)
        if condition is None:
            raise UsageError("conditions.unreadable", field="where", text=text[:80])
        if condition.field not in kinds:
            raise UsageError("conditions.no_field", field="where", name=condition.field, label=label)
        if kinds[condition.field] == "number" and condition.value and as_number(condition.value) is None:
            raise UsageError(
                "conditions.no_number", field="where", name=condition.field, value=condition.value[:40]
            )
        found.append(condition)
    return tuple(found)


def matching(
    database: Database,
    label: str,
    conditions: Collection[Condition],
    moment: Moment,
    *,
    ids: Collection[str] | None = None,
) -> Found:
    """Return the things with a label, all or some, for which all conditions hold at the moment."""
    rows, facts = facts_of(database, label, {condition.field for condition in conditions}, moment, ids)
    told = [(row, holds(conditions, facts[row["id"]])) for row in rows]
    return Found(
        tuple({**node_view(row), "company": row["company"]} for row, is_so in told if is_so),
        tuple(row["id"] for row, is_so in told if is_so is None),
    )


def fields_told(database: Database, label: str, moment: Moment, lang: Language) -> list[Row]:
    """Return each field of which anything is known: ``field, title, kind`` and the ``choices`` there are."""
    kinds = kinds_of(database, label)
    _, facts = facts_of(database, label, set(kinds), moment, None)
    chosen: dict[str, set[str]] = {}
    for fact in facts.values():
        for field, values in fact.items():
            if values:
                chosen.setdefault(field, set()).update(
                    str(one)
                    for one in values
                    if kinds[field] == "choice" and (field not in TIES.values() or label_of(str(one)) is None)
                )
    titles = field_titles(database, label, lang)
    return [
        {
            "field": field,
            "title": titles[field],
            "kind": kind,
            "choices": [
                {"value": one, "title": choice_word(field, one, lang)}
                for one in sorted(chosen.get(field, ()))[:_CHOICES]
            ],
        }
        for field, kind in sorted(kinds.items(), key=lambda item: item[0] not in _MADE)
        if field in chosen and field in titles
    ]


def condition_words(
    database: Database, label: str, conditions: Collection[Condition], lang: Language
) -> list[str]:
    """Return each condition in words."""
    if not conditions:
        return []
    titles = field_titles(database, label, lang)
    found = []
    for one in conditions:
        title = titles.get(one.field, one.field.removeprefix(FIELD))
        if one.value:
            value = choice_word(one.field, one.value, lang)
            found.append(f"{title} {_SIGNS.get(one.operator, one.operator)} {value}")
        else:
            found.append(
                say("conditions.unknown" if one.operator == "=" else "conditions.known", lang, title=title)
            )
    return found


def field_titles(database: Database, label: str, lang: Language) -> dict[str, str]:
    """Return what each field of a label is called that has a name for people."""
    found = {field: say(key, lang) for field in kinds_of(database, label) if (key := _key(field))}
    own = {one.property: one.label_ja if lang == "ja" else one.label_en for one in _own(database, label)}
    return found | {field: title for field, title in own.items() if title}


def kinds_of(database: Database, label: str) -> dict[str, str]:
    """Return field -> number, text, day, yes_no or choice.

    Raises
    ------
    UsageError
        When conditions cannot be about the label.
    """
    if label not in LABELS:
        raise UsageError("conditions.no_label", field="label", label=label[:40], labels=", ".join(LABELS))
    found = {
        item.name: "number"
        if item.kind in _NUMBERS
        else "yes_no"
        if item.kind is Kind.BOOLEAN
        else "day"
        if item.kind in (Kind.DATE, Kind.DATETIME)
        else "choice"
        if item.name in ("country", "region", "function", "seniority", "job_function", "currency")
        else "text"
        for one in sorted({label, "Company"})
        for item in sorted(NODES[one].properties, key=lambda item: item.name)
        if not is_bookkeeping(item.name)
    }
    found |= dict.fromkeys(_MADE, "choice") | {"function": "choice", "customer": "yes_no"}
    kinds = {
        FieldType.NUMBER: "number",
        FieldType.DAY: "day",
        FieldType.YES_NO: "yes_no",
        FieldType.TEXT: "text",
    }
    return found | {one.property: kinds.get(one.type, "choice") for one in _own(database, label)}


def _own(database: Database, label: str) -> list[Any]:
    return [one for one in fields_store.definitions(database) if one.label in (label, "Company")]


def facts_of(
    database: Database, label: str, fields: set[str], moment: Moment, ids: Collection[str] | None
) -> tuple[list[Row], dict[str, dict[str, list[Value]]]]:
    """Return the things with a label, all or some, and of each what is known: field -> values.

    What a thing is tied to stands there by its id and by its name, in trees with all that is above it.
    """
    properties = sorted(fields - (set(_MADE) - {"region"}))
    rows = store.facts(database, label, properties, ids, moment)
    above, names = trade_store.hierarchy(database, moment) if fields & _TREES else (None, {})
    customers = _customers(database, label, moment) if "customer" in fields else None
    facts: dict[str, dict[str, list[Value]]] = {}
    for row in rows:
        found: dict[str, list[Value]] = {}
        for name, value in zip(properties, row["values"], strict=True):
            found[name] = value if isinstance(value, list) else [] if value is None else [value]
        for region, function in row["places"]:
            found.setdefault("region", []).extend([region] if region else [])
            found.setdefault("function", []).extend([function] if function else [])
        for type_, id_, name in row["ties"]:
            values = found.setdefault(TIES[type_], [])
            values += [id_, name]
            if above is not None and TIES[type_] in _TREES:
                values += [v for up in _ancestors(above.above, id_) for v in (up, names.get(up, up))]
        for name in ("status", "customer_type"):
            found[name] = [row[name]] if row[name] else []
        if customers is not None:
            company = row["company"]["id"] if row["company"] and label == "Contact" else row["id"]
            found["customer"] = [company in customers]
        facts[row["id"]] = {name: values for name, values in found.items() if name in fields}
    return rows, facts


def _ancestors(above: Mapping[str, Sequence[tuple[str, str]]], id_: str) -> list[str]:
    found: list[str] = []
    left = [id_]
    while left:
        for parent, _ in above.get(left.pop(), ()):
            if parent not in found:
                found.append(parent)
                left.append(parent)
    return found


def _customers(database: Database, label: str, moment: Moment) -> set[str]:
    ours = set(sales_store.own_companies(database, moment))
    sold = sales_store.sales(database, moment) if label == "Site" else trade_store.trade(database, moment)
    return {buyer for buyer, sellers in sold.items() if sellers & ours}


def _key(field: str) -> str | None:
    keys = (f"conditions.field_{field}", f"targets.{field}")
    return next((key for key in keys if key in texts()), None)


def choice_word(field: str, value: str, lang: Language) -> str:
    """Return what a value of a field is called."""
    key = _WORDS.get(field, f"codes.{field}_") + value
    return say(key, lang) if key in texts() else value
