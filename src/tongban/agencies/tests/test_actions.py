"""Publishing the directory, appointing officers."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.agencies.api import (
    AgencyUnknown,
    AlreadyHolds,
    PostsNotYoursToGive,
    PostUnknown,
    TermBackwards,
    agencies,
    agency,
    agency_by_short,
    agency_history,
    assign_post,
    leave_post,
    posts_in,
    posts_of,
    publish_agencies,
)
from tongban.agencies.tests.factories import CODE, NOW, SYSTEM, a_post, an_entry, publish
from tongban.identity.api import AccountUnknown
from tongban.identity.tests.factories import a_person, an_account, payloads_about
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db


def appoint(account_id: str, **changes: object) -> str:
    given: dict = {
        "actor": SYSTEM, "post_id": "cgj-window", "account_id": account_id,
        "valid_from": date(2026, 1, 1), "now": NOW,
    }  # fmt: skip
    return assign_post(**(given | changes))


def test_a_release_fills_the_directory_and_again_changes_nothing() -> None:
    assert publish(an_entry()) == (CODE,)
    assert publish(an_entry(), release="release_2") == ()
    seen = agency(CODE)
    assert (seen.short, seen.name.zh, seen.line, seen.region) == (
        "cgj-990102", "明德区城市管理局", "urban-management", "990102",
    )  # fmt: skip
    assert agency_by_short("cgj-990102") == seen
    assert agencies(region="990102", line="urban-management") == (seen,)
    assert agencies(region="990202") == ()
    assert [post.id for post in posts_in(CODE)] == ["cgj-approve", "cgj-window"]
    assert [leaf.kind for leaf in leaves_about(SYSTEM, "release_1")] == ["agencies.published"]
    assert not leaves_about(SYSTEM, "release_2")
    assert payloads_about("release_1") == [{"agencies": [CODE]}]


def test_a_new_name_begins_a_new_version_and_history_stays() -> None:
    publish(an_entry())
    renamed = an_entry(name={"zh-Hans": "新名", "en": "New"}, valid_from="2026-02-01")
    assert publish(renamed, release="release_2") == (CODE,)
    assert agency(CODE, on=date(2026, 1, 31)).name.zh == "明德区城市管理局"
    assert agency(CODE, on=date(2026, 2, 1)).name.zh == "新名"
    assert [v.valid_until for v in agency_history(CODE)] == [date(2026, 1, 31), None]
    with pytest.raises(AgencyUnknown):
        agency(CODE, on=date(2019, 2, 28))
    assert publish(an_entry(), release="release_1") == (), "an older release undoes nothing"


def test_the_same_day_corrects_the_version() -> None:
    publish(an_entry())
    publish(an_entry(line="city-management"))
    assert [v.line for v in agency_history(CODE)] == ["city-management"]


def test_a_post_no_longer_written_ends_and_may_return() -> None:
    publish(an_entry())
    publish(an_entry(posts=[a_post("cgj-window", "window-clerk", "reviewer")]))
    assert [post.id for post in posts_in(CODE, on=date(2026, 3, 3))] == ["cgj-window"]
    assert posts_in(CODE)[0].duties == {Duty.WINDOW_CLERK, Duty.REVIEWER}
    publish(an_entry())
    assert len(posts_in(CODE, on=date(2026, 3, 3))) == 2


def test_parents_are_resolved_to_codes() -> None:
    child = an_entry(
        code="119902020002021125", short="cgj-child", parent="cgj-990102", posts=[], region="990202"
    )
    publish(an_entry(), child)
    assert agency("119902020002021125").parent_code == CODE


def test_an_officer_holds_a_post_from_first_to_last_day() -> None:
    publish(an_entry())
    account_id = an_account(a_person("王敏"), ActorKind.OFFICER)
    appoint(account_id, valid_until=date(2026, 1, 31))
    (held,) = posts_of(account_id, date(2026, 1, 31))
    assert (held.id, held.agency_code, held.line, held.region, held.duties) == (
        "cgj-window", CODE, "urban-management", "990102", frozenset({Duty.WINDOW_CLERK}),
    )  # fmt: skip
    assert posts_of(account_id, date(2025, 12, 31)) == ()
    assert posts_of(account_id, date(2026, 2, 1)) == ()
    appoint(account_id, valid_from=date(2026, 2, 1))
    assert len(posts_of(account_id, date(2026, 2, 1))) == 1


def test_appointments_that_cannot_stand_are_refused() -> None:
    publish(an_entry())
    account_id = an_account(a_person("王敏"), ActorKind.OFFICER)
    clerk = Actor(kind=ActorKind.OFFICER, posts=posts_of(account_id, date(2026, 1, 1)))
    with pytest.raises(PostsNotYoursToGive):
        appoint(account_id, actor=clerk)
    with pytest.raises(PostsNotYoursToGive):
        publish_agencies(actor=clerk, entries=(), release="r", now=NOW)
    with pytest.raises(PostUnknown):
        appoint(account_id, post_id="nowhere")
    with pytest.raises(PostUnknown):
        appoint(account_id, valid_from=date(2018, 1, 1))
    with pytest.raises(TermBackwards):
        appoint(account_id, valid_until=date(2025, 1, 1))
    with pytest.raises(AccountUnknown):
        appoint("acct_nobody")
    appoint(account_id)
    with pytest.raises(AlreadyHolds):
        appoint(account_id, valid_from=date(2026, 6, 1))


def test_leaving_a_post_ends_its_powers_the_next_day() -> None:
    publish(an_entry())
    account_id = an_account(a_person("王敏"), ActorKind.OFFICER)
    appoint(account_id)
    given = {"actor": SYSTEM, "post_id": "cgj-window", "account_id": account_id, "now": NOW}
    with pytest.raises(TermBackwards):
        leave_post(**given, last_day=date(2025, 1, 1))
    leave_post(**given, last_day=date(2026, 3, 1))
    assert posts_of(account_id, date(2026, 3, 1))
    assert not posts_of(account_id, date(2026, 3, 2))
    with pytest.raises(PostUnknown):
        leave_post(**given, last_day=date(2026, 3, 1))
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, "cgj-window")]
    assert kinds == ["agencies.post-assigned", "agencies.post-left"]
