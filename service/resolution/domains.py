"""Internet domains: the part that an organisation registered, and which domains name no organisation."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import tldextract

WORDS: dict[str, frozenset[str]] = {
    name: frozenset(text.split())
    for name, text in tomllib.loads((files(__package__) / "mail_words.toml").read_text("utf-8")).items()
}
FREE_MAIL = WORDS["free_mail"]
"""Mail of the public: it says who a person is, never where they work."""

_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


@cache
def _extract() -> tldextract.TLDExtract:
    # The list that comes with the library: no request ever leaves the machine, nothing is cached on disk.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=50_000)
def normalise_domain(text: str) -> str:
    """Return the registered domain of a host, an address of the web or a mail address, or "".

    >>> normalise_domain("https://www.Example.co.jp/about"), normalise_domain("a@mail.example.com")
    ('example.co.jp', 'example.com')
    >>> normalise_domain("localhost"), normalise_domain("なし")
    ('', '')
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    host = _HOST.sub("", plain).split("/")[0].rpartition("@")[2]
    return _extract()(host).top_domain_under_public_suffix


def company_domain(text: str) -> str:
    """Return the domain when it can name a company: not one of free mail or of a shared host.

    >>> company_domain("info@example.co.jp"), company_domain("someone@gmail.com")
    ('example.co.jp', '')
    """
    host = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")[2]
    domain = normalise_domain(text)
    return "" if domain in FREE_MAIL or host in FREE_MAIL or domain in WORDS["shared_hosts"] else domain


def is_free_mail(address: str) -> bool:
    """Return whether the mail address is one that anybody can have, or of a provider.

    >>> is_free_mail("a@docomo.ne.jp"), is_free_mail("a@example.com")
    (True, False)
    """
    host = address.rpartition("@")[2].casefold()
    return host in FREE_MAIL or normalise_domain(host) in FREE_MAIL
