"""Holders are told a month ahead, once, and only of what is valid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.certificates.actions.remind_of_expiry import remind_of_expiry
from tongban.certificates.api import next_to_end
from tongban.certificates.models import Certificate
from tongban.certificates.tests.factories import HOLDER, NOW, STRANGER, TODAY, issue, publish_type
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.notices.api import my_messages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house() -> None:
    a_calendar()
    publish_agencies(an_entry())
    publish_type()


def ending(case_id: str, days: int, status: CertificateStatus = CertificateStatus.VALID) -> str:
    made = issue("person_1", case_id)
    until = TODAY + timedelta(days=days)
    Certificate.objects.filter(id=made.id).update(valid_until=until, status=status.value)
    return made.id


def test_each_that_ends_within_thirty_days_is_told_once_and_the_rest_on_its_day():
    far = ending("case_1", 31)
    soon = ending("case_2", 0)
    ending("case_3", -1)
    ending("case_4", 5, CertificateStatus.REVOKED)
    assert remind_of_expiry(NOW) == 1
    assert remind_of_expiry(NOW) == 0
    assert [one.link for one in my_messages(HOLDER).items] == [f"/certificates/{soon}"]
    assert remind_of_expiry(NOW + timedelta(days=1)) == 1
    assert remind_of_expiry(NOW + timedelta(days=2)) == 0
    assert {one.link for one in my_messages(HOLDER).items} == {
        f"/certificates/{soon}", f"/certificates/{far}",
    }  # fmt: skip
    assert my_messages(STRANGER).items == ()


def test_a_long_list_of_one_day_is_walked_in_batches(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tongban.certificates.actions.remind_of_expiry._BATCH", 2)
    for number in range(5):
        ending(f"case_{number}", 7)
    told = [remind_of_expiry(NOW) for _ in range(4)]
    assert told == [2, 2, 1, 0]
    assert len(my_messages(HOLDER).items) == 5


def test_what_ends_first_comes_first_and_what_is_over_not_at_all():
    ids = {days: ending(f"case_{days}", days) for days in (9, -1, 400, 0, 30)}
    found = [one.id for one in next_to_end(HOLDER, NOW)]
    assert found == [ids[0], ids[9], ids[30]]
