"""Recognising personal numbers in text, so that none reaches a log line or an event.

Two shapes are looked for: an 18-character resident identity number 公民身份号码 (GB 11643) and an
11-digit mobile number. Both are bounded by something that is not a letter or digit, so longer codes
(item codes, identifiers) never match by accident.
"""

from __future__ import annotations

import re

_EDGE_BEFORE = r"(?<![0-9A-Za-z])"
_EDGE_AFTER = r"(?![0-9A-Za-z])"
_RESIDENT_SHAPE = re.compile(rf"{_EDGE_BEFORE}(\d{{6}})(\d{{8}})(\d{{3}}[0-9Xx]){_EDGE_AFTER}")
# The fraction of a measured number (2.19584655762) is no phone to the strict check.
_NOT_A_FRACTION = r"(?<![0-9]\.)"
_PHONE_SHAPE = re.compile(
    rf"{_EDGE_BEFORE}(?:\+?86[- ]?)?(1\d{{2}})(\d{{4}})(\d{{4}}){_EDGE_AFTER}"
)

_BARE_PHONE = re.compile(_NOT_A_FRACTION + _PHONE_SHAPE.pattern)
# What every mobile number ends with. Looking for it alone is ten times as fast: the search leaps
# from one 1 to the next, and most texts have none that begins such a number.
_ENDS_AS_PHONE = re.compile(rf"1\d{{10}}{_EDGE_AFTER}")
_SHORTEST = 11


def mask_personal_numbers(text: str) -> str:
    """The same text with every resident or phone number masked (``990101********123X``).

    Errs on the safe side: an all-digit organisation code of 18 characters is masked as well.
    """
    if len(text) < _SHORTEST:
        return text
    return _PHONE_SHAPE.sub(r"\1****\3", _RESIDENT_SHAPE.sub(r"\1********\3", text))


def carries_personal_number(text: str) -> bool:
    """Whether ``text`` holds a resident number with a possible birth date, or a mobile number.

    Stricter than the mask: organisation codes made of digits only must stay allowed in events.
    """
    if _ENDS_AS_PHONE.search(text) and _BARE_PHONE.search(text):
        return True
    return any(_is_birth_date(match.group(2)) for match in _RESIDENT_SHAPE.finditer(text))


def _is_birth_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1880 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31
