"""Who may rate, once; and that silence is silence."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.cases.api import accept_case, decide_case
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    submit,
)
from tongban.feedback.api import (
    AlreadyRated,
    EncounterNotFound,
    RatingNotComplete,
    RerateNotAllowed,
    Satisfaction,
    invitation_for_case,
    open_second_round,
    rate,
    ratings_of_agency,
    ratings_of_item,
)
from tongban.identity.tests.factories import payloads_about
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, Channel, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def give(actor: Actor, encounter_id: str, level: Satisfaction, **changes):
    given = {"tags": (), "writing": "", "channel": Channel.PC, "now": NOW}
    return rate(actor=actor, encounter_id=encounter_id, level=level, **(given | changes))


class TestRate:
    def test_a_decided_case_can_be_rated_at_once(self):
        me = a_resident()
        done = submit(me)
        invited = invitation_for_case(me, done.id)
        assert invited.open
        give(me, invited.encounter_id, Satisfaction.SATISFIED, tags=("快",), writing="谢谢")
        after = invitation_for_case(me, done.id)
        assert not after.open
        assert [(r.level, r.writing) for r in after.ratings] == [(Satisfaction.SATISFIED, "谢谢")]

    def test_the_outbox_opens_the_same_encounter(self):
        me = a_resident()
        done = submit(me)
        drain(NOW)
        drain(NOW)
        assert ratings_of_item(INSTANT).unrated == 1
        give(me, invitation_for_case(me, done.id).encounter_id, Satisfaction.SATISFIED)
        drain(NOW)
        summary = ratings_of_item(INSTANT)
        assert (summary.rated, summary.unrated, summary.response_rate) == (1, 0, 1.0)

    def test_a_rating_is_given_once_and_never_changed(self):
        me = a_resident()
        encounter = invitation_for_case(me, submit(me).id).encounter_id
        give(me, encounter, Satisfaction.DISSATISFIED)
        with pytest.raises(AlreadyRated):
            give(me, encounter, Satisfaction.VERY_SATISFIED)
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE feedback_rating SET level = 'satisfaction/very-satisfied'")

    def test_staff_services_and_strangers_cannot_rate(self):
        me = a_resident()
        done = submit(me)
        encounter = invitation_for_case(me, done.id).encounter_id
        for actor in (an_officer(), PLATFORM, Actor.anonymous(), a_resident()):
            assert invitation_for_case(actor, done.id) is None
            with pytest.raises(EncounterNotFound):
                give(actor, encounter, Satisfaction.VERY_SATISFIED)
        assert ratings_of_item(INSTANT).rated == 0

    def test_an_open_case_is_not_rated_yet_and_a_denied_one_may_be(self):
        me, officer = a_resident(), an_officer()
        waiting = submit(me, COMMITTED)
        assert invitation_for_case(me, waiting.id) is None
        accepted = accept_case(
            actor=officer, case_id=waiting.id, expected_version=waiting.version, now=NOW
        )
        decide_case(
            actor=officer,
            case_id=waiting.id,
            expected_version=accepted.version,
            approve=False,
            opinion="不符合",
            articles=[ArticleRef.parse(LAW)],
            now=NOW,
        )
        assert invitation_for_case(me, waiting.id).open

    def test_too_many_words_and_tags_are_named_together(self):
        me = a_resident()
        encounter = invitation_for_case(me, submit(me).id).encounter_id
        with pytest.raises(RatingNotComplete) as refused:
            give(me, encounter, Satisfaction.SATISFIED, tags=[""] * 11, writing="长" * 1001)
        assert {p.where for p in refused.value.problems} == {"tags", "writing"}

    def test_evidence_and_outbox_carry_the_level_not_the_words(self):
        me = a_resident()
        encounter = invitation_for_case(me, submit(me).id).encounter_id
        give(me, encounter, Satisfaction.DISSATISFIED, writing="我叫欧阳示例")
        (leaf,) = leaves_about(PLATFORM, encounter)
        (payload,) = payloads_about(encounter)
        assert leaf.facts["level"] == payload["level"] == "satisfaction/dissatisfied"
        assert payload["bad"] is True
        assert "欧阳" not in str(leaf.facts) + str(payload)


class TestSecondRound:
    def test_only_after_a_bad_rating_and_only_by_a_supervisor_from_outside(self):
        me = a_resident()
        done = submit(me)
        encounter = invitation_for_case(me, done.id).encounter_id
        outside = an_officer(Duty.SUPERVISOR, agency_code="11990102000102621Q")
        with pytest.raises(EncounterNotFound):
            open_second_round(actor=outside, encounter_id=encounter, now=NOW)
        give(me, encounter, Satisfaction.DISSATISFIED)
        for actor in (me, an_officer(Duty.SUPERVISOR), an_officer()):
            with pytest.raises(RerateNotAllowed):
                open_second_round(actor=actor, encounter_id=encounter, now=NOW)
        open_second_round(actor=outside, encounter_id=encounter, now=NOW)
        assert invitation_for_case(me, done.id).round == 2
        give(me, encounter, Satisfaction.SATISFIED)
        summary = ratings_of_agency(done.agency_code)
        assert summary.by_level[Satisfaction.DISSATISFIED] == 1
        assert summary.by_level[Satisfaction.SATISFIED] == 0  # first ratings count, once
        assert (summary.rerated, summary.rerated_better) == (1, 1)
        with pytest.raises(RerateNotAllowed):
            open_second_round(actor=outside, encounter_id=encounter, now=NOW)

    def test_a_content_person_is_not_asked_again(self):
        me = a_resident()
        encounter = invitation_for_case(me, submit(me).id).encounter_id
        give(me, encounter, Satisfaction.BASICALLY_SATISFIED)
        with pytest.raises(RerateNotAllowed):
            open_second_round(actor=PLATFORM, encounter_id=encounter, now=NOW)
