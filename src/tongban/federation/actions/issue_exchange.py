"""Number and sign what we tell others of our exchange, when it changed or half its day is gone."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.conf import settings

from tongban.exchange.api import told_exchange
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.models import IssuedExchange
from tongban.kernel.moments import at_ms
from tongban_wire.across import VERSION, ExchangeShare, sign_exchange
from tongban_wire.plain import encode

_LIFE = timedelta(hours=24)
_KEPT = 3


def issue_exchange(now: datetime) -> str:
    """The signed text that stands, "" while we exchange nothing across; inside a transaction."""
    told = told_exchange(now)
    if told is None:
        return ""
    said = hashlib.sha256(encode(told)).hexdigest()
    newest = IssuedExchange.objects.order_by("-sequence").first()
    if newest and newest.told_digest == said and now < newest.issued_at + _LIFE / 2:
        return newest.text
    # By the clock, so that numbers go on growing after a restore from an older backup.
    sequence = max((newest.sequence if newest else 0) + 1, int(now.timestamp()))
    share = ExchangeShare(
        VERSION, settings.PLATFORM_CODE, sequence, at_ms(now), at_ms(now + _LIFE),
        told.nodes, told.token_keys, told.resources, told.grants, told.revoked, told.requests,
        told.answers,
    )  # fmt: skip
    text = sign_exchange(share, platform_key(now))
    IssuedExchange.objects.create(sequence=sequence, told_digest=said, text=text, issued_at=now)
    kept = list(IssuedExchange.objects.order_by("-sequence").values_list("pk", flat=True)[:_KEPT])
    IssuedExchange.objects.exclude(pk__in=kept).delete()
    return text
