"""Certificates that wait for two persons to seal them, for their keepers and for their holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from tongban.certificates.domain.disclosure import mask
from tongban.certificates.domain.two_person import (
    CertificateToSeal,
    SealingState,
    what_two_seal,
)
from tongban.certificates.models import Certificate
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page
from tongban.kernel.text import Text
from tongban.seals.api import (
    ApprovedUse,
    NoSealInForce,
    Purpose,
    PurposeKind,
    RequestState,
    UseRequestView,
    seal_for,
    seals_kept,
    two_person_requests,
)

_PLATFORM = Actor.system("certificates")
_PAGE = 30
_KIND = PurposeKind.CERTIFICATE_TYPE.value
_STATES = {
    RequestState.WAITING: SealingState.WAITING,
    RequestState.APPROVED: SealingState.SEALED,
}


def certificates_to_seal(
    actor: Actor, now: datetime, *, cursor: str | None = None
) -> Page[CertificateToSeal]:
    """Valid certificates whose seal takes two persons, newest first, 30 to a page.

    For officers who keep a seal that may be put on them; empty for everybody else. Sealed ones stay
    in the list with that state. A cursor that is none starts at the top.
    """
    mine = [
        Q(issuer_code=each.agency_code) & (Q(type_code=two.code) if two.definite else Q())
        for each in seals_kept(actor)
        for two in each.two_person
        if two.kind == _KIND
    ]
    if not mine:
        return Page((), None)
    rows = Certificate.objects.filter(reduce(or_, mine), status=CertificateStatus.VALID.value)
    last = Certificate.objects.filter(id=cursor).order_by("id").first() if cursor else None
    if last is not None:
        earlier = Q(issued_at__lt=last.issued_at) | Q(issued_at=last.issued_at, id__lt=last.id)
        rows = rows.filter(earlier)
    found = list(rows.order_by("-issued_at", "-id")[: _PAGE + 1])
    more = found[_PAGE - 1].id if len(found) > _PAGE else None
    return Page(tuple(_lines(actor, found[:_PAGE], now)), more)


def sealing_state(actor: Actor, certificate_id: str, now: datetime) -> SealingState | None:
    """Where the two-person sealing of a certificate stands, for its holder; None when it takes one.

    Refuses CertificateNotFound.
    """
    row = readable_row(actor, certificate_id)
    try:
        if not seal_for(row.issuer_code, purpose_of(row), now).takes_two(purpose_of(row)):
            return None
    except NoSealInForce:
        return None
    found = _requests(_PLATFORM, [row], now)
    return _state(found.get(row.identifier))


def purpose_of(row: Certificate) -> Purpose:
    """What its issuer's seal is put on."""
    return Purpose(_KIND, row.type_code)


def approved_use_of(row: Certificate) -> ApprovedUse:
    """What two persons seal of it, from which its files follow."""
    return ApprovedUse(row.identifier, what_two_seal(row.identifier, row.record_digest))


def _lines(actor: Actor, rows: list[Certificate], now: datetime) -> Iterator[CertificateToSeal]:
    requests = _requests(actor, rows, now)
    for row, personal in zip(rows, unseal_personal(rows), strict=True):
        asked = requests.get(row.identifier)
        state = _state(asked)
        yield CertificateToSeal(
            id=row.id,
            identifier=row.identifier,
            type_name=Text.from_mapping(type_version(row.type_code, row.type_version)["name"]),
            holder_masked=mask(personal.holder_name),
            issued_at=row.issued_at,
            state=state,
            request_id=asked.id if asked and state is not SealingState.UNASKED else "",
            proposed_by_me=asked is not None and asked.asked_by_me,
        )


def _state(asked: UseRequestView | None) -> SealingState:
    """One that was declined or has lapsed may be proposed again."""
    return _STATES.get(asked.state, SealingState.UNASKED) if asked else SealingState.UNASKED


def _requests(actor: Actor, rows: list[Certificate], now: datetime) -> Mapping[str, UseRequestView]:
    """The newest request for each, by identifier; of one issuer and type in one statement."""
    alike: dict[tuple[str, Purpose], list[str]] = {}
    for row in rows:
        alike.setdefault((row.issuer_code, purpose_of(row)), []).append(row.identifier)
    found: dict[str, UseRequestView] = {}
    for (issuer, purpose), identifiers in alike.items():
        try:
            found |= two_person_requests(actor, issuer, purpose, identifiers, now)
        except NoSealInForce:
            continue
    return found
