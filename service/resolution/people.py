"""Named contact points: is it a person or a team mailbox, how is the person called, which number is real."""

from __future__ import annotations

import re

from service.resolution.names import clean

_TITLES = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame)\.?\s+)+", re.IGNORECASE)
_NOTE = re.compile(r"\s*[\[(][^()\[\]]*[\])]\s*$")
_TEAM_WORDS = frozenset(
    {
        "team", "teams", "procurement", "procure", "purchasing", "purchase", "procurements", "buying",
        "buyer", "department", "dept", "office", "officer", "service", "services", "commercial",
        "contract", "contracts", "contracting", "tender", "tenders", "tendering", "enquiries",
        "enquiry", "support", "council", "authority", "unit", "group", "board", "desk", "helpdesk",
        "admin", "administration", "administrator", "corporate", "category", "management", "manager",
        "managers", "software", "hub", "limited", "ltd", "plc", "nhs", "trust", "university",
        "college", "school", "ministry", "agency", "company", "supply", "chain", "operations",
        "finance", "sourcing", "estates", "facilities", "projects", "project", "programme",
        "national", "government", "the", "and", "for", "of", "at",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


def person_name(text: str) -> str:
    """Return the name of the person, or "" when the text names a team, a mailbox or an organisation.

    A person has two to four words of letters, none of which is a word for a team. Titles and notes in
    brackets are left out; words written all in capitals or all in small letters are given a capital.

    >>> person_name("Mr ALBA  fairweather (HQ)"), person_name("Procurement Team"), person_name("Desk 2")
    ('Alba Fairweather', '', '')
    """
    words = _TITLES.sub("", _NOTE.sub("", clean(text))).split(" ")
    if not 2 <= len(words) <= 4 or not all(_WORD.fullmatch(word) for word in words):
        return ""
    if any(word.casefold().strip(".") in _TEAM_WORDS for word in words):
        return ""
    return " ".join(_capital(word) for word in words)


def _capital(word: str) -> str:
    if not (word.islower() or (word.isupper() and len(word) > 2)):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def telephone(text: str, calling_code: str = "") -> str:
    """Return the number as + and digits where the country is known, or "" for a placeholder.

    >>> telephone("01632 960 001", "44"), telephone("+44 01632 960001", "44"), telephone("000000000")
    ('+441632960001', '+441632960001', '')
    """
    plain = clean(text)
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if calling_code and digits.startswith(calling_code):
            digits = calling_code + digits.removeprefix(calling_code).lstrip("0")
            own = digits.removeprefix(calling_code)
        else:
            own = digits
        prefix = "+"
    elif calling_code and digits.startswith("0"):
        own = digits.lstrip("0")
        digits, prefix = calling_code + own, "+"
    else:
        own, prefix = digits, ""
    return "" if len(own) < 7 or len(set(own)) == 1 else prefix + digits


def mail_address(text: str) -> str:
    """Return the address in small letters, or "" when it is none.

    >>> mail_address(" A.Person@Org.example"), mail_address("none")
    ('a.person@org.example', '')
    """
    address = clean(text).casefold()
    return address if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", address) else ""
