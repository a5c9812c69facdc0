"""Take the seal of an agency to a document: what signs it, each signature a use of the seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.seals.actions.use_seal import use_seal
from tongban.seals.adapters.authority import authority
from tongban.seals.domain.kinds import SealKind
from tongban.seals.domain.purpose import Purpose
from tongban.seals.models import Seal, SealKey
from tongban.seals.queries.seals import row_for
from tongban.seals.views import AgencySeal, ApprovedUse
from tongban_trust.drawing import bold_file
from tongban_trust.pdf import PdfSigner
from tongban_trust.seals import SealShape, SealType, SealUser, draw_seal, make_seal, read_seal
from tongban_trust.signing import Algorithm, PublicKey
from tongban_trust.x509 import parse_certificate

_CODE_DIGITS = 13


@dataclass(frozen=True, slots=True)
class _Hand:
    """A signing key whose every signature is one use of a seal, by one actor on one document."""

    public: PublicKey
    actor: Actor
    seal_id: str
    purpose: Purpose
    document_id: str
    now: datetime
    following: ApprovedUse | None

    def sign(self, message: bytes) -> bytes:
        """Use the seal on ``message``. Refuses as ``use_seal`` does."""
        return use_seal(
            actor=self.actor,
            seal_id=self.seal_id,
            content=message,
            purpose=self.purpose,
            document_id=self.document_id,
            now=self.now,
            algorithm=self.public.algorithm,
            following=self.following,
        ).signature


def take_seal(
    *,
    actor: Actor,
    agency_code: str,
    purpose: Purpose,
    document_id: str,
    now: datetime,
    following: ApprovedUse | None = None,
) -> AgencySeal:
    """The seal in force that the agency puts on this, ready to sign OFD (SM2) and PDF (P-256).

    Nothing is used yet: each signature made with it is a use (see ``use_seal``, whose refusals come
    up then), so a seal suspended in between signs nothing. Its picture is drawn and its structure
    made when it is first taken. ``following`` as for ``use_seal``. Refuses NoSealInForce.
    Source: GB/T 38540-2020.
    """
    row = row_for(agency_code, purpose, now)
    keys = {
        Algorithm(key.algorithm): key
        for key in SealKey.objects.filter(seal=row, retired_at=None).order_by("key_id")
    }
    sm2, p256 = keys[Algorithm.SM2], keys[Algorithm.P256]
    seal = read_seal(bytes(sm2.structure) or _made(row, sm2, now))

    def hand(key: SealKey) -> _Hand:
        public = PublicKey.from_spki(bytes(key.spki))
        return _Hand(public, actor, row.id, purpose, document_id, now, following)

    return AgencySeal(
        ofd=SealUser(seal, hand(sm2), parse_certificate(bytes(sm2.certificate))),
        pdf=PdfSigner(
            hand(p256), parse_certificate(bytes(p256.certificate)), (), seal.name, seal.picture
        ),
    )


def _made(row: Seal, key: SealKey, now: datetime) -> bytes:
    """The seal's structure, kept from now on; whoever is first decides what it looks like."""
    caption = SealKind(row.kind).caption
    shape = SealShape(row.around, caption, (row.agency_code or "")[-_CODE_DIGITS:])
    certificate = parse_certificate(bytes(key.certificate))
    made = make_seal(
        identifier=row.id,
        name=row.name["zh-Hans"],
        kind=SealType.ORGANISATION,
        picture=draw_seal(shape, bold_file(Path(settings.FONT_DIR))),
        holders=[certificate],
        made_at=now,
        valid_from=datetime.combine(row.valid_from, time(), UTC) - timedelta(days=1),
        valid_until=certificate.not_after,
        maker=authority(Algorithm.SM2, now),
    ).der
    unmade = SealKey.objects.filter(key_id=key.key_id, structure=b"")
    if unmade.update(structure=made):
        return made
    return bytes(SealKey.objects.get(key_id=key.key_id).structure)
