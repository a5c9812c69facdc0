"""Verify 核验: judge, and count that somebody asked."""

from __future__ import annotations

from datetime import date, datetime

from tongban.certificates.queries.verifying import judge
from tongban.certificates.uses import count_check
from tongban.certificates.views import VerifyVerdict
from tongban.jurisdiction.api import local_date


def verify(token_or_identifier: str, now: datetime, on: date | None = None) -> VerifyVerdict:
    """What the register says to a stranger about a scanned token or a typed identifier.

    Of a certificate or an annotated copy 加注件; of the day of ``now``, or of another day ``on``.
    Only disclosed fields, masked as the type says; never an exception about what was typed. Each
    answer about something known is counted by day for its holder, with nothing about who asked.
    Source: 716 Art 10; 个人信息保护法 6 (least data).
    """
    verdict, about = judge(token_or_identifier, now, on)
    if about is not None:
        count_check(*about, local_date(now))
    return verdict
