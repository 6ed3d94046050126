"""For analysts in notebooks: the same graph by py2neo, and the catalogue's queries as data frames.

py2neo is past its end of life, so this is its one confined place (extra ``notebook``); the service itself
goes through the official driver. Reading is what it is for: what is written here passes by the rules of the
imports.

>>> from service import notebook  # doctest: +SKIP
>>> graph = notebook.connect()  # doctest: +SKIP
>>> Company = notebook.classes()["Company"]  # doctest: +SKIP
>>> Company.match(graph).where(country="JP").first().incoming_site_of  # doctest: +SKIP
>>> notebook.frame("search/names", text="水質", labels=["Deal"], limit=20)  # doctest: +SKIP
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
from py2neo import Graph
from py2neo.ogm import GraphObject, Property, RelatedFrom, RelatedTo

from cypher.catalogue import queries
from graph_models.registry import NODE_PROPERTY, NODES, RELATIONSHIPS
from service.database import Database
from service.errors import UsageError
from service.operations.moments import moment_of
from service.operations.opening import COMMAND_PATIENCE, address_of, open_graph
from service.settings import Settings

COMMON = ("id", "name", "created_at", "updated_at", "sources")
"""Properties that can be asked of a node of any label."""


def connect(settings: Settings | None = None) -> Graph:
    """Return py2neo's graph on the database that the settings name, the embedded one started if need be.

    Raises
    ------
    DatabaseError
        When it is not there or cannot be started.
    NotAllowedError
        When ``NEO4J_URI`` is set without a password.
    """
    address = address_of(settings or Settings.from_env())
    # Our own driver speaks first: it says in one sentence what is wrong.
    with Database(address, patience=COMMAND_PATIENCE) as database:
        database.server()
    return Graph(address.uri, auth=(address.username, address.password), name=address.database)


@cache
def classes() -> dict[str, type[Any]]:
    """Return a py2neo class for every label of the model, and ``Entity`` for a node of any label.

    A relationship type is an attribute by its name in small letters at the label it starts from
    (``works_at``), and by ``incoming_`` and its name at the label it leads to (``incoming_works_at``). Where
    the other end may have several labels, what it leads to is an ``Entity``.
    """
    found: dict[str, type[Any]] = {
        label: _class(label, {name: Property() for name in properties})
        for label, properties in NODE_PROPERTY.items()
    }
    found["Entity"] = _class("Entity", {name: Property() for name in COMMON})
    for type_, relationship in RELATIONSHIPS.items():
        for label in relationship.starts:
            other = found[relationship.ends[0] if len(relationship.ends) == 1 else "Entity"]
            setattr(found[label], type_.lower(), RelatedTo(other, type_))
        for label in relationship.ends:
            other = found[relationship.starts[0] if len(relationship.starts) == 1 else "Entity"]
            setattr(found[label], f"incoming_{type_.lower()}", RelatedFrom(other, type_))
    return found


def _class(label: str, attributes: dict[str, Any]) -> type[Any]:
    meaning = NODES[label].meaning if label in NODES else "a node of any label"
    keys: dict[str, Any] = {
        "__primarylabel__": label,
        "__primarykey__": "id",
        "__doc__": f"{label}: {meaning}.",
        "__module__": __name__,
    }
    return type(label, (GraphObject,), {**attributes, **keys})


def frame(name: str, settings: Settings | None = None, **parameters: Any) -> pd.DataFrame:
    """Return what a query of the catalogue finds: one row a record, one column for each the query declares.

    ``docs/reference/queries.md`` lists the queries. ``as_of`` and ``known_at`` are today and now where
    they are not given.

    Raises
    ------
    UsageError
        When there is no such query that reads, or its parameters are others.
    """
    reading = {query.name: query for query in queries().values() if query.access == "read"}
    if name not in reading:
        raise UsageError("notebook.no_query", field="name", name=name)
    query, settings = reading[name], settings or Settings.from_env()
    moment = moment_of(settings.timezone, parameters.get("as_of"), parameters.get("known_at"))
    given = {key: value for key, value in moment.parameters().items() if key in query.parameters} | parameters
    if given.keys() != query.parameters.keys():
        raise UsageError(
            "notebook.parameters", field="parameters", name=name, needed=", ".join(query.parameters)
        )
    with open_graph(settings) as database:
        return pd.DataFrame(database.read(name, **given), columns=list(query.columns))
