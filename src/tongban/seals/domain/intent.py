"""The intent record 意愿认证: what a person was shown, agreed to, and how we knew it was them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from tongban.kernel.text import Text

VERSION = 1
STATEMENT_CODE = "application-1"
STATEMENT = Text.of(
    "我已核对以上内容。由我填写的内容真实、完整；我愿意以电子签名提交这份申请，"
    "并知晓它与手写签名具有同等法律效力。",
    "I have checked the above; what I gave myself is true and complete. I am willing to sign and"
    " send this application electronically, and know that this has the force of my handwritten"
    " signature.",
)


class Proof(Enum):
    """How it was made sure who signs 身份核验方式."""

    PASSWORD = "intent-proof/password"  # noqa: S105  a code, no secret
    SMS = "intent-proof/sms"
    FACE = "intent-proof/face"
    LICENCE = "intent-proof/licence"
    DEMO = "intent-proof/demo"
    HAND_TABLET = "intent-proof/hand-tablet"
    HAND_PAPER = "intent-proof/hand-paper"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    Proof.PASSWORD: Text.of("密码登录", "password"),
    Proof.SMS: Text.of("短信验证", "text message"),
    Proof.FACE: Text.of("人脸核验", "face check"),
    Proof.LICENCE: Text.of("电子营业执照", "electronic business licence"),
    Proof.DEMO: Text.of("演示登录", "demonstration sign-in"),
    Proof.HAND_TABLET: Text.of(
        "当面核验证件，签名屏手写", "document seen in person, handwritten on a tablet"
    ),
    Proof.HAND_PAPER: Text.of("纸面手写签名", "handwritten on paper"),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """A handwritten signature 手写签名: the ink as a file, and the clerk who saw it made.

    ``ink`` is the blob id, ``digest`` its SHA-256 in hex. ``witness_id`` is the clerk's own
    subject, ``witness_post`` the post held: the clerk's key attests what was seen, never who wrote.
    """

    ink: str
    digest: str
    witness_id: str
    witness_post: str

    def to_json(self) -> dict[str, str]:
        """As it enters the intent record."""
        return {
            "ink": self.ink,
            "digest": self.digest,
            "witness": self.witness_id,
            "post": self.witness_post,
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the page says of the act: the code of the declaration ticked, and how we know who.

    ``licence`` is the identifier of the electronic business licence that signed in, ``hand`` the
    signature made by hand before a clerk.
    """

    statement: str
    proof: Proof
    licence: str = ""
    hand: Hand | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """What was shown and agreed to: its heading, and the exact text with every answer on it."""

    title: Text
    shown: Mapping[str, Any]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and for whom when not for themselves. Names as they are known today."""

    subject_id: str
    name: str
    principal_id: str | None
    principal_name: str
    mandate_id: str | None


def intent_record(
    *,
    intent: Intent,
    signer: Signer,
    shown: str,
    application: str,
    suite_name: str,
    assurance: int,
    channel: str,
    at: datetime,
) -> dict[str, Any]:
    """What is signed: the intent, with hex digests of what was shown and of the application.

    ``suite_name`` is the suite those digests are of. The declaration enters with its words, not its
    code alone: the code's words may change.
    ``assurance`` is the identity level 1–5, ``channel`` where the act came in.
    """
    hand = intent.agreement.hand
    record: dict[str, Any] = {
        "v": VERSION,
        "application": application,
        "shown": shown,
        "suite": suite_name,
        "title": intent.title.to_mapping(),
        "statement": {"code": intent.agreement.statement, "words": STATEMENT.to_mapping()},
        "proof": intent.agreement.proof.value,
        "licence": intent.agreement.licence,
        "assurance": assurance,
        "channel": channel,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "signer": {"id": signer.subject_id, "name": signer.name},
        "for": {
            "id": signer.principal_id,
            "name": signer.principal_name,
            "mandate": signer.mandate_id,
        }
        if signer.principal_id
        else None,
    }
    if hand is not None:
        record["hand"] = hand.to_json()
    return record
