"""One use of a seal, from its checks to its row: the only way a seal's key signs anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.adapters.custody import open_key
from tongban.seals.domain.purpose import Purpose, within
from tongban.seals.domain.standing import Standing, why_unusable
from tongban.seals.entrustments import covering, entrusted_with
from tongban.seals.models import Entrustment, Seal, SealKey, SealUse, UseRequest
from tongban.seals.refusals import (
    OutsideItsScope,
    SealDetailsNotRight,
    SealNotFound,
    SealNotInForce,
    SealNotYours,
    TooManyUses,
)
from tongban_trust.signing import Algorithm, PublicKey
from tongban_trust.suites import suite

MOST_BYTES = 65_536
_LONGEST_DOCUMENT_ID = 120


@dataclass(frozen=True, slots=True)
class Sealing:
    """What is to be sealed. ``content`` is what is signed: a digest, or the small structure that
    carries one, never a whole document."""

    content: bytes
    purpose: Purpose
    document_id: str
    algorithm: Algorithm

    @property
    def digest(self) -> str:
        """Hex digest of the signed bytes, by the suite in force."""
        return digest_of(self.content)


def digest_of(content: bytes) -> str:
    """The digest by which uses and requests know what is signed: hex, by the suite in force."""
    return digest_to_seal(content).hex()


def digest_to_seal(data: bytes) -> bytes:
    """What is signed when a whole file is sealed: its digest, 32 bytes, by the suite in force."""
    return suite(settings.TRUST_SUITE).hash(data)


def check_sealing(sealing: Sealing) -> None:
    """Refuses SealDetailsNotRight with everything that is wrong about what is to be sealed."""
    problems = []
    if not 0 < len(sealing.content) <= MOST_BYTES:
        problems.append(
            Problem(
                "content",
                "seals.content_not_right",
                Text.of("要盖章的内容为空或者太大。", "There is nothing to seal, or too much."),
                Text.of(
                    "请对文件的摘要盖章，不超过64 KB。",
                    "Seal the digest of the document, at most 64 KB.",
                ),
            )
        )
    if not 0 < len(sealing.document_id.strip()) <= _LONGEST_DOCUMENT_ID:
        problems.append(
            Problem(
                "document_id",
                "seals.document_missing",
                Text.of("没有写明是哪份文件，或者编号太长。", "The document is not named."),
                Text.of("请写文件编号，不超过120字。", "Give its number, at most 120 characters."),
            )
        )
    if problems:
        raise SealDetailsNotRight(problems)


def held_seal(seal_id: str) -> Seal:
    """The seal, held for share until the transaction ends: nobody stops it in between.

    Refuses SealNotFound.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM seals_seal WHERE id = %s FOR SHARE", [seal_id])
        if cursor.fetchone() is None:
            raise SealNotFound
    return Seal.objects.get(id=seal_id)


def check_use(actor: Actor, seal: Seal, purpose: Purpose, now: datetime) -> Entrustment | None:
    """Whether this actor may put this seal on this, now; under which entrustment, if under one.

    Refuses SealNotYours, SealNotInForce, OutsideItsScope.
    """
    today = local_date(now)
    entrusted = entrusted_with(actor, seal, today)
    if not entrusted and not policies.may_use(actor, seal, today):
        raise SealNotYours
    why = why_unusable(Standing(seal.standing), seal.valid_from, seal.valid_until, today)
    if why is not None:
        raise SealNotInForce(why)
    if not within(map(Purpose.parse, seal.scope), purpose):
        raise OutsideItsScope(str(purpose))
    found = covering(entrusted, purpose)
    if entrusted and found is None:
        raise OutsideItsScope(str(purpose))
    return found


def needs_two(seal: Seal, purpose: Purpose) -> bool:
    """Whether one person alone may not use the seal for this."""
    return within(map(Purpose.parse, seal.two_person), purpose)


def standing_use(seal: Seal, sealing: Sealing) -> SealUse | None:
    """The use that already sealed just this, so that a retry gives the same signature."""
    rows = SealUse.objects.filter(
        seal=seal,
        document_id=sealing.document_id,
        digest=sealing.digest,
        purpose=str(sealing.purpose),
        key__algorithm=sealing.algorithm.value,
    )
    return rows.select_related("key", "seal").order_by("id").first()


def put_seal(
    actor: Actor,
    seal: Seal,
    sealing: Sealing,
    now: datetime,
    request: UseRequest | None = None,
    follows: UseRequest | None = None,
    entrusted: Entrustment | None = None,
) -> SealUse:
    """Sign, and write the use with its leaf and its event. The caller has checked everything else.

    ``request`` is the one two persons answer just now, ``follows`` one they answered before;
    ``entrusted`` is what ``check_use`` found.

    Refuses TooManyUses, SealNotFound when the seal has no key of this algorithm, SealKeyReplaced,
    KeysUnusable of ledger.
    """
    automatic = actor.kind is ActorKind.SERVICE
    if not automatic:
        _limit(seal, now)
    keys = SealKey.objects.filter(
        seal=seal, algorithm=sealing.algorithm.value, retired_at__isnull=True
    )
    key = keys.order_by("key_id").first()
    if key is None:
        raise SealNotFound
    public = PublicKey.from_spki(bytes(key.spki))
    signature = open_key(seal.id, public, bytes(key.custody)).sign(sealing.content)
    post = policies.keeper_post(actor, seal.agency_code) if seal.agency_code else None
    use = SealUse.objects.create(
        id=new_id("sealuse"),
        seal=seal,
        key=key,
        purpose=str(sealing.purpose),
        document_id=sealing.document_id,
        digest=sealing.digest,
        signature=signature,
        used_at=now,
        automatic=automatic,
        # Of two persons, the one who asked used it and the one who approved stands second.
        account_id=request.asked_by if request else (actor.account_id or actor.name),
        post_id=request.asked_post if request else (post.id if post else ""),
        second_account_id=(actor.account_id or "") if request else "",
        second_post_id=post.id if request and post else "",
        request=request,
        entrustment=entrusted,
    )
    _tell(actor, seal, use, request or follows, now)
    return use


def _limit(seal: Seal, now: datetime) -> None:
    most = settings.SEAL_USES_PER_HOUR
    since = now - timedelta(hours=1)
    recent = SealUse.objects.filter(seal=seal, automatic=False, used_at__gt=since)
    if recent.order_by().count() >= most:
        raise TooManyUses(most)


def _tell(
    actor: Actor, seal: Seal, use: SealUse, request: UseRequest | None, now: datetime
) -> None:
    facts = {
        "seal": seal.id,
        "use": use.id,
        "purpose": use.purpose,
        "document": use.document_id,
        "digest": use.digest,
        "algorithm": use.key.algorithm,
        "key": use.key_id,
        "request": request.id if request else None,
        "entrustment": use.entrustment_id,
    }
    record(
        kind="seals.used",
        about=seal.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=seal.subject_id,
    )
    publish(event=events.SEAL_USED, aggregate=seal.id, payload=facts, now=now)
