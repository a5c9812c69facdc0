"""From the published item to grants, disputes and the policy of nodes, on the demo province."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.catalogue.api import guide_item
from tongban.exchange import api as exchange
from tongban.exchange.api import RequestState, RequestStep
from tongban.exchange.models import RequestEvent
from tongban.exchange.tests.factories import (
    ITEM,
    SYSTEM,
    FakeNode,
    filed,
    granted,
    nodes_of,
    officer,
    steward,
    wanted,
)
from tongban.jobs.api import drain
from tongban.kernel.actor import Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about
from tongban_wire.case_token import Subject, open_token, subject_digest
from tongban_wire.faults import Code
from tongban_wire.legal_check import Call, check, ready
from tongban_wire.messages import Request
from tongban_wire.snapshot import Seen, SnapshotRefused, take_heartbeat, take_snapshot
from tongban_wire.usage import Usage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ARTICLE = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")


def test_an_item_asks_for_what_it_uses_by_its_article_and_asks_once():
    now = timezone.now()
    made = exchange.file_requests(actor=SYSTEM, item_code=ITEM, now=now)
    again = exchange.file_requests(actor=SYSTEM, item_code=ITEM, now=now)
    assert len(made) >= 3
    assert again == ()
    item = guide_item(ITEM)
    used = {need.element_id for need in item.needs if need.source_code}
    used |= {e for m in item.materials if m.source_code for e in m.element_ids}
    for view in exchange.request_queue(SYSTEM, now).items:
        assert view.item_code == ITEM
        assert set(view.fields) <= used
        assert view.article in item.article_refs
        assert view.consumer_code == item.agency_code
        assert view.due_at > now
        assert view.state is RequestState.WAITING


def test_publishing_an_item_drafts_its_requests_through_the_outbox():
    drain(timezone.now())
    items = {view.item_code for view in exchange.request_queue(SYSTEM, timezone.now()).items}
    assert ITEM in items
    assert len(items) > 5


def test_the_steward_of_the_source_answers_and_nobody_else():
    now = timezone.now()
    asked = filed(now)
    for stranger in (
        steward("gat-990000"),
        officer("mzt-990000", Duty.REVIEWER),
        steward("mzj-990102"),
    ):
        with pytest.raises(exchange.NotYoursToShare):
            exchange.grant_request(
                actor=stranger, request_id=asked.id, expected_version=asked.version,
                fields=asked.fields, now=now,
            )  # fmt: skip
    assert exchange.request(steward("mzt-990000"), asked.id, now).possible
    with pytest.raises(exchange.RequestUnknown):
        exchange.request(steward("gat-990000"), asked.id, now)


def test_a_grant_gives_no_more_than_was_asked_and_never_longer_than_the_resource_lets():
    now = timezone.now()
    asked = filed(now)
    who = steward("mzt-990000")
    for fields in ((), ("person.name",), (*asked.fields, "person.marriage.spouse_name")):
        with pytest.raises(exchange.FieldsNotAsked):
            exchange.grant_request(
                actor=who, request_id=asked.id, expected_version=asked.version, fields=fields,
                now=now,
            )  # fmt: skip
    exchange.grant_request(
        actor=who, request_id=asked.id, expected_version=asked.version, fields=asked.fields,
        term_days=10_000, now=now,
    )  # fmt: skip
    (made,) = exchange.grants(who, now).items
    assert made.valid_until == now + timedelta(days=365)
    assert made.fields == asked.fields
    assert {q.field for q in made.questions} <= set(made.fields)
    with pytest.raises(exchange.StepNotPossibleNow):
        exchange.grant_request(
            actor=who, request_id=asked.id, expected_version=asked.version, fields=asked.fields,
            now=now,
        )  # fmt: skip


def test_a_refusal_cites_an_article_in_force_and_goes_to_the_coordinator_who_rules():
    now = timezone.now()
    asked, who = filed(now), steward("mzt-990000")
    said = {"request_id": asked.id, "reason": "不是本事项所必需", "now": now}
    bad = (ArticleRef("no-such-law", "1", "2020-01-01"), ArticleRef("xuke-fa", "42", "2003-08-27"))
    for article in bad:
        with pytest.raises(exchange.RefusalNeedsBasis):
            exchange.refuse_request(
                actor=who, expected_version=asked.version, article=article, **said
            )
    refused = exchange.refuse_request(
        actor=who, expected_version=asked.version, article=ARTICLE, **said
    )
    assert refused.state is RequestState.REFUSED
    consumer = officer("mzj-990102", Duty.CATALOGUE_EDITOR)
    disputed = exchange.dispute_request(
        actor=consumer, request_id=asked.id, expected_version=refused.version,
        reason="低保审核依法需要婚姻状况", now=now,
    )  # fmt: skip
    coordinator = officer("zsj-990000", Duty.DATA_COORDINATOR)
    assert set(exchange.request(coordinator, asked.id, now).possible) == {
        RequestStep.RULED_TO_SHARE, RequestStep.RULED_NOT_TO_SHARE,
    }  # fmt: skip
    ruled = exchange.rule_on_dispute(
        actor=coordinator, request_id=asked.id, expected_version=disputed.version, share=True,
        reason="事项依法需要", now=now,
    )  # fmt: skip
    assert (ruled.state, ruled.due_at > now) == (RequestState.ORDERED, True)
    with pytest.raises(exchange.StepNotPossibleNow):
        exchange.refuse_request(actor=who, expected_version=ruled.version, article=ARTICLE, **said)
    done = exchange.grant_request(
        actor=who, request_id=asked.id, expected_version=ruled.version, fields=asked.fields, now=now
    )
    assert [step.step.value for step in done.steps] == [
        "filed", "refused", "disputed", "ruled-to-share", "granted",
    ]  # fmt: skip


def test_what_is_shared_without_conditions_cannot_be_refused():
    now = timezone.now()
    drain(now)
    asked = next(
        r for r in exchange.request_queue(SYSTEM, now).items if r.resource_code == "1020101/1"
    )
    with pytest.raises(exchange.RefusalNeedsBasis):
        exchange.refuse_request(
            actor=steward("scjgj-990000"), request_id=asked.id, expected_version=asked.version,
            reason="不愿意", article=ARTICLE, now=now,
        )  # fmt: skip


def test_a_term_is_extended_once_and_silence_can_be_disputed_when_late():
    now = timezone.now()
    asked, who = filed(now), steward("mzt-990000")
    longer = exchange.extend_reply(
        actor=who, request_id=asked.id, expected_version=asked.version, reason="需要会商", now=now
    )
    assert longer.due_at > asked.due_at
    late = longer.due_at + timedelta(days=1)
    editor = officer("mzj-990102", Duty.CATALOGUE_EDITOR)
    assert RequestStep.DISPUTED not in exchange.request(editor, asked.id, now).possible
    seen = exchange.request(editor, asked.id, late)
    assert seen.overdue
    assert RequestStep.DISPUTED in seen.possible
    with pytest.raises(exchange.StepNotPossibleNow):
        exchange.extend_reply(
            actor=who, request_id=asked.id, expected_version=longer.version, reason="再", now=late
        )


def test_every_step_leaves_evidence_and_steps_never_change():
    now = timezone.now()
    asked = filed(now)
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, asked.id)]
    assert kinds == ["exchange.request-filed"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_requestevent SET reason = 'x'")
    with pytest.raises(Error), transaction.atomic():
        RequestEvent.objects.all().delete()


def test_an_item_that_ends_or_stops_using_data_loses_its_grants():
    now = timezone.now()
    granted(now)
    assert exchange.end_item_grants(actor=SYSTEM, item_code=ITEM, now=now) == 1
    (ended,) = exchange.grants(SYSTEM, now, item_code=ITEM).items
    assert ended.state is exchange.GrantState.REVOKED


def pinned():
    return {key.key_id: key for key in exchange.pinned_keys()}


def test_a_revocation_is_in_the_policy_a_node_gets_with_its_next_look():
    now = timezone.now()
    made = granted(now)
    provider, hub = nodes_of(now)
    ms = int(now.timestamp() * 1000)
    first = exchange.policy_for(provider.id, seen=0, now=now)
    snapshot, seen = take_snapshot(first.text, pinned(), provider.id, Seen(), ms)
    (grant,) = snapshot.grants
    assert (grant.id, grant.provider, grant.consumer) == (made.id, provider.id, hub.id)
    assert {node.id for node in snapshot.nodes} == {provider.id, hub.id}
    assert {article.ref for article in snapshot.articles} == {grant.article}
    beat = exchange.policy_for(provider.id, seen=snapshot.sequence, now=now)
    assert beat.kind is exchange.PolicyKind.HEARTBEAT
    take_heartbeat(beat.text, pinned(), provider.id, seen, ms)
    exchange.revoke_grant(
        actor=steward("mzt-990000"), grant_id=made.id, reason="停用", now=now + timedelta(seconds=1)
    )
    for node in (provider, hub):
        newest = exchange.policy_for(node.id, seen=first.sequence, now=now + timedelta(seconds=2))
        assert newest.sequence > first.sequence
        policy, _ = take_snapshot(newest.text, pinned(), node.id, Seen(first.sequence), ms)
        assert made.id in policy.revoked
        assert made.id not in {g.id for g in policy.grants}
    with pytest.raises(SnapshotRefused):
        take_snapshot(first.text, pinned(), provider.id, Seen(newest.sequence), ms)


def test_a_policy_is_nobody_elses_and_only_for_nodes_that_take_part():
    now = timezone.now()
    provider, hub = nodes_of(now)
    answer = exchange.policy_for(provider.id, seen=0, now=now)
    with pytest.raises(SnapshotRefused):
        take_snapshot(answer.text, pinned(), hub.id, Seen(), int(now.timestamp() * 1000))
    exchange.retire_node(actor=SYSTEM, node_id=provider.id, now=now)
    with pytest.raises(exchange.NodeUnknown):
        exchange.policy_for(provider.id, seen=0, now=now)
    with pytest.raises(exchange.NodesNotYours):
        exchange.retire_node(actor=steward("mzt-990000"), node_id=hub.id, now=now)


def test_another_log_or_agency_under_a_known_name_is_refused():
    now = timezone.now()
    provider, _ = nodes_of(now)
    for imposter in (
        FakeNode(provider.id, provider.agency_code),
        FakeNode(provider.id, agency_by_short("gat-990000").code, log_key=provider.log_key),
        FakeNode("another", agency_by_short("gat-990000").code, key=provider.key),
        FakeNode("no spaces", agency_by_short("gat-990000").code),
    ):
        with pytest.raises(exchange.NodeNotRight):
            imposter.register(now)
    provider.register(now)  # the same again is fine


def test_a_node_proves_who_it_is_by_a_key_of_its_own_a_moment_ago():
    now = timezone.now()
    provider, hub = nodes_of(now)
    assert exchange.polling_node(provider.proof(now), now) == provider.id
    for forged in (
        "", "a.b", "a.b.c", provider.proof(now, node=hub.id), provider.proof(now)[:-4] + "AAAA",
        provider.proof(now - timedelta(minutes=2)), provider.proof(now + timedelta(minutes=2)),
    ):  # fmt: skip
        with pytest.raises(exchange.NodeUnknown):
            exchange.polling_node(forged, now)
    key_id = provider.key.public.key_id
    exchange.revoke_node_key(actor=SYSTEM, key_id=key_id, now=now)
    with pytest.raises(exchange.NodeUnknown):
        exchange.polling_node(provider.proof(now), now)


def test_a_token_needs_a_grant_in_force_and_both_nodes_and_does_not_say_whom():
    now = timezone.now()
    with pytest.raises(exchange.NoRightToAsk):
        exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)
    made = granted(now)
    with pytest.raises(exchange.NoRightToAsk):
        exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)
    provider, _ = nodes_of(now)
    for wrong in (
        {"fields": ("person.marriage.spouse_name",)},
        {"resource_code": "1010101/1"},
        {"item_code": "other"},
    ):
        with pytest.raises(exchange.NoRightToAsk):
            exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now, **wrong), now=now)
    issued = exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)
    token = open_token(issued.text, pinned())
    assert (token.grant, token.audience) == (made.id, provider.id)
    assert token.subject == subject_digest(token.id, wanted(now).number)
    assert "990102199001010019" not in issued.text
    with pytest.raises(exchange.NotYoursToShare):
        exchange.issue_case_token(actor=steward("mzt-990000"), wanted=wanted(now), now=now)


def test_closing_a_case_ends_its_tokens_at_the_provider():
    now = timezone.now()
    granted(now)
    provider, _ = nodes_of(now)
    issued = exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)
    first = exchange.policy_for(provider.id, seen=0, now=now)
    assert exchange.end_case_tokens(actor=SYSTEM, case_refs=["case_1"], now=now) == 1
    assert exchange.end_case_tokens(actor=SYSTEM, case_refs=["case_1"], now=now) == 0
    newest = exchange.policy_for(provider.id, seen=first.sequence, now=now)
    policy, _ = take_snapshot(
        newest.text, pinned(), provider.id, Seen(first.sequence), int(now.timestamp() * 1000)
    )
    assert {issued.id, "case_1"} <= set(policy.revoked)
    others = FakeNode("gat-node", agency_by_short("gat-990000").code).register(now)
    answer = exchange.policy_for(others.id, seen=0, now=now)
    elsewhere, _ = take_snapshot(
        answer.text, pinned(), others.id, Seen(), int(now.timestamp() * 1000)
    )
    assert elsewhere.revoked == ()  # whose case closed is no other agency's business


def judged(provider, hub, issued, now, **changed):
    """What the provider's node says of a call under the platform's own policy and token."""
    answer = exchange.policy_for(provider.id, seen=0, now=now)
    ms = int(now.timestamp() * 1000)
    snapshot, seen = take_snapshot(answer.text, pinned(), provider.id, Seen(), ms)
    token = open_token(issued.text, pinned())
    grant = exchange.grant(SYSTEM, token.grant, now)
    told = {
        "v": 1, "id": "0" * 32, "at_ms": ms, "consumer": hub.id, "provider": provider.id,
        "resource": grant.resource_code, "grant": grant.id, "item": grant.item_code,
        "purpose": grant.purpose, "article": str(grant.article), "case": token.case,
        "subject": wanted(now).number, "fields": ("person.marriage.status",), "questions": {},
        "token": issued.text, "nonce": "1" * 32,
    }  # fmt: skip
    request = Request(**{**told, **changed})
    call = Call(request, hub.id, hub.key.public.key_id, True, token, True)
    return {fault.code for fault in check(call, ready(snapshot), seen, Usage(480), ms).faults}


def test_the_legal_check_of_a_node_agrees_with_what_the_platform_issued():
    now = timezone.now()
    made = granted(now)
    provider, hub = nodes_of(now)
    issued = exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)
    assert judged(provider, hub, issued, now) == set()
    wider = ("person.marriage.status", "person.marriage.spouse_name")
    assert judged(provider, hub, issued, now, fields=wider) == {Code.FIELDS_EXCEED}
    other = Subject("resident-id", "990102199001010027")
    assert judged(provider, hub, issued, now, subject=other) == {Code.TOKEN_OTHER_SUBJECT}
    assert Code.PURPOSE_MISMATCH in judged(provider, hub, issued, now, purpose="handle/other")
    exchange.end_case_tokens(actor=SYSTEM, case_refs=["case_1"], now=now)
    assert Code.CASE_CLOSED in judged(provider, hub, issued, now)
    exchange.revoke_grant(actor=steward("mzt-990000"), grant_id=made.id, reason="停用", now=now)
    assert {Code.GRANT_UNKNOWN} <= judged(provider, hub, issued, now)
