"""The page of the graph model, from its registry."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from enum import Enum

from graph_models import vocabulary
from graph_models.properties import NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, Merge, Property
from graph_models.registry import NODES, RELATIONSHIPS
from scripts.reference.markdown import code, table


def page() -> str:
    """Return the page of the graph model."""
    parts = [
        f"""# Graph model

{len(NODES)} labels and {len(RELATIONSHIPS)} relationship types. Every node also has the label `Entity`, over
which ids are unique. The service's own records (`ImportRun`, `SchemaVersion`, `ImportLock`) are no part of
it.

“Merge” says what happens when a second row speaks of the same property:

{table(("Merge", "What happens"), [(rule.name.lower(), rule.value) for rule in Merge])}

“Tracked” properties keep their earlier values as `Fact` nodes; “personal” ones are data about a person.

## Every node

{_properties(NODE_PROPERTIES)}

## Every relationship

{_properties(RELATIONSHIP_PROPERTIES)}

## Labels"""
    ]
    for node in NODES.values():
        head = f"### {node.label} ({node.japanese})\n\n{_sentence(node.meaning)}"
        if node.is_searched:
            head += " Its names are found by search."
        parts.append(f"{head}\n\n{_properties(node.properties)}" if node.properties else head)
    rows = [
        (
            code(item.type),
            ", ".join(item.starts),
            ", ".join(item.ends),
            item.forward,
            item.backward,
            ", ".join(f"`{prop.name}` ({prop.kind.value}: {prop.meaning})" for prop in item.properties),
        )
        for item in RELATIONSHIPS.values()
    ]
    heads = ("Type", "From", "To", "Read from its start", "Read from its end", "Own properties")
    parts.append(f"## Relationship types\n\n{table(heads, rows)}")
    parts.append("## Codes")
    for name, kind in sorted(vars(vocabulary).items()):
        if inspect.isclass(kind) and issubclass(kind, Enum) and kind.__module__ == vocabulary.__name__:
            values = ", ".join(f"`{item.value}` ({item.name.lower().replace('_', ' ')})" for item in kind)
            parts.append(f"### {name}\n\n{_first_paragraph(kind)}\n\n{values}")
    return "\n\n".join(parts) + "\n"


def _properties(properties: Iterable[Property]) -> str:
    rows = [
        (
            code(item.name),
            item.vocabulary.__name__ if item.vocabulary else item.kind.value,
            item.meaning,
            item.merge.name.lower(),
            ", ".join(
                word for word, holds in (("tracked", item.tracked), ("personal", item.personal)) if holds
            ),
        )
        for item in properties
    ]
    return table(("Property", "Type", "Meaning", "Merge", "Kept as"), rows)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _first_paragraph(kind: type[Enum]) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())
