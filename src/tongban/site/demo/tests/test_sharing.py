"""The demo's items may ask for what they use, and one request is left for a person to answer."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.province import province

from tongban.exchange.api import GrantState, grants, request_queue
from tongban.kernel.actor import Actor
from tongban.site.demo.sharing import settle_sharing

__all__ = ["province"]
SYSTEM = Actor.system("tests")


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_seven_resources_are_granted_and_a_repeat_adds_nothing():
    now = timezone.now()
    made = settle_sharing(now)
    held = grants(SYSTEM, now).items
    assert made == len(held)
    assert len({each.resource_code for each in held}) == 7
    assert all(each.state is GrantState.IN_FORCE for each in held)
    assert {each.provider_code for each in request_queue(SYSTEM, now).items}
    assert settle_sharing(now) == 0
