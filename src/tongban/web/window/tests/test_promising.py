"""A promise instead of papers 告知承诺 at the window: offered, read back, signed by hand, kept."""

from __future__ import annotations

import re

import pytest

from tongban.cases.tests.factories import INSTANT, NOW
from tongban.commitments.api import PromiseState, promise_of_case
from tongban.commitments.tests.factories import a_promising_house
from tongban.kernel.actor import Actor, ActorKind
from tongban.reception.api import sitting
from tongban.reception.tests.factories import a_clerk, sit
from tongban.seals.api import STATEMENT_CODE
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
ANSWERS = {"situation": "promise", "a.name": "x", "a.phone": "19900001234", "a.wish": "长住"}


def test_it_is_offered_read_back_and_signed(monkeypatch: pytest.MonkeyPatch):
    a_promising_house(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    clerk = a_clerk()
    begun = sit(clerk, INSTANT)
    desk, where = seat(monkeypatch, clerk, language="zh-hans"), f"/desk/reception/{begun.id}"
    offered = desk.get(where).content.decode()
    assert "由本人自愿选择" in offered
    assert not re.search(r'name="situation"[^>]*checked', offered), "nothing is chosen for them"
    scanned = desk.post(where, ANSWERS | {"stage": "scan:permit"}).content.decode()
    kept = dict(re.findall(r'name="([bn]\.permit)" value="([^"]+)"', scanned))
    said = ANSWERS | kept
    review = desk.post(where, said | {"stage": "check"}).content.decode()
    assert "宣读核对并签名" in review
    for told in ("条件", "我都符合", "撤销并记录"):
        assert told in review.split('id="promise"')[1]
    unread = desk.post(where, said | {"stage": "tablet"})
    assert unread.status_code == 422
    signed = desk.post(where, said | {"stage": "tablet", "truth": STATEMENT_CODE})
    assert signed.status_code == 303, signed.content.decode()
    slip = desk.get(signed["Location"]).content.decode()
    assert "签名屏手写" in slip
    case_id = sitting(clerk, begun.id).case_id
    holder = Actor(ActorKind.PERSON, subject_id=begun.subject_id, account_id="account_of_hers")
    known = promise_of_case(holder, case_id or "", NOW)
    assert known is not None
    assert known.state in (PromiseState.MADE, PromiseState.TO_CHECK)
