"""Why a token is not taken, for people: one sentence per stable code, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_CHANGED = (
    "内容与签名不符，可能被改动过，不能采信。请对方重新出示。",
    "The content does not fit its signature and may have been changed. Ask to be shown it anew.",
)
_UNKNOWN = (
    "不是可信的签发方签发的，不能采信。请核对签发方和公布的公钥。",
    "It was not signed by an issuer you trust. Check the issuer and its published keys.",
)
_UNREADABLE = (
    "读不懂这段内容，可能没有复制完整。请重新复制。",
    "The text cannot be read; it may have been cut short. Copy it again.",
)
_OVER = (
    "已经过期。请对方重新出示。",
    "It has expired. Ask for it to be shown anew.",
)
_NOT_FOR_YOU = (
    "没有证明是本人为您这一次出示的，不能采信。请对方重新出示。",
    "It is not proven that the holder showed it to you, this time. Ask for it to be shown anew.",
)
_NO_STATUS = (
    "查不到当前状态，不能采信。请稍后再核验。",
    "Its present status cannot be told. Check it again later.",
)

_SAID = {
    "algorithm_wrong": _CHANGED,
    "audience_wrong": _NOT_FOR_YOU,
    "binding_missing": _NOT_FOR_YOU,
    "binding_old": _NOT_FOR_YOU,
    "binding_unasked": _NOT_FOR_YOU,
    "binding_wrong": _NOT_FOR_YOU,
    "claim_hidden": _CHANGED,
    "claim_overwritten": _CHANGED,
    "digest_misplaced": _CHANGED,
    "digest_twice": _CHANGED,
    "disclosure_misplaced": _CHANGED,
    "disclosure_twice": _CHANGED,
    "disclosure_unknown": _CHANGED,
    "expired": _OVER,
    "hash_wrong": _CHANGED,
    "header_not_understood": _UNREADABLE,
    "issuer_wrong": _UNKNOWN,
    "key_unknown": _UNKNOWN,
    "name_reserved": _CHANGED,
    "nonce_wrong": _NOT_FOR_YOU,
    "not_yet": (
        "还没有生效。请核对时钟，到期后再核验。",
        "It is not valid yet. Check your clock, and check it again later.",
    ),
    "signature_wrong": _CHANGED,
    "status_elsewhere": _NO_STATUS,
    "status_old": _NO_STATUS,
    "status_unreadable": _NO_STATUS,
    "type_wrong": _UNREADABLE,
    "unreadable": _UNREADABLE,
}

CODES = frozenset(_SAID)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not taken. ``reason`` is for people (``zh-Hans``, ``en``), ``detail`` for programmers."""

    code: str
    reason: Mapping[str, str]
    detail: str

    @classmethod
    def because(cls, code: str, detail: str) -> Rejected:
        """The refusal of one of ``CODES``; KeyError for another one."""
        chinese, english = _SAID[code]
        return cls(code, {"zh-Hans": chinese, "en": english}, detail)
