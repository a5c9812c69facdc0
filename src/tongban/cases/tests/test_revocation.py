"""A decision found wrong is taken back in the open: told, heard, decided, never deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.cases.api import (
    CaseNotFound,
    CaseState,
    HolderNotHeard,
    NothingToRevoke,
    NotYourTask,
    RevocationGround,
    StepNotPossible,
    WordsMissing,
    answer_review,
    ask_for_review,
    case,
    drop_revocation,
    make_statement,
    propose_revocation,
    revoke_decision,
)
from tongban.cases.tests.factories import (
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
    working_days,
)
from tongban.certificates.api import CertificateStatus, certificate
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
US = an_officer()
TOLD = {"reason": "居住年限算错了", "articles": (ArticleRef.parse(LAW),)}


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> Actor:
    a_house(monkeypatch)
    return a_resident()


@pytest.fixture
def wrong(me: Actor):
    """A case that rules decided and a person found wrong."""
    do(ask_for_review, me, submit(me), reason="我觉得多给了")
    return do(answer_review, US, case(US, case(me, _only(me)).id, NOW), right=False, finding="有误")


def _only(me: Actor) -> str:
    from tongban.cases.api import my_cases

    return my_cases(me).items[0].id


def test_what_nobody_found_wrong_is_not_taken_back(me: Actor):
    done = submit(me)
    seen = case(US, done.id, NOW)
    assert "propose_revocation" not in seen.available
    with pytest.raises(NothingToRevoke):
        do(propose_revocation, US, seen, ground=RevocationGround.OFFICE_ERRED, **TOLD)
    with pytest.raises(NothingToRevoke):
        do(revoke_decision, US, seen, reason="有误")


def test_told_heard_revoked_and_the_loss_made_good(me: Actor, wrong):
    assert "propose_revocation" in wrong.available
    with pytest.raises(WordsMissing):
        do(propose_revocation, US, wrong, ground=RevocationGround.OFFICE_ERRED, reason=" ",
           articles=())  # fmt: skip
    told = do(propose_revocation, US, wrong, ground=RevocationGround.OFFICE_ERRED, **TOLD)
    assert told.state is CaseState.APPROVED, "nothing is lost by being told"
    with pytest.raises(HolderNotHeard):
        do(revoke_decision, US, told, reason="有误")
    mine = case(me, wrong.id, NOW)
    assert "make_statement" in mine.available
    assert "赔偿" in mine.revocation.reliance.zh
    with pytest.raises(CaseNotFound):
        do(make_statement, a_resident(), mine, statement="不是我的")
    said = do(make_statement, me, mine, statement="我照决定办了续租")
    assert "make_statement" not in said.available
    with pytest.raises(StepNotPossible):
        do(make_statement, me, said, statement="再说一次")
    reviewer = an_officer(Duty.REVIEWER, name="r")
    with pytest.raises(NotYourTask):
        do(revoke_decision, reviewer, case(reviewer, wrong.id, NOW), reason="有误")
    later = NOW + timedelta(days=1)
    gone = do(revoke_decision, US, case(US, wrong.id, later), reason="年限不足", now=later)
    assert gone.state is CaseState.REVOKED
    assert "行政复议" in case(me, wrong.id, later).remedies.zh
    held = certificate(me, gone.certificate_ids[0])
    assert held.status is CertificateStatus.RESCINDED
    kinds = [leaf.kind for leaf in leaves_about(Actor.system("test"), wrong.id)]
    assert {"cases.revocation-proposed", "cases.statement-made", "cases.decision-revoked"} <= set(
        kinds
    )
    assert {"Approved", "ReviewAnswered", "DecisionRevoked"} <= {s.kind for s in gone.steps}


def test_silence_for_five_working_days_is_enough_and_one_less_is_not(me: Actor, wrong):
    told = do(propose_revocation, US, wrong, ground=RevocationGround.HOLDER_DECEIVED, **TOLD)
    before, after = NOW + working_days(5), NOW + working_days(5) + timedelta(days=1)
    with pytest.raises(HolderNotHeard):
        do(revoke_decision, US, told, reason="材料是假的", now=before)
    with pytest.raises(StepNotPossible):
        do(make_statement, me, told, statement="来晚了", now=after)
    gone = do(revoke_decision, US, told, reason="材料是假的", now=after)
    assert "不受保护" in gone.revocation.reliance.zh


def test_having_heard_the_holder_the_decision_may_stand(me: Actor, wrong):
    told = do(propose_revocation, US, wrong, ground=RevocationGround.OFFICE_ERRED, **TOLD)
    kept = do(drop_revocation, US, told, reason="申辩有理")
    assert (kept.state, kept.revocation) == (CaseState.APPROVED, None)
    assert certificate(me, kept.certificate_ids[0]).status is CertificateStatus.VALID
    with pytest.raises(NothingToRevoke):
        do(drop_revocation, US, kept, reason="再来")
