"""Looks kept for the people they are about: from leaves, whose tokens say whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from tongban.exchange.domain.looking import LookFacts, joined, looks_of
from tongban.exchange.models import CaseToken, CrossGrant, Grant, Look, Node
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms, moment_of
from tongban.ledger.api import record
from tongban_wire.evidence import Leaf

_MAKER = Actor.system("exchange")


def keep_looks(node: Node, leaves: Sequence[Leaf], now: datetime) -> None:
    """Put the leaves of one node into the looks they tell of, in the caller's transaction.

    A leaf counts only where its token was issued for its grant and its node is a side of that
    grant: a log that claims somebody else's looks claims nothing.
    """
    found = looks_of(leaf for leaf in leaves if leaf.node == node.id)
    tokens = _tokens(found)
    grants = _grants({look.grant for look in found.values()})
    standing = {row.call: row for row in Look.objects.select_for_update().filter(
        call__in=list(found)
    ).order_by("call")}  # fmt: skip
    for call, look in sorted(found.items()):
        token, grant = tokens.get(look.token), grants.get(look.grant)
        if token is None or grant is None or token.grant_id != grant.id:
            continue
        if _is_side(node, look, grant):
            _keep(standing.get(call), look, token, grant, now)


def _tokens(found: dict[str, LookFacts]) -> dict[str, CaseToken]:
    rows = CaseToken.objects.filter(id__in={look.token for look in found.values()})
    return {row.id: row for row in rows.order_by("id")}


def _grants(ids: set[str]) -> dict[str, Grant | CrossGrant]:
    known: dict[str, Grant | CrossGrant] = {
        row.id: row for row in Grant.objects.filter(id__in=ids).order_by("id")
    }
    if across := ids - known.keys():
        known |= {row.id: row for row in CrossGrant.objects.filter(id__in=across).order_by("id")}
    return known


def _is_side(node: Node, look: LookFacts, grant: Grant | CrossGrant) -> bool:
    if isinstance(grant, CrossGrant):
        end = grant.provider_node if look.by_provider else grant.consumer_node
        return node.id == end
    as_provider = not look.by_provider or node.agency_code == grant.provider_code
    as_consumer = (
        not look.by_consumer or node.agency_code == grant.consumer_code or node.serves_everybody
    )
    return as_provider and as_consumer


def _keep(
    row: Look | None, look: LookFacts, token: CaseToken, grant: Grant | CrossGrant, now: datetime
) -> None:
    if row is not None:
        known = _facts(row)
        if (known.token, known.grant) != (look.token, look.grant):
            return
        look = joined(known, look)
    at = moment_of(look.at_ms)
    delay = timedelta(days=grant.terms["delay_days"])
    values = {
        "at": at,
        "opens_at": at + delay,
        "fields": list(look.fields),
        "questions": list(look.questions),
        "outcome": look.outcome,
        "codes": list(look.codes),
        "by_provider": look.by_provider,
        "by_consumer": look.by_consumer,
    }
    if row is not None:
        Look.objects.filter(call=row.call).update(**values)
        return
    Look.objects.create(
        call=look.call,
        subject_id=token.subject_id,
        token_id=token.id,
        grant_id=grant.id,
        resource_code=grant.resource_code,
        provider_code=grant.provider_code,
        consumer_code=grant.consumer_code,
        item_code=grant.item_code,
        case_ref=token.case_ref,
        purpose=grant.purpose,
        article=grant.article,
        acting=token.acting,
        delay_article=grant.terms["delay_article"] if delay else "",
        **values,
    )
    if delay:
        _seal(look, token, grant, at + delay, now)


def _seal(
    look: LookFacts, token: CaseToken, grant: Grant | CrossGrant, opens_at: datetime, now: datetime
) -> None:
    """Commit to a delayed look now, so that it cannot be another one when it opens."""
    said = json.dumps(asdict(look), ensure_ascii=False, sort_keys=True)
    record(
        kind="exchange.look-sealed", about=grant.id, actor=_MAKER, now=now,
        facts={"opens_at": opens_at.isoformat(), "by_article": grant.terms["delay_article"]},
        sealed={"look": said}, subject_id=token.subject_id,
    )  # fmt: skip


def _facts(row: Look) -> LookFacts:
    return LookFacts(
        call=row.call,
        token=row.token_id,
        grant=row.grant_id,
        at_ms=at_ms(row.at),
        fields=tuple(row.fields),
        questions=tuple(row.questions),
        outcome=row.outcome,
        codes=tuple(row.codes),
        by_provider=row.by_provider,
        by_consumer=row.by_consumer,
    )
