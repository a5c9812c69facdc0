"""A case goes to the other system and comes back decided; nothing is lost, doubled or guessed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest

from tongban.agencies.tests.factories import a_post, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.cases.api import (
    CaseState,
    accept_case,
    case,
    claim_task,
    decide_case,
    release_task,
    supply_correction,
    withdraw_case,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_resident,
    an_officer,
    do,
    flow_item,
    publish_family_item,
    submit,
)
from tongban.certificates.api import my_certificates
from tongban.connectors.api import (
    NothingToSettle,
    ReferralNotFound,
    SettlingNeedsWords,
    SyncState,
    foreign_steps,
    keep_going,
    lines,
    referral_of_case,
    send_again,
    settle_conflict,
    stuck_referrals,
)
from tongban.connectors.tests.factories import (
    SYSTEM_POST,
    Twin,
    applied,
    connector_file,
    field,
    go_on,
    history,
    publish_connector,
    their_number,
    they_grant,
    twin,
    words,
)
from tongban.files.api import BlobView, store_upload
from tongban.files.tests.factories import png
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about
from tongban_vertical_demo.vocabulary import ACCEPTED, DENIED, TO_CORRECT, VISITED

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")


def test_it_is_sent_once_and_comes_back_granted_with_both_certificates(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    sent = referral_of_case(an_officer(), mine.id)
    assert (sent.state, sent.number) == (SyncState.THERE, their_number(twin))
    (theirs,) = twin.register.applications()
    assert theirs.fields["qymc"] == "欧阳示例"
    assert (theirs.fields["sbrq"], theirs.fields["sbly"]) == ("2026/11/23", "1")
    they_grant(twin, theirs.number)
    go_on(now)
    done, seen = case(person, mine.id), referral_of_case(an_officer(), mine.id)
    assert done.state is CaseState.APPROVED
    assert [kind for kind, _, _ in history(person, mine.id)] == [
        "Submitted", "Accepted", "OpinionGiven", "Approved", "CertificateIssued",
    ]  # fmt: skip
    assert seen.state is SyncState.ENDED
    # Theirs is kept, ours is sealed; nobody typed a field there.
    assert seen.certificate_number.startswith("99010")
    assert seen.certificate_number in done.steps[-2].detail.zh
    assert (my_certificates(person)[0].id,) == done.certificate_ids
    assert (seen.fields_sent, seen.fields_typed) == (11, 0)
    assert "店面属实" in done.steps[2].detail.zh
    told = [step.title.zh for step in foreign_steps(person, mine.id)]
    assert told == ["转送部门系统", "已登记"]


def test_each_step_is_the_systems_own_post_and_names_it_in_evidence(twin: Twin):
    _, mine = applied()
    now = go_on(NOW, 2)
    twin.register.advance(their_number(twin), ACCEPTED)
    now = go_on(now)
    # Whoever works there may act next: the system keeps no task to itself.
    assert case(an_officer(), mine.id, now).available.count("claim_task") == 1
    leaf = next(
        each for each in leaves_about(PLATFORM, mine.id) if each.kind == "connectors.step-applied"
    )
    assert "system:tobacco" in leaf.actor


def test_fields_a_clerk_had_to_type_are_counted(twin: Twin):
    # The aim is none; a connector that leaves one out is found out by the count.
    short = [each for each in connector_file().model_dump()["fields"] if each["theirs"] != "jymj"]
    publish_connector(connector_file(fields=short), version=2)
    _, mine = applied()
    now = go_on(NOW, 2)
    twin.register.type_in(their_number(twin), "jymj", "20")
    go_on(now)
    seen = referral_of_case(an_officer(), mine.id)
    assert (seen.fields_sent, seen.fields_typed) == (10, 1)


def test_ten_hours_of_silence_lose_nothing(twin: Twin):
    twin.down = True
    people = [applied() for _ in range(2)]
    now = NOW
    for _ in range(20):  # ten hours, looked at every half hour
        now += timedelta(minutes=30)
        keep_going(now)
    waiting = referral_of_case(an_officer(), people[0][1].id)
    assert (waiting.state, waiting.waiting_since) == (SyncState.WAITING, NOW)
    assert waiting.fault is not None
    (line,) = lines(PLATFORM)
    assert (line.backlog, line.oldest_at, line.failures) == (2, NOW, 20)
    twin.down = False
    now = go_on(now + timedelta(minutes=3), 2)
    assert len(twin.register.applications()) == 2
    for one in twin.register.applications():
        they_grant(twin, one.number)
    # Now we are away for ten hours: what they did is heard afterwards.
    go_on(now + timedelta(hours=10))
    for person, mine in people:
        assert case(person, mine.id).state is CaseState.APPROVED
    assert lines(PLATFORM)[0].backlog == 0


def test_an_answer_that_was_lost_makes_no_second_application(twin: Twin):
    twin.deaf = True
    applied()
    now = go_on(NOW, 10)
    twin.deaf = False
    go_on(now + timedelta(minutes=5))
    assert Counter(twin.calls)["submit"] > 1
    assert len(twin.register.applications()) == 1


def test_what_they_send_back_is_asked_once_and_put_right_there(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    number = their_number(twin)
    twin.register.advance(number, TO_CORRECT, "电话打不通")
    now = go_on(now)
    asked = case(person, mine.id)
    assert asked.state is CaseState.CORRECTING
    assert "电话打不通" in asked.defects[0].message.zh
    do(supply_correction, person, asked, answers={"phone": "19900009999"}, material_blobs={},
       now=now)  # fmt: skip
    drain(now)
    now = go_on(now)
    assert twin.register.applications()[0].fields["lxdh"] == "19900009999"
    they_grant(twin, number)
    go_on(now)
    assert case(person, mine.id).state is CaseState.APPROVED


def test_they_granted_what_was_withdrawn_and_a_person_settles_it(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    they_grant(twin, their_number(twin))
    do(withdraw_case, person, case(person, mine.id), now=now)
    now = go_on(now)
    officer = an_officer()
    seen = referral_of_case(officer, mine.id)
    assert seen.state is SyncState.CONFLICT
    assert case(person, mine.id).state is CaseState.WITHDRAWN
    assert [row.case_id for row in stuck_referrals(officer) if row.conflict] == [mine.id]
    with pytest.raises(SettlingNeedsWords):
        settle_conflict(actor=officer, case_id=mine.id, words=" ", now=now)
    done = settle_conflict(actor=officer, case_id=mine.id, words="已请对方撤销许可。", now=now)
    assert done.state is SyncState.ENDED
    assert stuck_referrals(officer) == ()
    with pytest.raises(NothingToSettle):
        settle_conflict(actor=officer, case_id=mine.id, words="再说一次", now=now)


def test_what_was_withdrawn_before_it_left_never_leaves(twin: Twin):
    person, mine = applied()
    do(withdraw_case, person, case(person, mine.id), now=NOW)
    go_on(NOW)
    # The outbox told of both before the worker sent anything... or it was sent and taken back.
    assert all(one.state == "00" for one in twin.register.applications())
    assert referral_of_case(an_officer(), mine.id).state is SyncState.ENDED


def test_decided_here_meanwhile_agrees_or_is_a_conflict(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    officer = an_officer()
    known = do(accept_case, officer, case(officer, mine.id), now=now)
    do(decide_case, officer, known, approve=True, opinion="符合", articles=(), now=now)
    now = go_on(now, 2)
    assert referral_of_case(officer, mine.id).state is SyncState.STUCK
    twin.register.advance(their_number(twin), ACCEPTED)
    twin.register.advance(their_number(twin), DENIED, "间距不够")
    go_on(now)
    assert referral_of_case(officer, mine.id).state is SyncState.CONFLICT
    assert case(person, mine.id).state is CaseState.APPROVED


def test_a_task_held_by_a_colleague_waits_and_goes_on_by_itself(twin: Twin):
    person, mine = applied()
    now = go_on(NOW, 2)
    officer = an_officer()
    do(claim_task, officer, case(officer, mine.id), now=now)
    twin.register.advance(their_number(twin), ACCEPTED)
    now = go_on(now)
    seen = referral_of_case(officer, mine.id)
    assert seen.state is SyncState.STUCK
    assert "暂时不能记入办件" in str(seen.problem)
    do(release_task, officer, case(officer, mine.id), now=now)
    go_on(now)
    assert case(person, mine.id).state is CaseState.ACCEPTED
    assert referral_of_case(officer, mine.id).state is SyncState.THERE


def test_a_code_without_a_map_waits_for_a_person_who_sends_it_again(twin: Twin):
    lacking = [
        field("sbly", source={"case": "channel"}, codes={"window": "2"}, refuses=["pc"]),
    ]
    publish_connector(connector_file(fields=lacking), version=2)
    _, mine = applied()
    now = go_on(NOW, 4)
    officer = an_officer()
    seen = referral_of_case(officer, mine.id)
    assert seen.state is SyncState.STUCK
    assert "sbly" in str(seen.problem)
    assert twin.register.applications() == []
    again = send_again(actor=officer, case_id=mine.id, now=now)
    assert again.state is not SyncState.STUCK
    go_on(now, 2)
    assert referral_of_case(officer, mine.id).state is SyncState.STUCK


def test_nobody_else_sees_or_sends(twin: Twin):
    _, mine = applied()
    stranger = an_officer(region="990202")
    with pytest.raises(ReferralNotFound):
        referral_of_case(stranger, mine.id)
    with pytest.raises(ReferralNotFound):
        send_again(actor=stranger, case_id=mine.id, now=NOW)
    assert stuck_referrals(stranger) == ()
    assert foreign_steps(stranger, mine.id) == ()


def test_files_go_by_their_digest_and_once(twin: Twin, monkeypatch: pytest.MonkeyPatch):
    publish_family_item(monkeypatch)
    person = a_resident()
    kept = store_upload(
        actor=person, filename="a.png", stream=BytesIO(png()), declared_type="image/png",
        purpose="case-material", now=NOW,
    )  # fmt: skip
    mine = submit(person, COMMITTED, item_version=2, material_blobs={"family-permit": kept.id})
    drain(NOW)
    go_on(NOW, 2)
    assert twin.calls.count("attach") == 1
    (sent,) = twin.register.applications()
    assert twin.register.submit(sent.outside, {}, [{"zyz": kept.sha256}])["qfj"] == []
    assert referral_of_case(an_officer(), mine.id).state is SyncState.THERE


def test_a_file_their_system_does_not_take_is_told_before_anything_is_sent(
    twin: Twin, monkeypatch: pytest.MonkeyPatch
):
    publish_family_item(monkeypatch)
    person = a_resident()
    kept = store_upload(
        actor=person, filename="a.png", stream=BytesIO(png()), declared_type="image/png",
        purpose="case-material", now=NOW,
    )  # fmt: skip
    submitted = submit(person, COMMITTED, item_version=2, material_blobs={"family-permit": kept.id})
    huge = BlobView(kept.id, kept.sha256, 2**21, kept.media_type, "a.png", NOW)
    monkeypatch.setattr("tongban.connectors.messages.blob", lambda *_, **__: huge)
    drain(NOW)
    go_on(NOW, 2)
    seen = referral_of_case(an_officer(), submitted.id)
    assert (seen.state, twin.calls.count("submit")) == (SyncState.STUCK, 0)
    assert "1兆" in str(seen.problem)


def test_a_state_nobody_explained_is_not_guessed(twin: Twin):
    known = [s for s in connector_file().model_dump()["states"] if s["theirs"] != ACCEPTED]
    publish_connector(connector_file(states=known), version=2)
    person, mine = applied()
    now = go_on(NOW, 2)
    twin.register.advance(their_number(twin), ACCEPTED)
    go_on(now)
    seen = referral_of_case(an_officer(), mine.id)
    assert seen.state is SyncState.STUCK
    assert "“20”" in str(seen.problem)
    assert case(person, mine.id).state is CaseState.SUBMITTED


def test_a_step_of_theirs_finishes_a_step_of_our_flow(twin: Twin):
    flow_item()
    publish_agencies(
        an_entry(posts=[a_post(SYSTEM_POST, "window-clerk", "reviewer", "approver")]),
        release="release_3",
    )
    states = connector_file().model_dump()["states"]
    visit = {"theirs": VISITED, "move": "step", "step": "check", "outcome": "done",
             "says": words("已查验")}  # fmt: skip
    moved = [visit if state["theirs"] == VISITED else state for state in states]
    publish_connector(connector_file(states=moved), version=2)
    person = a_resident()
    mine = submit(person, COMMITTED, item_version=2)
    drain(NOW)
    now = go_on(NOW, 2)
    twin.register.advance(their_number(twin), ACCEPTED)
    twin.register.advance(their_number(twin), VISITED)
    go_on(now)
    assert "StepDone" in [kind for kind, _, _ in history(person, mine.id)]
    assert referral_of_case(an_officer(), mine.id).problem is None
