"""Checking the signature of an application: whose it is, and that nothing changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongban.ledger.api import SubjectForgotten
from tongban.seals.adapters.signer_keys import signer_key
from tongban.seals.domain.signature import (
    ApplicationSignature,
    SignatureCheck,
    SignatureOutcome,
    check,
)
from tongban_trust.signing import BadEncoding, PublicKey


def check_application_signature(
    signature: ApplicationSignature,
    *,
    application: Mapping[str, Any],
    signer_id: str,
    principal_id: str | None,
) -> SignatureCheck:
    """Whether ``signer_id`` signed exactly this application (for ``principal_id`` when given).

    The key is compared with the signer's own, or with that of the clerk who witnessed a signature
    by hand, not believed from the record. Answers, never raises.
    Source: 电子签名法 13, 14.
    """
    try:
        algorithm = PublicKey.from_spki(bytes.fromhex(signature.spki)).algorithm
    except (BadEncoding, ValueError):
        return SignatureCheck(SignatureOutcome.SIGNATURE_BROKEN)
    try:
        key = signer_key(signature.witness_id or signer_id, algorithm).public
    except SubjectForgotten:
        return SignatureCheck(SignatureOutcome.UNVERIFIABLE)
    return check(
        signature,
        application=application,
        signer_id=signer_id,
        principal_id=principal_id,
        key=key,
    )
