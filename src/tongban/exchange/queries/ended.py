"""What ended while a token may still seem good by it: nodes are told, until tokens expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tongban.exchange.models import CaseToken, Consent

_MOST_SKEW = timedelta(minutes=1)


def ended_tokens(grant_ids: QuerySet[Any, Any], now: datetime) -> Iterator[str]:
    """Ids of the tokens under these grants that ended, and of their cases."""
    ended = CaseToken.objects.filter(
        revoked_at__isnull=False, expires_at__gt=now - _MOST_SKEW, grant_id__in=grant_ids
    )
    for token_id, case_ref in ended.order_by("id").values_list("id", "case_ref"):
        yield from (token_id, case_ref)


def withdrawn_consents(given: QuerySet[Consent, Consent], now: datetime) -> Iterator[str]:
    """Ids of those withdrawn while a token that carries one may still be good."""
    since = now - timedelta(minutes=settings.EXCHANGE_TOKEN_MINUTES) - _MOST_SKEW
    rows = given.filter(withdrawn_at__gt=since)
    yield from rows.order_by("id").values_list("id", flat=True)
