"""The words in a certificate's QR code: an address a phone opens, and a token behind ``#``.

Online the address is enough. Whoever is offline reads the token, which no server ever sees.
"""

from __future__ import annotations

from datetime import datetime

from tongban.certificates.adapters.trust_keys import CODES, trust_key
from tongban.certificates.domain.disclosure import mask
from tongban.certificates.models import Certificate
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.sealing import Personal, unseal_personal
from tongban.kernel.actor import Actor
from tongban_trust.record import record_key
from tongban_trust.tokens.qr import CodeToken, sign_code


def certificate_code(actor: Actor, certificate_id: str, verify_url: str, now: datetime) -> str:
    """``verify_url#token``, signed anew: what one shows on a screen to be scanned.

    Refuses CertificateNotFound, KeysUnusable of the ledger.
    """
    row = readable_row(actor, certificate_id)
    return code_for(row, unseal_personal([row])[0], verify_url, now)


def code_for(row: Certificate, personal: Personal, verify_url: str, now: datetime) -> str:
    """``certificate_code`` of a row at hand; the bare address for one without a record."""
    if not row.record_digest:
        return verify_url
    token = CodeToken(
        identifier=row.identifier,
        holder_masked=mask(personal.holder_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        key=record_key(row.record_digest),
    )
    return f"{verify_url}#{sign_code(token, trust_key(CODES, now))}"
