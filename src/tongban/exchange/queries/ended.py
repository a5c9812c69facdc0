"""Case tokens that ended while they may still seem good: nodes are told, until they expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from tongban.exchange.models import CaseToken

_MOST_SKEW = timedelta(minutes=1)


def ended_tokens(grant_ids: QuerySet[Any, Any], now: datetime) -> Iterator[str]:
    """Ids of the tokens under these grants that ended, and of their cases."""
    ended = CaseToken.objects.filter(
        revoked_at__isnull=False, expires_at__gt=now - _MOST_SKEW, grant_id__in=grant_ids
    )
    for token_id, case_ref in ended.order_by("id").values_list("id", "case_ref"):
        yield from (token_id, case_ref)
