"""Propose that a certificate is sealed 申请用印, where its seal takes two persons."""

from __future__ import annotations

from datetime import datetime

from tongban.certificates import policies
from tongban.certificates.models import Certificate
from tongban.certificates.queries.two_person import approved_use_of, purpose_of
from tongban.certificates.refusals import CertificateNotFound, CertificateNotInForce
from tongban.certificates.views import CertificateStatus
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.seals.api import UseRequestView, request_use, seal_for

_ENDED = Text.of("这份证照目前不是有效状态，不能盖章。", "This certificate is not valid now.")


def propose_sealing(*, actor: Actor, certificate_id: str, now: datetime) -> UseRequestView:
    """The first of two persons: ask that the issuer's seal be put on a certificate.

    A second keeper approves with ``approve_use`` of seals; from then on its files can be drawn.
    What both answer for is the certificate's identifier and the digest of its record. Proposing
    twice gives the same request; one that was declined or lapsed may be proposed again. Refuses
    CertificateNotFound (also to who keeps no seal of its issuer), CertificateNotInForce, and of
    seals NoSealInForce, SealNotYours, SealNotInForce, OutsideItsScope. Source: GB/T 38540-2020;
    国发〔1999〕25号 (care of official seals).
    """
    row = Certificate.objects.filter(id=certificate_id).order_by("id").first()
    if row is None or not policies.may_seal(actor, row.issuer_code):
        raise CertificateNotFound
    if row.status != CertificateStatus.VALID.value:
        raise CertificateNotInForce(_ENDED)
    wanted = approved_use_of(row)
    return request_use(
        actor=actor,
        seal_id=seal_for(row.issuer_code, purpose_of(row), now).id,
        content=wanted.content,
        purpose=purpose_of(row),
        document_id=wanted.document_id,
        now=now,
    )
