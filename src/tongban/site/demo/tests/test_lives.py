"""The demo's people apply from afar and at windows, and nobody is turned away at the door."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.province import province

from tongban.cases.api import CaseState
from tongban.cases.models import Case
from tongban.kernel.actor import Channel
from tongban.site.demo.choosing import YEARLY
from tongban.site.demo.lives import live
from tongban.site.demo.loading import invented_people, make_people
from tongban.site.demo.matters import MATTERS

__all__ = ["province"]
_PEOPLE = 40


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_people_apply_on_every_channel_pay_and_are_not_refused():
    now = timezone.now()
    make_people(number=_PEOPLE, seed=1, now=now)
    people = invented_people(number=_PEOPLE, seed=1, now=now)
    lived = live(people=people, number=len(YEARLY) + len(MATTERS), forgotten=1, seed=1, now=now)
    assert (lived.refused, lived.forgotten) == (0, 1)
    rows = list(Case.objects.all())
    assert lived.matters == len(MATTERS)
    assert len(rows) >= lived.sent + lived.forgotten + lived.matters
    assert {Channel.WINDOW.value, Channel.MOBILE.value} <= {row.channel for row in rows}
    costly = [row for row in rows if row.fees and row.state == CaseState.AWAITING_PAYMENT.value]
    assert lived.sent - lived.decided == len(costly)
