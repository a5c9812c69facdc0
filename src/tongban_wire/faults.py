"""Why a call is refused: stable codes, each with words for a person in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tongban_wire.words import WORDS, Words


class Code(Enum):
    """A stable code; the part before the dot says what is at fault."""

    MALFORMED = "message.malformed"
    NOT_AUTHENTIC = "message.not_authentic"
    NOT_SIGNED = "message.not_signed"
    REPLAYED = "message.replayed"
    CLOCK_SKEW = "message.clock_skew"
    CALLER_UNKNOWN = "caller.unknown"
    CALLER_MISMATCH = "caller.mismatch"
    KEY_NOT_VALID = "caller.key_not_valid"
    KEY_REVOKED = "caller.key_revoked"
    POLICY_EXPIRED = "policy.expired"
    POLICY_TOO_OLD = "policy.too_old_for_grant"
    GRANT_UNKNOWN = "grant.unknown"
    GRANT_NOT_IN_FORCE = "grant.not_in_force"
    GRANT_REVOKED = "grant.revoked"
    GRANT_OF_ANOTHER = "grant.of_another_consumer"
    PROVIDER_MISMATCH = "grant.of_another_provider"
    RESOURCE_MISMATCH = "grant.of_another_resource"
    ITEM_MISMATCH = "grant.of_another_item"
    PURPOSE_MISMATCH = "purpose.mismatch"
    ARTICLE_MISMATCH = "article.mismatch"
    ARTICLE_NOT_IN_FORCE = "article.not_in_force"
    TOKEN_MALFORMED = "token.malformed"  # noqa: S105  a code, no secret
    TOKEN_FORGED = "token.not_signed_by_platform"  # noqa: S105
    TOKEN_NOT_IN_TIME = "token.not_in_time"  # noqa: S105
    TOKEN_REVOKED = "token.revoked"  # noqa: S105
    TOKEN_OTHER_GRANT = "token.for_another_grant"  # noqa: S105
    TOKEN_OTHER_PURPOSE = "token.for_another_purpose"  # noqa: S105
    TOKEN_OTHER_AUDIENCE = "token.for_another_audience"  # noqa: S105
    TOKEN_OTHER_CONSUMER = "token.for_another_consumer"  # noqa: S105
    TOKEN_OTHER_CASE = "token.for_another_case"  # noqa: S105
    TOKEN_OTHER_SUBJECT = "token.for_another_subject"  # noqa: S105
    CASE_CLOSED = "case.closed"
    NOTHING_ASKED = "fields.none"
    FIELDS_EXCEED = "fields.not_granted"
    QUESTIONS_EXCEED = "questions.not_granted"
    OPERAND_ODD = "questions.operand_odd"
    CONSENT_MISSING = "consent.missing"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    MANDATE_MISSING = "mandate.missing"
    MANDATE_REVOKED = "mandate.revoked"
    RATE_EXCEEDED = "limit.rate"
    VOLUME_EXCEEDED = "limit.volume"
    BUSY = "node.busy"
    EVIDENCE_CLOSED = "node.evidence_closed"
    SOURCE_SILENT = "source.silent"
    SOURCE_ODD = "source.odd_answer"


CODE_OF_STATUS = {
    400: Code.MALFORMED,
    401: Code.CALLER_UNKNOWN,
    413: Code.MALFORMED,
    429: Code.BUSY,
    503: Code.EVIDENCE_CLOSED,
}
"""What a node means that refuses a whole HTTP request: whose status says it to who asked."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a call, and the place in the request it is about."""

    code: Code
    where: str

    @property
    def words(self) -> Words:
        """The sentences for this code."""
        return WORDS[self.code.value]
