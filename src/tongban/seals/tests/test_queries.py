"""Keepers see what their seals were used for, and what waits for them; nobody else does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.kernel.actor import Actor, Duty
from tongban.seals.api import (
    SealNotFound,
    firm_seals,
    request_use,
    requests_waiting,
    seal,
    seal_uses,
    seals_kept,
)
from tongban.seals.tests.factories import (
    LICENCE,
    NOW,
    OTHER_AGENCY,
    PAPER,
    PERMIT,
    a_bureau,
    a_keeper,
    a_seal,
    use,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bureau() -> None:
    a_bureau()


def test_uses_are_paged_newest_first_without_gap_or_repeat():
    made = a_seal()
    for number in range(65):
        use(made, document_id=f"doc-{number:03}", now=NOW + timedelta(seconds=number // 2))
    seen, cursor = [], None
    while True:
        page = seal_uses(a_keeper(), made.id, NOW, cursor=cursor)
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len({one.id for one in seen}) == len(seen) == 65
    assert [one.used_at for one in seen] == sorted((one.used_at for one in seen), reverse=True)


def test_filters_by_day_purpose_and_document():
    made = a_seal()
    use(made, document_id="monday")
    late = NOW.replace(hour=15, minute=59)  # 23:59 in Beijing
    use(made, document_id="late", now=late)
    use(made, document_id="tuesday", now=late + timedelta(minutes=1))
    on = seal_uses(a_keeper(), made.id, NOW, day=date(2026, 11, 23))
    assert {one.document_id for one in on.items} == {"monday", "late"}
    one = seal_uses(a_keeper(), made.id, NOW, document_id="tuesday", purpose=str(PERMIT))
    assert len(one.items) == 1
    assert not seal_uses(a_keeper(), made.id, NOW, purpose=str(LICENCE)).items
    assert len(seal_uses(a_keeper(), made.id, NOW, cursor="rubbish").items) == 3


def test_only_keepers_and_overseers_read():
    made = a_seal()
    for actor in (a_keeper(), a_keeper("s", agency=OTHER_AGENCY, duty=Duty.SUPERVISOR)):
        assert seal(actor, made.id, NOW).id == made.id
    for actor in (Actor.anonymous(), a_keeper("b", agency=OTHER_AGENCY)):
        with pytest.raises(SealNotFound):
            seal(actor, made.id, NOW)
        with pytest.raises(SealNotFound):
            seal_uses(actor, made.id, NOW)


def test_a_keeper_lists_the_seals_of_the_own_agency_only():
    made = a_seal()
    assert [one.id for one in seals_kept(a_keeper())] == [made.id]
    assert [one.agency_code for one in seals_kept(a_keeper())] == [AGENCY]
    assert seals_kept(a_keeper("b", agency=OTHER_AGENCY)) == ()
    assert seals_kept(Actor.anonymous()) == firm_seals(Actor.anonymous(), NOW) == ()


def test_what_waits_is_shown_to_keepers_until_it_expires():
    made = a_seal()
    asked = request_use(
        actor=a_keeper("a"), seal_id=made.id, content=PAPER, purpose=LICENCE,
        document_id="doc", now=NOW,
    )  # fmt: skip
    (mine,), (theirs,) = (requests_waiting(a_keeper(name), NOW) for name in "ab")
    assert (mine.asked_by_me, theirs.asked_by_me) == (True, False)
    assert requests_waiting(a_keeper("c", agency=OTHER_AGENCY), NOW) == ()
    assert requests_waiting(a_keeper("b"), asked.expires_at) == ()
