"""法人番号, the 13 digits that identify a Japanese legal entity."""

from __future__ import annotations

import re
import unicodedata

_FORM = re.compile(r"[1-9][0-9]{12}")


def check_digit(base: str) -> int:
    """Return the check digit that stands before the 12 digits of ``base``.

    Source: Ministry of Finance order on corporate numbers (法人番号の指定等に関する省令), article 2: from the
    right the digits weigh 1, 2, 1, 2, ...; the check digit is 9 less the remainder of their sum by 9.

    >>> check_digit("000012050002")
    7
    """
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return 9 - total % 9


def normalise(text: str) -> str:
    """Return the number in plain digits; full-width digits, spaces and hyphens are understood."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))


def is_valid(number: str) -> bool:
    """Return whether these are 13 digits whose first is the check digit of the others.

    >>> is_valid("7000012050002"), is_valid("8000012050002"), is_valid("123")
    (True, False, False)
    """
    return bool(_FORM.fullmatch(number)) and number[0] == str(check_digit(number[1:]))
