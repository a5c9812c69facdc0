"""The platform's word that a case is open and about whom 办件令牌; taken back when it closes."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tongban.exchange import policies
from tongban.exchange.adapters.policy_key import policy_key
from tongban.exchange.domain.policy_text import ISSUER, Parties
from tongban.exchange.granting import mark_stale
from tongban.exchange.models import CaseToken, CrossGrant, Grant, Node, in_force
from tongban.exchange.queries.consents import standing_consent
from tongban.exchange.queries.crossing import nodes_abroad, platforms_in_time
from tongban.exchange.refusals import ConsentMissing, NoRightToAsk, NotYoursToShare
from tongban.exchange.views import IssuedToken
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.moments import at_ms
from tongban.laws.api import articles
from tongban.ledger.api import record
from tongban_wire import case_token as wire
from tongban_wire.case_token import Acting, Subject, sign_token, subject_digest


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What a token is wanted for.

    ``case_ref``: the case's id, or the draft's before it is sent. ``subject_id`` is the platform's
    id of whom it is about, ``number`` the number the register knows them by. ``mandate`` is the id
    of what the person gave to whom acts; their consent is looked up here. ``platform`` is whose
    resource it is, "" for our own.
    """

    case_ref: str
    case_open_at: datetime
    item_code: str
    resource_code: str
    fields: tuple[str, ...]
    subject_id: str
    number: Subject
    acting: Acting
    asked_by: str
    mandate: str | None = None
    platform: str = ""


def issue_case_token(*, actor: Actor, wanted: TokenRequest, now: datetime) -> IssuedToken:
    """A token for one grant, one case, one person, good for minutes.

    Only the platform's own programs ask, for a case they see open. The number itself is not in the
    token and is not kept. The consent that stands goes with it, signed; the node refuses where the
    grant needs one and it is withdrawn. Refuses: NotYoursToShare, NoRightToAsk (no grant in force
    for the item and these fields, or a side without a node), ConsentMissing, ledger's KeysUnusable.
    Source: 个人信息保护法 13, 34, 政务数据共享条例 (809).
    """
    if not policies.is_platform(actor):
        raise NotYoursToShare
    grant, consumer, provider = _grant_for(wanted, now)
    ours = isinstance(grant, Grant)
    consent = standing_consent(grant, wanted.subject_id, now)
    if grant.terms["needs_consent"] and consent is None:
        raise ConsentMissing
    token_id = f"token_{secrets.token_hex(16)}"
    ends = now + timedelta(minutes=settings.EXCHANGE_TOKEN_MINUTES)
    if consent is not None:
        ends = min(ends, consent.valid_until)
    token = wire.CaseToken(
        v=wire.VERSION,
        id=token_id,
        issuer=ISSUER if ours else settings.PLATFORM_CODE,
        case=wanted.case_ref,
        case_open_at_ms=at_ms(wanted.case_open_at),
        grant=grant.id,
        item=grant.item_code,
        purpose=grant.purpose,
        consumer=consumer,
        audience=provider,
        subject=subject_digest(token_id, wanted.number),
        acting=wanted.acting,
        consent=consent.id if consent else None,
        mandate=wanted.mandate,
        issued_at_ms=at_ms(now),
        expires_at_ms=at_ms(ends),
    )
    text = sign_token(token, policy_key(now))
    with transaction.atomic():
        CaseToken.objects.create(
            id=token_id,
            grant_id=grant.id,
            case_ref=wanted.case_ref,
            subject_id=wanted.subject_id,
            acting=wanted.acting.value,
            asked_by=wanted.asked_by,
            issued_at=now,
            expires_at=ends,
        )
        # What is kept from the person for a time must not be told by the leaf of its token.
        open_now = not grant.terms["delay_days"]
        record(
            kind="exchange.token-issued", about=wanted.subject_id if open_now else token_id,
            subject_id=wanted.subject_id if open_now else None, actor=actor, now=now,
            facts={"token": token_id, "case": wanted.case_ref, "grant": grant.id,
                   "item": grant.item_code, "asked_by": wanted.asked_by},
        )  # fmt: skip
    said = (grant.id, grant.purpose, grant.article)
    return IssuedToken(token_id, text, *said, provider, consumer, ends)


def end_case_tokens(*, actor: Actor, case_refs: Collection[str], now: datetime) -> int:
    """The cases closed: their tokens hold no longer, and nodes are told. How many ended.

    Refuses: NotYoursToShare, to everybody but the platform.
    """
    if not policies.is_platform(actor):
        raise NotYoursToShare
    with transaction.atomic():
        rows = CaseToken.objects.select_for_update().filter(
            case_ref__in=case_refs, revoked_at__isnull=True, expires_at__gt=now
        )
        found = rows.order_by("id").values_list("case_ref", "id")
        by_case: dict[str, list[str]] = {}
        for case_ref, token_id in found:
            by_case.setdefault(case_ref, []).append(token_id)
        ended = [token_id for some in by_case.values() for token_id in some]
        if ended:
            CaseToken.objects.filter(id__in=ended).update(revoked_at=now)
            _tell_their_nodes(ended)
        for case_ref, some in by_case.items():
            facts = {"tokens": some}
            record(kind="exchange.tokens-ended", about=case_ref, facts=facts, actor=actor, now=now)
    return len(ended)


def _tell_their_nodes(token_ids: Sequence[str]) -> None:
    grant_ids = CaseToken.objects.filter(id__in=token_ids).order_by("id").values("grant_id")
    mark_stale(
        Grant.objects.filter(id__in=grant_ids)
        .order_by("id")
        .values_list("provider_code", flat=True)
    )


def _grant_across(wanted: TokenRequest, now: datetime) -> tuple[CrossGrant, str, str]:
    """A grant the other platform gave us and still tells, by an article that is in force here."""
    known = platforms_in_time(now)
    abroad = nodes_abroad(known)
    rows = CrossGrant.objects.filter(
        in_force(now), given=False, platform=wanted.platform, item_code=wanted.item_code,
        resource_code=wanted.resource_code,
    )  # fmt: skip
    for row in rows.order_by("id"):
        ref = ArticleRef.parse(row.article)
        view = articles({ref}).get(ref)
        lawful = view is not None and view.in_force(local_date(now))
        told = row.platform in known and row.provider_node in abroad
        if told and lawful and set(wanted.fields) <= set(row.fields):
            return row, row.consumer_node, row.provider_node
    raise NoRightToAsk


def _grant_for(wanted: TokenRequest, now: datetime) -> tuple[Grant | CrossGrant, str, str]:
    if wanted.platform:
        return _grant_across(wanted, now)
    rows = Grant.objects.filter(
        in_force(now), item_code=wanted.item_code, resource_code=wanted.resource_code
    )
    nodes = Node.objects.filter(left_at__isnull=True).order_by("id")
    parties = Parties(
        {each.agency_code: each.id for each in nodes},
        next((each.id for each in nodes if each.serves_everybody), None),
    )
    for row in rows.order_by("id"):
        consumer, provider = parties.of(row.consumer_code), parties.node_of.get(row.provider_code)
        if consumer and provider and set(wanted.fields) <= set(row.fields):
            return row, consumer, provider
    raise NoRightToAsk
