"""Verify 核验: judge, and count that somebody asked."""

from __future__ import annotations

from datetime import date, datetime

from tongban.certificates.queries.proving import judge_file, judge_words
from tongban.certificates.uses import count_check
from tongban.certificates.views import VerifyVerdict
from tongban.jurisdiction.api import local_date


def verify(words: str, now: datetime, on: date | None = None) -> VerifyVerdict:
    """What the register says to a stranger about a scanned code or a typed identifier.

    Of a certificate or an annotated copy 加注件; of the day of ``now``, or of another day ``on``.
    A signed token behind ``#`` is proven too. Only disclosed fields, masked as the type says;
    never an exception about what was typed. Each answer about something known is counted by day
    for its holder, with nothing about who asked. Source: 716 Art 10; 个人信息保护法 6 (least data).
    """
    verdict, about = judge_words(words, now, on)
    if about is not None:
        count_check(*about, local_date(now))
    return verdict


def verify_file(data: bytes, now: datetime, on: date | None = None) -> VerifyVerdict:
    """``verify`` for the file of a certificate (OFD or PDF, at most 16 MB), whatever its bytes are.

    Seal, content, issuer, log, status and term are all looked at; nothing of the file is kept.
    A picture (PNG or JPEG, at most 16 million pixels) is judged by the QR code in it.
    Source: 716 Art 10; GB/T 38540-2020 (seal).
    """
    verdict, about = judge_file(data, now, on)
    if about is not None:
        count_check(*about, local_date(now))
    return verdict
