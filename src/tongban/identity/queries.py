"""Reading: whole for oneself and whom one represents, masked for officers, else refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils import timezone

from tongban.identity import policies
from tongban.identity.domain import assurance as levels
from tongban.identity.domain.mandates import in_force, represents
from tongban.identity.domain.names import mask_name
from tongban.identity.domain.numbers import mask_number, tidy_number
from tongban.identity.models import Account, Mandate, Subject, SubjectIdentifier
from tongban.identity.reading import Number, OpenedSubject, open_account_row, opened_subjects
from tongban.identity.refusals import AccountUnknown, NotYours, SubjectUnknown
from tongban.identity.sealing import read_profile
from tongban.identity.views import (
    AccountView,
    AssuranceLevel,
    DemoAccount,
    Identifier,
    IdentifierScheme,
    IdentifierView,
    MandateKind,
    MandateView,
    SubjectKind,
    SubjectView,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import CodeFault
from tongban.kernel.text import Text
from tongban.ledger.api import blind_index

_GONE = "（已注销）"


def subject(actor: Actor, subject_id: str) -> SubjectView:
    """One person or firm as ``actor`` may see it. Refuses: SubjectUnknown, NotYours."""
    views = subjects(actor, (subject_id,))
    if subject_id not in views:
        raise SubjectUnknown
    return views[subject_id]


def subjects(actor: Actor, subject_ids: Iterable[str]) -> dict[str, SubjectView]:
    """Several at once, by id; unknown ids are left out.

    Whole for oneself, for whom one represents and for services; masked for officers in post; a firm
    is public. Refuses: NotYours when one of them is none of these.
    """
    wanted = tuple(dict.fromkeys(subject_ids))
    principals = _principals(actor) if set(wanted) - {actor.subject_id} else frozenset[str]()
    rows = tuple(opened_subjects(wanted).values())
    whole = {row.id for row in rows if policies.may_see_whole(actor, row.id, principals)}
    for row in rows:
        if row.id not in whole and not _may_see_outline(actor, row):
            raise NotYours
    return {row.id: _view(row, row.id in whole) for row in rows}


def _may_see_outline(actor: Actor, row: OpenedSubject) -> bool:
    return policies.may_see_masked(actor) or row.kind == SubjectKind.FIRM.value


def known_subjects(subject_ids: Iterable[str]) -> frozenset[str]:
    """Which of these ids are on record, forgotten ones included; says nothing else about them.

    For imports that are repeated.
    """
    rows = Subject.objects.filter(id__in=list(subject_ids)).order_by("id")
    return frozenset(rows.values_list("id", flat=True))


def find_subject(actor: Actor, scheme: IdentifierScheme, value: str) -> SubjectView | None:
    """Who bears this number, by keyed hash; ``None`` when nobody does or the number is malformed.

    Refuses: NotYours when the bearer is someone this actor may not see.
    """
    try:
        number = tidy_number(scheme, value)
    except CodeFault:
        return None
    subject_id = (
        SubjectIdentifier.objects.filter(
            scheme=scheme.value, value_index=blind_index(scheme.value, number)
        )
        .order_by("id")
        .values_list("subject_id", flat=True)
        .first()
    )
    return None if subject_id is None else subject(actor, subject_id)


def subjects_by_number(
    actor: Actor, scheme: IdentifierScheme, numbers: Iterable[str]
) -> dict[str, SubjectView]:
    """Who bears these numbers, by the number as it was given; unknown and malformed are left out.

    For imports: a few statements however many. Refuses NotYours as ``subjects`` does.
    """
    indexes = {}
    for given in numbers:
        with suppress(CodeFault):
            indexes[blind_index(scheme.value, tidy_number(scheme, given))] = given
    rows = SubjectIdentifier.objects.filter(scheme=scheme.value, value_index__in=list(indexes))
    bearers = dict(rows.order_by("id").values_list("value_index", "subject_id"))
    known = subjects(actor, bearers.values())
    return {
        indexes[index]: known[subject_id]
        for index, subject_id in bearers.items()
        if subject_id in known
    }


def account(account_id: str, *, on: date | None = None) -> AccountView:
    """An open account with everyone it represents on that day (today when not given).

    For the edge that builds the Actor; shows nothing to anyone else. Refuses: AccountUnknown.
    """
    row = open_account_row(account_id)
    if row is None:
        raise AccountUnknown
    kind, subject_id, assurance, is_agent = row
    # Most people act for themselves only: they need neither the question nor the day.
    mandates = _mandates_held(subject_id, on or local_date(timezone.now())) if is_agent else ()
    own = Actor(kind=ActorKind.SERVICE, name="identity")
    people = subjects(own, [m.principal_id for m in mandates]) if mandates else {}
    return AccountView(
        id=account_id,
        kind=ActorKind(kind),
        subject_id=subject_id,
        name=_name(opened_subjects((subject_id,))[subject_id]),
        assurance=Assurance(assurance),
        represents=tuple(people[m.principal_id] for m in mandates),
        mandates=mandates,
    )


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The sign-in cards of the demo, in the order to show them; empty when none were made."""
    rows = Account.objects.filter(is_demo=True, closed_at__isnull=True).order_by("position", "id")
    return tuple(
        DemoAccount(
            account_id=row.id,
            label=Text.from_mapping(row.label),
            kind=ActorKind(row.kind),
            role=Text.from_mapping(row.role),
        )
        for row in rows
    )


def mandates_of(actor: Actor, subject_id: str) -> tuple[MandateView, ...]:
    """Mandates a subject gave or holds, newest first, ended ones too.

    Refuses: NotYours unless the actor is the subject, acts for it, or is a service.
    """
    if not policies.may_see_whole(actor, subject_id, _principals(actor)):
        raise NotYours
    given = Mandate.objects.filter(principal_id=subject_id)
    held = Mandate.objects.filter(agent_id=subject_id)
    return tuple(mandate_view(row) for row in (given | held).order_by("-id"))


def mandate_for(
    *, agent_id: str, principal_id: str, on: date, item_code: str | None = None
) -> MandateView | None:
    """The mandate under which one may act for the other on this day and item, if there is one."""
    held = _mandates_held(agent_id, on)
    fitting = (m for m in held if m.principal_id == principal_id and in_force(m, on, item_code))
    return next(fitting, None)


@cache
def assurance_levels() -> tuple[AssuranceLevel, ...]:
    """Trust levels L1 to L5 in words, with what other platforms call them."""
    table = files("tongban.identity").joinpath("data/assurance.json").read_text(encoding="utf-8")
    return levels.read_levels({"levels": json.loads(table)["levels"]})


def assurance_from(profile: str, code: str) -> Assurance:
    """Our level for another platform's code (``guangdong``, ``三级``); NONE when unknown."""
    return levels.translate(assurance_levels(), profile, code)


def mandate_view(row: Mandate) -> MandateView:
    """A mandate row as outsiders see it."""
    return MandateView(
        id=row.id,
        kind=MandateKind(row.kind),
        principal_id=row.principal_id,
        agent_id=row.agent_id,
        scope=tuple(row.scope),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        revoked=row.revoked_at is not None,
    )


def _mandates_held(agent_id: str, on: date) -> tuple[MandateView, ...]:
    rows = Mandate.objects.filter(agent_id=agent_id, revoked_at__isnull=True).order_by("id")
    views = (view for view in map(mandate_view, rows) if represents(view.kind))
    return tuple(view for view in views if in_force(view, on))


def _principals(actor: Actor) -> frozenset[str]:
    if actor.subject_id is None or actor.kind is ActorKind.OFFICER:
        return frozenset()
    return frozenset(
        m.principal_id for m in _mandates_held(actor.subject_id, local_date(timezone.now()))
    )


def _name(row: OpenedSubject) -> str:
    return _GONE if row.profile is None else read_profile(row.profile).name


def _view(row: OpenedSubject, whole: bool) -> SubjectView:
    kind = SubjectKind(row.kind)
    if row.profile is None:
        return SubjectView(
            row.id, kind, _GONE, "", Assurance(row.assurance), row.region, None,
            masked_name=_GONE, forgotten=True,
        )  # fmt: skip
    profile = read_profile(row.profile)
    public = kind is SubjectKind.FIRM
    masked_name = profile.name if public else mask_name(profile.name)
    identifiers = tuple(map(_identifier_view, row.numbers))
    return SubjectView(
        id=row.id,
        kind=kind,
        name=profile.name if whole or public else masked_name,
        masked_identifier=identifiers[0].masked if identifiers else "",
        assurance=Assurance(row.assurance),
        region=row.region,
        birth_date=profile.birth_date if whole else None,
        sex=profile.sex if whole else None,
        masked_name=masked_name,
        identifiers=identifiers,
    )


def _identifier_view(row: Number) -> IdentifierView:
    scheme = IdentifierScheme(row.scheme)
    number = (row.value or b"").decode()
    return IdentifierView(
        scheme, mask_number(Identifier(scheme, number)), row.valid_from, row.valid_until
    )
