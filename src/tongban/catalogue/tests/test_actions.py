"""Claim, draft, publish, suspend: what is written, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tongban.catalogue import api
from tongban.catalogue.domain.lints import LintContext
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.tests.factories import (
    AGENCY,
    BASIC_CODE,
    CODE,
    NOW,
    basic,
    editor,
    item,
    platform,
    words,
)
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known_surroundings(monkeypatch):
    """The lints have their own tests; here the law and the registers know everything."""
    monkeypatch.setattr(
        "tongban.catalogue.actions.publish_item.surroundings_of",
        lambda document, now: LintContext(basic=basic()),
    )


def claimed(**changes):
    api.define_basic_item(actor=platform(), document=basic(**changes), now=NOW)
    return api.claim_item(
        actor=editor(),
        basic_code=BASIC_CODE,
        agency_code=AGENCY,
        level=api.UseLevel.COUNTY,
        region="990102",
        now=NOW,
    )


def drafted(**changes):
    return api.draft_item(actor=editor(), document=item(**changes), now=NOW)


def published(**changes):
    drafted(**changes)
    return api.publish_item(actor=editor(), item_code=CODE, now=NOW)


def test_a_claim_makes_the_implementing_code_and_happens_once():
    first = claimed()
    assert first.item_code == CODE
    assert claimed() == first
    kinds = [leaf.kind for leaf in leaves_about(platform(), CODE)]
    assert kinds == ["catalogue.item_claimed"]


def test_a_claim_at_another_level_is_refused():
    with pytest.raises(api.LevelNotAllowed):
        claimed(levels=["province"])


def test_another_agencys_editor_may_not_claim_draft_or_publish():
    claimed()
    stranger = editor("11990102MB0000999X")
    with pytest.raises(api.EditingNotAllowed):
        api.draft_item(actor=stranger, document=item(), now=NOW)
    drafted()
    with pytest.raises(api.EditingNotAllowed):
        api.publish_item(actor=stranger, item_code=CODE, now=NOW)
    with pytest.raises(api.EditingNotAllowed):
        api.claim_item(
            actor=Actor.anonymous(), basic_code=BASIC_CODE, agency_code=AGENCY,
            level=api.UseLevel.COUNTY, region="990102", now=NOW,
        )  # fmt: skip


def test_an_item_nobody_claimed_is_not_drafted():
    api.define_basic_item(actor=platform(), document=basic(), now=NOW)
    with pytest.raises(api.ItemNotClaimed):
        drafted()


def test_a_published_item_shows_what_was_written_and_inherited():
    claimed()
    view = published()
    assert api.published_item(CODE) == view
    assert (view.version, view.state) == (1, api.VersionState.PUBLISHED)
    assert view.name.zh == "食品经营许可"
    assert view.item_type is api.ItemType.LICENCE
    assert [material.already_held for material in view.materials] == [False, False, True, False]
    assert view.materials_for("by-agent")[-1].code == "m4"
    assert view.special_procedures[0].max_span.amount == 10


def test_a_draft_is_seen_by_its_editor_only():
    claimed()
    drafted()
    with pytest.raises(api.ItemNotFound):
        api.published_item(CODE)
    with pytest.raises(api.ItemNotFound):
        api.draft_item_view(Actor.anonymous(), CODE)
    assert api.draft_item_view(editor(), CODE).state is api.VersionState.DRAFT
    assert api.item_history(CODE) == ()
    assert len(api.item_history(CODE, editor())) == 1


def test_drafting_the_same_again_makes_no_version():
    claimed()
    assert drafted() == drafted()
    assert published().version == 1
    assert drafted().version == 1


def test_a_new_version_replaces_the_old_which_old_cases_still_read():
    claimed()
    old = published()
    new = published(committed="3 working-days")
    assert (new.version, api.published_item(CODE).committed.amount) == (2, 3)
    kept = api.item_by_version(old.version_id)
    assert (kept.committed.amount, kept.state) == (5, api.VersionState.SUPERSEDED)


def test_a_difference_reads_in_both_languages():
    claimed()
    published()
    materials = item().model_dump(mode="json")["materials"]
    materials[1]["name"] = words("平面布局图", "Floor plan")
    published(committed="3 working-days", materials=[*materials[:3]], situations=[])
    changes = {change.field: change for change in api.item_diff(CODE, 1, 2).changes}
    promise = changes["committed"]
    assert (promise.label.zh, promise.old.zh, promise.new.zh) == (
        "承诺时限",
        "5个工作日",
        "3个工作日",
    )
    assert promise.new.en == "3 working days"
    assert changes["materials[m2].name"].new.zh == "平面布局图"
    assert changes["materials[m4]"].new.zh == "（无）"
    assert "situations[by-agent]" in changes


def test_the_database_itself_refuses_to_change_a_version():
    claimed()
    view = published()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ItemVersion.objects.filter(id=view.version_id).update(document={"code": "other"})


def test_an_item_with_faults_is_not_published_and_all_are_told():
    claimed()
    drafted(summary={"zh-Hans": "只有中文"}, steps=[], consult_phone=None)
    with pytest.raises(api.ItemHasProblems) as refused:
        api.publish_item(actor=editor(), item_code=CODE, now=NOW)
    codes = {problem.code for problem in refused.value.problems}
    assert {
        "catalogue.steps_missing",
        "catalogue.phone_missing",
        "catalogue.language_missing",
    } <= codes
    with pytest.raises(api.ItemNotFound):
        api.published_item(CODE)


def test_a_later_day_is_waited_for():
    claimed()
    ahead = (NOW + timedelta(days=9)).date()
    drafted(plan_effective_date=ahead)
    with pytest.raises(api.EffectiveDateAhead):
        api.publish_item(actor=editor(), item_code=CODE, now=NOW)
    later = NOW + timedelta(days=9)
    assert api.publish_item(actor=editor(), item_code=CODE, now=later).effective_date == ahead
    assert isinstance(ahead, date)


def test_an_editor_who_opened_an_old_version_is_told():
    claimed()
    drafted()
    drafted(committed="4 working-days")
    with pytest.raises(api.VersionStale):
        api.draft_item(
            actor=editor(), document=item(committed="2 working-days"), expected_version=1, now=NOW
        )


def test_a_suspended_item_is_shown_but_not_handled_until_resumed():
    claimed()
    published()
    api.suspend_item(actor=editor(), item_code=CODE, reason="系统升级", now=NOW)
    with pytest.raises(api.ItemSuspended):
        api.published_item(CODE)
    assert api.guide_item(CODE).state is api.VersionState.SUSPENDED
    with pytest.raises(api.StateForbids):
        api.suspend_item(actor=editor(), item_code=CODE, reason="再次", now=NOW)
    assert api.resume_item(actor=editor(), item_code=CODE, reason="完成", now=NOW) == (
        api.published_item(CODE)
    )


def test_a_cancelled_item_is_found_by_nobody_but_old_cases():
    claimed()
    view = published()
    api.cancel_item(actor=editor(), item_code=CODE, reason="法律废止", now=NOW)
    with pytest.raises(api.ItemNotFound):
        api.guide_item(CODE)
    assert api.item_by_version(view.version_id).state is api.VersionState.CANCELLED
    assert api.search_items(Actor.anonymous(), text="食品经营").items == ()


def test_every_change_leaves_its_evidence():
    claimed()
    published()
    api.suspend_item(actor=editor(), item_code=CODE, reason="系统升级", now=NOW)
    kinds = [leaf.kind for leaf in leaves_about(platform(), CODE)]
    assert sorted(kinds) == [
        "catalogue.item_claimed",
        "catalogue.item_drafted",
        "catalogue.item_published",
        "catalogue.item_suspended",
    ]
