"""A half-filled form of a bundle 暂存: one's own, on any device, for its term, gone once sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.bundles.api import (
    bundle_draft,
    bundle_drafts,
    discard_bundle_draft,
    save_bundle_draft,
)
from tongban.bundles.tests.factories import move_in
from tongban.bundles.tests.test_going_on import NOW, house, me
from tongban.cases.tests.factories import a_resident, an_officer
from tongban.forms.api import (
    DraftChangedElsewhere,
    DraftTooLarge,
    SignInToKeepDrafts,
    purge_drafts,
    tell_of_drafts_that_end,
)
from tongban.kernel.actor import Actor
from tongban.notices.api import my_messages

__all__ = ["house", "me"]
pytestmark = pytest.mark.django_db
CODE = "moving-in"
HALF = {"take.extra": True, "endorse.phone": "19900001234"}


def test_it_is_kept_for_who_typed_it_until_its_day_and_dropped_when_sent(me: Actor):
    saved = save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, now=NOW)
    assert (saved.version, saved.expires_at) == (1, NOW + timedelta(days=30))
    assert save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, now=NOW) == saved
    found = bundle_draft(me, CODE, NOW)
    assert found is not None
    assert dict(found.answers) == HALF
    assert bundle_drafts(a_resident(), NOW) == ()
    assert bundle_draft(me, CODE, saved.expires_at) is None
    move_in(me)
    assert bundle_drafts(me, NOW) == ()


def test_a_stale_page_changes_nothing_and_who_is_no_applicant_keeps_none(me: Actor):
    save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, expected_version=0, now=NOW)
    more = HALF | {"endorse.wish": "长住"}
    with pytest.raises(DraftChangedElsewhere):
        save_bundle_draft(actor=me, bundle_code=CODE, answers=more, expected_version=0, now=NOW)
    save_bundle_draft(actor=me, bundle_code=CODE, answers=more, expected_version=1, now=NOW)
    with pytest.raises(DraftTooLarge):
        save_bundle_draft(actor=me, bundle_code=CODE, answers={"x": "长" * 200_000}, now=NOW)
    with pytest.raises(SignInToKeepDrafts):
        save_bundle_draft(actor=an_officer(), bundle_code=CODE, answers=HALF, now=NOW)
    kept = bundle_draft(me, CODE, NOW)
    assert kept is not None
    assert dict(kept.answers) == more


def test_past_its_term_it_is_purged_and_dropped_it_is_gone(me: Actor):
    save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, now=NOW)
    assert purge_drafts(NOW + timedelta(days=29)) == 0
    again = save_bundle_draft(actor=me, bundle_code=CODE, answers={}, now=NOW + timedelta(days=31))
    assert again.version == 1, "the old one was over"
    assert discard_bundle_draft(actor=me, bundle_code=CODE, now=NOW)
    assert not discard_bundle_draft(actor=me, bundle_code=CODE, now=NOW)
    save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, now=NOW)
    assert purge_drafts(NOW + timedelta(days=30)) == 1


def test_its_owner_is_told_once_before_it_is_deleted_and_again_for_a_new_term(me: Actor):
    saved = save_bundle_draft(actor=me, bundle_code=CODE, answers=HALF, now=NOW)
    ends = saved.expires_at
    assert tell_of_drafts_that_end(ends - timedelta(days=3, minutes=1)) == 0
    near = ends - timedelta(days=3)
    assert [tell_of_drafts_that_end(near) for _ in range(2)] == [1, 0]
    (told,) = my_messages(me).items
    assert (told.title.zh, told.link) == ("您暂存的内容快到期了", f"/bundles/{CODE}/apply")
    assert saved.name.zh in told.body.zh
    again = save_bundle_draft(actor=me, bundle_code=CODE, answers={**HALF, "x": True}, now=near)
    assert tell_of_drafts_that_end(again.expires_at - timedelta(hours=1)) == 1
    assert tell_of_drafts_that_end(again.expires_at) == 0
    assert len(my_messages(me).items) == 2
