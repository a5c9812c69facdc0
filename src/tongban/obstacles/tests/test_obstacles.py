"""A matter is told once, answered by its agency, settled by its person, counted for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.cases.tests.factories import (
    INSTANT,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
)
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about
from tongban.obstacles.api import (
    MatterNotFound,
    MatterState,
    MatterView,
    NotYourMatter,
    Outcome,
    RootCause,
    SignInToTell,
    StepNotOpen,
    WordsMissing,
    answer_matter,
    cause_counts,
    changes_made,
    matter,
    my_matters,
    settle_matter,
    tell_matter,
    waiting_matters,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def a_stranger() -> Actor:
    person = a_person("另一位")
    return replace(a_resident(), subject_id=person.id, account_id="account_other")


def told(
    me: Actor, words: str = "让我去三个窗口", token: str = "token-00000001", case_id: str = ""
):
    return tell_matter(
        actor=me, item_code=INSTANT, case_id=case_id, words=words, token=token, now=NOW
    )


def answered(clerk: Actor, known: MatterView, **more) -> MatterView:
    given = {"cause": RootCause.SENT_AROUND, "outcome": Outcome.DONE, "words": "已经办好",
             "change": "三个窗口并为一个"}  # fmt: skip
    return answer_matter(actor=clerk, matter_id=known.id, now=LATER, **(given | more))


def test_from_the_telling_to_the_counts():
    me, clerk = a_resident(), an_officer()
    first = told(me)
    assert told(me).id == first.id, "a form sent twice is one matter"
    assert [one.id for one in waiting_matters(clerk)] == [first.id]
    assert not cause_counts(LATER)
    after = answered(clerk, first)
    assert (after.state, after.answer, after.told) == (
        MatterState.ANSWERED, "已经办好", "让我去三个窗口"
    )  # fmt: skip
    assert not waiting_matters(clerk)
    settle_matter(actor=me, matter_id=first.id, satisfied=True, now=LATER)
    (mine,) = my_matters(me)
    assert (mine.state, mine.satisfied) == (MatterState.SETTLED, True)
    (count,) = cause_counts(LATER)
    assert (count.cause, count.count, count.satisfied) == (RootCause.SENT_AROUND, 1, 1)
    assert changes_made(LATER) == ("三个窗口并为一个",)
    assert not cause_counts(LATER + timedelta(days=366))
    kinds = {leaf.kind for leaf in leaves_about(Actor.system("tests"), first.id)}
    assert kinds == {
        "obstacles.matter-told", "obstacles.matter-answered", "obstacles.matter-settled",
    }  # fmt: skip


def test_the_first_no_opens_it_again_and_the_second_ends_it():
    me, clerk = a_resident(), an_officer()
    first = told(me)
    answered(clerk, first)
    again = settle_matter(actor=me, matter_id=first.id, satisfied=False, now=LATER)
    assert again.state is MatterState.REOPENED
    assert again.due_at > first.due_at
    assert waiting_matters(clerk)
    answered(clerk, first, words="说明了办法", outcome=Outcome.WAY_FOUND)
    over = settle_matter(actor=me, matter_id=first.id, satisfied=False, now=LATER)
    assert (over.state, over.satisfied) == (MatterState.SETTLED, False)
    with pytest.raises(StepNotOpen):
        settle_matter(actor=me, matter_id=first.id, satisfied=True, now=LATER)
    with pytest.raises(StepNotOpen):
        answered(clerk, first)
    (count,) = cause_counts(LATER)
    assert (count.count, count.satisfied) == (1, 0)


def test_of_a_case_only_of_ones_own():
    me, other = a_resident(), a_stranger()
    case_id = submit(me).id
    assert told(me, case_id=case_id).case_id == case_id
    with pytest.raises(Exception, match=r"cases\.not_found"):
        told(other, case_id=case_id)


def test_nobody_else_reads_settles_or_answers():
    me, other, clerk = a_resident(), a_stranger(), an_officer()
    first = told(me)
    for act in (
        lambda: matter(other, first.id),
        lambda: settle_matter(actor=other, matter_id=first.id, satisfied=True, now=NOW),
        lambda: settle_matter(actor=clerk, matter_id=first.id, satisfied=True, now=NOW),
        lambda: matter(me, "matter_x"),
    ):
        with pytest.raises(MatterNotFound):
            act()
    with pytest.raises(NotYourMatter):
        answered(me, first)
    with pytest.raises(SignInToTell):
        told(Actor.anonymous(me.channel))
    with pytest.raises(SignInToTell):
        told(an_officer(Duty.REVIEWER))
    for empty in ("", "  ", "长" * 2001):
        with pytest.raises(WordsMissing):
            told(me, words=empty, token="token-00000009")
        with pytest.raises(WordsMissing):
            answered(clerk, first, words=empty)
