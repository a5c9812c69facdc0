"""Rows go up, are judged and come back: gathered is accepted and open, whatever gets lost."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from tests.trust.issued import NOW

from tongban.federation.actions import send_rows as sending
from tongban.federation.api import (
    FederationNotYours,
    PlatformUnknown,
    RowNotMended,
    RowNotOpen,
    RowsNotTaken,
    mend_row,
    quality_by_member,
    reporting,
)
from tongban.federation.domain.row_fields import faults_of_row
from tongban.federation.models import GatheredRow, Platform, ReceivedRow, SentBatch
from tongban.federation.tests.factories import (
    BODY,
    HUB,
    MEMBER,
    SYSTEM,
    Line,
    a_case,
    an_item,
)
from tongban.federation.tests.factories import line as line
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about
from tongban_wire.rows import RowKind

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return dict(GatheredRow.objects.order_by("id").values_list("key", "state"))


def test_a_row_that_does_is_accepted_and_counted_once(line: Line) -> None:
    assert line.keep(RowKind.ITEM, an_item()) == 1
    assert line.keep(RowKind.ITEM, an_item()) == 0
    assert (line.send(), line.send()) == (1, 0)
    for _ in range(2):
        line.at_hub(MEMBER, line.sent[0])
    told, seen = reporting(SYSTEM), quality_by_member(SYSTEM)
    assert (told.gathered, told.accepted, told.rejected) == (1, 1, 0)
    assert [(one.platform, one.batches, one.counted, one.open) for one in seen] == [
        (MEMBER, 1, 1, 0)
    ]
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, MEMBER)]
    assert kinds.count("federation.rows-judged") == 1
    assert kinds.count("federation.receipt-taken") == 1


def test_a_rejected_row_comes_back_is_mended_and_goes_again(line: Line) -> None:
    line.keep(RowKind.ITEM, an_item())
    line.keep(RowKind.CASE, a_case(apply_date="2026-03-05 09:00:00", org_code=BODY[:-1] + "0"))
    line.send()
    [lost] = reporting(SYSTEM).exceptions
    assert {(one.field, one.label.zh) for one in lost.faults} == {
        ("org_code", "受理机构编码"), ("accept_date", "受理时间"),
    }  # fmt: skip
    with pytest.raises(RowNotMended) as refused:
        mend_row(
            actor=SYSTEM, row_id=lost.id, reason="", now=line.now,
            corrections={"org_code": "no", "project_no": "x"},
        )  # fmt: skip
    assert {each.where for each in refused.value.problems} == {"reason", "org_code", "project_no"}
    fixed = {"org_code": BODY, "accept_date": "2026-03-05 10:00:00"}
    mend_row(actor=SYSTEM, row_id=lost.id, corrections=fixed, reason="录入有误", now=line.now)
    with pytest.raises(RowNotOpen):
        mend_row(actor=SYSTEM, row_id=lost.id, corrections={}, reason="", now=line.now)
    assert line.send() == 1
    assert reporting(SYSTEM).accepted == 2
    assert ReceivedRow.objects.get(key=lost.key).values["org_code"] == BODY


def test_what_the_register_says_anew_stands_over_a_correction(line: Line) -> None:
    line.keep(RowKind.ITEM, an_item(area_code="99", task_type="77"))
    line.send()
    [lost] = reporting(SYSTEM).exceptions
    fixed = {"area_code": "990000", "task_type": "01"}
    mend_row(actor=SYSTEM, row_id=lost.id, corrections=fixed, reason="录入有误", now=line.now)
    line.keep(RowKind.ITEM, an_item(area_code="990100", task_type="77"))
    line.send()
    [row] = ReceivedRow.objects.order_by("id")
    assert (row.values["area_code"], row.values["task_type"]) == ("990100", "01")


def test_a_case_waits_for_its_item_and_goes_again_by_itself(line: Line) -> None:
    line.keep(RowKind.CASE, a_case())
    line.send()
    [lost] = reporting(SYSTEM).exceptions
    assert [one.field for one in lost.faults] == ["task_code"]
    line.keep(RowKind.ITEM, an_item())
    assert line.send() == 2
    assert set(states().values()) == {"accepted"}


def test_a_number_never_gets_other_rows_and_a_stranger_is_not_heard(line: Line) -> None:
    line.keep(RowKind.ITEM, an_item())
    line.send()
    batch = SentBatch.objects.get()
    with pytest.raises(PlatformUnknown):
        line.at_hub(HUB, batch.text)
    with pytest.raises(RowsNotTaken, match="not_signed"):
        line.at_hub(MEMBER, batch.text[:-4] + "AAAA")
    SentBatch.objects.update(number=batch.number + 7)
    with pytest.raises(RowsNotTaken, match="for_another"):
        sending.take_receipt(batch.number + 7, batch.receipt, line.now)
    Platform.objects.filter(code=HUB).update(left_at=NOW)
    assert sending.next_batch(line.now) is None


def test_only_operators_see_and_mend(line: Line) -> None:
    nobody = Actor.anonymous()
    for act in (
        lambda: reporting(nobody),
        lambda: quality_by_member(nobody),
        lambda: mend_row(actor=nobody, row_id=1, corrections={}, reason="", now=NOW),
    ):
        with pytest.raises(FederationNotYours):
            act()


def test_the_door_answers_with_the_receipt(line: Line, client, settings) -> None:
    line.lose_batch = True
    line.keep(RowKind.ITEM, an_item())
    line.send()
    kept = SentBatch.objects.get().hindrances
    assert kept == [{"code": "federation.away", "about": "lost on the way up"}]
    settings.PLATFORM_CODE = HUB
    batch = line.sent[0]
    answers = [
        client.post(f"/federation/rows/{code}", said, content_type="text/plain")
        for code, said in ((MEMBER, batch), ("nobody", batch), (MEMBER, batch[:-4] + "AAAA"))
    ]
    assert [one.status_code for one in answers] == [200, 404, 409]
    settings.PLATFORM_CODE = MEMBER
    number = SentBatch.objects.get().number
    assert sending.take_receipt(number, answers[0].content.decode(), line.now).accepted == 1


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("item"), st.integers(1, 3), st.booleans()),
        st.tuples(st.just("case"), st.integers(1, 3), st.booleans()),
        st.tuples(st.just("send"), st.sampled_from(["", "batch", "receipt"]), st.booleans()),
        st.tuples(st.just("replay"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("mend"), st.integers(0, 9), st.booleans()),
    ),
    max_size=14,
)


@how(
    max_examples=12,
    deadline=None,
    suppress_health_check=[*how().suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(_STEPS)
def test_gathered_is_accepted_and_open_whatever_is_lost_or_repeated(
    line: Line, steps: list
) -> None:
    line.sent.clear()
    with transaction.atomic():
        for step in steps:
            _act(line, *step)
            _holds()
        line.lose_batch = line.lose_receipt = False
        for _ in range(4):
            line.send()
        _holds()
        told, [seen] = reporting(SYSTEM), quality_by_member(SYSTEM)
        assert (told.waiting, told.sent) == (0, 0)
        assert seen.open == told.rejected
        accepted = GatheredRow.objects.filter(state="accepted").order_by("key")
        for row in accepted:
            assert ReceivedRow.objects.get(key=row.key).values == row.source | row.corrections
        transaction.set_rollback(True)


def _act(line: Line, what: str, which, good: bool) -> None:
    if what == "item":
        name = "某事项" if good else ""
        line.keep(RowKind.ITEM, an_item(which, task_name=name, task_version=str(len(line.sent))))
    elif what == "case":
        line.keep(RowKind.CASE, a_case(which, item=which, state="12" if good else "99"))
    elif what == "send":
        line.lose_batch, line.lose_receipt = which == "batch", which == "receipt"
        line.send()
    elif what == "replay" and line.sent:
        line.at_hub(MEMBER, line.sent[which % len(line.sent)])
    elif what == "mend":
        for lost in reporting(SYSTEM).exceptions[which : which + 1]:
            good_values = {"task_name": "某事项"} if lost.kind.zh == "事项" else {"state": "12"}
            mend_row(
                actor=SYSTEM, row_id=lost.id, reason="核对后修正", now=line.now,
                corrections=good_values if good else {},
            )  # fmt: skip


def _holds() -> None:
    """Nothing is lost or counted twice at either end."""
    told, [seen] = reporting(SYSTEM), quality_by_member(SYSTEM)
    assert told.gathered == GatheredRow.objects.count()
    assert seen.counted <= told.gathered
    accepted = set(GatheredRow.objects.filter(state="accepted").values_list("key", flat=True))
    counted = set(ReceivedRow.objects.filter(counted=True).values_list("key", flat=True))
    assert accepted <= counted
    open_batch = SentBatch.objects.filter(receipt="").values_list("number", flat=True)
    sent = set(GatheredRow.objects.filter(state="sent").values_list("batch", flat=True))
    assert sent <= set(open_batch)


@given(st.sampled_from(sorted(an_item())), st.text(max_size=20))
def test_one_changed_field_of_an_item_names_itself(field: str, value: str) -> None:
    faults = faults_of_row(RowKind.ITEM, an_item()["task_code"], an_item(**{field: value}), set())
    agreeing = {field, "dept_code", "task_code"}
    assert {fault.field for fault in faults} <= agreeing
    required = field != "use_level"
    assert bool(faults) or value or not required
    json.dumps([fault.reason.to_mapping() for fault in faults])
