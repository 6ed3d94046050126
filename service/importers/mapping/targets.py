"""What a column can become: targets such as ``Company.name`` or ``HOLDS_ROLE.role``, and the kind of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from graph_models.properties import FIELD, Kind
from graph_models.registry import NODES
from graph_models.vocabulary import Role, Stance
from service.language import Language, say, texts

LABELS = ("Company", "Site", "Department", "Contact", "Deal", "Product", "Purchase", "Campaign", "Activity")
"""Labels whose own properties a column can become; a row speaks of one node of each."""

_NOT_SAID = frozenset({"is_self", "status", "seniority", "versions", "is_joint_venture", "email", "team"})
"""Properties that are derived, or ours alone."""
_FIELD = re.compile(rf"({'|'.join(LABELS)})\.({FIELD}[a-z][a-z0-9_]{{0,60}})")
_KINDS = {
    Kind.TEXT: "text",
    Kind.TEXTS: "texts",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "amount",
    Kind.BOOLEAN: "yes",
    Kind.DATE: "day",
    Kind.DATETIME: "moment",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A target. ``kind`` names its converter; ``many``: several columns and values may feed it."""

    name: str
    kind: str
    many: bool = False
    vocabulary: type[Enum] | None = None

    @property
    def label(self) -> str:
        """The label or relationship type in front."""
        return self.name.partition(".")[0]

    def words(self, lang: Language) -> str:
        """Return what the target is called."""
        start, _, name = self.name.partition(".")
        if start not in NODES:
            return say("targets." + self.name.replace(".", "_"), lang)
        label = say(f"labels.{start}", lang)
        if name.startswith(FIELD):
            return say("targets.field", lang, label=label, name=name.removeprefix(FIELD))
        return say("targets.of", lang, label=label, word=say(f"targets.{name}", lang))


_SPECIAL = (
    Target("Company.key", "key", many=True),
    Target("Company.name", "company"),
    Target("Company.domain", "domain"),
    Target("Company.country", "country"),
    Target("Company.corporate_number", "corporate_number"),
    Target("Company.phones", "phone", many=True),
    Target("Company.market", "text"),
    Target("SUBSIDIARY_OF", "key"),
    Target("Site.key", "key"),
    Target("Site.city", "text"),
    Target("Site.street", "text", many=True),
    Target("Site.country", "country"),
    Target("Site.phones", "phone", many=True),
    Target("Contact.key", "key", many=True),
    Target("Contact.family", "text"),
    Target("Contact.given", "text"),
    Target("Contact.family_kana", "text"),
    Target("Contact.given_kana", "text"),
    Target("Contact.phones", "phone", many=True),
    Target("Contact.emails", "email", many=True),
    Target("WORKS_AT.valid_from", "day"),
    Target("WORKS_AT.valid_to", "day"),
    Target("REPORTS_TO", "key"),
    Target("OWNS", "text"),
    Target("OWNS.email", "email"),
    Target("OWNS.team", "text"),
    Target("ACQUIRED_BY", "text"),
    Target("ACQUIRED_BY.keyword", "text"),
    Target("ACQUIRED_BY.referrer", "text"),
    Target("ACQUIRED_BY.form", "text"),
    Target("HOLDS_ROLE.role", "code", vocabulary=Role),
    Target("HOLDS_ROLE.stance", "code", vocabulary=Stance),
    Target("Deal.key", "key", many=True),
    Target("Deal.closed", "yes"),
    Target("Deal.won", "yes"),
    Target("Product.key", "key"),
    Target("Purchase.key", "key", many=True),
    Target("Note.text", "text", many=True),
)


@cache
def targets() -> dict[str, Target]:
    """Return every target but those of user-defined fields, by name."""
    found = {target.name: target for target in _SPECIAL}
    for label in LABELS:
        for item in NODES[label].properties:
            # A property that nobody has found a word for yet cannot be offered to a person.
            if item.name in _NOT_SAID or f"targets.{item.name}" not in texts():
                continue
            kind = "code" if item.vocabulary else _KINDS[item.kind]
            name = f"{label}.{item.name}"
            found.setdefault(name, Target(name, kind, item.kind is Kind.TEXTS, item.vocabulary))
    return found


def target_of(name: str) -> Target | None:
    """Return the target of a name; ``[]`` behind it is understood, user-defined fields are text here.

    >>> target_of("Contact.emails[]").kind, target_of("Site.field_use_scene").kind, target_of("Site.nothing")
    ('email', 'text', None)
    """
    name = name.removesuffix("[]")
    if found := targets().get({"WORKS_AT.title": "Contact.title"}.get(name, name)):
        return found
    return Target(name, "text") if _FIELD.fullmatch(name) else None
