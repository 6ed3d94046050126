"""Two people compared, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.resolution.mails import is_private
from service.resolution.match_keys import mails_of, phones_of
from service.resolution.names import fold
from service.resolution.person_names import PersonName, is_initial_of, parse_person
from service.resolution.values import compare_exactly, ids_of, is_similar, reason, shown_phones, text_of
from service.resolution.verdicts import Compared, Decision, Outcome, Reason


def compare_contacts(left: Mapping[str, Any], right: Mapping[str, Any]) -> Compared:
    """Compare two people.

    ``organisations`` and ``former_organisations`` are ids of companies they work or worked at,
    ``departments`` names or ids of departments. Two of one name in one organisation whose mail addresses or
    departments differ may be namesakes: they are put before a person, whatever the score.
    """
    one, other = (
        parse_person(*(text_of(side, key) for key in ("name", "name_kana", "name_latin")))
        for side in (left, right)
    )
    name = reason("name", _names(one, other), text_of(left, "name"), text_of(right, "name"))
    organisation = _organisation(left, right)
    email, phone = _email(left, right), _phone(left, right)
    department = _department(left, right)
    title = compare_exactly("title", fold(text_of(left, "title")), fold(text_of(right, "title")))
    reasons = (name, _kana(name, one, other), organisation, email, phone, department, title)
    certain = email.outcome is Outcome.EXACT or phone.outcome is Outcome.EXACT
    doubtful = Outcome.DIFFER in (email.outcome, department.outcome)
    return Compared(reasons, Decision.REVIEW if doubtful and not certain else None)


def _names(one: PersonName, other: PersonName) -> Outcome:
    if not one.key or not other.key:
        return Outcome.UNKNOWN
    if one.key == other.key:
        return Outcome.EXACT
    if one.is_japanese and other.is_japanese:
        if one.kana and one.kana == other.kana:
            # 太郎 and たろう: the reading stands for a name that is written in kana on one side.
            return Outcome.CLOSE
        if len(one.words) > 1 and len(other.words) > 1 and one.words[0] == other.words[0]:
            return Outcome.PARTIAL
        return Outcome.PARTIAL if is_similar(one.key, other.key) else Outcome.DIFFER
    if not one.latin or not other.latin:
        return Outcome.UNKNOWN
    if one.latin == other.latin:
        return Outcome.CLOSE
    left, right = one.latin.split(), other.latin.split()
    if _initials_fit(left, right):
        return Outcome.CLOSE
    shared = set(left) & set(right)
    is_partial = any(len(word) > 2 for word in shared) or is_similar(one.latin, other.latin)
    return Outcome.PARTIAL if is_partial else Outcome.DIFFER


def _initials_fit(left: list[str], right: list[str]) -> bool:
    """Return whether the words are the same but for first letters that stand for some (t yamada)."""
    if len(left) != len(right) or not set(left) & set(right):
        return False
    rest = [sorted(set(words) - (set(left) & set(right))) for words in (left, right)]
    return len(rest[0]) == len(rest[1]) and all(is_initial_of(a, b) for a, b in zip(*rest, strict=True))


def _kana(name: Reason, one: PersonName, other: PersonName) -> Reason:
    """Return what the readings add to a name written the same (裕子: ゆうこ or ひろこ)."""
    if name.outcome is not Outcome.EXACT or not one.kana or not other.kana:
        return reason("kana", Outcome.UNKNOWN, one.kana, other.kana)
    same = one.kana == other.kana
    return reason("kana", Outcome.AGREE if same else Outcome.DIFFER, one.kana, other.kana)


def _organisation(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    now = [ids_of(side, "organisations") for side in (left, right)]
    ever = [
        present | ids_of(side, "former_organisations")
        for present, side in zip(now, (left, right), strict=True)
    ]
    if now[0] & now[1]:
        outcome = Outcome.EXACT
    elif ever[0] & ever[1]:
        outcome = Outcome.PARTIAL
    else:
        outcome = Outcome.DIFFER if ever[0] and ever[1] else Outcome.UNKNOWN
    return reason("organisation", outcome, ever[0], ever[1])


def _email(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    one, other = mails_of(left), mails_of(right)
    if set(one) & set(other):
        return reason("email", Outcome.EXACT, one, other)
    domains = [{mail.rpartition("@")[2] for mail in mails if not is_private(mail)} for mails in (one, other)]
    # Two addresses at one company are two people's; a private one beside a company's says nothing.
    return reason("email", Outcome.DIFFER if domains[0] & domains[1] else Outcome.UNKNOWN, one, other)


def _phone(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    one, other = phones_of(left), phones_of(right)
    shared = {phone.number for phone in one} & {phone.number for phone in other}
    mobiles = [{phone.number for phone in phones if phone.kind == "mobile"} for phones in (one, other)]
    extensions = {p.written for p in one if p.extension} & {p.written for p in other if p.extension}
    outcome = Outcome.UNKNOWN
    if mobiles[0] & mobiles[1]:
        outcome = Outcome.EXACT
    elif extensions:
        outcome = Outcome.CLOSE
    elif shared:
        outcome = Outcome.PARTIAL
    elif mobiles[0] and mobiles[1]:
        outcome = Outcome.DIFFER
    return reason("phone", outcome, shown_phones(one), shown_phones(other))


def _department(left: Mapping[str, Any], right: Mapping[str, Any]) -> Reason:
    one, other = (frozenset(map(fold, ids_of(side, "departments"))) for side in (left, right))
    outcome = Outcome.UNKNOWN
    if one and other:
        outcome = Outcome.EXACT if one & other else Outcome.DIFFER
    return reason("department", outcome, one, other)
