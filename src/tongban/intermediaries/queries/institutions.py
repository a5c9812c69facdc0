"""Institutions 中介机构 as everybody reads them: qualified or not, how often late, how rated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q

from tongban.certificates.api import valid_certificate_of
from tongban.intermediaries.domain.commission import CommissionState, middle
from tongban.intermediaries.models import Commission, Offer
from tongban.intermediaries.published import service, services
from tongban.intermediaries.views import InstitutionView, ServiceTimes, ServiceView
from tongban.kernel.actor import Actor

_MOST = 100
_COUNTED = timedelta(days=365)
_MOST_COUNTED = 5000
_DONE = CommissionState.DELIVERED.value
_GOING = CommissionState.UNDER_WAY.value


def institutions(service_code: str, now: datetime) -> tuple[InstitutionView, ...]:
    """Who offers a service, 100 at most, by name: no place on this list is for sale or for favour.

    Public. Refuses ServiceUnknown.
    """
    wanted = service(service_code)
    rows = Offer.objects.filter(service_code=wanted.code, left_at__isnull=True)
    return _views(rows.order_by("name", "id")[:_MOST], now)


def my_offers(actor: Actor, now: datetime) -> tuple[InstitutionView, ...]:
    """What the firm the actor acts for offers."""
    if actor.acts_for is None or actor.posts:
        return ()
    rows = Offer.objects.filter(institution_id=actor.acts_for, left_at__isnull=True)
    return _views(rows.order_by("service_code", "id")[:_MOST], now)


def qualified_ids(wanted: ServiceView, now: datetime) -> frozenset[str]:
    """Institutions that offer the service and hold what it asks for now, 100 at most."""
    rows = Offer.objects.filter(service_code=wanted.code, left_at__isnull=True)
    ids = rows.order_by("name", "id").values_list("institution_id", flat=True)[:_MOST]
    return frozenset(one for one in ids if _qualified(one, wanted, now))


def service_times(now: datetime) -> tuple[ServiceTimes, ...]:
    """How long each service took in the last 365 days, of the newest 5,000 results. Public."""
    done = Commission.objects.filter(state=_DONE, delivered_at__gte=now - _COUNTED)
    days: dict[str, list[int]] = {}
    newest = done.order_by("-delivered_at", "id").values_list("service_code", "days_used")
    for code, used in newest[:_MOST_COUNTED]:
        days.setdefault(code, []).append(used or 0)
    return tuple(
        ServiceTimes(one.code, len(days.get(one.code, ())), middle(days.get(one.code, ())))
        for one in services()
    )


def institution_view(row: Offer, now: datetime) -> InstitutionView:
    """One offer with its counts."""
    return _views([row], now)[0]


def _views(rows: Iterable[Offer], now: datetime) -> tuple[InstitutionView, ...]:
    offers = list(rows)
    late = Q(state=_DONE, delivered_at__gt=F("due_at")) | Q(state=_GOING, due_at__lt=now)
    counted = (
        Commission.objects.filter(institution_id__in={one.institution_id for one in offers})
        .values("institution_id", "service_code")
        .order_by("institution_id", "service_code")
        .annotate(
            delivered=Count("id", filter=Q(state=_DONE)),
            late=Count("id", filter=late),
            ratings=Count("stars"),
            mean=Avg("stars"),
        )
    )
    known: dict[tuple[str, str], Mapping[str, Any]] = {
        (one["institution_id"], one["service_code"]): one for one in counted
    }
    return tuple(
        _view(row, known.get((row.institution_id, row.service_code), {}), now) for row in offers
    )


def _view(row: Offer, counts: Mapping[str, Any], now: datetime) -> InstitutionView:
    mean = counts.get("mean")
    return InstitutionView(
        id=row.institution_id,
        service_code=row.service_code,
        name=row.name,
        uscc=row.uscc,
        qualified=_qualified(row.institution_id, service(row.service_code), now),
        joined_at=row.joined_at,
        delivered=int(counts.get("delivered") or 0),
        late=int(counts.get("late") or 0),
        ratings=int(counts.get("ratings") or 0),
        stars=None if mean is None else round(float(mean), 1),
    )


def _qualified(institution_id: str, wanted: ServiceView, now: datetime) -> bool:
    if not wanted.qualification:
        return True
    return valid_certificate_of(institution_id, wanted.qualification, now) is not None
