"""How long a certificate is good for, and what a status means to a stranger."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tongban.certificates.views import CertificateStatus, VerifyOutcome
from tongban.kernel.text import Text

LONG_TERM = "long-term"
_VALIDITY = re.compile(r"([1-9]\d{0,2}) (years|months|days)")


def last_valid_day(first: date, validity: str) -> date | None:
    """The last day of ``"5 years"``, ``"12 months"``, ``"90 days"``; None for ``long-term``.

    Five years from 1 March end on the last day of February: the day before the anniversary.
    """
    if validity == LONG_TERM:
        return None
    found = _VALIDITY.fullmatch(validity)
    if found is None:
        raise ValueError(f"A validity reads '5 years' or 'long-term', got {validity!r}")
    amount, unit = int(found[1]), found[2]
    if unit == "days":
        return first + timedelta(days=amount - 1)
    return _months_later(first, amount * (12 if unit == "years" else 1)) - timedelta(days=1)


def first_counted_day(today: date, runs_on_from: date | None) -> date:
    """The day validity is counted from: today, or the day after a term that has yet to end."""
    if runs_on_from is None or runs_on_from < today:
        return today
    return runs_on_from + timedelta(days=1)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def verdict(
    status: CertificateStatus, valid_until: date | None, day: date, *, followed: bool = False
) -> tuple[VerifyOutcome, Text]:
    """What the register says of a certificate on a day, with the reason in words.

    ``status`` is the one of that day; ``followed`` when a newer certificate took its place.
    """
    over = valid_until is not None and day > valid_until
    if over and status in (CertificateStatus.VALID, CertificateStatus.LAPSED):
        last = valid_until.isoformat() if valid_until else ""
        return VerifyOutcome.EXPIRED, Text.of(
            f"有效期至{last}，已过期。", f"It was valid until {last} and has expired."
        )
    if status is CertificateStatus.LAPSED and followed:
        return VerifyOutcome.REVOKED, Text.of(
            "本证照已由新证照接替，请核验新证照。",
            "A newer certificate has taken its place: check that one.",
        )
    if status is not CertificateStatus.VALID:
        words = _STATUS_WORDS[status]
        return VerifyOutcome.REVOKED, Text.of(
            f"本证照{words.zh}，不再有效。", f"This certificate {words.en} and is no longer valid."
        )
    return VerifyOutcome.VALID, Text.of(
        "证照真实，由签发机关签发，目前有效。",
        "The certificate is genuine, was issued by this body and is valid now.",
    )


_STATUS_WORDS = {
    CertificateStatus.SUSPENDED: Text.of("已被暂扣", "is suspended"),
    CertificateStatus.RESCINDED: Text.of("已被撤销", "has been rescinded"),
    CertificateStatus.CANCELLED: Text.of("已注销", "has been cancelled"),
    CertificateStatus.LAPSED: Text.of("已失效", "has lapsed"),
    CertificateStatus.TRANSFERRED: Text.of("已转出", "has been transferred elsewhere"),
    CertificateStatus.REVOKED: Text.of("已被吊销", "has been revoked"),
    CertificateStatus.OTHER: Text.of("状态异常", "is in an irregular state"),
}
