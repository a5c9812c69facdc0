"""A signature with its intent record, and what looking at it proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from tongban.kernel.text import Text
from tongban.seals.domain.intent import Proof
from tongban_trust.canonical import NotCanonical, canonical_bytes
from tongban_trust.signing import BadEncoding, PublicKey
from tongban_trust.suites import suite


class SignatureOutcome(Enum):
    """What a check of a signature says."""

    VALID = "signature/valid"
    WITNESSED = "signature/witnessed"
    CONTENT_CHANGED = "signature/content-changed"
    SIGNATURE_BROKEN = "signature/broken"
    OTHER_SIGNER = "signature/other-signer"
    UNVERIFIABLE = "signature/unverifiable"

    @property
    def reason(self) -> Text:
        """What it means, in words."""
        return _REASONS[self]


_REASONS = {
    SignatureOutcome.VALID: Text.of(
        "签名合法有效：由本人密钥签署，签署后内容未被改动。",
        "The signature is valid: made with the signer's own key, and nothing changed since.",
    ),
    SignatureOutcome.WITNESSED: Text.of(
        "手写签名有效：由窗口人员当面见证并以其密钥证明，此后内容未被改动。",
        "The handwritten signature holds: a clerk saw it made and attested it with their own key,"
        " and nothing changed since.",
    ),
    SignatureOutcome.CONTENT_CHANGED: Text.of(
        "签名无效：申请内容与签名时不一致。",
        "The signature is not valid: the application differs from what was signed.",
    ),
    SignatureOutcome.SIGNATURE_BROKEN: Text.of(
        "签名无效：签名或意愿记录被改动过。",
        "The signature is not valid: it or its intent record was changed.",
    ),
    SignatureOutcome.OTHER_SIGNER: Text.of(
        "签名无效：签名密钥不属于这位申请人或其代办人。",
        "The signature is not valid: its key is not the applicant's or agent's.",
    ),
    SignatureOutcome.UNVERIFIABLE: Text.of(
        "无法验证：签名人的信息已依法删除。",
        "It can no longer be checked: the signer's data were deleted as the law provides.",
    ),
}


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """The answer: outcome, and the reason in words."""

    outcome: SignatureOutcome

    @property
    def valid(self) -> bool:
        """Whether it holds."""
        return self.outcome in (SignatureOutcome.VALID, SignatureOutcome.WITNESSED)

    @property
    def reason(self) -> Text:
        """Why, in words."""
        return self.outcome.reason


@dataclass(frozen=True, slots=True)
class ApplicationSignature:
    """An applicant's signature: the intent record and the signature over its canonical bytes.

    ``signature`` is hex (DER for curves), ``spki`` the DER public key in hex.
    """

    record: Mapping[str, Any]
    signature: str
    spki: str

    @property
    def signed_at(self) -> datetime:
        """When, aware."""
        return datetime.fromisoformat(self.record["at"])

    @property
    def proof(self) -> Proof:
        """How the signer was known."""
        return Proof(self.record["proof"])

    @property
    def witness_id(self) -> str:
        """The clerk who saw a handwritten signature made, by subject; empty for one by key."""
        hand = self.record.get("hand")
        return str(hand["witness"]) if isinstance(hand, Mapping) and "witness" in hand else ""

    @property
    def ink(self) -> str:
        """The blob of a handwritten signature; empty for one by key."""
        return str(self.record["hand"]["ink"]) if self.witness_id else ""

    @property
    def signer_name(self) -> str:
        """Who signed."""
        return str(self.record["signer"]["name"])

    @property
    def principal_name(self) -> str:
        """For whom, empty when for themselves."""
        return str(self.record["for"]["name"]) if self.record["for"] else ""

    @property
    def statement(self) -> Text:
        """The words agreed to."""
        return Text.from_mapping(self.record["statement"]["words"])

    def to_json(self) -> dict[str, Any]:
        """The form it is kept in."""
        return {"record": dict(self.record), "signature": self.signature, "spki": self.spki}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ApplicationSignature:
        """The signature that ``to_json`` wrote."""
        return cls(stored["record"], stored["signature"], stored["spki"])


def canonical_digest(content: Mapping[str, Any], suite_name: str) -> str:
    """Hex digest of the canonical form; NotCanonical for floats, KeyError for the suite."""
    return suite(suite_name).hash(canonical_bytes(content)).hex()


def check(
    signature: ApplicationSignature,
    *,
    application: Mapping[str, Any],
    signer_id: str,
    principal_id: str | None,
    key: PublicKey,
) -> SignatureCheck:
    """Whether this is that signer's signature on that application, by the suite it names.

    ``key`` is the signer's own, or the witness's for a signature by hand.

    Never raises for what the signature says of itself.
    """
    try:
        record = signature.record
        signed = canonical_bytes(record)
        raw, given = bytes.fromhex(signature.signature), bytes.fromhex(signature.spki)
        same_key = PublicKey.from_spki(given) == key
        named = record["signer"]["id"]
        represented = record["for"]["id"] if record["for"] else None
        same_content = record["application"] == canonical_digest(application, record["suite"])
    except (BadEncoding, NotCanonical, ValueError, TypeError, KeyError):
        return SignatureCheck(SignatureOutcome.SIGNATURE_BROKEN)
    if not same_key or named != signer_id or represented != principal_id:
        return SignatureCheck(SignatureOutcome.OTHER_SIGNER)
    if not key.verify(raw, signed):
        return SignatureCheck(SignatureOutcome.SIGNATURE_BROKEN)
    if not same_content:
        return SignatureCheck(SignatureOutcome.CONTENT_CHANGED)
    by_hand = bool(signature.witness_id)
    return SignatureCheck(SignatureOutcome.WITNESSED if by_hand else SignatureOutcome.VALID)
