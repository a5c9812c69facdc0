"""Appoint a helper 聘任代办员, and end it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from tongban.assistance.domain.errand import ErrandState, Step
from tongban.assistance.events import APPOINTMENT_ENDED, HELPER_APPOINTED
from tongban.assistance.models import Errand, Helper
from tongban.assistance.policies import ROOM, may_lead
from tongban.assistance.queries.appointments import helper_views
from tongban.assistance.recording import move, note_appointment
from tongban.assistance.refusals import (
    AlreadyAppointed,
    ErrandNotFound,
    NotYoursToAppoint,
    RequestNotRight,
)
from tongban.assistance.residents import person_presented
from tongban.assistance.views import HelperView
from tongban.identity.api import DemoAccount, SubjectView, open_account
from tongban.jurisdiction.api import division, local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text
from tongban.reception.api import Presented

_ROLE = Text.of("村（社区）代办员：手机上替人办事", "Village helper: acts for residents on a phone")
_OVER = [state.value for state in ErrandState if state.over]


def appoint_helper(
    *,
    actor: Actor,
    appointee: Presented,
    agency_code: str,
    area: str,
    station: Text,
    phone: str,
    valid_from: date,
    valid_until: date,
    account_id: str | None = None,
    now: datetime,
) -> HelperView:
    """Make ``appointee`` a helper of ``area`` (division code, a village); the days are inclusive.

    They act with an officer account that holds no post: it opens nothing but their errands. It is
    opened here unless ``account_id`` names one that is open (the demo's). Refuses
    NotYoursToAppoint, AlreadyAppointed, NotThatPerson, RequestNotRight for a term backwards, and
    jurisdiction's DivisionUnknown. Source: the regions' practice of 帮办代办, in summary.
    """
    if not may_lead(actor, agency_code, area) and actor.kind is not ActorKind.SERVICE:
        raise NotYoursToAppoint
    division(area)
    person = person_presented(appointee, local_date(now))
    if valid_until < valid_from:
        raise RequestNotRight(
            Text.of("任期的截止日期早于开始日期。", "The term ends before it begins."),
            Text.of("请核对起止日期。", "Check both dates."),
            "until",
        )
    with transaction.atomic():
        account = account_id or _account(person, now)
        running = Helper.objects.select_for_update().filter(
            account_id=account, ended_at__isnull=True
        )
        for before in running.order_by("id"):
            if before.valid_until >= local_date(now):
                raise AlreadyAppointed
            _end(before, actor, now)
        row = Helper.objects.create(
            id=new_id("helper"),
            account_id=account,
            subject_id=person.id,
            agency_code=agency_code,
            area=area,
            station=station.to_mapping(),
            phone=phone[:30],
            valid_from=valid_from,
            valid_until=valid_until,
            appointed_by=actor.account_id or actor.name,
            appointed_at=now,
        )
        note_appointment(row, HELPER_APPOINTED, actor, now)
    return helper_views([row])[0]


def end_appointment(*, actor: Actor, helper_id: str, now: datetime) -> HelperView:
    """End it at once: the mandates of their open errands end with it, and each resident is told.

    Ended twice it is ended once. Refuses NotYoursToAppoint, ErrandNotFound when there is none.
    """
    with transaction.atomic():
        row = Helper.objects.select_for_update().filter(id=helper_id).order_by("id").first()
        if row is None:
            raise ErrandNotFound
        if not may_lead(actor, row.agency_code, row.area) and actor.kind is not ActorKind.SERVICE:
            raise NotYoursToAppoint
        if row.ended_at is None:
            _end(row, actor, now)
    return helper_views([row])[0]


def _end(row: Helper, actor: Actor, now: datetime) -> None:
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    note_appointment(row, APPOINTMENT_ENDED, actor, now)
    left = Errand.objects.select_for_update(of=("self",)).select_related("helper")
    for errand in left.filter(helper=row).exclude(state__in=_OVER).order_by("id"):
        move(errand, Step.HELPER_GONE, ROOM, now)


def _account(person: SubjectView, now: datetime) -> str:
    slug = person.id.replace("subj_", "acct_helper_")
    card = DemoAccount(slug, Text.of(person.name, person.name), ActorKind.OFFICER, _ROLE)
    opened = open_account(
        actor=ROOM,
        subject_id=person.id,
        kind=ActorKind.OFFICER,
        now=now,
        demo=card if settings.DEMO else None,
        position=95,
    )
    return opened.id
