"""Numbers people type: of notices 缴款码, of receipts 票据号码 with their check code."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from tongban.kernel.money import Money

# No letter that looks like another: people read these from paper.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CHECK_LENGTH = 6


def notice_number(region: str, day: date, serial: int) -> str:
    """20 digits: division (6), day (6), serial (7), and a check digit (Luhn, ISO/IEC 7812-1)."""
    body = f"{region[:6]}{day:%y%m%d}{serial % 10_000_000:07d}"
    return body + luhn_digit(body)


def luhn_digit(digits: str) -> str:
    """The digit that makes ``digits`` pass the Luhn check, which catches one wrong digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def receipt_code(region: str, day: date) -> str:
    """8 digits: province (2), the demo's class and kind of receipt (0401), year (2)."""
    return f"{region[:2]}0401{day:%y}"


def receipt_number(serial: int) -> str:
    """10 digits, counting up."""
    return f"{serial:010d}"


def check_code(secret: bytes, code: str, number: str, total: Money, day: date) -> str:
    """6 letters and digits 校验码 that only the issuer can make for this receipt."""
    said = f"{code}|{number}|{total.amount}|{total.currency}|{day:%Y%m%d}".encode()
    value = int.from_bytes(hmac.new(secret, said, hashlib.sha256).digest()[:8], "big")
    letters = []
    for _ in range(_CHECK_LENGTH):
        value, rest = divmod(value, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)
