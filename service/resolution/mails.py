"""Mail addresses: in one writing, and whether a person or a desk reads them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from service.resolution.domains import WORDS, is_free_mail

_SHORT = 64
_PLAIN = re.compile(
    r"[a-z0-9_]+(?:[._-][a-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:com|net|org|jp|example|eu|de|fr|uk|us|info|biz)"
)
"""Plain addresses as most are, which need not be taken apart by the library."""
_WRAPPED = re.compile(r"^.*<([^<>]+)>\s*$")


@lru_cache(maxsize=50_000)
def normalise_email(text: str) -> str:
    """Return the address in small letters, or "" when it is none.

    ``mailto:``, a name before ``<...>``, full width, and a tag behind + are taken off. The domain is not
    asked for on the net.

    >>> normalise_email("山田 <Taro.Yamada+news@Example.CO.JP>"), normalise_email("ｔａｒｏ＠example.com")
    ('taro.yamada@example.co.jp', 'taro@example.com')
    >>> normalise_email("none"), normalise_email("a@b")
    ('', '')
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    if wrapped := _WRAPPED.match(plain):
        plain = wrapped[1].strip()
    if "@" not in plain:
        return ""
    if len(plain) <= _SHORT and _PLAIN.fullmatch(plain):
        return plain
    # Test domains are refused by the library unless told so; they are what examples are made of.
    try:
        found = validate_email(
            plain, check_deliverability=False, allow_smtputf8=True, test_environment=True
        ).normalized.casefold()
    except EmailNotValidError:
        return ""
    local, _, domain = found.partition("@")
    return f"{local.partition('+')[0] or local}@{domain}" if "." in domain else ""


@lru_cache(maxsize=50_000)
def is_desk(address: str) -> bool:
    """Return whether a desk reads the address, not one person.

    >>> is_desk("info@example.co.jp"), is_desk("sales-tokyo@example.co.jp"), is_desk("t.yamada@example.co.jp")
    (True, True, False)
    """
    words = [word for word in re.split(r"[^a-z]+", address.partition("@")[0].casefold()) if word]
    return not words or any(word in WORDS["desks"] for word in words)


def is_private(address: str) -> bool:
    """Return whether the address stays with the person when they change jobs."""
    return is_free_mail(address) and not is_desk(address)
